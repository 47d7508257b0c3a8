package vocabulary

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"daftar/index/analysis/fold"
	"daftar/index/yamlfile"
)

func builtInVocabulary(t *testing.T) *Vocabulary {
	t.Helper()
	v, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// files returns the built-in files, for a test to change.
func files(t *testing.T) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range builtInVocabulary(t).Files() {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return fsys
}

func TestBuiltInVocabularyIsComplete(t *testing.T) {
	v := builtInVocabulary(t)
	if got := len(v.Groups()); got != 8 {
		t.Errorf("%d groups, want 8", got)
	}
	if got := len(v.Themes()); got != 30 {
		t.Errorf("%d themes, want 30", got)
	}
	for _, code := range strings.Fields("en ru fa ps ur ar tr uz kk ky tg tk zh az hi bn fr de es") {
		if l, ok := v.Language(code); !ok || l.NativeName == "" {
			t.Errorf("language %s is missing or has no native name", code)
		}
	}
	living := 0
	for _, c := range v.Countries() {
		if !c.Historical {
			living++
		}
		if !slices.ContainsFunc(c.Words, func(w CountryWords) bool { return w.Lang == "en" }) {
			t.Errorf("%s has no English words", c.ID)
		}
		if c.Place == nil {
			t.Errorf("%s has no point on the map", c.ID)
		}
	}
	if living != 250 {
		t.Errorf("%d living countries, want the 249 of ISO 3166-1 and Kosovo", living)
	}
}

func TestCountryByNameOfAnyLanguage(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Pakistan", "PK"}, {"pk", "PK"}, {"PAKISTANI", "PK"}, {"pakistanis", "PK"},
		{"no", "NO"}, {"Norway", "NO"}, {"us", "US"}, {"U.S.", "US"}, {"usa", "US"}, {"uk", "GB"}, {"UAE", "AE"},
		{"Kyrgyz Republic", "KG"}, {"kirghizia", "KG"}, {"burma", "MM"}, {"cote d’ivoire", "CI"}, {"Guinea Bissau", "GW"},
		{"Soviet Union", "SU"}, {"ussr", "SU"}, {"Republic of China", "TW"}, {"People's Republic of China", "CN"},
		{"Kosovo", "XK"}, {"Georgia", "GE"}, {"Czech", "CZ"},
		{"Пакистан", "PK"}, {"پاکستانی", "PK"}, {"Hindistan", "IN"}, {"oʻzbekiston", "UZ"}, {"美国", "US"}, {"Қытай", "CN"},
		{"Islamabad", ""}, {"", ""}, {"Ruritania", ""},
	}
	v := builtInVocabulary(t)
	for _, tt := range tests {
		if got, _ := v.CountryByName(tt.in); got.ID != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got.ID, tt.want)
		}
	}
}

func TestHistoricalStatesHaveSuccessors(t *testing.T) {
	v := builtInVocabulary(t)
	for _, id := range strings.Fields("SU YU CS DD YD VD") {
		c, ok := v.Country(id)
		if !ok || !c.Historical || c.To == 0 || len(c.Successors) == 0 {
			t.Errorf("%s: %+v", id, c)
		}
	}
	for _, c := range v.Countries() {
		if !c.Historical {
			continue
		}
		if c.From < 1900 || c.To <= c.From || c.To > 2010 {
			t.Errorf("%s from %d to %d", c.ID, c.From, c.To)
		}
		for _, id := range c.Successors {
			if after, ok := v.Country(id); !ok || after.Historical {
				t.Errorf("%s is followed by %q, which is not a living country", c.ID, id)
			}
		}
	}
	if su, _ := v.Country("SU"); len(su.Successors) != 15 || su.To != 1991 {
		t.Errorf("SU ends in %d with %d successors", su.To, len(su.Successors))
	}
}

func TestMembersDependOnTheYear(t *testing.T) {
	tests := []struct{ region, on, want string }{
		{"csto", "", "AM BY KG KZ RU TJ"},
		{"csto", "2010-06-01", "AM BY KG KZ RU TJ UZ"},
		{"csto", "1999-01-01", ""},
		{"sco", "2016-12-31", "CN KG KZ RU TJ UZ"},
		{"sco", "2017-01-01", "CN IN KG KZ PK RU TJ UZ"},
		{"central-asia", "", "KG KZ TJ TM UZ"},
		{"central-asia", "1950-01-01", "KG KZ TJ TM UZ"},
	}
	v := builtInVocabulary(t)
	for _, tt := range tests {
		r, ok := v.Region(tt.region)
		if got := strings.Join(r.Members(tt.on), " "); !ok || got != tt.want {
			t.Errorf("%s on %q: got %q, want %q", tt.region, tt.on, got, tt.want)
		}
	}
}

func TestThemeByIDOrLabel(t *testing.T) {
	v := builtInVocabulary(t)
	for _, name := range []string{"cyber-security", "Cyber Security", "cyber insecurity and cyber operations"} {
		if got, ok := v.ThemeByName(name); !ok || got.ID != "cyber-security" {
			t.Errorf("%q: got %q", name, got.ID)
		}
	}
	if got, _ := v.Theme("cyber-security"); got.Group != "cyber-information" {
		t.Errorf("group %q", got.Group)
	}
}

func TestVersionFollowsContent(t *testing.T) {
	v, fsys := builtInVocabulary(t), files(t)
	again, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if again.Version() != v.Version() {
		t.Errorf("the same files have versions %s and %s", v.Version(), again.Version())
	}
	fsys["themes.yaml"].Data = append(fsys["themes.yaml"].Data, "\n# a remark\n"...)
	changed, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if changed.Version() == v.Version() {
		t.Error("changed files have the same version")
	}
}

func TestLoadReportsEveryMistakeAtOnce(t *testing.T) {
	fsys := files(t)
	fsys["themes.yaml"] = &fstest.MapFile{Data: []byte(`version: 1
language: en
groups:
- id: g
  label: G
  themes:
  - id: one
    label: One
    use: x
    strong: >-
      good term; bad #term;
      good term
    weak: y
    srong: z
    near: withdraw forces; move* ~99 here
  - id: One Two
    label: Two
    use: x
    strong: a
retired:
- {id: old, now: gone}
`)}
	fsys["regions.yaml"] = &fstest.MapFile{Data: []byte(`version: 1
regions:
- {id: r, label: R, kind: analitic, members: "PK ZZ uz PK@2010-2000"}
- {id: r, label: R, kind: command}
`)}
	fsys["languages.yaml"] = &fstest.MapFile{Data: []byte("version: 2\nlanguages:\n- {code: english, label: E, native-name: E, script: Latn, direction: up}\n")}
	_, err := Load(fsys)
	var diagnostics yamlfile.Diagnostics
	if !errors.As(err, &diagnostics) {
		t.Fatalf("got %v, want diagnostics", err)
	}
	for _, want := range []string{
		`languages.yaml: must have "version: 1"`,
		`languages.yaml:3: code "english"`,
		`languages.yaml:3: direction "up" is not allowed; allowed: ltr, rtl`,
		`countries.yaml:`,
		`regions.yaml:3: kind "analitic" is not allowed`,
		`regions.yaml:3: country "ZZ"`,
		`regions.yaml:3: member "uz" must be written`,
		`regions.yaml:3: member "PK@2010-2000" ends before it begins`,
		`regions.yaml:4: key "members" is missing`,
		`regions.yaml:4: id "r" is repeated`,
		`themes.yaml:11: term "bad #term"`,
		`themes.yaml:11: term "good term" is repeated`,
		`themes.yaml:14: unknown key "srong"; allowed: id, label, use, not, strong, weak, near, unless, unless-near; did you mean "strong"?`,
		`themes.yaml:15: near rule "withdraw forces" must be written like`,
		`themes.yaml:15: near rule "move* ~99 here": the distance`,
		`themes.yaml:16: id "One Two"`,
		`themes.yaml:21: theme "gone" is not in this file`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no diagnostic %q in:\n%s", want, onlyFiles(diagnostics, "themes", "regions", "languages"))
		}
	}
}

func onlyFiles(diagnostics yamlfile.Diagnostics, names ...string) string {
	var kept yamlfile.Diagnostics
	for _, c := range diagnostics {
		if slices.Contains(names, strings.TrimSuffix(c.File, ".yaml")) {
			kept = append(kept, c)
		}
	}
	return kept.Error()
}

func TestFilesThatCannotBeRead(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"not YAML", "version: 1\ngroups: [", "themes.yaml:"},
		{"empty", "", "themes.yaml: the file is empty"},
		{"a list", "- a", "themes.yaml:1: lines of \"key: value\" are expected here"},
		{"a list for terms", "version: 1\ngroups:\n- {id: g, label: G, themes: [{id: t, label: T, use: u, strong: [NO, b]}]}", "text is expected here, not a list"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := files(t)
			fsys["themes.yaml"] = &fstest.MapFile{Data: []byte(tt.data)}
			if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	fsys := files(t)
	delete(fsys, "regions.yaml")
	if _, err := Load(fsys); err == nil || !strings.Contains(err.Error(), "regions.yaml: cannot be read") {
		t.Errorf("got %v", err)
	}
}

func TestPlacesOfCountries(t *testing.T) {
	v := builtInVocabulary(t)
	if kg, _ := v.Country("KG"); kg.Place.Latitude < 39 || kg.Place.Latitude > 44 || kg.Place.Longitude < 69 || kg.Place.Longitude > 81 {
		t.Errorf("Kyrgyzstan stands at %v", *kg.Place)
	}
	fsys := files(t)
	fsys["places.yaml"] = &fstest.MapFile{Data: []byte("version: 1\nplaces:\n  PK: \"30 69\"\n  QQ: \"1 2\"\n  AF: \"north 66\"\n  IN: \"95 10\"\n")}
	_, err := Load(fsys)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`places.yaml:4: country "QQ" is not in countries.yaml`, `places.yaml:5: "north 66" is not a point`, `places.yaml:6: "95 10" is not a point`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
	fsys["places.yaml"] = &fstest.MapFile{Data: []byte("version: 1\nplaces:\n  PK: \"30 69\"\n")}
	moved, err := Load(fsys)
	if err != nil || moved.Version() != v.Version() {
		t.Errorf("another point on the map: version %v, %v; want that of before, %v", moved.Version(), err, v.Version())
	}
}

func TestFilesReturnsCopies(t *testing.T) {
	v := builtInVocabulary(t)
	got := slices.Sorted(maps.Keys(v.Files()))
	if want := []string{"countries.yaml", "country_context.yaml", "event_roles.yaml", "inflections.yaml", "labels.fa.yaml", "labels.ru.yaml", "labels.ur.yaml", "languages.yaml", "places.yaml", "regions.yaml", "synonyms.yaml"}; !slices.Equal(got[:len(want)], want) || !slices.Contains(got, "themes.yaml") {
		t.Fatalf("got %v, want %v", got, want)
	}
	v.Files()["themes.yaml"][0] = 'X'
	if v.Files()["themes.yaml"][0] == 'X' {
		t.Error("a change of the copy changed the vocabulary")
	}
}

func FuzzLoad(f *testing.F) {
	data, err := fs.Sub(builtInFiles, "data")
	if err != nil {
		f.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, name := range []string{"languages.yaml", "countries.yaml", "regions.yaml"} {
		content, err := fs.ReadFile(data, name)
		if err != nil {
			f.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: content}
	}
	f.Add("version: 1\ngroups:\n- {id: g, label: G, themes: [{id: t, label: T, use: u, strong: a, near: b ~3 c}]}")
	f.Add("version: 1\ngroups: &a [*a]\nretired: 3")
	f.Add("? [a]\n: {b: !!binary x}")
	f.Fuzz(func(t *testing.T, text string) {
		fsys["themes.yaml"] = &fstest.MapFile{Data: []byte(text)}
		v, err := Load(fsys)
		if (v == nil) == (err == nil) {
			t.Errorf("got %v, %v", v, err)
		}
	})
}

func TestNamesFromOtherKeyboardsAreFound(t *testing.T) {
	v := builtInVocabulary(t)
	for _, in := range []string{"پاکستان", "پاكستان", "پا\u200cکستان", "پاكـستان", "Ｐａｋｉｓｔａｎ", "Пакистан"} {
		if c, ok := v.CountryByName(in); !ok || c.ID != "PK" {
			t.Errorf("%+q is %q, want PK", in, c.ID)
		}
		others := v.Synonyms(in)
		if len(others) == 0 {
			t.Errorf("%+q has no other names", in)
		}
		for _, other := range others {
			if _, among := slices.BinarySearch(v.AllSynonyms(), other); !among {
				t.Errorf("%q is not among the other names", other)
			}
		}
	}
	for in, want := range map[string]string{"Turkiye": "TR", "Türkiye": "TR", "Turkiye\u0301": "TR", "Украіна": "", "القاعدة": ""} {
		if c, _ := v.CountryByName(in); c.ID != want {
			t.Errorf("%q is %q, want %q", in, c.ID, want)
		}
	}
	for _, two := range [][2]string{{"القاعدة", "القاعدہ"}, {"Кыргызстан", "Кыргызстан"}, {"й", "й"}, {"ё", "е"}} {
		if fold.Name(two[0]) != fold.Name(two[1]) {
			t.Errorf("%q and %q do not fold to the same", two[0], two[1])
		}
	}
	if fold.Name("й") == fold.Name("и") || fold.Name("ў") == fold.Name("у") {
		t.Error("й and и are letters of their own")
	}
}
