package yamlfile

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Node is a value of a file. A Node without a value, such as that of a key that is not there, reads as empty and reports
// nothing.
type Node struct {
	file *File
	node *yaml.Node
	key  string // under which it stands
}

// Exists reports whether the node has a value: the key is there. The value may be null.
func (n Node) Exists() bool { return n.node != nil }

// IsNull reports whether there is no value, or an empty one: "key:" or "key: null".
func (n Node) IsNull() bool {
	return n.node == nil || n.node.Kind == yaml.ScalarNode && n.node.Tag == "!!null"
}

// IsScalar reports whether the value is neither a list nor a mapping; null is a scalar.
func (n Node) IsScalar() bool { return n.node != nil && n.node.Kind == yaml.ScalarNode }

// IsList reports whether the value is a list.
func (n Node) IsList() bool { return n.node != nil && n.node.Kind == yaml.SequenceNode }

// IsMapping reports whether the value has keys.
func (n Node) IsMapping() bool { return n.node != nil && n.node.Kind == yaml.MappingNode }

// Line returns the line on which the value begins, from 1; 0 without a value.
func (n Node) Line() int {
	if n.node == nil {
		return 0
	}
	return n.file.line(n.node)
}

// Report adds a mistake of this value.
func (n Node) Report(kind Kind, format string, args ...any) {
	n.file.Report(n.Line(), kind, n.key, format, args...)
}

// ReportTerm adds a mistake of one term of the value, on the line of the term.
func (n Node) ReportTerm(term string, kind Kind, format string, args ...any) {
	n.file.Report(n.LineOf(term), kind, n.key, format, args...)
}

// Text returns a scalar as written, without spaces around it; null is "". Anything else is reported and "".
func (n Node) Text() string {
	if n.node == nil {
		return ""
	}
	if n.node.Kind != yaml.ScalarNode {
		n.Report(KindType, "text is expected here, not a list or a mapping")
		return ""
	}
	if n.node.Tag == "!!null" {
		return ""
	}
	return strings.TrimSpace(n.node.Value)
}

// Verbatim returns the text of a scalar with the spaces around it, where they matter; anything else is "".
func (n Node) Verbatim() string {
	if !n.IsScalar() {
		return ""
	}
	return n.node.Value
}

// Flag returns true or false; anything else is reported and false. Absent is false.
func (n Node) Flag() bool {
	text := n.Text()
	if text != "" && text != "true" && text != "false" {
		n.Report(KindValue, "%q must be true or false, not %q", n.key, text)
	}
	return text == "true"
}

// Int returns a whole number from low to high, 0 if the node is empty; anything else is reported and 0.
func (n Node) Int(low, high int) int {
	text := n.Text()
	if text == "" {
		return 0
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < low || value > high {
		n.Report(KindValue, "%q must be a whole number from %d to %d, not %q", n.key, low, high, text)
		return 0
	}
	return value
}

// List returns the values of a list; null is none. Anything else is reported.
func (n Node) List() []Node {
	if n.IsNull() {
		return nil
	}
	if n.node.Kind != yaml.SequenceNode {
		n.Report(KindType, "a list is expected here, each item starting with \"- \"")
		return nil
	}
	nodes := make([]Node, len(n.node.Content))
	for i, item := range n.node.Content {
		nodes[i] = Node{file: n.file, node: item}
	}
	return nodes
}

// Terms splits text at ";" and joins the spaces inside each term. Empty and repeated terms are reported and left out; one
// ";" at the end is allowed.
func (n Node) Terms() []string {
	text := n.Text()
	if text == "" {
		return nil
	}
	parts := strings.Split(strings.TrimSuffix(text, ";"), ";")
	terms := make([]string, 0, len(parts))
	seen := make(map[string]bool, len(parts))
	for _, part := range parts {
		term := strings.Join(strings.Fields(part), " ")
		switch {
		case term == "":
			n.Report(KindValue, "empty term between two \";\"")
		case seen[term]:
			n.ReportTerm(term, KindDuplicate, "term %q is repeated in this list", term)
		default:
			seen[term] = true
			terms = append(terms, term)
		}
	}
	return terms
}

// maxFoldedLines bounds how many lines of a folded text are searched for a term.
const maxFoldedLines = 400

// LineOf returns the line on which a term of a folded text stands: YAML only knows where the text begins.
func (n Node) LineOf(term string) int {
	first, _, _ := strings.Cut(term, " ")
	lines := n.file.lines
	for _, want := range []string{term, first} {
		for line := n.node.Line; line <= min(len(lines), n.node.Line+maxFoldedLines); line++ {
			if strings.Contains(lines[line-1], want) {
				return line + n.file.options.FirstLine - 1
			}
		}
	}
	return n.Line()
}

// Fields returns the values of a mapping by key. Keys that are not allowed and keys that come twice are reported and left
// out. Without arguments every key is allowed. A node without a value, or null, has no fields.
func (n Node) Fields(allowed ...string) Fields {
	fields := Fields{parent: n, values: map[string]Node{}}
	if n.IsNull() {
		return fields
	}
	if n.node.Kind != yaml.MappingNode {
		n.Report(KindType, "lines of \"key: value\" are expected here")
		return fields
	}
	for i := 0; i+1 < len(n.node.Content); i += 2 {
		key, value := n.node.Content[i], Node{file: n.file, node: n.node.Content[i+1], key: n.node.Content[i].Value}
		line := n.file.line(key)
		switch {
		case key.Kind != yaml.ScalarNode:
			n.file.Report(line, KindType, n.key, "a key must be text")
		case key.Tag == "!!merge":
			n.file.Report(line, KindSyntax, n.key, "merge keys (<<) are not allowed")
		case len(allowed) > 0 && !slices.Contains(allowed, key.Value):
			n.file.Report(line, KindUnknown, key.Value, "unknown key %q; allowed: %s%s", key.Value, strings.Join(allowed, ", "), DidYouMean(key.Value, allowed))
		case fields.values[key.Value].Exists():
			n.file.Report(line, KindDuplicate, key.Value, "key %q is repeated", key.Value)
		default:
			fields.values[key.Value] = value
			fields.keys = append(fields.keys, key.Value)
		}
	}
	return fields
}

// Fields are the values of a mapping by key.
type Fields struct {
	parent Node
	values map[string]Node
	keys   []string // in the order of the file
}

// Get returns the value of a key; one without a value if the key is not there.
func (f Fields) Get(key string) Node { return f.values[key] }

// All returns keys and values in the order of the file.
func (f Fields) All() iter.Seq2[string, Node] {
	return func(yield func(string, Node) bool) {
		for _, key := range f.keys {
			if !yield(key, f.values[key]) {
				return
			}
		}
	}
}

// Len returns the number of keys.
func (f Fields) Len() int { return len(f.keys) }

// Required returns the text of a key and reports if it is missing or empty. Of a file that has no top at all nothing is
// reported: its syntax was.
func (f Fields) Required(key string) string {
	text := f.values[key].Text()
	if text == "" && f.parent.Exists() {
		f.parent.file.Report(f.parent.Line(), KindMissing, key, "key %q is missing", key)
	}
	return text
}
