package indextest

import (
	"testing"

	"daftar/index"
	"daftar/index/query"
)

var englishFixtures = []fixture{
	{path: "joint", title: "Drill begins in the north", lang: "en", text: "Pakistan and Uzbekistan began a joint exercise on Monday. The exercises will last two weeks."},
	{path: "apart", title: "Air defence", lang: "en", text: "The exercise was not joint. Air defence units took part in the exercise."},
	{path: "hyphen", lang: "en", text: "A counter-terrorism centre opened in the capital."},
	{path: "closed", lang: "en", text: "The counterterrorism centre trains officers."},
	{path: "open", lang: "en", text: "Officers counter terrorism in the valley. A centre was planned."},
	{path: "swapped", lang: "en", text: "Terrorism is hard to counter."},
	{path: "straight", lang: "en", text: "Da'esh claimed the attack."},
	{path: "curly", lang: "en", text: "Da’esh denied everything."},
	{path: "bare", lang: "en", text: "Daesh fighters fled."},
	{path: "possessive", lang: "en", text: "Uzbekistan's navy does not exist; the navy’s ships are elsewhere."},
	{path: "given", title: "Annual naval review", lang: "en", text: "The report has three parts."},
	{path: "derived", title: "Naval review was quiet", titleDerived: true, lang: "en", text: "Naval review was quiet this year."},
	{path: "acronym", lang: "en", text: "US forces left. 12,000 troops went by air, said the U.S. envoy."},
	{path: "pronoun", lang: "en", text: "They asked us to wait for 3.5 hours and 12 minutes."},
	{path: "shouted", lang: "en", text: "THEY ASKED US TO LEAVE AT ONCE."},
}

// testWords checks words, phrases, fields and operators. Each case is a query as typed and the paths it finds.
func testWords(t *testing.T, open Open) {
	s, docs := openWith(t, open, englishFixtures)
	runQueryCases(t, s, docs, []queryCase{
		{"exercise", "joint apart"},
		{"exercises", "joint apart"},
		{`"exercises"`, "joint"},
		{`"exercising"`, ""},
		{"exercise drill", "joint"},
		{"drill OR denied", "joint curly"},
		{"exercise -Uzbekistan", "apart"},
		{`exercise -"joint exercise"`, "apart"},
		{"-exercise -the", "swapped curly bare derived pronoun shouted"},
		{"(exercise OR centre) -(joint monday)", "apart hyphen closed open"},
		{"exercise (joint (pakistan OR air) -ships)", "joint apart"},
		{"(exercise pakistan) OR (officers -valley)", "joint closed"},
		{"nowhere", ""},
		{"exercise nowhere", ""},
		{"exercise OR nowhere", "joint apart"},
		{"-nowhere fighters", "bare"},

		{`"joint exercise"`, "joint"},
		{`"exercise joint"`, ""},
		{`"exercise was not joint"`, "apart"},
		{`"the"`, "joint apart hyphen closed open straight possessive given acronym"},
		{"the", "joint apart hyphen closed open straight possessive given acronym"},
		{"the of", ""},
		{"the to", ""},
		{`"in the capital"`, "hyphen"},
		{`"north Pakistan"`, ""},
		{`"Drill begins in the north"`, "joint"},
		{`"defence the"`, ""},
		{`"Pakistan exercise"~4`, ""},
		{`"Pakistan exercise"~5`, "joint"},
		{`"exercise Pakistan"~5`, "joint"},
		{`"exercise joint"~1`, "joint"},
		{`"exercise joint"~2`, "joint apart"},
		{`"north Pakistan"~50`, ""},
		{`"joint joint"~3`, "joint apart"},

		{"title:drill", "joint"},
		{"title:exercise", ""},
		{`title:"naval review"`, "given"},
		{"title:naval", "given"},
		{"naval", "given derived"},
		{"title:reviews", "given"},
		{`title:"reviews"`, ""},
		{"-title:naval review", "derived"},

		{"counter-terrorism", "hyphen closed open"},
		{"counterterrorism", "hyphen closed"},
		{`"counter terrorism"`, "hyphen open"},
		{`"counter-terrorism"`, "hyphen closed open"},
		{`"counter-terrorism centre"`, "hyphen closed"},
		{`"counterterrorism centre"`, "hyphen closed"},
		{`"a counterterrorism"`, "hyphen"},
		{`"the counter-terrorism centre"`, "closed"},
		{"counter terrorism", "hyphen open swapped"},

		{"Da'esh", "straight curly bare"},
		{"Da’esh", "straight curly bare"},
		{"daesh", "straight curly bare"},
		{`"Da'esh claimed"`, "straight"},
		{`"daesh denied"`, "curly"},
		{"Uzbekistan", "joint possessive"},
		{"Uzbekistan's", "joint possessive"},
		{`"uzbekistan navy"`, "possessive"},
		{"navy", "possessive"},

		{"US", "acronym"},
		{"U.S.", "acronym"},
		{`"us"`, "acronym pronoun shouted"},
		{"12,000", "acronym"},
		{"12000", "acronym"},
		{"12", "pronoun"},
		{"3.5", "pronoun"},
		{"3.5/12", ""},
		{"counter-terrorism/3.5", ""},
	})
}

// testScripts does the same for other scripts than Latin, and for several scripts in one query.
func testScripts(t *testing.T, open Open) {
	s, docs := openWith(t, open, []fixture{
		{path: "yo", lang: "ru", text: "Самолёт приземлился в Душанбе."},
		{path: "ye", lang: "ru", text: "САМОЛЕТ взлетел, экипаж цел."},
		{path: "farsi", lang: "fa", text: "نشست امنیتی کشورهای منطقه در بمب\u200cگذاری کابل، ۲۰۲۵."},
		{path: "arabic", lang: "ar", text: "نشست امنيتي كشورهاي منطقه؛ بمبگذاري كابل"},
		{path: "urdu", lang: "ur", text: "پاکستان کی فوجی مشقیں ختم ہوئیں۔"},
		{path: "zh", lang: "zh", title: "联合演习", text: "上海合作组织举行联合反恐演习。"},
		{path: "un", lang: "zh", text: "联合国讨论反恐。演习结束于2025年底。"},
		{path: "mixed", lang: "en", text: "The 联合演习 (a joint drill) is called учения in Russian and مشق in Urdu."},
		{path: "uzbek", lang: "uz", text: "Oʻzbekiston mudofaa vazirligi mashg‘ulot oʻtkazdi."},
		{path: "turkish", lang: "tr", text: "İstanbul'da güvenlik toplantısı yapıldı."},
		{path: "kazakh", lang: "kk", text: "Қазақстан әскери жаттығуы басталды."},
	})
	runQueryCases(t, s, docs, []queryCase{
		{"самолёт", "yo ye"},
		{"самолет", "yo ye"},
		{`"САМОЛЁТ взлетел"`, "ye"},
		{"امنیتی", "farsi arabic"},
		{"امنيتي كشورهاي", "farsi arabic"},
		{`"امنیتی کشورهای منطقه"`, "farsi arabic"},
		{"بمب\u200cگذاری", "farsi arabic"},
		{"2025", "farsi un"},
		{"۲۰۲۵", "farsi un"},
		{"٢٠٢٥", "farsi un"},
		{"فوجی مشقیں", "urdu"},
		{"联合", "zh un mixed"},
		{"联合演习", "zh mixed"},
		{"联合反恐", "zh"},
		{"演习 反恐", "zh un"},
		{`"反恐演习"`, "zh"},
		{`"联合演习"`, "zh mixed"},
		{`"演习联合"`, ""},
		{`"2025年"`, "un"},
		{"恐", "zh un"},
		{"title:演习", "zh"},
		{"title:反恐", ""},
		{"演习 -组织", "un mixed"},
		{"учения 演习", "mixed"},
		{"учения OR самолет", "yo ye mixed"},
		{`drill مشق "联合演习" учения`, "mixed"},
		{`"called учения in"`, "mixed"},
		{"Oʻzbekiston", "uzbek"},
		{"O'zbekiston mashgʻulot", "uzbek"},
		{"ozbekiston", "uzbek"},
		{"ISTANBUL'DA", "turkish"},
		{"guvenlik", "turkish"},
		{"қазақстан", "kazakh"},
	})
}

// queryCase is a query as typed and the paths that it finds, in any order.
type queryCase struct{ in, want string }

// runQueryCases checks the documents that each query finds, and its whole result against the naive scan.
func runQueryCases(t *testing.T, s index.Searcher, docs []*index.Document, rows []queryCase) {
	t.Helper()
	scan := NewNaiveScan(docs)
	for _, r := range rows {
		t.Run(r.in, func(t *testing.T) {
			q := index.Query{Tree: query.Parse(r.in, query.Options{}).Tree, Limit: index.MaxLimit, Facets: allFacets()}
			if got := sorted(paths(search(t, s, q))); got != sorted(r.want) {
				t.Errorf("got %q, want %q", got, sorted(r.want))
			}
			checkQuery(t, s, scan, q)
		})
	}
}
