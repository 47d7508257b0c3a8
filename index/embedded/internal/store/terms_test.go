package store

import (
	"slices"
	"testing"

	"daftar/index"
)

func TestTermsOfSegments(t *testing.T) {
	dir := t.TempDir() + "/index"
	w, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, w, "1", "drill drills drum")
	if _, err := w.Finish(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	clone := t.TempDir() + "/index"
	if w, err = Clone(dir, clone); err != nil {
		t.Fatal(err)
	}
	put(t, w, "2", "drilled drill dirll dr\U0010FFFF")
	if _, err := w.Finish(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	r, err := Open(clone)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if len(r.segments) != 2 {
		t.Fatalf("got %d segments, want 2", len(r.segments))
	}
	for _, c := range []struct {
		prefix string
		limit  int
		want   []string
	}{
		{"drill", 10, []string{"drill", "drilled", "drills"}},
		{"drill", 1, []string{"drill", "drilled"}},
		{"drill", 0, []string{"drill"}},
		{"x", 10, nil},
	} {
		if got, err := r.TermsWithPrefix(Terms, c.prefix, c.limit); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("prefix %q, limit %d: got %q, %v, want %q", c.prefix, c.limit, got, err, c.want)
		}
	}
	for _, c := range []struct {
		term            string
		distance, limit int
		want            []string
	}{
		{"drill", 1, 10, []string{"dirll", "drill", "drills"}},
		{"drill", 2, 10, []string{"dirll", "drill", "drilled", "drills"}},
		{"drill", 2, 1, []string{"dirll", "drill"}},
		{"parade", 2, 10, nil},
	} {
		if got, err := r.TermsWithin(Terms, c.term, c.distance, c.limit); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q, distance %d, limit %d: got %q, %v, want %q", c.term, c.distance, c.limit, got, err, c.want)
		}
	}
	if got, err := r.TermsWithin(Terms, "drill", 3, 10); err == nil {
		t.Errorf("distance 3: got %q", got)
	}
}

func TestPrefixEnd(t *testing.T) {
	for prefix, want := range map[string]string{"a": "b", "ab": "ac", "a\xff": "b", "\xff\xff": "", "": ""} {
		if got := string(prefixEnd([]byte(prefix))); got != want {
			t.Errorf("prefix %q: got %q, want %q", prefix, got, want)
		}
	}
}

func put(t *testing.T, w *Writer, id, text string) {
	t.Helper()
	if err := w.Put(NewDocument(Analyze(&index.Document{ID: id, Path: id, Text: text, Lang: "en"}))); err != nil {
		t.Fatal(err)
	}
}
