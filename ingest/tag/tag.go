// Package tag says what, where and when a document is about: countries, themes and dates, each with the words that say
// so.
//
// A tagger is a pure function of a document's title, text and passages and of the vocabulary. Text is cut into words
// once (token.go); a trie over words finds the terms of the vocabulary in them (lexicon.go, match.go), never inside a
// word; rules decide which hits count (country.go, theme.go); package dates finds the dates, of which one may be the
// event's. What the passages name is rolled up to the document (rollup.go): a tag is main if
// the given title names it, or, where the title names none of its kind, the lead does (lead.go), or if enough passages
// do; else it is touched. What a person decided is not known here.
package tag

import (
	"sync"

	"daftar/index"
	"daftar/index/analysis/words"
	"daftar/index/date"
	"daftar/index/vocabulary"
	"daftar/ingest/tag/dates"
)

// Version changes whenever the same document may be tagged in another way by the same vocabulary.
const Version = "3"

// Result is what the tagger found in one document.
type Result struct {
	Tags             []index.Tag         // countries, then themes; main before touched, then by id
	DateMentions     []index.DateMention // the different dates, in the order in which they first come
	EventDate        date.Date           // the date of the mention that is main, zero if none is
	Published        date.Date           // by the dateline, zero if the document has a published date or no dateline
	DatelineEvidence index.Evidence      // where that stands
	PassageCountries [][]string          // of each passage of the document: ids named in it, sorted
}

// Tagger tags documents by one vocabulary. It may be used by many goroutines at once.
type Tagger struct {
	countries []string // ids
	themes    []vocabulary.Theme
	lexicon   *lexicon
	scratch   sync.Pool // of *sheet: the working memory of one document
}

// New returns a tagger for the vocabulary.
func New(v *vocabulary.Vocabulary) *Tagger {
	t := &Tagger{themes: v.Themes(), lexicon: compile(v)}
	for _, c := range v.Countries() {
		t.countries = append(t.countries, c.ID)
	}
	t.scratch.New = func() any {
		s := &sheet{
			scanner:   scanner{lexer: lexer{lexicon: t.lexicon}},
			countries: newTallies(len(t.countries)),
			themes:    newTallies(len(t.themes)),
		}
		s.scanner.Lookup = s.scanner.look
		s.dates = dates.NewFinder(func(text string) []words.Token { return s.scanner.read(text, 0, len(text), len(text)) })
		return s
	}
	return t
}

// Tag reads the title (unless it is derived), text, passages, language and published date of a document, and nothing
// else, and does not change it. Text that no passage holds is not read; a text without passages is read as one.
func (t *Tagger) Tag(d *index.Document) Result {
	s := t.scratch.Get().(*sheet)
	defer t.scratch.Put(s)
	s.begin(d)
	if !d.TitleDerived {
		s.piece(inTitle, d.Title, 0, len(d.Title))
	}
	for n, p := range d.Passages {
		s.piece(n, d.Text, p.Start, min(p.End, len(d.Text)))
	}
	if len(d.Passages) == 0 {
		s.piece(0, d.Text, 0, len(d.Text))
	}
	s.settle()
	s.count()
	r := Result{PassageCountries: s.passageCountries(t.countries, len(d.Passages))}
	r.Tags = append(s.countries.tags(index.KindCountry, s.passages, func(n int32) (id, group string) { return t.countries[n], "" }),
		s.themes.tags(index.KindTheme, s.passages, func(n int32) (id, group string) { return t.themes[n].ID, t.themes[n].Group })...)
	found := s.dates.Finish()
	r.DateMentions, r.EventDate = found.Mentions, found.Event
	r.Published, r.DatelineEvidence = found.Published, found.Dateline
	return r
}
