package pdf

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var dots = regexp.MustCompile(`\s*\.(\s?\.){4,}\s*`)

// A hyphen at a line end is part of the word ("long-term") or was put there to break it. The document itself is asked:
// where it writes the word elsewhere in one of the two ways, so it is written here. Where it does not, the hyphen stays
// between two words that the document has as words of their own, and in documents that break no words at all, which
// are those with few hyphens at line ends of which none is known to break a word; else it goes.
const (
	hyphenRunes = "-\u2010\u00ad"
	softHyphen  = "\u00ad"
	// compoundHyphens a hundred lines are those of compound words.
	compoundHyphens = 2
)

// hyphens knows how the document writes the words that are broken at line ends.
type hyphens struct {
	seen   map[string]int
	breaks bool // the document breaks words
}

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

// newHyphens looks for the broken words of paragraphs, and for their halves, in all of their text.
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
		// A half at a line end is no word of its own.
		h.seen[normalizeWord(first)]--
		h.seen[normalizeWord(second)]--
	})
	return h
}

// eachBroken calls do with the halves of every word that may be broken.
func eachBroken(all []paragraph, do func(first, second string)) {
	for _, p := range all {
		for i := 1; i < len(p.lines); i++ {
			if first, second, ok := halves(p.lines[i-1].text, p.lines[i].text); ok {
				do(first, second)
			}
		}
	}
}

// normalizeWord is a word without what stands around it, in small letters.
func normalizeWord(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}

// lineEnd is what to write for the end of a line that the next follows, and whether the next word belongs to it.
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

// broken reports whether the hyphen between two halves is there for the line end only.
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

// suspendedBefore are words before which a hyphen stands for what comes later: "two- or three-star".
var suspendedBefore = map[string]bool{"or": true, "and": true, "to": true, "und": true, "oder": true, "et": true, "ou": true, "и": true, "или": true}

// removeSoftHyphens takes the soft hyphens out of a text.
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
