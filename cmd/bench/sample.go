package main

import (
	"cmp"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/analysis"
)

// sampleSize documents are enough to rank words by frequency and fit into memory.
const sampleSize = 2000

// minWordLetters excludes list letters and initials from queries.
const minWordLetters = 3

// sample holds documents drawn from a library, and their words.
type sample struct {
	pages []page
	words []string // distinct content words by document frequency
}

// page is a document of the sample.
type page struct {
	document *index.Document // without its text
	words    []word          // in order
	content  []string        // distinct content words by document frequency
}

// word is a lower-case word of a text.
type word struct {
	text    string
	content bool // can be a query of its own
	stop    bool
	joined  bool // only a space separates it from the word before
}

// readSample draws documents of a dump. content reports whether every engine searches a lower-case word.
func readSample(d dump, seed uint64, content func(string) bool) (*sample, error) {
	r := rand.New(rand.NewPCG(seed, 0))
	left, wanted := d.documents, min(sampleSize, d.documents)
	var docs []*index.Document
	for doc, err := range readDump(d.path) {
		if err != nil {
			return nil, err
		}
		// Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S).
		if r.IntN(left) < wanted-len(docs) {
			docs = append(docs, doc)
		}
		left--
	}
	return newSample(docs, content), nil
}

func newSample(docs []*index.Document, content func(string) bool) *sample {
	s := &sample{}
	documents := make(map[string]int)
	known := make(map[string]word)
	for _, d := range docs {
		p := page{document: d, words: splitWords(d, content, known)}
		distinct := make(map[string]bool)
		for _, w := range p.words {
			if w.content && !distinct[w.text] {
				distinct[w.text] = true
				documents[w.text]++
			}
		}
		p.content = slices.Collect(maps.Keys(distinct))
		d.Text = ""
		s.pages = append(s.pages, p)
	}
	byFrequency := func(a, b string) int {
		return cmp.Or(cmp.Compare(documents[b], documents[a]), strings.Compare(a, b))
	}
	for _, p := range s.pages {
		slices.SortFunc(p.content, byFrequency)
	}
	s.words = slices.SortedFunc(maps.Keys(documents), byFrequency)
	return s
}

// splitWords returns the words of a text; known caches what is known about a word.
func splitWords(d *index.Document, content func(string) bool, known map[string]word) []word {
	var words []word
	end := 0
	for _, t := range analysis.Tokens(d.Text, d.Lang) {
		if t.PositionLength != 1 {
			continue
		}
		text := strings.ToLower(d.Text[t.Start:t.End])
		w, ok := known[text]
		if !ok {
			w = word{text: strings.Clone(text), stop: analysis.IsStop(text)}
			w.content = !w.stop && isPlainWord(text) && content(text)
			known[w.text] = w
		}
		w.joined = len(words) > 0 && d.Text[end:t.Start] == " "
		words = append(words, w)
		end = t.End
	}
	return words
}

// isPlainWord reports whether a word has only letters and enough of them.
func isPlainWord(text string) bool {
	return utf8.RuneCountInString(text) >= minWordLetters &&
		strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}
