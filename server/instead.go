package server

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"daftar/index/query"
)

// Instead is another question, offered where one found nothing: it finds Count documents at URL.
type Instead struct {
	Text  string `json:"text"` // what is different: "without country:PK"
	Count int    `json:"count"`
	URL   string `json:"url"`

	label  said // the same for a page
	kind   insteadKind
	params Params
}

type insteadKind int

const (
	insteadDrop   insteadKind = iota // one condition less
	insteadScript                    // a word in another script
	insteadAny                       // any of the words
)

const (
	// maxTries bounds the questions asked to help with one that found nothing, in which each word may be the one to drop:
	// a count of documents takes a fraction of a millisecond.
	maxTries = query.MaxWords + 24
	// maxInstead of a kind are offered, those with the most documents.
	maxInstead = 12
)

// instead says what would find documents where a question found none. Nothing is dropped or replaced by itself.
func (l Library) instead(ctx context.Context, s speaker, asked Question, doubts []doubtful) (found []Instead, err error) {
	p := asked.Params.at(1)
	plain := query.Parse(p.Text, query.Options{Vocabulary: l.Vocabulary})
	words := len(query.Words(plain.Tree))
	tries := l.drops(s, p, plain.Tree)
	for _, d := range doubts {
		for _, script := range d.scripts {
			other := p
			other.Text = query.ReplaceWord(p.Text, d.word, script)
			tries = append(tries, Instead{
				Text: fmt.Sprintf("with %s instead of %s", script, d.word), kind: insteadScript, params: other,
				label: saying("instead.script", script, d.word),
			})
		}
	}
	if found, err = l.finding(ctx, tries[:min(len(tries), maxTries)]); err != nil {
		return nil, err
	}
	if !p.Any && words > 1 {
		any := Instead{Text: "with any of the words", label: saying("instead.any"), kind: insteadAny, params: p}
		any.params.Any = true
		more, err := l.finding(ctx, []Instead{any})
		if len(found)+len(more) == 0 && err == nil && p.filtered() {
			any.Text, any.label = "with any of the words, without any filter", saying("instead.any-unfiltered")
			any.params = any.params.cleared()
			more, err = l.finding(ctx, []Instead{any})
		}
		if err != nil {
			return nil, err
		}
		found = append(more, found...)
	}
	return found, nil
}

// drops are the questions with one condition less: a filter, a part of the text, or all filters.
func (l Library) drops(s speaker, p Params, tree query.Node) (tries []Instead) {
	chosen := s.chosen(p)
	for _, c := range chosen {
		if c.params.Any == p.Any && c.params.Mentions == p.Mentions {
			tries = append(tries, Instead{Text: "without " + lifted(p, c.params), label: saying("without", c.Label), params: c.params})
		}
	}
	for _, less := range query.Relaxations(tree) {
		if p.Any && len(query.Words(less.Dropped)) > 0 { // any of the others would have done
			continue
		}
		without := p
		without.Text = ""
		if less.Rest != nil {
			without.Text = less.Rest.String()
		}
		text, label := dropped(less.Dropped)
		tries = append(tries, Instead{Text: text, label: label, params: without})
	}
	if p.filtered() && p.Text != "" && len(chosen) > 1 {
		tries = append(tries, Instead{Text: "without any filter", label: saying("without.filters"), params: p.cleared()})
	}
	return tries
}

// lifted names the parameters that a question has and another lacks, as they are written in its text: country:PK.
func lifted(p, without Params) string {
	left := without.pairs()
	var all []string
	for _, pair := range p.pairs() {
		if !slices.Contains(left, pair) && pair.Name != "page" {
			all = append(all, pair.Name+":"+pair.Value)
		}
	}
	return strings.Join(all, " ")
}

// dropped names a part of the text, for programs and for people.
func dropped(n query.Node) (text string, label said) {
	written := short(n.String())
	if also, ok := n.(query.Synonyms); ok {
		n = also.Node
	}
	switch n := n.(type) {
	case query.Word, query.CJKRun, query.Prefix, query.Fuzzy:
		return "without the word " + written, saying("without.word", written)
	case query.Phrase:
		return "without the phrase " + written, saying("without.phrase", written)
	case query.Not:
		written = short(n.Node.String())
		return "without leaving out " + written, saying("without.not", written)
	case query.And, query.Or:
		return "without (" + written + ")", saying("without", written)
	}
	return "without " + written, saying("without", written)
}

// finding returns the tries that find documents, the most first in each kind.
func (l Library) finding(ctx context.Context, tries []Instead) (found []Instead, err error) {
	for _, try := range tries {
		r, _, err := l.counts(ctx, try.params)
		if err != nil {
			return nil, fmt.Errorf("ask for less: %w", err)
		}
		if r.Total > 0 {
			try.Count, try.URL = r.Total, try.params.URL(pathAPISearch)
			found = append(found, try)
		}
	}
	slices.SortStableFunc(found, func(a, b Instead) int { return cmp.Or(int(a.kind-b.kind), b.Count-a.Count) })
	of := map[insteadKind]int{}
	return slices.DeleteFunc(found, func(i Instead) bool { of[i.kind]++; return of[i.kind] > maxInstead }), nil
}

// nothing helps on when no document matches.
type nothing struct {
	Any     *lessLink  // documents with some of the words
	Drops   []lessLink // without one filter, or one part of the text
	Scripts []lessLink // with a word in another script
	Nowhere bool       // none of these finds anything
}

type lessLink struct {
	Label, Count, URL string
}

func (s speaker) newNothing(found []Instead) *nothing {
	out := &nothing{Nowhere: len(found) == 0}
	for _, i := range found {
		link := lessLink{i.label.in(s), s.documents(i.Count), i.params.URL(pathSearch)}
		switch i.kind {
		case insteadAny:
			out.Any = &link
		case insteadScript:
			out.Scripts = append(out.Scripts, link)
		default:
			out.Drops = append(out.Drops, link)
		}
	}
	return out
}
