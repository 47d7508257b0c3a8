package yamlfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Kind says what kind of mistake a diagnostic reports, for callers that show their own text.
type Kind uint8

// The kinds of mistakes.
const (
	KindValue     Kind = iota // a value is not allowed
	KindSyntax                // not YAML, or an alias
	KindTooLarge              // over the limit of bytes or depth
	KindUnknown               // a key that is not allowed
	KindDuplicate             // a key, term or id comes twice
	KindType                  // a list where text is expected, and so on
	KindMissing               // a required key or value is missing
)

// Diagnostic is one mistake in a file.
type Diagnostic struct {
	File    string
	Line    int // from 1; 0 for the file as a whole
	Kind    Kind
	Key     string // the key whose value is wrong, or the wrong key; "" at the top
	Message string // in English: what is wrong, what is allowed, and a suggestion where there is one
}

// String returns FILE:LINE: MESSAGE, without the parts that are not known.
func (d Diagnostic) String() string {
	switch {
	case d.File == "" && d.Line == 0:
		return d.Message
	case d.File == "":
		return fmt.Sprintf("line %d: %s", d.Line, d.Message)
	case d.Line == 0:
		return d.File + ": " + d.Message
	}
	return fmt.Sprintf("%s:%d: %s", d.File, d.Line, d.Message)
}

// Diagnostics are all mistakes of one or more files. As an error they print one a line.
type Diagnostics []Diagnostic

// Error returns every diagnostic on its own line.
func (d Diagnostics) Error() string {
	lines := make([]string, len(d))
	for n, diagnostic := range d {
		lines[n] = diagnostic.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns the diagnostics sorted by file and line, as an error; nil if there are none.
func (d Diagnostics) Err() error {
	if len(d) == 0 {
		return nil
	}
	slices.SortStableFunc(d, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return d
}
