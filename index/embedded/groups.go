package embedded

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index/analysis"
)

// groups are the groups of near copies: Of[d] is the number of document d's group from 1, in the order of the smallest
// id of each, and 0 for a document without near copies.
type groups struct {
	Of    []uint32
	Count uint32
}

// maxBand bounds the work of a hostile or very uniform library: of so many documents with the same band in common each
// is compared with the next bandReach alone, in the order of signatures. Near copies have more bands in common than that
// one and are found by another, unless all of them are so full. Below it every pair is compared, and every near copy
// found: analysis.Signature says why.
const (
	maxBand   = 4000
	bandReach = 200
)

// newGroups finds the near copies among rows and joins copies of copies. It depends on nothing but ids and signatures.
func newGroups(rows []*row) groups {
	g := groups{Of: make([]uint32, len(rows))}
	j := newJoiner(rows)
	for n := range analysis.SignatureBands {
		j.joinBand(n)
	}
	several := make([]bool, len(j.rows))
	for i := range j.rows {
		if root := j.root(i); root != i {
			several[root] = true
		}
	}
	for i, r := range j.rows { // the root, having the smallest id, comes first
		root := j.root(i)
		switch {
		case !several[root]:
		case root == i:
			g.Count++
			g.Of[r.number] = g.Count
		default:
			g.Of[r.number] = g.Of[j.rows[root].number]
		}
	}
	return g
}

// signed is a row with words, and its document number.
type signed struct {
	*row
	number int
}

// joiner is a union-find over the rows with words in the order of ids; the root of a group is its smallest.
type joiner struct {
	rows   []signed
	parent []int
	heads  []int // the first row of each signature: the others are joined already
}

func newJoiner(rows []*row) *joiner {
	j := &joiner{}
	for d, r := range rows {
		if r != nil && !r.signature.IsZero() {
			j.rows = append(j.rows, signed{r, d})
		}
	}
	slices.SortFunc(j.rows, func(a, b signed) int { return strings.Compare(a.id, b.id) })
	seen := make(map[analysis.Signature]int, len(j.rows))
	for i, r := range j.rows {
		head, copied := seen[r.signature]
		if !copied {
			head = i
			seen[r.signature] = i
			j.heads = append(j.heads, i)
		}
		j.parent = append(j.parent, head)
	}
	return j
}

func (j *joiner) root(i int) int {
	for j.parent[i] != i {
		j.parent[i] = j.parent[j.parent[i]]
		i = j.parent[i]
	}
	return i
}

// banded is a row and one band of its signature.
type banded struct {
	key uint64
	row int
}

// joinBand joins the near copies among the rows that have a band in common.
func (j *joiner) joinBand(n int) {
	all := make([]banded, len(j.heads))
	for i, head := range j.heads {
		all[i] = banded{j.rows[head].signature.Band(n), head}
	}
	slices.SortFunc(all, func(a, b banded) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row)) })
	for len(all) > 0 {
		same := 1
		for same < len(all) && all[same].key == all[0].key {
			same++
		}
		j.joinAmong(all[:same])
		all = all[same:]
	}
}

func (j *joiner) joinAmong(same []banded) {
	reach := len(same)
	if len(same) > maxBand {
		reach = bandReach
		slices.SortFunc(same, func(a, b banded) int {
			return slices.Compare(j.rows[a.row].signature[:], j.rows[b.row].signature[:])
		})
	}
	for i, a := range same {
		for _, b := range same[i+1 : min(len(same), i+1+reach)] {
			x, y := j.root(a.row), j.root(b.row)
			if x != y && j.rows[a.row].signature.IsNearDuplicate(&j.rows[b.row].signature) {
				j.parent[max(x, y)] = min(x, y)
			}
		}
	}
}
