package rank

import (
	"bytes"
	"cmp"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/internal/packed"
)

// Ranked is a document with its score.
type Ranked struct {
	Doc   uint32
	Score float64
}

// SortKeys are the values by which documents are ordered, by document number.
type SortKeys struct {
	IDs      packed.Strings
	From, To []date.Day // of the date that the query selects
	Added    []date.Day
}

// Order returns the comparison of index.Sort, with all its tie-breakers: negative if a comes before b.
func Order(sort index.Sort, keys SortKeys) func(a, b Ranked) int {
	byDate := keys.byDate(sort == index.SortOldest)
	comparisons := []func(a, b Ranked) int{byDate, byScore}
	switch sort {
	case index.SortRelevance:
		comparisons = []func(a, b Ranked) int{byScore, byDate}
	case index.SortAdded:
		byAdded := func(a, b Ranked) int { return cmp.Compare(keys.Added[b.Doc], keys.Added[a.Doc]) }
		comparisons = []func(a, b Ranked) int{byAdded, byScore, byDate}
	}
	return func(a, b Ranked) int {
		for _, compare := range comparisons {
			if c := compare(a, b); c != 0 {
				return c
			}
		}
		return bytes.Compare(keys.IDs.View(int(a.Doc)), keys.IDs.View(int(b.Doc)))
	}
}

func byScore(a, b Ranked) int { return cmp.Compare(b.Score, a.Score) }

// byDate compares dates, newest first unless oldestFirst. Documents without a date come last either way.
func (k SortKeys) byDate(oldestFirst bool) func(a, b Ranked) int {
	return func(a, b Ranked) int {
		c := cmp.Compare(k.From[b.Doc], k.From[a.Doc])
		if c == 0 {
			c = cmp.Compare(k.To[b.Doc], k.To[a.Doc])
		}
		if oldestFirst && k.From[a.Doc] != 0 && k.From[b.Doc] != 0 {
			c = -c
		}
		return c
	}
}
