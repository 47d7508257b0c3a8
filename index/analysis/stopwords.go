package analysis

import (
	_ "embed"
	"strings"
	"sync"
)

// stopwordsText has one line for each language: its code, a colon and its stop words.
//
//go:embed stopwords.txt
var stopwordsText string

var stopwords = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for line := range strings.Lines(stopwordsText) {
		_, list, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(list) {
			m[term(w)] = true
		}
	}
	return m
})

// IsStop reports whether a word is a stop word of any language. A word in capitals (US, IS, IT) is an acronym and never a
// stop word.
func IsStop(word string) bool {
	acronym, _ := capitals(word)
	return !acronym && stopwords()[term(word)]
}
