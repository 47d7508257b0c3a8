package tag

import (
	"daftar/index"
)

// The weights by which the date of a document's event is chosen among its dates: how closely it says the day, where it
// stands, and what is said beside it. They are set by rule of thumb and checked on news and notes; what counts is their
// order.
const (
	titlePoints     = 12
	leadPoints      = 6
	placePoints     = 4 // at the start of the text, falling to 0 at its end
	happeningPoints = 4 // a verb of happening in the same sentence
	repeatPoints    = 1 // for each repetition, up to repeatMost
	repeatMost      = 3
	borderPoints    = -4  // since, until, before
	writingPoints   = -10 // published, dated
	eventPoints     = 12  // a date with fewer is not the event's: a year in passing is no date to file a document under
)

// formPoints says how much a date of a precision tells.
func formPoints(d index.Date) int {
	days := d.To - d.From + 1
	switch {
	case d.Precision == index.PrecisionDay:
		return 12
	case days <= 31 && d.Precision == index.PrecisionRange:
		return 11
	case days <= 31:
		return 8
	case days <= 366:
		return 4
	}
	return 0
}

// sentenceWords bounds how far from a date a verb is looked for in its sentence.
const sentenceWords = 25

// dates are the different ones of one document, in the order in which they first come.
type dates struct {
	length   int // of the text
	at       map[index.Date]int
	mentions []index.Mention
	times    []int // that each comes
	points   []int // the most that a place of each has
}

func newDates(length int) dates { return dates{length: length, at: map[index.Date]int{}} }

// read takes the dates of a piece of text that the scanner has read.
func (d *dates) read(s *scanner, piece int, lead span) {
	g := grammar{s.text, s.tokens}
	for at := 0; at < len(s.tokens); at++ {
		t := &s.tokens[at]
		if first := s.text[t.start]; t.class == plain && first != 'Q' && (first < '0' || first > '9') {
			continue
		}
		date, to := g.date(at)
		if to == 0 {
			continue
		}
		e := index.Evidence{Rule: "date:" + string(date.Precision), Title: piece == inTitle, Start: t.start, End: s.tokens[to-1].end}
		d.add(date, e, formPoints(date)+d.placed(e, lead)+beside(s.tokens, at, to))
		at = to - 1
	}
}

func (d *dates) add(date index.Date, e index.Evidence, points int) {
	n, known := d.at[date]
	if !known {
		n = len(d.mentions)
		d.at[date] = n
		d.mentions = append(d.mentions, index.Mention{Date: date})
		d.times, d.points = append(d.times, 0), append(d.points, points)
	}
	d.times[n]++
	d.points[n] = max(d.points[n], points)
	if m := &d.mentions[n]; len(m.Evidence) < maxEvidence {
		m.Evidence = append(m.Evidence, e)
	}
}

// placed gives the points of a place.
func (d *dates) placed(e index.Evidence, lead span) int {
	switch {
	case e.Title:
		return titlePoints
	case e.Start >= lead.start && e.End <= lead.end:
		return leadPoints
	}
	return placePoints * (d.length - e.Start) / max(d.length, 1)
}

// beside gives the points of the words in the same sentence.
func beside(tokens []token, from, to int) (points int) {
	if from > 0 && tokens[from-1].class == beforeAfter {
		points += borderPoints
	}
	happens, written := false, false
	look := func(t token) {
		happens = happens || t.class == happening
		written = written || t.class == writing
	}
	for at := from; at > max(0, from-sentenceWords) && !tokens[at].first; at-- {
		look(tokens[at-1])
	}
	for at := to; at < min(len(tokens), to+sentenceWords) && !tokens[at].first; at++ {
		look(tokens[at])
	}
	if happens {
		points += happeningPoints
	}
	if written {
		points += writingPoints
	}
	return points
}

// event marks the main mention and returns its date. Of equals the first in the text wins.
func (d *dates) event() index.Date {
	best, most := -1, eventPoints-1
	for n, points := range d.points {
		points += repeatPoints * min(d.times[n]-1, repeatMost)
		if points > most {
			best, most = n, points
		}
	}
	if best < 0 {
		return index.Date{}
	}
	d.mentions[best].Main = true
	return d.mentions[best].Date
}
