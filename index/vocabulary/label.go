package vocabulary

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// labels are the names of one language, by kind of thing and id.
type labels map[string]map[string]string

// The kinds of things that a file of labels names.
const (
	labelCountries = "countries"
	labelGroups    = "groups"
	labelThemes    = "themes"
	labelRegions   = "regions"
	labelLanguages = "languages"
)

var labelKinds = []string{labelCountries, labelGroups, labelThemes, labelRegions, labelLanguages}

// isLabelFile reports whether a file holds what people of one language call things: labels.ru.yaml.
func isLabelFile(name string) bool {
	middle, ok := strings.CutPrefix(name, "labels.")
	return ok && strings.HasSuffix(middle, ".yaml") && middle != "yaml"
}

// readLabelFile reads labels by id. An id that the vocabulary does not have is no mistake: a folder may replace the themes
// and leave the labels as they are.
func (v *Vocabulary) readLabelFile(p *page) {
	if p.top == nil {
		return
	}
	lang := p.required(p.top, "language", &yaml.Node{Line: 1})
	if _, known := v.language[lang]; !known && lang != "" {
		p.complain(p.top["language"].Line, "language %q is not in languages.yaml", lang)
	}
	if v.labels[lang] == nil {
		v.labels[lang] = labels{}
	}
	for _, kind := range labelKinds {
		for id, n := range p.fields(p.top[kind]) {
			if v.labels[lang][kind] == nil {
				v.labels[lang][kind] = map[string]string{}
			}
			if v.labels[lang][kind][id] = p.text(n); v.labels[lang][kind][id] == "" {
				p.complain(n.Line, "%q has no label", id)
			}
		}
	}
}

// CountryLabel returns what people call a country in a language: its label there, else the first of its names in texts
// of the language, else its English label; "" for an unknown id.
func (v *Vocabulary) CountryLabel(id, lang string) string {
	if label := v.labels[lang][labelCountries][id]; label != "" {
		return label
	}
	c, _ := v.Country(id)
	if lang == themeLang {
		return c.Label
	}
	for _, words := range c.Words {
		if words.Lang == lang && len(words.Names) > 0 {
			return words.Names[0]
		}
	}
	return c.Label
}

// ThemeLabel returns the label of a theme in a language, the English one if there is none, and "" for an unknown id.
func (v *Vocabulary) ThemeLabel(id, lang string) string {
	t, _ := v.Theme(id)
	return v.labelOr(lang, labelThemes, id, t.Label)
}

// GroupLabel is ThemeLabel for a group of themes.
func (v *Vocabulary) GroupLabel(id, lang string) string {
	g, _ := v.Group(id)
	return v.labelOr(lang, labelGroups, id, g.Label)
}

// RegionLabel is ThemeLabel for a region.
func (v *Vocabulary) RegionLabel(id, lang string) string {
	r, _ := v.Region(id)
	return v.labelOr(lang, labelRegions, id, r.Label)
}

// LanguageLabel is ThemeLabel for a language.
func (v *Vocabulary) LanguageLabel(code, lang string) string {
	l, _ := v.Language(code)
	return v.labelOr(lang, labelLanguages, code, l.Label)
}

func (v *Vocabulary) labelOr(lang, kind, id, english string) string {
	if label := v.labels[lang][kind][id]; label != "" {
		return label
	}
	return english
}
