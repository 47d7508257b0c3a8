package language

import (
	"unicode"
	"unicode/utf8"
)

// spanOrder is the order in which stretches are taken: the first ones already come from all over the text.
var spanOrder = [sampleSpans]int{0, 3, 5, 1, 4, 2}

// wordBoundary stands between words.
const wordBoundary = uint16(' ')

// sample is the letters of some stretches of a text: lower case, words apart by a border.
type sample struct {
	text        [2*sampleLetters + sampleSpans + 2]uint16 // a border beside every letter at most
	size        int
	letterCount int
	scriptCount [numScripts]int
}

// newSample samples a text. A short one is taken whole.
func newSample(text string) *sample {
	s := &sample{}
	s.endWord()
	step := len(text) / sampleSpans
	// A letter takes up to three bytes: a text below that is one stretch.
	if len(text) <= 4*sampleLetters {
		s.addSpan(text, sampleLetters)
		return s
	}
	for _, n := range spanOrder {
		at := n * step
		for at < len(text) && !utf8.RuneStart(text[at]) {
			at++
		}
		s.addSpan(text[at:min(len(text), at+step)], sampleLetters/sampleSpans)
	}
	return s
}

func (s *sample) endWord() {
	if s.size == 0 || s.text[s.size-1] != wordBoundary {
		s.text[s.size] = wordBoundary
		s.size++
	}
}

// addSpan takes at most so many letters from the beginning of the text.
func (s *sample) addSpan(text string, letters int) {
	text = text[:min(len(text), bytesPerLetter*letters)]
	for _, r := range text {
		switch {
		case r == zeroWidthNonJoiner || unicode.Is(unicode.Mn, r) || r == tatweel || isApostrophe(r) && s.text[s.size-1] == wordBoundary:
			continue
		case isApostrophe(r):
			// Uzbek writes letters with it: o‘, g‘.
			s.addLetter('\'')
			letters--
		case !unicode.IsLetter(r):
			s.endWord()
		default:
			s.scriptCount[scriptOf(r)]++
			s.letterCount++
			letters--
			s.addLetter(unicode.ToLower(r))
		}
		if letters <= 0 {
			break
		}
	}
	s.endWord()
}

// addLetter adds a letter. Yeh and kaf are written with Arabic, Persian and Pashto keyboards alike, whatever the language.
func (s *sample) addLetter(r rune) {
	switch {
	case r == 'ي' || r == 'ى':
		r = 'ی'
	case r == 'ك':
		r = 'ک'
	case r > 0xffff:
		r = '?'
	}
	s.text[s.size] = uint16(r)
	s.size++
}

// bytesPerLetter bounds the search for letters among numbers and marks.
const bytesPerLetter = 16

const (
	zeroWidthNonJoiner = '\u200c'
	tatweel            = '\u0640'
)

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '‘', '’', 'ʻ', 'ʼ', '`', 'ʹ':
		return true
	}
	return false
}

// script is the one that most letters are of, and their share. Japanese is known by a few kana among its Chinese
// characters.
func (s *sample) script() (script, float64) {
	if s.scriptCount[kana]*20 >= s.scriptCount[han] && s.scriptCount[kana] > 0 {
		s.scriptCount[kana] += s.scriptCount[han]
		s.scriptCount[han] = 0
	}
	best := other
	for c := range s.scriptCount {
		if s.scriptCount[c] > s.scriptCount[best] {
			best = script(c)
		}
	}
	if s.letterCount == 0 || best == other {
		return other, 0
	}
	return best, float64(s.scriptCount[best]) / float64(s.letterCount)
}
