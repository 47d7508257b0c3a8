package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"daftar/index/vocabulary"
)

// The synthetic library replaces a missing corpus: invented words with the frequencies of English. It is good for comparing
// two versions of Daftar, but not for absolute figures, since its words are independent and its phrases rare.
const (
	syntheticDocuments = 10_000 // default; takes half a minute to index
	syntheticWords     = 60_000 // distinct words
	minWords           = 60     // per document; the longest has 20 times as many
	// zipfExponent and zipfOffset make word frequencies fall as in English newspaper text (Zipf-Mandelbrot).
	zipfExponent, zipfOffset = 1.1, 3.0
)

// commonWords are the most frequent English words. Every second generated word is one of them.
const commonWords = "the of and to in a that is was for on with as by at from it be this not are which or an have were had has " +
	"but their would they been there its he his she will when who more if no out so what up said about than into them can"

// syntheticSource writes a synthetic library into the work folder.
func syntheticSource(c config, work string) (s source, err error) {
	n := c.documents
	if n == 0 {
		n = syntheticDocuments
	}
	s = source{
		name: fmt.Sprintf("synthetic (seed %d)", c.seed),
		path: filepath.Join(work, "synthetic.jsonl"), synthetic: true,
	}
	v, err := vocabulary.BuiltIn()
	if err != nil {
		return s, err
	}
	out, err := os.Create(s.path)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	return s, newWriter(v, c.seed).write(out, n)
}

// writer generates documents.
type writer struct {
	*rand.Rand
	zipf        *rand.Zipf
	words       []string
	commonWords []string
	countries   []string
	subjects    []string
}

func newWriter(v *vocabulary.Vocabulary, seed uint64) *writer {
	w := &writer{Rand: rand.New(rand.NewPCG(seed, 0)), commonWords: strings.Fields(commonWords)}
	w.zipf = rand.NewZipf(w.Rand, zipfExponent, zipfOffset, syntheticWords-1)
	for _, c := range v.Countries() {
		w.countries = append(w.countries, c.Label)
	}
	for _, t := range v.Themes() {
		for _, terms := range t.Terms {
			if terms.Lang == "en" && len(terms.Strong) > 0 {
				w.subjects = append(w.subjects, strings.Trim(terms.Strong[0], "*?"))
			}
		}
	}
	seen := make(map[string]bool)
	for len(w.words) < syntheticWords {
		if word := w.invent(); !seen[word] {
			seen[word] = true
			w.words = append(w.words, word)
		}
	}
	return w
}

// invent returns a word of two to four syllables.
func (w *writer) invent() string {
	const consonants, vowels = "bcdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for range 2 + w.IntN(3) {
		b.WriteByte(consonants[w.IntN(len(consonants))])
		b.WriteByte(vowels[w.IntN(len(vowels))])
	}
	b.WriteByte(consonants[w.IntN(len(consonants))])
	return b.String()
}

// line is a line of the JSONL file.
type line struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Date   string `json:"date,omitempty"`
	Lang   string `json:"lang"`
	Source string `json:"source"`
}

func (w *writer) write(out io.Writer, documents int) error {
	buffered := bufio.NewWriter(out)
	enc := json.NewEncoder(buffered)
	for n := range documents {
		if err := enc.Encode(w.document(n)); err != nil {
			return err
		}
	}
	return buffered.Flush()
}

// document generates a document about one country and one theme whose text names others. One in eight has no date, as in
// the FRUS corpus.
func (w *writer) document(n int) line {
	country, subject := w.pick(w.countries), w.pick(w.subjects)
	l := line{
		ID: fmt.Sprint(n), Lang: "en", Source: fmt.Sprintf("Bureau %c", 'A'+w.IntN(8)),
		Title: fmt.Sprintf("%s: %s and the %s of %s", country, subject, w.word(), w.word()),
	}
	if w.IntN(8) > 0 {
		day := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.IntN(36*365))
		l.Date = day.Format(time.DateOnly)
	}
	words := minWords + w.IntN(minWords)
	if w.IntN(6) == 0 {
		words *= 1 + w.IntN(10)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s and %s.", country, subject)
	for b.Len() < 6*words {
		b.WriteByte(' ')
		b.WriteString(w.sentence())
		if w.IntN(6) == 0 {
			b.WriteByte('\n')
		}
	}
	l.Text = b.String()
	return l
}

// sentence returns 8 to 24 words, sometimes with a country or a theme.
func (w *writer) sentence() string {
	words := make([]string, 8+w.IntN(17))
	for i := range words {
		words[i] = w.word()
		if w.IntN(2) == 0 {
			words[i] = w.pick(w.commonWords)
		}
	}
	if w.IntN(5) == 0 {
		words[w.IntN(len(words))] = w.pick(w.countries)
	}
	if w.IntN(8) == 0 {
		words[w.IntN(len(words))] = w.pick(w.subjects)
	}
	return strings.ToUpper(words[0][:1]) + strings.Join(words, " ")[1:] + "."
}

func (w *writer) word() string { return w.words[w.zipf.Uint64()] }

func (w *writer) pick(list []string) string { return list[w.IntN(len(list))] }
