package grammar

import (
	"sync"

	"daftar/index/analysis/words"
	"daftar/index/date"
)

// Match is a date in a text.
type Match struct {
	Start, End int         // bytes of the text
	Date       date.Date   // zero if the text does not state it completely
	Partial    PartialDate // what the text states
}

// Find returns the dates of a text in their order. Lang is the language of the text (BCP 47, "" if unknown): in Persian and
// Pashto a year is one of the Solar Hijri calendar if it can be one.
func Find(text, lang string) []Match {
	table := keyedWords()
	scanner := words.Scanner{Lookup: func(t *words.Token, key []byte, _ bool) {
		w := table[string(key)]
		t.Class, t.Value = w.Class, w.Value
	}}
	r := NewReader(text, scanner.Scan(text, 0, len(text), len(text)), lang)
	var matches []Match
	for found := range r.Dates() {
		matches = append(matches, Match{found.Start, found.End, found.Partial.Date, found.Partial})
	}
	return matches
}

// keyedWords is Words by lookup key.
var keyedWords = sync.OnceValue(func() map[string]words.Word {
	spellings := Words()
	table := make(map[string]words.Word, len(spellings))
	for spelling, w := range spellings {
		key := words.Key(spelling)
		if exact, ok := spellings[key]; ok {
			w = exact // of several spellings with one key, the class of the key itself counts
		}
		table[key] = w
	}
	return table
})
