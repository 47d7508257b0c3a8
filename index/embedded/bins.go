package embedded

import (
	"fmt"
	"slices"

	"daftar/index"
	"daftar/index/date"
)

// bins counts the date facet: a date lies in every bin that it overlaps.
type bins struct {
	from, to []date.Day
	months   [2][]int32 // of from and to
	docs     []uint32
	missing  int
	first    date.Day
	last     date.Day
}

func (b *bins) add(docs []uint32) {
	b.docs = slices.Grow(b.docs, len(docs))
	for _, d := range docs {
		from := b.from[d]
		if from == 0 {
			b.missing++
			continue
		}
		if b.first == 0 || from < b.first {
			b.first = from
		}
		b.last = max(b.last, b.to[d])
		b.docs = append(b.docs, d)
	}
}

// result makes the bins from the first to the last day of any date, none left out.
func (b *bins) result(interval index.Interval, chosen index.DateFilter) (index.FacetCounts, error) {
	out := index.FacetCounts{Field: index.FieldDate, Missing: b.missing, MissingSelected: chosen.Missing, Interval: interval}
	if out.Interval == "" || out.Interval == index.IntervalAuto {
		out.Interval = b.fit()
	}
	if _, ok := numbering[out.Interval]; !ok {
		return out, &index.InvalidError{Name: "interval", Value: string(interval), Allowed: "auto, year, quarter, month, day"}
	}
	if len(b.docs) == 0 {
		return out, nil
	}
	low, high := numbering[out.Interval](b.first), numbering[out.Interval](b.last)
	if n := high - low + 1; n > index.MaxBins && out.Interval != index.IntervalYear {
		return out, &index.LimitError{Name: fmt.Sprintf("bins of a %s in the date facet (choose a wider interval)", out.Interval), Limit: index.MaxBins, Got: int64(n)}
	}
	steps := make([]int, high-low+2) // +1 where a date begins, -1 past its end
	for _, d := range b.docs {
		first, last := b.number(d, out.Interval)
		steps[first-low]++
		steps[last-low+1]--
	}
	count := 0
	for i := range high - low + 1 {
		count += steps[i]
		bucket := bin(out.Interval, low+i)
		bucket.Count = count
		bucket.Selected = inside(bucket, chosen)
		if count > 0 {
			out.DistinctValues++
		}
		out.Buckets = append(out.Buckets, bucket)
	}
	return out, nil
}

// number returns the bins in which a document's date begins and ends. The calendar is worked out once, when a generation
// is opened.
func (b *bins) number(d uint32, interval index.Interval) (first, last int) {
	switch interval {
	case index.IntervalDay:
		return int(b.from[d]), int(b.to[d])
	case index.IntervalQuarter:
		return int(b.months[0][d]) / 3, int(b.months[1][d]) / 3
	case index.IntervalYear:
		return int(b.months[0][d]) / 12, int(b.months[1][d]) / 12
	}
	return int(b.months[0][d]), int(b.months[1][d])
}

// inside reports whether a bin lies inside the chosen dates.
func inside(b index.Bucket, chosen index.DateFilter) bool {
	return (chosen.From != 0 || chosen.To != 0) &&
		b.From >= chosen.From && (chosen.To == 0 || b.To <= chosen.To)
}

// fit returns the finest interval that makes few enough bins.
func (b *bins) fit() index.Interval {
	for _, interval := range []index.Interval{index.IntervalDay, index.IntervalMonth, index.IntervalQuarter} {
		number := numbering[interval]
		if len(b.docs) == 0 || number(b.last)-number(b.first)+1 <= index.AutoBins {
			return interval
		}
	}
	return index.IntervalYear
}

// numbering numbers the bins of an interval, consecutively.
var numbering = map[index.Interval]func(date.Day) int{
	index.IntervalDay:     func(d date.Day) int { return int(d) },
	index.IntervalMonth:   func(d date.Day) int { y, m, _ := d.Civil(); return y*12 + m - 1 },
	index.IntervalQuarter: func(d date.Day) int { y, m, _ := d.Civil(); return y*4 + (m-1)/3 },
	index.IntervalYear:    func(d date.Day) int { y, _, _ := d.Civil(); return y },
}

// bin returns the bucket of a number, without its count.
func bin(interval index.Interval, n int) index.Bucket {
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
