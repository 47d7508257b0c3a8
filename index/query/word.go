package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis"
	"daftar/index/vocabulary"
)

// words adds the words of a piece of text as one leaf, so that an operator before "India/Pakistan" is about both.
func (l *lexer) words(text, field string) {
	s := splitter{field: field, plain: l.options.Plain, capitals: l.capitals, vocabulary: l.options.Vocabulary, notes: l.notes}
	for text != "" {
		n := strings.IndexFunc(text, func(r rune) bool { return isRun(r) })
		switch {
		case n == 0:
			end := runEnd(text)
			s.add(CJKRun{Field: field, Text: text[:end]})
			text = text[end:]
		case n > 0:
			s.split(text[:n])
			text = text[n:]
		default:
			s.split(text)
			text = ""
		}
	}
	switch {
	case len(s.found) == 1:
		l.leaf(s.found[0])
	case len(s.found) > 1:
		l.leaf(And(s.found))
	}
}

func isRun(r rune) bool { return r >= utf8.RuneSelf && analysis.IsCJK(string(r)) }

// runEnd returns the end of the stretch without spaces at the start of text; marks belong to what they stand on.
func runEnd(text string) int {
	for i, r := range text {
		if !isRun(r) && !unicode.IsMark(r) {
			return i
		}
	}
	return len(text)
}

// splitter finds the words in a piece of text.
type splitter struct {
	field      string
	plain      bool
	capitals   capitals
	vocabulary *vocabulary.Vocabulary // may be nil
	notes      *notes
	found      []Node
}

func (s *splitter) add(n Node) { s.found = append(s.found, n) }

// split adds the words of a text without runs. What stands between words is left out; if there is nothing else, a note
// says so.
func (s *splitter) split(text string) {
	before := len(s.found)
	for rest := text; rest != ""; {
		start := strings.IndexFunc(rest, startsWord)
		if start < 0 {
			break
		}
		rest = rest[start:]
		word := rest[:wordEnd(rest)]
		rest = rest[len(word):]
		word = s.soften(word)
		if s.plain {
			s.word(word)
		} else {
			rest = s.suffix(word, rest)
		}
	}
	blank := strings.TrimSpace(text)
	if before == 0 && len(s.found) == 0 && blank != "" && !isPoint(blank) {
		s.notes.of(sayBlank, blank)
	}
}

// isPoint reports whether a text is one punctuation mark: between words nobody expects it to be searched.
func isPoint(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	return size == len(text) && unicode.IsPunct(r)
}

func startsWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// wordEnd returns the end of the word at the start of text.
func wordEnd(text string) int {
	end := 0
	var last rune
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !isWord(r) {
			next, more := utf8.DecodeRuneInString(text[end+size:])
			if !startsWord(next) || !joins(last, r, next) {
				break
			}
			r, size = next, size+more
		}
		last = r
		end += size
	}
	if strings.HasPrefix(text[end:], ".") && isInitials(text[:end]) {
		end++
	}
	return end
}

// isInitials reports whether a word is single letters with full stops between: U.S, to which the last stop belongs.
func isInitials(word string) bool {
	letters := strings.Split(word, ".")
	for _, l := range letters {
		if r, size := utf8.DecodeRuneInString(l); size != len(l) || !unicode.IsLetter(r) {
			return false
		}
	}
	return len(letters) > 1
}

// word adds one word. A slash keeps a number or a document's symbol together (A/RES/48/263), but stands for "or" and
// "and" between words.
func (s *splitter) word(word string) {
	if strings.Contains(word, "/") && !strings.ContainsFunc(word, unicode.IsDigit) {
		for part := range strings.SplitSeq(word, "/") {
			s.split(part)
		}
		return
	}
	switch word {
	case "AND", "OR", "NOT": // not an operator here: as a word it must not become one when the tree is printed
		word = strings.ToLower(word)
	}
	switch n := count(word); {
	case n == 0:
		s.notes.of(sayBlank, word)
	case n > maxParts:
		for _, t := range analysis.Tokens(word, "") {
			if t.PositionLength == 1 {
				s.word(word[t.Start:t.End])
			}
		}
	default:
		s.add(s.anyCase(Word{Field: s.field, Text: word}))
	}
}

// maxParts is how many parts a word of hyphens, stops and slashes may have: a longer one is a list without spaces.
const maxParts = 16

// suffix adds the word together with the * or ~n behind it.
func (s *splitter) suffix(word, rest string) string {
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '*':
		rest = rest[size:]
		if isOneWord(word) && lettersOf(word) >= MinPrefix {
			s.add(Prefix{Field: s.field, Text: word})
			return rest
		}
		s.notes.of(sayPrefix, word+"*")
	case isTilde(r):
		rest = rest[size:]
		distance := usualDistance(word)
		after := strings.TrimLeftFunc(rest, func(r rune) bool { _, ok := digit(r); return ok })
		if n := rest[:len(rest)-len(after)]; n == "1" || n == "2" {
			distance = int(n[0] - '0')
		}
		rest = after
		if s.fuzzable(word) {
			s.add(Fuzzy{Field: s.field, Text: word, Distance: distance})
			return rest
		}
		s.notes.of(sayFuzzy, word+"~")
	}
	s.word(word)
	return rest
}

// usualDistance is how many letters a word may differ in.
func usualDistance(word string) int {
	if lettersOf(word) > MaxLettersOneEdit {
		return 2
	}
	return 1
}

// isOneWord reports whether a word is a single term.
func isOneWord(word string) bool {
	t := analysis.Tokens(word, "")
	return len(t) == 1 && t[0].PositionLength == 1
}

// lettersOf counts the letters of a word as it is searched, without joiners and the like.
func lettersOf(word string) int {
	n := 0
	for _, t := range analysis.Tokens(word, "") {
		if t.PositionLength == 1 {
			n += utf8.RuneCountInString(t.Term)
		}
	}
	return n
}

// fuzzable reports whether a word may be looked for in similar spellings: Syria must not find Serbia.
func (s *splitter) fuzzable(word string) bool {
	if !isOneWord(word) || lettersOf(word) < MinFuzzy || strings.ContainsFunc(word, unicode.IsDigit) {
		return false
	}
	if len(analysis.Stems(word)) == 1 && strings.ToLower(word) != word && strings.ToUpper(word) == word {
		return false
	}
	if v := s.vocabulary; v != nil {
		_, country := v.CountryByName(word)
		return !country
	}
	return true
}
