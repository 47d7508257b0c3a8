package server

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// speakers of every language, over the embedded vocabulary.
func everySpeaker(t testing.TB) map[string]speaker {
	t.Helper()
	all, err := newSpeakers(words(t))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// inQuotes finds texts in a template.
var inQuotes = regexp.MustCompile(`"([a-z][a-z0-9_.-]*)"`)

// TestMessages looks for every key in the templates and in the code: each is used, and none is missing. That all languages
// have the same keys and placeholders is checked when they are loaded.
func TestMessages(t *testing.T) {
	english := everySpeaker(t)["en"].texts
	used := map[string]bool{}
	called := regexp.MustCompile(`(?:\bt|\baround) "([^"]+)"`)
	for _, name := range append(slices.Clone(pageNames), "layout", "parts", "views") {
		data, err := templateFiles.ReadFile("templates/" + name + ".html")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range inQuotes.FindAllStringSubmatch(string(data), -1) {
			used[m[1]] = true
		}
		for _, m := range called.FindAllStringSubmatch(string(data), -1) {
			if english[m[1]] == nil {
				t.Errorf("%s.html says %q, which is no message", name, m[1])
			}
		}
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), ".go") && !strings.HasSuffix(f.Name(), "_test.go") {
			literals(t, f.Name(), english, used)
		}
	}
	for key := range query.English() {
		used[key] = true // tested where it is said
	}
	for _, f := range query.Syntax() {
		if used["help."+f.Name] = true; english["help."+f.Name] == nil {
			t.Errorf("%s is not explained", f.Query)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(english)) {
		if !used[key] {
			t.Errorf("message %q is said nowhere", key)
		}
	}
}

// literals notes the texts of a file, and reports those handed to Say and saying that are no keys.
func literals(t *testing.T, file string, english messages, used map[string]bool) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				used[text] = true
			}
		case *ast.CallExpr:
			name := ""
			switch f := n.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
			}
			if name != "Say" && name != "saying" && name != "fact" || len(n.Args) == 0 {
				return true
			}
			if arg, ok := n.Args[0].(*ast.BasicLit); ok {
				if key, _ := strconv.Unquote(arg.Value); english[key] == nil {
					t.Errorf("%s says %q, which is no message", file, key)
				}
			}
		}
		return true
	})
}

func TestCompareMessages(t *testing.T) {
	english := messages{"a": {"{1} of {2}"}, "b": {"text"}, "c": {"one {1}", "many {1}"}}
	fa := messages{"a": {"{1}"}, "c": {"", ""}, "d": {"more"}}
	var got []string
	for _, err := range compareMessages(pageLanguages[2], english, fa) {
		got = append(got, err.Error())
	}
	want := []string{
		`messages/fa.yaml: a: has the placeholders ["{1}"], English has ["{1}" "{2}"]`, "messages/fa.yaml: b: is missing",
		"messages/fa.yaml: c: is empty", `messages/fa.yaml: c: has the placeholders [], English has ["{1}"]`, "messages/fa.yaml: d: is not in English",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestSpeakers(t *testing.T) {
	all := everySpeaker(t)
	for _, test := range []struct{ name, got, want string }{
		{"one", all["en"].documents(1), "1 document"},
		{"many", all["en"].documents(1234), "1,234 documents"},
		{"Russian 1", all["ru"].documents(1), "1 документ"},
		{"Russian 3", all["ru"].documents(3), "3 документа"},
		{"Russian 5", all["ru"].documents(5), "5 документов"},
		{"Russian 11", all["ru"].documents(11), "11 документов"},
		{"Russian 21", all["ru"].documents(21), "21 документ"},
		{"Russian 112", all["ru"].documents(112), "112 документов"},
		{"Russian 31,662", all["ru"].documents(31662), "31\u00a0662 документа"},
		{"Persian", all["fa"].documents(31662), "۳۱٬۶۶۲ سند"},
		{"Urdu 1", all["ur"].documents(1), "1 دستاویز"},
		{"Urdu 0", all["ur"].documents(0), "0 دستاویزات"},
		{"decimal", all["fa"].decimal(1.84), "۱٫۸"},
		{"Russian day", all["ru"].date(parseDate(t, "2025-07-26")), "26 июля 2025"},
		{"Russian month", all["ru"].date(parseDate(t, "2025-07")), "июль 2025"},
		{"Persian day", all["fa"].date(parseDate(t, "2025-07-26")), "۲۶ ژوئیهٔ ۲۰۲۵"},
		{"Persian year", all["fa"].date(parseDate(t, "2025")), "۲۰۲۵"},
		{"Urdu day", all["ur"].date(parseDate(t, "2025-07-26")), "26 جولائی 2025"},
		{"country", all["fa"].label(index.FieldCountry, "PK"), "پاکستان"},
		{"theme", all["ru"].label(index.FieldTheme, "nuclear"), "Ядерное оружие и нераспространение"},
		{"missing", all["ur"].label(index.FieldCountry, index.Missing), "بغیر ملک"},
		{"unknown", all["ur"].label(index.FieldSource, "Dawn"), "Dawn"},
		{"rule", all["ru"].ruleWords("date:day:context"), "день, год взят из окружающего текста"},
		{"no key", all["ru"].Say("nonsense"), "nonsense"},
		{"text of an argument is left alone", all["en"].Say("chosen.as-of", "{2}", "x"), "{2} as of x"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
	for code, s := range all {
		for _, list := range []string{"date.months", "date.months-alone"} {
			if n := len(strings.Split(s.Say(list), "; ")); n != 12 {
				t.Errorf("%s: %s has %d names", code, list, n)
			}
		}
	}
}

func TestAcceptedLanguage(t *testing.T) {
	for header, want := range map[string]string{
		"": "en", "fa": "fa", "fa-AF,en;q=0.5": "fa", "en-GB,ur;q=0.9": "en", "kk-KZ,ru;q=0.8,en;q=0.3": "ru", "de": "en", "ur;q=0": "en",
		"prs-AF": "fa", "ru; q=0.2, fa ;q=0.7": "fa", "ru;q=x,fa;q=0.1": "fa", "*": "en", ";;;,,,": "en", "FA-ir": "fa",
		strings.Repeat("xx,", maxAccepted) + "fa": "en",
	} {
		if got := acceptedLanguage(header); got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
	}
}

// TestUnderstoodInEveryLanguage reads questions aloud: no key and no placeholder may be left.
func TestUnderstoodInEveryLanguage(t *testing.T) {
	for code, s := range everySpeaker(t) {
		for _, text := range []string{
			"", "drill", "drill -naval -air country:PK after:2024", `"joint exercise"~1 title:"a b"~7 drill* navy~`, "drill OR country:PK (a b) -(drill country:PK)",
			"country:_missing theme:nuclear lang:ru before:2025-06-30 before:2025 format:pdf source:Dawn theme_group:geopolitics", "the of ) ( x:y country:ZZZ \"open", "a* NATO~ !!! NOT",
		} {
			for _, loose := range []bool{false, true} {
				p := query.Parse(text, query.Options{Vocabulary: words(t), Speaker: s, MatchAny: loose})
				for _, said := range append(p.Notes, p.Description) {
					if said == "" || strings.Contains(said, "query.") || placeholder.MatchString(said) {
						t.Errorf("%s: %q is said as %q", code, text, said)
					}
				}
			}
		}
	}
	got := query.Parse("учения -флот country:PK after:2024-03-09", query.Options{Vocabulary: words(t), Speaker: everySpeaker(t)["ru"]}).Description
	if want := "документы, содержащие учения, но не флот, о стране «Пакистан», начиная с: 9 марта 2024"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNotesOfTheEngine(t *testing.T) {
	f := library(t)
	f.notes = []index.Note{
		{Kind: index.NoteExpanded, Text: "dri*", Words: []string{"drill", "drive"}}, {Kind: index.NoteExpanded, Text: "a*", Words: []string{"air"}, More: 3},
		{Kind: index.NoteNoMatch, Text: "zzz*"}, {Kind: index.NoteIgnored, Text: "!"},
	}
	s := serverOf(t, f)
	for lang, want := range map[string][]string{
		"en": {"dri*: drill, drive", "a*: air and 3 more words", "zzz*: no word of the library is like that", "!: left out, nothing in it can be searched"},
		"ru": {"dri*: drill, drive", "a*: air и ещё 3 слова", "zzz*: таких слов в библиотеке нет", "!: опущено, искать в нём нечего"},
	} {
		if got := texts(find(page(t, s, "/search?q=drill&ui="+lang, 200), ".notes li")); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}
