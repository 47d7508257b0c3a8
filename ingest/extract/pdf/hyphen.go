package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A hyphen at a line end belongs to the word ("long-term") or only breaks it. If the document has the word elsewhere,
// that form decides. If not, the hyphen stays between two halves that the document has as words, and in documents
// without broken words: those with few hyphens at line ends and no known broken word. Otherwise it is removed.
const (
	hyphenRunes = "-\u2010\u00ad"
	softHyphen  = "\u00ad"
	// hyphens in 100 lines that compound words explain
	compoundHyphens = 2
)

// hyphens knows how the document writes words that are hyphenated at line ends.
type hyphens struct {
	seen   map[string]int
	breaks bool // the document breaks words
}

// halves returns the two parts of a word that is hyphenated between two lines, without the hyphen.
func halves(text, next string) (first, second string, ok bool) {
	r, size := utf8.DecodeLastRuneInString(text)
	if next == "" || !strings.ContainsRune(hyphenRunes, r) {
		return "", "", false
	}
	text = text[:len(text)-size]
	first = text[strings.LastIndexFunc(text, unicode.IsSpace)+1:]
	second, _, _ = strings.Cut(next, " ")
	before, _ := utf8.DecodeLastRuneInString(first)
	after, _ := utf8.DecodeRuneInString(second)
	return first, second, (unicode.IsLetter(before) || unicode.IsDigit(before)) && (unicode.IsLetter(after) || unicode.IsDigit(after))
}

// newHyphens counts the occurrences of hyphenated words and their halves.
func newHyphens(all []paragraph) hyphens {
	h := hyphens{seen: make(map[string]int)}
	lines, ends := 0, 0
	eachBroken(all, func(first, second string) {
		ends++
		for _, word := range []string{first + second, first + "-" + second, first, second} {
			h.seen[normalizeWord(word)] = 0
		}
	})
	if ends == 0 {
		return h
	}
	for _, p := range all {
		lines += len(p.lines)
		for i := range p.lines {
			for word := range strings.FieldsSeq(p.lines[i].text) {
				if n, asked := h.seen[normalizeWord(word)]; asked {
					h.seen[normalizeWord(word)] = n + 1
				}
			}
		}
	}
	h.breaks = ends*100 > compoundHyphens*lines
	eachBroken(all, func(first, second string) {
		h.breaks = h.breaks || h.seen[normalizeWord(first+second)] > 0
		// A half at a line end is not a word.
		h.seen[normalizeWord(first)]--
		h.seen[normalizeWord(second)]--
	})
	return h
}

// eachBroken calls do with the halves of every hyphenated word.
func eachBroken(all []paragraph, do func(first, second string)) {
	for _, p := range all {
		for i := 1; i < len(p.lines); i++ {
			if first, second, ok := halves(p.lines[i-1].text, p.lines[i].text); ok {
				do(first, second)
			}
		}
	}
}

// normalizeWord trims punctuation and lower-cases.
func normalizeWord(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// lineEnd returns the end of a line before the line next, and whether the next word joins it without space.
func (h hyphens) lineEnd(text, next string) (string, bool) {
	if strings.HasSuffix(text, "—") && next != "" {
		return text, true
	}
	first, second, ok := halves(text, next)
	if !ok || suspendedBefore[second] && !strings.HasSuffix(text, softHyphen) {
		return text, false
	}
	_, size := utf8.DecodeLastRuneInString(text)
	if strings.HasSuffix(text, softHyphen) || h.broken(first, second) {
		return text[:len(text)-size], true
	}
	return text[:len(text)-size] + "-", true
}

// broken reports whether the hyphen between two halves only breaks the word.
func (h hyphens) broken(first, second string) bool {
	before, _ := utf8.DecodeLastRuneInString(first)
	after, _ := utf8.DecodeRuneInString(second)
	if !unicode.IsLetter(before) || !unicode.IsLower(after) && unicode.IsUpper(after) != unicode.IsUpper(before) || unicode.IsDigit(after) {
		return false
	}
	joined, hyphenated := h.seen[normalizeWord(first+second)], h.seen[normalizeWord(first+"-"+second)]
	if joined > 0 || hyphenated > 0 {
		return joined >= hyphenated
	}
	words := h.seen[normalizeWord(first)] > 0 && h.seen[normalizeWord(second)] > 0
	return h.breaks && !words && !strings.ContainsRune(normalizeWord(first), '-')
}

// suspendedBefore are words after a suspended hyphen: "two- or three-star".
var suspendedBefore = map[string]bool{"or": true, "and": true, "to": true, "und": true, "oder": true, "et": true, "ou": true, "и": true, "или": true}

func removeSoftHyphens(text string) string { return strings.ReplaceAll(text, softHyphen, "") }

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
