package dates

import (
	"daftar/index"
	"daftar/index/analysis/words"
	"daftar/index/date"
	"daftar/index/date/grammar"
)

// The points by which the date of the event is chosen: how precise a date is, where it is, and which words are near it.
// They are set by rule of thumb and checked on news and notes; only their order matters.
const (
	titlePoints       = 16
	leadPoints        = 6
	firstInLeadPoints = 3 // the first date of the lead
	startPoints       = 4 // at the start of the text, falling to 0 at its end
	eventVerbPoints   = 4 // an event verb in the same sentence
	withinTitlePoints = 5 // it lies within a date of the title
	titleLeadPoints   = 4 // title and lead state it
	repeatPoints      = 2 // for each repetition, up to maxRepeats
	maxRepeats        = 3
	borderPoints      = -4  // since, until, before
	contextPoints     = -5  // its year was completed from the context
	speechPoints      = -3  // said on Monday
	publicationPoints = -10 // published, dated
	datelinePoints    = 1   // it is the day of the report, and that of the event only if the text has no other
	minEventPoints    = 12  // fewer points are a year in passing, by which no document should be found
)

const (
	maxSentence = 25 // tokens on each side of a date among which a verb of its sentence is looked for
	maxBorder   = 4  // tokens between "after" and its date: "after the attacks of 11 September"
	maxInTitle  = 20 // candidates that may be the title's, which come first
)

// pointsOfPrecision returns the points of how precise a date is.
func pointsOfPrecision(d date.Date) int {
	days := d.To - d.From + 1
	switch {
	case d.Precision == date.PrecisionDay:
		return 12
	case days <= 31 && d.Precision == date.PrecisionRange:
		return 11
	case days <= 31:
		return 8
	case days <= 92:
		return 6
	case days <= 366:
		return 4
	}
	return 0
}

// pointsOfPlace returns the points of the place of a date.
func (f *Finder) pointsOfPlace(e index.Evidence, inLead bool) int {
	switch {
	case e.Title:
		return titlePoints
	case inLead && !f.leadRead:
		f.leadRead = true
		return leadPoints + firstInLeadPoints
	case inLead:
		return leadPoints
	}
	length := len(f.document.Text)
	return startPoints * (length - e.Start) / max(length, 1)
}

// pointsOfWords returns the points of the words in the sentence of a date.
func (p *piece) pointsOfWords(from, to int) (points int) {
	for at := from - 1; at >= max(0, from-maxBorder) && p.tokens[at+1].Gap == words.Joined && !p.startsSentence(at+1); at-- {
		if p.tokens[at].Class == grammar.BeforeAfter {
			points += borderPoints
			break
		}
	}
	event, publication := false, false
	look := func(at int) {
		event = event || p.tokens[at].Class == eventVerb
		publication = publication || p.tokens[at].Class == publicationWord
	}
	for at := from; at > max(0, from-maxSentence) && !p.startsSentence(at); at-- {
		look(at - 1)
	}
	for at := to; at < min(len(p.tokens), to+maxSentence) && !p.startsSentence(at); at++ {
		look(at)
	}
	if event {
		points += eventVerbPoints
	}
	if p.Class(from-1) == speechVerb || p.Class(from-2) == speechVerb || p.Class(to) == speechVerb {
		points += speechPoints
	}
	if publication {
		points += publicationPoints
	}
	return points
}

// startsSentence reports whether a token starts a sentence; in Turkish the dot of an ordinal number ends none: 12. Kongre.
func (p *piece) startsSentence(at int) bool {
	t := &p.tokens[at]
	if !t.SentenceStart || !p.ordinals || at == 0 || p.Between(at) != ". " {
		return t.SentenceStart
	}
	n := p.tokens[at-1].Number
	return n < 1 || n > 99
}

// mainCandidate returns the index of the date of the event, -1 if none has enough points. The first of equals wins.
func (f *Finder) mainCandidate() int {
	best, bestPoints := -1, minEventPoints-1
	for n, c := range f.found {
		points := c.points + repeatPoints*min(c.times-1, maxRepeats) + f.pointsOfAgreement(n)
		if points > bestPoints {
			best, bestPoints = n, points
		}
	}
	return best
}

// pointsOfAgreement returns the points of a date that title and lead both state, or that lies within one of the title.
func (f *Finder) pointsOfAgreement(n int) int {
	c := &f.found[n]
	if c.inTitle {
		if c.inLead {
			return titleLeadPoints
		}
		return 0
	}
	d := c.mention.Date
	for m := range f.found {
		if other := f.found[m].mention.Date; f.found[m].inTitle && other.From <= d.From && d.To <= other.To {
			return withinTitlePoints
		}
		if m > maxInTitle {
			break
		}
	}
	return 0
}
