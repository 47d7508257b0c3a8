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
	"daftar/server"
)

// typedLangs are the languages that a thousand questions are asked in.
var typedLangs = []string{"en", "ru", "fa", "ur", "ps", "ar", "tr", "zh"}

// furtherDocs are what the seeds do not have: Chinese, and numbers in the digits of Persian and Arabic.
var furtherDocs = map[string]string{
	"shanghai.md":  "---\ntitle: 上海合作组织联合反恐演习\nlang: zh\ndate: 2025-07-26\n---\n上海合作组织成员国在新疆举行“和平使命”联合反恐演习，约2025名士兵参加。\n\n巴基斯坦、塔吉克斯坦和吉尔吉斯斯坦派出部队。中国国防部说，演习不针对第三方。\n",
	"border.md":    "---\ntitle: 边境安全\nlang: zh\n---\n联合国安理会讨论阿富汗边境安全问题。会议于2024年3月5日举行，NATO代表没有参加。\n",
	"exercise.md":  "---\ntitle: 演习结束\nlang: zh\ndate: 2025-08\n---\n联合反恐演习结束后，各国国防部长举行会谈。\n",
	"trade.md":     "---\ntitle: 口岸恢复贸易\nlang: zh\n---\n巴基斯坦与阿富汗边境口岸恢复贸易。\n",
	"numbers.md":   "---\ntitle: ۳۵۰ سرباز در مرز\nlang: fa\n---\nنیروهای مرزی ۱۲٬۵۰۰ نفر و ۳٫۵ میلیارد دلار هزینه داشتند. «گفت\u200cوگوها» در سال ۱۳۹۹ و ۲۰۲۵ ادامه یافت.\n",
	"numbers-a.md": "---\ntitle: اجتماع وزراء الدفاع\nlang: ar\n---\nشارك ١٢٬٥٠٠ جندي بكلفة ٣٫٥ مليار دولار في «مناورات» عام ٢٠٢٥، وقال الوزير إنّ الحدود آمنة.\n",
}

// typedLibrary is the seeds with texts of languages that they lack.
func typedLibrary(t *testing.T) (*embedded.Searcher, []*index.Document) {
	t.Helper()
	dir := t.TempDir()
	docs := filepath.Join(dir, "docs")
	if err := os.CopyFS(docs, os.DirFS(filepath.Join("..", "..", "seeds"))); err != nil {
		t.Fatal(err)
	}
	for name, text := range furtherDocs {
		if err := os.WriteFile(filepath.Join(docs, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return openBuilt(t, docs)
}

// openBuilt indexes a folder and opens it.
func openBuilt(t *testing.T, docs string) (*embedded.Searcher, []*index.Document) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	build(t, docs, dir)
	s, err := embedded.Open(dir, embedded.OpenOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, all(t, s)
}

// TestThousandTypedQuestions asks the seeds a thousand questions in eight languages as people type and paste them. Each
// has the totals, facets and pages of the naive scan, and finds what the same question in plain writing finds. Over the
// server each page and each answer of the API is one, with the same total.
func TestThousandTypedQuestions(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	s, docs := typedLibrary(t)
	scan := indextest.NewNaiveScan(docs)
	questions := indextest.RandomTypedQueries(docs, typedLangs, 1000, 1)
	if len(questions) != 1000 {
		t.Fatalf("%d questions: a language has no documents", len(questions))
	}
	indextest.CheckTypedAgainstScan(t, s, scan, questions)
	web, found := serve1(t, s), 0
	for _, q := range questions {
		tree := query.Parse(q.Typed, query.Options{Vocabulary: testVocabulary(t)}).Tree
		want, err := scan.Search(index.Query{Tree: tree})
		if err != nil {
			t.Fatal(err)
		}
		var a server.Answer
		fetch(t, web, "/api/v1/search?"+url.Values{"q": {q.Typed}}.Encode(), &a)
		if a.Total.Value != want.Total || a.Query.Understood == "" && tree != nil {
			t.Errorf("%+q: the API says %d (%q), the scan %d", q.Typed, a.Total.Value, a.Query.Understood, want.Total)
		}
		found += min(want.Total, 1)
		page(t, web, "/search?"+url.Values{"q": {q.Typed}}.Encode())
	}
	if found < 600 {
		t.Errorf("only %d of 1000 questions find something: they prove little", found)
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

// TestTypedQuestionsOfCorpora does the same over some hundred documents of each corpus that is here.
func TestTypedQuestionsOfCorpora(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	dir := t.TempDir()
	taken := 0
	for name, stride := range map[string]int{
		"frus.jsonl.gz": 200, "xquad/en/docs.jsonl.gz": 3, "xquad/ru/docs.jsonl.gz": 3, "xquad/ar/docs.jsonl.gz": 3,
		"xquad/tr/docs.jsonl.gz": 3, "xquad/zh/docs.jsonl.gz": 3, "hamshahri-fa/docs.jsonl.gz": 10,
	} {
		taken += few(t, filepath.Join("..", "..", "..", "shared", "corpora", filepath.FromSlash(name)), filepath.Join(dir, strings.ReplaceAll(name, "/", "-")), stride)
	}
	if taken == 0 {
		t.Skip("no corpora here")
	}
	s, docs := openBuilt(t, dir)
	questions := indextest.RandomTypedQueries(docs, typedLangs, 400, 2)
	indextest.CheckTypedAgainstScan(t, s, indextest.NewNaiveScan(docs), questions)
	t.Logf("%d questions over %d documents", len(questions), len(docs))
}

// maxFew bounds the documents of a corpus.
const maxFew = 160

// few copies every n-th line of a corpus, gzipped again, and returns how many; 0 if the corpus is not here.
func few(t *testing.T, from, to string, stride int) (taken int) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Logf("not here: %v", err)
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
	for n := 0; lines.Scan() && taken < maxFew; n++ {
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
