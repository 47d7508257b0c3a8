package suggest

import (
	"bufio"
	"cmp"
	"encoding/gob"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Limits of the index. An entry takes about 80 bytes while a library is searched, and twice that while it is built.
const (
	maxWords    = 250_000
	maxPhrases  = 150_000
	maxTitles   = 150_000
	maxCounters = 1_000_000 // during a build; beyond that the rarest are dropped
)

// Builder counts the terms of documents.
type Builder struct {
	mu                     sync.Mutex
	words, phrases, titles map[string]*termStats
}

// termStats is the form in which most documents write a term (Boyer and Moore's majority vote), and their number.
type termStats struct {
	form      string
	documents uint32
	votes     int32
}

// NewBuilder returns a Builder that continues with the counts of the last index, or from zero if it is nil.
func NewBuilder(last *Index) *Builder {
	b := &Builder{words: make(map[string]*termStats), phrases: make(map[string]*termStats), titles: make(map[string]*termStats)}
	if last != nil {
		last.Words.load(b.words)
		last.Phrases.load(b.phrases)
		last.Titles.load(b.titles)
	}
	return b
}

// Add counts the terms of a document. It is safe for concurrent use.
func (b *Builder) Add(d *DocTerms) {
	b.mu.Lock()
	defer b.mu.Unlock()
	count(b.words, d.words)
	count(b.phrases, d.phrases)
	count(b.titles, d.title)
}

// count clones the strings that it keeps: they are slices of whole texts.
func count(stats map[string]*termStats, terms []term) {
	for _, t := range terms {
		s := stats[t.key]
		if s == nil {
			if len(stats) >= maxCounters {
				dropRarest(stats)
			}
			key := strings.Clone(t.key)
			s = &termStats{form: key}
			stats[key] = s
		}
		switch {
		case s.form == t.form:
			s.votes++
		case s.votes > 0:
			s.votes--
		default:
			s.form, s.votes = strings.Clone(t.form), 1
		}
		s.documents++
	}
}

// dropRarest drops the rarest terms until half of the limit is left.
func dropRarest(stats map[string]*termStats) {
	for rarest := uint32(1); len(stats) > maxCounters/2; rarest++ {
		maps.DeleteFunc(stats, func(_ string, s *termStats) bool { return s.documents <= rarest })
	}
}

// Index returns the index of what was counted.
func (b *Builder) Index() *Index {
	return newIndex(
		newEntries(b.words, maxWords), newEntries(b.phrases, maxPhrases), newEntries(b.titles, maxTitles),
	)
}

// Index holds the words, phrases and titles that can be suggested. It is immutable and safe for concurrent use. Exported
// fields are stored.
type Index struct {
	Words, Phrases, Titles Entries

	sketches func() []termSketch // of Words
}

func newIndex(words, phrases, titles Entries) *Index {
	x := &Index{Words: words, Phrases: phrases, Titles: titles}
	x.sketches = sync.OnceValue(x.makeSketches)
	return x
}

// Write writes the index.
func (x *Index) Write(w io.Writer) error { return gob.NewEncoder(w).Encode(x) }

// Read reads an index that Write has written.
func Read(r io.Reader) (*Index, error) {
	stored := Index{}
	if err := gob.NewDecoder(bufio.NewReader(r)).Decode(&stored); err != nil {
		return nil, err
	}
	for _, e := range []*Entries{&stored.Words, &stored.Phrases, &stored.Titles} {
		if err := e.split(); err != nil {
			return nil, err
		}
	}
	return newIndex(stored.Words, stored.Phrases, stored.Titles), nil
}

// Entries are terms in the order of their keys. Keys and Forms have one line per entry; the line of a form that equals its
// key is empty. One string each is read several times as fast as a list.
type Entries struct {
	Keys, Forms string
	Documents   []uint32

	keys, forms []string // the lines
}

// newEntries keeps the most frequent terms.
func newEntries(stats map[string]*termStats, limit int) Entries {
	keys := slices.Collect(maps.Keys(stats))
	if len(keys) > limit {
		slices.SortFunc(keys, func(a, b string) int {
			return cmp.Or(cmp.Compare(stats[b].documents, stats[a].documents), cmp.Compare(a, b))
		})
		keys = keys[:limit]
	}
	slices.Sort(keys)
	e := Entries{keys: keys}
	for _, key := range keys {
		s := stats[key]
		e.Documents = append(e.Documents, s.documents)
		form := s.form
		if form == key {
			form = ""
		}
		e.forms = append(e.forms, form)
	}
	e.Keys, e.Forms = strings.Join(e.keys, "\n"), strings.Join(e.forms, "\n")
	return e
}

// split makes the lines of stored entries.
func (e *Entries) split() error {
	n := len(e.Documents)
	if n == 0 {
		return nil
	}
	e.keys, e.forms = strings.Split(e.Keys, "\n"), strings.Split(e.Forms, "\n")
	if len(e.keys) != n || len(e.forms) != n {
		return fmt.Errorf("suggestion index has %d counts, but %d keys and %d forms", n, len(e.keys), len(e.forms))
	}
	return nil
}

// load adds the entries to the statistics of a builder.
func (e *Entries) load(stats map[string]*termStats) {
	for i, key := range e.keys {
		stats[key] = &termStats{form: e.form(i), documents: e.Documents[i], votes: int32(e.Documents[i])}
	}
}

func (e *Entries) form(i int) string {
	if e.forms[i] == "" {
		return e.keys[i]
	}
	return e.forms[i]
}

// prefixRange returns the range of entries whose keys begin with a prefix.
func (e *Entries) prefixRange(prefix string) (from, to int) {
	from, _ = slices.BinarySearch(e.keys, prefix)
	to = from
	for to < len(e.keys) && strings.HasPrefix(e.keys[to], prefix) {
		to++
	}
	return from, to
}

// mostFrequent returns up to n entries that begin with a prefix, by descending count, then key.
func (e *Entries) mostFrequent(prefix string, n int) []int {
	from, to := e.prefixRange(prefix)
	order := func(a, b int) int { return cmp.Or(cmp.Compare(e.Documents[b], e.Documents[a]), cmp.Compare(a, b)) }
	var found []int
	for i := from; i < to; i++ {
		if len(found) == n && (n == 0 || order(i, found[n-1]) > 0) {
			continue
		}
		place, _ := slices.BinarySearchFunc(found, i, order)
		found = slices.Insert(found, place, i)
		found = found[:min(len(found), n)]
	}
	return found
}

// dropIncomplete drops entries that most often continue as another one of the list: "Ministry of Foreign" if there is
// "Ministry of Foreign Affairs".
func (e *Entries) dropIncomplete(found []int) []int {
	return slices.DeleteFunc(slices.Clone(found), func(i int) bool {
		return slices.ContainsFunc(found, func(j int) bool {
			return e.Documents[j] > e.Documents[i]/2 && strings.HasPrefix(e.keys[j], e.keys[i]+" ")
		})
	})
}
