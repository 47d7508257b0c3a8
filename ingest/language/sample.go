package language

import (
	"unicode"
	"unicode/utf8"
)

// places is the order in which stretches are taken: the first ones already come from all over the text.
var places = [samplePieces]int{0, 3, 5, 1, 4, 2}

// border stands between words.
const border = uint16(' ')

// sample is the letters of some stretches of a text: lower case, words apart by a border.
type sample struct {
	words   [2*sampleLetters + samplePieces + 2]uint16 // a border beside every letter at most
	used    int
	letters int
	count   [scripts]int
}

// take samples a text. A short one is taken whole.
func take(text string) *sample {
	s := &sample{}
	s.border()
	step := len(text) / samplePieces
	// A letter takes up to three bytes: a text below that is one stretch.
	if len(text) <= 4*sampleLetters {
		s.stretch(text, sampleLetters)
		return s
	}
	for _, n := range places {
		at := n * step
		for at < len(text) && !utf8.RuneStart(text[at]) {
			at++
		}
		s.stretch(text[at:min(len(text), at+step)], sampleLetters/samplePieces)
	}
	return s
}

func (s *sample) border() {
	if s.used == 0 || s.words[s.used-1] != border {
		s.words[s.used] = border
		s.used++
	}
}

// stretch takes at most so many letters from the beginning of the text.
func (s *sample) stretch(text string, letters int) {
	text = text[:min(len(text), bytesPerLetter*letters)]
	for _, r := range text {
		switch {
		case r == zeroWidthNonJoiner || unicode.Is(unicode.Mn, r) || r == tatweel || isApostrophe(r) && s.words[s.used-1] == border:
			continue
		case isApostrophe(r):
			// Uzbek writes letters with it: o‘, g‘.
			s.put('\'')
			letters--
		case !unicode.IsLetter(r):
			s.border()
		default:
			s.count[scriptOf(r)]++
			s.letters++
			letters--
			s.put(unicode.ToLower(r))
		}
		if letters <= 0 {
			break
		}
	}
	s.border()
}

// put adds a letter. Yeh and kaf are written with Arabic, Persian and Pashto keyboards alike, whatever the language.
func (s *sample) put(r rune) {
	switch {
	case r == 'ي' || r == 'ى':
		r = 'ی'
	case r == 'ك':
		r = 'ک'
	case r > 0xffff:
		r = '?'
	}
	s.words[s.used] = uint16(r)
	s.used++
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
	if s.count[kana]*20 >= s.count[han] && s.count[kana] > 0 {
		s.count[kana] += s.count[han]
		s.count[han] = 0
	}
	best := other
	for c := range s.count {
		if s.count[c] > s.count[best] {
			best = script(c)
		}
	}
	if s.letters == 0 || best == other {
		return other, 0
	}
	return best, float64(s.count[best]) / float64(s.letters)
}
