package vocabulary

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// page is a vocabulary file being read. It reads the nodes of YAML, not its values, so that NO stays Norway and every
// complaint knows its line. The page of a file that cannot be read at all has no fields.
type page struct {
	file       string
	lines      []string
	top        map[string]*yaml.Node
	complaints *Diagnostics
}

// open reads and parses a file whose top has the given fields and its version.
func (v *Vocabulary) open(from layers, complaints *Diagnostics, name string, fields ...string) *page {
	p := &page{file: name, complaints: complaints}
	data, err := from.read(name)
	switch {
	case err != nil:
		p.complain(0, "cannot be read: %v", err)
		return p
	case len(data) > maxFileBytes:
		p.complain(0, "is larger than the limit of %d bytes", maxFileBytes)
		return p
	}
	v.files[name] = data
	p.lines = strings.Split(string(data), "\n")
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		p.complain(lineOfError(err), "is no YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		return p
	}
	if len(document.Content) == 0 {
		p.complain(0, "is empty")
		return p
	}
	p.top = p.fields(document.Content[0], append(fields, "version")...)
	if p.text(p.top["version"]) != "1" {
		p.complain(0, "has no \"version: 1\": this is the version of the format that is read here")
	}
	return p
}

// lineOfError takes the line out of the words of a YAML error ("yaml: line 7: ..."): it has no field for it.
func lineOfError(err error) int {
	_, after, _ := strings.Cut(err.Error(), "line ")
	digits, _, _ := strings.Cut(after, ":")
	line, _ := strconv.Atoi(digits)
	return line
}

func (p *page) complain(line int, format string, args ...any) {
	*p.complaints = append(*p.complaints, Diagnostic{File: p.file, Line: line, Message: fmt.Sprintf(format, args...)})
}

// fields returns the values of a mapping by key. Keys that are not allowed and keys that come twice are complained of;
// with no keys given every key is allowed.
func (p *page) fields(n *yaml.Node, allowed ...string) map[string]*yaml.Node {
	values := map[string]*yaml.Node{}
	if n == nil {
		return values
	}
	if n.Kind != yaml.MappingNode {
		p.complain(n.Line, "fields are expected here, such as %q", "id: ...")
		return values
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if len(allowed) > 0 && !slices.Contains(allowed, key.Value) {
			p.complain(key.Line, "unknown field %q; allowed: %s%s", key.Value, strings.Join(allowed, ", "), meant(key.Value, allowed))
			continue
		}
		if values[key.Value] != nil {
			p.complain(key.Line, "field %q comes twice", key.Value)
		}
		values[key.Value] = n.Content[i+1]
	}
	return values
}

// meant returns "; did you mean ...?" where one of the allowed is close.
func meant(wrong string, allowed []string) string {
	if word := nearest(wrong, allowed); word != "" {
		return fmt.Sprintf("; did you mean %q?", word)
	}
	return ""
}

func (p *page) list(n *yaml.Node) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		p.complain(n.Line, "a list is expected here, each part starting with \"- \"")
		return nil
	}
	return n.Content
}

// text returns a scalar as it is written, whatever YAML would make of it.
func (p *page) text(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		p.complain(n.Line, "plain text is expected here, not a list or fields; terms are separated by \";\"")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// required is text that must be there.
func (p *page) required(fields map[string]*yaml.Node, key string, parent *yaml.Node) string {
	text := p.text(fields[key])
	if text == "" {
		p.complain(parent.Line, "field %q is missing", key)
	}
	return text
}

// terms splits text at ";". Empty terms are allowed at the end only.
func (p *page) terms(n *yaml.Node) []string {
	text := p.text(n)
	if text == "" {
		return nil
	}
	parts := strings.Split(strings.TrimSuffix(text, ";"), ";")
	terms := make([]string, 0, len(parts))
	for _, part := range parts {
		term := strings.Join(strings.Fields(part), " ")
		if term == "" {
			p.complain(n.Line, "an empty term between two \";\"")
			continue
		}
		if slices.Contains(terms, term) {
			p.complain(p.lineOf(n, term), "term %q stands twice in this list", term)
			continue
		}
		terms = append(terms, term)
	}
	return terms
}

// maxFolded bounds how many lines of a folded text are searched for a term.
const maxFolded = 400

// lineOf returns the line on which a term of a folded text stands: YAML only knows where the text begins.
func (p *page) lineOf(n *yaml.Node, term string) int {
	first, _, _ := strings.Cut(term, " ")
	for _, want := range []string{term, first} {
		for line := n.Line; line <= min(len(p.lines), n.Line+maxFolded); line++ {
			if strings.Contains(p.lines[line-1], want) {
				return line
			}
		}
	}
	return n.Line
}

// year reads a year, 0 if there is none.
func (p *page) year(n *yaml.Node) int {
	text := p.text(n)
	if text == "" {
		return 0
	}
	year, err := strconv.Atoi(text)
	if err != nil || year < 1 || year > 9999 {
		p.complain(n.Line, "%q is no year of four digits", text)
		return 0
	}
	return year
}

// add enters a key of a table and complains if it is taken.
func (p *page) add(table map[string]int, key string, at int, line int) {
	if _, taken := table[key]; taken && key != "" {
		p.complain(line, "id %q is used twice", key)
	}
	table[key] = at
}
