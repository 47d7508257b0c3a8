package extract

import (
	"errors"
	"fmt"
	"strings"

	"daftar/index"

	"go.yaml.in/yaml/v3"
)

// yamlDepth is how deep a value may be nested; deeper is no metadata.
const yamlDepth = 8

// ParseMetadata reads a YAML mapping: title, date, source, url, author, lang, reliability (A to F), credibility (1 to 6),
// handling, decided, and any other key, which goes to Meta. Lists are joined by "; ".
//
//	decided:
//	  countries: {add: [PK], remove: [US]}
//	  themes:    {add: [nuclear], remove: []}
//	  event:     2025-07-26
//
// What is wrong is a problem that names its line, counted from firstLine, and is left out; the rest is kept. The values
// are taken as they are written, so that NO stays Norway and 2025-07 a month.
func ParseMetadata(data []byte, firstLine int) (Metadata, []index.Problem) {
	y := yamlReader{firstLine: firstLine}
	if len(data) > MaxMetadataBytes {
		return Metadata{}, []index.Problem{{Reason: fmt.Sprintf("metadata larger than %d KB is not read", MaxMetadataBytes>>10)}}
	}
	root := y.parse(data)
	if root != nil {
		y.mapping(root, "the metadata", y.topKey)
	}
	return y.Metadata, y.problems
}

type yamlReader struct {
	Metadata
	firstLine int
	problems  []index.Problem
}

func (y *yamlReader) line(n *yaml.Node) int { return n.Line + y.firstLine - 1 }

func (y *yamlReader) complain(line int, format string, args ...any) {
	y.problems = append(y.problems, index.Problem{Where: fmt.Sprintf("line %d", line), Reason: fmt.Sprintf(format, args...)})
}

// parse returns the one mapping of the data, nil if there is none.
func (y *yamlReader) parse(data []byte) *yaml.Node {
	text, err := decode(data, false)
	if err != nil {
		y.complain(y.firstLine, "%v", err)
		return nil
	}
	var doc yaml.Node
	if err := safely(func() error { return yaml.Unmarshal([]byte(text), &doc) }); err != nil {
		line, reason := yamlFault(err)
		y.complain(line+y.firstLine-1, "the metadata does not parse: %s", reason)
		return nil
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind == yaml.ScalarNode && doc.Content[0].Value == "" {
		return nil
	}
	return doc.Content[0]
}

// safely runs a parser that others wrote: a fault of it must not end the reindex.
func safely(parse func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the parser failed: %v", fault)
		}
	}()
	return parse()
}

// yamlFault takes "yaml: line 3: reason" apart.
func yamlFault(err error) (line int, reason string) {
	reason = strings.TrimPrefix(err.Error(), "yaml: ")
	var typeError *yaml.TypeError
	if errors.As(err, &typeError) && len(typeError.Errors) > 0 {
		reason = typeError.Errors[0]
	}
	if n, _ := fmt.Sscanf(reason, "line %d:", &line); n == 1 {
		_, reason, _ = strings.Cut(reason, ": ")
		return line, reason
	}
	return 1, reason
}

// mapping calls do for each key of a mapping once.
func (y *yamlReader) mapping(n *yaml.Node, name string, do func(key string, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		y.complain(y.line(n), "%s: allowed are lines of \"key: value\"", name)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			y.complain(y.line(key), "%s: a key must be a word", name)
		case seen[key.Value]:
			y.complain(y.line(key), "%s: %q stands there twice", name, key.Value)
		default:
			seen[key.Value] = true
			do(key.Value, value)
		}
	}
}

func (y *yamlReader) topKey(key string, value *yaml.Node) {
	if key == "decided" {
		if value.Tag != "!!null" {
			y.mapping(value, "decided", y.decidedKey)
		}
		return
	}
	text, ok := y.flat(value, 0)
	if !ok {
		return
	}
	known, problem := y.take(key, text)
	if problem != "" {
		y.complain(y.line(value), "%s", problem)
	}
	if known || text == "" {
		return
	}
	if y.Meta == nil {
		y.Meta = map[string]string{}
	}
	y.Meta[OneLine(key, MaxFieldBytes)] = text
}

func (y *yamlReader) decidedKey(key string, value *yaml.Node) {
	switch key {
	case "countries":
		y.change(&y.Overrides.Countries, "decided: countries", value)
	case "themes":
		y.change(&y.Overrides.Themes, "decided: themes", value)
	case "event":
		if text, ok := y.flat(value, 0); ok {
			var problem string
			if y.Overrides.Event, problem = parseDate("decided: event", text); problem != "" {
				y.complain(y.line(value), "%s", problem)
			}
		}
	default:
		y.complain(y.line(value), "decided: %q is not allowed; allowed: countries, themes, event", key)
	}
}

func (y *yamlReader) change(c *TagChanges, name string, n *yaml.Node) {
	y.mapping(n, name, func(key string, value *yaml.Node) {
		switch key {
		case "add":
			c.Add = y.refs(value, name)
		case "remove":
			c.Remove = y.refs(value, name)
		default:
			y.complain(y.line(value), "%s: %q is not allowed; allowed: add, remove", name, key)
		}
	})
}

// refs reads a list of ids, or a single one.
func (y *yamlReader) refs(n *yaml.Node, name string) []TagRef {
	list := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		list = n.Content
	}
	var refs []TagRef
	for _, v := range list {
		switch {
		case v.Kind != yaml.ScalarNode:
			y.complain(y.line(v), "%s: allowed is a list of ids", name)
		case v.Value != "" && v.Tag != "!!null":
			refs = append(refs, TagRef{ID: OneLine(v.Value, MaxFieldBytes), Line: y.line(v)})
		}
	}
	return refs
}

// flat writes any value in one line.
func (y *yamlReader) flat(n *yaml.Node, depth int) (string, bool) {
	if n.Kind == yaml.AliasNode || depth > yamlDepth {
		y.complain(y.line(n), "a value may neither be an alias (*name) nor nested deeper than %d", yamlDepth)
		return "", false
	}
	if n.Kind == yaml.ScalarNode {
		if n.Tag == "!!null" {
			return "", true
		}
		return strings.TrimSpace(n.Value), true
	}
	var parts []string
	for i, child := range n.Content {
		text, ok := y.flat(child, depth+1)
		if !ok {
			return "", false
		}
		if n.Kind == yaml.MappingNode && i%2 == 1 {
			parts[len(parts)-1] += ": " + text
			continue
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; "), true
}
