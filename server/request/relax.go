package request

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"daftar/index/message"
	"daftar/index/query"
	"daftar/server/i18n"
)

// Relaxation is a less strict search, offered where a search found nothing: it finds Count documents.
type Relaxation struct {
	Text  string `json:"text"` // the difference: "without country:PK"
	Count int    `json:"count"`
	URL   string `json:"url"`

	Label  message.Message `json:"-"` // the difference, for a page
	Kind   RelaxationKind  `json:"-"`
	Params Params          `json:"-"`
}

// RelaxationKind is what a relaxation changes.
type RelaxationKind int

// The kinds.
const (
	DropCondition RelaxationKind = iota // one condition less
	Transliterate                       // a word in another script
	MatchAnyWord                        // any of the words
)

const (
	// maxTries bounds the searches that are tried. Each word may be the one to drop; a count takes a fraction of a millisecond.
	maxTries = query.MaxWords + 24
	// maxRelaxations bounds those of a kind that are offered, those with the most documents.
	maxRelaxations = 12
)

// relaxations returns searches that find documents where a search found none.
func (s *Searcher) relaxations(ctx context.Context, l *i18n.Localizer, search Search, suspects []suspectTerm) (found []Relaxation, err error) {
	p := search.Params.AtPage(1)
	plain := query.Parse(p.Text, query.Options{Vocabulary: s.Vocabulary})
	tries := append(dropOne(l, p, plain.Tree), transliterations(p, suspects)...)
	if found, err = s.withHits(ctx, tries[:min(len(tries), maxTries)]); err != nil {
		return nil, err
	}
	if p.MatchAny || len(query.Words(plain.Tree)) < 2 {
		return found, nil
	}
	anyWord := Relaxation{Text: "with any of the words", Label: message.New("relax.any"), Kind: MatchAnyWord, Params: p}
	anyWord.Params.MatchAny = true
	more, err := s.withHits(ctx, []Relaxation{anyWord})
	if len(found)+len(more) == 0 && err == nil && p.Filtered() {
		anyWord.Text, anyWord.Label = "with any of the words, without any filter", message.New("relax.any-unfiltered")
		anyWord.Params = anyWord.Params.ClearFilters()
		more, err = s.withHits(ctx, []Relaxation{anyWord})
	}
	if err != nil {
		return nil, err
	}
	return append(more, found...), nil
}

func transliterations(p Params, suspects []suspectTerm) (tries []Relaxation) {
	for _, term := range suspects {
		for _, script := range term.scripts {
			other := p
			other.Text = query.ReplaceWord(p.Text, term.word, script)
			tries = append(tries, Relaxation{
				Text: fmt.Sprintf("with %s instead of %s", script, term.word), Kind: Transliterate, Params: other,
				Label: message.New("relax.script", script, term.word),
			})
		}
	}
	return tries
}

// dropOne returns the searches with one condition less: a filter, a part of the text, or all filters.
func dropOne(l *i18n.Localizer, p Params, tree query.Node) (tries []Relaxation) {
	filters := ActiveFilters(l, p)
	for _, f := range filters {
		if f.Params.MatchAny == p.MatchAny && f.Params.Mentions == p.Mentions {
			tries = append(tries, Relaxation{Text: "without " + droppedParams(p, f.Params), Label: message.New("relax.without", f.Label), Params: f.Params})
		}
	}
	for _, relaxed := range query.Relaxations(tree) {
		if p.MatchAny && len(query.Words(relaxed.Dropped)) > 0 { // the other words would have been enough
			continue
		}
		without := p
		without.Text = ""
		if relaxed.Rest != nil {
			without.Text = relaxed.Rest.String()
		}
		text, label := droppedPart(relaxed.Dropped)
		tries = append(tries, Relaxation{Text: text, Label: label, Params: without})
	}
	if p.Filtered() && p.Text != "" && len(filters) > 1 {
		tries = append(tries, Relaxation{Text: "without any filter", Label: message.New("relax.filters"), Params: p.ClearFilters()})
	}
	return tries
}

// droppedParams names the parameters that only the first of two searches has, as its text would write them: country:PK.
func droppedParams(p, without Params) string {
	left := without.Pairs()
	var dropped []string
	for _, pair := range p.Pairs() {
		if !slices.Contains(left, pair) && pair.Name != "page" {
			dropped = append(dropped, pair.Name+":"+pair.Value)
		}
	}
	return strings.Join(dropped, " ")
}

// droppedPart names a part of the text, for programs and for people.
func droppedPart(n query.Node) (text string, label message.Message) {
	written := Abbreviate(n.String())
	if synonyms, ok := n.(query.Synonyms); ok {
		n = synonyms.Node
	}
	switch n := n.(type) {
	case query.Word, query.CJKRun, query.Prefix, query.Fuzzy:
		return "without the word " + written, message.New("relax.word", written)
	case query.Phrase:
		return "without the phrase " + written, message.New("relax.phrase", written)
	case query.Not:
		written = Abbreviate(n.Node.String())
		return "including " + written, message.New("relax.not", written)
	case query.And, query.Or:
		return "without (" + written + ")", message.New("relax.without", written)
	}
	return "without " + written, message.New("relax.without", written)
}

// withHits returns the tries that find documents, those with the most first in each kind.
func (s *Searcher) withHits(ctx context.Context, tries []Relaxation) (found []Relaxation, err error) {
	for _, try := range tries {
		r, _, err := s.Count(ctx, try.Params)
		if err != nil {
			return nil, fmt.Errorf("relax the search: %w", err)
		}
		if r.Total > 0 {
			try.Count, try.URL = r.Total, try.Params.URL(PathAPISearch)
			found = append(found, try)
		}
	}
	slices.SortStableFunc(found, func(a, b Relaxation) int { return cmp.Or(int(a.Kind-b.Kind), b.Count-a.Count) })
	perKind := map[RelaxationKind]int{}
	return slices.DeleteFunc(found, func(r Relaxation) bool { perKind[r.Kind]++; return perKind[r.Kind] > maxRelaxations }), nil
}
