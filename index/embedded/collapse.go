package embedded

import (
	"slices"

	"daftar/index"
	"daftar/index/embedded/internal/column"
	"daftar/index/internal/rank"
)

// collapser keeps the documents of a result that have near-duplicates in the library, for index.Query.Collapse.
type collapser struct {
	order   func(a, b rank.Ranked) int
	groupOf []uint32 // by document
	members []rank.Ranked
}

// countGroups returns the number of hits that documents make if near-duplicates are collapsed.
func (e *evaluator) countGroups(docs []uint32) int {
	groups, seen := &e.snapshot.columns.Duplicates, e.scratch.bestOfGroup
	n := len(docs)
	if groups.Count == 0 {
		return n
	}
	for _, d := range docs {
		group := groups.Of[d]
		n -= int(seen[group])
		if group != 0 {
			seen[group] = 1
		}
	}
	for _, d := range docs {
		seen[groups.Of[d]] = 0
	}
	return n
}

// addBest calls add with the first document of each group. Scratch is indexed by group, zero before and after.
func (c *collapser) addBest(scratch []uint32, add func(rank.Ranked)) {
	for i, m := range c.members {
		best := &scratch[c.groupOf[m.Doc]]
		if *best == 0 || c.order(m, c.members[*best-1]) < 0 {
			*best = uint32(i + 1)
		}
	}
	for _, m := range c.members {
		if best := &scratch[c.groupOf[m.Doc]]; *best != 0 {
			add(c.members[*best-1])
			*best = 0
		}
	}
}

// listDuplicates sets the near-duplicates of the hits of a page.
func (c *collapser) listDuplicates(columns *column.Table, page []rank.Ranked, hits []index.Hit) {
	hitOf := make(map[uint32]int)
	for i, r := range page {
		if group := c.groupOf[r.Doc]; group != 0 {
			hitOf[group] = i
		}
	}
	duplicates := make([][]rank.Ranked, len(page))
	for _, m := range c.members {
		if i, shown := hitOf[c.groupOf[m.Doc]]; shown && m.Doc != page[i].Doc {
			duplicates[i] = append(duplicates[i], m)
		}
	}
	for i, list := range duplicates {
		slices.SortFunc(list, c.order)
		hits[i].NearDuplicates, hits[i].MoreNearDuplicates = nearDuplicates(columns, list)
	}
}

// nearDuplicates returns the first index.MaxNearDuplicates documents of a list, and the number of the others.
func nearDuplicates(columns *column.Table, list []rank.Ranked) (listed []index.NearDuplicate, more int) {
	n := min(len(list), index.MaxNearDuplicates)
	for _, r := range list[:n] {
		d := int(r.Doc)
		listed = append(listed, index.NearDuplicate{ID: columns.IDs.At(d), Path: columns.Paths.At(d), Title: columns.Titles.At(d)})
	}
	return listed, len(list) - n
}
