package pdf

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var dots = regexp.MustCompile(`\s*\.(\s?\.){4,}\s*`)

// A hyphen at a line end is part of the word ("long-term") or was put there to break it. The document itself is asked:
// where it writes the word elsewhere in one of the two ways, so it is written here; else the hyphen goes.
const (
	hyphenRunes = "-\u2010\u00ad"
	softHyphen  = "\u00ad"
)

// hyphens counts how the document writes the words that are broken at line ends.
type hyphens map[string]int

// halves are the two parts of a word that is broken between two lines, without the hyphen; false if none is.
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

// newHyphens looks for the broken words of paragraphs in all of their text.
func newHyphens(all []paragraph) hyphens {
	h := make(hyphens)
	for _, p := range all {
		for i := 1; i < len(p.lines); i++ {
			if first, second, ok := halves(p.lines[i-1].text, p.lines[i].text); ok {
				h[bare(first+second)], h[bare(first+"-"+second)] = 0, 0
			}
		}
	}
	if len(h) == 0 {
		return h
	}
	for _, p := range all {
		for i := range p.lines {
			for word := range strings.FieldsSeq(p.lines[i].text) {
				if key := bare(word); key != "" {
					if n, asked := h[key]; asked {
						h[key] = n + 1
					}
				}
			}
		}
	}
	return h
}

// bare is a word without what stands around it, in small letters.
func bare(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// end is what to write for the end of a line that the next follows, and whether the next word belongs to it.
func (h hyphens) end(text, next string) (string, bool) {
	if strings.HasSuffix(text, "—") && next != "" {
		return text, true
	}
	first, second, ok := halves(text, next)
	if !ok {
		return text, false
	}
	_, size := utf8.DecodeLastRuneInString(text)
	if strings.HasSuffix(text, softHyphen) || h.broken(first, second) {
		return text[:len(text)-size], true
	}
	return text[:len(text)-size] + "-", true
}

// broken reports whether the hyphen between two halves is there for the line end only.
func (h hyphens) broken(first, second string) bool {
	before, _ := utf8.DecodeLastRuneInString(first)
	after, _ := utf8.DecodeRuneInString(second)
	if !unicode.IsLetter(before) || !unicode.IsLower(after) && unicode.IsUpper(after) != unicode.IsUpper(before) || unicode.IsDigit(after) {
		return false
	}
	joined, hyphenated := h[bare(first+second)], h[bare(first+"-"+second)]
	if joined == 0 && hyphenated == 0 {
		return !strings.ContainsRune(bare(first), '-')
	}
	return joined >= hyphenated
}

// soft takes the soft hyphens out of a text.
func soft(text string) string { return strings.ReplaceAll(text, softHyphen, "") }

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
