package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// pattern is a word with "?" or "*".
type pattern struct {
	text   string // without the "*"
	prefix bool   // it ends in "*"
	third  byte   // the third byte of the words that match; 0 if any
	symbol int32
}

// matches reports whether a folded word matches the pattern.
func (p *pattern) matches(word []byte) bool {
	at := 0
	for _, r := range p.text {
		if at >= len(word) {
			return false
		}
		got, size := utf8.DecodeRune(word[at:])
		if got != r && (r != anyLetter || !unicode.IsLetter(got)) {
			return false
		}
		at += size
	}
	return p.prefix || at == len(word)
}

// patterns are grouped by their first two letters, so that a word is compared with few of them.
type patterns struct {
	buckets map[bucketKey][]pattern
	letters [26][26][]pattern // the buckets of ASCII letters
	loose   []pattern         // the zero bucket: shorter patterns and those that begin with "?", compared with every word
}

func newPatterns() patterns { return patterns{buckets: map[bucketKey][]pattern{}} }

// symbolOf returns the symbol of a pattern; symbols is the last one given out.
func (ps *patterns) symbolOf(text string, symbols *int32) int32 {
	p := pattern{text: text}
	if before, found := strings.CutSuffix(text, string(anyEnding)); found {
		p.text, p.prefix = before, true
	}
	key := bucketOf(p.text)
	for _, known := range ps.buckets[key] {
		if known.text == p.text && known.prefix == p.prefix {
			return known.symbol
		}
	}
	*symbols++
	p.symbol = *symbols
	if len(p.text) > 2 && p.text[2] != anyLetterLead {
		p.third = p.text[2]
	}
	ps.buckets[key] = append(ps.buckets[key], p)
	switch {
	case key == bucketKey{}:
		ps.loose = ps.buckets[key]
	case isSmall(key[0]) && isSmall(key[1]):
		ps.letters[key[0]-'a'][key[1]-'a'] = ps.buckets[key]
	}
	return p.symbol
}

// appendSymbols appends the symbols of the patterns that match a word. English words find theirs without a map: this is the
// costliest step of a scan.
func (ps *patterns) appendSymbols(symbols []int32, word []byte) []int32 {
	if len(word) > 1 && isSmall(word[0]) && isSmall(word[1]) {
		symbols = appendMatching(symbols, word, ps.letters[word[0]-'a'][word[1]-'a'])
	} else if key := bucketOf(word); key != (bucketKey{}) {
		symbols = appendMatching(symbols, word, ps.buckets[key])
	}
	return appendMatching(symbols, word, ps.loose)
}

func appendMatching(symbols []int32, word []byte, patterns []pattern) []int32 {
	for n := range patterns {
		p := &patterns[n]
		if (p.third == 0 || len(word) > 2 && word[2] == p.third) && p.matches(word) {
			symbols = append(symbols, p.symbol)
		}
	}
	return symbols
}

func isSmall(b byte) bool { return b >= 'a' && b <= 'z' }

// bucketKey is the first two letters of a word, of scripts with longer letters as far as they fit.
type bucketKey [4]byte

// bucketOf returns the bucket of a pattern or word; the zero bucket if it is too short or begins with a wildcard.
func bucketOf[T string | []byte](text T) (key bucketKey) {
	size := 2
	if len(text) > 0 && text[0] >= utf8.RuneSelf {
		size = len(key)
	}
	if len(text) < size {
		return key
	}
	for n := range size {
		if text[n] == anyLetterLead {
			return bucketKey{}
		}
		key[n] = text[n]
	}
	return key
}

// anyLetterLead is the first byte of anyLetter.
const anyLetterLead = 0xCA
