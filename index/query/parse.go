package query

import (
	"unicode/utf8"

	"daftar/index/message"
	"daftar/index/vocabulary"
)

// Limits of a query. Truncation is reported in Parsed.Notes.
const (
	// MaxWords is the number of words that are searched; a longer query is a pasted text. Words in quotes, pairs of a
	// CJKRun and filters count, stop words do not.
	MaxWords = 64
	// MaxTextLength is the number of characters that are read: about three pages.
	MaxTextLength = 10_000
	// MaxDepth is the nesting depth of parentheses.
	MaxDepth = 12
	// MaxNear is the largest n of "a b"~n: about a long sentence.
	MaxNear = 50
	// MaxValueLength is the number of characters of a filter's value; a longer value is a quotation.
	MaxValueLength = 200
	// MinPrefix is the number of letters before a star; fewer match too many terms.
	MinPrefix = 3
	// MinFuzzy is the number of letters of a word that may be fuzzy: shorter words are too similar to each other.
	MinFuzzy = 4
	// MaxLettersOneEdit is the number of letters up to which the default edit distance is 1, and above which it is 2.
	MaxLettersOneEdit = 7
)

// Options select how a text is parsed. The zero Options parse the query language, require every word and take the values
// of filters as they are.
type Options struct {
	MatchAny bool // match=any: words are alternatives; filters and negations stay required
	Plain    bool // no query language: quotes, parentheses, colons and operators are text

	// Vocabulary resolves the values of filters and adds synonyms. Without it values of filters are not checked.
	Vocabulary *vocabulary.Vocabulary
}

// Parsed is the result of Parse.
type Parsed struct {
	Tree        Node              // nil: no words, every document matches
	Notes       []message.Message // parts that were ignored, cut or read otherwise than typed
	Description message.Message   // the tree in words, such as "drill but not naval, about Pakistan"
	Expansions  []Expansion
}

// Expansion is a part of the query that is also searched in other words.
type Expansion struct {
	Text         string   // the part
	Alternatives []string // the other words
	ExactQuery   string   // the query with this part in quotes, which switches the alternatives off
}

// Parse parses what a user typed. No text is an error: what does not parse is searched as plain words, with a note.
// Parsing the String of the tree with the same options (Plain aside) gives the same tree.
func Parse(text string, o Options) Parsed {
	n := &notes{}
	tree, ok := parse(text, o, n)
	if !ok {
		n = &notes{}
		n.add("query.note-depth", MaxDepth)
		o.Plain = true
		tree, _ = parse(text, o, n)
	}
	return Parsed{Tree: tree, Notes: n.messages(), Description: describe(tree, o), Expansions: expansions(tree)}
}

// parse returns the tree of a text, and false if its parentheses are nested too deep. Whether upper case means something
// is known only from the words of the tree, so a query in upper case is parsed twice.
func parse(text string, o Options, n *notes) (Node, bool) {
	before := *n
	tree, ok := parseWithCase(text, o, capsAcronyms, n)
	if c := caseOf(tree); ok && c != capsAcronyms {
		*n = before
		return parseWithCase(text, o, c, n)
	}
	return tree, ok
}

func parseWithCase(text string, o Options, c caseInfo, n *notes) (Node, bool) {
	text, cut := clean(text)
	if cut {
		n.add("query.note-length", MaxTextLength)
	}
	l := lexer{text: text, options: o, caseInfo: c, notes: n}
	tokens := dropStrayOperators(balanceParens(l.all(), n), n)
	if parenDepth(tokens) > MaxDepth {
		return nil, false
	}
	p := parser{rest: tokens}
	tree := normalizeWithinLimits(p.sequence(), o, n)
	return tree, depth(tree) <= MaxDepth
}

// normalizeWithinLimits normalises a tree, cuts it to MaxWords and adds synonyms. Words are cut until the text of the
// result can be parsed again within MaxTextLength.
func normalizeWithinLimits(tree Node, o Options, n *notes) Node {
	tree = normalize(tree, n)
	for budget := MaxWords; ; budget-- {
		t := truncator{left: budget}
		result := normalize(t.truncate(tree), n)
		if v := o.Vocabulary; v != nil {
			maxWords := v.MaxSynonymWords()
			if o.MatchAny { // alternatives are single words, and so are the terms with synonyms
				maxWords = 1
			}
			result = expander{v, maxWords}.expand(result)
		}
		if o.MatchAny {
			result = matchAny(result)
		}
		if budget > 1 && result != nil && utf8.RuneCountInString(result.String()) > MaxTextLength {
			continue
		}
		if t.cut {
			n.add("query.note-words", budget, t.last)
		}
		return result
	}
}
