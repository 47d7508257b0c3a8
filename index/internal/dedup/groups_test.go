package dedup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"daftar/index/analysis"
)

func document(id int, s analysis.Signature) Document {
	return Document{fmt.Sprintf("%06d", id), s}
}

func randomSignature(r *rand.Rand) (s analysis.Signature) {
	for i := range s {
		s[i] = byte(r.UintN(256))
	}
	return s
}

// edited returns a signature that differs in n slots from slot at on.
func edited(s analysis.Signature, at, n int) analysis.Signature {
	for i := range n {
		s[(at+i)%len(s)]++
	}
	return s
}

// groupsByID returns the numbers of groups in the order of ids.
func groupsByID(docs []Document) []uint32 {
	g := NewGroups(docs)
	byID := make(map[string]uint32)
	var ids []string
	for d, r := range docs {
		if r.ID != "" {
			byID[r.ID] = g.Of[d]
			ids = append(ids, r.ID)
		}
	}
	slices.Sort(ids)
	var out []uint32
	for _, id := range ids {
		out = append(out, byID[id])
	}
	return out
}

func TestNearDuplicatesOfNearDuplicatesAreOneGroup(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	a, b := randomSignature(r), randomSignature(r)
	docs := []Document{
		document(0, randomSignature(r)), document(1, b), document(2, a), document(3, edited(b, 0, 40)),
		document(4, edited(a, 0, 40)), document(5, edited(a, 40, 40)), // each near-duplicate of 2, but not of the other
		document(6, analysis.Signature{}), document(7, analysis.Signature{}), document(8, a),
	}
	want := []uint32{0, 1, 2, 1, 2, 2, 0, 0, 2}
	for range 20 {
		if got := groupsByID(docs); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		docs = append(docs, Document{}) // as of a deleted document
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	}
}

// TestUniformLibrariesAreGroupedInTime groups copies of one text, and documents that all share a band: neither may take
// the square of their number, and no near-duplicate may be missed.
func TestUniformLibrariesAreGroupedInTime(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	one := randomSignature(r)
	var same, banded []Document
	for i := range 3 * maxBand {
		same = append(same, document(i, one))
		s := randomSignature(r)
		copy(s[:5], one[:5])
		banded = append(banded, document(2*i, s), document(2*i+1, edited(s, 100, 47)))
	}
	if g := NewGroups(same); g.Count != 1 || slices.Contains(g.Of, 0) {
		t.Errorf("copies of one text: got %d groups, want 1", g.Count)
	}
	g := NewGroups(banded)
	if int(g.Count) != 3*maxBand {
		t.Fatalf("got %d groups, want %d", g.Count, 3*maxBand)
	}
	for i := 0; i < len(banded); i += 2 {
		if g.Of[i] == 0 || g.Of[i] != g.Of[i+1] {
			t.Fatalf("documents %d and %d: groups %d and %d", i, i+1, g.Of[i], g.Of[i+1])
		}
	}
}
