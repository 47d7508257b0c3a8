package server

import (
	"fmt"
	"slices"

	"daftar/index"
)

// timeline is the histogram of documents by date, drawn as SVG in units of its view box: one slot a bin. Each bar is a
// link that narrows the question to its bin.
type timeline struct {
	Label         string // "Documents by month"
	Width, Height int
	Bars          []bar
	Axis          []string // evenly spread below
	Undated       string   // "3 without a date"
	UndatedURL    string
	Overlap       bool // some documents lie in several bins
	Few           bool // bars would be as wide as the page
	Single        *bar // instead of a drawing of one bar
	Most          string
}

type bar struct {
	X, Y, Width, Height int
	Slot                int
	Name                string // "July 2025: 3 documents"
	Period, Count       string
	URL                 string // "" for an empty bin
	Selected, Dimmed    bool
}

// Measures of the drawing. A bar that stands for anything is at least leastBar high: one in a thousand must be seen.
const (
	slotWidth   = 12
	barWidth    = 9
	chartHeight = 80
	leastBar    = 4
	axisLabels  = 5
	fewBars     = 12
)

var intervalWords = map[index.Interval]string{
	index.IntervalYear: "year", index.IntervalQuarter: "quarter", index.IntervalMonth: "month", index.IntervalDay: "day",
}

// newTimeline draws a date facet; nil if nothing is dated. p is the question that the bars narrow.
func newTimeline(p Params, f index.FacetCounts) *timeline {
	if len(f.Buckets) == 0 {
		return nil
	}
	t := &timeline{
		Label: "Documents by " + intervalWords[f.Interval], Width: len(f.Buckets) * slotWidth, Height: chartHeight,
		Axis: axis(f.Buckets), Overlap: f.Interval != index.IntervalYear,
	}
	switch orElse(p.DateField, index.DateDocument) {
	case index.DateEvent:
		t.Label += " of the events"
	case index.DatePublished:
		t.Label += " of publication"
	case index.DateAdded:
		t.Label += " of arrival"
	}
	most := 0
	for _, b := range f.Buckets {
		most = max(most, b.Count)
	}
	t.Most = number(most)
	for n, b := range f.Buckets {
		t.Bars = append(t.Bars, newBar(p, f.Interval, n, b, most))
	}
	t.Few = len(t.Bars) <= fewBars
	if len(t.Bars) == 1 {
		t.Single, t.Bars = &t.Bars[0], nil
	}
	if f.Missing > 0 {
		undated := p.between("", "")
		undated.Undated = true
		t.Undated, t.UndatedURL = number(f.Missing)+" without a date", undated.URL(pathSearch)
	}
	return t
}

func newBar(p Params, by index.Interval, n int, b index.Bucket, most int) bar {
	period := binWords(b, by)
	out := bar{
		X: n*slotWidth + (slotWidth-barWidth)/2, Width: barWidth, Slot: n * slotWidth, Y: chartHeight,
		Name: period + ": " + documents(b.Count), Period: period, Count: number(b.Count),
		Selected: b.Selected && p.dated(), Dimmed: p.dated() && !b.Selected,
	}
	if b.Count == 0 {
		return out
	}
	out.Height = leastBar + b.Count*(chartHeight-leastBar)/max(most, 1)
	out.Y = chartHeight - out.Height
	from, to := binDates(b, by)
	out.URL = p.between(from, to).URL(pathSearch)
	return out
}

// binDates are the ends of a bin as date_from and date_to.
func binDates(b index.Bucket, by index.Interval) (from, to string) {
	if by == index.IntervalQuarter && b.From != 0 && b.To != 0 {
		return b.From.String()[:len("2006-01")], b.To.String()[:len("2006-01")]
	}
	return b.Value, b.Value
}

func binWords(b index.Bucket, by index.Interval) string {
	if by == index.IntervalQuarter && b.From != 0 {
		year, month, _ := b.From.Civil()
		return fmt.Sprintf("%s to %s %d", months[month-1], months[min(month+1, 11)], year)
	}
	if d, err := index.ParseDate(b.Value); err == nil {
		return dateWords(d)
	}
	return b.Value
}

// axis picks labels that are spread evenly, the first and the last among them.
func axis(buckets []index.Bucket) (labels []string) {
	last := len(buckets) - 1
	steps := min(axisLabels-1, last)
	for n := range steps + 1 {
		labels = append(labels, buckets[n*last/max(steps, 1)].Value)
	}
	return slices.Compact(labels)
}
