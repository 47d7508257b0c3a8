package vocabulary

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"daftar/index/yamlfile"
)

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

const oneTheme = `version: 1
language: en
groups:
- {id: g, label: G, themes: [{id: piracy, label: Piracy, use: u, strong: pirates}]}
`

func termsOf(v *Vocabulary, theme, lang string) (found []ThemeTerms) {
	t, _ := v.Theme(theme)
	for _, terms := range t.Terms {
		if terms.Lang == lang {
			found = append(found, terms)
		}
	}
	return found
}

func TestOverlayExtendsThemes(t *testing.T) {
	base := builtInVocabulary(t)
	v, err := LoadOverlay(folder(map[string]string{
		"themes.ours.yaml": "version: 1\nlanguage: en\nreviewed: false\nthemes:\n- {id: nuclear, strong: yellowcake, unless-near: test ~3 cricket}\n",
		"notes.txt":        "ignored",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Themes()) != len(base.Themes()) || len(v.Countries()) != len(base.Countries()) || v.Version() == base.Version() {
		t.Errorf("%d themes, %d countries, version %s", len(v.Themes()), len(v.Countries()), v.Version())
	}
	if terms := termsOf(v, "nuclear", "en"); len(terms) != 2 || terms[1].Strong[0] != "yellowcake" || terms[1].NotIfNear[0].Within != 3 {
		t.Errorf("got %+v", terms)
	}
	if v.TermLanguages()[0] != (TermLanguage{Code: "en"}) {
		t.Errorf("English with unreviewed terms is %+v", v.TermLanguages()[0])
	}
	files := fstest.MapFS{}
	for name, data := range v.Files() {
		files[name] = &fstest.MapFile{Data: data}
	}
	if again, err := Load(files); err != nil || again.Version() != v.Version() {
		t.Errorf("its files give a different vocabulary: %v", err)
	}
}

func TestGenerationKeepsOverlay(t *testing.T) {
	ours := map[string]string{"themes.ours.yaml": "version: 1\nlanguage: en\nreviewed: false\nthemes:\n- {id: nuclear, strong: yellowcake}\n"}
	v, err := LoadOverlay(folder(ours))
	if err != nil {
		t.Fatal(err)
	}
	stored := fstest.MapFS{"regions.yaml": {Data: []byte("of an older daftar")}}
	for name, data := range v.GenerationFiles() {
		if stored[name] == nil {
			stored[name] = &fstest.MapFile{Data: data}
		}
	}
	again, err := FromGeneration(stored)
	if err != nil || again.Version() != v.Version() || strings.Join(again.OverlayFiles(), " ") != "themes.ours.yaml" {
		t.Errorf("got %v, %v", again, err)
	}
	delete(stored, overlayListFile)
	if again, err = FromGeneration(stored); err != nil || again.Version() != builtInVocabulary(t).Version() || len(again.OverlayFiles()) > 0 {
		t.Errorf("without an overlay: %v, %v", again, err)
	}
	stored[overlayListFile] = &fstest.MapFile{Data: []byte("themes.lost.yaml")}
	if _, err = FromGeneration(stored); err == nil || !strings.Contains(err.Error(), "themes.lost.yaml: cannot be read") {
		t.Errorf("a file that is lost: %v", err)
	}
}

func TestOverlayReplacesFiles(t *testing.T) {
	base := builtInVocabulary(t)
	files := map[string]string{"themes.yaml": oneTheme}
	for name := range base.Files() {
		if strings.HasPrefix(name, "themes.") && name != themesFile {
			files[name] = "version: 1\nlanguage: ru\nreviewed: true\nthemes: []\n"
		}
	}
	v, err := LoadOverlay(folder(files))
	if err != nil {
		t.Fatal(err)
	}
	if _, known := v.Theme("nuclear"); known || len(v.Themes()) != 1 || len(v.Countries()) != len(base.Countries()) {
		t.Errorf("%d themes, %d countries", len(v.Themes()), len(v.Countries()))
	}
}

func TestOverlayReportsMistakes(t *testing.T) {
	const head = "version: 1\nlanguage: ru\nreviewed: false\nthemes:\n"
	tests := []struct {
		name, file, text, want string
	}{
		{"empty", "notes.txt", "", ".: the folder has no vocabulary file"},
		{"a mistyped file name", "contries.yaml", "", `contries.yaml: not a vocabulary file; allowed: languages.yaml, countries.yaml, places.yaml, regions.yaml, synonyms.yaml, themes.yaml, country_context.yaml, event_roles.yaml, inflections.yaml, themes.NAME.yaml, labels.NAME.yaml, country_context.NAME.yaml, event_roles.NAME.yaml, inflections.NAME.yaml; did you mean "countries.yaml"?`},
		{"an unknown theme", "themes.x.yaml", head + "- {id: nuclaer, strong: a}", `themes.x.yaml:5: theme "nuclaer" is not in themes.yaml; did you mean "nuclear"?`},
		{"a theme twice", "themes.x.yaml", head + "- {id: nuclear, strong: a}\n- {id: nuclear, strong: b}", `themes.x.yaml:6: id "nuclear" is repeated`},
		{"no terms", "themes.x.yaml", head + "- {id: nuclear}", `themes.x.yaml:5: theme "nuclear" has no terms; allowed: strong, weak`},
		{"a bad pair", "themes.x.yaml", head + "- {id: nuclear, unless-near: a near b}", `themes.x.yaml:5: near rule "a near b" must be written like`},
		{"a mistyped field", "themes.x.yaml", head + "- {id: nuclear, stong: a}", `themes.x.yaml:5: unknown key "stong"; allowed: id, strong, weak, near, unless, unless-near; did you mean "strong"?`},
		{"an unknown language", "themes.x.yaml", "version: 1\nlanguage: xx\nreviewed: false\nthemes: []", `themes.x.yaml:2: language "xx" is not in languages.yaml`},
		{"neither true nor false", "themes.x.yaml", "version: 1\nlanguage: ru\nreviewed: maybe\nthemes: []", `themes.x.yaml:3: "reviewed" must be true or false, not "maybe"`},
		{"review state missing", "themes.x.yaml", "version: 1\nthemes: []", `themes.x.yaml:1: key "reviewed" is missing`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := LoadOverlay(folder(map[string]string{tt.file: tt.text}))
			var diagnostics yamlfile.Diagnostics
			if !errors.As(err, &diagnostics) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestEveryThemeHasTermsInEveryTermLanguage(t *testing.T) {
	v := builtInVocabulary(t)
	reviewed := map[bool][]string{}
	for _, l := range v.TermLanguages() {
		reviewed[l.Reviewed] = append(reviewed[l.Reviewed], l.Code)
		if l.Reviewed && l.Code != "en" && l.Evaluation == "" {
			t.Errorf("%s is reviewed without an evaluation", l.Code)
		}
		for _, theme := range v.Themes() {
			if len(termsOf(v, theme.ID, l.Code)) == 0 {
				t.Errorf("theme %s has no terms in %s", theme.ID, l.Code)
			}
		}
	}
	if got := strings.Join(reviewed[true], " "); got != "en ar fa ps ru ur" {
		t.Errorf("reviewed languages: %q", got)
	}
	if got := strings.Join(reviewed[false], " "); got != "kk ky tg tr uz zh" {
		t.Errorf("not reviewed languages: %q", got)
	}
}
