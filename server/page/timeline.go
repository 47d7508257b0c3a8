package page

import (
	"cmp"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/request"
)

// timeline is a histogram of documents by date, drawn as SVG in units of its view box: one slot a bin. Each bar links to the
// search in its bin.
type timeline struct {
	Label         string // "Documents by month"
	Width, Height int
	Bars          []bar
	Axis          []string // evenly spaced labels
	Undated       string   // "3 without a date"
	UndatedURL    string
	Overlap       bool // a document can be in several bins
	Few           bool // the bars would be too wide for the full width
	Single        *bar // instead of a drawing with one bar
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

// Measures of the drawing. A bar of at least one document has the height minBar, so that one in a thousand is visible.
const (
	slotWidth   = 12
	barWidth    = 9
	chartHeight = 80
	minBar      = 4
	axisLabels  = 5
	fewBars     = 12
)

// intervalKeys are the message keys of intervals, timelineKeys those of titles.
var intervalKeys = map[index.Interval]string{
	index.IntervalYear: "timeline.year", index.IntervalQuarter: "timeline.quarter", index.IntervalMonth: "timeline.month", index.IntervalDay: "timeline.day",
}

var timelineKeys = map[index.DateField]string{
	index.DateDocument: "timeline.documents", index.DateEvent: "timeline.events", index.DatePublished: "timeline.published", index.DateAdded: "timeline.added",
}

// newTimeline draws the date facet of a search, nil if it has no buckets.
func (w pageContext) newTimeline(p request.Params, f index.FacetCounts) *timeline {
	if len(f.Buckets) == 0 {
		return nil
	}
	t := &timeline{
		Label: w.T(timelineKeys[cmp.Or(p.DateField, index.DateDocument)], w.T(intervalKeys[f.Interval])), Width: len(f.Buckets) * slotWidth, Height: chartHeight,
		Axis: w.axis(f.Buckets), Overlap: f.Interval != index.IntervalYear,
	}
	most := 0
	for _, b := range f.Buckets {
		most = max(most, b.Count)
	}
	t.Most = w.Number(most)
	for n, b := range f.Buckets {
		t.Bars = append(t.Bars, w.newBar(p, f.Interval, n, b, most))
	}
	t.Few = len(t.Bars) <= fewBars
	if len(t.Bars) == 1 {
		t.Single, t.Bars = &t.Bars[0], nil
	}
	if f.Missing > 0 {
		undated := p.Between("", "")
		undated.Undated = true
		t.Undated, t.UndatedURL = w.T("undated", f.Missing), undated.URL(request.PathSearch)
	}
	return t
}

func (w pageContext) newBar(p request.Params, by index.Interval, n int, b index.Bucket, most int) bar {
	period := w.binText(b, by)
	out := bar{
		X: n*slotWidth + (slotWidth-barWidth)/2, Width: barWidth, Slot: n * slotWidth, Y: chartHeight,
		Name: w.T("timeline.bar", period, w.T("documents", b.Count)), Period: period, Count: w.Number(b.Count),
		Selected: b.Selected && p.HasDates(), Dimmed: p.HasDates() && !b.Selected,
	}
	if b.Count == 0 {
		return out
	}
	out.Height = minBar + b.Count*(chartHeight-minBar)/max(most, 1)
	out.Y = chartHeight - out.Height
	from, to := binDates(b, by)
	out.URL = p.Between(from, to).URL(request.PathSearch)
	return out
}

// binDates returns date_from and date_to of a bin.
func binDates(b index.Bucket, by index.Interval) (from, to string) {
	if by == index.IntervalQuarter && b.From != 0 && b.To != 0 {
		return b.From.String()[:len("2006-01")], b.To.String()[:len("2006-01")]
	}
	return b.Value, b.Value
}

func (w pageContext) binText(b index.Bucket, by index.Interval) string {
	if by == index.IntervalQuarter && b.From != 0 {
		year, month, _ := b.From.Civil()
		return w.T("timeline.months", w.MonthName(month), w.MonthName(month+2), w.PlainNumber(year))
	}
	if d, err := date.Parse(b.Value); err == nil {
		return w.Date(d)
	}
	return b.Value
}

// axis returns evenly spaced labels, including the first and the last.
func (w pageContext) axis(buckets []index.Bucket) (labels []string) {
	last := len(buckets) - 1
	steps := min(axisLabels-1, last)
	for n := range steps + 1 {
		labels = append(labels, w.Digits(buckets[n*last/max(steps, 1)].Value))
	}
	return slices.Compact(labels)
}
