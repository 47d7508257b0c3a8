package rank

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTopKeepsFirstInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	order := func(a, b Ranked) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Doc, b.Doc)) }
	for _, k := range []int{0, 1, 7, 100, 200} {
		top := NewTop(k, order)
		var all []Ranked
		for d := range uint32(100) {
			next := Ranked{d, float64(r.IntN(20))}
			all = append(all, next)
			top.Add(next)
		}
		slices.SortFunc(all, order)
		if got, want := top.Sorted(), all[:min(k, len(all))]; !slices.Equal(got, want) {
			t.Errorf("top %d: got %v, want %v", k, got, want)
		}
	}
}
