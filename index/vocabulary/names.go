package vocabulary

import "strings"

// IsCountryWord reports whether a word, in any case, is a name, adjective or people of a country, or one of the words of
// such a name: Lanka.
func (v *Vocabulary) IsCountryWord(word string) bool {
	word = fold(word)
	if word == "" {
		return false
	}
	for name := range v.byName {
		if rest, ok := strings.CutPrefix(name, word); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
		if strings.HasSuffix(name, " "+word) || strings.Contains(name, " "+word+" ") {
			return true
		}
	}
	return false
}
