package store

import (
	"slices"
	"sync"

	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
	"github.com/blevesearch/vellum/levenshtein"

	"daftar/index"
)

// maxDistance is the maximum distance of TermsWithin.
const maxDistance = 2

// TermsWithPrefix returns the terms of a field that begin with a prefix, in order: all, or limit+1 of them.
func (r *Reader) TermsWithPrefix(f Field, prefix string, limit int) ([]string, error) {
	return r.terms(f, nil, []byte(prefix), prefixEnd([]byte(prefix)), limit)
}

// prefixEnd returns the first string after all those that begin with a prefix; nil if there is none.
func prefixEnd(prefix []byte) []byte {
	end := slices.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}

// TermsWithin returns the terms of a field within a Levenshtein distance of 1 or 2 of a term, where a transposition counts
// as one edit, in order: all, or limit+1 of them.
func (r *Reader) TermsWithin(f Field, term string, distance, limit int) ([]string, error) {
	if distance < 1 || distance > maxDistance {
		return nil, &index.LimitError{Name: "edit distance", Limit: maxDistance, Got: int64(distance)}
	}
	builder, err := r.automata[distance-1]()
	if err != nil {
		return nil, err
	}
	automaton, err := builder.BuildDfa(term, uint8(distance))
	if err != nil {
		return nil, err
	}
	return r.terms(f, automaton, nil, nil, limit)
}

// automatonBuilder builds automata that accept the terms within a distance.
type automatonBuilder = func() (*levenshtein.LevenshteinAutomatonBuilder, error)

// newAutomata returns the builders for each distance. Their tables are made when they are used for the first time.
func newAutomata() (all [maxDistance]automatonBuilder) {
	for i := range all {
		all[i] = sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
			return levenshtein.NewLevenshteinAutomatonBuilder(uint8(i+1), true)
		})
	}
	return all
}

// withoutCounts is a dictionary that can leave out the number of documents of a term, which is expensive to read.
type withoutCounts interface {
	AutomatonIteratorOmitCount(a segment.Automaton, start, end []byte) segment.DictionaryIterator
}

// terms reads the dictionaries of the segments. bleve has functions for it, but they start a goroutine for each segment,
// where a fault of the mapping would end the process (see blockfile.Guard).
func (r *Reader) terms(f Field, automaton vellum.Automaton, start, end []byte, limit int) ([]string, error) {
	var all []string
	for _, s := range r.segments {
		dictionary, err := s.segment.Dictionary(string(f))
		if err != nil {
			return nil, err
		}
		iterate := dictionary.AutomatonIterator
		if d, ok := dictionary.(withoutCounts); ok {
			iterate = d.AutomatonIteratorOmitCount
		}
		terms := iterate(automaton, start, end)
		for n := 0; n <= limit; n++ {
			entry, err := terms.Next()
			if err != nil {
				return nil, err
			}
			if entry == nil {
				break
			}
			all = append(all, entry.Term)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return all[:min(len(all), limit+1)], nil
}
