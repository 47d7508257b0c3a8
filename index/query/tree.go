// Package query turns what the user typed into a tree, and the tree back into words.
package query

// Node is a part of a question. Its String gives query text that parses to the same tree.
type Node interface {
	String() string
	node()
}

// And matches the documents that all parts match; its score is the sum of theirs.
type And []Node

// Or matches the documents that at least one part matches; its score is the sum of those that match.
type Or []Node

// Not matches the documents that its part does not match, and scores nothing.
type Not struct{ Node Node }

// Word is one word as typed, without quotes: any of its forms matches. A word with hyphens matches its parts written
// together, hyphenated or apart but adjacent.
type Word struct {
	Field string // "" for the whole document, "title"
	Text  string
}

// CJKRun is a stretch of a script that is written without spaces (Chinese): its overlapping pairs, all of them. Under
// match=any it has become an Or of words.
type CJKRun struct {
	Field string
	Text  string
}

// Phrase is words in quotes: unstemmed, in this order, adjacent. With Near above 0 the words may stand in any order
// with at most that many other words between the first and the last.
type Phrase struct {
	Field string
	Text  string // between the quotes, as typed
	Near  int
}

// Prefix is word*: every word that begins so, unstemmed.
type Prefix struct {
	Field string
	Text  string // without the star, at least MinPrefix letters
}

// Fuzzy is word~: every word that is at most Distance letters away (one put in, left out, changed, or two neighbours
// swapped), unstemmed.
type Fuzzy struct {
	Field    string
	Text     string
	Distance int // 1 or 2
}

// Synonyms is a part of the question with other ways to say it, which the vocabulary knows: what the part matches, or any
// of the others. It prints as the part alone; quoting the part switches the others off.
type Synonyms struct {
	Node         Node
	Alternatives []Node // words and phrases
}

// Filter is a filter written as a word, such as country:PK or after:2024.
type Filter struct {
	Name  string // country, theme, theme_group, source, lang, format, after, before
	Value string // resolved: PK, a theme's id, YYYY, YYYY-MM or YYYY-MM-DD
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
