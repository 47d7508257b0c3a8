package query

import "unicode"

// caseInfo classifies how informative upper case is in a query.
type caseInfo uint8

const (
	capsAcronyms      caseInfo = iota // some letters are lower case: an upper-case word is an acronym
	capsAmbiguous                     // all letters are upper case, but the words are few and short: acronyms or words
	capsUninformative                 // all letters are upper case
)

const (
	maxAcronym     = 5 // letters of an acronym
	minUpperWords  = 3 // from this number of upper-case words on a query is just written in upper case
	maxCountryCode = 3 // letters of a country code
)

// caseOf classifies a tree, in which stop words are already gone, so that the text of the tree gives the same class.
func caseOf(tree Node) caseInfo {
	var c caseCounts
	c.visit(tree)
	switch {
	case c.lower || c.upperWords == 0:
		return capsAcronyms
	case c.long || c.upperWords >= minUpperWords:
		return capsUninformative
	}
	return capsAmbiguous
}

// caseCounts is the case of the words of a tree.
type caseCounts struct {
	lower      bool // there is a lower-case letter
	long       bool // an upper-case word is too long for an acronym
	upperWords int
}

func (c *caseCounts) visit(n Node) {
	switch n := n.(type) {
	case And:
		c.visitAll(n)
	case Or:
		c.visitAll(n)
	case Not:
		c.visit(n.Node)
	case Synonyms:
		c.visit(n.Node)
	case Word:
		c.word(n.Text)
	case Prefix:
		c.word(n.Text)
	case Fuzzy:
		c.word(n.Text)
	}
}

func (c *caseCounts) visitAll(parts []Node) {
	for _, p := range parts {
		c.visit(p)
	}
}

func (c *caseCounts) word(text string) {
	upper := 0
	for _, r := range text {
		c.lower = c.lower || unicode.IsLower(r) || unicode.IsTitle(r)
		if unicode.IsUpper(r) {
			upper++
		}
	}
	c.upperWords += min(upper, 1)
	c.long = c.long || upper > maxAcronym
}
