package embedded

import (
	"fmt"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/query"
)

// TestCountsAreThoseOfHits asks for counts and for hits in turn, with and without what earlier questions left behind.
func TestCountsAreThoseOfHits(t *testing.T) {
	dir := t.TempDir()
	texts := []string{"the United States of America met", "united in the states", "the States and the united front", "America alone", "United States"}
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		for n := range 40 {
			put(t, note(n, texts[n%len(texts)]))(b)
		}
	})
	s, err := Open(dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	phrase := func(text string) query.Node { return query.Phrase{Text: text} }
	for range 2 {
		for want, tree := range map[int]query.Node{
			16: phrase("united states"), 24: query.Or{phrase("united states"), query.Word{Text: "America"}},
			8:  query.And{query.Word{Text: "America"}, phrase("united states")},
			32: query.Also{Node: query.And{query.Word{Text: "united"}, query.Word{Text: "states"}}, Others: []query.Node{phrase("the states"), phrase("united states")}},
		} {
			for _, limit := range []int{0, 1, 0} {
				r, err := s.Search(t.Context(), index.Query{Tree: tree, Limit: limit})
				if err != nil || r.Total != want {
					t.Errorf("%s with %d hits: %d documents, %v, want %d", tree, limit, r.Total, err, want)
				}
			}
		}
	}
}

func TestRememberedIsBounded(t *testing.T) {
	var r remembered
	odd := roaring.New()
	for d := range uint32(1 << 18) {
		odd.Add(2 * d)
	}
	for n := range 3 * int(mostRemembered/odd.GetSizeInBytes()) {
		r.keep(fmt.Sprint(n), odd)
		if r.of(fmt.Sprint(n)) == nil || r.bytes > mostRemembered+2*odd.GetSizeInBytes() {
			t.Fatalf("after %d: %d bytes", n, r.bytes)
		}
	}
	if size := uint64(len(r.found)) * odd.GetSizeInBytes(); size > mostRemembered {
		t.Errorf("%d bytes are kept", size)
	}
}
