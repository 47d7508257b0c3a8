package yamlfile

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The bounds of a file unless Options say otherwise.
const (
	DefaultMaxBytes = 16 << 20
	DefaultMaxDepth = 32
)

// Options say how a file is read. The zero value is usable.
type Options struct {
	Name      string // of the file, in diagnostics
	FirstLine int    // number of the first line, for YAML that begins inside another file; 0 is 1
	MaxBytes  int    // larger input is not parsed; 0 is DefaultMaxBytes
	MaxDepth  int    // of lists and mappings in one another; 0 is DefaultMaxDepth
}

// File is a parsed YAML file and the mistakes found in it so far. It is used by one goroutine.
type File struct {
	options     Options
	lines       []string
	root        *yaml.Node // nil if the file is empty or cannot be parsed
	diagnostics Diagnostics
}

// Parse parses YAML in UTF-8. If it cannot be parsed, Diagnostics says why and Root has no value. A value at the top that
// contains an alias or too many levels is reported and read as null. Only the first document
// of a file with several is read.
func Parse(data []byte, o Options) *File {
	o.FirstLine = max(o.FirstLine, 1)
	if o.MaxBytes == 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	f := &File{options: o}
	if len(data) > o.MaxBytes {
		f.Report(0, KindTooLarge, "", "larger than the limit of %d bytes", o.MaxBytes)
		return f
	}
	var document yaml.Node
	if err := unmarshal(data, &document); err != nil {
		line, reason := position(err)
		f.Report(line+o.FirstLine-1, KindSyntax, "", "not valid YAML: %s", reason)
		return f
	}
	f.lines = strings.Split(string(data), "\n")
	if len(document.Content) > 0 {
		f.root = f.checked(document.Content[0])
	}
	return f
}

// checked returns the top of a file without the values that are not plain: null stands in their place, so that one of
// them does not cost the others. A top that is no mapping is plain or nil.
func (f *File) checked(root *yaml.Node) *yaml.Node {
	if root.Kind != yaml.MappingNode {
		if !f.plain(root, 1) {
			return nil
		}
		return root
	}
	for i := 1; i < len(root.Content); i += 2 {
		if value := root.Content[i]; !f.plain(value, 2) {
			root.Content[i] = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", Line: value.Line, Column: value.Column}
		}
	}
	return root
}

// unmarshal turns a panic of the parser into an error: files come from strangers.
func unmarshal(data []byte, document *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the parser failed: %v", r)
		}
	}()
	return yaml.Unmarshal(data, document)
}

// position takes line and reason from an error of the parser, "yaml: line 3: reason", which has no field for the line.
func position(err error) (line int, reason string) {
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

// plain reports whether a tree has neither aliases nor more levels than allowed; it reports the first that it finds.
func (f *File) plain(n *yaml.Node, depth int) bool {
	if n.Kind == yaml.AliasNode {
		f.Report(f.line(n), KindSyntax, "", "aliases (*%s) are not allowed", n.Value)
		return false
	}
	if depth > f.options.MaxDepth {
		f.Report(f.line(n), KindTooLarge, "", "values may be nested %d levels deep at most", f.options.MaxDepth)
		return false
	}
	for _, child := range n.Content {
		if !f.plain(child, depth+1) {
			return false
		}
	}
	return true
}

func (f *File) line(n *yaml.Node) int { return n.Line + f.options.FirstLine - 1 }

// Root returns the top of the file; it has no value if the file is empty or cannot be parsed.
func (f *File) Root() Node { return Node{file: f, node: f.root} }

// Report adds a mistake. Line counts as Node.Line does; 0 is the file as a whole.
func (f *File) Report(line int, kind Kind, key, format string, args ...any) {
	f.diagnostics = append(f.diagnostics, Diagnostic{File: f.options.Name, Line: line, Kind: kind, Key: key, Message: fmt.Sprintf(format, args...)})
}

// Diagnostics returns the mistakes found so far, in the order in which they were found.
func (f *File) Diagnostics() Diagnostics { return f.diagnostics }
