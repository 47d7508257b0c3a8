package embedded

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
	"daftar/index/analysis"
)

// maxSuggestions of a kind are what is asked for at most: more is a list, not a suggestion.
const maxSuggestions = 50

// Suggest implements index.Searcher.
func (s *Searcher) Suggest(ctx context.Context, prefix string, n int) ([]index.Suggestion, error) {
	return s.suggestions(ctx, func(x *execution) ([]index.Suggestion, error) { return x.suggest(prefix, min(n, maxSuggestions)) })
}

func (s *Searcher) suggestions(ctx context.Context, make func(*execution) ([]index.Suggestion, error)) ([]index.Suggestion, error) {
	var out []index.Suggestion
	err := s.use(ctx, func(now *snapshot) error {
		if now.lexis == nil {
			return nil
		}
		return now.execute(ctx, index.Query{}, func(x *execution) (err error) {
			out, err = make(x)
			return err
		})
	})
	return out, err
}

func (x *execution) suggest(prefix string, n int) ([]index.Suggestion, error) {
	tokens := analysis.Tokens(prefix, "")
	words, joined := split(tokens)
	if len(words) == 0 {
		return nil, nil
	}
	key := strings.Join(terms(words), " ")
	lexis := x.snapshot.lexis
	var out []index.Suggestion
	if words[len(words)-1].End == len(prefix) { // the last word may go on
		if len(words) == 1 {
			found := lexis.Words.common(key, 2*n)
			if err := x.confirm(&out, &lexis.Words, found, index.SuggestWord, n); err != nil {
				return nil, err
			}
		} else if len(joined) == 1 && joined[0].PositionLength == len(words) { // counter-terr
			found := lexis.Words.common(joined[0].Term, 2*n)
			if err := x.confirm(&out, &lexis.Words, found, index.SuggestWord, n); err != nil {
				return nil, err
			}
		}
	} else {
		key += " "
	}
	if err := x.confirm(&out, &lexis.Phrases, lexis.Phrases.whole(lexis.Phrases.common(key, 3*n)), index.SuggestPhrase, n); err != nil {
		return nil, err
	}
	err := x.confirm(&out, &lexis.Titles, lexis.Titles.common(key, 2*n), index.SuggestTitle, n)
	return out, err
}

// common returns the n entries that begin with a prefix and are used by most documents, best first.
func (e *entries) common(prefix string, n int) []int {
	from, to := e.beginning(prefix)
	better := func(a, b int) int { return cmp.Or(cmp.Compare(e.Documents[b], e.Documents[a]), cmp.Compare(a, b)) }
	var best []int
	for i := from; i < to; i++ {
		if len(best) == n && (n == 0 || better(i, best[n-1]) > 0) {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, i, better)
		best = slices.Insert(best, at, i)
		best = best[:min(len(best), n)]
	}
	return best
}

// whole leaves out what most often goes on as another one does: "Ministry of Foreign" before "Ministry of Foreign Affairs".
func (e *entries) whole(found []int) []int {
	return slices.DeleteFunc(slices.Clone(found), func(i int) bool {
		return slices.ContainsFunc(found, func(j int) bool {
			return e.Documents[j] > e.Documents[i]/2 && strings.HasPrefix(e.keys[j], e.keys[i]+" ")
		})
	})
}

// confirm adds the first n of the entries that documents of this generation have, with their number.
func (x *execution) confirm(out *[]index.Suggestion, e *entries, found []int, kind index.SuggestionKind, n int) error {
	start := len(*out)
	for _, i := range found {
		if len(*out)-start == n {
			break
		}
		count, err := x.holding(strings.Fields(e.keys[i]))
		if err != nil {
			return err
		}
		if count > 0 {
			*out = append(*out, index.Suggestion{Text: e.form(i), Kind: kind, Count: count})
		}
	}
	slices.SortStableFunc((*out)[start:], func(a, b index.Suggestion) int { return cmp.Compare(b.Count, a.Count) })
	return nil
}

// holding returns the number of documents that hold all terms, stop words not asked. It counts segment by segment: to
// number the documents of several segments in one row takes longer than to find them.
func (x *execution) holding(terms []string) (int, error) {
	if len(terms) > 1 {
		terms = slices.DeleteFunc(terms, analysis.IsStop)
	}
	dictionaries, err := x.scratch.dictionary(x.snapshot, fieldTerms)
	if err != nil {
		return 0, err
	}
	total := uint64(0)
	for i, d := range dictionaries {
		n, err := x.holdingIn(d, x.snapshot.segments[i].deleted, terms)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return int(total), nil
}

// holdingIn counts the documents of one segment, beginning with the rarest term.
func (x *execution) holdingIn(d segment.TermDictionary, deleted *roaring.Bitmap, terms []string) (uint64, error) {
	lists := make([]segment.PostingsList, len(terms))
	for i, term := range terms {
		list, err := d.PostingsList([]byte(term), deleted, nil)
		if err != nil {
			return 0, fmt.Errorf("postings of %q: %w", term, err)
		}
		if err := x.spend(list.Count()); err != nil || list.Count() == 0 || len(terms) == 1 {
			return list.Count(), err
		}
		lists[i] = list
	}
	slices.SortFunc(lists, func(a, b segment.PostingsList) int { return cmp.Compare(a.Count(), b.Count()) })
	var all *roaring.Bitmap
	for i, list := range lists {
		docs, err := documents(list)
		switch {
		case err != nil:
			return 0, err
		case i == 0:
			all = docs
		case i == len(lists)-1 || all.IsEmpty():
			return all.AndCardinality(docs), nil
		default:
			all = roaring.And(all, docs)
		}
	}
	return 0, nil
}
