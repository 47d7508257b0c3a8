package indextest

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/query"
)

var suggestionFixtures = []fixture{
	{path: "en1", title: "Joint exercise in the north", lang: "en", text: "Pakistan hosted a joint exercise. The joint exercise of NATO and Uzbekistan ended. NATO forces left the Afghan border."},
	{path: "en2", title: "Ministry of Foreign Affairs", lang: "en", text: "A counter-terrorism centre opened in Kabul. Exercises of NATO continue; exercises end. The exercise pleased the government."},
	{path: "en3", lang: "en", text: "The government of the day. Government aircraft flew to Kabul. The exercises of 1979 and the KABUL 1979 talks."},
	{path: "ru", title: "Совместные учения", lang: "ru", text: "Учения в Кабуле. Президент Мирзиёев открыл учения; Мирзиёев улетел. Кабул далеко."},
	{path: "fa", title: "رزمایش مشترک", lang: "fa", text: "رزمایش در کابل آغاز شد. میرضیایف به کابل رفت. رزمایش مشترک پایان یافت."},
	{path: "ur", lang: "ur", text: "پاکستان میں مشق ہوئی۔ پاکستان نے مشق کی۔"},
	{path: "zh", title: "联合演习", lang: "zh", text: "联合演习在北方举行。联合演习结束。"},
	{path: "uz", lang: "uz", text: "Mirziyoyev Oʻzbekiston prezidenti. Oʻzbekistonda mashgʻulot."},
}

// testSuggestions checks completions of what is typed.
func testSuggestions(t *testing.T, open Open) {
	s, docs := openWith(t, open, suggestionFixtures)
	for _, test := range []struct {
		typed string
		want  string // some of the suggestions, separated by /; "" for none
	}{
		{"ex", "exercise/exercises"}, {"Exerc", "exercise"}, {"na", "NATO"}, {"kab", "Kabul"}, {"gov", "government"},
		{"joint ex", "joint exercise"}, {"joint", "joint/joint exercise"}, {"joint ", "joint exercise"},
		{"ministry of f", "Ministry of Foreign Affairs"}, {"counter-terr", "counter-terrorism"}, {"counterterr", "counter-terrorism"},
		{"уч", "учения"}, {"УЧЕН", "учения"}, {"мирзие", "Мирзиёев"}, {"совместные у", "Совместные учения"},
		{"رزم", "رزمایش"}, {"رزمايش م", "رزمایش مشترک"}, {"كاب", "کابل"}, {"پاکس", "پاکستان"},
		{"联", "联合"}, {"联合演", "联合演习"}, {"o'zb", "Oʻzbekiston"}, {"ozbek", "Oʻzbekiston"},
		{"the", ""}, {"of", ""}, {"1979", ""}, {"zymurgy", ""}, {"", ""}, {"!", ""}, {" ", ""},
	} {
		got := suggest(t, s, test.typed)
		for want := range strings.SplitSeq(test.want, "/") {
			if want != "" && !slices.Contains(got, want) {
				t.Errorf("%q: got %q, want %q among them", test.typed, got, want)
			}
		}
		if test.want == "" && len(got) > 0 {
			t.Errorf("%q: got %q, want nothing", test.typed, got)
		}
	}
	if got, err := s.Suggest(t.Context(), "e", 1); err != nil || len(got) != 2 || got[0].Kind == got[1].Kind {
		t.Errorf("one suggestion of a kind: got %v, %v", got, err)
	}
	for _, d := range docs {
		for _, token := range analysis.Tokens(d.Title+" "+d.Text, d.Lang) {
			suggest(t, s, string([]rune(token.Term)[:1]))
			suggest(t, s, token.Term)
		}
	}
}

// suggest returns the suggested texts. Each must start with what is typed and have its count.
func suggest(t *testing.T, s index.Searcher, typed string) (texts []string) {
	t.Helper()
	got, err := s.Suggest(t.Context(), typed, 10)
	if err != nil {
		t.Fatalf("suggest %q: %v", typed, err)
	}
	for _, g := range got {
		checkCount(t, s, g)
		texts = append(texts, g.Text)
		if !strings.HasPrefix(joinedTerms(g.Text), joinedTerms(typed)) {
			t.Errorf("%q: %q does not start with it", typed, g.Text)
		}
		if analysis.IsStop(g.Text) {
			t.Errorf("%q: %q is a stop word", typed, g.Text)
		}
	}
	return texts
}

// joinedTerms returns the terms of a text without separators.
func joinedTerms(text string) string {
	var b strings.Builder
	for _, token := range analysis.Tokens(text, "") {
		if token.PositionLength == 1 && !(analysis.IsCJK(token.Term) && b.Len() > 0) {
			b.WriteString(token.Term)
		} else if token.PositionLength == 1 {
			b.WriteString(string([]rune(token.Term)[1:]))
		}
	}
	return b.String()
}

// checkCount compares the count of a suggestion with an exact search for its words.
func checkCount(t *testing.T, s index.Searcher, g index.Suggestion) {
	t.Helper()
	var all query.And
	for word := range strings.FieldsFuncSeq(g.Text, unicode.IsSpace) {
		if !analysis.IsStop(word) {
			all = append(all, query.Phrase{Text: word})
		}
	}
	r := search(t, s, index.Query{Tree: all})
	if g.Count < 1 || g.Kind != index.SuggestPhrase && g.Kind != index.SuggestTitle && r.Total != g.Count || r.Total > g.Count {
		t.Errorf("%s %q: count %d, exact search finds %d", g.Kind, g.Text, g.Count, r.Total)
	}
}

// testSpellings checks spelling corrections and other scripts.
func testSpellings(t *testing.T, open Open) {
	s, _ := openWith(t, open, suggestionFixtures)
	for _, test := range []struct {
		typed string
		kind  index.SuggestionKind
		want  string // the first; "" for none
	}{
		{"exercize", index.SuggestSpelling, "exercise"}, {"Goverment", index.SuggestSpelling, "government"},
		{"govrenmnt", index.SuggestSpelling, "government"}, {"gvrnmnt", index.SuggestSpelling, ""},
		{"kabool", index.SuggestSpelling, ""}, {"kabull", index.SuggestSpelling, "Kabul"}, {"akbul", index.SuggestSpelling, "Kabul"},
		{"counterterrorsim", index.SuggestSpelling, "counter-terrorism"},
		{"учениа", index.SuggestSpelling, "учения"}, {"رزمیش", index.SuggestSpelling, "رزمایش"},
		{"nat", index.SuggestSpelling, ""}, {"1978", index.SuggestSpelling, ""}, {"two words", index.SuggestSpelling, ""},
		{"Кабул", index.SuggestScript, "Kabul"}, {"Kabul", index.SuggestScript, "کابل"}, {"کابل", index.SuggestScript, "Kabul"},
		{"Мирзиёев", index.SuggestScript, "Mirziyoyev"}, {"میرضیایف", index.SuggestScript, "Мирзиёев"}, {"zymurgy", index.SuggestScript, ""},
		{"演习", index.SuggestScript, ""}, {"", index.SuggestSpelling, ""}, {"!", index.SuggestScript, ""},
	} {
		got, err := s.Spellings(t.Context(), test.typed, 5)
		if err != nil {
			t.Fatalf("spellings of %q: %v", test.typed, err)
		}
		first := ""
		for _, g := range slices.Backward(got) {
			checkCount(t, s, g)
			if g.Kind == test.kind {
				first = g.Text
			}
		}
		if first != test.want && !(test.kind == index.SuggestScript && test.want != "" && has(got, test.want)) {
			t.Errorf("spellings of %q: got %v, want the %s %q first", test.typed, got, test.kind, test.want)
		}
	}
}

func has(all []index.Suggestion, text string) bool {
	return slices.ContainsFunc(all, func(s index.Suggestion) bool { return s.Text == text })
}

// testSuggestionsFollowGenerations checks that words of deleted documents are no longer suggested and new ones are.
func testSuggestionsFollowGenerations(t *testing.T, open Open) {
	e := open(t)
	docs := documents(t, suggestionFixtures)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
	added := fixture{path: "new", lang: "en", title: "Exercise Steadfast Falcon", text: "The exercise began."}.document(t)
	publish(t, e, func(b index.Build) {
		if err := b.Keep(t.Context(), docs[0].Path, docs[4].Path); err != nil {
			t.Fatal(err)
		}
		record(b, docs[0], docs[4])
		put(t, b, added)
	})
	s := e.Searcher(t)
	for typed, want := range map[string]string{
		"exer": "exercise", "gov": "", "уч": "", "رزم": "رزمایش", "steadf": "Steadfast", "steadfast f": "Steadfast Falcon", "ministry": "",
	} {
		if got := suggest(t, s, typed); want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
	if got, err := s.Spellings(t.Context(), "govermnent", 5); err != nil || len(got) > 0 {
		t.Errorf("spelling of a deleted word: got %v, %v", got, err)
	}
}
