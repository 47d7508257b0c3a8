package vocabulary

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Group is a group of themes. A document is in a group when it carries one of its themes.
type Group struct {
	ID     string
	Label  string
	Themes []string // ids
}

// Theme is a subject that documents are tagged with.
type Theme struct {
	ID     string
	Group  string // id
	Label  string
	UseFor string       // what it is for
	NotFor string       // what it is not for, and where that goes
	Terms  []ThemeTerms // one block a language
}

// ThemeTerms are the words of one language that speak for a theme, in the notation of themes.yaml.
type ThemeTerms struct {
	Lang        string
	Strong      []string // one is good evidence
	Weak        []string // count where several different ones stand in one passage
	Near        []NearRule
	NotIfPhrase []string   // phrases in which a hit does not count
	NotIfNear   []NearRule // the term does not count near one of the others
}

// NearRule is a pair of words that is as good as a strong term when they stand close together, in either order.
type NearRule struct {
	Term   string
	Within int // words between them, at most
	Others []string
}

// themeLang is the language of the terms that stand directly under a theme of themes.yaml.
const themeLang = "en"

var (
	themeID  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	termForm = regexp.MustCompile(`^[\pL\pM\pN?]([\pL\pM\pN?'’.+ -]|\*( |$))*$`)
	nearForm = regexp.MustCompile(`^(.+?) ~([0-9]+) (.+)$`)
)

// maxNear bounds the distance of a near rule: farther apart two words say nothing of one another.
const maxNear = 20

func (v *Vocabulary) readThemes(p *page) {
	v.group, v.theme, v.themeName = map[string]int{}, map[string]int{}, map[string]int{}
	for _, n := range p.list(p.top["groups"]) {
		f := p.fields(n, "id", "label", "themes")
		g := Group{ID: p.required(f, "id", n), Label: p.required(f, "label", n)}
		p.add(v.group, g.ID, len(v.groups), n.Line)
		for _, child := range p.list(f["themes"]) {
			t := p.readTheme(child)
			t.Group = g.ID
			p.add(v.theme, t.ID, len(v.themes), child.Line)
			g.Themes = append(g.Themes, t.ID)
			v.themes = append(v.themes, t)
		}
		v.groups = append(v.groups, g)
	}
	v.readRetired(p)
	for n, t := range v.themes {
		v.themeName[fold(t.Label)] = n
	}
	for n, t := range v.themes {
		v.themeName[fold(t.ID)] = n
	}
}

func (v *Vocabulary) readRetired(p *page) {
	for _, n := range p.list(p.top["retired"]) {
		f := p.fields(n, "id", "now")
		id, now := p.required(f, "id", n), p.required(f, "now", n)
		at, known := v.theme[now]
		if !known {
			p.complain(n.Line, "theme %q is not in this file", now)
		}
		if _, used := v.theme[id]; used {
			p.complain(n.Line, "theme %q is retired and in use", id)
		}
		v.themeName[fold(id)] = at
	}
}

func (p *page) readTheme(n *yaml.Node) Theme {
	f := p.fields(n, append([]string{"id", "label", "use", "not"}, termFields...)...)
	t := Theme{ID: p.required(f, "id", n), Label: p.required(f, "label", n), UseFor: p.required(f, "use", n), NotFor: p.text(f["not"])}
	if !themeID.MatchString(t.ID) {
		p.complain(n.Line, "id %q is not small letters, digits and single hyphens", t.ID)
	}
	terms := p.readTerms(f, themeLang)
	if len(terms.Strong) == 0 {
		p.complain(n.Line, "theme %q has no strong terms", t.ID)
	}
	t.Terms = []ThemeTerms{terms}
	return t
}

// termFields are the fields of a theme that hold terms.
var termFields = []string{"strong", "weak", "near", "unless", "unless-near"}

func (p *page) readTerms(f map[string]*yaml.Node, lang string) ThemeTerms {
	terms := ThemeTerms{
		Lang: lang, Strong: p.themeTerms(f["strong"]), Weak: p.themeTerms(f["weak"]), Near: p.readNear(f["near"]),
		NotIfPhrase: p.themeTerms(f["unless"]), NotIfNear: p.readNear(f["unless-near"]),
	}
	for _, term := range terms.Weak {
		if slices.Contains(terms.Strong, term) {
			p.complain(p.lineOf(f["weak"], term), "term %q is strong already", term)
		}
	}
	return terms
}

func (p *page) themeTerms(n *yaml.Node) []string {
	terms := p.terms(n)
	for _, term := range terms {
		p.checkTerm(p.lineOf(n, term), term)
	}
	return terms
}

// maxTermWords bounds the words of a term: longer ones are sentences, which no text repeats to the letter.
const maxTermWords = 12

func (p *page) checkTerm(line int, term string) {
	if words := strings.FieldsFunc(term, func(r rune) bool { return r == ' ' || r == '-' }); len(words) > maxTermWords {
		p.complain(line, "term %q has %d words; at most %d are allowed", term, len(words), maxTermWords)
	}
	if !termForm.MatchString(term) {
		p.complain(line, "term %q: allowed are words with -, ', . and +, %q for one letter, and %q at the end of a word", term, "?", "*")
	}
}

// readNear reads "withdraw* ~6 forces, troops; ...".
func (p *page) readNear(n *yaml.Node) []NearRule {
	var rules []NearRule
	for _, text := range p.terms(n) {
		line := p.lineOf(n, text)
		m := nearForm.FindStringSubmatch(text)
		if m == nil {
			p.complain(line, "near rule %q: expected %q", text, "withdraw* ~6 forces, troops")
			continue
		}
		rule := NearRule{Term: m[1]}
		rule.Within, _ = strconv.Atoi(m[2])
		if rule.Within < 1 || rule.Within > maxNear {
			p.complain(line, "near rule %q: the distance is 1 to %d words", text, maxNear)
		}
		p.checkTerm(line, rule.Term)
		for other := range strings.SplitSeq(m[3], ",") {
			other = strings.TrimSpace(other)
			p.checkTerm(line, other)
			rule.Others = append(rule.Others, other)
		}
		rules = append(rules, rule)
	}
	return rules
}
