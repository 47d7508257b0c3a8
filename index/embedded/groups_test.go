package embedded

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"daftar/index"
	"daftar/index/analysis"
)

func signedRow(id int, s analysis.Signature) *row {
	return &row{id: fmt.Sprintf("%06d", id), signature: s}
}

func randomSignature(r *rand.Rand) (s analysis.Signature) {
	for i := range s {
		s[i] = byte(r.UintN(256))
	}
	return s
}

// edited returns a signature that differs in n slots, from a place on.
func edited(s analysis.Signature, at, n int) analysis.Signature {
	for i := range n {
		s[(at+i)%len(s)]++
	}
	return s
}

// groupsByID returns the numbers of groups in the order of ids.
func groupsByID(rows []*row) []uint32 {
	g := newGroups(rows)
	byID := make(map[string]uint32)
	var ids []string
	for d, r := range rows {
		if r != nil {
			byID[r.id] = g.Of[d]
			ids = append(ids, r.id)
		}
	}
	slices.Sort(ids)
	var out []uint32
	for _, id := range ids {
		out = append(out, byID[id])
	}
	return out
}

func TestGroups(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	a, b := randomSignature(r), randomSignature(r)
	rows := []*row{
		signedRow(0, randomSignature(r)), signedRow(1, b), signedRow(2, a), signedRow(3, edited(b, 0, 40)),
		signedRow(4, edited(a, 0, 40)), signedRow(5, edited(a, 40, 40)), // each like 2, not like each other
		signedRow(6, analysis.Signature{}), signedRow(7, analysis.Signature{}), signedRow(8, a),
	}
	want := []uint32{0, 1, 2, 1, 2, 2, 0, 0, 2}
	for range 20 {
		if got := groupsByID(rows); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		rows = append(rows, nil) // deleted documents are in between
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
}

// A library of one text, and one whose documents all have a band in common, take no square of their number, and lose
// no near copy that differs elsewhere.
func TestGroupsOfHostileLibraries(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	one := randomSignature(r)
	var same, banded []*row
	for i := range 3 * maxBand {
		same = append(same, signedRow(i, one))
		s := randomSignature(r)
		copy(s[:5], one[:5])
		banded = append(banded, signedRow(2*i, s), signedRow(2*i+1, edited(s, 100, 47)))
	}
	if g := newGroups(same); g.Count != 1 || slices.Contains(g.Of, 0) {
		t.Errorf("one text makes %d groups", g.Count)
	}
	g := newGroups(banded)
	if int(g.Count) != 3*maxBand {
		t.Fatalf("got %d groups, want %d", g.Count, 3*maxBand)
	}
	for i := 0; i < len(banded); i += 2 {
		if g.Of[i] == 0 || g.Of[i] != g.Of[i+1] {
			t.Fatalf("documents %d and %d: groups %d and %d", i, i+1, g.Of[i], g.Of[i+1])
		}
	}
}

// A file of signatures that does not fit is an error, not other groups.
func TestSignaturesThatDoNotFit(t *testing.T) {
	dir := t.TempDir()
	gen := filepath.Join(dir, "gen-000001")
	if err := os.Mkdir(gen, dirPerm); err != nil {
		t.Fatal(err)
	}
	rows := []*row{signedRow(1, analysis.Signature{1}), nil, signedRow(2, analysis.Signature{2})}
	if err := writeSignatures(filepath.Join(gen, signaturesIn), rows); err != nil {
		t.Fatal(err)
	}
	last := &snapshot{columns: newColumns(rows), manifest: &manifest{Generation: index.Generation{Name: "gen-000001"}}}
	b := &Build{dir: dir, last: last}
	got, err := b.lastSignatures()
	if err != nil || len(got) != 3 || got[0] != rows[0].signature || !got[1].IsZero() || got[2] != rows[2].signature {
		t.Errorf("got %d signatures, %v", len(got), err)
	}
	last.columns = newColumns(rows[:2])
	if _, err := b.lastSignatures(); err == nil {
		t.Error("three signatures for two documents")
	}
}
