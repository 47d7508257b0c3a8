// Package words cuts text into words for rules that need more than index terms: the case of the letters, what lies between
// two words, and where sentences begin. The tagger (ingest/tag) and the date grammar (index/date/grammar) read its tokens.
//
// A Scanner reads a text once, from left to right. Each word is folded (analysis/fold) to the key by which it is looked up,
// and Lookup is called once with it; so one table serves every rule that reads the tokens. A sentence begins at the start of
// the text, after a blank line, and after . ! ? and their like in other scripts, but not after the dot of a single capital
// (J. Smith), of an acronym or of a title (words of class Title).
//
// It knows no language and no stems: package analysis makes index terms.
package words

import (
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis/fold"
)

// MaxKey bounds the bytes of a lookup key; longer words are cut.
const MaxKey = 64

// Scanner cuts texts into tokens. The zero Scanner looks nothing up. It is used by one goroutine.
type Scanner struct {
	// Lookup, if not nil, is called for each word with its key: lower case, folded, without apostrophes and dots. ASCII
	// reports whether the key has no other letters. The token and the key are valid during the call only.
	Lookup func(t *Token, key []byte, ascii bool)

	tokens []Token
	folds  *fold.Table
	key    [MaxKey + utf8.UTFMax]byte
	ascii  bool // of the key
}

// Scan cuts text[start:end] into at most limit tokens, which are valid until the next call.
func (s *Scanner) Scan(text string, start, end, limit int) []Token {
	if s.folds == nil {
		s.folds = fold.Letters()
	}
	s.tokens = s.tokens[:0]
	between := spacing{first: true, lines: 2}
	for at := start; at < end && len(s.tokens) < limit; {
		b := text[at]
		if b < utf8.RuneSelf {
			if !isWordByte(b) {
				between.add(rune(b))
				at++
				continue
			}
		} else if r, size := utf8.DecodeRuneInString(text[at:end]); !isWordRune(r) {
			between.add(r)
			at += size
			continue
		}
		startsSentence := between.startsSentence(s.tokens)
		s.tokens = append(s.tokens, Token{Start: at, Gap: between.gap(), SentenceStart: startsSentence, Number: -1})
		// Lookup makes its argument escape: a local token would be allocated for each word.
		at = s.word(&s.tokens[len(s.tokens)-1], text[:end])
		between = spacing{}
	}
	return s.tokens
}

// word reads the word that starts at t.Start, looks it up, and returns where the next one may start.
func (s *Scanner) word(t *Token, text string) (next int) {
	next = t.extend(text)
	key := s.fold(t, text[t.Start:t.End])
	if len(key) <= 4 && len(key) == t.End-t.Start {
		t.Number = number(key)
	}
	if s.Lookup != nil {
		s.Lookup(t, key, s.ascii)
	}
	return next
}

// extend sets the end of the word and returns where the next one may start: behind the 's of a possessive.
func (t *Token) extend(text string) (next int) {
	at, size := t.Start, 0
	if r, size := decode(text, at); IsHan(r) {
		t.End = at + size
		return t.End
	}
	for ; at < len(text); at += size {
		var r rune
		r, size = decode(text, at)
		switch {
		case r < utf8.RuneSelf && isWordByte(byte(r)) || r >= utf8.RuneSelf && isWordRune(r) && !IsHan(r):
		case IsApostrophe(r) && at > t.Start:
			t.End = at
			if s := possessive(text[at+size:]); s > 0 {
				return at + size + s
			}
			if letter, _ := decode(text, at+size); !unicode.IsLetter(letter) {
				return at
			}
		case r == '.' && acronymContinues(text, at, t):
			t.Dotted = true
		default:
			t.End = at
			return at
		}
	}
	t.End = at
	return at
}

// decode returns the rune at a place and its size; past the end both are 0.
func decode(text string, at int) (rune, int) {
	if at >= len(text) {
		return 0, 0
	}
	if b := text[at]; b < utf8.RuneSelf {
		return rune(b), 1
	}
	return utf8.DecodeRuneInString(text[at:])
}

// fold returns the key of a word and sets what its letters say about case.
func (s *Scanner) fold(t *Token, text string) []byte {
	key, small := s.key[:0], false
	s.ascii = true
	for at, r := range text {
		if r == '.' {
			continue
		}
		if IsApostrophe(r) {
			t.Apostrophe = int16(len(key))
			continue
		}
		low := Lower(r)
		if low != r {
			t.Cased = true
			t.Capitalized = t.Capitalized || at == 0
		} else if r >= 'a' && (r <= 'z' || unicode.IsLower(r)) {
			t.Cased, small = true, true
		}
		if low >= utf8.RuneSelf {
			if low = s.folds.Fold(low); low < 0 {
				continue
			}
			s.ascii = s.ascii && low < utf8.RuneSelf
		}
		if len(key) < MaxKey {
			key = utf8.AppendRune(key, low)
		}
	}
	t.AllCaps = t.Cased && !small
	return key
}

// possessive returns the length of an s that ends a word.
func possessive(rest string) int {
	if rest == "" || rest[0] != 's' && rest[0] != 'S' {
		return 0
	}
	if next, _ := utf8.DecodeRuneInString(rest[1:]); len(rest) > 1 && isWordRune(next) {
		return 0
	}
	return 1
}

// acronymContinues reports whether the dot at a place is one of U.S. or U.S.A.: single letters stand before it, and behind
// it the end of the acronym or one more single letter.
func acronymContinues(text string, at int, t *Token) bool {
	if !IsASCIILetter(text[at-1]) || !t.Dotted && at != t.Start+1 {
		return false
	}
	if at+1 < len(text) && IsASCIILetter(text[at+1]) {
		return at+2 >= len(text) || !isWordByte(text[at+2])
	}
	return t.Dotted
}

func number(digits []byte) (n int32) {
	for _, d := range digits {
		if d < '0' || d > '9' {
			return -1
		}
		n = n*10 + int32(d-'0')
	}
	return n
}
