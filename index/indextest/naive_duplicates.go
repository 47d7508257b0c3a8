package indextest

import (
	"slices"

	"daftar/index"
	"daftar/index/analysis"
)

// nearDuplicates returns the group of a document, itself included. The groups are computed on first use by comparing
// every pair of signatures.
func (s *NaiveScan) nearDuplicates(doc int) []int {
	if s.groups == nil {
		s.groups = nearDuplicateGroups(s.docs)
	}
	return s.groups[doc]
}

// nearDuplicateGroups returns for each document the numbers of its group, itself included.
func nearDuplicateGroups(docs []*index.Document) [][]int {
	signatures := make([]analysis.Signature, len(docs))
	groups := make([][]int, len(docs))
	for i, d := range docs {
		title := ""
		if !d.TitleDerived {
			title = d.Title
		}
		signatures[i] = analysis.NewSignature(analysis.Tokens(title, d.Lang), analysis.Tokens(d.Text, d.Lang))
	}
	for i := range docs {
		if groups[i] != nil {
			continue
		}
		group := []int{i}
		for n := 0; n < len(group); n++ {
			for k := range docs {
				if groups[k] == nil && k != i && signatures[group[n]].IsNearDuplicate(&signatures[k]) && !slices.Contains(group, k) {
					group = append(group, k)
				}
			}
		}
		for _, k := range group {
			groups[k] = group
		}
	}
	return groups
}

// collapse puts each hit of a whole result, in its order, under the first hit of its group.
func (s *NaiveScan) collapse(hits []index.Hit) []index.Hit {
	numbers := make(map[*index.Document]int)
	for i, d := range s.docs {
		numbers[d] = i
	}
	var first []index.Hit
	groupOf := make(map[int]int) // the index in first by document, for groups already seen
	for _, h := range hits {
		n := numbers[h.Document]
		if i, seen := groupOf[n]; seen {
			head := &first[i]
			if len(head.NearDuplicates) < index.MaxNearDuplicates {
				head.NearDuplicates = append(head.NearDuplicates, nearDuplicateOf(h.Document))
			} else {
				head.MoreNearDuplicates++
			}
			continue
		}
		for _, k := range s.nearDuplicates(n) {
			groupOf[k] = len(first)
		}
		first = append(first, h)
	}
	return first
}

func nearDuplicateOf(d *index.Document) index.NearDuplicate {
	return index.NearDuplicate{ID: d.ID, Path: d.Path, Title: d.Title}
}
