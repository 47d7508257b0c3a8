package column

import (
	"fmt"
	"slices"

	"daftar/index"
	"daftar/index/date"
)

// DateHistogram counts documents by date. A document counts in every bucket that its date overlaps.
type DateHistogram struct {
	dates       Dates
	docs        []uint32
	missing     int
	first, last date.Day
}

// NewDateHistogram returns an empty histogram.
func NewDateHistogram(d Dates) *DateHistogram { return &DateHistogram{dates: d} }

// Add adds documents.
func (h *DateHistogram) Add(docs []uint32) {
	h.docs = slices.Grow(h.docs, len(docs))
	for _, d := range docs {
		from := h.dates.From[d]
		if from == 0 {
			h.missing++
			continue
		}
		if h.first == 0 || from < h.first {
			h.first = from
		}
		h.last = max(h.last, h.dates.To[d])
		h.docs = append(h.docs, d)
	}
}

// Counts returns the buckets from the first to the last day of any document, empty ones included. The buckets that lie in
// selected are marked.
func (h *DateHistogram) Counts(interval index.Interval, selected index.DateFilter) (index.FacetCounts, error) {
	out := index.FacetCounts{Field: index.FieldDate, Missing: h.missing, MissingSelected: selected.Missing, Interval: interval}
	if out.Interval == "" || out.Interval == index.IntervalAuto {
		out.Interval = h.autoInterval()
	}
	number, ok := bucketNumber[out.Interval]
	if !ok {
		return out, &index.InvalidError{Name: "interval", Value: string(interval), Allowed: "auto, year, quarter, month, day"}
	}
	if len(h.docs) == 0 {
		return out, nil
	}
	low, high := number(h.first), number(h.last)
	if n := high - low + 1; n > index.MaxBins && out.Interval != index.IntervalYear {
		return out, &index.LimitError{
			Name:  fmt.Sprintf("bins of a %s in the date facet (choose a wider interval)", out.Interval),
			Limit: index.MaxBins, Got: int64(n),
		}
	}
	changes := make([]int, high-low+2) // of the count: +1 at the first bucket of a document, -1 after its last
	buckets := h.dates.buckets(out.Interval)
	for _, d := range h.docs {
		first, last := buckets(d)
		changes[first-low]++
		changes[last-low+1]--
	}
	count := 0
	for i := range high - low + 1 {
		count += changes[i]
		b := newBucket(out.Interval, low+i)
		b.Count = count
		b.Selected = isInside(b, selected)
		if count > 0 {
			out.DistinctValues++
		}
		out.Buckets = append(out.Buckets, b)
	}
	return out, nil
}

// autoInterval returns the finest interval that makes few enough buckets.
func (h *DateHistogram) autoInterval() index.Interval {
	for _, interval := range []index.Interval{index.IntervalDay, index.IntervalMonth, index.IntervalQuarter} {
		number := bucketNumber[interval]
		if len(h.docs) == 0 || number(h.last)-number(h.first)+1 <= index.AutoBins {
			return interval
		}
	}
	return index.IntervalYear
}

// buckets returns a function that returns the numbers of the first and the last bucket of a document. It agrees with
// bucketNumber, but uses months that are computed only once.
func (d Dates) buckets(interval index.Interval) func(doc uint32) (first, last int) {
	if interval == index.IntervalDay {
		return func(doc uint32) (first, last int) { return int(d.From[doc]), int(d.To[doc]) }
	}
	length := monthsIn[interval]
	m := d.months()
	return func(doc uint32) (first, last int) { return int(m.from[doc]) / length, int(m.to[doc]) / length }
}

// monthsIn is the number of months of a bucket.
var monthsIn = map[index.Interval]int{index.IntervalMonth: 1, index.IntervalQuarter: 3, index.IntervalYear: 12}

func isInside(b index.Bucket, f index.DateFilter) bool {
	return (f.From != 0 || f.To != 0) && b.From >= f.From && (f.To == 0 || b.To <= f.To)
}

// bucketNumber numbers the buckets of an interval consecutively.
var bucketNumber = map[index.Interval]func(date.Day) int{
	index.IntervalDay:     func(d date.Day) int { return int(d) },
	index.IntervalMonth:   func(d date.Day) int { y, m, _ := d.Civil(); return y*12 + m - 1 },
	index.IntervalQuarter: func(d date.Day) int { y, m, _ := d.Civil(); return y*4 + (m-1)/3 },
	index.IntervalYear:    func(d date.Day) int { y, _, _ := d.Civil(); return y },
}

// newBucket returns the bucket of a number, with count 0.
func newBucket(interval index.Interval, n int) index.Bucket {
	year, month, months := n, 1, 12
	switch interval {
	case index.IntervalDay:
		d := date.Day(n)
		return index.Bucket{Value: d.String(), From: d, To: d}
	case index.IntervalMonth:
		year, month, months = n/12, n%12+1, 1
	case index.IntervalQuarter:
		year, month, months = n/4, n%4*3+1, 3
	}
	from, _ := date.DayOf(year, month, 1)
	last := month + months - 1
	to, _ := date.DayOf(year, last, date.DaysIn(year, last))
	value := fmt.Sprintf("%04d", year)
	switch interval {
	case index.IntervalMonth:
		value += fmt.Sprintf("-%02d", month)
	case index.IntervalQuarter:
		value += fmt.Sprintf("-Q%d", (month-1)/3+1)
	}
	return index.Bucket{Value: value, From: from, To: to}
}
