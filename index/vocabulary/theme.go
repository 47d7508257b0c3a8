package vocabulary

import (
	"regexp"
	"slices"
	"strings"

	"daftar/index/analysis/fold"
	"daftar/index/yamlfile"
)

// Group is a group of themes. A document is in a group if it has one of its themes.
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
	UseFor string       // the scope
	NotFor string       // what it excludes, and which theme that has; may be empty
	Terms  []ThemeTerms // one block a language, or more of those with several files
}

// TermLanguage is a language in which themes have terms.
type TermLanguage struct {
	Code       string
	Reviewed   bool   // somebody judged the tags that its terms give on real documents
	Evaluation string // on which documents, with what result; may be empty
}

// themeLang is the language of the terms in themes.yaml.
const themeLang = "en"

var themeID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func readThemes(v *Vocabulary, top yamlfile.Fields) {
	v.group, v.theme, v.themeByName = map[string]int{}, map[string]int{}, map[string]int{}
	for _, n := range top.Get("groups").List() {
		f := n.Fields("id", "label", "themes")
		g := Group{ID: f.Required("id"), Label: f.Required("label")}
		addID(v.group, g.ID, len(v.groups), n)
		for _, child := range f.Get("themes").List() {
			t := readTheme(child)
			t.Group = g.ID
			addID(v.theme, t.ID, len(v.themes), child)
			g.Themes = append(g.Themes, t.ID)
			v.themes = append(v.themes, t)
		}
		v.groups = append(v.groups, g)
	}
	readRetired(v, top)
	for n, t := range v.themes {
		v.themeByName[fold.Name(t.Label)] = n
	}
	for n, t := range v.themes {
		v.themeByName[fold.Name(t.ID)] = n
	}
}

func readRetired(v *Vocabulary, top yamlfile.Fields) {
	for _, n := range top.Get("retired").List() {
		f := n.Fields("id", "now")
		id, now := f.Required("id"), f.Required("now")
		position, known := v.theme[now]
		if !known {
			n.Report(yamlfile.KindValue, "theme %q is not in this file", now)
		}
		if _, used := v.theme[id]; used {
			n.Report(yamlfile.KindValue, "theme %q is retired and in use", id)
		}
		v.themeByName[fold.Name(id)] = position
	}
}

func readTheme(n yamlfile.Node) Theme {
	f := n.Fields(append([]string{"id", "label", "use", "not"}, termFields...)...)
	t := Theme{ID: f.Required("id"), Label: f.Required("label"), UseFor: f.Required("use"), NotFor: f.Get("not").Text()}
	if !themeID.MatchString(t.ID) {
		n.Report(yamlfile.KindValue, "id %q must be small letters, digits and single hyphens", t.ID)
	}
	terms := readThemeTerms(f, themeLang)
	if len(terms.Strong) == 0 {
		n.Report(yamlfile.KindMissing, "theme %q has no strong terms", t.ID)
	}
	t.Terms = []ThemeTerms{terms}
	return t
}

// readTermFile adds the terms of a file to the themes. Without themes it does nothing: themes.yaml has mistakes already.
func readTermFile(v *Vocabulary, top yamlfile.Fields) {
	if top.Len() == 0 || len(v.themes) == 0 {
		return
	}
	l := TermLanguage{Code: readLanguageCode(v, top), Evaluation: top.Get("evaluation").Text()}
	if top.Required("reviewed") != "" {
		l.Reviewed = top.Get("reviewed").Flag()
	}
	addTermLanguage(v, l)
	seen := map[string]int{}
	for _, n := range top.Get("themes").List() {
		f := n.Fields(append([]string{"id"}, termFields...)...)
		id := f.Required("id")
		position, known := v.theme[id]
		if !known && id != "" {
			n.Report(yamlfile.KindValue, "theme %q is not in themes.yaml%s", id, yamlfile.DidYouMean(id, themeIDs(v.themes)))
		}
		addID(seen, id, 0, n)
		terms := readThemeTerms(f, l.Code)
		if len(terms.Strong)+len(terms.Weak)+len(terms.Near)+len(terms.NotIfPhrase)+len(terms.NotIfNear) == 0 {
			n.Report(yamlfile.KindMissing, "theme %q has no terms; allowed: %s", id, strings.Join(termFields, ", "))
		}
		if known {
			v.themes[position].Terms = append(v.themes[position].Terms, terms)
		}
	}
}

// addTermLanguage enters a language; one with several files is reviewed if all of them are.
func addTermLanguage(v *Vocabulary, l TermLanguage) {
	position := slices.IndexFunc(v.termLanguages, func(known TermLanguage) bool { return known.Code == l.Code })
	if position < 0 {
		v.termLanguages = append(v.termLanguages, l)
		return
	}
	known := &v.termLanguages[position]
	known.Reviewed = known.Reviewed && l.Reviewed
	known.Evaluation = strings.TrimSpace(known.Evaluation + " " + l.Evaluation)
}

func themeIDs(themes []Theme) []string {
	ids := make([]string, len(themes))
	for n, t := range themes {
		ids[n] = t.ID
	}
	return ids
}
