package query

import (
	"fmt"
	"unicode/utf8"

	"daftar/index/vocabulary"
)

// Limits of a question. What they cut is said in a note.
const (
	// MaxWords bounds what an engine has to look up: longer questions are pasted texts, whose first words say enough.
	// Words in quotes, pairs of a Chinese run and filters count, words that are too common do not.
	MaxWords = 64
	// MaxText is the length, in characters, of the text that is read: about three pages.
	MaxText = 10_000
	// MaxDepth is how deep brackets may be nested: far more than people read, far less than a stack holds.
	MaxDepth = 12
	// MaxNear is how many words may stand between the words of "a b"~n: about a long sentence.
	MaxNear = 50
	// MaxValue is the length, in characters, of a filter's value: longer ones are quotations put in the wrong place.
	MaxValue = 200
	// MinPrefix is how many letters must stand before a star: fewer begin too many words.
	MinPrefix = 3
	// MinFuzzy is how many letters a word must have to be looked for in similar spellings: shorter ones resemble each
	// other too much. Longer ones than LongFuzzy may differ in two letters.
	MinFuzzy  = 4
	LongFuzzy = 7
)

// Options say how a text is to be read. The zero Options read the query language, require every word and take the
// values of filters as they are.
type Options struct {
	Any   bool // match=any: documents rank by as many of the words as possible; filters and negations stay required
	Plain bool // quotes, brackets, colons, operators mean nothing: a dataset's question, a pasted sentence

	// Vocabulary knows the countries, themes and languages that filters may name, and their labels. Without it the
	// values of filters are not checked.
	Vocabulary *vocabulary.Vocabulary
}

// Parsed is a text as it was understood.
type Parsed struct {
	Tree       Node     // nil: no words, everything matches
	Notes      []string // what was left out, cut or read otherwise than typed, in words
	Understood string   // the tree read aloud: "documents that contain drill, about Pakistan"
	Expansions []Expansion
}

// Expansion is a part of the question that is also searched in other words.
type Expansion struct {
	Text    string   // the part
	Others  []string // the other words
	Without string   // the question with this part in quotes, which switches them off
}

// Parse reads what a user typed. No text is an error: what does not parse is searched as plain words, and a note says
// so. Parsing the String of the tree with the same options (Plain aside) gives the same tree.
//
// Words side by side are all required. AND binds closest, then OR, then standing side by side: in "drill country:PK
// naval OR air" the first two are required, whichever of the others is found. Operators are in capitals.
func Parse(text string, o Options) Parsed {
	var n notes
	tree, ok := read(text, o, &n)
	if !ok {
		n = notes{}
		n.say("the brackets are nested more than %d deep: everything is searched as plain words", MaxDepth)
		o.Plain = true
		tree, _ = read(text, o, &n)
	}
	return Parsed{Tree: tree, Notes: n.lines(), Understood: aloud(tree, o), Expansions: expansions(tree)}
}

// read returns the tree of a text and false if its brackets are nested too deep. What its capitals tell can be said only
// when the words are known, so that a question in capitals is read twice.
func read(text string, o Options, n *notes) (Node, bool) {
	first := *n
	tree, ok := readAs(text, o, tellAcronyms, n)
	if c := capitalsOf(tree); ok && c != tellAcronyms {
		*n = first
		return readAs(text, o, c, n)
	}
	return tree, ok
}

func readAs(text string, o Options, c capitals, n *notes) (Node, bool) {
	text, cut := clean(text)
	if cut {
		n.say("the text is longer than %d characters: the rest was left out", MaxText)
	}
	l := lexer{text: text, options: o, capitals: c, notes: n}
	lexemes := settle(balance(l.all(), n), n)
	if nesting(lexemes) > MaxDepth {
		return nil, false
	}
	p := parser{rest: lexemes, notes: n}
	tree := fit(p.sequence(), o, n)
	return tree, depth(tree) <= MaxDepth
}

// fit brings a tree into its one shape and within the limits.
func fit(tree Node, o Options, n *notes) Node {
	tree = tidy(tree, n)
	for budget := MaxWords; ; budget-- {
		c := cutter{left: budget}
		short := tidy(c.prune(tree), n)
		if v := o.Vocabulary; v != nil && o.Any { // alternatives are single words, and so are their other names
			short = expand(short, v, 1)
		} else if v != nil {
			short = expand(short, v, v.LongestSynonym())
		}
		if o.Any {
			short = loosen(short)
		}
		if budget > 1 && short != nil && utf8.RuneCountInString(short.String()) > MaxText {
			continue
		}
		if c.cut {
			n.say("a question has at most %d words: those after %s were left out", budget, c.last)
		}
		return short
	}
}

// notes collects what is to be said about a question.
type notes struct {
	said   []string
	groups []group
}

// group is words of which the same is to be said.
type group struct {
	format string
	words  []string
}

// Limits of notes: more than a screen of them is not read.
const (
	maxNotes = 12
	maxNamed = 10 // words named in one note
)

// What is said of words that were not searched as typed; %s is the words.
const (
	sayStop    = "%s: left out, too common; put in quotes to require them"
	sayBlank   = "%s: left out, no letters or digits"
	sayPrefix  = "%s: a beginning needs at least 3 letters and is one word, it is searched as a whole word"
	sayFuzzy   = "%s: names of countries, acronyms, numbers and words of less than 4 letters are not searched in similar spellings, the word is searched as it stands"
	sayAnyCase = "%s: searched exactly, in capitals or not; as a word of the language in small letters"
	sayStray   = "%s: left out, it needs a word on each side (NOT: after it); operators are in capitals"
)

func (n *notes) say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	for _, said := range n.said {
		if said == line {
			return
		}
	}
	n.said = append(n.said, line)
}

// of adds a word to the note of a kind.
func (n *notes) of(format, word string) {
	for i := range n.groups {
		if n.groups[i].format == format {
			n.groups[i].add(word)
			return
		}
	}
	n.groups = append(n.groups, group{format, []string{word}})
}

func (g *group) add(word string) {
	for _, w := range g.words {
		if w == word {
			return
		}
	}
	g.words = append(g.words, word)
}

func (n *notes) lines() []string {
	lines := n.said
	for _, g := range n.groups {
		lines = append(lines, fmt.Sprintf(g.format, enumerate(g.words)))
	}
	if len(lines) > maxNotes {
		more := len(lines) - maxNotes
		lines = append(lines[:maxNotes:maxNotes], fmt.Sprintf("and %d more remarks", more))
	}
	return lines
}

// enumerate lists words, the first of them if they are many.
func enumerate(words []string) string {
	more := ""
	if len(words) > maxNamed {
		more = fmt.Sprintf(" and %d more", len(words)-maxNamed)
		words = words[:maxNamed]
	}
	return commas(words) + more
}
