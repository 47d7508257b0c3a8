package dates

import (
	"daftar/index"
	"daftar/index/analysis/words"
	"daftar/index/date"
	"daftar/index/date/grammar"
)

// InTitle is the number of the title where passages are numbered from 0.
const InTitle = -1

// maxEvidence bounds the places kept of one date.
const maxEvidence = 64

// maxWaiting bounds the dates that wait for the end of the document. At this number they are resolved by what is known
// so far.
const maxWaiting = 20_000

// Result is what a Finder found in a document.
type Result struct {
	Mentions  []index.DateMention // the different dates, in the order of their first places
	Event     date.Date           // the date of the main mention, zero if there is none
	Published date.Date           // by the dateline, zero if the document has a published date or no dateline
	Dateline  index.Evidence      // the place of Published
}

// Finder finds the dates of one document at a time: Begin, Read for the title and each passage, Finish. It keeps its memory
// for the next document. One goroutine may use it.
type Finder struct {
	tokenize func(text string) []words.Token

	document *index.Document
	lead     index.Span
	leadRead bool // a date of the lead was found
	waiting  []place
	context  context
	dateline index.Evidence // of a published date that the text states, zero if none

	known map[date.Date]int // index in found
	found []candidate
}

// place is a place of a text that states a date, perhaps one to complete.
type place struct {
	partial  grammar.PartialDate
	evidence index.Evidence
	passage  int
	sentence int // byte at which its sentence starts
	points   int // by its place and the words near it
	inLead   bool
	to       int    // the token after it
	rule     string // how it was completed, "" if it was complete
}

// candidate is a date of the document, perhaps that of its event.
type candidate struct {
	mention index.DateMention
	times   int // places that state it
	points  int // of the best place
	inTitle bool
	inLead  bool
}

// NewFinder returns a finder. The tokens that Read gets, and those that tokenize returns for a heading, must have classes
// from Words. Tokenize may reuse the memory of the tokens of the last Read.
func NewFinder(tokenize func(text string) []words.Token) *Finder { return &Finder{tokenize: tokenize} }

// Begin starts a document. The finder uses its title, text, passages, language and published date. Lead is the part of
// the text that counts as its lead.
func (f *Finder) Begin(d *index.Document, lead index.Span) {
	*f = Finder{tokenize: f.tokenize, document: d, lead: lead, waiting: f.waiting[:0], context: newContext(d), known: map[date.Date]int{}}
}

// Read reads the dates in tokens of a passage, or of the title if passage is InTitle. Text is the text, or the title, of
// the document.
func (f *Finder) Read(text string, tokens []words.Token, passage int) {
	p := &piece{
		Reader: grammar.NewReader(text, tokens, f.document.Lang), text: text, tokens: tokens, passage: passage, ordinals: f.document.Lang == "tr",
	}
	sentence, next := 0, 0
	for found := range p.Dates() {
		for ; next <= found.From; next++ {
			if tokens[next].SentenceStart {
				sentence = tokens[next].Start
			}
		}
		next = found.To
		isDateline := false
		if !found.Chinese {
			found.Partial = p.addTense(p.september11(found), found.From, found.To)
			isDateline = passage == 0 && statesDay(found.Partial) && p.isDateline(found.From, found.To)
		}
		f.addPlace(p, found, sentence)
		if isDateline && f.context.dateline == 0 {
			f.context.news, f.context.dateline = true, len(f.waiting)
			f.waiting[len(f.waiting)-1].points = datelinePoints
			f.leadRead = false
		}
	}
	if len(f.waiting) >= maxWaiting {
		f.resolve()
	}
}

// statesDay reports whether a date states its day, with or without the year.
func statesDay(d grammar.PartialDate) bool {
	return d.From.Day > 0 || d.Date.Precision == date.PrecisionDay
}

// addPlace adds a place with the points of its surroundings, and gives its year to the days of a list that it ends: "26
// March, 23 April and 30 April 1959".
func (f *Finder) addPlace(p *piece, found grammar.Found, sentence int) {
	e := index.Evidence{Title: p.passage == InTitle, Start: found.Start, End: found.End}
	one := place{partial: found.Partial, evidence: e, passage: p.passage, sentence: sentence, to: found.To}
	one.inLead = !e.Title && e.Start >= f.lead.Start && e.End <= f.lead.End
	one.points = f.pointsOfPlace(e, one.inLead) + p.pointsOfWords(found.From, found.To)
	if d := found.Partial.Date; d.Precision == date.PrecisionDay || d.Precision == date.PrecisionMonth {
		f.completeList(found.From, p.passage, sentence, d)
	}
	f.waiting = append(f.waiting, one)
}

// resolve completes the waiting dates and adds them to those found.
func (f *Finder) resolve() {
	c := &f.context
	f.collectYears()
	f.resolveDateline()
	dateline := c.dateline - 1
	c.news, c.dateline = c.news && !c.published.IsZero(), 0
	for n := range f.waiting {
		one := &f.waiting[n]
		switch {
		case !one.partial.Date.IsZero():
		case n == dateline && c.published.IsZero():
			continue // the day of a report whose year nothing states
		case one.partial.Unit > 0:
			resolved, ok := one.partial.Resolve(c.published)
			if !ok {
				continue
			}
			one.partial.Date, one.rule = resolved, byRelation
		default:
			if one.partial.Date, one.rule = f.complete(n); one.rule == "" {
				continue
			}
		}
		f.add(one)
		if _, ok := yearOf(one.partial.Date); ok && (one.rule == "" || one.rule == byContext) {
			c.anchor = anchor{one.partial.Date, one.passage, one.sentence}
		}
	}
	f.waiting, c.next = f.waiting[:0], 0
}

// add adds a completed place to the candidate of its date.
func (f *Finder) add(one *place) {
	d := one.partial.Date
	one.evidence.Rule = "date:" + string(d.Precision) + one.rule
	n, known := f.known[d]
	points := one.points + pointsOfPrecision(d)
	if one.rule == byContext {
		points += contextPoints
	}
	if !known {
		n = len(f.found)
		f.known[d] = n
		f.found = append(f.found, candidate{mention: index.DateMention{Date: d}, points: points})
	}
	c := &f.found[n]
	c.times++
	c.points = max(c.points, points)
	c.inTitle = c.inTitle || one.evidence.Title
	c.inLead = c.inLead || one.inLead
	if len(c.mention.Evidence) < maxEvidence {
		c.mention.Evidence = append(c.mention.Evidence, one.evidence)
	}
}

// Finish returns the dates of the document.
func (f *Finder) Finish() Result {
	f.resolve()
	var r Result
	if f.dateline.End > 0 {
		r.Published, r.Dateline = f.context.published, f.dateline
	}
	if main := f.mainCandidate(); main >= 0 {
		f.found[main].mention.Main = true
		r.Event = f.found[main].mention.Date
	}
	for _, c := range f.found {
		r.Mentions = append(r.Mentions, c.mention)
	}
	return r
}

// piece is the title or a passage of a document, with its tokens.
type piece struct {
	*grammar.Reader
	text     string
	tokens   []words.Token
	passage  int
	ordinals bool // a dot after a number makes an ordinal of it and ends no sentence
}
