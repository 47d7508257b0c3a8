package plan

import (
	"strings"

	"daftar/index/query"
)

// Node is a part of a plan: And, Or, DisMax, Not, Terms, *Phrase, Filter or Cached. A nil Node matches every document.
type Node any

// And matches documents that all parts match.
type And struct{ Parts []Node }

// Or matches documents that at least one part matches.
type Or struct{ Parts []Node }

// DisMax matches documents that at least one part matches, and scores the best part only: the parts are alternative names
// of the same thing.
type DisMax struct {
	Parts []Node
	Key   string // under which the engine may cache the documents that match; "" if it must not
}

// Not matches documents that its part does not match.
type Not struct{ Part Node }

// Filter is a filter that is written as a word of the query.
type Filter struct{ Filter query.Filter }

// Cached stands for a DisMax that an earlier query has evaluated: Documents is what Compiler.Cached returned.
type Cached struct{ Documents any }

// Scope is the part of a document in which terms are looked up.
type Scope string

// The scopes.
const (
	ScopeAll   Scope = ""      // title and body
	ScopeTitle Scope = "title" // title only
)

// Terms matches documents with at least one of the terms, which count as one word.
type Terms struct {
	Text  string // as typed
	Terms []string
	Exact bool // Terms are unstemmed terms instead of stems
	Scope Scope
}

// Label names the word in an explanation.
func (t Terms) Label() string { return label(t.Text, t.Scope) }

// Phrase matches documents with terms at consecutive positions, or near each other.
type Phrase struct {
	Text string // as typed
	// Variants are the ways to write the phrase, each a list of consecutive terms. With Near it is one list of different
	// terms in any order.
	Variants   [][]string
	Near       int // above 0: the number of other words that may be between the terms
	Scope      Scope
	CountLimit int // above 0: the number of candidate documents to check
}

// Label names the phrase in an explanation.
func (p *Phrase) Label() string { return label(p.Text, p.Scope) }

func label(text string, scope Scope) string {
	text = strings.TrimSpace(text)
	if scope == ScopeTitle {
		return "title:" + text
	}
	return text
}
