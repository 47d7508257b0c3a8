package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A room is a package: what it may import of ours, and which modules from outside. The standard library is open to all,
// but for what shut names. Arrows go one way: cmd/daftar -> server, ingest, engines -> index.
type importRule struct {
	ours    []string
	outside []string
}

var allowedImports = map[string]importRule{
	"index/yamlfile":      {outside: []string{"go.yaml.in/yaml/v3"}},
	"index/vocabulary":    {outside: []string{"go.yaml.in/yaml/v3", "golang.org/x/text"}},
	"index/analysis":      {ours: []string{"index/analysis/fold"}, outside: []string{"github.com/clipperhouse/uax29/v2", "github.com/blevesearch/snowballstem"}},
	"index/analysis/fold": {outside: []string{"golang.org/x/text"}},
	"index/date":          {},
	"index/message":       {},
	"index/query":         {ours: []string{"index/vocabulary", "index/analysis"}, outside: []string{"golang.org/x/text"}},
	"index":               {ours: []string{"index/query", "index/date", "index/message"}},
	"index/snippet":       {ours: []string{"index", "index/date", "index/analysis"}, outside: []string{"github.com/clipperhouse/uax29/v2"}},
	"index/embedded": {
		ours: []string{"index", "index/date", "index/query", "index/analysis", "index/snippet"},
		outside: []string{
			"github.com/blevesearch/bleve/v2", "github.com/blevesearch/bleve_index_api",
			"github.com/blevesearch/scorch_segment_api/v2", "github.com/RoaringBitmap/roaring/v2",
			"github.com/fsnotify/fsnotify", "github.com/gofrs/flock",
		},
	},
	"index/eval":      {ours: []string{"index", "index/date", "index/query"}},
	"index/indextest": {ours: []string{"index", "index/date", "index/query", "index/analysis", "index/vocabulary"}},
	"ingest/chunk":    {ours: []string{"index"}, outside: []string{"github.com/clipperhouse/uax29/v2"}},
	"ingest/extract": {
		ours: []string{"index", "index/date"},
		outside: []string{
			"codeberg.org/readeck/go-readability/v2", "github.com/yuin/goldmark", "go.yaml.in/yaml/v3",
			"golang.org/x/net", "golang.org/x/text", "github.com/gogs/chardet",
		},
	},
	"ingest/extract/mail":              {ours: []string{"index", "index/date", "ingest/extract", "ingest/extract/legacy"}},
	"ingest/extract/zipfile":           {ours: []string{"index", "index/date", "ingest/extract"}, outside: []string{"golang.org/x/text"}},
	"ingest/extract/legacy":            {ours: []string{"index", "index/date", "ingest/extract"}, outside: []string{"golang.org/x/text"}},
	"ingest/extract/legacy/legacytest": {},
	"ingest/extract/dispatch": {
		ours: []string{"index", "index/date", "ingest/extract", "ingest/extract/zipfile", "ingest/extract/legacy", "ingest/extract/mail", "ingest/extract/office"},
	},
	"ingest/extract/office": {ours: []string{"index", "index/date", "ingest/extract"}, outside: []string{"golang.org/x/text"}},
	"ingest/extract/pdf": {
		ours:    []string{"index", "index/date", "ingest/extract"},
		outside: []string{"github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero", "golang.org/x/text"},
	},
	"ingest/language": {},
	"ingest/tag":      {ours: []string{"index", "index/date", "index/vocabulary", "index/analysis"}},
	"ingest": {
		ours: []string{"index", "index/date", "index/vocabulary", "index/analysis", "ingest/chunk", "ingest/extract", "ingest/language", "ingest/tag"},
	},
	"ingest/sandbox": {ours: []string{"index", "index/date", "ingest/extract", "ingest/extract/dispatch", "ingest/extract/pdf"}, outside: []string{"golang.org/x/sys"}},
	"server":         {ours: []string{"index", "index/date", "index/query", "index/vocabulary"}, outside: []string{"github.com/labstack/echo/v4", "go.yaml.in/yaml/v3"}},
	"cmd/daftar": {
		ours:    []string{"index", "index/date", "index/embedded", "index/eval", "index/vocabulary", "ingest", "ingest/sandbox", "ingest/extract", "server"},
		outside: []string{"github.com/spf13/pflag", "golang.org/x/term"},
	},
}

// restrictedStd are packages of the standard library that only some rooms may open.
var restrictedStd = map[string][]string{
	"net/http":      {"server", "cmd/daftar"},
	"html/template": {"server"},
	"os/exec":       {"ingest/sandbox"},
}

// modules that live here with a go.mod of their own and are not part of the product.
var modules = []string{"cmd/e2e", "cmd/bench"}

// TestImports reads the imports of every file that is not a test. It parses them itself: a test that asks the go command
// passes from the test cache after a forbidden import.
func TestImports(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := make(map[string]bool)
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if e.IsDir() {
			if rel != "." && strings.HasPrefix(e.Name(), ".") || slices.Contains(modules, rel) || e.Name() == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go") {
			seen[path.Dir(rel)] = true
			checkImports(t, name, rel)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range seen {
		if _, ok := allowedImports[dir]; !ok {
			t.Errorf("%s has no row in the table of rooms", dir)
		}
	}
	for dir := range allowedImports {
		if !seen[dir] {
			t.Errorf("the table of rooms has a row for %s, which has no code", dir)
		}
	}
}

func checkImports(t *testing.T, name, rel string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	dir := path.Dir(rel)
	r := allowedImports[dir]
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(imported, "/")
		switch {
		case first == "daftar":
			if ours := strings.TrimPrefix(imported, "daftar/"); !slices.Contains(r.ours, ours) {
				t.Errorf("%s imports %s, which its room may not", rel, ours)
			}
		case strings.Contains(first, "."):
			if !slices.ContainsFunc(r.outside, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") }) {
				t.Errorf("%s imports %s, which its room may not", rel, imported)
			}
		default:
			if open, ok := restrictedStd[imported]; ok && !slices.Contains(open, dir) {
				t.Errorf("%s imports %s, which its room may not", rel, imported)
			}
		}
	}
}
