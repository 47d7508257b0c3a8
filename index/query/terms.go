package query

import (
	"slices"
	"strings"
	"unicode"

	"daftar/index/analysis"
	"daftar/index/vocabulary"
)

// Words returns the words that a tree requires, as typed and each once: without negated words, stop words, CJK runs,
// prefixes and fuzzy words.
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

// wordsOf returns the words of a leaf as typed. A word with hyphens is one word.
func wordsOf(text string) (all []string) {
	covered := 0
	for _, t := range analysis.Tokens(text, "") {
		if t.PositionLength > 1 { // the joined form comes after its parts
			all = append(all[:max(0, len(all)-t.PositionLength)], text[t.Start:t.End])
		} else if t.PositionLength == 1 && t.Start >= covered && !analysis.IsCJK(text[t.Start:]) {
			all = append(all, text[t.Start:t.End])
		}
		covered = max(covered, t.End)
	}
	return all
}

// ReplaceWord returns a text in which each occurrence of a word, as a word, is replaced by another.
func ReplaceWord(text, word, replacement string) string {
	var b strings.Builder
	copied := 0
	for _, t := range analysis.Tokens(text, "") {
		if t.Start >= copied && t.PositionLength > 0 && text[t.Start:t.End] == word {
			b.WriteString(text[copied:t.Start] + replacement)
			copied = t.End
		}
	}
	return b.String() + text[copied:]
}

// Correctable reports whether a spelling correction may be proposed for a word: not for an acronym in upper case, a number
// or a word of a country's name. The vocabulary may be nil.
func Correctable(word string, v *vocabulary.Vocabulary) bool {
	letters := []rune(word)
	isUpper := !slices.ContainsFunc(letters, func(r rune) bool { return unicode.ToUpper(r) != r || unicode.ToLower(r) == r })
	switch {
	case isUpper && len(letters) <= maxAcronym, slices.ContainsFunc(letters, unicode.IsNumber):
		return false
	case strings.Contains(word, "."), analysis.IsProtected(word):
		return false
	}
	return v == nil || !v.IsCountryWord(word)
}
