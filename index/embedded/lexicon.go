package embedded

import (
	"bufio"
	"cmp"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"daftar/index/analysis"
)

// lexicon is what suggestions are made of: the words, phrases and titles of a library in their commonest written form,
// with the number of documents that use them. A build carries the last one on: what was deleted since is still counted
// in it, but no count of it is shown to anybody, they only say what is common. Every suggestion is looked up in the
// index before it is made. A full build and a purge begin a new one.
type lexicon struct {
	mu                     sync.Mutex
	words, phrases, titles map[string]*used
}

// used is how a word is written by most documents (Boyer and Moore's majority vote), and by how many documents it is used.
type used struct {
	form      string
	documents uint32
	votes     int32
}

// Limits of the lexicon. In memory an entry takes about 80 bytes while a library is searched, and twice that while it
// is built.
const (
	keptWords    = 250_000
	keptPhrases  = 150_000
	keptTitles   = 150_000
	countedWords = 1_000_000 // while building; beyond that those of one document are forgotten
)

// lexiconVersion changes whenever the same documents would give another lexicon.
const lexiconVersion = 1

func newLexicon(last *lexis) *lexicon {
	l := &lexicon{words: make(map[string]*used), phrases: make(map[string]*used), titles: make(map[string]*used)}
	if last != nil {
		last.Words.pour(l.words)
		last.Phrases.pour(l.phrases)
		last.Titles.pour(l.titles)
	}
	return l
}

// add counts the usage of a document. It may be called by many goroutines.
func (l *lexicon) add(u *usage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	tally(l.words, u.words)
	tally(l.phrases, u.phrases)
	tally(l.titles, u.title)
}

// tally copies what it keeps: the strings are pieces of a text.
func tally(in map[string]*used, all []spelling) {
	for _, s := range all {
		u := in[s.key]
		if u == nil {
			if len(in) >= countedWords {
				forget(in)
			}
			key := strings.Clone(s.key)
			u = &used{form: key}
			in[key] = u
		}
		switch {
		case u.form == s.form:
			u.votes++
		case u.votes > 0:
			u.votes--
		default:
			u.form, u.votes = strings.Clone(s.form), 1
		}
		u.documents++
	}
}

// forget drops the rarest until half is left.
func forget(in map[string]*used) {
	for least := uint32(1); len(in) > countedWords/2; least++ {
		maps.DeleteFunc(in, func(_ string, u *used) bool { return u.documents <= least })
	}
}

// lexis is the lexicon of a generation: lexicon.gob.
type lexis struct {
	Version                int
	Words, Phrases, Titles entries
}

// entries are sorted by key. Keys and forms are lines of one text each; a form that is its key is an empty line.
type entries struct {
	Keys, Forms string
	Documents   []uint32

	keys, forms []string // the same, cut
}

func (l *lexicon) lexis() *lexis {
	return &lexis{
		Version: lexiconVersion,
		Words:   newEntries(l.words, keptWords), Phrases: newEntries(l.phrases, keptPhrases), Titles: newEntries(l.titles, keptTitles),
	}
}

// newEntries keeps the commonest.
func newEntries(from map[string]*used, most int) entries {
	keys := slices.Collect(maps.Keys(from))
	if len(keys) > most {
		slices.SortFunc(keys, func(a, b string) int {
			return cmp.Or(cmp.Compare(from[b].documents, from[a].documents), cmp.Compare(a, b))
		})
		keys = keys[:most]
	}
	slices.Sort(keys)
	e := entries{keys: keys}
	for _, key := range keys {
		u := from[key]
		e.Documents = append(e.Documents, u.documents)
		form := u.form
		if form == key {
			form = ""
		}
		e.forms = append(e.forms, form)
	}
	e.Keys, e.Forms = strings.Join(e.keys, "\n"), strings.Join(e.forms, "\n")
	return e
}

// cut makes the lines of what was read.
func (e *entries) cut() error {
	n := len(e.Documents)
	if n == 0 {
		return nil
	}
	e.keys, e.forms = strings.Split(e.Keys, "\n"), strings.Split(e.Forms, "\n")
	if len(e.keys) != n || len(e.forms) != n {
		return fmt.Errorf("%d counts, but %d keys and %d forms", n, len(e.keys), len(e.forms))
	}
	return nil
}

func (e *entries) pour(into map[string]*used) {
	for i, key := range e.keys {
		into[key] = &used{form: e.form(i), documents: e.Documents[i], votes: int32(e.Documents[i])}
	}
}

// form returns the written form of an entry.
func (e *entries) form(i int) string {
	if e.forms[i] == "" {
		return e.keys[i]
	}
	return e.forms[i]
}

// beginning returns the entries whose key begins with a prefix, as a range.
func (e *entries) beginning(prefix string) (from, to int) {
	from, _ = slices.BinarySearch(e.keys, prefix)
	to = from
	for to < len(e.keys) && strings.HasPrefix(e.keys[to], prefix) {
		to++
	}
	return from, to
}

func (l *lexis) write(name string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, filePerm)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = gob.NewEncoder(w).Encode(l)
	if err == nil {
		err = w.Flush()
	}
	return errors.Join(err, f.Close())
}

// readLexis reads a lexicon; a generation of another version has none that can be used, which is nil.
func readLexis(name string) (*lexis, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l := &lexis{}
	err = gob.NewDecoder(bufio.NewReader(f)).Decode(l)
	for _, e := range []*entries{&l.Words, &l.Phrases, &l.Titles} {
		if err == nil {
			err = e.cut()
		}
	}
	if err != nil {
		return nil, damaged(name, err)
	}
	if l.Version != lexiconVersion {
		return nil, nil
	}
	return l, nil
}

// count reads the documents that a build carries over from a generation without a lexicon.
func (b *Build) count(ctx context.Context) error {
	if b.last == nil || b.last.lexis != nil || b.options.Purge {
		return nil
	}
	for d, id := range b.last.columns.IDs {
		if id == "" || !b.kept[d] || b.put[id] != nil {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		doc, err := b.last.document(uint32(d), withText)
		if err != nil {
			return err
		}
		var title []analysis.Token
		if !doc.TitleDerived {
			title = analysis.Tokens(doc.Title, doc.Lang)
		}
		b.lexicon.add(usageOf(doc, title, analysis.Tokens(doc.Text, doc.Lang)))
	}
	return nil
}
