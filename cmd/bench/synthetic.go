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

// The synthetic library stands in where no corpus is: made-up words in the proportions of English. It is good for
// comparing two versions of Daftar, less for saying how fast it is on real text: its words stand beside each other by
// chance, so that its phrases are rare.
const (
	syntheticDocuments = 10_000 // unless --documents says another number: half a minute of building
	syntheticWords     = 60_000 // different ones
	fewestWords        = 60     // of a document; the longest has 20 times as many
	// zipfExponent and zipfOffset make word frequencies fall as in English newspaper text (Zipf-Mandelbrot).
	zipfExponent, zipfOffset = 1.1, 3.0
)

// little are the most common words of English, of which every second word is one.
const little = "the of and to in a that is was for on with as by at from it be this not are which or an have were had has " +
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

// writer writes made-up documents.
type writer struct {
	*rand.Rand
	zipf      *rand.Zipf
	words     []string
	little    []string
	countries []string
	subjects  []string
}

func newWriter(v *vocabulary.Vocabulary, seed uint64) *writer {
	w := &writer{Rand: rand.New(rand.NewPCG(seed, 0)), little: strings.Fields(little)}
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

// invent makes a word of two to four syllables.
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

// document makes a document about one country and one theme, of which the text names some more. One in eight has no
// date, as in the corpus that this stands in for.
func (w *writer) document(n int) line {
	country, subject := w.of(w.countries), w.of(w.subjects)
	l := line{
		ID: fmt.Sprint(n), Lang: "en", Source: fmt.Sprintf("Bureau %c", 'A'+w.IntN(8)),
		Title: fmt.Sprintf("%s: %s and the %s of %s", country, subject, w.word(), w.word()),
	}
	if w.IntN(8) > 0 {
		day := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, w.IntN(36*365))
		l.Date = day.Format(time.DateOnly)
	}
	words := fewestWords + w.IntN(fewestWords)
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

// sentence makes 8 to 24 words with, now and then, a country or a theme among them.
func (w *writer) sentence() string {
	words := make([]string, 8+w.IntN(17))
	for i := range words {
		words[i] = w.word()
		if w.IntN(2) == 0 {
			words[i] = w.of(w.little)
		}
	}
	if w.IntN(5) == 0 {
		words[w.IntN(len(words))] = w.of(w.countries)
	}
	if w.IntN(8) == 0 {
		words[w.IntN(len(words))] = w.of(w.subjects)
	}
	return strings.ToUpper(words[0][:1]) + strings.Join(words, " ")[1:] + "."
}

func (w *writer) word() string { return w.words[w.zipf.Uint64()] }

func (w *writer) of(list []string) string { return list[w.IntN(len(list))] }
