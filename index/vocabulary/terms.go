package vocabulary

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// TermLanguage is a language that themes have terms in.
type TermLanguage struct {
	Code       string
	Reviewed   bool   // somebody has judged the tags that its terms give on real documents
	Evaluation string // on which documents, with what result; may be empty
}

// TermLanguages returns the languages that themes have terms in, English first, then by code. Tags that rest on the terms
// of a language that is not reviewed deserve a word of warning.
func (v *Vocabulary) TermLanguages() []TermLanguage { return v.termLanguages }

// isTermFile reports whether a file holds terms of one language for the themes of themes.yaml: themes.ru.yaml.
func isTermFile(name string) bool {
	middle, ok := strings.CutPrefix(name, "themes.")
	return ok && strings.HasSuffix(middle, ".yaml") && middle != "yaml"
}

// readTermFile adds the terms of a file to the themes.
func (v *Vocabulary) readTermFile(p *page) {
	if p.top == nil || len(v.themes) == 0 {
		return // what is wrong with themes.yaml has been said
	}
	top := &yaml.Node{Line: 1}
	l := TermLanguage{Code: p.required(p.top, "language", top), Evaluation: p.text(p.top["judged"])}
	if _, known := v.language[l.Code]; !known && l.Code != "" {
		p.complain(p.top["language"].Line, "language %q is not in languages.yaml", l.Code)
	}
	switch reviewed := p.required(p.top, "reviewed", top); reviewed {
	case "true", "false":
		l.Reviewed = reviewed == "true"
	case "":
	default:
		p.complain(p.top["reviewed"].Line, "reviewed is true or false, not %q", reviewed)
	}
	v.addTermLanguage(l)
	seen := map[string]int{}
	for _, n := range p.list(p.top["themes"]) {
		f := p.fields(n, append([]string{"id"}, termFields...)...)
		id := p.required(f, "id", n)
		at, known := v.theme[id]
		if !known && id != "" {
			p.complain(n.Line, "theme %q is not in themes.yaml%s", id, meant(id, v.themeIDs()))
		}
		p.add(seen, id, 0, n.Line)
		terms := p.readTerms(f, l.Code)
		if len(terms.Strong)+len(terms.Weak)+len(terms.Near)+len(terms.NotIfPhrase)+len(terms.NotIfNear) == 0 {
			p.complain(n.Line, "theme %q has no terms; allowed: %s", id, strings.Join(termFields, ", "))
		}
		if known {
			v.themes[at].Terms = append(v.themes[at].Terms, terms)
		}
	}
}

// addTermLanguage enters a language; of several files in one language all must be reviewed.
func (v *Vocabulary) addTermLanguage(l TermLanguage) {
	at := slices.IndexFunc(v.termLanguages, func(known TermLanguage) bool { return known.Code == l.Code })
	if at < 0 {
		v.termLanguages = append(v.termLanguages, l)
		return
	}
	known := &v.termLanguages[at]
	known.Reviewed = known.Reviewed && l.Reviewed
	known.Evaluation = strings.TrimSpace(known.Evaluation + " " + l.Evaluation)
}

func (v *Vocabulary) themeIDs() []string {
	ids := make([]string, len(v.themes))
	for n, t := range v.themes {
		ids[n] = t.ID
	}
	return ids
}
