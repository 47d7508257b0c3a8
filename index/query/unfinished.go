package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis"
	"daftar/index/vocabulary"
)

// Partial is a question while it is being typed. Head + Last is the text, and Head + a completion of Last + Tail is
// a question.
type Partial struct {
	Head       string // up to the last word, with its operators and quotes
	Word       string // the word that may go on; "" after a space
	Tail       string // a quote, if one is open
	Filter     string // of the filter whose value Last is, such as country; Head does not hold it
	PlainWords bool   // the whole text is plain words: what begins with all of it may be meant
}

// ParsePartial cuts a text into what is typed and what is being typed. No text is an error.
func ParsePartial(text string) Partial {
	text, _ = clean(text)
	at := len(text)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if !inWord(r) && !(at < len(text) && joinsWord(r) && at > size && endsWord(text[:at-size])) {
			break
		}
		at -= size
	}
	u := Partial{Head: text[:at], Word: text[at:]}
	if quotes := strings.Count(text, `"`) + strings.Count(text, "“") + strings.Count(text, "”"); quotes%2 == 1 {
		u.Tail = `"`
	}
	if name, ok := strings.CutSuffix(u.Head, ":"); ok && u.Tail == "" {
		start := strings.LastIndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' }) + 1
		if strings.EqualFold(name[start:], nameCountry) || strings.EqualFold(name[start:], nameTheme) {
			u.Filter, u.Head = strings.ToLower(name[start:]), name[:start]
		}
	}
	u.PlainWords = plainWords(u.Head)
	return u
}

// plainWords reports whether a text is words and spaces alone: no operator, quote or bracket.
func plainWords(text string) bool {
	for word := range strings.FieldsSeq(text) {
		first, _ := utf8.DecodeRuneInString(word)
		if !inWord(first) || strings.ContainsFunc(word, func(r rune) bool { return !inWord(r) && !joinsWord(r) }) {
			return false
		}
	}
	return true
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r >= 0x200B && r <= 0x200D
}

// joinsWord reports whether a character between letters belongs to their word: a hyphen, an apostrophe, a full stop.
func joinsWord(r rune) bool { return strings.ContainsRune("-‐‑'’ʻʼ.", r) }

func endsWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return inWord(r)
}

// NameCompleter are what the countries and themes of a vocabulary are called, ready to be completed.
type NameCompleter struct {
	names   []string // spelled as analysis reads them, with a space before each word
	filters []Filter // which each is a name of
}

// NewNameCompleter reads the names of a vocabulary, in all its languages.
func NewNameCompleter(v *vocabulary.Vocabulary) *NameCompleter {
	n := &NameCompleter{}
	for _, c := range v.Countries() {
		f := Filter{Name: nameCountry, Value: c.ID}
		n.add(f, c.Label)
		for _, w := range c.Words {
			n.add(f, w.Names...)
		}
	}
	for _, t := range v.Themes() {
		n.add(Filter{Name: nameTheme, Value: t.ID}, t.Label, strings.ReplaceAll(t.ID, "-", " "))
	}
	return n
}

func (n *NameCompleter) add(f Filter, names ...string) {
	for _, name := range names {
		n.names, n.filters = append(n.names, " "+spelled(name)), append(n.filters, f)
	}
}

// Complete returns the countries and themes of which a name begins with a text, each once, as the filter that asks for
// it; then those in whose name a later word does. The text must have two letters, or one of a script without spaces.
func (n *NameCompleter) Complete(text string) []Filter {
	typed := spelled(text)
	if utf8.RuneCountInString(typed) < 2 && !analysis.IsCJK(typed) {
		return nil
	}
	typed = " " + typed
	var all []Filter
	add := func(begins func(name string) bool) {
		for i, name := range n.names {
			if begins(name) && !slices.Contains(all, n.filters[i]) {
				all = append(all, n.filters[i])
			}
		}
	}
	add(func(name string) bool { return strings.HasPrefix(name, typed) })
	add(func(name string) bool { return strings.Contains(name[1:], typed) })
	return all
}

// spelled returns the terms of a text with a space between them.
func spelled(text string) string {
	var terms []string
	for _, t := range analysis.Tokens(text, "") {
		if t.PositionLength == 1 {
			terms = append(terms, t.Term)
		}
	}
	return strings.Join(terms, " ")
}
