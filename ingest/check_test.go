package ingest

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestCheckFindsEveryProblemOfMetadata(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.md":      "---\ntitle: A\ndate: yesterday\n\ndecided:\n  countries:\n    add: [PK, Atlantis]\n---\nText",
		"b.txt":     "Text",
		"b.yaml":    "reliability: Z\ndecided:\n  themes: {remove: [nonsense]}\n",
		"c.yaml":    "title: alone",
		"d.jsonl":   "not looked at",
		"good.md":   "---\ntitle: Good\n---\nText",
		"plain.txt": "No front matter.",
	})
	problems, err := Check(t.Context(), []string{dir, filepath.Join(dir, "c.yaml")}, testVocabulary(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range problems {
		got = append(got, strings.TrimPrefix(c.Path, dir+"/")+": "+describeProblem(c.Problem))
	}
	want := `a.md: line 3: bad_date date
a.md: line 7: unknown_tag decided.countries Atlantis
b.yaml: line 1: bad_metadata reliability A–F Z
b.yaml: line 3: unknown_tag decided.themes nonsense
c.yaml: sidecar_unused`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
	if _, err := Check(t.Context(), []string{filepath.Join(dir, "nowhere")}, testVocabulary(t)); err == nil {
		t.Error("no error for a missing source")
	}
}

func TestDocumentsReadsFilesAsRunDoes(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.txt": "Kazakhstan spoke.", "a.yaml": "title: Given", "b.jsonl": "{\"id\":1,\"text\":\"x y\"}\nbad\n", "c.json": "{}", "d.jsonl.gz": "{\"text\":\"z\"}",
	})
	var got []string
	for found, err := range NewAnnotator(testVocabulary(t)).Documents(t.Context(), []string{dir}, inProcessReader{}) {
		if err != nil {
			t.Fatal(err)
		}
		line := strings.TrimPrefix(found.File, dir+"/")
		if found.Document != nil {
			line += " = " + found.Document.Path + " " + found.Document.Title
		}
		for _, p := range found.Problems {
			line += " ! " + describeProblem(p)
		}
		got = append(got, line)
	}
	want := "a.txt = a.txt Given|b.jsonl = b.jsonl#1 x y|b.jsonl ! line 2: bad_json not an object|c.json ! unsupported JSON|d.jsonl.gz = d.jsonl.gz#line-1 z"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}
