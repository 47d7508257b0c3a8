package embedded

import (
	"slices"

	"daftar/index"
)

// folded are the documents of a result that have near copies in the library: index.Query.Fold.
type folded struct {
	order   func(a, b ranked) int
	of      []uint32 // group of each document
	members []ranked
}

// countGroups returns how many hits documents make when near copies are one.
func (x *execution) countGroups(docs []uint32) int {
	g, seen := &x.snapshot.columns.Groups, x.scratch.best
	n := len(docs)
	if g.Count == 0 {
		return n
	}
	for _, d := range docs {
		group := g.Of[d]
		n -= int(seen[group])
		if group != 0 {
			seen[group] = 1
		}
	}
	for _, d := range docs {
		seen[g.Of[d]] = 0
	}
	return n
}

// best calls add with the first of each group in the order; best is all zero before and after.
func (f *folded) best(best []uint32, add func(ranked)) {
	for i, m := range f.members {
		at := &best[f.of[m.doc]]
		if *at == 0 || f.order(m, f.members[*at-1]) < 0 {
			*at = uint32(i + 1)
		}
	}
	for _, m := range f.members {
		if at := &best[f.of[m.doc]]; *at != 0 {
			add(f.members[*at-1])
			*at = 0
		}
	}
}

// name gives the hits of a page their near copies.
func (f *folded) name(c *columns, top []ranked, hits []index.Hit) {
	under := make(map[uint32]int)
	for i, r := range top {
		if group := f.of[r.doc]; group != 0 {
			under[group] = i
		}
	}
	copies := make([][]ranked, len(top))
	for _, m := range f.members {
		if i, shown := under[f.of[m.doc]]; shown && m.doc != top[i].doc {
			copies[i] = append(copies[i], m)
		}
	}
	for i, list := range copies {
		slices.SortFunc(list, f.order)
		hits[i].NearDuplicates, hits[i].MoreNearDuplicates = c.copies(list)
	}
}

// copies names documents, as many as an answer may name.
func (c *columns) copies(list []ranked) (named []index.NearDuplicate, more int) {
	n := min(len(list), index.MaxNearDuplicates)
	for _, r := range list[:n] {
		named = append(named, index.NearDuplicate{ID: c.IDs[r.doc], Path: c.Paths[r.doc], Title: c.Titles[r.doc]})
	}
	return named, len(list) - n
}
