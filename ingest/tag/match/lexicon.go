package match

import (
	"maps"
	"slices"
	"strings"

	"daftar/index/analysis/words"
	"daftar/index/vocabulary"
)

// Lexicon is a vocabulary compiled for matching. It does not change and is safe for use by many goroutines.
type Lexicon struct {
	ascii   wordTable // words of ASCII letters; apart, so that English finds its own quickly
	other   wordTable
	edges   map[edge]int32
	terms   [][]Term // by node; node 0 is the root
	symbols int32    // the number of symbols
	numbers int32    // the number of terms

	patterns          patterns
	inflected         map[stemKey][]inflected
	inflections       map[string]*inflections
	prefixes          []languagePrefixes
	languages         languages
	ambiguousAcronyms []string
	scanner           *words.Scanner // of terms; nil once compiled
}

type wordTable map[string]word

// word is what is known of a word in small letters.
type word struct {
	symbol  int32 // 0 if no term has it
	acronym int32 // the symbol of the same word in capitals
	class   words.Word
}

// edge leads from a node of the trie over a word, behind a gap, to another node.
type edge struct {
	node, symbol int32
	gap          words.Gap
}

// Compile compiles a vocabulary. Classes are the classes of words for the rules that read the tokens of a Scanner.
func Compile(v *vocabulary.Vocabulary, classes map[string]words.Word) *Lexicon {
	l := &Lexicon{ascii: wordTable{}, other: wordTable{}, edges: map[edge]int32{}, terms: make([][]Term, 1), patterns: newPatterns(),
		inflected: map[stemKey][]inflected{}, inflections: compileInflections(v.Inflections()),
		languages: newLanguages(v.Inflections()), scanner: &words.Scanner{}}
	for _, rules := range v.Inflections().Languages {
		if !rules.Prefixes.IsZero() {
			l.prefixes = append(l.prefixes, languagePrefixes{rules.Lang, foldedPrefixes(rules.Prefixes)})
		}
	}
	for _, c := range v.CountryContexts() {
		l.ambiguousAcronyms = append(l.ambiguousAcronyms, c.AmbiguousAcronyms...)
	}
	l.addClasses(classes)
	for n, c := range v.Countries() {
		personal := map[string]bool{}
		for _, w := range c.Words {
			for _, term := range w.PersonalNames {
				personal[term] = true
			}
		}
		for _, w := range c.Words {
			l.addCountry(int32(n), w, personal)
		}
	}
	for n, t := range v.Themes() {
		numbers := map[string]int32{}
		for _, terms := range t.Terms {
			l.addTheme(int32(n), terms, numbers)
		}
	}
	l.scanner = nil
	return l
}

// addClasses enters words with their classes. Where several spellings fold to one key, the class of the spelling that is
// the key counts, else that of the first in the order of bytes: the order of a map must not decide.
func (l *Lexicon) addClasses(classes map[string]words.Word) {
	for _, text := range slices.Sorted(maps.Keys(classes)) {
		key := words.Key(text)
		table := l.tableOf(key)
		if class, exact := classes[key]; exact {
			table[key] = word{class: class}
		} else if _, known := table[key]; !known {
			table[key] = word{class: classes[text]}
		}
	}
}

// tableOf returns the table in which a word is.
func (l *Lexicon) tableOf(key string) wordTable {
	if words.IsASCII(key) {
		return l.ascii
	}
	return l.other
}

// Letters that stand for the wildcards of a term while it is cut into words like a text; no term has them.
const (
	anyLetter = 'ʔ'
	anyEnding = 'ʘ'
)

var wildcards = strings.NewReplacer("?", string(anyLetter), "*", string(anyEnding))

// addTerm enters a term in all its spellings.
func (l *Lexicon) addTerm(term string, t Term, how inflecting) {
	for _, spelling := range spellings(wildcards.Replace(term)) {
		l.addPath(spelling, t, how)
	}
}

// spellings returns a term with and without each of its hyphens; a hyphen that stays separates words like a space.
func spellings(term string) []string {
	before, behind, found := strings.Cut(term, "-")
	if !found {
		return []string{term}
	}
	var all []string
	for _, rest := range spellings(behind) {
		all = append(all, before+"-"+rest, before+rest)
	}
	return all
}

// addPath enters the words of a term as nodes of the trie, each behind its gap.
func (l *Lexicon) addPath(term string, t Term, how inflecting) {
	inCapitals := isAcronym(term)
	tokens := l.scanner.Scan(term, 0, len(term), len(term))
	node := int32(0)
	for n, token := range tokens {
		acronym := token.AllCaps && (inCapitals || token.End-token.Start > 1)
		t.acronym = t.acronym || acronym
		if token.Capitalized && n < 32 {
			t.capitals |= 1 << n
		}
		step := edge{node: node}
		key := words.Key(term[token.Start:token.End])
		if how.paradigms != nil && !acronym && (how.everyWord || n == len(tokens)-1) {
			step.symbol = l.inflectedSymbol(key, how.paradigms, how.apostrophe)
		} else {
			step.symbol = l.symbolOf(key, acronym)
		}
		if n > 0 {
			step.gap = token.Gap
		}
		node = l.next(step)
	}
	if node != 0 {
		l.terms[node] = append(l.terms[node], t)
	}
}

// next returns the node behind an edge, a new one if there is none.
func (l *Lexicon) next(step edge) int32 {
	node, known := l.edges[step]
	if !known {
		node = int32(len(l.terms))
		l.terms = append(l.terms, nil)
		l.edges[step] = node
	}
	return node
}

// symbolOf returns the symbol of a word of a term, a new one if it has none.
func (l *Lexicon) symbolOf(key string, acronym bool) int32 {
	if strings.ContainsRune(key, anyLetter) || strings.ContainsRune(key, anyEnding) {
		return l.patterns.symbolOf(key, &l.symbols)
	}
	table := l.tableOf(key)
	w := table[key]
	symbol := &w.symbol
	if acronym {
		symbol = &w.acronym
	}
	if *symbol == 0 {
		l.symbols++
		*symbol = l.symbols
	}
	table[key] = w
	return *symbol
}

func isAcronym(term string) bool {
	return strings.ToUpper(term) == term && strings.ToLower(term) != term
}
