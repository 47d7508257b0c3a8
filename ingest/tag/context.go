package tag

import (
	"maps"
	"slices"

	"daftar/index"
	"daftar/index/date"
)

// The last parts of the rules of dates that were resolved: their year by the dates around, by the published date, or the
// date as a whole by its relation to the published one.
const (
	byContext   = ":context"
	byPublished = ":published"
	byRelation  = ":relative"
)

// context is what a document tells about the years of its dates that have none.
type context struct {
	published date.Date
	persian   bool
	news      bool           // it speaks of today and of days of the week
	years     map[int]bool   // of the full dates
	dated     map[int]bool   // of those that are days or months
	dateline  int            // the number of the date of the dateline among those found, +1
	headings  map[string]int // the year that a heading names, 0 if none or several
	anchor    anchor         // the last full date
	next      int            // where the next full date is looked for
}

// anchor is a date with its year that stands before others without.
type anchor struct {
	date     date.Date
	piece    int
	sentence int
}

func newContext(d *index.Document) context {
	return context{published: d.Published, persian: d.Lang == "fa" || d.Lang == "ps", years: map[int]bool{}, dated: map[int]bool{}}
}

// inYear returns the date of a when that lacks its year, in a year of its calendar.
func (w when) inYear(year int) (date.Date, bool) {
	from, ok := w.calendar.date(year, w.from.month, w.from.day)
	if w.to.month == 0 || !ok {
		return from, ok
	}
	to, ok := w.calendar.date(year, w.to.month, w.to.day)
	return date.Date{From: from.From, To: to.To, Precision: date.PrecisionRange}, ok && from.From <= to.To
}

// settle resolves what was found and adds it to the mentions.
func (d *dates) settle(s *scanner) {
	c := &d.context
	for n := range d.found {
		f := &d.found[n]
		if f.when.unit > 0 {
			c.news = true
		}
		if year, ok := yearIn(f.when.date); ok && f.rule == "" {
			c.years[year] = true
			if p := f.when.date.Precision; p == date.PrecisionDay || p == date.PrecisionMonth {
				c.dated[year] = true
			}
		}
	}
	d.datelined()
	head := c.dateline - 1
	c.news, c.dateline = c.news && !c.published.IsZero(), 0
	for n := range d.found {
		f := &d.found[n]
		switch {
		case !f.when.date.IsZero():
		case n == head && c.published.IsZero():
			continue // the day of a report whose year nothing tells
		case f.when.unit > 0:
			date, ok := relate(f.when, c.published)
			if !ok {
				continue
			}
			f.when.date, f.rule = date, byRelation
		default:
			if f.when.date, f.rule = d.complete(s, n); f.rule == "" {
				continue
			}
		}
		d.add(f)
		if _, ok := yearIn(f.when.date); ok && (f.rule == "" || f.rule == byContext) {
			c.anchor = anchor{f.when.date, f.piece, f.sentence}
		}
	}
	d.found, c.next = d.found[:0], 0
}

// yearIn returns the year of a date that lies in one.
func yearIn(d date.Date) (int, bool) {
	if d.IsZero() {
		return 0, false
	}
	from, _, _ := d.From.Civil()
	to, _, _ := d.To.Civil()
	return from, from == to
}

// complete finds the year of a date: of the nearest date before it in its passage, else of its heading, else of the whole
// document where that names one year only, or the same before and behind; in news, and where no date has a year, the year
// in which it is nearest to the published date.
func (d *dates) complete(s *scanner, n int) (date.Date, string) {
	date, rule := d.nearYear(s, n)
	w := d.found[n].when
	if w.named == 0 || w.unit > 0 || rule != "" && weekdayOf(date.From) == w.named-1 {
		return date, rule
	}
	return d.byWeekday(w, date, rule)
}

// weekdayOf returns 0 for a Monday to 6 for a Sunday.
func weekdayOf(day date.Day) int { return int((day + 6) % 7) }

// byWeekday gives a date the year in which it falls on the weekday named beside it: one that the text names; the date
// as it was if none does.
func (d *dates) byWeekday(w when, date date.Date, rule string) (date.Date, string) {
	if w.calendar != gregorian {
		return date, rule
	}
	for _, year := range slices.Sorted(maps.Keys(d.context.years)) {
		if other, ok := w.inYear(year); ok && weekdayOf(other.From) == w.named-1 {
			return other, byContext
		}
	}
	return date, rule
}

// nearYear finds the year by what stands near.
func (d *dates) nearYear(s *scanner, n int) (date.Date, string) {
	f, c := &d.found[n], &d.context
	near := c.anchor.date.From > 0 && c.anchor.piece == f.piece
	if c.news && !(near && c.anchor.sentence == f.sentence && c.anchor.date.Precision == date.PrecisionDay) {
		return f.when.nearest(c.published)
	}
	if near {
		return f.when.after(c.anchor.date)
	}
	if year := d.heading(s, f.piece); year > 0 {
		return f.when.of(year)
	}
	if len(c.years) == 1 {
		for year := range c.years {
			return f.when.of(year)
		}
	}
	if len(c.years) == 0 {
		return f.when.nearest(c.published)
	}
	if year, ok := yearIn(c.anchor.date); ok && year == d.yearBehind(n) {
		return f.when.after(c.anchor.date)
	}
	return date.Date{}, ""
}

// yearBehind returns the year of the next full date, 0 if there is none. It is asked in the order of what was found.
func (d *dates) yearBehind(n int) int {
	c := &d.context
	for c.next = max(c.next, n+1); c.next < len(d.found); c.next++ {
		f := &d.found[c.next]
		if year, ok := yearIn(f.when.date); ok && f.rule == "" {
			return year
		}
	}
	return 0
}

// of completes a date by a Gregorian year.
func (w when) of(year int) (date.Date, string) {
	if w.calendar != gregorian {
		middle, _ := date.DayOf(year, 7, 1)
		year = w.calendar.yearOf(middle)
	}
	if d, ok := w.inYear(year); ok {
		return d, byContext
	}
	return date.Date{}, ""
}

// The months from which a story goes on into the next year, and to which.
const (
	lateMonth  = 11
	earlyMonth = 2
)

// after completes a date by one that stands before it: the same year, or the next where January follows December.
func (w when) after(before date.Date) (date.Date, string) {
	year := w.calendar.yearOf(before.From)
	if w.calendar == gregorian && before.Precision != date.PrecisionYear {
		if _, m, _ := before.To.Civil(); m >= lateMonth && w.from.month <= earlyMonth {
			year++
		}
	}
	if d, ok := w.inYear(year); ok {
		return d, byContext
	}
	return date.Date{}, ""
}

// pastBias makes a day to come as far as so many past ones: news tell more of what was than of what will be.
// With a word of the future it is the other way round.
const (
	pastBias = 2
	willBias = 3
)

// nearest completes a date by the year in which it is nearest to the published date, which must be known to the month.
func (w when) nearest(published date.Date) (date.Date, string) {
	if published.Precision != date.PrecisionDay && published.Precision != date.PrecisionMonth {
		if year, ok := yearIn(published); ok {
			d, rule := w.of(year)
			if rule != "" {
				rule = byPublished
			}
			return d, rule
		}
		return date.Date{}, ""
	}
	best, off := date.Date{}, date.Day(0)
	around := w.calendar.yearOf(published.From)
	for year := around - 1; year <= around+1; year++ {
		d, ok := w.inYear(year)
		if !ok || w.mod == modLast && d.From > published.To {
			continue
		}
		bias, back := date.Day(pastBias), date.Day(1)
		if w.mod == willWord {
			bias, back = 1, willBias
		}
		distance := max(bias*(d.From-published.To), back*(published.From-d.To), 0)
		if best.IsZero() || distance < off {
			best, off = d, distance
		}
	}
	if best.IsZero() {
		return best, ""
	}
	return best, byPublished
}

// heading returns the one year that the heading over a passage names, 0 if it names none or several.
func (d *dates) heading(s *scanner, piece int) int {
	if piece < 0 || piece >= len(d.document.Passages) || d.document.Passages[piece].Heading == "" {
		return 0
	}
	heading := d.document.Passages[piece].Heading
	c := &d.context
	if year, known := c.headings[heading]; known {
		return year
	}
	g := grammar{text: heading, tokens: s.read(heading, 0, len(heading), len(heading)), lang: d.document.Lang, persian: c.persian}
	one := 0
	for at := 0; at < len(g.tokens); at++ {
		if !g.begins(&g.tokens[at]) {
			continue
		}
		w, to := g.date(at)
		if to == 0 {
			continue
		}
		at = to - 1
		if year, ok := yearIn(w.date); ok {
			if one > 0 && one != year {
				one = 0
				break
			}
			one = year
		}
	}
	if c.headings == nil {
		c.headings = map[string]int{}
	}
	c.headings[heading] = one
	return one
}
