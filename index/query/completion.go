package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis"
	"daftar/index/vocabulary"
)

// Partial is a query that is still being typed. Head + Word is the text, and Head + a completion of Word + Tail is a
// query.
type Partial struct {
	Head       string // the text before the last word, with operators and quotes
	Word       string // the word that may continue; "" after a space
	Tail       string // a quote if one is open
	Filter     string // name of the filter whose value Word is, such as country; it is not part of Head
	PlainWords bool   // Head has no operators, so the whole text may be the start of a phrase
}

// ParsePartial splits a text at its last word. No text is an error.
func ParsePartial(text string) Partial {
	text, _ = clean(text)
	start := lastWordStart(text)
	p := Partial{Head: text[:start], Word: text[start:]}
	if quotes := strings.Count(text, `"`) + strings.Count(text, "“") + strings.Count(text, "”"); quotes%2 == 1 {
		p.Tail = `"`
	}
	if before, ok := strings.CutSuffix(p.Head, ":"); ok && p.Tail == "" {
		start := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' }) + 1
		if name := strings.ToLower(before[start:]); name == nameCountry || name == nameTheme {
			p.Filter, p.Head = name, before[:start]
		}
	}
	p.PlainWords = isPlainWords(p.Head)
	return p
}

// lastWordStart returns the start of the word at the end of a text.
func lastWordStart(text string) int {
	start := len(text)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !inWord(r) && !(start < len(text) && joinsWord(r) && start > size && endsInWord(text[:start-size])) {
			break
		}
		start -= size
	}
	return start
}

// isPlainWords reports whether a text is words and spaces only: no operator, quote or parenthesis.
func isPlainWords(text string) bool {
	for word := range strings.FieldsSeq(text) {
		first, _ := utf8.DecodeRuneInString(word)
		if !inWord(first) || strings.ContainsFunc(word, func(r rune) bool { return !inWord(r) && !joinsWord(r) }) {
			return false
		}
	}
	return true
}

func inWord(r rune) bool {
	return isWord(r) || r >= 0x200B && r <= 0x200D
}

// joinsWord reports whether a character between letters is part of their word: a hyphen, apostrophe or full stop.
func joinsWord(r rune) bool { return strings.ContainsRune("-‐‑'’ʻʼ.", r) }

func endsInWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return inWord(r)
}

// NameCompleter completes the names of countries and themes.
type NameCompleter struct {
	names   []string // terms, with a space before each
	filters []Filter // the filter that each name stands for
}

// NewNameCompleter returns a completer for the names of a vocabulary in all languages.
func NewNameCompleter(v *vocabulary.Vocabulary) *NameCompleter {
	c := &NameCompleter{}
	for _, country := range v.Countries() {
		f := Filter{Name: nameCountry, Value: country.ID}
		c.add(f, country.Label)
		for _, w := range country.Words {
			c.add(f, w.Names...)
		}
	}
	for _, t := range v.Themes() {
		c.add(Filter{Name: nameTheme, Value: t.ID}, t.Label, strings.ReplaceAll(t.ID, "-", " "))
	}
	return c
}

func (c *NameCompleter) add(f Filter, names ...string) {
	for _, name := range names {
		c.names, c.filters = append(c.names, " "+termsOf(name)), append(c.filters, f)
	}
}

// Complete returns the filters of the countries and themes with a name that starts with a text, then of those in whose
// name a later word does, each once. The text needs two letters, or one Chinese or Japanese character.
func (c *NameCompleter) Complete(text string) []Filter {
	typed := termsOf(text)
	if utf8.RuneCountInString(typed) < 2 && !analysis.IsCJK(typed) {
		return nil
	}
	typed = " " + typed
	var matched []Filter
	add := func(matches func(name string) bool) {
		for i, name := range c.names {
			if matches(name) && !slices.Contains(matched, c.filters[i]) {
				matched = append(matched, c.filters[i])
			}
		}
	}
	add(func(name string) bool { return strings.HasPrefix(name, typed) })
	add(func(name string) bool { return strings.Contains(name[1:], typed) })
	return matched
}

// termsOf returns the terms of a text with spaces between them.
func termsOf(text string) string {
	var terms []string
	for _, t := range analysis.Tokens(text, "") {
		if t.PositionLength == 1 {
			terms = append(terms, t.Term)
		}
	}
	return strings.Join(terms, " ")
}
