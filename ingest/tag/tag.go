package tag

import (
	"maps"
	"sync"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/vocabulary"
	"daftar/ingest/tag/country"
	"daftar/ingest/tag/dates"
	"daftar/ingest/tag/eventrole"
	"daftar/ingest/tag/match"
)

// Version changes whenever the same document may get other tags by the same vocabulary.
const Version = "3"

// Result is what a Tagger found in one document.
type Result struct {
	Tags             []index.Tag         // countries, then themes; main subjects before mentioned ones, then by id
	DateMentions     []index.DateMention // the different dates, in the order of their first places
	EventDate        date.Date           // the date of the main mention, zero if there is none
	Published        date.Date           // by the dateline, zero if the document has a published date or no dateline
	DatelineEvidence index.Evidence      // the place of Published
	PassageCountries [][]string          // of each passage of the document: the ids named in it, sorted
}

// Tagger tags documents by one vocabulary. It is safe for use by many goroutines.
type Tagger struct {
	countries    []string // ids
	themes       []vocabulary.Theme
	lexicon      *match.Lexicon
	countryRules *country.Rules
	roleRules    *eventrole.Rules
	states       sync.Pool // of *documentState
}

// New returns a tagger for a vocabulary. All taggers of the built-in vocabulary are one.
func New(v *vocabulary.Vocabulary) *Tagger {
	if v.IsBuiltIn() {
		return builtIn()
	}
	return compile(v)
}

// builtIn returns the tagger of the built-in vocabulary, compiled once per process.
var builtIn = sync.OnceValue(func() *Tagger {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		panic(err) // it was loaded before
	}
	return compile(v)
})

func compile(v *vocabulary.Vocabulary) *Tagger {
	classes := dates.Words()
	maps.Copy(classes, country.Words(v)) // a word that is both is one of names
	t := &Tagger{themes: v.Themes(), lexicon: match.Compile(v, classes), countryRules: country.NewRules(v), roleRules: eventrole.NewRules(v)}
	for _, c := range v.Countries() {
		t.countries = append(t.countries, c.ID)
	}
	t.states.New = func() any { return newDocumentState(t) }
	return t
}

// Tag reads the title (unless it is derived), text, passages, language and published date of a document, and does not change
// it. Text outside of the passages is not read; a text without passages is read as one.
func (t *Tagger) Tag(d *index.Document) Result {
	s := t.states.Get().(*documentState)
	defer t.states.Put(s)
	s.begin(d)
	if !d.TitleDerived {
		s.read(inTitle, d.Title, 0, len(d.Title))
	}
	for n, p := range d.Passages {
		s.read(n, d.Text, p.Start, min(p.End, len(d.Text)))
	}
	if len(d.Passages) == 0 {
		s.read(0, d.Text, 0, len(d.Text))
	}
	s.assignShared()
	s.countPassages()
	found := s.dates.Finish()
	return Result{
		Tags:         append(s.countries.tags(index.KindCountry, s.passages, t.countryID), s.themes.tags(index.KindTheme, s.passages, t.themeID)...),
		DateMentions: found.Mentions, EventDate: found.Event, Published: found.Published, DatelineEvidence: found.Dateline,
		PassageCountries: s.passageCountries(t.countries, len(d.Passages)),
	}
}

func (t *Tagger) countryID(n int32) (id, group string) { return t.countries[n], "" }

func (t *Tagger) themeID(n int32) (id, group string) { return t.themes[n].ID, t.themes[n].Group }
