package query_test

import (
	"fmt"
	"strings"
	"testing"

	"daftar/index/query"
)

func TestParse(t *testing.T) {
	const none = ""
	v := builtIn(t)
	tests := []struct{ in, want, note string }{
		// words
		{"", "nothing", none},
		{" \t\n ", "nothing", none},
		{"drill", "drill", none},
		{"drill naval", "(and drill naval)", none},
		{"Drill\n\tNAVAL", "(and Drill NAVAL)", none},
		{"drill, naval; air.", "(and drill naval air)", none},
		{"drill,naval", "(and drill naval)", none},
		{"drill and naval", "(and drill naval)", "stop and"},
		{"drill or naval", "(and drill naval)", "stop or"},
		{"counter-terrorism", "synonyms:counter-terrorism", none},
		// capitals
		{"TALIBAN ATTACK KABUL", "(and synonyms:taliban attack synonyms:kabul)", "capitals"},
		{"taliban ATTACK KABUL", "(and synonyms:taliban ATTACK KABUL)", none},
		{"THE TALIBAN ATTACK IN KABUL 2021", "(and synonyms:taliban attack synonyms:kabul 2021)", "stop the, in"},
		{"US DRONE STRIKE", "(and synonyms:US synonyms:drone strike)", "capitals"},
		{"US", "synonyms:US", none},
		{"us", "us", none},
		{"WHO", "WHO", none},
		{"IS", "IS", none},
		{"WHO IS", "(and WHO IS)", none},
		{"US UN EU NATO", "(and synonyms:US synonyms:UN synonyms:EU synonyms:nato)", "capitals"},
		{"KABUL", "synonyms:kabul", none},
		{"BASE", `"BASE"`, "any-case BASE"},
		{"KGB TALKS", `(and synonyms:KGB "TALKS")`, "any-case TALKS"},
		{"IRAN", "synonyms:iran", none},
		{"PK", "PK", none},
		{"SALT", "synonyms:SALT", none},
		{"S-400", "S-400", none},
		{"country:PK BASE", `(and {country=PK} "BASE")`, "any-case BASE"},
		{"country:PK ATTACK", "(and {country=PK} attack)", "capitals"},
		{"TITLE:ATTACK OR KABUL", "(or title/attack synonyms:kabul)", "capitals"},
		{`"JOINT EXERCISE" EXERCISES`, `(and "JOINT EXERCISE" exercises)`, "capitals"},
		{"ATACK~ TALIBAN", "(and atack~1 synonyms:taliban)", "capitals"},
		{"УЧЕНИЯ В ТАДЖИКИСТАНЕ", "(and учения таджикистане)", "stop в"},
		{"Da'esh", "synonyms:Da'esh", none},
		{"Da’esh", "synonyms:Da’esh", none},
		{"'quoted'", "quoted", none},
		{"U.S.", "synonyms:U.S.", none},
		{"the U.S.A. army.", "(and synonyms:U.S.A. army)", "stop"},
		{"C5+1", "synonyms:C5+1", none},
		{"AT&T", "AT&T", none},
		{"12,000 troops", "(and 12,000 troops)", none},
		{"A/RES/48/263", "A/RES/48/263", none},
		{"land/air", "(and land air)", none},
		{"India–Pakistan", "India–Pakistan", none},
		{"talks—which failed", "(and talks failed)", "stop which"},
		{"wait...what now", "(and wait now)", "stop"},
		{"http://un.org/x", "(and http un.org x)", none},
		{"12:30", "12:30", none},
		{"land - air", "(and land air)", none},
		{"!!!", "nothing", "blank"},
		{"drill 😀", "drill", "blank 😀"},
		{"drill\x00naval\xff air", "(and drill naval air)", none},
		{"dr\u200Eill \uFEFFnaval", "(and drill naval)", none},

		// stop words
		{"the", "the", none},
		{"the of", "(and the of)", none},
		{"the army of Pakistan", "(and army synonyms:Pakistan)", "stop the, of"},
		{"the country:PK", "(and the {country=PK})", none},
		{"the -army", "(and the (not army))", none},
		{"army -the", "(and army (not the))", none},
		{"army OR the", "(or army the)", none},
		{"(the army) OR navy", "(or army navy)", "stop"},
		{`"the" army`, `(and "the" army)`, none},
		{"US IT", "(and synonyms:US IT)", none},

		// quotation marks
		{`"joint exercise"`, `"joint exercise"`, none},
		{`"joint  exercise "`, `"joint exercise"`, none},
		{"“joint exercise”", `"joint exercise"`, none},
		{"„joint exercise“", `"joint exercise"`, none},
		{"“joint exercise\"", `"joint exercise"`, none},
		{"«совместные учения»", `"совместные учения"`, none},
		{"»joint exercise«", `"joint exercise"`, none},
		{"「联合 演习」", `"联合 演习"`, none},
		{"《反恐怖主义法》", `"反恐怖主义法"`, none},
		{"‘joint exercise’", "(and joint exercise)", none},
		{`"joint «naval» drill"`, `"joint naval drill"`, none},
		{`""`, "nothing", "blank"},
		{`drill "joint exercise`, "(and drill joint exercise)", "quote"},
		{`a"b c"d`, `(and "b c" d)`, "stop"},
		{`"joint exercise"~5`, `near5="joint exercise"`, none},
		{`"joint exercise"～5`, `near5="joint exercise"`, none},
		{`"joint exercise"~۵`, `near5="joint exercise"`, none},
		{`"joint exercise"~50`, `near50="joint exercise"`, none},
		{`"joint exercise"~51`, "(and joint exercise)", "distance-range"},
		{`"joint exercise"~0`, "(and joint exercise)", "distance-range"},
		{`"joint exercise"~99999999999`, "(and joint exercise)", "distance-range"},
		{`"joint exercise"~`, `"joint exercise"`, "distance-missing 50"},
		{`"drill"~5`, `"drill"`, "distance-one-word drill 5"},

		// operators
		{"naval OR air", "(or naval air)", none},
		{"naval AND air", "(and naval air)", none},
		{"drill land OR air", "(and drill (or land air))", none},
		{"drill AND naval OR air AND raid", "(or (and drill naval) (and air raid))", none},
		{"drill AND naval OR air raid", "(and (or (and drill naval) air) raid)", none},
		{"(drill naval) OR air", "(or (and drill naval) air)", none},
		{"((drill (naval)))", "(and drill naval)", none},
		{"（naval OR air） drill", "(and (or naval air) drill)", none},
		{"-naval", "(not naval)", none},
		{"NOT naval", "(not naval)", none},
		{"−naval －air", "(and (not naval) (not air))", none},
		{`drill -"joint exercise"`, `(and drill (not "joint exercise"))`, none},
		{"drill -(naval air)", "(and drill (not (and naval air)))", none},
		{"drill NOT NOT naval", "(and drill naval)", none},
		{"drill AND NOT naval", "(and drill (not naval))", none},
		{"drill OR -naval", "(or drill (not naval))", none},
		{"drill --naval", "(and drill naval)", none},
		{"drill-naval", "drill-naval", none},
		{"OR", "or", "operator-word"},
		{"NOT", "not", "operator-word"},
		{"OR drill", "drill", "stray OR"},
		{"drill AND", "drill", "stray AND"},
		{"drill OR OR naval", "(or drill naval)", "stray OR"},
		{"drill NOT OR naval", "(or drill naval)", "stray NOT"},
		{"drill OR, naval", "(and drill naval)", "stop"},
		{"(drill naval", "(and drill naval)", "paren-open"},
		{"drill) naval", "(and drill naval)", "paren-closed"},
		{"() drill", "drill", none},
		{strings.Repeat("(", 13) + "drill OR naval" + strings.Repeat(")", 13), "(and drill naval)", "depth 12"},

		// title
		{"title:drill", "title/drill", none},
		{"TITLE:drill", "title/drill", none},
		{`title:"joint exercise"`, `title/"joint exercise"`, none},
		{`title:“joint exercise”~3`, `title/near3="joint exercise"`, none},
		{"title:(naval OR air) drill", "(and (or title/naval title/air) drill)", none},
		{"-title:drill", "(not title/drill)", none},
		{"title:演习", "title/run=演习", none},
		{"title: drill", "(and title drill)", "value-missing title title:"},

		// filters
		{"country:PK", "{country=PK}", none},
		{"country:pk", "{country=PK}", none},
		{"Country:PK,", "{country=PK}", none},
		{"country：PK", "{country=PK}", none},
		{"country:Pakistan drill", "(and {country=PK} drill)", none},
		{`country:"United States"`, "{country=US}", none},
		{"country:«United States»", "{country=US}", none},
		{"country:XX drill", "(and country XX drill)", "value-unknown country XX (allowed-countries)"},
		{`-country:"Nowhere Land"`, "(not (and country Nowhere Land))", "value-unknown"},
		{"country:_missing", "{country=_missing}", none},
		{"country: PK", "(and country PK)", "value-missing country country:"},
		{"theme:cyber-security", "{theme=cyber-security}", none},
		{"theme:Cyber-Security", "{theme=cyber-security}", none},
		{"theme:cooking", "(and theme cooking)", "value-unknown theme cooking (allowed-values counterterrorism, "},
		{"theme_group:terrorism-extremism", "{theme_group=terrorism-extremism}", none},
		{"theme_group:nothing", "(and theme_group nothing)", "value-unknown"},
		{"lang:ru", "{lang=ru}", none},
		{"lang:Russian", "{lang=ru}", none},
		{"lang:русский", "{lang=ru}", none},
		{"lang:qq", "(and lang qq)", "value-unknown lang qq (allowed-values en, ru, "},
		{"source:Reuters", "{source=Reuters}", none},
		{`source:"Dawn of Karachi"`, "{source=Dawn of Karachi}", none},
		{`source:""`, "source", "value-missing source source:"},
		{"source:" + strings.Repeat("x", 201), "(and source " + strings.Repeat("x", 201) + ")", "value-length source 200"},
		{"format:.PDF", "{format=pdf}", none},
		{"after:2024 before:2025-06", "(and {after=2024} {before=2025-06})", none},
		{"after:2024-02-29", "{after=2024-02-29}", none},
		{"after:2023-02-29", "(and after 2023-02-29)", "value-unknown"},
		{"after:yesterday", "(and after yesterday)", "value-unknown"},
		{"after:۲۰۲۴", "{after=2024}", none},
		{"country:PK OR country:AF", "(or {country=PK} {country=AF})", none},
		{"colour:red", "(and colour red)", "filter colour title, country, "},
		{`colour:"red"`, `(and colour "red")`, "filter colour title, country, "},

		// prefixes and fuzzy words
		{"terror*", "terror*", none},
		{"title:terror* ter*", "(and title/terror* ter*)", none},
		{"te* counter-terror*", "(and te counter-terror)", "prefix te*, counter-terror*"},
		{"терр* ترور*", "(and терр* ترور*)", none},
		{"terror~ drill~2 exercise~ exercise~1", "(and terror~1 drill~2 exercise~2 exercise~1)", none},
		{"Syria~ NATO~ 1999~ war~", "(and synonyms:Syria synonyms:NATO 1999 war)", "fuzzy Syria~, NATO~, 1999~, war~"},
		// synonyms
		{"CPEC", "synonyms:CPEC", none},
		{"cpec", "synonyms:cpec", none},
		{"sco", "sco", none},
		{`"CPEC"`, `"CPEC"`, none},
		{"title:CPEC", "title/CPEC", none},
		{"shanghai cooperation organisation summit", "(and synonyms:(and shanghai cooperation organisation) summit)", none},
		{"Kiev OR Tashkent", "(or synonyms:Kiev synonyms:Tashkent)", none},

		// scripts
		{"بمب\u200cگذاری", "بمب\u200cگذاری", none},
		{"ایران، پاکستان؟", "(and synonyms:ایران synonyms:پاکستان)", none},
		{"«رزمایش مشترک» -دریایی", `(and "رزمایش مشترک" (not دریایی))`, none},
		{"مشق؛ فوجی۔", "(and مشق فوجی)", none},
		{"учения в Пакистане", "(and учения Пакистане)", "stop в"},
		{"Oʻzbekiston mashg‘ulot", "(and synonyms:Oʻzbekiston mashg‘ulot)", none},
		{"联合演习", "run=联合演习", none},
		{"联合演习，反恐", "(and run=联合演习 run=反恐)", none},
		{"PLA联合演习2024年", "(and synonyms:PLA run=联合演习 2024 run=年)", none},
		{"データ", "run=データ", none},
		{"演习 OR учения", "(or run=演习 учения)", none},
	}
	for _, test := range tests {
		t.Run(test.in, func(t *testing.T) {
			got := query.Parse(test.in, query.Options{Vocabulary: v})
			if sketch(got.Tree) != test.want {
				t.Errorf("tree: got %s, want %s", sketch(got.Tree), test.want)
			}
			notes := noteLines(got.Notes)
			if !strings.Contains(notes, test.note) || test.note == none && notes != "" {
				t.Errorf("notes: got %q, want %q", notes, test.note)
			}
		})
	}
}

func TestParseMatchAny(t *testing.T) {
	v := builtIn(t)
	tests := []struct{ in, want string }{
		{"drill", "drill"},
		{"drill naval", "(or drill naval)"},
		{"the drill of naval", "(or drill naval)"},
		{"the of", "(or the of)"},
		{"drill -naval", "(and drill (not naval))"},
		{"-naval -air", "(and (not naval) (not air))"},
		{"country:PK drill naval -air after:2024", "(and (or drill naval) {country=PK} (not air) {after=2024})"},
		{"country:PK OR country:AF drill naval", "(and (or drill naval) (or {country=PK} {country=AF}))"},
		{`drill "joint exercise" title:naval`, `(or drill "joint exercise" title/naval)`},
		{"drill naval OR air", "(or drill naval air)"},
		{"(drill naval) OR air", "(or (and drill naval) air)"},
		{"联合演习", "(or 联合 合演 演习 联 合 演 习)"},
		{"title:联合演习 drill", "(or title/联合 title/合演 title/演习 title/联 title/合 title/演 title/习 drill)"},
		{"drill -联合演习", "(and drill (not run=联合演习))"},
		{"年", "年"},
	}
	for _, test := range tests {
		got := query.Parse(test.in, query.Options{Vocabulary: v, MatchAny: true})
		if sketch(got.Tree) != test.want {
			t.Errorf("Parse(%q): got %s, want %s", test.in, sketch(got.Tree), test.want)
		}
	}
}

func TestParsePlain(t *testing.T) {
	tests := []struct{ in, want string }{
		{`what "similarity laws" must be (obeyed) ?`, "(and similarity laws must obeyed)"},
		{"country:PK -naval NOT air", "(and country PK naval air)"},
		{"naval OR air", "(and naval air)"},
		{"high-speed flow", "(and high-speed flow)"},
		{"terror* title:x", "(and terror title x)"},
		{"联合演习（反恐）", "(and run=联合演习 run=反恐)"},
		{"(" + strings.Repeat("((", 40), "nothing"},
	}
	for _, test := range tests {
		got := query.Parse(test.in, query.Options{Plain: true})
		if sketch(got.Tree) != test.want {
			t.Errorf("Parse(%q): got %s, want %s", test.in, sketch(got.Tree), test.want)
		}
	}
}

func TestParseWithoutVocabularyKeepsFilterValues(t *testing.T) {
	got := query.Parse("country:XX theme:anything lang:qq", query.Options{})
	if want := "(and {country=XX} {theme=anything} {lang=qq})"; sketch(got.Tree) != want || len(got.Notes) > 0 {
		t.Errorf("got %s, notes %q, want %s without notes", sketch(got.Tree), noteLines(got.Notes), want)
	}
}

func TestParseLimits(t *testing.T) {
	numbered := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	tests := []struct {
		name, in   string
		wantLeaves int
		note       string
	}{
		{"number of words within the limit", numbered(query.MaxWords, "w%d "), query.MaxWords, ""},
		{"words", numbered(10_000, "w%d "), query.MaxWords, "words 64 w63"},
		{"text", numbered(10_000, "w%d "), query.MaxWords, "length 10000"},
		{"stop words do not count", strings.Repeat("the ", 500) + "drill", 1, "stop the"},
		{"only stop words", strings.Repeat("the ", 500), query.MaxWords, "words 64"},
		{"phrase", `"` + numbered(100, "w%d ") + `" drill`, 1, "words 64 w63"},
		{"run", strings.Repeat("演习", 100), 1, "words 64"},
		{"one long word", strings.Repeat("x", 20_000), 1, "length"},
		{"numbers with slashes", strings.Repeat("1/", 300), query.MaxWords, "words 64"},
		{"notes", numbered(100, "a:%d "), query.MaxWords, ""},
		{"parentheses", strings.Repeat("(", 5_000) + "drill", 1, "depth"},
		{"minuses", strings.Repeat("NOT ", 2_000) + "drill", 1, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := query.Parse(test.in, query.Options{})
			if n := leaves(got.Tree); n != test.wantLeaves {
				t.Errorf("got %d leaves, want %d", n, test.wantLeaves)
			}
			if notes := noteLines(got.Notes); !strings.Contains(notes, test.note) {
				t.Errorf("notes: got %q, want %q", notes, test.note)
			}
			if len(got.Notes) > 13 {
				t.Errorf("got %d notes", len(got.Notes))
			}
		})
	}
}

func leaves(n query.Node) int {
	total := 0
	switch n := n.(type) {
	case nil:
		return 0
	case query.And:
		for _, p := range n {
			total += leaves(p)
		}
	case query.Or:
		for _, p := range n {
			total += leaves(p)
		}
	case query.Not:
		return leaves(n.Node)
	default:
		return 1
	}
	return total
}

func TestNodeString(t *testing.T) {
	tests := []struct {
		tree query.Node
		want string
	}{
		{query.And{query.Word{Text: "a"}, query.Or{query.Word{Text: "b"}, query.And{query.Word{Text: "c"}, query.Word{Text: "d"}}}}, "a (b OR (c d))"},
		{query.Not{Node: query.Or{query.Word{Text: "a"}, query.Not{Node: query.Word{Text: "b"}}}}, "-(a OR -b)"},
		{query.Phrase{Field: "title", Text: "a b", Near: 3}, `title:"a b"~3`},
		{query.Filter{Name: "source", Value: "a b"}, `source:"a b"`},
		{query.Filter{Name: "after", Value: "2024-01"}, "after:2024-01"},
		{query.CJKRun{Field: "title", Text: "演习"}, "title:演习"},
	}
	for _, test := range tests {
		if got := test.tree.String(); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}
