package index

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Outcome is what became of a file.
type Outcome string

// The outcomes. A file is read if it gave at least one document; empty ones have no text, and unknown ones are of a
// format that is not read.
const (
	OutcomeRead        Outcome = "read"
	OutcomeEmpty       Outcome = "empty"
	OutcomeUnsupported Outcome = "unsupported"
	OutcomeFailed      Outcome = "failed"
)

// Outcomes says what became of the files of a reindex: a table by format, and why there is no text of some.
type Outcomes struct {
	Formats     []FormatCount `json:"formats,omitempty"` // by name
	Reasons     []Reason      `json:"reasons,omitempty"` // failed before empty before unknown, the commonest first
	Limited     int           `json:"limited"`           // files of which a limit cut something
	Failed      int           `json:"failed"`            // files, lines and held files that gave no document though they should
	Empty       int           `json:"empty"`             // files without text
	Unsupported int           `json:"unsupported"`       // files of a format that is not read
}

// FormatCount counts the files of one format, and the documents that they gave. Each file is one of Read, Empty,
// Unknown and Failed.
type FormatCount struct {
	Format      string `json:"format"`
	Files       int    `json:"files"`
	Documents   int    `json:"documents"`
	Read        int    `json:"read"`
	Empty       int    `json:"empty"`
	Limited     int    `json:"limited"` // of which a limit cut something
	Unsupported int    `json:"unsupported"`
	Failed      int    `json:"failed"`
}

// Reason is why files, lines or held files gave no document. Numbers and quoted words in which the reasons of several
// differ are left out.
type Reason struct {
	Outcome Outcome  `json:"outcome"`
	Reason  string   `json:"reason"`
	Count   int      `json:"count"`
	Paths   []string `json:"paths"` // the first of them, at most reasonPaths
}

// reasonPaths is how many files show what a reason is about.
const reasonPaths = 3

// NewOutcomes counts files.
func NewOutcomes(files []File) Outcomes {
	c := counter{formats: map[string]*FormatCount{}, reasons: map[reasonKey]*Reason{}}
	for _, f := range files {
		c.file(f)
	}
	r := c.outcomes
	for _, name := range slices.Sorted(maps.Keys(c.formats)) {
		r.Formats = append(r.Formats, *c.formats[name])
	}
	for _, reason := range c.reasons {
		r.Reasons = append(r.Reasons, *reason)
	}
	rank := []Outcome{OutcomeFailed, OutcomeEmpty, OutcomeUnsupported}
	slices.SortFunc(r.Reasons, func(a, b Reason) int {
		return cmp.Or(slices.Index(rank, a.Outcome)-slices.Index(rank, b.Outcome), b.Count-a.Count, strings.Compare(a.Reason, b.Reason))
	})
	return r
}

type counter struct {
	outcomes Outcomes
	formats  map[string]*FormatCount
	reasons  map[reasonKey]*Reason
}

type reasonKey struct {
	outcome Outcome
	masked  string
}

func (c *counter) file(f File) {
	name := cmp.Or(f.Format, "unknown")
	if c.formats[name] == nil {
		c.formats[name] = &FormatCount{Format: name}
	}
	count := c.formats[name]
	count.Files++
	count.Documents += f.Documents
	if slices.ContainsFunc(f.Problems, func(p Problem) bool { return p.Limit }) {
		count.Limited++
		c.outcomes.Limited++
	}
	outcome := f.outcome()
	switch outcome {
	case OutcomeRead:
		count.Read++
		c.outcomes.Failed += f.Lost
	case OutcomeEmpty:
		count.Empty++
		c.outcomes.Empty++
	case OutcomeUnsupported:
		count.Unsupported++
		c.outcomes.Unsupported++
	case OutcomeFailed:
		count.Failed++
		c.outcomes.Failed++
	}
	for _, p := range f.Problems {
		switch {
		case p.Lost:
			c.reason(OutcomeFailed, f.Path, p)
		case outcome != OutcomeRead && !p.Limit:
			c.reason(outcome, f.Path, p)
		}
	}
}

// outcome is what a file says of itself, or what can be told of one that an older version recorded.
func (f File) outcome() Outcome {
	switch {
	case f.Documents > 0:
		return OutcomeRead
	case f.Outcome == "":
		return OutcomeFailed
	}
	return f.Outcome
}

// varying are numbers and quoted words, in which reasons of the same kind differ; the 8 of UTF-8 is neither.
var varying = regexp.MustCompile(`(^|[ (])("[^"]*"|0x[0-9a-f]+|[0-9]+)`)

func (c *counter) reason(outcome Outcome, path string, p Problem) {
	key := reasonKey{outcome, varying.ReplaceAllString(p.Reason, "$1…")}
	r := c.reasons[key]
	if r == nil {
		r = &Reason{Outcome: outcome, Reason: p.Reason}
		c.reasons[key] = r
	}
	if r.Reason != p.Reason {
		r.Reason = key.masked
	}
	r.Count++
	if len(r.Paths) < reasonPaths && !slices.Contains(r.Paths, path) {
		r.Paths = append(r.Paths, path)
	}
}
