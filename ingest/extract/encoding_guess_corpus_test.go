package extract

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestGuessLegacyEncodingsOfCorpora encodes titles and first lines of real texts in the legacy encodings of their language and
// counts how many are decoded correctly. It is skipped without the corpora.
func TestGuessLegacyEncodingsOfCorpora(t *testing.T) {
	if testing.Short() {
		t.Skip("long: make unit runs it without the race detector")
	}
	sets := []struct {
		file, encoding string
		title, text    float64 // floors
	}{
		{"factrueval-ru.jsonl.gz", "windows-1251", .99, .99}, {"factrueval-ru.jsonl.gz", "koi8-r", .99, .99}, {"factrueval-ru.jsonl.gz", "ibm866", .99, .99},
		{"farsnews-fa.jsonl.gz", "windows-1256", .99, .99}, {"urdu-news-5cat.jsonl.gz", "windows-1256", .99, .99},
		{"saudinewsnet-ar-sample.jsonl.gz", "windows-1256", .99, .99}, {"saudinewsnet-ar-sample.jsonl.gz", "iso-8859-6", .98, .99},
		{"xquad/zh/docs.jsonl.gz", "gb18030", 0, .99}, {"xquad/tr/docs.jsonl.gz", "windows-1254", 0, .97}, {"xquad/ru/docs.jsonl.gz", "koi8-r", 0, .99},
	}
	for _, set := range sets {
		titles, texts := 0, 0
		goodTitles, goodTexts := 0, 0
		_, e := charsetNamed(set.encoding)
		right := func(s string) (tried, ok bool) {
			s = strings.NewReplacer("ی", "ي", "۔", ".", "ى", "ي", "ۓ", "ے", "ئ", "ئ", "ۂ", "ہ", "\u200b", "").Replace(s)
			raw, err := e.NewEncoder().Bytes([]byte(s))
			if err != nil || utf8.Valid(raw) {
				return false, false
			}
			text, _, _ := guess(raw)
			return true, text == s
		}
		eachText(t, filepath.Join("..", "..", "..", "shared", "corpora", set.file), func(title, text string) {
			if titles > maxTitles || texts > maxTitles {
				return
			}
			if tried, ok := right(title); tried {
				titles++
				if ok {
					goodTitles++
				}
			}
			if tried, ok := right(text[:runeBoundary(text, 600)]); tried {
				texts++
				if ok {
					goodTexts++
				}
			}
		})
		shareTitles, shareTexts := share(goodTitles, titles), share(goodTexts, texts)
		t.Logf("%-34s %-13s titles %4d %.3f  texts %4d %.3f", set.file, set.encoding, titles, shareTitles, texts, shareTexts)
		if titles > 20 && shareTitles < set.title || texts > 20 && shareTexts < set.text {
			t.Errorf("%s in %s: floors are %.2f and %.2f", set.file, set.encoding, set.title, set.text)
		}
	}
}

// maxTitles bounds the titles of one set.
const maxTitles = 300

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

func eachText(t *testing.T, name string, do func(title, text string)) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Skipf("no corpora: %v", err)
	}
	defer f.Close()
	in, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(in); dec.More(); {
		var d struct{ Title, Text string }
		if err := dec.Decode(&d); err != nil {
			t.Fatal(err)
		}
		do(d.Title, d.Text)
	}
}
