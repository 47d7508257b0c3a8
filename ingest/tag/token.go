package tag

import "daftar/index/analysis/words"

type (
	token = words.Token
	gap   = words.Gap
	class = words.Class
)

const (
	joined     = words.Joined
	comma      = words.Comma
	apart      = words.Punctuation
	paragraphs = words.Paragraph
)

// lexer cuts a text into tokens and looks each word up once.
type lexer struct {
	*lexicon
	words.Scanner
	symbols []int32
	reads   speech // the languages whose words may be in the text
	turkic  bool   // Latin letters may be Turkish or Uzbek
	arabic  bool   // words may have Arabic prefixes
	pashto  bool   // a word may be written together with "of"
	frame   *frame // how the language says what part a country has; nil in English
}

// read cuts text[at:end] into at most limit tokens. What it returns is valid until the next call.
func (l *lexer) read(text string, at, end, limit int) []token {
	l.symbols = l.symbols[:0]
	return l.Scan(text, at, end, limit)
}

func isLetterByte(b byte) bool { return words.IsASCIILetter(b) }

func isApostrophe(r rune) bool { return words.IsApostrophe(r) }
