package index

import (
	"cmp"
	"maps"
	"slices"

	"daftar/index/message"
)

// Outcome classifies what happened to a file.
type Outcome string

const (
	OutcomeRead        Outcome = "read"        // gave at least one document
	OutcomeEmpty       Outcome = "empty"       // has no text
	OutcomeUnsupported Outcome = "unsupported" // has a format that is not supported
	OutcomeFailed      Outcome = "failed"      // should have given a document
)

// Outcomes summarises the files of an index: counts by format, and the reasons why files gave no document.
type Outcomes struct {
	Formats     []FormatCount `json:"formats,omitempty"` // by name
	Reasons     []ReasonCount `json:"reasons,omitempty"` // failed, empty, unsupported; the most frequent first
	Limited     int           `json:"limited"`           // files of which a limit cut something
	Failed      int           `json:"failed"`            // files, lines and embedded files that failed
	Empty       int           `json:"empty"`             // files
	Unsupported int           `json:"unsupported"`       // files
}

// FormatCount counts the files of one format and their documents. Each file is one of Read, Empty, Unsupported and Failed.
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

// ReasonCount counts the problems with one code that kept files, lines or embedded files from giving a document.
type ReasonCount struct {
	Outcome Outcome      `json:"outcome"`
	Code    ProblemCode  `json:"code"`
	Args    message.Args `json:"args,omitempty"` // of the first of them
	Count   int          `json:"count"`
	Paths   []string     `json:"paths"` // of the first maxReasonPaths of them
}

const maxReasonPaths = 3

// Problem returns the first of the problems, without its place.
func (r ReasonCount) Problem() Problem { return Problem{Code: r.Code, Args: r.Args} }

// NewOutcomes summarises files.
func NewOutcomes(files []File) Outcomes {
	c := outcomeCounter{formats: map[string]*FormatCount{}, reasons: map[reasonKey]*ReasonCount{}}
	for _, f := range files {
		c.addFile(f)
	}
	o := c.outcomes
	for _, name := range slices.Sorted(maps.Keys(c.formats)) {
		o.Formats = append(o.Formats, *c.formats[name])
	}
	for _, reason := range c.reasons {
		o.Reasons = append(o.Reasons, *reason)
	}
	order := []Outcome{OutcomeFailed, OutcomeEmpty, OutcomeUnsupported}
	slices.SortFunc(o.Reasons, func(a, b ReasonCount) int {
		return cmp.Or(slices.Index(order, a.Outcome)-slices.Index(order, b.Outcome), b.Count-a.Count, cmp.Compare(a.Code, b.Code))
	})
	return o
}

type outcomeCounter struct {
	outcomes Outcomes
	formats  map[string]*FormatCount
	reasons  map[reasonKey]*ReasonCount
}

type reasonKey struct {
	outcome Outcome
	code    ProblemCode
}

func (c *outcomeCounter) addFile(f File) {
	name := cmp.Or(f.Format, "unknown")
	if c.formats[name] == nil {
		c.formats[name] = &FormatCount{Format: name}
	}
	count := c.formats[name]
	count.Files++
	count.Documents += f.Documents
	if slices.ContainsFunc(f.Problems, isLimit) {
		count.Limited++
		c.outcomes.Limited++
	}
	outcome := f.effectiveOutcome()
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
			c.addReason(OutcomeFailed, f.Path, p)
		case outcome != OutcomeRead && !isLimit(p):
			c.addReason(outcome, f.Path, p)
		}
	}
}

func isLimit(p Problem) bool { return p.Code.IsLimit() }

// effectiveOutcome is the recorded outcome, unless that contradicts the number of documents.
func (f File) effectiveOutcome() Outcome {
	if f.Documents > 0 {
		return OutcomeRead
	}
	return cmp.Or(f.Outcome, OutcomeFailed)
}

func (c *outcomeCounter) addReason(outcome Outcome, path string, p Problem) {
	key := reasonKey{outcome, p.Code}
	r := c.reasons[key]
	if r == nil {
		r = &ReasonCount{Outcome: outcome, Code: p.Code, Args: p.Args}
		c.reasons[key] = r
	}
	r.Count++
	if len(r.Paths) < maxReasonPaths && !slices.Contains(r.Paths, path) {
		r.Paths = append(r.Paths, path)
	}
}
