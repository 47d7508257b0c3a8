package tag_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"daftar/index/eval"
	"daftar/index/vocabulary"
)

// naive is the baseline: English country names as words, the words of theme labels, dates in full.
type naive struct {
	ids    map[string]string          // by the words of a name
	themes map[string]map[string]bool // words of the labels
}

var (
	naiveDate = regexp.MustCompile(`(?i)\b(?:(\d{1,2}) )?(january|february|march|april|may|june|july|august|september|october|november|december)\b(?: (\d{1,2})\b)?(?:,? (\d{4})\b)?|\b(19\d\d|20\d\d)\b`)
	words     = regexp.MustCompile(`[a-z]{4,}`)
)

func newNaive(v *vocabulary.Vocabulary) naive {
	n := naive{ids: map[string]string{}, themes: map[string]map[string]bool{}}
	for _, c := range v.Countries() {
		if !c.Historical {
			n.ids[strings.Join(nameWords(c.Label), " ")] = c.ID
		}
	}
	for _, t := range v.Themes() {
		n.themes[t.ID] = wordsOf(t.Label)
	}
	return n
}

// longestName is the largest number of words of a country name.
const longestName = 8

func nameWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

// countries returns the ids of the names in a text, the longest at each place, with repetitions.
func (n naive) countries(text string) []string {
	var ids []string
	for all := nameWords(text); len(all) > 0; {
		next := 1
		for size := min(longestName, len(all)); size > 0; size-- {
			if id := n.ids[strings.Join(all[:size], " ")]; id != "" {
				ids, next = append(ids, id), size
				break
			}
		}
		all = all[next:]
	}
	return ids
}

// most returns the country named most often; the first of several.
func (n naive) most(text string) string {
	best, counts := "", map[string]int{}
	ids := n.countries(text)
	for _, id := range ids {
		counts[id]++
	}
	for _, id := range ids {
		if counts[id] > counts[best] {
			best = id
		}
	}
	return best
}

// theme reports whether a text has a word of the label of one of the themes, or of any theme if none is named.
func (n naive) theme(text string, themes ...string) bool {
	found := wordsOf(text)
	for id, label := range n.themes {
		if len(themes) > 0 && !slices.Contains(themes, id) {
			continue
		}
		for word := range label {
			if found[word] {
				return true
			}
		}
	}
	return false
}

func wordsOf(text string) map[string]bool {
	found := map[string]bool{}
	for _, word := range words.FindAllString(strings.ToLower(text), -1) {
		found[word] = true
	}
	return found
}

// dates returns the spans of dates with day, month and year.
func (n naive) dates(text string) []eval.Span {
	var spans []eval.Span
	for _, m := range naiveDate.FindAllStringSubmatchIndex(text, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		day, year := part(1)+part(3), part(4)+part(5)
		value := year
		if month := part(2); month != "" && year != "" {
			value = fmt.Sprintf("%s-%02d", year, monthNumber(month))
			if day != "" {
				value += fmt.Sprintf("-%02s", day)
			}
		}
		if value != "" {
			spans = append(spans, eval.Span{Start: m[0], End: m[1], Value: value})
		}
	}
	return spans
}

func monthNumber(name string) int {
	return 1 + slices.Index([]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}, strings.ToLower(name[:3]))
}

// language guesses the language by the script alone.
func (n naive) language(text string) string {
	scripts := map[string]*unicode.RangeTable{"ru": unicode.Cyrillic, "fa": unicode.Arabic, "zh": unicode.Han}
	counts := map[string]int{}
	for _, r := range text {
		for lang, script := range scripts {
			if unicode.Is(script, r) {
				counts[lang]++
			}
		}
	}
	best := "en"
	for lang, count := range counts {
		if count*3 > len([]rune(text)) {
			best = lang
		}
	}
	return best
}
