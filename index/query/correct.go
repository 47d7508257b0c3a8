package query

import (
	"slices"
	"strings"
	"unicode"

	"daftar/index/analysis"
	"daftar/index/vocabulary"
)

// Words returns the words that a tree asks for, as typed and each once: not those that it leaves out, no stop words, no
// runs of a script without spaces, no beginnings and no words already asked for in similar spellings.
func Words(tree Node) []string { return appendWords(nil, tree) }

func appendWords(all []string, n Node) []string {
	text := ""
	switch n := n.(type) {
	case And:
		for _, p := range n {
			all = appendWords(all, p)
		}
	case Or:
		for _, p := range n {
			all = appendWords(all, p)
		}
	case Synonyms:
		return appendWords(all, n.Node)
	case Word:
		text = n.Text
	case Phrase:
		text = n.Text
	}
	for _, word := range wordsOf(text) {
		if !analysis.IsStop(word) && !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	return all
}

// wordsOf returns the words of a leaf as typed: one with hyphens is one word.
func wordsOf(text string) (all []string) {
	tokens := analysis.Tokens(text, "")
	covered := 0
	for _, t := range tokens {
		if t.PositionLength > 1 { // the joined form comes behind its parts
			all = append(all[:max(0, len(all)-t.PositionLength)], text[t.Start:t.End])
		} else if t.PositionLength == 1 && t.Start >= covered && !analysis.IsCJK(text[t.Start:]) {
			all = append(all, text[t.Start:t.End])
		}
		covered = max(covered, t.End)
	}
	return all
}

// ReplaceWord returns a text in which a word stands in the place of another, wherever it stands as a word of its own.
func ReplaceWord(text, word, by string) string {
	var b strings.Builder
	at := 0
	for _, t := range analysis.Tokens(text, "") {
		if t.Start >= at && t.PositionLength > 0 && text[t.Start:t.End] == word {
			b.WriteString(text[at:t.Start] + by)
			at = t.End
		}
	}
	return b.String() + text[at:]
}

// Correctable reports whether another spelling may be proposed for a word: not for an acronym in capitals, a number, or
// a word of a country's name.
func Correctable(word string, v *vocabulary.Vocabulary) bool {
	letters := []rune(word)
	capitals := !slices.ContainsFunc(letters, func(r rune) bool { return unicode.ToUpper(r) != r || unicode.ToLower(r) == r })
	switch {
	case capitals && len(letters) <= longestAcronym, slices.ContainsFunc(letters, unicode.IsNumber):
		return false
	case strings.Contains(word, "."), analysis.IsProtected(word):
		return false
	}
	return v == nil || !v.IsCountryWord(word)
}

// longestAcronym is, in letters, what analysis takes for one.
const longestAcronym = 5

// Relaxed is a question without one of its conditions.
type Relaxed struct {
	Dropped Node
	Rest    Node
}

// Relaxations returns a question without each of the conditions that hold side by side, in their order: words, phrases,
// groups, filters, and what it leaves out. One condition alone cannot be dropped.
func Relaxations(tree Node) []Relaxed {
	parts, _ := tree.(And)
	var all []Relaxed
	for i, p := range parts {
		rest := slices.Delete(slices.Clone(parts), i, i+1)
		all = append(all, Relaxed{p, unwrap(rest, rest)})
	}
	return all
}
