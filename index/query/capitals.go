package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis"
)

// capitals says what the letters of a question tell by being large.
type capitals uint8

const (
	tellAcronyms capitals = iota // some are small: a word in capitals is an acronym
	tellLittle                   // all are large, but the words are few and short: acronyms, or words
	tellNothing                  // all are large
)

// Limits of an acronym, and from how many words on that might be acronyms a question in capitals is just written so.
const (
	maxAcronym = 5
	manyWords  = 3
	shortCode  = 3 // letters of a country's code
)

// capitalsOf reads the letters of a question's words. It asks the tree, in which words that are too common are gone, so
// that the tree's own text tells the same.
func capitalsOf(tree Node) capitals {
	var c casing
	c.read(tree)
	switch {
	case c.small || c.words == 0:
		return tellAcronyms
	case c.long || c.words >= manyWords:
		return tellNothing
	}
	return tellLittle
}

// casing is what the words of a tree are written in.
type casing struct {
	small bool // a small letter
	long  bool // a word in capitals that is too long for an acronym
	words int  // with capitals
}

func (c *casing) read(n Node) {
	switch n := n.(type) {
	case And:
		for _, p := range n {
			c.read(p)
		}
	case Or:
		for _, p := range n {
			c.read(p)
		}
	case Not:
		c.read(n.Node)
	case Synonyms:
		c.read(n.Node)
	case Word:
		c.word(n.Text)
	case Prefix:
		c.word(n.Text)
	case Fuzzy:
		c.word(n.Text)
	}
}

func (c *casing) word(text string) {
	large := 0
	for _, r := range text {
		c.small = c.small || unicode.IsLower(r) || unicode.IsTitle(r)
		if unicode.IsUpper(r) {
			large++
		}
	}
	c.words += min(large, 1)
	c.long = c.long || large > maxAcronym
}

// soften writes a word in small letters where its capitals tell nothing, unless it is known in capitals alone: US, UN.
func (s *splitter) soften(word string) string {
	if s.capitals != tellNothing {
		return word
	}
	small := strings.ToLower(word)
	if v := s.vocabulary; v != nil && len(v.Synonyms(word)) > 0 && len(v.Synonyms(small)) == 0 || small == word {
		return word
	}
	s.notes.say("query.note-capitals")
	return small
}

// anyCase returns the node of a word: one in capitals that may as well be no acronym is searched in any case, exactly.
// What the vocabulary knows is what it knows, and of words that are too common only the acronym is asked for (US, WHO).
func (s *splitter) anyCase(w Word) Node {
	small := strings.ToLower(w.Text)
	if s.capitals != tellLittle || small == w.Text || utf8.RuneCountInString(w.Text) < 2 || analysis.IsStop(small) || !isOneWord(w.Text) {
		return w
	}
	if v := s.vocabulary; v != nil {
		_, country := v.CountryByName(w.Text)
		acronym := len(v.Synonyms(w.Text)) > 0
		if country && utf8.RuneCountInString(w.Text) > shortCode || !acronym && len(v.Synonyms(small)) > 0 {
			w.Text = small // IRAN is Iran and KABUL Kabul, PK and UAE are what they are
			return w
		}
		if country || acronym {
			return w
		}
	}
	s.notes.of(sayAnyCase, w.Text)
	return Phrase{Field: w.Field, Text: w.Text}
}
