package i18n

import (
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/message"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

func builtIn(t testing.TB) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatalf("vocabulary: %v", err)
	}
	return v
}

func localizers(t testing.TB) map[string]*Localizer {
	t.Helper()
	all, err := All(builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func parseDate(t testing.TB, text string) date.Date {
	t.Helper()
	d, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLocalizers(t *testing.T) {
	all := localizers(t)
	documents := func(code string, n int) string { return all[code].T("documents", n) }
	for _, test := range []struct{ name, got, want string }{
		{"one", documents("en", 1), "1 document"},
		{"many", documents("en", 1234), "1,234 documents"},
		{"Russian 1", documents("ru", 1), "1 документ"},
		{"Russian 3", documents("ru", 3), "3 документа"},
		{"Russian 5", documents("ru", 5), "5 документов"},
		{"Russian 11", documents("ru", 11), "11 документов"},
		{"Russian 21", documents("ru", 21), "21 документ"},
		{"Russian 112", documents("ru", 112), "112 документов"},
		{"Russian 31,662", documents("ru", 31662), "31\u00a0662 документа"},
		{"Persian", documents("fa", 31662), "۳۱٬۶۶۲ سند"},
		{"Urdu 1", documents("ur", 1), "1 دستاویز"},
		{"Urdu 0", documents("ur", 0), "0 دستاویزات"},
		{"first int selects the form", all["en"].T("problem.limit_time", 1, 5), "not finished within 1 second"},
		{"decimal", all["fa"].Decimal(1.84), "۱٫۸"},
		{"decimal of a whole number", all["en"].Decimal(3), "3.0"},
		{"Russian decimal", all["ru"].Decimal(0.1), "0,1"},
		{"Russian day", all["ru"].Date(parseDate(t, "2025-07-26")), "26 июля 2025"},
		{"Russian month", all["ru"].Date(parseDate(t, "2025-07")), "июль 2025"},
		{"Persian day", all["fa"].Date(parseDate(t, "2025-07-26")), "۲۶ ژوئیهٔ ۲۰۲۵"},
		{"Persian year", all["fa"].Date(parseDate(t, "2025")), "۲۰۲۵"},
		{"Urdu day", all["ur"].Date(parseDate(t, "2025-07-26")), "26 جولائی 2025"},
		{"country", all["fa"].Label(index.FieldCountry, "PK"), "پاکستان"},
		{"theme", all["ru"].Label(index.FieldTheme, "nuclear"), "Ядерное оружие и нераспространение"},
		{"missing", all["ur"].Label(index.FieldCountry, index.Missing), "بغیر ملک"},
		{"unknown", all["ur"].Label(index.FieldSource, "Dawn"), "Dawn"},
		{"rule", all["ru"].Rule("date:day:context"), "день, год взят из окружающего текста"},
		{"no vocabulary", English(nil).Label(index.FieldCountry, "PK"), "PK"},
		{"no key", all["ru"].T("nonsense"), "nonsense"},
		{"placeholder in an argument is left alone", all["en"].T("chosen.as-of", "{2}", "x"), "{2} as of x"},
		{"nested message", all["en"].Message(message.New("query.not", message.New("query.in-title", "drill"))), "not drill in the title"},
		{"label argument", all["fa"].T("query.filter-country", query.Filter{Name: "country", Value: "PK"}), "دربارهٔ پاکستان"},
		{"date argument", all["ru"].T("query.filter-after", parseDate(t, "2024-03-09")), "не ранее: 9 марта 2024"},
		{"list argument", all["en"].T("note.forms", "dri*", []string{"drill", "drive"}), "dri*: drill, drive"},
		{"isolated argument", all["fa"].T("query.filter-country", "Pakistan"), "دربارهٔ \u2068Pakistan\u2069"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
}

func TestMonthsOfEveryLanguageAreTwelve(t *testing.T) {
	for code, l := range localizers(t) {
		for _, list := range []string{"date.months", "date.months-alone"} {
			if n := len(strings.Split(l.T(list), "; ")); n != 12 {
				t.Errorf("%s: %s has %d names", code, list, n)
			}
		}
	}
}

func TestDate(t *testing.T) {
	english := English(nil)
	for in, want := range map[string]string{"2025": "2025", "2025-07": "July 2025", "2025-07-26": "26 July 2025"} {
		if got := english.Date(parseDate(t, in)); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
	span := date.Date{From: parseDate(t, "2024-03-01").From, To: parseDate(t, "2024-05-31").From, Precision: date.PrecisionRange}
	if got, want := english.Date(span), "1 March 2024 – 31 May 2024"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := english.Date(date.Date{}); got != "" {
		t.Errorf("no date: got %q", got)
	}
}

func TestNumber(t *testing.T) {
	english := English(nil)
	for in, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 31667: "31,667", 1234567: "1,234,567"} {
		if got := english.Number(in); got != want {
			t.Errorf("%d: got %q, want %q", in, got, want)
		}
	}
	if got := english.PlainNumber(2025); got != "2025" {
		t.Errorf("plain: got %q", got)
	}
}

func TestAccept(t *testing.T) {
	for header, want := range map[string]string{
		"": "en", "fa": "fa", "fa-AF,en;q=0.5": "fa", "en-GB,ur;q=0.9": "en", "kk-KZ,ru;q=0.8,en;q=0.3": "ru", "de": "en", "ur;q=0": "en",
		"prs-AF": "fa", "ru; q=0.2, fa ;q=0.7": "fa", "ru;q=x,fa;q=0.1": "fa", "*": "en", ";;;,,,": "en", "FA-ir": "fa",
		"haz": "fa", "pes": "fa", "uk,en;q=0.5": "en", "fa;q=2,ru;q=0.5": "ru",
		strings.Repeat("xx,", maxAccepted) + "fa": "en",
	} {
		if got := Accept(header); got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
	}
}

func TestQueryDescriptionsAndNotesAreComplete(t *testing.T) {
	v := builtIn(t)
	all := localizers(t)
	for code, l := range all {
		for _, in := range []string{
			"", "drill", "drill -naval -air country:PK after:2024", `"joint exercise"~1 title:"a b"~7 drill* navy~`, "drill OR country:PK (a b) -(drill country:PK)",
			"country:_missing theme:nuclear lang:ru before:2025-06-30 before:2025 format:pdf source:Dawn theme_group:geopolitics", "the of ) ( x:y country:ZZZ \"open", "a* NATO~ !!! NOT",
		} {
			for _, matchAny := range []bool{false, true} {
				p := query.Parse(in, query.Options{Vocabulary: v, MatchAny: matchAny})
				for _, got := range l.Messages(append(p.Notes, p.Description)) {
					if got == "" || strings.Contains(got, "query.") || placeholder.MatchString(got) {
						t.Errorf("%s: %q gives %q", code, in, got)
					}
				}
			}
		}
	}
	parsed := query.Parse("учения -флот country:PK after:2024-03-09", query.Options{Vocabulary: v})
	if got, want := all["ru"].Message(parsed.Description), "учения, но не флот, о стране «Пакистан», не ранее: 9 марта 2024"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkNumber(b *testing.B) {
	all := localizers(b)
	for b.Loop() {
		all["fa"].Number(31667)
	}
}
