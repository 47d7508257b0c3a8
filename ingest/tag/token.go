package tag

import (
	"unicode"
	"unicode/utf8"
)

// token is a word of a text: letters, marks and digits, with apostrophes inside it (Da'esh) and the dots of an acronym
// (U.S.), without the 's of a possessive.
type token struct {
	Start, End    int   // bytes of the text
	Gap           gap   // what lies before it
	SentenceStart bool  // begins a sentence
	Capitalized   bool  // begins with a capital
	AllCaps       bool  // has no small letters
	Dotted        bool  // U.S.
	Apostrophe    int16 // bytes of the word as it is looked up before the last apostrophe inside it
	Cased         bool  // has letters that could be capitals
	Class         class
	Value         int16    // of its class
	Number        int32    // its value if it is digits, else -1
	Symbols       [2]int32 // from, to in lexer.symbols
}

// gap is what lies between two words, as far as it matters to terms of several words.
type gap uint8

const (
	joined gap = iota // spaces, one line end, hyphens
	comma
	apart      // any other mark
	paragraphs // a blank line: no term goes across
)

// maxWord bounds the bytes of a word that is looked up; no term has a longer one.
const maxWord = 64

// lexer cuts a text into tokens and looks each word up once.
type lexer struct {
	*lexicon
	tokens  []token
	symbols []int32
	key     [maxWord + utf8.UTFMax]byte
	reads   speech // the languages whose words may be in the text
	turkic  bool   // Latin letters may be Turkish or Uzbek
	beyond  bool   // the word being read has letters that are not ASCII
	arabic  bool   // words may have Arabic prefixes
	pashto  bool   // a word may be written together with "of"
	frame   *frame // how the language says what part a country has; nil in English
}

// read cuts text[at:end] into at most limit tokens. What it returns is valid until the next call.
func (l *lexer) read(text string, at, end, limit int) []token {
	l.tokens, l.symbols = l.tokens[:0], l.symbols[:0]
	space := spacing{first: true, lines: 2}
	for at < end && len(l.tokens) < limit {
		b := text[at]
		if b < utf8.RuneSelf {
			if !isWordByte(b) {
				space.add(rune(b))
				at++
				continue
			}
		} else if r, size := utf8.DecodeRuneInString(text[at:end]); !isWordRune(r) {
			space.add(r)
			at += size
			continue
		}
		t := token{Start: at, Gap: space.gap(), SentenceStart: space.begins(l.tokens, text), Number: -1}
		at = l.word(&t, text[:end])
		l.tokens = append(l.tokens, t)
		space = spacing{}
	}
	return l.tokens
}

func isWordByte(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == 'ʻ' || r == '`'
}

// spacing sums up what lies between two words.
type spacing struct {
	lines int
	worst gap
	stop  bool // ends a sentence
	first bool // of the text
}

func (s *spacing) add(r rune) {
	switch r {
	case ' ', '\t', '\r', '\u00a0', '-', '‐', '‑', '–', '\u00ad', '\u200c', '\u200d', '\u200e', '\u200f', '\ufeff':
	case '\n', '\u2029':
		s.lines++
	case ',', '،', '，', '、':
		s.worst = max(s.worst, comma)
	case '.', '!', '?', '…', '。', '！', '？', '۔', '؟', '।':
		s.stop = true
		s.worst = apart
	default:
		if !unicode.IsSpace(r) {
			s.worst = apart
		}
	}
}

func (s *spacing) gap() gap {
	if s.lines > 1 {
		return paragraphs
	}
	return s.worst
}

// begins reports whether the word behind the spacing begins a sentence: a full stop behind a single capital or a title
// ends none.
func (s *spacing) begins(before []token, text string) bool {
	if s.first || s.lines > 1 {
		return true
	}
	if !s.stop {
		return false
	}
	last := before[len(before)-1]
	return last.Class != title && !(last.Capitalized && last.End-last.Start == 1) && (!last.Dotted || s.lines > 0)
}

// word reads the word that starts at t.start, looks it up, and returns where the next one may start.
func (l *lexer) word(t *token, text string) (next int) {
	next = t.extend(text)
	key := l.spell(t, text[t.Start:t.End])
	if len(key) <= 4 && len(key) == t.End-t.Start {
		t.Number = number(key)
	}
	l.look(t, key)
	return next
}

// extend sets the end of the word and returns where the next one may start: behind the 's of a possessive.
func (t *token) extend(text string) (next int) {
	at, size := t.Start, 0
	if r, size := decode(text, at); isHan(r) {
		t.End = at + size
		return t.End
	}
	for ; at < len(text); at += size {
		var r rune
		r, size = decode(text, at)
		switch {
		case r < utf8.RuneSelf && isWordByte(byte(r)) || r >= utf8.RuneSelf && isWordRune(r) && !isHan(r):
		case isApostrophe(r) && at > t.Start:
			t.End = at
			if s := possessive(text[at+size:]); s > 0 {
				return at + size + s
			}
			if letter, _ := decode(text, at+size); !unicode.IsLetter(letter) {
				return at
			}
		case r == '.' && acronymGoesOn(text, at, t):
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

// spell returns the word in small letters without apostrophes and dots, as far as a term could be, and sees which
// letters are capitals.
func (l *lexer) spell(t *token, text string) []byte {
	key, small := l.key[:0], false
	l.beyond = false
	for at, r := range text {
		if r == '.' {
			continue
		}
		if isApostrophe(r) {
			t.Apostrophe = int16(len(key))
			continue
		}
		low := lower(r)
		if low != r {
			t.Cased = true
			t.Capitalized = t.Capitalized || at == 0
		} else if r >= 'a' && (r <= 'z' || unicode.IsLower(r)) {
			t.Cased, small = true, true
		}
		if low >= utf8.RuneSelf {
			if low = l.folds.fold(low); low < 0 {
				continue
			}
			l.beyond = l.beyond || low >= utf8.RuneSelf
		}
		if len(key) < maxWord {
			key = utf8.AppendRune(key, low)
		}
	}
	t.AllCaps = t.Cased && !small
	return key
}

func lower(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(r)
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

// acronymGoesOn reports whether the dot at is one of U.S. or U.S.A.: single letters before it, and behind it the end of
// the acronym or one more single letter.
func acronymGoesOn(text string, at int, t *token) bool {
	if !isLetterByte(text[at-1]) || !t.Dotted && at != t.Start+1 {
		return false
	}
	if at+1 < len(text) && isLetterByte(text[at+1]) {
		return at+2 >= len(text) || !isWordByte(text[at+2])
	}
	return t.Dotted
}

func isLetterByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func number(digits []byte) (n int32) {
	for _, d := range digits {
		if d < '0' || d > '9' {
			return -1
		}
		n = n*10 + int32(d-'0')
	}
	return n
}
