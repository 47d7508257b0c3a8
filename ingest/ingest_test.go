package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
)

// write writes files into a folder; names end in .gz for what is to be compressed.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		data := []byte(content)
		if strings.HasSuffix(name, ".gz") {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(data)
			z.Close()
			data = b.Bytes()
		}
		if err := os.WriteFile(full, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func counts(r Report) string {
	return fmt.Sprintf("added %d changed %d unchanged %d deleted %d failed %d", r.Added, r.Changed, r.Unchanged, r.Deleted, r.Failed)
}

func TestRunReadsOnlyWhatHasChanged(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"notes/a.md":    "---\ntitle: A note\ndate: 2024-05\n---\n# Heading\n\nThe talks began.",
		"b.txt":         "The ministers met in the capital. They agreed.",
		"c.html":        "<html><title>Page</title><p>Some words on the border.</html>",
		"d.jsonl.gz":    `{"id":"1","text":"First line."}` + "\n" + `{"id":"2","text":"Second line."}` + "\n",
		"e.json":        "{}",
		"f.txt":         "",
		"g.txt":         "abc\x00\xff",
		".hidden.txt":   "x",
		".git/config":   "x",
		"~$lock.txt":    "x",
		"sub/Thumbs.db": "x",
	})
	o := Options{Sources: []string{dir}, Jobs: 3}
	b := newFakeBuild()
	r := runOn(t, b, o)
	if got, want := b.paths(), "b.txt c.html d.jsonl.gz#1 d.jsonl.gz#2 notes/a.md"; got != want {
		t.Errorf("paths = %q, want %q", got, want)
	}
	if got, want := b.problems(), "e.json: unsupported JSON\nf.txt: empty\ng.txt: bad_encoding UTF-8 4"; got != want {
		t.Errorf("problems = %q, want %q", got, want)
	}
	if got, want := counts(r), "added 5 changed 0 unchanged 0 deleted 0 failed 1"; got != want {
		t.Errorf("report = %s, want %s", got, want)
	}
	wantFormats := "[{html 1 1 1 0 0 0 0} {json 1 0 0 0 0 1 0} {jsonl 1 2 1 0 0 0 0} {md 1 1 1 0 0 0 0} {txt 3 1 1 1 0 0 1}]"
	if got := fmt.Sprint(r.Formats); got != wantFormats {
		t.Errorf("formats = %s, want %s", got, wantFormats)
	}
	if d := b.docs["b.txt"]; d.Title != "The ministers met in the capital." || !d.TitleDerived {
		t.Errorf("title = %q", d.Title)
	}

	again := b.next()
	if got, want := counts(runOn(t, again, o)), "added 0 changed 0 unchanged 5 deleted 0 failed 1"; got != want || again.puts != 0 {
		t.Errorf("second run: %s with %d puts, want %s", got, again.puts, want)
	}
	if again.problems() != b.problems() || fmt.Sprint(again.files) != fmt.Sprint(b.files) {
		t.Errorf("the second run recorded %v, the first %v", again.files, b.files)
	}

	write(t, dir, map[string]string{
		"b.txt":           "The ministers met again.",
		"d.jsonl.gz":      `{"id":"0","text":"New line."}` + "\n" + `{"id":"2","text":"Second line."}` + "\n" + `{"id":"1","text":"First line, mended."}`,
		"notes/a.md.yaml": "source: Agency",
	})
	os.Remove(filepath.Join(dir, "c.html"))
	third := again.next()
	if got, want := counts(runOn(t, third, o)), "added 1 changed 3 unchanged 1 deleted 1 failed 1"; got != want {
		t.Errorf("third run: %s, want %s", got, want)
	}
	if d := third.docs["notes/a.md"]; d.Source != "Agency" || d.Title != "A note" {
		t.Errorf("after the sidecar: %+v", d)
	}

	other := third.next()
	o.Versions = map[string]string{"tagger": "another"}
	if got, want := counts(runOn(t, other, o)), "added 0 changed 5 unchanged 0 deleted 0 failed 1"; got != want {
		t.Errorf("another version: %s, want %s", got, want)
	}
}

func TestBadLinesAreProblems(t *testing.T) {
	dir := t.TempDir()
	var many strings.Builder
	for n := range 300 {
		fmt.Fprintf(&many, "{\"id\":%d,\"text\":\"line\",\"date\":\"x\"}\n", n)
	}
	write(t, dir, map[string]string{
		"a.jsonl": "{\"id\":\"x\",\"text\":\"one\"}\nnonsense\n{\"id\":\"x\",\"text\":\"two\"}\n{\"text\":\"three\",\"date\":\"2025-13-45\"}\n",
		"b.jsonl": many.String(),
		"c.jsonl": "\n",
	})
	b := newFakeBuild()
	r := runOn(t, b, Options{Sources: []string{dir}})
	want := `a.jsonl: line 2: bad_json not an object
a.jsonl: line 3: duplicate_id x
a.jsonl: line 4: bad_date date`
	if got := b.problems(); !strings.HasPrefix(got, want+"\nb.jsonl: line 1: bad_date date") {
		t.Errorf("problems:\n%s\nwant:\n%s", got, want)
	}
	if n := len(b.files["b.jsonl"].Problems); n != maxProblems+1 {
		t.Errorf("%d problems of b.jsonl, want %d", n, maxProblems+1)
	}
	if got := describeProblem(b.files["b.jsonl"].Problems[maxProblems]); got != "more_problems 200" {
		t.Errorf("last problem = %q", got)
	}
	if got, want := counts(r), "added 302 changed 0 unchanged 0 deleted 0 failed 2"; got != want {
		t.Errorf("report = %s, want %s", got, want)
	}
	if b.docs["a.jsonl#line-4"] == nil || b.docs["a.jsonl#x"].Text != "one" {
		t.Errorf("paths = %s", b.paths())
	}
	if got := b.files["c.jsonl"].Problems; len(got) != 1 || got[0].Code != index.ProblemEmpty {
		t.Errorf("problems of an empty file = %v", got)
	}
}

func TestTruncatedFileKeepsItsDocuments(t *testing.T) {
	dir := t.TempDir()
	var lines strings.Builder
	for n := range 5000 {
		fmt.Fprintf(&lines, "{\"id\":%d,\"text\":\"line %x\"}\n", n, n*7919)
	}
	write(t, dir, map[string]string{"a.jsonl.gz": lines.String()})
	o := Options{Sources: []string{dir}}
	b := newFakeBuild()
	runOn(t, b, o)
	name := filepath.Join(dir, "a.jsonl.gz")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, whole[:len(whole)/2], 0o644); err != nil {
		t.Fatal(err)
	}
	cut := b.next()
	if got, want := counts(runOn(t, cut, o)), "added 0 changed 0 unchanged 5000 deleted 0 failed 1"; got != want {
		t.Errorf("cut off: %s, want %s", got, want)
	}
	if got := cut.problems(); !strings.Contains(got, "unreadable unexpected EOF") {
		t.Errorf("problems = %q", got)
	}
}

func TestPathsOfSources(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"lib/x.txt": "x", "one/docs/x.txt": "one", "two/docs/x.txt": "two", "two/docs/y#1%.txt": "three", "f.jsonl": `{"id":"a/b","text":"t"}`,
		"g/f.jsonl": `{"id":"a/b","text":"u"}`,
	})
	at := func(names ...string) []string {
		for i := range names {
			names[i] = filepath.Join(dir, names[i])
		}
		return names
	}
	b := newFakeBuild()
	runOn(t, b, Options{Sources: at("f.jsonl", "lib", "one/docs", "two/docs", "g/f.jsonl", "lib")})
	want := "docs/x.txt docs~2/x.txt docs~2/y%231%25.txt f.jsonl#a/b f~2.jsonl#a/b x.txt"
	if got := b.paths(); got != want {
		t.Errorf("paths = %q, want %q", got, want)
	}
}

func TestSourcesThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"lib/sub/x.txt": "x"})
	lib := filepath.Join(dir, "lib")
	for _, tt := range []struct {
		name    string
		sources []string
		want    string
	}{
		{"none", nil, "no sources: name a folder or a file"},
		{"missing", []string{filepath.Join(dir, "nowhere")}, "nowhere\": no such file or directory"},
		{"one in another", []string{lib, filepath.Join(lib, "sub")}, "is inside source"},
		{"a device", []string{os.DevNull}, "not a folder or regular file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Run(t.Context(), newFakeBuild(), Options{Sources: tt.sources, Vocabulary: testVocabulary(t)})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestEmptiedSourceKeepsItsDocuments(t *testing.T) {
	dir := t.TempDir()
	lib := filepath.Join(dir, "lib")
	write(t, dir, map[string]string{"lib/x.txt": "some words", "more/y.txt": "other words"})
	o := Options{Sources: []string{filepath.Join(dir, "more"), lib}, Vocabulary: testVocabulary(t)}
	b := newFakeBuild()
	runOn(t, b, o)
	if err := os.Remove(filepath.Join(lib, "x.txt")); err != nil {
		t.Fatal(err)
	}
	_, err := Run(t.Context(), b.next(), o)
	if err == nil || !strings.Contains(err.Error(), lib+`" has no files any more; to delete its 1 documents use --allow-missing`) {
		t.Fatalf("error = %v", err)
	}
	os.Remove(lib)
	if _, err := Run(t.Context(), b.next(), o); err == nil || !strings.Contains(err.Error(), lib) {
		t.Errorf("missing source: error = %v", err)
	}
	o.AllowMissing = true
	after := b.next()
	r := runOn(t, after, o)
	if got, want := counts(r), "added 0 changed 1 unchanged 0 deleted 1 failed 0"; len(r.Notes) != 1 || got != want && after.paths() != "y.txt" {
		t.Errorf("allowed: %s, notes %q, paths %s", got, r.Notes, after.paths())
	}
}

func TestLinksAndSidecars(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"outside.txt": "secret", "lib/a.txt": "words", "lib/b.html": "<p>words", "lib/b.txt": "words", "lib/b.yaml": "source: S",
		"lib/c.yaml": "source: S", "lib/d.yaml": "title: Only a title",
	})
	lib := filepath.Join(dir, "lib")
	for name, target := range map[string]string{"out.txt": "../outside.txt", "in.txt": "a.txt", "dead.txt": "nowhere", "up": ".."} {
		if err := os.Symlink(target, filepath.Join(lib, name)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	b := newFakeBuild()
	runOn(t, b, Options{Sources: []string{lib}})
	if got, want := b.paths(), "a.txt b.html b.txt in.txt"; got != want {
		t.Errorf("paths = %q, want %q", got, want)
	}
	want := `b.yaml: sidecar_ambiguous 2 b.html.yaml
c.yaml: sidecar_unused
d.yaml: sidecar_unused
dead.txt: bad_symlink
out.txt: bad_symlink
up: bad_symlink`
	if got := b.problems(); got != want {
		t.Errorf("problems:\n%s\nwant:\n%s", got, want)
	}
}

func TestTooLargeFileIsNotRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "", "b.txt": "words"})
	if err := os.Truncate(filepath.Join(dir, "a.txt"), extract.MaxFileBytes+1); err != nil {
		t.Fatal(err)
	}
	b := newFakeBuild()
	runOn(t, b, Options{Sources: []string{dir}})
	if got, want := b.problems(), "a.txt: too_large 512"; got != want || b.paths() != "b.txt" {
		t.Errorf("problems = %q, paths = %q", got, b.paths())
	}
}

func TestUnreadableFileKeepsItsDocuments(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "words", "sub/b.txt": "words", "c.txt": "words"})
	o := Options{Sources: []string{dir}}
	b := newFakeBuild()
	runOn(t, b, o)
	for _, name := range []string{"a.txt", "sub"} {
		full := filepath.Join(dir, name)
		if err := os.Chmod(full, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(full, 0o755) })
	}
	next := b.next()
	if got, want := counts(runOn(t, next, o)), "added 0 changed 0 unchanged 3 deleted 0 failed 1"; got != want {
		t.Errorf("report = %s, want %s", got, want)
	}
}

func TestRunEndsWithErrorOfTheBuild(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{}
	for n := range 50 {
		files[fmt.Sprintf("%d.txt", n)] = "some words"
	}
	write(t, dir, files)
	b := newFakeBuild()
	b.failPut = errors.New("disk full")
	_, err := Run(t.Context(), b, Options{Sources: []string{dir}, Vocabulary: testVocabulary(t)})
	if !errors.Is(err, b.failPut) {
		t.Errorf("error = %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, newFakeBuild(), Options{Sources: []string{dir}, Vocabulary: testVocabulary(t)}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error = %v", err)
	}
}

func TestProgressIsCompleteAtTheEnd(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": "some words", "b.jsonl.gz": `{"text":"x"}`, "c.json": "{}"})
	var last Progress
	runOn(t, newFakeBuild(), Options{Sources: []string{dir}, Progress: func(p Progress) { last = p }})
	if last.Files != 3 || last.FilesTotal != 3 || last.Bytes != last.BytesTotal || last.Documents != 2 {
		t.Errorf("last progress = %+v", last)
	}
}

func TestDeriveTitle(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"sentence", "\n\nIt began. It ended.", "It began."},
		{"initials and short forms", "Gen. J. Smith of the U.S. forces met Mr. Khan. They spoke.", "Gen. J. Smith of the U.S. forces met Mr. Khan."},
		{"numbers", "About 3.5 million fled. They left.", "About 3.5 million fled."},
		{"quotation", "He said “no.” Then he left.", "He said “no.”"},
		{"Urdu", "یہ پہلا جملہ ہے۔ یہ دوسرا ہے۔", "یہ پہلا جملہ ہے۔"},
		{"Chinese", "会议开始了。会议结束了。", "会议开始了。"},
		{"long", strings.Repeat("word ", 40), strings.TrimSpace(strings.Repeat("word ", 19)) + "…"},
		{"only marks", "---\n***\n", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := deriveTitle(tt.in); got != tt.want {
				t.Errorf("deriveTitle = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEscapePath(t *testing.T) {
	for in, want := range map[string]string{"a/b c.md": "a/b c.md", "نقشه.txt": "نقشه.txt", "a#1": "a%231", "a%231": "a%25231", "a\xff\n": "a%FF%0A"} {
		if got := escapePath(in); got != want {
			t.Errorf("escapePath(%q) = %q, want %q", in, got, want)
		}
	}
}
