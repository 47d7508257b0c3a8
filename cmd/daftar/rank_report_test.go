package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// rankQueries are typical queries over the seeds, in the languages of the seeds.
var rankQueries = []string{
	"border clashes", "Kyrgyzstan Tajikistan border", "ceasefire", "refugees", "nuclear weapons", "sanctions Iran", "CIA", "withdrawal of troops",
	"peace talks", "terrorism", "counter-terrorism Central Asia", `"cease-fire" agreement`, `"Kashmir talks"~5`, "title:border", "opium OR heroin", "Soviet troops -Tibet",
	"arms", "cyberspace", "Tibet uprising", "drone strike", "joint exercise", "shipping attacks Red Sea", "CPEC", "Pushtunistan", "AFGHAN REFUGEES",
	"граница", "соглашение о границе", "поставки оружия Ирану", "Афганистан", "مرز", "تحریم", "افغانستان", "پاکستان افغانستان", "جعفر ایکسپریس", "اوربند",
	"هجمات البحر الأحمر", "الحوثيون", "PKK silah", "Türkiye", "Тоҷикистон", "Семей полигоны", "Oʻzbekiston Afgʻoniston", "联合反恐演习", "边境 贸易",
}

// TestRankReport lists the first five documents of each query with the parts of their scores, so that the diff of the golden
// file shows what a change of the ranking does: go test -run TestRankReport -update ./cmd/daftar.
func TestRankReport(t *testing.T) {
	s, _ := multilingualIndex(t)
	var b strings.Builder
	for _, any := range []bool{false, true} {
		for n, text := range rankQueries {
			if any && n%4 != 0 { // match=any for some of them
				continue
			}
			parsed := query.Parse(text, query.Options{MatchAny: any, Vocabulary: testVocabulary(t)})
			r, err := s.Search(t.Context(), index.Query{Tree: parsed.Tree, Limit: 5, Collapse: true, RelevanceFeedback: true, Explain: true})
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s%s: %d\n", text, map[bool]string{true: " (any)"}[any], r.Total)
			for place, h := range r.Hits {
				fmt.Fprintf(&b, "  %d. %6.2f %s = %s\n", place+1, h.Score, h.Document.Path, explanationLine(h.Explanation))
			}
		}
	}
	golden(t, "ranks", b.String())
}

// explanationLine writes the parts of a score on one line: "3.10 border + 0.42 like the best (clashes)".
func explanationLine(e *index.Explanation) string {
	if e == nil {
		return "no words"
	}
	switch e.Text.Key {
	case "explain.best":
		best := slices.MaxFunc(e.Parts, func(a, b index.Explanation) int { return cmp.Compare(a.Value, b.Value) })
		return fmt.Sprintf("%s of %d", explanationLine(&best), len(e.Parts))
	case "explain.feedback":
		return fmt.Sprintf("%.2f like the best (%s)", e.Value, e.Text.Args[0])
	case "explain.phrase":
		return fmt.Sprintf("%.2f %q", e.Value, e.Text.Args[0])
	case "explain.word", "explain.filter":
		return fmt.Sprintf("%.2f %s", e.Value, e.Text.Args[0])
	case "explain.not":
		return fmt.Sprintf("%.2f not matched, as asked", e.Value)
	}
	var all []string
	for _, p := range e.Parts {
		all = append(all, explanationLine(&p))
	}
	return strings.Join(all, " + ")
}
