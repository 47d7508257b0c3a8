package indextest

import (
	"daftar/index"
	"daftar/index/analysis"
)

// nearDuplicates returns the near copies of each document, whose number it is called with, and the copies of those: every pair of
// signatures is compared. It is worked out when a question first asks for it.
func (s *NaiveScan) nearDuplicates(doc int) []int {
	if s.groups == nil {
		s.groups = nearDuplicateGroups(s.docs)
	}
	return s.groups[doc]
}

// nearDuplicateGroups returns for each document the numbers of its group, itself among them.
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
				if groups[k] == nil && k != i && signatures[group[n]].IsNearDuplicate(&signatures[k]) && !contains(group, k) {
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

func contains(list []int, n int) bool {
	for _, have := range list {
		if have == n {
			return true
		}
	}
	return false
}

// collapse puts each hit, of a whole result in its order, under the first of its group.
func (s *NaiveScan) collapse(hits []index.Hit) []index.Hit {
	numbers := make(map[*index.Document]int)
	for i, d := range s.docs {
		numbers[d] = i
	}
	var first []index.Hit
	at := make(map[int]int) // the place in first of every document of a group that came
	for _, h := range hits {
		n := numbers[h.Document]
		if i, came := at[n]; came {
			under := &first[i]
			if len(under.NearDuplicates) < index.MaxNearDuplicates {
				under.NearDuplicates = append(under.NearDuplicates, nearDuplicateOf(h.Document))
			} else {
				under.MoreNearDuplicates++
			}
			continue
		}
		for _, k := range s.nearDuplicates(n) {
			at[k] = len(first)
		}
		first = append(first, h)
	}
	return first
}

func nearDuplicateOf(d *index.Document) index.NearDuplicate {
	return index.NearDuplicate{ID: d.ID, Path: d.Path, Title: d.Title}
}
