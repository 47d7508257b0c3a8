package request

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/query"
)

// Correction is the text of a search with another spelling of a word, which finds Count documents. It is only offered and never
// searched in place of the text.
type Correction struct {
	Q     string `json:"q"`
	Count int    `json:"count"`

	Params Params `json:"-"`
}

const (
	// A word in at most rareTerm documents is probably misspelled. One in up to uncommonTerm is, if another spelling is
	// correctionRatio times as common: scanned documents contain misread words.
	rareTerm        = 3
	uncommonTerm    = 50
	correctionRatio = 100
	// maxCorrections bounds the spellings that are offered.
	maxCorrections = 3
	// maxSuspects bounds the words that are looked up: a text with more mistakes is in a language that the library lacks.
	maxSuspects = 6
	// minSuspectLetters: other spellings of shorter words are other words.
	minSuspectLetters = 4
)

// suspectTerm is a word of a search that few documents have, with other spellings and with words of another script that sound
// the same.
type suspectTerm struct {
	word               string
	spellings, scripts []string
}

// suspectTerms returns the words that may be misspelled. If all words are required, a search with more results than a
// suspect term can have contains none.
func (s *Searcher) suspectTerms(ctx context.Context, search Search, total int) (suspects []suspectTerm, err error) {
	if total > uncommonTerm && !search.Params.MatchAny && !hasAlternatives(search.Parsed.Tree) {
		return nil, nil
	}
	for _, word := range query.Words(search.Parsed.Tree) {
		if len(suspects) == maxSuspects {
			break
		}
		if utf8.RuneCountInString(word) < minSuspectLetters {
			continue
		}
		term, err := s.suspect(ctx, word)
		if err != nil {
			return nil, err
		}
		if len(term.spellings)+len(term.scripts) > 0 {
			suspects = append(suspects, term)
		}
	}
	return suspects, nil
}

// suspect looks a word up; a word that is not suspect has neither spellings nor scripts.
func (s *Searcher) suspect(ctx context.Context, word string) (suspectTerm, error) {
	term := suspectTerm{word: word}
	r, err := s.Engine.Search(ctx, index.Query{Tree: query.Word{Text: word}})
	if err != nil {
		return term, fmt.Errorf("count documents with a word: %w", err)
	}
	if r.Total > uncommonTerm {
		return term, nil
	}
	similar, err := s.Engine.Spellings(ctx, word, maxCorrections)
	if err != nil {
		return term, fmt.Errorf("find similar words: %w", err)
	}
	for _, other := range similar {
		switch {
		case other.Kind == index.SuggestScript && r.Total == 0:
			term.scripts = append(term.scripts, other.Text)
		case other.Kind == index.SuggestSpelling && (r.Total <= rareTerm || other.Count >= correctionRatio*r.Total) && query.Correctable(word, s.Vocabulary):
			term.spellings = append(term.spellings, other.Text)
		}
	}
	return term, nil
}

// hasAlternatives reports whether a document can match without one of the words.
func hasAlternatives(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n, hasAlternatives)
	case query.Or:
		return true
	}
	return false
}

// corrections runs the search in other spellings and returns those that find more documents: all suspect terms in their best
// spelling, then each in its others.
func (s *Searcher) corrections(ctx context.Context, search Search, total int, suspects []suspectTerm) (found []Correction, err error) {
	for _, text := range respellings(search.Params.Text, suspects) {
		if len(found) == maxCorrections {
			break
		}
		p := search.Params.AtPage(1)
		p.Text = text
		r, _, err := s.Count(ctx, p)
		if err != nil {
			return nil, err
		}
		if r.Total > total {
			found = append(found, Correction{text, r.Total, p})
		}
	}
	return found, nil
}

// respellings returns the text in other spellings, each once.
func respellings(text string, suspects []suspectTerm) (texts []string) {
	add := func(respelled string) {
		if respelled != text && !slices.Contains(texts, respelled) {
			texts = append(texts, respelled)
		}
	}
	bestExcept := func(word string) string {
		out := text
		for _, term := range suspects {
			if len(term.spellings) > 0 && term.word != word {
				out = query.ReplaceWord(out, term.word, term.spellings[0])
			}
		}
		return out
	}
	add(bestExcept(""))
	for _, term := range suspects {
		for _, spelling := range term.spellings {
			add(query.ReplaceWord(bestExcept(term.word), term.word, spelling))
			add(query.ReplaceWord(text, term.word, spelling))
		}
	}
	return texts
}
