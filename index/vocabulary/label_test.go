package vocabulary_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"daftar/index/vocabulary"
)

// Every country, group, theme, region and language has a label in each language of the pages, and no two of a kind share one.
func TestLabelsAreCompleteAndDistinct(t *testing.T) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"ru", "fa", "ur"} {
		seen := map[string]string{}
		check := func(kind, id, english, label string) {
			latin := strings.ContainsFunc(label, func(r rune) bool { return r >= 'a' && r <= 'z' })
			if label == "" || label == english || latin {
				t.Errorf("%s: %s %s has the label %q", lang, kind, id, label)
			}
			if other, twice := seen[kind+label]; twice {
				t.Errorf("%s: %s %s and %s both have the label %q", lang, kind, id, other, label)
			}
			seen[kind+label] = id
		}
		for _, c := range v.Countries() {
			check("country", c.ID, c.Label, v.CountryLabel(c.ID, lang))
		}
		for _, g := range v.Groups() {
			check("group", g.ID, g.Label, v.GroupLabel(g.ID, lang))
		}
		for _, th := range v.Themes() {
			check("theme", th.ID, th.Label, v.ThemeLabel(th.ID, lang))
		}
		for _, r := range v.Regions() {
			check("region", r.ID, r.Label, v.RegionLabel(r.ID, lang))
		}
		for _, l := range v.Languages() {
			check("language", l.Code, l.Label, v.LanguageLabel(l.Code, lang))
		}
	}
	for _, test := range []struct{ name, got, want string }{
		{"English", v.CountryLabel("PK", "en"), "Pakistan"},
		{"a label", v.CountryLabel("GB", "fa"), "بریتانیا"},
		{"the first name", v.CountryLabel("PK", "ru"), "Пакистан"},
		{"a language without labels", v.ThemeLabel("nuclear", "kk"), "Nuclear weapons and non-proliferation"},
		{"a name in a language without labels", v.CountryLabel("PK", "kk"), "Пәкістан"},
		{"unknown country", v.CountryLabel("XX", "fa"), ""},
		{"Norway, which is not read as false", v.CountryLabel("NO", "ur"), "ناروے"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
}

func TestLabelsDoNotChangeTheVersion(t *testing.T) {
	before, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	ours := "version: 1\nlanguage: ru\nthemes:\n  nuclear: Атом\n  gone-theme: Что-то\n"
	after, err := vocabulary.LoadOverlay(fstest.MapFS{"labels.ru.yaml": {Data: []byte(ours)}})
	if err != nil {
		t.Fatal(err)
	}
	if before.Version() != after.Version() {
		t.Errorf("the version changed with a label: %s, %s", before.Version(), after.Version())
	}
	if got := after.ThemeLabel("nuclear", "ru"); got != "Атом" {
		t.Errorf("got %q", got)
	}
	bad := "version: 1\nlanguage: xx\nthemes: [nuclear]\nregions: {sco: }\n"
	if _, err = vocabulary.LoadOverlay(fstest.MapFS{"labels.ru.yaml": {Data: []byte(bad)}}); err == nil ||
		!strings.Contains(err.Error(), `language "xx"`) || !strings.Contains(err.Error(), "lines of \"key: value\" are expected") || !strings.Contains(err.Error(), `"sco" has no label`) {
		t.Errorf("got %v", err)
	}
}
