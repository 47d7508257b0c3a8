package language

import (
	"unicode"
	"unicode/utf8"
)

// spanOrder is the order in which spans are taken: the first ones already cover the whole text.
var spanOrder = [sampleSpans]int{0, 3, 5, 1, 4, 2}

// wordBoundary stands between words.
const wordBoundary = uint16(' ')

// sample has the letters of some spans of a text, in lower case, with boundaries between words.
type sample struct {
	text        [2*sampleLetters + sampleSpans + 2]uint16 // at most a boundary beside every letter
	size        int
	letterCount int
	scriptCount [numScripts]int
}

// newSample samples a text. A short text is one span.
func newSample(text string) *sample {
	s := &sample{}
	s.endWord()
	step := len(text) / sampleSpans
	// A letter takes up to four bytes: a text below that is one span.
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

// addSpan adds at most letters letters from the start of text.
func (s *sample) addSpan(text string, letters int) {
	text = text[:min(len(text), bytesPerLetter*letters)]
	for _, r := range text {
		switch {
		case r == zeroWidthNonJoiner || unicode.Is(unicode.Mn, r) || r == tatweel || isApostrophe(r) && s.text[s.size-1] == wordBoundary:
			continue
		case isApostrophe(r):
			// Uzbek writes letters with an apostrophe: o‘, g‘.
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

// addLetter adds a letter. Yeh and kaf are unified: texts of every language are typed on Arabic, Persian and Pashto
// keyboards.
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

// bytesPerLetter bounds the search for letters among digits and symbols.
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

// script returns the script of most letters and its share. Some kana among Chinese characters mean Japanese.
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
