package dates

import (
	"maps"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/date/grammar"
)

// How a date was completed, as the last part of its rule: its year by the dates around it or by the published date, or the
// whole date by its relation to the published one.
const (
	byContext   = ":context"
	byPublished = ":published"
	byRelation  = ":relative"
)

// context is what a document says about the years of its dates.
type context struct {
	published  date.Date
	news       bool           // it uses relative dates or has a dateline
	years      map[int]bool   // of complete dates
	datedYears map[int]bool   // of complete dates that are days or months
	dateline   int            // number of the waiting date of the dateline, from 1; 0 if there is none
	headings   map[string]int // the only year of a heading, 0 if it has none or several
	anchor     anchor
	next       int // where yearAfter goes on
}

// anchor is the last complete date before those without a year.
type anchor struct {
	date     date.Date
	passage  int
	sentence int
}

func newContext(d *index.Document) context {
	return context{published: d.Published, years: map[int]bool{}, datedYears: map[int]bool{}}
}

// collectYears collects the years that the waiting dates state.
func (f *Finder) collectYears() {
	c := &f.context
	for n := range f.waiting {
		one := &f.waiting[n]
		if one.partial.Unit > 0 {
			c.news = true
		}
		if year, ok := yearOf(one.partial.Date); ok && one.rule == "" {
			c.years[year] = true
			if p := one.partial.Date.Precision; p == date.PrecisionDay || p == date.PrecisionMonth {
				c.datedYears[year] = true
			}
		}
	}
}

// completeList gives the year of a date to the dates without a year before it in its list.
func (f *Finder) completeList(from, passage, sentence int, d date.Date) {
	for n := len(f.waiting) - 1; n >= 0; n-- {
		one := &f.waiting[n]
		if one.passage != passage || one.sentence != sentence || one.partial.From.Month == 0 || one.rule != "" || from-one.to > 1 {
			return
		}
		year := one.partial.Calendar.YearOf(d.From)
		if resolved, ok := one.partial.InYear(year); ok && resolved.From <= d.From {
			one.partial.Date, one.rule = resolved, byContext
		}
		from = one.to - 1
		for from > 0 && n > 0 && f.waiting[n-1].to < from-3 {
			return
		}
	}
}

// yearOf returns the year of a date that lies in one.
func yearOf(d date.Date) (int, bool) {
	if d.IsZero() {
		return 0, false
	}
	from, _, _ := d.From.Civil()
	to, _, _ := d.To.Civil()
	return from, from == to
}

// complete finds the year of a waiting date and checks it against the weekday stated with it. The rule is "" if nothing
// tells the year.
func (f *Finder) complete(n int) (d date.Date, rule string) {
	d, rule = f.completeByPlace(n)
	partial := f.waiting[n].partial
	if partial.Weekday == 0 || partial.Unit > 0 || rule != "" && weekdayOf(d.From) == partial.Weekday {
		return d, rule
	}
	return f.completeByWeekday(partial, d, rule)
}

// weekdayOf returns 1 for a Monday to 7 for a Sunday.
func weekdayOf(day date.Day) int { return int((day+6)%7) + 1 }

// completeByWeekday gives a date the first year of the document in which it falls on the weekday stated with it, and
// leaves it as it is if there is none.
func (f *Finder) completeByWeekday(partial grammar.PartialDate, d date.Date, rule string) (date.Date, string) {
	if partial.Calendar != grammar.Gregorian {
		return d, rule
	}
	for _, year := range slices.Sorted(maps.Keys(f.context.years)) {
		if other, ok := partial.InYear(year); ok && weekdayOf(other.From) == partial.Weekday {
			return other, byContext
		}
	}
	return d, rule
}

// completeByPlace finds the year of a date: that of the last complete date before it in its passage, else of the heading,
// else of the whole document if it names one year only, or the same before and after; in news, and where no date has a
// year, the year in which it is nearest to the published date.
func (f *Finder) completeByPlace(n int) (date.Date, string) {
	one, c := &f.waiting[n], &f.context
	anchored := c.anchor.date.From > 0 && c.anchor.passage == one.passage
	if c.news && !(anchored && c.anchor.sentence == one.sentence && c.anchor.date.Precision == date.PrecisionDay) {
		return completeByPublished(one.partial, c.published)
	}
	if anchored {
		return completeByAnchor(one.partial, c.anchor.date)
	}
	if year := f.yearOfHeading(one.passage); year > 0 {
		return completeByYear(one.partial, year)
	}
	if len(c.years) == 1 {
		for year := range c.years {
			return completeByYear(one.partial, year)
		}
	}
	if len(c.years) == 0 {
		return completeByPublished(one.partial, c.published)
	}
	if year, ok := yearOf(c.anchor.date); ok && year == f.yearAfter(n) {
		return completeByAnchor(one.partial, c.anchor.date)
	}
	return date.Date{}, ""
}

// yearAfter returns the year of the next complete date, 0 if there is none. It must be called with increasing numbers.
func (f *Finder) yearAfter(n int) int {
	c := &f.context
	for c.next = max(c.next, n+1); c.next < len(f.waiting); c.next++ {
		one := &f.waiting[c.next]
		if year, ok := yearOf(one.partial.Date); ok && one.rule == "" {
			return year
		}
	}
	return 0
}

// completeByYear completes a date by a Gregorian year.
func completeByYear(partial grammar.PartialDate, year int) (date.Date, string) {
	if partial.Calendar != grammar.Gregorian {
		middle, _ := date.DayOf(year, 7, 1)
		year = partial.Calendar.YearOf(middle)
	}
	if d, ok := partial.InYear(year); ok {
		return d, byContext
	}
	return date.Date{}, ""
}

// The months between which a narrative goes on into the next year.
const (
	firstLateMonth = 11
	lastEarlyMonth = 2
)

// completeByAnchor completes a date by one before it: the same year, or the next if January follows December.
func completeByAnchor(partial grammar.PartialDate, before date.Date) (date.Date, string) {
	year := partial.Calendar.YearOf(before.From)
	if partial.Calendar == grammar.Gregorian && before.Precision != date.PrecisionYear {
		if _, month, _ := before.To.Civil(); month >= firstLateMonth && partial.From.Month <= lastEarlyMonth {
			year++
		}
	}
	if d, ok := partial.InYear(year); ok {
		return d, byContext
	}
	return date.Date{}, ""
}

// News report more of the past than of the future: a day to come counts as far as pastBias times as many past days. With a
// word of the future, a past day counts as far as futureBias times as many days to come.
const (
	pastBias   = 2
	futureBias = 3
)

// completeByPublished completes a date by the year in which it is nearest to the published date. A published year, or range
// within a year, gives its year.
func completeByPublished(partial grammar.PartialDate, published date.Date) (date.Date, string) {
	if published.Precision != date.PrecisionDay && published.Precision != date.PrecisionMonth {
		if year, ok := yearOf(published); ok {
			if d, rule := completeByYear(partial, year); rule != "" {
				return d, byPublished
			}
		}
		return date.Date{}, ""
	}
	nearest, nearestDays := date.Date{}, date.Day(0)
	around := partial.Calendar.YearOf(published.From)
	for year := around - 1; year <= around+1; year++ {
		d, ok := partial.InYear(year)
		if !ok || partial.Modifier == grammar.Last && d.From > published.To {
			continue
		}
		days := biasedDistance(d, published, partial.Modifier == grammar.Future)
		if nearest.IsZero() || days < nearestDays {
			nearest, nearestDays = d, days
		}
	}
	if nearest.IsZero() {
		return nearest, ""
	}
	return nearest, byPublished
}

// biasedDistance returns the days between a date and the published date, more in the unlikely direction.
func biasedDistance(d, published date.Date, future bool) date.Day {
	ahead, back := d.From-published.To, published.From-d.To
	if future {
		return max(ahead, futureBias*back, 0)
	}
	return max(pastBias*ahead, back, 0)
}

// yearOfHeading returns the only year that the heading of a passage names, 0 if it names none or several.
func (f *Finder) yearOfHeading(passage int) int {
	if passage < 0 || passage >= len(f.document.Passages) || f.document.Passages[passage].Heading == "" {
		return 0
	}
	heading := f.document.Passages[passage].Heading
	c := &f.context
	if year, known := c.headings[heading]; known {
		return year
	}
	if c.headings == nil {
		c.headings = map[string]int{}
	}
	c.headings[heading] = onlyYear(grammar.NewReader(heading, f.tokenize(heading), f.document.Lang))
	return c.headings[heading]
}

func onlyYear(r *grammar.Reader) int {
	only := 0
	for found := range r.Dates() {
		year, ok := yearOf(found.Partial.Date)
		if !ok || found.Chinese {
			continue
		}
		if only > 0 && only != year {
			return 0
		}
		only = year
	}
	return only
}
