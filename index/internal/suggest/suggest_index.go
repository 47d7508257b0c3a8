package suggest

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"daftar/index/internal/packed"
)

// Limits of the index. An entry takes about 160 bytes while it is built.
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
	x := &Index{
		Words: newEntries(b.words, maxWords), Phrases: newEntries(b.phrases, maxPhrases), Titles: newEntries(b.titles, maxTitles),
	}
	x.Sketches = newSketches(x.Words.Keys)
	return x
}

// Index holds the words, phrases and titles that can be suggested. It is immutable and safe for concurrent use. It can be
// a part of a memory-mapped file: nothing that it returns shares memory with it.
type Index struct {
	Words, Phrases, Titles Entries
	Sketches               Sketches // of Words
}

// Check returns an error unless the parts of the index fit together.
func (x *Index) Check() error {
	for name, e := range map[string]Entries{"words": x.Words, "phrases": x.Phrases, "titles": x.Titles} {
		if n := e.Keys.Len(); e.Forms.Len() != n || len(e.Documents) != n {
			return fmt.Errorf("suggestion index has %d %s, but %d forms and %d counts", n, name, e.Forms.Len(), len(e.Documents))
		}
	}
	n := x.Words.Keys.Len()
	if s := x.Sketches; len(s.Letters) != n || len(s.Sounds) != n || len(s.Lengths) != n {
		return fmt.Errorf("suggestion index has %d words, but %d, %d and %d sketches", n, len(s.Letters), len(s.Sounds), len(s.Lengths))
	}
	return nil
}

// Entries are terms in the order of their keys. The form of a term that equals its key is empty.
type Entries struct {
	Keys, Forms packed.Strings
	Documents   []uint32
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
	e := Entries{Keys: packed.New(keys...), Forms: packed.New()}
	for _, key := range keys {
		s := stats[key]
		form := s.form
		if form == key {
			form = ""
		}
		e.Forms.Append(form)
		e.Documents = append(e.Documents, s.documents)
	}
	return e
}

// load adds the entries to the statistics of a builder.
func (e *Entries) load(stats map[string]*termStats) {
	for i, key := range e.Keys.All() {
		stats[key] = &termStats{form: e.form(i), documents: e.Documents[i], votes: int32(e.Documents[i])}
	}
}

func (e *Entries) form(i int) string {
	if e.Forms.IsEmpty(i) {
		return e.Keys.At(i)
	}
	return e.Forms.At(i)
}

// prefixRange returns the range of entries whose keys begin with a prefix.
func (e *Entries) prefixRange(prefix string) (from, to int) {
	from, _ = e.Keys.Search(prefix)
	to = from
	for to < e.Keys.Len() && bytes.HasPrefix(e.Keys.View(to), []byte(prefix)) {
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
			return e.Documents[j] > e.Documents[i]/2 && strings.HasPrefix(e.Keys.At(j), e.Keys.At(i)+" ")
		})
	})
}
