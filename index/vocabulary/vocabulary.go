package vocabulary

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"daftar/index/analysis/fold"
)

// Vocabulary is one immutable set of countries, themes, regions, languages, synonyms and word lists. It is safe for use by
// many goroutines; the values it returns must not be changed.
type Vocabulary struct {
	files        map[string][]byte
	version      string
	overlayFiles []string // the files that came from a folder
	builtIn      bool     // it is the one of BuiltIn

	languages []Language
	countries []Country
	groups    []Group
	themes    []Theme
	regions   []Region
	synonyms  []Synonym

	termLanguages []TermLanguage
	labels        map[string]labels // by language

	eventRoles      []EventRoleWords
	countryContexts []CountryContext
	inflections     Inflections

	// Positions in the lists above, and names by their folded form.
	language    map[string]int
	country     map[string]int
	theme       map[string]int
	themeByName map[string]int
	group       map[string]int
	region      map[string]int

	// Tables of thousands of names, made at the first use: who only tags does not need them.
	countryByName func() map[string]int
	synonymTable  func() *synonymTable
}

// Version returns a short hash of the files that tags depend on: equal versions tag alike.
func (v *Vocabulary) Version() string { return v.version }

// IsBuiltIn reports whether this is the vocabulary that BuiltIn returns, so that what is compiled from it can be shared.
func (v *Vocabulary) IsBuiltIn() bool { return v.builtIn }

// Files returns a copy of the data files by name; Load reads them again.
func (v *Vocabulary) Files() map[string][]byte {
	files := make(map[string][]byte, len(v.files))
	for name, data := range v.files {
		files[name] = bytes.Clone(data)
	}
	return files
}

// OverlayFiles returns the names of the files that came from a folder, sorted; none for the built-in vocabulary.
func (v *Vocabulary) OverlayFiles() []string { return v.overlayFiles }

// GenerationFiles returns Files and a list of the OverlayFiles, for a generation to keep; FromGeneration reads them.
func (v *Vocabulary) GenerationFiles() map[string][]byte {
	files := v.Files()
	if len(v.overlayFiles) > 0 {
		files[overlayListFile] = []byte(strings.Join(v.overlayFiles, "\n") + "\n")
	}
	return files
}

// Languages returns the languages in the order of the file.
func (v *Vocabulary) Languages() []Language { return v.languages }

// Language returns the language of a BCP 47 primary code, in any case.
func (v *Vocabulary) Language(code string) (Language, bool) {
	return find(v.languages, v.language, strings.ToLower(code))
}

// TermLanguages returns the languages that themes have terms in, English first, then in the order of the files. Tags that
// rest on a language that is not reviewed deserve a warning.
func (v *Vocabulary) TermLanguages() []TermLanguage { return v.termLanguages }

// Countries returns the countries and historical states in the order of the file: by id, historical states last.
func (v *Vocabulary) Countries() []Country { return v.countries }

// Country returns the country of an id; the case of the id counts.
func (v *Vocabulary) Country(id string) (Country, bool) { return find(v.countries, v.country, id) }

// CountryByName returns the country of an id, label, name, adjective or people in any case and any language. A word that
// several countries share belongs to the first of these kinds, then to the first country of the file.
func (v *Vocabulary) CountryByName(name string) (Country, bool) {
	return find(v.countries, v.countryByName(), fold.Name(name))
}

// IsCountryWord reports whether a word, in any case, is a name, adjective or people of a country, or one word of such a
// name: Lanka.
func (v *Vocabulary) IsCountryWord(word string) bool {
	word = fold.Name(word)
	if word == "" {
		return false
	}
	for name := range v.countryByName() {
		if rest, ok := strings.CutPrefix(name, word); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
		if strings.HasSuffix(name, " "+word) || strings.Contains(name, " "+word+" ") {
			return true
		}
	}
	return false
}

// Groups returns the groups of themes in the order of the file.
func (v *Vocabulary) Groups() []Group { return v.groups }

// Group returns the group of an id.
func (v *Vocabulary) Group(id string) (Group, bool) { return find(v.groups, v.group, id) }

// Themes returns the themes in the order of the file, group by group.
func (v *Vocabulary) Themes() []Theme { return v.themes }

// Theme returns the theme of an id.
func (v *Vocabulary) Theme(id string) (Theme, bool) { return find(v.themes, v.theme, id) }

// ThemeByName returns the theme of an id, a retired id or a label, in any case, with spaces or hyphens.
func (v *Vocabulary) ThemeByName(name string) (Theme, bool) {
	return find(v.themes, v.themeByName, fold.Name(name))
}

// Regions returns the regions in the order of the file.
func (v *Vocabulary) Regions() []Region { return v.regions }

// Region returns the region of an id.
func (v *Vocabulary) Region(id string) (Region, bool) { return find(v.regions, v.region, id) }

// EventRoles returns the words that say what a country does in an event, one value a language.
func (v *Vocabulary) EventRoles() []EventRoleWords { return v.eventRoles }

// CountryContexts returns the words that change what a country's name means, one value a language.
func (v *Vocabulary) CountryContexts() []CountryContext { return v.countryContexts }

// Inflections returns how names of countries are inflected.
func (v *Vocabulary) Inflections() Inflections { return v.inflections }

// minLowerAcronym is the least number of letters of an acronym that may be typed in small letters: "us" and "ots" are
// words.
const minLowerAcronym = 4

// Synonyms returns the other ways to write a term, in the order of the files. The term may be in any case, but acronyms of
// less than four letters must be in capitals.
func (v *Vocabulary) Synonyms(term string) []string {
	key := synonymKey(term)
	if others := v.synonymTable().synonyms[key]; len(others) > 0 {
		return others
	}
	if utf8.RuneCountInString(term) >= minLowerAcronym {
		return v.synonymTable().synonyms[strings.ToUpper(key)]
	}
	return nil
}

// AllSynonyms returns every term that Synonyms can return, sorted, each once.
func (v *Vocabulary) AllSynonyms() []string {
	var all []string
	for _, others := range v.synonymTable().synonyms {
		all = append(all, others...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// MaxSynonymWords returns the number of words of the longest term that has synonyms.
func (v *Vocabulary) MaxSynonymWords() int { return v.synonymTable().maxWords }

// CountryLabel returns the name of a country for readers of a language: its label there, else the first of its names in
// that language, else its English label; "" for an unknown id.
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

func find[T any](list []T, positions map[string]int, key string) (found T, ok bool) {
	n, ok := positions[key]
	if !ok {
		return found, false
	}
	return list[n], true
}
