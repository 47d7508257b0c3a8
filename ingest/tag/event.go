package tag

import (
	"strings"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/date"
)

// The weights by which the date of a document's event is chosen among its dates: how closely it says the day, where it
// stands, and what is said beside it. They are set by rule of thumb and checked on news and notes; what counts is their
// order.
const (
	titlePoints     = 16
	leadPoints      = 6
	firstPoints     = 3 // the first date of the lead
	placePoints     = 4 // at the start of the text, falling to 0 at its end
	happeningPoints = 4 // a verb of happening in the same sentence
	titledPoints    = 5 // it lies within a date of the title
	bothPoints      = 4 // title and lead name it
	repeatPoints    = 2 // for each repetition, up to repeatMost
	repeatMost      = 3
	borderPoints    = -4  // since, until, before
	contextPoints   = -5  // its year is not said beside it
	sayingPoints    = -3  // said on Monday
	writingPoints   = -10 // published, dated
	datelinePoints  = 1   // in all but form: it is the report's day, and the event's only if the text tells no other
	eventPoints     = 12  // a date with fewer is not the event's: a year in passing is no date to file a document under
)

// formPoints says how much a date of a precision tells.
func formPoints(d date.Date) int {
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

// sentenceWords bounds how far from a date a verb is looked for in its sentence; borderWords how far before it a word such
// as after: "after the attacks of 11 September".
const (
	sentenceWords = 25
	borderWords   = 4
)

// found is one place of a text where a date stands, perhaps to be resolved.
type found struct {
	when     when
	evidence index.Evidence
	piece    int
	sentence int // where its sentence begins
	points   int // of place and words
	lead     bool
	token    int    // the word behind it, for lists
	rule     string // how it was resolved, "" if nothing was to be
}

// dates are those of one document.
type dates struct {
	document *index.Document
	lead     bool // a date of the lead was found
	found    []found
	context  context
	dateline index.Evidence // of the published date that the text gives itself, zero if none

	at       map[date.Date]int
	mentions []index.DateMention // the different ones, in the order in which they first come
	times    []int               // that each comes
	points   []int               // the most that a place of each has
	titled   []bool              // the title names it
	led      []bool              // the lead names it
}

// newDates returns those of a document; found is memory to use again.
func newDates(d *index.Document, found []found) dates {
	return dates{document: d, found: found[:0], at: map[date.Date]int{}, context: newContext(d)}
}

// maxFound bounds the dates that wait for the end of the document: when so many do, they are settled by what is known so
// far.
const maxFound = 20_000

// read takes the dates of a piece of text that the scanner has read.
func (d *dates) read(s *scanner, piece int, lead span) {
	g := grammar{text: s.text, tokens: s.tokens, lang: d.document.Lang, persian: d.context.persian, ordinals: d.document.Lang == "tr"}
	sentence, behind := 0, 0
	for at := 0; at < len(s.tokens); at++ {
		t := &s.tokens[at]
		if t.SentenceStart {
			sentence = t.Start
		}
		if t.Start < behind {
			continue
		}
		first, last := s.text[t.Start], s.text[t.End-1]
		if t.Class == plain && last < utf8.RuneSelf && isLetterByte(first) && first != 'Q' {
			continue
		}
		if last >= utf8.RuneSelf && (han(first) || first < utf8.RuneSelf) || g.chineseBehind(t) {
			if behind = d.chinese(g, at, piece, sentence, lead); behind > 0 {
				continue
			}
		}
		if !g.begins(t) {
			continue
		}
		w, to := g.date(at)
		if to == 0 {
			continue
		}
		w = g.nineEleven(w, at, to)
		if (w.unit == unitDay && w.named > 0 || w.from.month > 0) && w.mod == plain && g.willBefore(at) {
			w.mod = willWord
		}
		if w.from.month > 0 && w.mod == plain && (g.pastBefore(at) || g.tells(at, to)) {
			w.mod = modLast
		}
		head := piece == 0 && (w.from.day > 0 || w.date.Precision == date.PrecisionDay) && g.dateline(at, to)
		e := index.Evidence{Title: piece == inTitle, Start: t.Start, End: s.tokens[to-1].End}
		d.enter(g, w, e, piece, sentence, at, to, lead)
		if head && d.context.dateline == 0 {
			d.context.news, d.context.dateline = true, len(d.found)
			d.found[len(d.found)-1].points = datelinePoints
			d.lead = false
		}
		at = to - 1
	}
	if len(d.found) >= maxFound {
		d.settle(s)
	}
}

// chineseBehind reports whether the sign of a century, year or month may follow a number.
func (g grammar) chineseBehind(t *token) bool {
	if t.Number < 0 || t.End+2 >= len(g.text) {
		return false
	}
	end := t.End
	if g.text[end] == ' ' {
		end++
	}
	return g.text[end] >= 0xE4 && g.text[end] <= 0xE6
}

// chinese reads the dates in a word of Chinese characters and returns where the last one ends, 0 if there is none.
func (d *dates) chinese(g grammar, at, piece, sentence int, lead span) (behind int) {
	t := &g.tokens[at]
	limit := g.tokens[len(g.tokens)-1].End
	inNumber := false
	for p := t.Start; p < t.End; {
		_, digits, size := chineseNumber(g.text[p:t.End])
		w, to := when{}, 0
		if !inNumber {
			w, to = chinese(g.text, p, limit)
		}
		if to == 0 {
			_, one := utf8.DecodeRuneInString(g.text[p:])
			inNumber = digits > 0 && size > one
			p += one
			continue
		}
		inNumber = false
		e := index.Evidence{Title: piece == inTitle, Start: p, End: to}
		d.enter(g, w, e, piece, sentence, at, at+1, lead)
		behind, p = to, to
	}
	return behind
}

// enter keeps a date with what its place says, and gives its year to the days of a list that it ends: "26 March, 23 April
// and 30 April 1959".
func (d *dates) enter(g grammar, w when, e index.Evidence, piece, sentence, at, to int, lead span) {
	f := found{when: w, evidence: e, piece: piece, sentence: sentence, token: to}
	if !e.Title && e.Start >= lead.start && e.End <= lead.end {
		f.lead = true
	}
	f.points = d.placed(e, f.lead) + g.beside(at, to)
	if w.date.Precision == date.PrecisionDay || w.date.Precision == date.PrecisionMonth {
		d.listed(at, piece, sentence, w.date)
	}
	d.found = append(d.found, f)
}

func (d *dates) listed(at, piece, sentence int, date date.Date) {
	for n := len(d.found) - 1; n >= 0; n-- {
		f := &d.found[n]
		if f.piece != piece || f.sentence != sentence || f.when.from.month == 0 || f.rule != "" || at-f.token > 1 {
			return
		}
		year := f.when.calendar.yearOf(date.From)
		if resolved, ok := f.when.inYear(year); ok && resolved.From <= date.From {
			f.when.date, f.rule = resolved, byContext
		}
		at = f.token - 1
		for at > 0 && n > 0 && d.found[n-1].token < at-3 {
			return
		}
	}
}

// willWords bounds how far before the name of a day a word of the future stands.
const willWords = 8

// willBefore reports whether the name of a day is one to come: a word of the future stands before it, and no verb in the
// past between.
func (g grammar) willBefore(at int) bool {
	for n := at - 1; n >= max(0, at-willWords); n-- {
		t := &g.tokens[n]
		word := g.text[t.Start:t.End]
		switch {
		case t.Class == willWord, (word == "early" || word == "soon") && g.word(n+1) == "as", (word == "by" || word == "until" || word == "till") && n == at-1, t.Class == rangeTo && t.Value == 0 && n > 0 && strings.HasPrefix(word, "to") && !strings.HasPrefix(word, "ton") && g.isVerb(n-1):
			return true
		case t.Class == happening && (g.class(n-1) == willWord || g.word(n-1) == "to"):
		case t.Class == happening, strings.HasSuffix(word, "ed") && n >= at-2, t.Class == sayVerb, t.SentenceStart:
			return false
		}
	}
	return false
}

// pastBefore reports whether the word before a date puts it into the past: since May, the year ended Jan. 31.
func (g grammar) pastBefore(at int) bool {
	for _, past := range [...]string{"since", "ended", "ending", "closed"} {
		if strings.EqualFold(g.word(at-1), past) {
			return true
		}
	}
	return false
}

// tells reports whether a sentence that begins with a month, "In January, the army ...", tells of what was: no word of
// the future follows.
func (g grammar) tells(at, to int) bool {
	if at == 0 || !g.tokens[at-1].SentenceStart || g.class(at-1) != yearLead {
		return false
	}
	for n := to; n < min(len(g.tokens), to+2*willWords) && !g.tokens[n].SentenceStart; n++ {
		if g.class(n) == willWord {
			return false
		}
	}
	return true
}

// word returns a word as written, "" past the end.
func (g grammar) word(at int) string {
	if at < 0 || at >= len(g.tokens) {
		return ""
	}
	return g.text[g.tokens[at].Start:g.tokens[at].End]
}

// isVerb reports whether a word is one of those before an infinitive that is to come: is to meet, due to meet.
func (g grammar) isVerb(at int) bool {
	switch g.text[g.tokens[at].Start:g.tokens[at].End] {
	case "is", "are", "was", "were", "set", "due", "ready", "planned", "plan", "planning", "agreed", "hopes":
		return true
	}
	return false
}

func (d *dates) add(f *found) {
	date := f.when.date
	f.evidence.Rule = "date:" + string(date.Precision) + f.rule
	n, known := d.at[date]
	points := f.points + formPoints(date)
	if f.rule == byContext {
		points += contextPoints
	}
	if !known {
		n = len(d.mentions)
		d.at[date] = n
		d.mentions = append(d.mentions, index.DateMention{Date: date})
		d.times, d.points = append(d.times, 0), append(d.points, points)
		d.titled, d.led = append(d.titled, false), append(d.led, false)
	}
	d.times[n]++
	d.points[n] = max(d.points[n], points)
	d.titled[n] = d.titled[n] || f.evidence.Title
	d.led[n] = d.led[n] || f.lead
	if m := &d.mentions[n]; len(m.Evidence) < maxEvidence {
		m.Evidence = append(m.Evidence, f.evidence)
	}
}

// placed gives the points of a place.
func (d *dates) placed(e index.Evidence, lead bool) int {
	switch {
	case e.Title:
		return titlePoints
	case lead && !d.lead:
		d.lead = true
		return leadPoints + firstPoints
	case lead:
		return leadPoints
	}
	length := len(d.document.Text)
	return placePoints * (length - e.Start) / max(length, 1)
}

// beside gives the points of the words in the same sentence.
func (g grammar) beside(from, to int) (points int) {
	for at := from - 1; at >= max(0, from-borderWords) && g.tokens[at+1].Gap == joined && !g.begun(at+1); at-- {
		if g.tokens[at].Class == beforeAfter {
			points += borderPoints
			break
		}
	}
	happens, written := false, false
	look := func(at int) {
		happens = happens || g.tokens[at].Class == happening
		written = written || g.tokens[at].Class == writing
	}
	for at := from; at > max(0, from-sentenceWords) && !g.begun(at); at-- {
		look(at - 1)
	}
	for at := to; at < min(len(g.tokens), to+sentenceWords) && !g.begun(at); at++ {
		look(at)
	}
	if happens {
		points += happeningPoints
	}
	if g.said(from-1) || g.said(from-2) || g.said(to) {
		points += sayingPoints
	}
	if written {
		points += writingPoints
	}
	return points
}

// said reports whether a word is a verb by which news name their source: its day is that of the words, not of the deed.
func (g grammar) said(at int) bool { return g.class(at) == sayVerb }

// begun reports whether a word begins a sentence; in Turkish the dot of an ordinal number ends none: 12. Kongre.
func (g grammar) begun(at int) bool {
	t := &g.tokens[at]
	if !t.SentenceStart || !g.ordinals || at == 0 || g.between(at) != ". " {
		return t.SentenceStart
	}
	n := g.tokens[at-1].Number
	return n < 1 || n > 99
}

// event marks the main mention and returns its date. Of equals the first in the text wins.
func (d *dates) event() date.Date {
	best, most := -1, eventPoints-1
	for n, points := range d.points {
		points += repeatPoints*min(d.times[n]-1, repeatMost) + d.agreeing(n)
		if points > most {
			best, most = n, points
		}
	}
	if best < 0 {
		return date.Date{}
	}
	d.mentions[best].Main = true
	return d.mentions[best].Date
}

// agreeing gives the points of a date that title and lead name both, or that lies within one that the title names.
func (d *dates) agreeing(n int) int {
	if d.titled[n] {
		if d.led[n] {
			return bothPoints
		}
		return 0
	}
	date := d.mentions[n].Date
	for m, titled := range d.titled {
		if other := d.mentions[m].Date; titled && other.From <= date.From && date.To <= other.To {
			return titledPoints
		}
		if m > maxTitled {
			break
		}
	}
	return 0
}

// maxTitled bounds the mentions that may be the title's, which come first.
const maxTitled = 20
