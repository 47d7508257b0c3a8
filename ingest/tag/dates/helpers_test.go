package dates_test

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/vocabulary"
	"daftar/ingest/chunk"
	"daftar/ingest/tag"
)

// newTagger returns the tagger with the built-in vocabulary: the dates are tested as the product finds them.
func newTagger(t testing.TB) *tag.Tagger {
	t.Helper()
	tagger, err := loadTagger()
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

var loadTagger = sync.OnceValues(func() (*tag.Tagger, error) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		return nil, err
	}
	return tag.New(v), nil
})

func document(title, text string) *index.Document {
	return &index.Document{Title: title, TitleDerived: title == "", Text: text, Passages: chunk.Split(text, nil)}
}

// publishedDay is the day on which the texts of the tests were published: a Monday.
var publishedDay = date.Date{From: 739460, To: 739460, Precision: date.PrecisionDay}

func datesOf(r tag.Result) string {
	var all []string
	for _, m := range r.DateMentions {
		all = append(all, m.Date.String())
	}
	return strings.Join(all, " ")
}

// checkEvidence checks that each mention is a date of the calendar and rests on words of the document.
func checkEvidence(t testing.TB, d *index.Document, r tag.Result) {
	t.Helper()
	for _, m := range r.DateMentions {
		if m.Date.From < 1 || m.Date.To < m.Date.From || m.Date.To > date.LastDay || m.Date.Precision == "" {
			t.Errorf("%+v is not a date", m.Date)
		}
		if len(m.Evidence) == 0 {
			t.Errorf("%v has no evidence", m.Date)
		}
		for _, e := range m.Evidence {
			words := e.Words(d)
			if words == "" || utf8.ValidString(d.Text) && !utf8.ValidString(words) || strings.TrimSpace(words) != words {
				t.Errorf("evidence %+v of %v is %q", e, m.Date, words)
			}
		}
	}
}
