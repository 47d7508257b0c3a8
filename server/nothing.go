package server

import (
	"context"
	"fmt"
	"strings"

	"daftar/index/query"
)

// nothing helps on when no document matches: what the question would bring with one condition less. Nothing is dropped
// by itself.
type nothing struct {
	Any     *lessLink  // documents with some of the words
	Drops   []lessLink // without one filter, or one word
	Nowhere bool       // not even the words alone occur
}

type lessLink struct {
	Label, Count, URL string
}

// maxDrops bounds the questions asked to help with one that found nothing.
const maxDrops = 12

func (s *Server) nothing(ctx context.Context, asked Question) (*nothing, error) {
	p, out := asked.Params.at(1), &nothing{}
	words := plainParts(asked.Parsed.Tree)
	if !p.Any && len(words) > 1 {
		anyOf := p
		anyOf.Any = true
		link, err := s.less(ctx, "with any of the words, best first", anyOf)
		if err != nil {
			return nil, err
		}
		out.Any = link
	}
	tries := s.drops(asked, p, words)
	for _, try := range tries[:min(len(tries), maxDrops)] {
		link, err := s.less(ctx, try.label, try.params)
		if err != nil {
			return nil, err
		}
		if link != nil {
			out.Drops = append(out.Drops, *link)
		}
	}
	if out.Any == nil && len(out.Drops) == 0 && p.filtered() && len(words) > 1 {
		anyOf := p.cleared()
		anyOf.Any = true
		link, err := s.less(ctx, "with any of the words, without any filter", anyOf)
		if err != nil {
			return nil, err
		}
		out.Any = link
	}
	out.Nowhere = out.Any == nil && len(out.Drops) == 0
	return out, nil
}

// drops are the questions with one condition less: a filter, a word, or all filters.
func (s *Server) drops(asked Question, p Params, words []query.Node) (tries []lessTry) {
	for _, c := range s.chosen(p) {
		tries = append(tries, lessTry{"without “" + c.Label + "”", c.params})
	}
	for _, word := range words {
		if !p.Any && len(words) > 1 {
			without := p
			without.Text = joinWithout(asked.Parsed.Tree.(query.And), word)
			tries = append(tries, lessTry{"without the word “" + short(word.String()) + "”", without})
		}
	}
	if p.filtered() && len(words) > 0 {
		tries = append(tries, lessTry{"without any filter", p.cleared()})
	}
	return tries
}

type lessTry struct {
	label  string
	params Params
}

// less asks how many documents a question has; nil if none.
func (s *Server) less(ctx context.Context, label string, p Params) (*lessLink, error) {
	r, _, err := s.counts(ctx, p)
	if err != nil {
		return nil, fmt.Errorf("ask for less: %w", err)
	}
	if r.Total == 0 {
		return nil, nil
	}
	return &lessLink{label, documents(r.Total), p.URL(pathSearch)}, nil
}

// plainParts are the words and phrases that a question requires side by side.
func plainParts(tree query.Node) (parts []query.Node) {
	all, _ := tree.(query.And)
	for _, n := range all {
		switch n.(type) {
		case query.Word, query.Phrase, query.Run:
			parts = append(parts, n)
		}
	}
	return parts
}

func joinWithout(all query.And, drop query.Node) string {
	var parts []string
	for _, n := range all {
		if n.String() != drop.String() {
			parts = append(parts, n.String())
		}
	}
	return strings.Join(parts, " ")
}
