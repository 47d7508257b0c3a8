package vocabulary

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"daftar/index/yamlfile"
)

// ThemeTerms are the terms of a theme in one language, in the notation of themes.yaml.
type ThemeTerms struct {
	Lang        string
	Strong      []string // one occurrence is good evidence
	Weak        []string // count where several different ones stand in one passage
	Near        []NearRule
	NotIfPhrase []string   // phrases in which a hit does not count
	NotIfNear   []NearRule // Term does not count near one of Others
}

// NearRule is a pair of words that is as good as a strong term when they stand close together, in either order.
type NearRule struct {
	Term   string
	Within int // at most so many words between them
	Others []string
}

// The fields of a theme that hold terms.
var termFields = []string{"strong", "weak", "near", "unless", "unless-near"}

const (
	maxTermWords  = 12 // longer terms are sentences, which no text repeats exactly
	maxNearWithin = 20 // words farther apart say nothing about each other
)

var (
	termForm = regexp.MustCompile(`^[\pL\pM\pN?]([\pL\pM\pN?'’.+ -]|\*( |$))*$`)
	nearForm = regexp.MustCompile(`^(.+?) ~([0-9]+) (.+)$`)
)

func readThemeTerms(f yamlfile.Fields, lang string) ThemeTerms {
	terms := ThemeTerms{
		Lang: lang, Strong: checkedTerms(f.Get("strong")), Weak: checkedTerms(f.Get("weak")), Near: nearRules(f.Get("near")),
		NotIfPhrase: checkedTerms(f.Get("unless")), NotIfNear: nearRules(f.Get("unless-near")),
	}
	for _, term := range terms.Weak {
		if slices.Contains(terms.Strong, term) {
			f.Get("weak").ReportTerm(term, yamlfile.KindValue, "term %q is strong already", term)
		}
	}
	return terms
}

func checkedTerms(n yamlfile.Node) []string {
	terms := n.Terms()
	for _, term := range terms {
		checkTerm(n, term, term)
	}
	return terms
}

// checkTerm reports a term that breaks the notation; text is the term or rule of the list that it stands in.
func checkTerm(n yamlfile.Node, term, text string) {
	if words := strings.FieldsFunc(term, func(r rune) bool { return r == ' ' || r == '-' }); len(words) > maxTermWords {
		n.ReportTerm(text, yamlfile.KindValue, "term %q has %d words; at most %d are allowed", term, len(words), maxTermWords)
	}
	if !termForm.MatchString(term) {
		n.ReportTerm(text, yamlfile.KindValue, "term %q: allowed are words with -, ', . and +, %q for one letter, and %q at the end of a word", term, "?", "*")
	}
}

// nearRules reads "withdraw* ~6 forces, troops; ...".
func nearRules(n yamlfile.Node) []NearRule {
	var rules []NearRule
	for _, text := range n.Terms() {
		m := nearForm.FindStringSubmatch(text)
		if m == nil {
			n.ReportTerm(text, yamlfile.KindValue, "near rule %q must be written like %q", text, "withdraw* ~6 forces, troops")
			continue
		}
		rule := NearRule{Term: m[1]}
		rule.Within, _ = strconv.Atoi(m[2])
		if rule.Within < 1 || rule.Within > maxNearWithin {
			n.ReportTerm(text, yamlfile.KindValue, "near rule %q: the distance must be 1 to %d words", text, maxNearWithin)
		}
		checkTerm(n, rule.Term, text)
		for other := range strings.SplitSeq(m[3], ",") {
			other = strings.TrimSpace(other)
			checkTerm(n, other, text)
			rule.Others = append(rule.Others, other)
		}
		rules = append(rules, rule)
	}
	return rules
}
