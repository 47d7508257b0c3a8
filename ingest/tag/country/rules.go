package country

import (
	"slices"

	"daftar/index/analysis/words"
	"daftar/index/date/grammar"
	"daftar/index/vocabulary"
	"daftar/ingest/tag/match"
)

// Rules decide which hits of countries count. They do not change and are safe for use by many goroutines.
type Rules struct {
	governmentVerbs map[string]bool
	adverbs         map[string]bool
	media           map[string]bool
	weekdayContext  map[string]bool
	exchanges       map[string][]int32 // positions of countries by suffix
}

// NewRules returns the rules of a vocabulary.
func NewRules(v *vocabulary.Vocabulary) *Rules {
	r := &Rules{governmentVerbs: map[string]bool{}, adverbs: map[string]bool{}, media: map[string]bool{}, weekdayContext: map[string]bool{}, exchanges: map[string][]int32{}}
	for _, c := range v.CountryContexts() {
		add(r.governmentVerbs, c.GovernmentVerbs)
		add(r.adverbs, c.Adverbs)
		add(r.media, c.Media)
		for _, word := range c.WeekdayContext {
			r.weekdayContext[grammar.BareArabic(word)] = true
		}
	}
	for n, c := range v.Countries() {
		for _, w := range c.Words {
			for _, suffix := range w.Exchanges {
				r.exchanges[suffix] = append(r.exchanges[suffix], int32(n))
			}
		}
	}
	return r
}

func add(set map[string]bool, words []string) {
	for _, word := range words {
		set[word] = true
	}
}

// Words returns the classes of the words that the rules read, by spelling in small letters: the tokens of a text must have
// them.
func Words(v *vocabulary.Vocabulary) map[string]words.Word {
	table := map[string]words.Word{}
	put := func(class words.Class, value int16, list []string) {
		for _, word := range list {
			table[word] = words.Word{Class: class, Value: value}
		}
	}
	for _, c := range v.CountryContexts() {
		put(words.Title, 1, c.TitleAbbreviations)
		put(words.Title, 0, c.Titles)
		put(words.GivenName, 0, c.GivenNames)
		put(words.Office, 0, c.Offices)
	}
	return table
}

// Apply changes the country hits of a piece of text: it removes those that do not mean the country, corrects their kinds,
// and adds those of stock exchanges.
func (r *Rules) Apply(s *match.Scanner) {
	removePeople(s)
	s.Countries = slices.DeleteFunc(s.Countries, func(h match.Hit) bool { return r.isMedia(s, h) })
	for n := range s.Countries {
		if h := &s.Countries[n]; h.Kind == match.CountryCapital && r.isGovernment(s, h.To) {
			h.Kind = match.CountryMetonym
		}
	}
	r.addExchanges(s)
}
