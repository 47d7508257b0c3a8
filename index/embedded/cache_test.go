package embedded

import (
	"errors"
	"fmt"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/query"
)

// TestCachedCountsEqualThoseOfHits runs count-only queries and queries for hits in turn, with an empty and a filled cache.
func TestCachedCountsEqualThoseOfHits(t *testing.T) {
	dir := t.TempDir()
	texts := []string{"the United States of America met", "united in the states", "the States and the united front", "America alone", "United States"}
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		for n := range 40 {
			put(t, note(n, texts[n%len(texts)]))(b)
		}
	})
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	phrase := func(text string) query.Node { return query.Phrase{Text: text} }
	for range 2 {
		for want, tree := range map[int]query.Node{
			16: phrase("united states"), 24: query.Or{phrase("united states"), query.Word{Text: "America"}},
			8:  query.And{query.Word{Text: "America"}, phrase("united states")},
			32: query.Synonyms{Node: query.And{query.Word{Text: "united"}, query.Word{Text: "states"}}, Alternatives: []query.Node{phrase("the states"), phrase("united states")}},
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

// TestCachedResultsAreCopies changes a result, which must not change the next one, and highlights a cached query.
func TestCachedResultsAreCopies(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		put(t, note(1, "the United States of America met"), note(2, "America alone"))(b)
	})
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tree := query.Synonyms{Node: query.Word{Text: "America"}, Alternatives: []query.Node{query.Phrase{Text: "united states"}}}
	q := index.Query{Tree: tree, Facets: []index.Facet{{Field: index.FieldFormat}}}
	for range 3 {
		r, err := s.Search(t.Context(), q)
		if err != nil || r.Total != 2 || len(r.Facets) != 1 || len(r.Facets[0].Buckets) != 1 || r.Facets[0].Buckets[0].Count != 2 {
			t.Fatalf("got %+v, %v, want two documents of one format", r, err)
		}
		r.Facets[0].Buckets[0].Count, r.Total = 77, 77
		r.Facets[0] = index.FacetCounts{}
	}
	q.Limit, q.Facets = 1, nil
	r, err := s.Search(t.Context(), q)
	if err != nil || len(r.Hits) != 1 || r.Hits[0].Score <= 0 {
		t.Fatalf("got %+v, %v, want a hit with a score", r, err)
	}
	marks, err := s.Highlight(t.Context(), r.Hits[0].Document.ID, tree)
	if err != nil || len(marks) == 0 {
		t.Errorf("got %v, %v, want marks", marks, err)
	}
}

// TestOpenCachesPhrases opens an index with phrases to cache.
func TestOpenCachesPhrases(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, func(b *Build) { put(t, note(1, "the United States of America met"))(b) })
	s, err := Open(t.Context(), dir, OpenOptions{Follow: true, Phrases: []string{"United States", "Соединенные Штаты", "!", "", "America"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n := len(s.current.phrases.young); n != 2 {
		t.Errorf("%d phrases are cached, want the two with several words", n)
	}
	for text, want := range map[string]int{"united states": 1, "Соединенные Штаты": 0, "states united": 0} {
		r, err := s.Search(t.Context(), index.Query{Tree: query.Phrase{Text: text}})
		if err != nil || r.Total != want {
			t.Errorf("%q: %d documents, %v, want %d", text, r.Total, err, want)
		}
	}
}

// TestCountLimitAppliesToPhrases checks that a count limit makes only counts of phrases that are not negated inexact, and
// does not change what is cached.
func TestCountLimitAppliesToPhrases(t *testing.T) {
	dir := t.TempDir()
	reindex(t, dir, BuildOptions{}, func(b *Build) {
		for n := range 40 {
			put(t, note(n, []string{"the border guards of the north", "guards at the border"}[n%2]))(b)
		}
	})
	s, err := Open(t.Context(), dir, OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	phrase := query.Phrase{Text: "border guards"}
	for _, test := range []struct {
		name       string
		tree       query.Node
		countLimit int
		limit      int
		want       int
		isLower    bool
	}{
		{"phrase", phrase, 10, 0, 10, true},
		{"near", query.Phrase{Text: "border guards", Near: 2}, 10, 0, 10, true},
		{"word", query.Word{Text: "border"}, 10, 0, 40, false},
		{"synonym", query.Synonyms{Node: query.Word{Text: "zymurgy"}, Alternatives: []query.Node{phrase}}, 10, 0, 20, false},
		{"negated", query.And{query.Word{Text: "border"}, query.Not{Node: phrase}}, 10, 0, 20, false},
		{"enough", phrase, 40, 0, 20, false},
		{"cached by now", phrase, 10, 0, 20, false},
		{"hits", query.Phrase{Text: "the border"}, 10, 1, 40, false},
		{"no limit", query.Phrase{Text: "guards of"}, 0, 0, 20, false},
	} {
		r, err := s.Search(t.Context(), index.Query{Tree: test.tree, CountLimit: test.countLimit, Limit: test.limit})
		if err != nil || r.TotalIsLowerBound != test.isLower || r.Total != test.want && !(r.TotalIsLowerBound && r.Total > 0 && r.Total < test.want) {
			t.Errorf("%s: got %+v, %v, want %d, lower bound %t", test.name, r, err, test.want, test.isLower)
		}
	}
	var invalid *index.InvalidError
	if _, err := s.Search(t.Context(), index.Query{CountLimit: -1}); !errors.As(err, &invalid) {
		t.Errorf("negative count limit: %v", err)
	}
}

func TestCacheIsBounded(t *testing.T) {
	var c cache[*roaring.Bitmap]
	odd := roaring.New()
	for d := range uint32(1 << 18) {
		odd.Add(2 * d)
	}
	for n := range 3 * int(maxCacheBytes/odd.GetSizeInBytes()) {
		c.put(fmt.Sprint(n), odd)
		_, ok := c.get(fmt.Sprint(n))
		_, first := c.get("0")
		if !ok || !first || c.bytes > maxCacheBytes {
			t.Fatalf("after %d: cached %t, used again and cached %t, %d bytes", n, ok, first, c.bytes)
		}
	}
	if size := uint64(len(c.young)+len(c.old)) * odd.GetSizeInBytes(); size > 2*maxCacheBytes {
		t.Errorf("the cache has %d bytes", size)
	}
	if _, ok := c.get("1"); ok {
		t.Error("an entry that is not used again stays cached")
	}
}
