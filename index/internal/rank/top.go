package rank

import (
	"container/heap"
	"slices"
)

// Top keeps the first K of the documents added to it, in a given order.
type Top struct {
	K     int
	Order func(a, b Ranked) int
	kept  topHeap
}

// NewTop returns a Top of k documents.
func NewTop(k int, order func(a, b Ranked) int) *Top {
	return &Top{K: k, Order: order, kept: topHeap{order: order}}
}

// Add adds a document.
func (t *Top) Add(r Ranked) {
	if len(t.kept.docs) < t.K {
		heap.Push(&t.kept, r)
	} else if t.K > 0 && t.Order(r, t.kept.docs[0]) < 0 {
		t.kept.docs[0] = r
		heap.Fix(&t.kept, 0)
	}
}

// Docs returns the documents that are kept, in no particular order.
func (t *Top) Docs() []Ranked { return t.kept.docs }

// Sorted returns the documents that are kept, in order. Nothing can be added afterwards.
func (t *Top) Sorted() []Ranked {
	slices.SortFunc(t.kept.docs, t.Order)
	return t.kept.docs
}

// topHeap is a heap whose root is the last document in the order.
type topHeap struct {
	docs  []Ranked
	order func(a, b Ranked) int
}

func (h *topHeap) Len() int           { return len(h.docs) }
func (h *topHeap) Less(i, j int) bool { return h.order(h.docs[i], h.docs[j]) > 0 }
func (h *topHeap) Swap(i, j int)      { h.docs[i], h.docs[j] = h.docs[j], h.docs[i] }
func (h *topHeap) Push(v any)         { h.docs = append(h.docs, v.(Ranked)) }
func (h *topHeap) Pop() any {
	last := h.docs[len(h.docs)-1]
	h.docs = h.docs[:len(h.docs)-1]
	return last
}
