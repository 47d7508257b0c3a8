package embedded

import (
	"errors"
	"fmt"

	"daftar/index/embedded/internal/blockfile"
	"daftar/index/internal/suggest"
)

// The suggestion index is a block file of kind "suggest", version 1, which is used where it is mapped. For each LIST of
// word, phrase and title it has
//
//	LIST            strings, sorted: keys
//	LIST.form       strings: the form of each key, empty if it equals the key
//	LIST.documents  number of documents, uint32
//
// and for words the sketches of suggest.Sketches, in the sections word.letters (uint64), word.sound (uint32) and
// word.length (uint8).
const (
	suggestKind    = "suggest"
	suggestVersion = 1
)

// suggestions is an open suggestion index.
type suggestions struct {
	*suggest.Index
	file *blockfile.File
}

func writeSuggestions(name string, x *suggest.Index) error {
	w, err := blockfile.Create(name, suggestKind, suggestVersion)
	if err != nil {
		return err
	}
	for _, list := range suggestLists(x) {
		w.Strings(list.name, list.Keys)
		w.Strings(list.name+".form", list.Forms)
		blockfile.WriteNumbers(w, list.name+".documents", list.Documents)
	}
	blockfile.WriteNumbers(w, "word.letters", x.Sketches.Letters)
	blockfile.WriteNumbers(w, "word.sound", x.Sketches.Sounds)
	blockfile.WriteNumbers(w, "word.length", x.Sketches.Lengths)
	return w.Close()
}

type suggestList struct {
	name string
	*suggest.Entries
}

func suggestLists(x *suggest.Index) []suggestList {
	return []suggestList{{"word", &x.Words}, {"phrase", &x.Phrases}, {"title", &x.Titles}}
}

// openSuggestions opens a suggestion index. The caller must call close, after which it must not be used.
func openSuggestions(name string) (*suggestions, error) {
	f, err := blockfile.Open(name, suggestKind, blockfile.Mapped)
	if err != nil {
		return nil, err
	}
	x := &suggest.Index{}
	l := blockfile.NewLoader(f)
	if f.Version() != suggestVersion {
		l.Fail(fmt.Errorf("has version %d instead of %d", f.Version(), suggestVersion))
	}
	for _, list := range suggestLists(x) {
		list.Keys, list.Forms = blockfile.LoadStrings(l, list.name), blockfile.LoadStrings(l, list.name+".form")
		list.Documents = blockfile.LoadNumbers[uint32](l, list.name+".documents")
	}
	x.Sketches = suggest.Sketches{
		Letters: blockfile.LoadNumbers[uint64](l, "word.letters"), Sounds: blockfile.LoadNumbers[uint32](l, "word.sound"),
		Lengths: blockfile.LoadNumbers[uint8](l, "word.length"),
	}
	l.Fail(x.Check())
	if err := l.Err(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &suggestions{x, f}, nil
}

func (s *suggestions) close() error { return s.file.Close() }

// guard adds the mapping to a guard.
func (s *suggestions) guard(g *blockfile.Guard) { g.Add(s.file.Name(), s.file.Mapping()) }
