package query

import (
	"strconv"
	"strings"
)

// String joins the parts with spaces; alternatives and groups among them stand in brackets.
func (n And) String() string { return join(n, " ") }

// String joins the parts with OR.
func (n Or) String() string { return join(n, " OR ") }

// String puts a minus before the part.
func (n Not) String() string { return "-" + operand(n.Node) }

// String returns the word as typed, after its field.
func (n Word) String() string { return field(n.Field) + n.Text }

// String returns the characters as typed, after their field.
func (n CJKRun) String() string { return field(n.Field) + n.Text }

// String puts a star behind the beginning.
func (n Prefix) String() string { return field(n.Field) + n.Text + "*" }

// String puts a tilde behind the word, and the distance where it is not the usual one for its length.
func (n Fuzzy) String() string {
	s := field(n.Field) + n.Text + "~"
	if n.Distance != usualDistance(n.Text) {
		s += strconv.Itoa(n.Distance)
	}
	return s
}

// String prints the part alone.
func (n Synonyms) String() string { return n.Node.String() }

// String returns the words in straight quotes, after their field and before ~ and the number of words between.
func (n Phrase) String() string {
	s := field(n.Field) + `"` + n.Text + `"`
	if n.Near > 0 {
		s += "~" + strconv.Itoa(n.Near)
	}
	return s
}

// String returns name:value, the value in quotes where it could be read as more than one word.
func (n Filter) String() string {
	if bareValue(n.Value) {
		return n.Name + ":" + n.Value
	}
	return n.Name + `:"` + n.Value + `"`
}

func join[T ~[]Node](parts T, with string) string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = operand(p)
	}
	return strings.Join(all, with)
}

// operand prints a part of a larger node: in brackets if it is several itself.
func operand(n Node) string {
	if also, ok := n.(Synonyms); ok {
		n = also.Node
	}
	switch n.(type) {
	case And, Or, Not:
		if not, ok := n.(Not); ok {
			if _, ok := not.Node.(Not); !ok {
				return not.String()
			}
		}
		return "(" + n.String() + ")"
	}
	return n.String()
}

func field(name string) string {
	if name == "" {
		return ""
	}
	return name + ":"
}

// bareValue reports whether a filter's value is safe without quotes.
func bareValue(value string) bool {
	for i := range len(value) {
		c := value[i]
		if !asciiAlnum(c) && (i == 0 || i == len(value)-1 || c != '-') && c != '_' {
			return false
		}
	}
	return value != ""
}

func asciiAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
