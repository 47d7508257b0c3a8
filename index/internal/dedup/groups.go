// Package dedup groups near-duplicates: documents whose texts are nearly identical.
//
// analysis.Signature decides whether two documents are near-duplicates. Comparing all pairs would take the square of their
// number, so documents are compared only if their signatures have a band in common (locality-sensitive hashing: Leskovec,
// Rajaraman, Ullman, Mining of Massive Datasets, 3.4). Below maxBand documents per band, no pair is missed: the comment on
// analysis.Signature has the proof. The groups are the connected components, found with union-find.
//
// The result depends on IDs and signatures only, not on the order of the documents, so that every engine, and every
// sequence of reindexes, makes the same groups.
package dedup

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index/analysis"
)

// Document is what grouping needs of a document. One with a zero signature has no words and is in no group.
type Document struct {
	ID        string
	Signature analysis.Signature
}

// Groups are the groups of near-duplicates of a list of documents. Of[d] is the number of the group of document d, or 0 if
// it has no near-duplicates. Groups are numbered from 1 to Count in the order of the smallest ID of each.
type Groups struct {
	Of    []uint32
	Count uint32
}

// Limits of the work on a hostile or very uniform library. If more than maxBand documents share a band, each of them is
// compared with the next bandReach only, in the order of signatures. Near-duplicates share more bands than that one; they
// are missed only if all of those are as full.
const (
	maxBand   = 4000
	bandReach = 200
)

// NewGroups finds the groups of near-duplicates. The index of a document in the list is its number.
func NewGroups(docs []Document) Groups {
	g := Groups{Of: make([]uint32, len(docs))}
	s := newDisjointSets(docs)
	for n := range analysis.SignatureBands {
		s.joinBand(n)
	}
	hasMembers := make([]bool, len(s.docs))
	for i := range s.docs {
		if root := s.root(i); root != i {
			hasMembers[root] = true
		}
	}
	for i, d := range s.docs { // a root has the smallest ID of its group and therefore comes first
		root := s.root(i)
		switch {
		case !hasMembers[root]:
		case root == i:
			g.Count++
			g.Of[d.number] = g.Count
		default:
			g.Of[d.number] = g.Of[s.docs[root].number]
		}
	}
	return g
}

type numbered struct {
	Document
	number int
}

// disjointSets is a union-find structure over documents ordered by ID. The root of a set is its smallest element.
type disjointSets struct {
	docs     []numbered
	parent   []int
	distinct []int // the first document of each signature: documents with equal signatures are joined from the start
}

func newDisjointSets(docs []Document) *disjointSets {
	s := &disjointSets{}
	for n, d := range docs {
		if !d.Signature.IsZero() {
			s.docs = append(s.docs, numbered{d, n})
		}
	}
	slices.SortFunc(s.docs, func(a, b numbered) int { return strings.Compare(a.ID, b.ID) })
	seen := make(map[analysis.Signature]int, len(s.docs))
	for i, d := range s.docs {
		first, known := seen[d.Signature]
		if !known {
			first = i
			seen[d.Signature] = i
			s.distinct = append(s.distinct, i)
		}
		s.parent = append(s.parent, first)
	}
	return s
}

func (s *disjointSets) root(i int) int {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

type banded struct {
	band uint64
	doc  int
}

// joinBand joins the near-duplicates among documents whose n-th band is equal.
func (s *disjointSets) joinBand(n int) {
	all := make([]banded, len(s.distinct))
	for i, doc := range s.distinct {
		all[i] = banded{s.docs[doc].Signature.Band(n), doc}
	}
	slices.SortFunc(all, func(a, b banded) int { return cmp.Or(cmp.Compare(a.band, b.band), cmp.Compare(a.doc, b.doc)) })
	for len(all) > 0 {
		end := 1
		for end < len(all) && all[end].band == all[0].band {
			end++
		}
		s.joinCandidates(all[:end])
		all = all[end:]
	}
}

func (s *disjointSets) joinCandidates(same []banded) {
	reach := len(same)
	if len(same) > maxBand {
		reach = bandReach
		slices.SortFunc(same, func(a, b banded) int {
			return slices.Compare(s.docs[a.doc].Signature[:], s.docs[b.doc].Signature[:])
		})
	}
	for i, a := range same {
		for _, b := range same[i+1 : min(len(same), i+1+reach)] {
			x, y := s.root(a.doc), s.root(b.doc)
			if x != y && s.docs[a.doc].Signature.IsNearDuplicate(&s.docs[b.doc].Signature) {
				s.parent[max(x, y)] = min(x, y)
			}
		}
	}
}
