package main

import (
	"bufio"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/indextest"
	"daftar/index/query"
	"daftar/server/request"
)

// typedLangs are the languages of the typed queries.
var typedLangs = []string{"en", "ru", "fa", "ur", "ps", "ar", "tr", "zh"}

// extraDocs add what the seeds lack: Chinese, and numbers in Persian and Arabic digits.
var extraDocs = map[string]string{
	"shanghai.md":  "---\ntitle: 上海合作组织联合反恐演习\nlang: zh\ndate: 2025-07-26\n---\n上海合作组织成员国在新疆举行“和平使命”联合反恐演习，约2025名士兵参加。\n\n巴基斯坦、塔吉克斯坦和吉尔吉斯斯坦派出部队。中国国防部说，演习不针对第三方。\n",
	"border.md":    "---\ntitle: 边境安全\nlang: zh\n---\n联合国安理会讨论阿富汗边境安全问题。会议于2024年3月5日举行，NATO代表没有参加。\n",
	"exercise.md":  "---\ntitle: 演习结束\nlang: zh\ndate: 2025-08\n---\n联合反恐演习结束后，各国国防部长举行会谈。\n",
	"trade.md":     "---\ntitle: 口岸恢复贸易\nlang: zh\n---\n巴基斯坦与阿富汗边境口岸恢复贸易。\n",
	"numbers.md":   "---\ntitle: ۳۵۰ سرباز در مرز\nlang: fa\n---\nنیروهای مرزی ۱۲٬۵۰۰ نفر و ۳٫۵ میلیارد دلار هزینه داشتند. «گفت\u200cوگوها» در سال ۱۳۹۹ و ۲۰۲۵ ادامه یافت.\n",
	"numbers-a.md": "---\ntitle: اجتماع وزراء الدفاع\nlang: ar\n---\nشارك ١٢٬٥٠٠ جندي بكلفة ٣٫٥ مليار دولار في «مناورات» عام ٢٠٢٥، وقال الوزير إنّ الحدود آمنة.\n",
}

// multilingualIndex indexes the seeds and extraDocs.
func multilingualIndex(t *testing.T) (*embedded.Searcher, []*index.Document) {
	t.Helper()
	dir := t.TempDir()
	docs := filepath.Join(dir, "docs")
	if err := os.CopyFS(docs, os.DirFS(filepath.Join("..", "..", "seeds"))); err != nil {
		t.Fatal(err)
	}
	for name, text := range extraDocs {
		if err := os.WriteFile(filepath.Join(docs, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return buildAndOpen(t, docs)
}

// buildAndOpen indexes a folder and opens it.
func buildAndOpen(t *testing.T, docs string) (*embedded.Searcher, []*index.Document) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	buildIndex(t, docs, dir)
	s, err := embedded.Open(t.Context(), dir, embedded.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, allDocuments(t, s)
}

// TestThousandTypedQueriesEqualNaiveScan runs a thousand queries in eight languages as people type and paste them. Each has
// the totals, facets and pages of the naive scan and finds the same as its plain form; page and API succeed with that total.
func TestThousandTypedQueriesEqualNaiveScan(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	s, docs := multilingualIndex(t)
	scan := indextest.NewNaiveScan(docs)
	queries := indextest.RandomTypedQueries(docs, typedLangs, 1000, 1)
	if len(queries) != 1000 {
		t.Fatalf("%d queries: a language has no documents", len(queries))
	}
	indextest.CheckTypedAgainstScan(t, s, scan, queries)
	web, found := newTestServer(t, s), 0
	for _, q := range queries {
		tree := query.Parse(q.Typed, query.Options{Vocabulary: testVocabulary(t)}).Tree
		want, err := scan.Search(index.Query{Tree: tree})
		if err != nil {
			t.Fatal(err)
		}
		var a request.SearchResponse
		fetch(t, web, "/api/v1/search?"+url.Values{"q": {q.Typed}}.Encode(), &a)
		if a.Total.Value != want.Total || a.Query.Description == "" && tree != nil {
			t.Errorf("%+q: API total %d (%q), want %d", q.Typed, a.Total.Value, a.Query.Description, want.Total)
		}
		found += min(want.Total, 1)
		page(t, web, "/search?"+url.Values{"q": {q.Typed}}.Encode())
	}
	if found < 600 {
		t.Errorf("only %d of 1000 queries find something", found)
	}
}

// page fetches a page and fails on any status but 200.
func page(t *testing.T, web http.Handler, path string) string {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	r.Host = "127.0.0.1:8080"
	w := httptest.NewRecorder()
	web.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// TestTypedQueriesOfCorporaEqualNaiveScan does the same over some hundred documents of each corpus that is present.
func TestTypedQueriesOfCorporaEqualNaiveScan(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	dir := t.TempDir()
	taken := 0
	for name, stride := range map[string]int{
		"frus.jsonl.gz": 200, "xquad/en/docs.jsonl.gz": 3, "xquad/ru/docs.jsonl.gz": 3, "xquad/ar/docs.jsonl.gz": 3,
		"xquad/tr/docs.jsonl.gz": 3, "xquad/zh/docs.jsonl.gz": 3, "hamshahri-fa/docs.jsonl.gz": 10,
	} {
		taken += sampleLines(t, filepath.Join("..", "..", "..", "shared", "corpora", filepath.FromSlash(name)), filepath.Join(dir, strings.ReplaceAll(name, "/", "-")), stride)
	}
	if taken == 0 {
		t.Skip("no corpora are present")
	}
	s, docs := buildAndOpen(t, dir)
	queries := indextest.RandomTypedQueries(docs, typedLangs, 400, 2)
	indextest.CheckTypedAgainstScan(t, s, indextest.NewNaiveScan(docs), queries)
	t.Logf("%d queries over %d documents", len(queries), len(docs))
}

// maxSampleLines bounds the documents of a corpus.
const maxSampleLines = 160

// sampleLines copies every n-th line of a gzipped corpus and returns how many; 0 if the corpus is not present.
func sampleLines(t *testing.T, from, to string, stride int) (taken int) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Logf("not present: %v", err)
		return 0
	}
	defer in.Close()
	z, err := gzip.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	w := gzip.NewWriter(out)
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	for n := 0; lines.Scan() && taken < maxSampleLines; n++ {
		if n%stride == 0 {
			taken++
			if _, err := w.Write(append(lines.Bytes(), '\n')); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return taken
}
