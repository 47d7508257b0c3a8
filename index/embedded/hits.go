package embedded

import (
	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/store"
	"daftar/index/embedded/internal/stored"
	"daftar/index/internal/rank"
	"daftar/index/snippet"
)

// documents returns the number of documents of the library.
func (e *evaluator) documents() uint64 { return e.snapshot.documents }

// rankPage returns the documents of the requested page, in order.
func (e *evaluator) rankPage(root matcher, docs *roaring.Bitmap) ([]rank.Ranked, error) {
	order, err := e.order()
	if err != nil {
		return nil, err
	}
	scores := e.scratch.scores
	if root != nil {
		if err := root.score(e, docs, scores); err != nil {
			return nil, err
		}
	}
	end := e.query.Offset + e.query.Limit
	page, top := rank.NewTop(end, order), rank.NewTop(0, order)
	if e.usesFeedback() {
		top.K = rank.FeedbackDepth
	}
	e.collapsed = collapser{order: order, groupOf: e.snapshot.columns.Duplicates.Of}
	for d := range store.Numbers(docs) {
		r := rank.Ranked{Doc: d, Score: rank.Round(scores[d])}
		scores[d] = 0
		top.Add(r)
		if e.query.Collapse && e.collapsed.groupOf[d] != 0 {
			e.collapsed.members = append(e.collapsed.members, r)
			continue
		}
		page.Add(r)
	}
	page = e.rerank(page, top)
	e.collapsed.addBest(e.scratch.bestOfGroup, page.Add)
	all := page.Sorted()
	return all[min(e.query.Offset, len(all)):min(end, len(all))], nil
}

// order returns the order of hits.
func (e *evaluator) order() (func(a, b rank.Ranked) int, error) {
	columns := e.snapshot.columns
	dates, err := columns.Dates(e.query.Dates.Field)
	keys := rank.SortKeys{IDs: columns.IDs, From: dates.From, To: dates.To, Added: columns.Added}
	return rank.Order(e.sort(), keys), err
}

// sort returns the requested order, or the default one.
func (e *evaluator) sort() index.Sort {
	switch {
	case e.query.Sort != "":
		return e.query.Sort
	case e.query.Tree != nil:
		return index.SortRelevance
	}
	return index.SortNewest
}

// hits reads the documents of a page.
func (e *evaluator) hits(root matcher, page []rank.Ranked) ([]index.Hit, error) {
	patterns, err := e.patterns(root)
	if err != nil {
		return nil, err
	}
	depth := stored.Head
	if e.query.Snippets > 0 {
		depth = stored.WithText
	}
	out := make([]index.Hit, len(page))
	for i, r := range page {
		if err := e.ctx.Err(); err != nil {
			return nil, err
		}
		d, err := e.snapshot.document(r.Doc, depth)
		if err != nil {
			return nil, err
		}
		h := index.Hit{Document: d, Score: r.Score}
		h.Snippets, h.MorePassages = snippet.Best(d, patterns, e.query.Snippets)
		d.Text, d.Passages = "", nil
		if e.query.Explain && root != nil {
			if h.Explanation, err = e.explain(root, r.Doc); err != nil {
				return nil, err
			}
		}
		out[i] = h
	}
	return out, nil
}

// explain explains the score of a hit.
func (e *evaluator) explain(root matcher, doc uint32) (*index.Explanation, error) {
	explanation, err := root.explain(e, doc)
	if err != nil || e.boosts.Docs[doc] == 0 {
		return &explanation, err
	}
	terms, err := e.snapshot.keyTerms(doc)
	if err != nil {
		return nil, err
	}
	explanation = e.boosts.WithFeedback(explanation, doc, terms)
	return &explanation, nil
}
