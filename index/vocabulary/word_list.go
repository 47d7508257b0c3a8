package vocabulary

import (
	"slices"
	"strings"

	"daftar/index/yamlfile"
)

// readWords reads a list of words separated by spaces; repeated words are reported.
func readWords(n yamlfile.Node) []string {
	var words []string
	for word := range strings.FieldsSeq(n.Text()) {
		if slices.Contains(words, word) {
			n.ReportTerm(word, yamlfile.KindDuplicate, "word %q is repeated in this list", word)
			continue
		}
		words = append(words, word)
	}
	return words
}

// readStems is readWords for lists in which "*" at the end of a word stands for any ending.
func readStems(n yamlfile.Node) []string {
	words := readWords(n)
	for _, word := range words {
		stem, open := strings.CutSuffix(word, "*")
		switch {
		case strings.Contains(stem, "*"):
			n.ReportTerm(word, yamlfile.KindValue, "word %q: \"*\" is allowed at the end only", word)
		case open && len([]rune(stem)) < minStem:
			n.ReportTerm(word, yamlfile.KindValue, "word %q: at least %d letters must stand before \"*\"", word, minStem)
		}
	}
	return words
}

// minStem is the least length of a stem in letters: shorter ones match too many words.
const minStem = 2

// languageSections calls read with the language of each section of a word list and reports a language that is missing,
// unknown or repeated.
func languageSections(v *Vocabulary, top yamlfile.Fields, allowed []string, read func(lang string, f yamlfile.Fields)) {
	seen := map[string]int{}
	for _, n := range top.Get("languages").List() {
		f := n.Fields(append([]string{"language"}, allowed...)...)
		lang := readLanguageCode(v, f)
		addID(seen, lang, 0, n)
		if f.Len() < 2 {
			n.Report(yamlfile.KindMissing, "language %q has no words; allowed: %s", lang, strings.Join(allowed, ", "))
		}
		read(lang, f)
	}
}
