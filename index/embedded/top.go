package embedded

import (
	"container/heap"
	"slices"
)

// top keeps the first k of what is added, in an order.
type top struct {
	k     int
	order func(a, b ranked) int
	kept  []ranked // a heap with the last one on top
}

func newTop(k int, order func(a, b ranked) int) *top { return &top{k: k, order: order} }

func (t *top) Len() int           { return len(t.kept) }
func (t *top) Less(i, j int) bool { return t.order(t.kept[i], t.kept[j]) > 0 }
func (t *top) Swap(i, j int)      { t.kept[i], t.kept[j] = t.kept[j], t.kept[i] }
func (t *top) Push(v any)         { t.kept = append(t.kept, v.(ranked)) }
func (t *top) Pop() any {
	last := t.kept[len(t.kept)-1]
	t.kept = t.kept[:len(t.kept)-1]
	return last
}

func (t *top) add(r ranked) {
	if len(t.kept) < t.k {
		heap.Push(t, r)
	} else if t.k > 0 && t.order(r, t.kept[0]) < 0 {
		t.kept[0] = r
		heap.Fix(t, 0)
	}
}

// sorted returns what was kept, in order, and forgets it.
func (t *top) sorted() []ranked {
	slices.SortFunc(t.kept, t.order)
	return t.kept
}
