package server

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/query"
)

// Meant is a question that may have been meant: a word of the question in another spelling, which finds Count documents.
// It is only offered, never asked in place of the question.
type Meant struct {
	Q     string `json:"q"`
	Count int    `json:"count"`

	params Params
}

const (
	// fewDocuments of a word make a mistake likely; up to someDocuments it is one if another spelling is commoner by far:
	// a library of scanned documents has its own mistakes.
	fewDocuments  = 3
	someDocuments = 50
	commonerByFar = 100
	// maxMeant spellings are offered: the best of many is no help.
	maxMeant = 3
	// maxDoubtful words of a question are looked at: a text with more mistakes is in a language that the library has not.
	maxDoubtful = 6
	// shortestDoubtful letters: other spellings of shorter words are other words.
	shortestDoubtful = 4
)

// doubtful is a word of a question that few documents have, with other spellings of it and what sounds alike in another
// script.
type doubtful struct {
	word               string
	spellings, scripts []string
}

// doubts looks for words that may be misspelled. A question with more results than a doubtful word can give, all of
// whose words are required, has none.
func (l Library) doubts(ctx context.Context, asked Question, total int) (all []doubtful, err error) {
	if total > someDocuments && !asked.Params.Any && !alternatives(asked.Parsed.Tree) {
		return nil, nil
	}
	for _, word := range query.Words(asked.Parsed.Tree) {
		if len(all) == maxDoubtful {
			break
		}
		if utf8.RuneCountInString(word) < shortestDoubtful {
			continue
		}
		r, err := l.Searcher.Search(ctx, index.Query{Tree: query.Word{Text: word}})
		if err != nil {
			return nil, fmt.Errorf("count a word: %w", err)
		}
		if r.Total > someDocuments {
			continue
		}
		similar, err := l.Searcher.Spellings(ctx, word, maxMeant)
		if err != nil {
			return nil, fmt.Errorf("look for similar words: %w", err)
		}
		d := doubtful{word: word}
		for _, s := range similar {
			switch {
			case s.Kind == index.SuggestScript && r.Total == 0:
				d.scripts = append(d.scripts, s.Text)
			case s.Kind == index.SuggestSpelling && (r.Total <= fewDocuments || s.Count >= commonerByFar*r.Total) && query.Correctable(word, l.Vocabulary):
				d.spellings = append(d.spellings, s.Text)
			}
		}
		if len(d.spellings)+len(d.scripts) > 0 {
			all = append(all, d)
		}
	}
	return all, nil
}

// alternatives reports whether a question has documents that lack one of its words.
func alternatives(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n, alternatives)
	case query.Or:
		return true
	}
	return false
}

// meant asks the question in other spellings, and returns those that find more than it does: all doubtful words in their
// best spelling, then each in its others.
func (l Library) meant(ctx context.Context, asked Question, total int, doubts []doubtful) (all []Meant, err error) {
	for _, text := range respelled(asked.Params.Text, doubts) {
		if len(all) == maxMeant {
			break
		}
		p := asked.Params.at(1)
		p.Text = text
		r, _, err := l.counts(ctx, p)
		if err != nil {
			return nil, err
		}
		if r.Total > total {
			all = append(all, Meant{text, r.Total, p})
		}
	}
	return all, nil
}

// respelled returns the texts, each once.
func respelled(text string, doubts []doubtful) (all []string) {
	add := func(respelled string) {
		if respelled != text && !slices.Contains(all, respelled) {
			all = append(all, respelled)
		}
	}
	best := func(but string) string {
		out := text
		for _, d := range doubts {
			if len(d.spellings) > 0 && d.word != but {
				out = query.ReplaceWord(out, d.word, d.spellings[0])
			}
		}
		return out
	}
	add(best(""))
	for _, d := range doubts {
		for _, spelling := range d.spellings {
			add(query.ReplaceWord(best(d.word), d.word, spelling))
			add(query.ReplaceWord(text, d.word, spelling))
		}
	}
	return all
}
