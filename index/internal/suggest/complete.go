package suggest

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/internal/plan"
)

// maxSuggestions is the largest number of suggestions of one kind: more are a list to read.
const maxSuggestions = 50

// Counter returns the number of documents that contain all of the terms.
type Counter func(terms []string) (int, error)

// Complete returns the words, phrases and titles that begin with a prefix: at most n of each kind, by descending count.
// Unless the prefix ends with a space or a mark, its last word may be incomplete.
func (x *Index) Complete(prefix string, n int, count Counter) ([]index.Suggestion, error) {
	n = min(n, maxSuggestions)
	words, compounds := plan.SplitCompounds(analysis.Tokens(prefix, ""))
	if len(words) == 0 {
		return nil, nil
	}
	v := verifier{count: count}
	key := strings.Join(plan.TermsOf(words), " ")
	switch {
	case words[len(words)-1].End != len(prefix):
		key += " "
	case len(words) == 1:
		v.add(index.SuggestWord, &x.Words, x.Words.mostFrequent(key, 2*n), n)
	case len(compounds) == 1 && compounds[0].PositionLength == len(words): // counter-terr
		v.add(index.SuggestWord, &x.Words, x.Words.mostFrequent(compounds[0].Term, 2*n), n)
	}
	v.add(index.SuggestPhrase, &x.Phrases, x.Phrases.dropIncomplete(x.Phrases.mostFrequent(key, 3*n)), n)
	v.add(index.SuggestTitle, &x.Titles, x.Titles.mostFrequent(key, 2*n), n)
	return v.suggestions, v.err
}

// verifier turns entries into suggestions. After an error it does nothing.
type verifier struct {
	count       Counter
	suggestions []index.Suggestion
	err         error
}

// add appends the first n of the entries that occur in documents, by descending count.
func (v *verifier) add(kind index.SuggestionKind, e *Entries, found []int, n int) {
	start := len(v.suggestions)
	for _, i := range found {
		if v.err != nil || len(v.suggestions)-start == n {
			break
		}
		var documents int
		if documents, v.err = v.count(contentTerms(e.Keys.At(i))); documents > 0 {
			v.suggestions = append(v.suggestions, index.Suggestion{Text: e.form(i), Kind: kind, Count: documents})
		}
	}
	slices.SortStableFunc(v.suggestions[start:], func(a, b index.Suggestion) int { return cmp.Compare(b.Count, a.Count) })
}

// contentTerms returns the terms of a key; of several, without stop words, whose postings take too long to read.
func contentTerms(key string) []string {
	terms := strings.Fields(key)
	if len(terms) > 1 {
		terms = slices.DeleteFunc(terms, analysis.IsStop)
	}
	return terms
}
