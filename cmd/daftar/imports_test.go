package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// importRule lists what a package may import: packages of this module, and modules from outside. The standard library is
// allowed except where restrictedStd says otherwise. Imports go one way: cmd/daftar to server, ingest and the engines,
// and from those to index.
type importRule struct {
	ours    []string
	outside []string
}

var allowedImports = map[string]importRule{
	"ingest/tag/eventrole":   {ours: []string{"index", "index/analysis/words", "index/vocabulary", "ingest/tag/match"}},
	"ingest/tag/theme":       {ours: []string{"ingest/tag/match"}},
	"ingest/tag/country":     {ours: []string{"index/analysis/words", "index/date/grammar", "index/vocabulary", "ingest/tag/match"}},
	"ingest/tag/match":       {ours: []string{"index/analysis/words", "index/vocabulary"}},
	"ingest/tag":             {ours: []string{"index", "index/date", "index/analysis/words", "index/vocabulary", "ingest/tag/match", "ingest/tag/country", "ingest/tag/theme", "ingest/tag/eventrole", "ingest/tag/dates"}},
	"index/vocabulary":       {ours: []string{"index/yamlfile", "index/analysis/fold"}},
	"ingest/tag/dates":       {ours: []string{"index", "index/date", "index/date/grammar", "index/analysis/words"}},
	"index/analysis/words":   {ours: []string{"index/analysis/fold"}},
	"index/yamlfile":         {outside: []string{"go.yaml.in/yaml/v3"}},
	"index/analysis":         {ours: []string{"index/analysis/fold"}, outside: []string{"github.com/clipperhouse/uax29/v2", "github.com/blevesearch/snowballstem"}},
	"index/analysis/fold":    {outside: []string{"golang.org/x/text"}},
	"index/date":             {},
	"index/date/grammar":     {ours: []string{"index/date", "index/analysis/words"}},
	"index/message":          {},
	"index/query":            {ours: []string{"index/date", "index/message", "index/vocabulary", "index/analysis", "index/analysis/fold"}},
	"index":                  {ours: []string{"index/query", "index/date", "index/message"}},
	"index/snippet":          {ours: []string{"index", "index/date", "index/analysis"}, outside: []string{"github.com/clipperhouse/uax29/v2"}},
	"index/internal/plan":    {ours: []string{"index", "index/query", "index/analysis"}},
	"index/internal/rank":    {ours: []string{"index", "index/date", "index/internal/packed", "index/message", "index/analysis"}},
	"index/internal/suggest": {ours: []string{"index", "index/analysis", "index/internal/packed", "index/internal/plan"}},
	"index/internal/dedup":   {ours: []string{"index/analysis"}},
	"index/internal/packed":  {},
	"index/embedded": {
		ours: []string{
			"index", "index/date", "index/message", "index/query", "index/analysis", "index/snippet", "index/internal/plan", "index/internal/rank",
			"index/internal/suggest", "index/embedded/internal/blockfile", "index/embedded/internal/manifest", "index/embedded/internal/store", "index/embedded/internal/stored", "index/embedded/internal/column",
		},
		outside: []string{"github.com/RoaringBitmap/roaring/v2", "github.com/fsnotify/fsnotify", "github.com/gofrs/flock"},
	},
	"index/embedded/internal/manifest": {ours: []string{"index"}},
	"index/embedded/internal/blockfile": {
		ours:    []string{"index", "index/internal/packed"},
		outside: []string{"github.com/klauspost/compress", "golang.org/x/sys"},
	},
	"index/embedded/internal/column": {
		ours: []string{"index", "index/date", "index/analysis", "index/internal/rank", "index/internal/dedup", "index/internal/packed", "index/embedded/internal/blockfile", "index/embedded/internal/stored"},
	},
	"index/embedded/internal/stored": {
		ours: []string{"index", "index/internal/rank", "index/embedded/internal/blockfile", "index/embedded/internal/manifest"},
	},
	"index/embedded/internal/store": {
		ours: []string{"index", "index/analysis", "index/internal/rank", "index/embedded/internal/blockfile", "index/embedded/internal/manifest"},
		outside: []string{
			"github.com/blevesearch/vellum", "github.com/blevesearch/bleve/v2", "github.com/blevesearch/bleve_index_api",
			"github.com/blevesearch/scorch_segment_api/v2", "github.com/RoaringBitmap/roaring/v2",
		},
	},
	"index/eval":      {ours: []string{"index", "index/date", "index/query"}},
	"index/indextest": {ours: []string{"index", "index/date", "index/query", "index/analysis", "index/vocabulary"}},
	"ingest/chunk":    {ours: []string{"index"}, outside: []string{"github.com/clipperhouse/uax29/v2"}},
	"ingest/extract": {
		ours: []string{"index", "index/date", "index/yamlfile"},
		outside: []string{
			"codeberg.org/readeck/go-readability/v2", "github.com/yuin/goldmark",
			"golang.org/x/net", "golang.org/x/text",
		},
	},
	"ingest/extract/mail":              {ours: []string{"index", "index/date", "ingest/extract", "ingest/extract/legacy"}},
	"ingest/extract/zipfile":           {ours: []string{"index", "index/date", "ingest/extract"}, outside: []string{"golang.org/x/text"}},
	"ingest/extract/legacy":            {ours: []string{"index", "ingest/extract"}, outside: []string{"golang.org/x/text"}},
	"ingest/extract/legacy/legacytest": {},
	"ingest/extract/dispatch": {
		ours: []string{"index", "index/date", "ingest/extract", "ingest/extract/zipfile", "ingest/extract/legacy", "ingest/extract/mail", "ingest/extract/office"},
	},
	"ingest/extract/office": {ours: []string{"index", "index/date", "ingest/extract", "ingest/extract/zipfile"}, outside: []string{"golang.org/x/text"}},
	"ingest/extract/pdf": {
		ours:    []string{"index", "ingest/extract"},
		outside: []string{"github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero", "golang.org/x/text"},
	},
	"ingest/language": {},
	"ingest": {
		ours:    []string{"index", "index/date", "index/vocabulary", "index/yamlfile", "index/analysis", "ingest/chunk", "ingest/extract", "ingest/language", "ingest/tag"},
		outside: []string{"golang.org/x/sync"},
	},
	"ingest/sandbox": {
		ours:    []string{"index", "index/date", "ingest/extract", "ingest/extract/dispatch", "ingest/extract/pdf"},
		outside: []string{"golang.org/x/sys", "github.com/landlock-lsm/go-landlock"},
	},
	"server/help": {outside: []string{"github.com/yuin/goldmark"}},
	"server/i18n": {
		ours:    []string{"index", "index/date", "index/message", "index/query", "index/vocabulary", "index/yamlfile"},
		outside: []string{"golang.org/x/text"},
	},
	"server/highlight": {ours: []string{"index"}},
	"server/cite":      {ours: []string{"index", "index/date"}},
	"server/request": {
		ours: []string{"index", "index/date", "index/message", "index/query", "index/vocabulary", "server/highlight", "server/i18n"},
	},
	"server/handler": {ours: []string{"server/request"}, outside: []string{"github.com/labstack/echo/v4"}},
	"server/feed": {
		ours:    []string{"index", "index/date", "server/handler", "server/highlight", "server/request"},
		outside: []string{"github.com/labstack/echo/v4"},
	},
	"server/api": {
		ours: []string{
			"index", "index/date", "index/query", "index/vocabulary",
			"server/cite", "server/handler", "server/highlight", "server/i18n", "server/request",
		},
		outside: []string{"github.com/labstack/echo/v4"},
	},
	"server/page": {
		ours: []string{
			"index", "index/date", "index/message", "index/query", "index/vocabulary",
			"server/cite", "server/handler", "server/help", "server/highlight", "server/i18n", "server/request",
		},
		outside: []string{"github.com/labstack/echo/v4"},
	},
	"server": {
		ours:    []string{"index", "index/message", "index/vocabulary", "server/api", "server/feed", "server/handler", "server/page", "server/request"},
		outside: []string{"github.com/labstack/echo/v4"},
	},
	"cmd/daftar": {
		ours:    []string{"index", "index/date", "index/embedded", "index/eval", "index/vocabulary", "index/yamlfile", "ingest", "ingest/sandbox", "ingest/extract", "server", "server/help", "server/i18n", "server/request"},
		outside: []string{"github.com/spf13/pflag", "golang.org/x/term"},
	},
}

// restrictedStd lists packages of the standard library that only some packages may import.
var restrictedStd = map[string][]string{
	"net/http":      {"server", "server/api", "server/feed", "server/page", "cmd/daftar"},
	"html/template": {"server/highlight", "server/page", "server/help"},
	"os/exec":       {"ingest/sandbox"},
}

// otherModules are folders with a go.mod of their own. They are not part of the product.
var otherModules = []string{"cmd/e2e", "cmd/bench"}

// TestImports parses the imports of every non-test file itself: a test that asks the go command would pass from the test
// cache after a forbidden import.
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
			if rel != "." && strings.HasPrefix(e.Name(), ".") || slices.Contains(otherModules, rel) || e.Name() == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go") && checkImports(t, name, rel) {
			seen[path.Dir(rel)] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range seen {
		if _, ok := allowedImports[dir]; !ok {
			t.Errorf("package %s has no row in allowedImports", dir)
		}
	}
	for dir := range allowedImports {
		if !seen[dir] {
			t.Errorf("allowedImports has a row for %s, which has no Go files", dir)
		}
	}
}

// checkImports reports forbidden imports of a file. It returns false for a file that is never part of a build.
func checkImports(t *testing.T, name, rel string) bool {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.HasPrefix(source, []byte("//go:build ignore\n")) {
		return false
	}
	f, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	dir := path.Dir(rel)
	rule := allowedImports[dir]
	for _, spec := range f.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if !rule.allows(dir, imported) {
			t.Errorf("%s must not import %s", rel, imported)
		}
	}
	return true
}

func (r importRule) allows(dir, imported string) bool {
	first, rest, _ := strings.Cut(imported, "/")
	switch {
	case first == "daftar":
		return slices.Contains(r.ours, rest)
	case strings.Contains(first, "."):
		return slices.ContainsFunc(r.outside, func(m string) bool { return imported == m || strings.HasPrefix(imported, m+"/") })
	}
	users, restricted := restrictedStd[imported]
	return !restricted || slices.Contains(users, dir)
}

// TestSearchCommandImportsNoHTTP follows the imports of the code of `daftar search` through our packages.
func TestSearchCommandImportsNoHTTP(t *testing.T) {
	forbidden := []string{"net/http", "github.com/labstack/echo/v4"}
	seen := map[string]bool{}
	var follow func(importer string, files []string)
	follow = func(importer string, files []string) {
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range f.Imports {
				imported, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				if slices.Contains(forbidden, imported) {
					t.Errorf("%s imports %s", importer, imported)
				}
				dir, ours := strings.CutPrefix(imported, "daftar/")
				if !ours || seen[dir] {
					continue
				}
				seen[dir] = true
				inside, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(dir), "*.go"))
				if err != nil {
					t.Fatal(err)
				}
				follow(dir, inside)
			}
		}
	}
	follow("search.go", []string{"search.go"})
	if !seen["server/request"] || !seen["index"] {
		t.Errorf("followed only %v", seen)
	}
}
