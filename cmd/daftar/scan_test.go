package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/indextest"
	"daftar/index/vocabulary"
	"daftar/ingest"
	"daftar/ingest/extract"
	"daftar/ingest/sandbox"
)

// TestRealLibraryEqualsNaiveScan runs random queries on a real, tagged library and compares every total, bucket, selection
// of a bucket and page with the naive scan. It uses every n-th document of the FRUS corpus; with DAFTAR_SCAN=1 all 31,667,
// which takes some minutes.
func TestRealLibraryEqualsNaiveScan(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	corpus := filepath.Join("..", "..", "..", "shared", "corpora", "frus.jsonl.gz")
	if _, err := os.Stat(corpus); err != nil {
		t.Skipf("corpus is not present: %v", err)
	}
	stride, queries := 40, 150
	if n, err := strconv.Atoi(os.Getenv("DAFTAR_SCAN")); err == nil && n > 0 {
		stride, queries = n, 500
	}
	dir := t.TempDir()
	buildIndex(t, writeSample(t, corpus, stride), filepath.Join(dir, "index"))
	s, err := embedded.Open(t.Context(), filepath.Join(dir, "index"), embedded.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	docs := allDocuments(t, s)
	indextest.CheckAgainstScan(t, s, indextest.NewNaiveScan(docs), indextest.RandomQueries(docs, queries, 1))
	t.Logf("%d queries over %d documents", queries, len(docs))
}

// writeSample writes every n-th line of a gzipped JSONL file into a new folder and returns the folder.
func writeSample(t *testing.T, corpus string, stride int) string {
	t.Helper()
	in, err := os.Open(corpus)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	out, err := os.Create(filepath.Join(dir, "sample.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	for n := 0; lines.Scan(); n++ {
		if n%stride == 0 {
			if _, err := out.Write(append(lines.Bytes(), '\n')); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func buildIndex(t *testing.T, docs, dir string) {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	b, err := embedded.Begin(t.Context(), dir, embedded.BuildOptions{Sources: []string{docs}, Versions: ingest.Versions(v)})
	if err != nil {
		t.Fatal(err)
	}
	reader, err := openSandbox(extract.DefaultLimits(), sandbox.OCR{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = ingest.Run(t.Context(), b, ingest.Options{Sources: []string{docs}, Vocabulary: v, Versions: ingest.Versions(v), Reader: reader})
	if err := errors.Join(err, reader.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// allDocuments reads every document of an index.
func allDocuments(t *testing.T, s index.Searcher) []*index.Document {
	t.Helper()
	var docs []*index.Document
	for {
		r, err := s.Search(context.Background(), index.Query{Sort: index.SortNewest, Limit: index.MaxLimit, Offset: len(docs)})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range r.Hits {
			d, err := s.Document(context.Background(), h.Document.ID)
			if err != nil {
				t.Fatal(err)
			}
			docs = append(docs, d)
		}
		if len(docs) == r.Total {
			return docs
		}
	}
}
