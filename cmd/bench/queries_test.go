package main

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/date"
	"daftar/index/query"
)

// notes are documents with words for every class.
func notes() []*index.Document {
	texts := []string{
		"The border patrol of the northern district met a convoy near the bridge. Officers counted trucks, fuel and blankets.",
		"A convoy of trucks crossed the bridge at night. The patrol of the district found fuel barrels on the road to the north.",
		"Engineers repaired the bridge after the flood. The minister of transport thanked the engineers and the border patrol.",
	}
	var docs []*index.Document
	for n, text := range texts {
		year, _ := date.New(2001+n, 0, 0)
		docs = append(docs, &index.Document{
			ID: fmt.Sprint(n), Text: text, Lang: "en", Published: year,
			Tags: []index.Tag{
				{Kind: index.KindCountry, ID: []string{"PK", "KZ", "TJ"}[n], Role: index.RoleMain},
				{Kind: index.KindCountry, ID: "XX", Role: index.RoleMentioned},
				{Kind: index.KindTheme, ID: "border-disputes", Role: index.RoleMain},
			},
		})
	}
	return docs
}

func all(string) bool { return true }

func draw(t *testing.T, name string, n int, seed uint64) []benchQuery {
	t.Helper()
	for _, c := range queryClasses() {
		if c.name == name {
			return newSample(notes(), all).draw(c, n, seed)
		}
	}
	t.Fatalf("no class %q", name)
	return nil
}

func TestDrawIsDeterministic(t *testing.T) {
	for _, c := range queryClasses() {
		t.Run(c.name, func(t *testing.T) {
			first, again := draw(t, c.name, 30, 7), draw(t, c.name, 30, 7)
			if len(first) != 30 {
				t.Fatalf("%d queries, want 30", len(first))
			}
			if !reflect.DeepEqual(first, again) {
				t.Error("the same seed drew other queries")
			}
			if reflect.DeepEqual(first, draw(t, c.name, 30, 8)) {
				t.Error("another seed drew the same queries")
			}
		})
	}
}

func TestDrawnQueriesMatchADocument(t *testing.T) {
	tests := []struct {
		class string
		holds func(q benchQuery, d *index.Document) bool
	}{
		{"one word", func(q benchQuery, d *index.Document) bool { return has(d, q.tree) }},
		{"two words, both", func(q benchQuery, d *index.Document) bool {
			both := q.tree.(query.And)
			return len(both) == 2 && both[0] != both[1] && has(d, both[0]) && has(d, both[1])
		}},
		{"three words, any", func(q benchQuery, d *index.Document) bool {
			words := q.tree.(query.Or)
			return len(words) == 3 && has(d, words[0]) && has(d, words[1]) && has(d, words[2])
		}},
		{"phrase", func(q benchQuery, d *index.Document) bool {
			p := q.tree.(query.Phrase)
			return p.Near == 0 && !slices.ContainsFunc(strings.Fields(p.Text), analysis.IsStop) && contains(d, p.Text)
		}},
		{"phrase with stop words", func(q benchQuery, d *index.Document) bool {
			p := q.tree.(query.Phrase)
			words := strings.Fields(p.Text)
			stops := len(slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !analysis.IsStop(w) }))
			return stops > 0 && stops < len(words) && contains(d, p.Text)
		}},
		{"near", func(q benchQuery, d *index.Document) bool {
			p := q.tree.(query.Phrase)
			a, b, _ := strings.Cut(p.Text, " ")
			return p.Near == nearWords && a != b && within(d, a, b, nearWords)
		}},
		{"word + filters", func(q benchQuery, d *index.Document) bool { return has(d, q.tree) && passes(q, d) }},
		{"no words + filters", func(q benchQuery, d *index.Document) bool { return q.tree == nil && passes(q, d) }},
	}
	for _, tt := range tests {
		t.Run(tt.class, func(t *testing.T) {
			for _, q := range draw(t, tt.class, 200, 1) {
				if !slices.ContainsFunc(notes(), func(d *index.Document) bool { return tt.holds(q, d) }) {
					t.Fatalf("%+v matches no document", q)
				}
			}
		})
	}
}

func contains(d *index.Document, text string) bool {
	return strings.Contains(strings.ToLower(d.Text), text)
}

func has(d *index.Document, n query.Node) bool {
	w := n.(query.Word).Text
	return !analysis.IsStop(w) && slices.Contains(fields(d), w)
}

func fields(d *index.Document) []string {
	return strings.Fields(strings.NewReplacer(".", "", ",", "").Replace(strings.ToLower(d.Text)))
}

// within reports whether b comes after a with at most n words between.
func within(d *index.Document, a, b string, n int) bool {
	words := fields(d)
	for i, w := range words {
		if w == a && slices.Contains(words[i+1:min(i+n+2, len(words))], b) {
			return true
		}
	}
	return false
}

// passes reports whether a document meets the one or two filters of a query.
func passes(q benchQuery, d *index.Document) bool {
	parts := len(q.filters)
	if q.dates.Active() {
		parts++
		if !d.Published.Overlaps(q.dates.From, q.dates.To) {
			return false
		}
	}
	for _, f := range q.filters {
		if !slices.ContainsFunc(d.Tags, func(tag index.Tag) bool {
			return string(tag.Kind) == string(f.Field) && tag.Role == index.RoleMain && slices.Contains(f.Any, tag.ID)
		}) {
			return false
		}
	}
	return parts == 1 || parts == 2
}

func TestSampleOmitsWordsThatBleveDoesNotSearch(t *testing.T) {
	s := newSample(notes(), func(w string) bool { return w != "bridge" })
	if slices.Contains(s.words, "bridge") || slices.Contains(s.words, "the") || slices.Contains(s.words, "a") {
		t.Errorf("words %q", s.words)
	}
	if !slices.Contains(s.words, "convoy") {
		t.Errorf("convoy is missing in %q", s.words)
	}
}

func TestSampleSortsWordsByFrequency(t *testing.T) {
	s := newSample(notes(), all)
	if got := s.words[:2]; !slices.Equal(got, []string{"bridge", "patrol"}) { // in all three, then by letter
		t.Errorf("got %q, want bridge, patrol", got)
	}
}

func TestPickReachesEveryWord(t *testing.T) {
	d := &drawer{Rand: rand.New(rand.NewPCG(1, 1))}
	words := strings.Fields("a b c d e f g h i j k l m n o p q r s t")
	drawn := make(map[string]int)
	for range 10_000 {
		drawn[d.pick(words)]++
	}
	if len(drawn) != len(words) {
		t.Errorf("drew %d of %d words: %v", len(drawn), len(words), drawn)
	}
	if drawn["a"] <= drawn["b"] || drawn["b"] <= drawn["t"] {
		t.Errorf("frequent words should come more often: %v", drawn)
	}
	if got := d.pick(nil); got != "" {
		t.Errorf("no words: got %q", got)
	}
}

func TestDrawReturnsFewerQueriesForPoorDocuments(t *testing.T) {
	docs := []*index.Document{{ID: "1", Text: "convoy", Lang: "en"}, {ID: "2"}}
	for _, c := range queryClasses() {
		got := len(newSample(docs, all).draw(c, 2, 1))
		want := 0
		if c.name == "one word" {
			want = 2
		}
		if got != want {
			t.Errorf("%s: %d queries, want %d", c.name, got, want)
		}
	}
	if got := newSample(nil, all).draw(queryClasses()[0], 5, 1); got != nil {
		t.Errorf("no documents: got %v", got)
	}
}

func TestMixTakesAllClasses(t *testing.T) {
	word := func(text string) []benchQuery { return []benchQuery{{tree: query.Word{Text: text}}} }
	got := mix([]queryClass{newQueryClass("a", word("a"), 1), newQueryClass("b", word("b"), 1)}, 6, 1)
	count := make(map[query.Node]int)
	for _, q := range got {
		count[q.tree]++
	}
	if want := map[query.Node]int{query.Word{Text: "a"}: 3, query.Word{Text: "b"}: 3}; !reflect.DeepEqual(count, want) {
		t.Errorf("got %v, want %v", count, want)
	}
}
