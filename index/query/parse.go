package query

import (
	"unicode/utf8"

	"daftar/index/vocabulary"
)

// Limits of a question. What they cut is said in a note.
const (
	// MaxWords bounds what an engine has to look up: longer questions are pasted texts, whose first words say enough.
	// Words in quotes, pairs of a Chinese run and filters count, words that are too common do not.
	MaxWords = 64
	// MaxTextLength is the length, in characters, of the text that is read: about three pages.
	MaxTextLength = 10_000
	// MaxDepth is how deep brackets may be nested: far more than people read, far less than a stack holds.
	MaxDepth = 12
	// MaxNear is how many words may stand between the words of "a b"~n: about a long sentence.
	MaxNear = 50
	// MaxValueLength is the length, in characters, of a filter's value: longer ones are quotations put in the wrong place.
	MaxValueLength = 200
	// MinPrefix is how many letters must stand before a star: fewer begin too many words.
	MinPrefix = 3
	// MinFuzzy is how many letters a word must have to be looked for in similar spellings: shorter ones resemble each
	// other too much. Longer ones than LongFuzzy may differ in two letters.
	MinFuzzy          = 4
	MaxLettersOneEdit = 7
)

// Options say how a text is to be read. The zero Options read the query language, require every word and take the
// values of filters as they are.
type Options struct {
	MatchAny bool // match=any: documents rank by as many of the words as possible; filters and negations stay required
	Plain    bool // quotes, brackets, colons, operators mean nothing: a dataset's question, a pasted sentence

	// Vocabulary knows the countries, themes and languages that filters may name, and their labels. Without it the
	// values of filters are not checked.
	Vocabulary *vocabulary.Vocabulary

	// Speaker says the notes and reads the tree aloud; nil does it in English.
	Speaker Speaker
}

// Parsed is a text as it was understood.
type Parsed struct {
	Tree        Node     // nil: no words, everything matches
	Notes       []string // what was left out, cut or read otherwise than typed, in words
	Description string   // the tree read aloud: "documents that contain drill, about Pakistan"
	Expansions  []Expansion
}

// Expansion is a part of the question that is also searched in other words.
type Expansion struct {
	Text         string   // the part
	Alternatives []string // the other words
	ExactQuery   string   // the question with this part in quotes, which switches them off
}

// Parse reads what a user typed. No text is an error: what does not parse is searched as plain words, and a note says
// so. Parsing the String of the tree with the same options (Plain aside) gives the same tree.
//
// Words side by side are all required. AND binds closest, then OR, then standing side by side: in "drill country:PK
// naval OR air" the first two are required, whichever of the others is found. Operators are in capitals.
func Parse(text string, o Options) Parsed {
	n := notes{speaker: o.speaker()}
	tree, ok := read(text, o, &n)
	if !ok {
		n = notes{speaker: n.speaker}
		n.say("query.note-deep", MaxDepth)
		o.Plain = true
		tree, _ = read(text, o, &n)
	}
	return Parsed{Tree: tree, Notes: n.lines(), Description: aloud(tree, o), Expansions: expansions(tree)}
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
		n.say("query.note-long", MaxTextLength)
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
		if v := o.Vocabulary; v != nil && o.MatchAny { // alternatives are single words, and so are their other names
			short = expand(short, v, 1)
		} else if v != nil {
			short = expand(short, v, v.MaxSynonymWords())
		}
		if o.MatchAny {
			short = loosen(short)
		}
		if budget > 1 && short != nil && utf8.RuneCountInString(short.String()) > MaxTextLength {
			continue
		}
		if c.cut {
			n.say("query.note-words", budget, c.last)
		}
		return short
	}
}
