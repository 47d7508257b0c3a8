package query

import (
	"strconv"
	"strings"
)

// Node is a part of a query. Its String gives query text that parses to the same tree.
type Node interface {
	String() string
	node()
}

// And matches the documents that all parts match; its score is the sum of theirs.
type And []Node

// Or matches the documents that at least one part matches; its score is the sum of those that match.
type Or []Node

// Not matches the documents that its part does not match. It adds nothing to a score.
type Not struct{ Node Node }

// Word is one word as typed, without quotes: any of its forms matches. A word with hyphens matches its parts written
// together, hyphenated or as adjacent words.
type Word struct {
	Field string // "" for the whole document, or "title"
	Text  string
}

// CJKRun is Chinese or Japanese text without spaces: it matches where all of its overlapping pairs do. With
// Options.MatchAny it becomes an Or of words.
type CJKRun struct {
	Field string
	Text  string
}

// Phrase is text in quotes: its terms, unstemmed, adjacent and in this order. With Near above 0 they may be in any order
// with at most that many other words between the first and the last.
type Phrase struct {
	Field string
	Text  string // between the quotes, as typed
	Near  int
}

// Prefix is word*: the unstemmed terms that start with Text.
type Prefix struct {
	Field string
	Text  string // without the star, at least MinPrefix letters
}

// Fuzzy is word~: the unstemmed terms at an edit distance of at most Distance (insertions, deletions, substitutions and
// transpositions of neighbours).
type Fuzzy struct {
	Field    string
	Text     string
	Distance int // 1 or 2
}

// Synonyms is a part of a query together with its synonyms in the vocabulary: it matches where the part or any
// alternative does. It prints as the part alone; quoting the part in a query switches the alternatives off.
type Synonyms struct {
	Node         Node
	Alternatives []Node // words and phrases
}

// Filter is a filter typed as a word, such as country:PK or after:2024.
type Filter struct {
	Name  string // country, theme, theme_group, source, lang, format, after, before
	Value string // resolved: PK, the id of a theme, YYYY, YYYY-MM or YYYY-MM-DD
}

func (And) node()      {}
func (Or) node()       {}
func (Not) node()      {}
func (Word) node()     {}
func (CJKRun) node()   {}
func (Phrase) node()   {}
func (Prefix) node()   {}
func (Fuzzy) node()    {}
func (Synonyms) node() {}
func (Filter) node()   {}

// String joins the parts with spaces, with groups in parentheses.
func (n And) String() string { return joinOperands(n, " ") }

// String joins the parts with OR, with groups in parentheses.
func (n Or) String() string { return joinOperands(n, " OR ") }

// String puts a minus before the part.
func (n Not) String() string { return "-" + operandText(n.Node) }

// String returns the word as typed, after its field.
func (n Word) String() string { return fieldPrefix(n.Field) + n.Text }

// String returns the characters as typed, after their field.
func (n CJKRun) String() string { return fieldPrefix(n.Field) + n.Text }

// String puts a star behind the prefix.
func (n Prefix) String() string { return fieldPrefix(n.Field) + n.Text + "*" }

// String puts a tilde behind the word, and the distance if it is not the default for the length of the word.
func (n Fuzzy) String() string {
	s := fieldPrefix(n.Field) + n.Text + "~"
	if n.Distance != defaultDistance(n.Text) {
		s += strconv.Itoa(n.Distance)
	}
	return s
}

// String returns the part alone.
func (n Synonyms) String() string { return n.Node.String() }

// String returns the text in straight quotes, after its field and before ~ and the number of words between.
func (n Phrase) String() string {
	s := fieldPrefix(n.Field) + `"` + n.Text + `"`
	if n.Near > 0 {
		s += "~" + strconv.Itoa(n.Near)
	}
	return s
}

// String returns name:value, with quotes around a value that could be read as more than one word.
func (n Filter) String() string {
	if isBareValue(n.Value) {
		return n.Name + ":" + n.Value
	}
	return n.Name + `:"` + n.Value + `"`
}

func joinOperands(parts []Node, separator string) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = operandText(p)
	}
	return strings.Join(all, separator)
}

// operandText prints a part of a larger node, a group in parentheses.
func operandText(n Node) string {
	if s, ok := n.(Synonyms); ok {
		n = s.Node
	}
	switch n := n.(type) {
	case And, Or:
		return "(" + n.String() + ")"
	case Not:
		if _, double := n.Node.(Not); double {
			return "(" + n.String() + ")"
		}
	}
	return n.String()
}

func fieldPrefix(field string) string {
	if field == "" {
		return ""
	}
	return field + ":"
}

// isBareValue reports whether the value of a filter needs no quotes.
func isBareValue(value string) bool {
	for i := range len(value) {
		c := value[i]
		if !isASCIIAlphanumeric(c) && (i == 0 || i == len(value)-1 || c != '-') && c != '_' {
			return false
		}
	}
	return value != ""
}

func isASCIIAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
