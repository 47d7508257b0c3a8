package indextest

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// TestNaiveScanPassesSuite runs the tests of the suite that an engine without highlights, suggestions and status can
// pass.
func TestNaiveScanPassesSuite(t *testing.T) {
	for name, test := range map[string]func(*testing.T, Open){
		"Empty": testEmpty, "Builds": testBuilds, "Words": testWords, "Scripts": testScripts, "Filters": testFilters,
		"Facets": testFacets, "Dates": testDates, "DateFacet": testDateFacet, "Order": testOrder, "Paging": testPaging,
		"Collapse": testCollapse, "CollapseAfterReindex": testCollapseAfterReindex, "CollapsedPages": testCollapsedPages,
		"Similar": testSimilar, "SimilarEqualsNaiveScan": testSimilarEqualsNaiveScan,
		"RandomQueries": testRandomQueries,
	} {
		t.Run(name, func(t *testing.T) { test(t, openMemory) })
	}
}

// The scores of three documents, computed by hand from the formula. Lengths: titles 2, 0, 0 with mean 2/3; texts 4, 2,
// 3 with mean 3.
func TestNaiveScanScoresFollowBM25F(t *testing.T) {
	docs := documents(t, []fixture{
		{path: "a", title: "naval drill", text: "drill and drill again"},
		{path: "b", text: "naval drill"},
		{path: "c", text: "nothing of it"},
	})
	norm := func(length, mean float64) float64 { return 1 - 0.75 + 0.75*length/mean }
	idf := func(df float64) float64 { return math.Log(1 + (3-df+0.5)/(df+0.5)) }
	sat := func(tf float64) float64 { return tf * 2.2 / (1.2 + tf) }
	title := norm(2, 2.0/3)
	tests := []struct {
		in   string
		want map[string]float64
	}{
		{"drill", map[string]float64{
			"a": idf(2) * sat(2/title+2/norm(4, 3)),
			"b": idf(2) * sat(1/norm(2, 3)),
		}},
		{"title:drill", map[string]float64{"a": idf(1) * sat(2/title)}},
		{"drill nothing", map[string]float64{}},
		{"drill OR nothing", map[string]float64{
			"a": idf(2) * sat(2/title+2/norm(4, 3)),
			"b": idf(2) * sat(1/norm(2, 3)),
			"c": idf(1) * sat(1/norm(3, 3)),
		}},
		{`"naval drill"`, map[string]float64{
			"a": 2 * idf(2) * sat(2/title), // naval and drill are each in two documents
			"b": 2 * idf(2) * sat(1/norm(2, 3)),
		}},
		{`"drill again"~1`, map[string]float64{"a": (idf(2) + idf(1)) * sat(1/norm(4, 3))}},
		{"drill -again", map[string]float64{"b": idf(2) * sat(1/norm(2, 3))}},
		{"-drill", map[string]float64{"c": 0}},
	}
	for _, test := range tests {
		r, err := NewNaiveScan(docs).Search(index.Query{Tree: query.Parse(test.in, query.Options{}).Tree, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		got := make(map[string]float64)
		for _, h := range r.Hits {
			got[h.Document.Path] = h.Score
		}
		if len(got) != len(test.want) {
			t.Errorf("%s: got %v, want %v", test.in, got, test.want)
		}
		for path, want := range test.want {
			if math.Abs(got[path]-want) > scoreSlack {
				t.Errorf("%s: %s scores %f, want %f", test.in, path, got[path], want)
			}
		}
	}
}

// The frequency of a phrase is the number of positions at which it starts; a joined form stands at two positions.
func TestPhraseFrequencyCountsStarts(t *testing.T) {
	s := NewNaiveScan(documents(t, []fixture{{path: "a", text: "counter-terrorism, a counterterrorism drill, counter terrorism drill"}}))
	for phrase, want := range map[string]int{
		"counter terrorism": 2, "counterterrorism drill": 1, "terrorism drill": 1, "a counterterrorism": 1, "drill counter": 1, "drill drill": 0,
	} {
		starts := make(map[int]bool)
		s.phraseStarts(s.bodies[0], strings.Fields(phrase), starts)
		if len(starts) != want {
			t.Errorf("%q starts at %d positions, want %d", phrase, len(starts), want)
		}
	}
}

// recorder records a failure without failing the test that uses it.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

// The negative control: each falsified field of a result must be reported.
func TestCompareResultsReportsEveryDifference(t *testing.T) {
	docs := documents(t, filterFixtures)
	q := index.Query{Tree: query.Word{Text: "drill"}, Limit: 10, Facets: allFacets()}
	result := func() *index.Result {
		r, err := NewNaiveScan(docs).Search(q)
		if err != nil || len(r.Hits) < 2 {
			t.Fatalf("%+v, %v", r, err)
		}
		return r
	}
	tests := map[string]func(*index.Result){
		"total":      func(r *index.Result) { r.Total++ },
		"lost hit":   func(r *index.Result) { r.Hits = r.Hits[1:] },
		"order":      func(r *index.Result) { r.Hits[0], r.Hits[1] = r.Hits[1], r.Hits[0] },
		"score":      func(r *index.Result) { r.Hits[0].Score += 0.00001 },
		"lost facet": func(r *index.Result) { r.Facets = r.Facets[1:] },
		"count":      func(r *index.Result) { r.Facets[0].Buckets[0].Count++ },
		"value":      func(r *index.Result) { r.Facets[0].Buckets[0].Value = "XX" },
		"lost value": func(r *index.Result) { r.Facets[0].Buckets = r.Facets[0].Buckets[1:] },
		"missing":    func(r *index.Result) { r.Facets[1].Missing++ },
		"values":     func(r *index.Result) { r.Facets[0].DistinctValues++ },
		"selected":   func(r *index.Result) { r.Facets[0].Buckets[0].Selected = true },
		"excluded":   func(r *index.Result) { r.Facets[0].Buckets[0].Excluded = true },
		"chosen":     func(r *index.Result) { r.Facets[0].MissingSelected = true },
		"interval":   func(r *index.Result) { r.Facets[6].Interval = index.IntervalYear },
		"bins":       func(r *index.Result) { r.Facets[6].Buckets[0].From-- },
	}
	for name, falsify := range tests {
		falsified := result()
		falsify(falsified)
		r := &recorder{TB: t}
		if CompareResults(r, falsified, result()); !r.failed {
			t.Errorf("wrong %s is not reported", name)
		}
	}
	r := &recorder{TB: t}
	if CompareResults(r, result(), result()); r.failed {
		t.Error("equal results are reported to differ")
	}
}

// Random queries are the same for the same seed, and cover every feature of a query.
func TestRandomQueriesCoverEveryFeature(t *testing.T) {
	docs := randomDocuments(80, 1)
	queries := RandomQueries(docs, 300, 9)
	if !reflect.DeepEqual(queries, RandomQueries(docs, 300, 9)) {
		t.Error("the same seed gives other queries")
	}
	scan := NewNaiveScan(docs)
	kinds := make(map[string]int)
	for _, q := range queries {
		r, err := scan.Search(q)
		if err != nil {
			t.Fatal(err)
		}
		if r.Total > 0 {
			kinds["found"]++
		}
		if r.Total > 0 && len(q.Filters) > 0 {
			kinds["found with filters"]++
		}
		countFeatures(kinds, q)
	}
	for _, kind := range []string{"found", "found with filters", "query.Word", "query.CJKRun", "query.Phrase", "near", "title", "query.And", "query.Or",
		"query.Not", "query.Filter", "any", "all", "none", "fixed", "missing", "same passage", "dates", "dates missing", "mentions any",
		"newest", "oldest", "offset", "no words"} {
		if kinds[kind] < 3 {
			t.Errorf("%d queries with %q among %d", kinds[kind], kind, len(queries))
		}
	}
}

func countFeatures(kinds map[string]int, q index.Query) {
	for _, f := range q.Filters {
		for kind, values := range map[string][]string{"any": f.Any, "all": f.All, "none": f.None} {
			if len(values) > 0 {
				kinds[kind]++
			}
			if slices.Contains(values, index.Missing) {
				kinds["missing"]++
			}
		}
		if f.Fixed {
			kinds["fixed"]++
		}
	}
	for kind, is := range map[string]bool{
		"same passage": q.SamePassage, "dates": q.Dates.Active(), "dates missing": q.Dates.Missing, "mentions any": q.Mentions == index.MentionsAny,
		"newest": q.Sort == index.SortNewest, "oldest": q.Sort == index.SortOldest, "offset": q.Offset > 0, "no words": q.Tree == nil,
	} {
		if is {
			kinds[kind]++
		}
	}
	countTreeFeatures(kinds, q.Tree)
}

func countTreeFeatures(kinds map[string]int, n query.Node) {
	if n == nil {
		return
	}
	kinds[fmt.Sprintf("%T", n)]++
	switch n := n.(type) {
	case query.And:
		for _, p := range n {
			countTreeFeatures(kinds, p)
		}
	case query.Or:
		for _, p := range n {
			countTreeFeatures(kinds, p)
		}
	case query.Not:
		countTreeFeatures(kinds, n.Node)
	case query.Word:
		if n.Field == "title" {
			kinds["title"]++
		}
	case query.Phrase:
		if n.Near > 0 {
			kinds["near"]++
		}
	}
}
