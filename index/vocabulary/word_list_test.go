package vocabulary

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"daftar/index/yamlfile"
)

func TestWordListsReportMistakes(t *testing.T) {
	const head = "version: 1\nlanguages:\n"
	tests := []struct{ name, file, text, want string }{
		{"unknown key", "event_roles.yaml", head + "- {language: ru, visit: визит*}", `event_roles.yaml:3: unknown key "visit"`},
		{"unknown language", "event_roles.yaml", head + "- {language: xx, visits: a}", `event_roles.yaml:3: language "xx" is not in languages.yaml`},
		{"language twice", "event_roles.yaml", head + "- {language: ru, visits: a}\n- {language: ru, visits: b}", `event_roles.yaml:4: id "ru" is repeated`},
		{"language missing", "event_roles.yaml", head + "- {visits: a}", `event_roles.yaml:3: key "language" is missing`},
		{"no words", "event_roles.yaml", head + "- {language: ru}", `event_roles.yaml:3: language "ru" has no words; allowed: place-endings,`},
		{"word twice", "event_roles.yaml", head + "- language: ru\n  visits: >-\n    визит*\n    визит*", `event_roles.yaml:5: word "визит*" is repeated in this list`},
		{"star inside", "event_roles.yaml", head + "- {language: ru, visits: ви*зит}", `word "ви*зит": "*" is allowed at the end only`},
		{"short stem", "event_roles.yaml", head + "- {language: ru, visits: в*}", `word "в*": at least 2 letters must stand before "*"`},
		{"not true or false", "event_roles.yaml", head + "- {language: ru, verb-last: yes}", `event_roles.yaml:3: "verb-last" must be true or false, not "yes"`},
		{"a list", "country_context.yaml", head + "- {language: en, titles: [mr, mrs]}", `country_context.yaml:3: text is expected here, not a list`},
		{"no script", "inflections.yaml", head + "- {language: ru, every-word: true}", `inflections.yaml:3: key "script" is missing`},
		{"drop without endings", "inflections.yaml", head + "- {language: ru, script: c, names: [{drop: 1, forms: а}]}", `inflections.yaml:3: "drop" needs the "endings"`},
		{"drop too long", "inflections.yaml", head + "- {language: ru, script: c, names: [{endings: а, drop: 2, forms: ы}]}", `"drop: 2" is longer than the ending "а"`},
		{"no forms", "inflections.yaml", head + "- {language: ru, script: c, names: [{endings: а}]}", `key "forms" is missing`},
		{"unknown quoted language", "inflections.yaml", head + "- {language: ru, script: c, quotes: xx}", `language "xx" is not in languages.yaml`},
		{"unknown Latin language", "inflections.yaml", "version: 1\nlatin-names: {texts: xx}\n", `inflections.yaml:2: language "xx" is not in languages.yaml`},
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

func TestWordListsCanBeExtended(t *testing.T) {
	base := builtInVocabulary(t)
	v, err := LoadOverlay(folder(map[string]string{
		"event_roles.ours.yaml":     "version: 1\nlanguages:\n- {language: en, visits: sojourned}\n- {language: de, visits: besuch*}\n",
		"country_context.ours.yaml": "version: 1\nlanguages:\n- {language: en, titles: sheikh}\n",
		"inflections.ours.yaml":     "version: 1\nlanguages:\n- {language: ru, script: cyrillic, names: [{forms: \"- а\"}]}\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if len(v.EventRoles()) != len(base.EventRoles())+1 {
		t.Errorf("%d languages with event roles, want one more than %d", len(v.EventRoles()), len(base.EventRoles()))
	}
	en := slices.IndexFunc(v.EventRoles(), func(w EventRoleWords) bool { return w.Lang == "en" })
	if visits := v.EventRoles()[en].Words[CueVisits]; !slices.Contains(visits, "visited") || !slices.Contains(visits, "sojourned") {
		t.Errorf("English visits are %q", visits)
	}
	if titles := v.CountryContexts()[0].Titles; !slices.Contains(titles, "senator") || !slices.Contains(titles, "sheikh") {
		t.Errorf("English titles are %q", titles)
	}
	ru := slices.IndexFunc(v.Inflections().Languages, func(l LanguageInflections) bool { return l.Lang == "ru" })
	if names := v.Inflections().Languages[ru].Names; len(names) != 1 || len(names[0].Forms) != 2 {
		t.Errorf("Russian names are inflected by %+v, want the one rule of the folder", names)
	}
	if base.Version() == v.Version() {
		t.Error("the version does not depend on word lists")
	}
}

func TestEditOfWordListChangesTheVersion(t *testing.T) {
	base := builtInVocabulary(t)
	for _, name := range []string{countryContextFile, eventRolesFile, inflectionsFile} {
		v, err := LoadOverlay(fstest.MapFS{name: {Data: append(base.Files()[name], "# edited\n"...)}})
		if err != nil {
			t.Fatal(err)
		}
		if v.Version() == base.Version() {
			t.Errorf("%s: the version stays %s", name, v.Version())
		}
	}
}
