package embedded

import (
	"math"

	"daftar/index"
	"daftar/index/internal/rank"
)

// usesFeedback reports whether pseudo-relevance feedback applies: not to Chinese and Japanese queries, because pairs of
// characters say too little about a document.
func (e *evaluator) usesFeedback() bool {
	return e.query.RelevanceFeedback && e.sort() == index.SortRelevance && !e.hasCJKRun
}

// rerank applies feedback to top, the first documents of the whole ranking, and returns the new page of documents that are
// not collapsed. Near-duplicates are re-ranked like all others and collapsed afterwards, so that the hits are the same
// with and without. Boosts are never negative: no document of top falls behind the others.
func (e *evaluator) rerank(page, top *rank.Top) *rank.Top {
	if len(top.Docs()) < 2 {
		return page
	}
	if e.boosts = e.feedback().Boost(top.Sorted()); len(e.boosts.Docs) == 0 {
		return page
	}
	reranked := rank.NewTop(page.K, page.Order)
	for _, r := range page.Docs() {
		if _, inTop := e.boosts.Docs[r.Doc]; !inTop {
			reranked.Add(r)
		}
	}
	for _, r := range top.Docs() {
		if !e.query.Collapse || e.collapsed.groupOf[r.Doc] == 0 {
			reranked.Add(rank.Ranked{Doc: r.Doc, Score: rank.Round(r.Score + e.boosts.Docs[r.Doc])})
		}
	}
	for i, m := range e.collapsed.members {
		e.collapsed.members[i].Score = rank.Round(m.Score + e.boosts.Docs[m.Doc])
	}
	return reranked
}

func (e *evaluator) feedback() rank.Feedback {
	f := rank.Feedback{Vectors: &e.snapshot.columns.KeyTerms, Norms: e.snapshot.norms, Documents: e.documents()}
	if langs := e.snapshot.columns.Values[index.FieldLang]; len(langs.Names) > 1 {
		f.Lang = func(doc uint32) uint32 {
			if codes := langs.Of(doc); len(codes) > 0 {
				return codes[0].Value()
			}
			return math.MaxUint32
		}
	}
	return f
}
