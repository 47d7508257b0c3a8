package words

import "unicode"

// spacing sums up what lies between two words.
type spacing struct {
	lines  int
	widest Gap
	stop   bool // a mark that ends a sentence
	first  bool // it lies before the first word
}

func (s *spacing) add(r rune) {
	switch r {
	case ' ', '\t', '\r', '\u00a0', '-', '‐', '‑', '–', '\u00ad', '\u200c', '\u200d', '\u200e', '\u200f', '\ufeff':
	case '\n', '\u2029':
		s.lines++
	case ',', '،', '，', '、':
		s.widest = max(s.widest, Comma)
	case '.', '!', '?', '…', '。', '！', '？', '۔', '؟', '।':
		s.stop = true
		s.widest = Punctuation
	default:
		if !unicode.IsSpace(r) {
			s.widest = Punctuation
		}
	}
}

func (s *spacing) gap() Gap {
	if s.lines > 1 {
		return Paragraph
	}
	return s.widest
}

// startsSentence reports whether the word behind the spacing begins a sentence.
func (s *spacing) startsSentence(before []Token) bool {
	if s.first || s.lines > 1 {
		return true
	}
	if !s.stop {
		return false
	}
	last := before[len(before)-1]
	return last.Class != Title && !(last.Capitalized && last.End-last.Start == 1) && (!last.Dotted || s.lines > 0)
}
