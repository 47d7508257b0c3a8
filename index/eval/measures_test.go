package eval

import (
	"math"
	"strings"
	"testing"
)

// The expected values are computed by hand.
func TestMeasureEqualsValuesComputedByHand(t *testing.T) {
	for _, c := range []struct {
		name    string
		ranking string
		grades  map[string]int
		want    Scores
	}{
		{"nothing relevant", "a b", map[string]int{"a": 0}, Scores{}},
		{"nothing found", "", map[string]int{"a": 1}, Scores{}},
		{"first", "a", map[string]int{"a": 1}, Scores{1, 1, 1, 1}},
		{"second of two", "x a", map[string]int{"a": 1}, Scores{.5, 1 / math.Log2(3), .5, 1}},
		{"two of three", "a x b", map[string]int{"a": 1, "b": 1, "c": 1},
			Scores{(1 + 2./3) / 3, (1 + .5) / (1 + 1/math.Log2(3) + .5), 1, 2. / 3}},
		{"grades", "b a", map[string]int{"a": 2, "b": 1}, Scores{1, (1 + 3/math.Log2(3)) / (3 + 1/math.Log2(3)), 1, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Measure(strings.Fields(c.ranking), c.grades)
			for _, d := range []float64{got.AP - c.want.AP, got.NDCG - c.want.NDCG, got.ReciprocalRank - c.want.ReciprocalRank, got.Recall - c.want.Recall} {
				if math.Abs(d) > 1e-12 {
					t.Fatalf("got %+v, want %+v", got, c.want)
				}
			}
		})
	}
}

func TestCompareCountsWinsAndComputesP(t *testing.T) {
	report := func(aps ...float64) *Report {
		r := &Report{}
		for i, ap := range aps {
			r.Queries = append(r.Queries, QueryScores{ID: string(rune('a' + i)), Scores: Scores{AP: ap}})
		}
		return r
	}
	d, err := Compare(report(.1, .2, .3, .4, .5, .6, .7, .8), report(.2, .3, .4, .5, .6, .7, .8, .9))
	if err != nil || d.Wins != 8 || math.Abs(d.Mean-.1) > 1e-12 || d.P > .02 {
		t.Errorf("eight wins of eight: %+v, %v", d, err)
	}
	d, err = Compare(report(.5, .5), report(.6, .4))
	if err != nil || d.Wins != 1 || d.Losses != 1 || d.P < .9 {
		t.Errorf("one up, one down: %+v, %v", d, err)
	}
	if _, err := Compare(report(.5), report(.5, .5)); err == nil {
		t.Error("runs with different queries: got no error")
	}
}

func TestReadQueriesAndJudgements(t *testing.T) {
	q, err := ReadQueries(strings.NewReader("\ufeff1\twhat happened\n\n2\twhere\n"))
	if err != nil || len(q) != 2 || q[0] != (Query{"1", "what happened"}) {
		t.Errorf("%v %v", q, err)
	}
	j, err := ReadJudgements(strings.NewReader("1 0 d1 2\n1 0 d2 0\n"))
	if err != nil || j["1"]["d1"] != 2 || len(j["1"]) != 2 {
		t.Errorf("%v %v", j, err)
	}
	for _, bad := range []string{"no tab", "\ttext"} {
		if _, err := ReadQueries(strings.NewReader(bad)); err == nil {
			t.Errorf("queries %q: got no error", bad)
		}
	}
	for _, bad := range []string{"1 0 d", "1 0 d x"} {
		if _, err := ReadJudgements(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("judgements %q: %v", bad, err)
		}
	}
}
