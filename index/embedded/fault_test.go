//go:build unix

package embedded

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/query"
)

// entryPoints are all methods of a Searcher that read a generation.
func entryPoints(t *testing.T, s *Searcher, id string) map[string]func() error {
	search := func(q index.Query) func() error {
		return func() error { _, err := s.Search(t.Context(), q); return err }
	}
	everything := index.Query{
		Limit: 10, Snippets: 2, Explain: true, RelevanceFeedback: true, Collapse: true, Mentions: index.MentionsAny,
		Facets: []index.Facet{{Field: index.FieldCountry}, {Field: index.FieldDate}},
	}
	with := func(tree query.Node) index.Query { q := everything; q.Tree = tree; return q }
	return map[string]func() error{
		"search":        search(everything),
		"search word":   search(with(query.Word{Text: "drill"})),
		"search phrase": search(with(query.Phrase{Text: "the drill"})),
		"search prefix": search(with(query.Prefix{Text: "dril"})),
		"search fuzzy":  search(with(query.Fuzzy{Text: "dril", Distance: 1})),
		"document":      func() error { _, err := s.Document(t.Context(), id); return err },
		"highlight": func() error {
			_, err := s.Highlight(t.Context(), id, query.Word{Text: "drill"})
			return err
		},
		"similar":   func() error { _, err := s.Similar(t.Context(), id, 5); return err },
		"suggest":   func() error { _, err := s.Suggest(t.Context(), "dr", 5); return err },
		"spellings": func() error { _, err := s.Spellings(t.Context(), "dril", 5); return err },
		"status":    func() error { _, err := s.Status(t.Context()); return err },
		"stored": func() error {
			for _, err := range s.Stored(t.Context()) {
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// TestFileTruncatedWhileServedEndsNoProcess truncates each mapped file under an open searcher: every entry point answers, or
// reports that the index is damaged.
func TestFileTruncatedWhileServedEndsNoProcess(t *testing.T) {
	dir := t.TempDir()
	g := reindex(t, dir, BuildOptions{}, put(t, note(1, "The drill began."), note(2, "The drill ended."), note(3, "parade")))
	var names []string
	err := filepath.WalkDir(filepath.Join(dir, g.Name), func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".bolt") &&
			filepath.Base(name) != manifest.RecoveryFile {
			names = append(names, name)
		}
		return err
	})
	if err != nil || len(names) < 5 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		s, err := Open(t.Context(), dir, OpenOptions{})
		if err != nil {
			t.Fatal(err)
		}
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(name, 0); err != nil {
			t.Fatal(err)
		}
		damaged := 0
		for entry, call := range entryPoints(t, s, note(1, "").ID) {
			err := call()
			if err != nil && !errors.Is(err, index.ErrDamaged) {
				t.Errorf("%s, %s: got %v, want an answer or ErrDamaged", filepath.Base(name), entry, err)
			}
			if err != nil {
				damaged++
			}
		}
		if damaged == 0 {
			t.Errorf("%s: no entry point reports the damage", filepath.Base(name))
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(name, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
