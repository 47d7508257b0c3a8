package analysis

import (
	_ "embed"
	"strings"
	"sync"
)

// stop.txt has a line a language: its code, a colon, and the words that are too common to be asked for beside others.
//
//go:embed stop.txt
var stopText string

var stops = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for line := range strings.Lines(stopText) {
		_, list, _ := strings.Cut(line, ":")
		for _, w := range strings.Fields(list) {
			m[normal(w)] = true
		}
	}
	return m
})

// IsStop reports whether a word is a stop word of one of the languages: indexed, for phrases, but left out of a question
// when it stands unquoted beside other words. A word in capitals (US, IS, IT) is an acronym and never a stop word.
func IsStop(word string) bool {
	if caps, _ := capitals(word); caps {
		return false
	}
	return stops()[normal(word)]
}
