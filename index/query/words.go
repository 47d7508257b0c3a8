package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis"
	"daftar/index/analysis/fold"
	"daftar/index/vocabulary"
)

// splitter finds the words in a text without quotes, parentheses and operators.
type splitter struct {
	field      string
	plain      bool
	caseInfo   caseInfo
	vocabulary *vocabulary.Vocabulary // may be nil
	notes      *notes
	found      []Node
}

// words returns the words and CJK runs of a text.
func (s *splitter) words(text string) []Node {
	for text != "" {
		end := strings.IndexFunc(text, isCJK)
		switch {
		case end == 0:
			end = runEnd(text)
			s.add(CJKRun{Field: s.field, Text: text[:end]})
		case end < 0:
			end = len(text)
			fallthrough
		default:
			s.split(text[:end])
		}
		text = text[end:]
	}
	return s.found
}

func isCJK(r rune) bool { return r >= utf8.RuneSelf && analysis.IsCJK(string(r)) }

// runEnd returns the end of the CJK run at the start of a text, with the marks on its characters.
func runEnd(text string) int {
	for i, r := range text {
		if !isCJK(r) && !unicode.IsMark(r) {
			return i
		}
	}
	return len(text)
}

func (s *splitter) add(n Node) { s.found = append(s.found, n) }

// split adds the words of a text without CJK runs. Text between words is ignored; a note reports text without any word.
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
		word = s.lowercase(word)
		if s.plain {
			s.word(word)
		} else {
			rest = s.wordWithSuffix(word, rest)
		}
	}
	blank := strings.TrimSpace(text)
	if before == 0 && len(s.found) == 0 && blank != "" && !isPunctuationMark(blank) {
		s.notes.addWord(noteBlank, blank)
	}
}

// isPunctuationMark reports whether a text is one punctuation mark, which nobody expects to be searched.
func isPunctuationMark(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	return size == len(text) && unicode.IsPunct(r)
}

func startsWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// wordEnd returns the end of the word at the start of a text.
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

// isInitials reports whether a word is single letters with full stops between them: U.S, to which the last full stop
// belongs.
func isInitials(word string) bool {
	letters := strings.Split(word, ".")
	for _, l := range letters {
		if r, size := utf8.DecodeRuneInString(l); size != len(l) || !unicode.IsLetter(r) {
			return false
		}
	}
	return len(letters) > 1
}

// maxParts bounds the parts of a word with hyphens, full stops and slashes: a longer one is a list without spaces.
const maxParts = 16

// word adds one word. A slash keeps a number or the symbol of a document together (A/RES/48/263); between other words it
// stands for "or" or "and", so they are separate words.
func (s *splitter) word(word string) {
	if strings.Contains(word, "/") && !strings.ContainsFunc(word, unicode.IsDigit) {
		for part := range strings.SplitSeq(word, "/") {
			s.split(part)
		}
		return
	}
	switch word {
	case "AND", "OR", "NOT": // not an operator here, and it must not become one when the tree is printed
		word = strings.ToLower(word)
	}
	switch n := countWords(word); {
	case n == 0:
		s.notes.addWord(noteBlank, word)
	case n > maxParts:
		for _, t := range analysis.Tokens(word, "") {
			if t.PositionLength == 1 {
				s.word(word[t.Start:t.End])
			}
		}
	default:
		s.add(s.resolveCase(Word{Field: s.field, Text: word}))
	}
}

// wordWithSuffix adds a word with the * or ~n that may follow, and returns the text behind it.
func (s *splitter) wordWithSuffix(word, rest string) string {
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '*':
		rest = rest[size:]
		if isSingleTerm(word) && countLetters(word) >= MinPrefix {
			s.add(Prefix{Field: s.field, Text: word})
			return rest
		}
		s.notes.addWord(notePrefix, word+"*")
	case isTilde(r):
		var distance int
		if distance, rest = fuzzyDistance(word, rest[size:]); s.allowsFuzzy(word) {
			s.add(Fuzzy{Field: s.field, Text: word, Distance: distance})
			return rest
		}
		s.notes.addWord(noteFuzzy, word+"~")
	}
	s.word(word)
	return rest
}

// fuzzyDistance reads the number behind a tilde. Any number but 1 and 2 gives the default.
func fuzzyDistance(word, text string) (distance int, rest string) {
	rest = strings.TrimLeftFunc(text, func(r rune) bool { _, ok := fold.Digit(r); return ok })
	if n := text[:len(text)-len(rest)]; n == "1" || n == "2" {
		return int(n[0] - '0'), rest
	}
	return defaultDistance(word), rest
}

// defaultDistance is the edit distance of a fuzzy word without a number.
func defaultDistance(word string) int {
	if countLetters(word) > MaxLettersOneEdit {
		return 2
	}
	return 1
}

// allowsFuzzy reports whether a word may be fuzzy: Syria must not match Serbia.
func (s *splitter) allowsFuzzy(word string) bool {
	if !isSingleTerm(word) || countLetters(word) < MinFuzzy || strings.ContainsFunc(word, unicode.IsDigit) {
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

// lowercase returns a word in lower case if upper case means nothing in the query, unless the vocabulary knows it in upper
// case only: US, UN.
func (s *splitter) lowercase(word string) string {
	if s.caseInfo != capsUninformative {
		return word
	}
	lower := strings.ToLower(word)
	if v := s.vocabulary; v != nil && len(v.Synonyms(word)) > 0 && len(v.Synonyms(lower)) == 0 || lower == word {
		return word
	}
	s.notes.add("query.note-capitals")
	return lower
}

// resolveCase returns the node of a word. Where upper case is ambiguous, an upper-case word is searched exactly, in any
// case. Words that the vocabulary knows as an acronym, or as a word with synonyms, are not ambiguous; nor are upper-case
// stop words, which are acronyms (US, WHO).
func (s *splitter) resolveCase(w Word) Node {
	lower := strings.ToLower(w.Text)
	if s.caseInfo != capsAmbiguous || lower == w.Text || utf8.RuneCountInString(w.Text) < 2 || analysis.IsStop(lower) || !isSingleTerm(w.Text) {
		return w
	}
	if v := s.vocabulary; v != nil {
		_, country := v.CountryByName(w.Text)
		acronym := len(v.Synonyms(w.Text)) > 0
		if country && utf8.RuneCountInString(w.Text) > maxCountryCode || !acronym && len(v.Synonyms(lower)) > 0 {
			w.Text = lower // IRAN is Iran and KABUL Kabul, but PK and UAE stay
			return w
		}
		if country || acronym {
			return w
		}
	}
	s.notes.addWord(noteAnyCase, w.Text)
	return Phrase{Field: w.Field, Text: w.Text}
}

// countWords returns the number of words that analysis finds in a text.
func countWords(text string) int {
	n := 0
	for _, t := range analysis.Tokens(text, "") {
		if t.PositionLength == 1 {
			n++
		}
	}
	return n
}

func isSingleTerm(word string) bool {
	t := analysis.Tokens(word, "")
	return len(t) == 1 && t[0].PositionLength == 1
}

// countLetters counts the letters of a word's terms, so without joiners and apostrophes.
func countLetters(word string) int {
	n := 0
	for _, t := range analysis.Tokens(word, "") {
		if t.PositionLength == 1 {
			n += utf8.RuneCountInString(t.Term)
		}
	}
	return n
}
