package embedded

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/stored"
	"daftar/index/query"
	"daftar/index/snippet"
)

// maxSnippets is the largest number of snippets of a hit.
const maxSnippets = 3

// search answers a query.
func (s *snapshot) search(ctx context.Context, q index.Query) (*index.Result, error) {
	start := time.Now()
	if err := validate(q); err != nil {
		return nil, err
	}
	key := ""
	if isFacetQuery(q) {
		key = fmt.Sprintf("%#v", q)
		if cached, ok := s.facets.get(key); ok {
			r := cached.copy()
			r.Took = time.Since(start)
			return r, nil
		}
	}
	r := &index.Result{Generation: s.manifest.Name}
	if err := s.evaluate(ctx, q, func(e *evaluator) error { return e.answer(r) }); err != nil {
		return nil, err
	}
	if key != "" {
		s.facets.put(key, (*facetResult)(r))
		r = (*facetResult)(r).copy()
	}
	r.Took = time.Since(start)
	return r, nil
}

func validate(q index.Query) error {
	switch {
	case q.Limit < 0 || q.Limit > index.MaxLimit:
		return outOfRange("limit", q.Limit, index.MaxLimit)
	case q.Offset < 0:
		return &index.InvalidError{Name: "offset", Value: fmt.Sprint(q.Offset), Allowed: "0 or more"}
	case q.CountLimit < 0:
		return &index.InvalidError{Name: "count limit", Value: fmt.Sprint(q.CountLimit), Allowed: "0 or more"}
	case q.Snippets < 0 || q.Snippets > maxSnippets:
		return outOfRange("snippets", q.Snippets, maxSnippets)
	case !slices.Contains([]index.Sort{"", index.SortRelevance, index.SortNewest, index.SortOldest, index.SortAdded}, q.Sort):
		return &index.InvalidError{Name: "sort", Value: string(q.Sort), Allowed: "relevance, newest, oldest, added"}
	case !slices.Contains([]index.Mentions{"", index.MentionsMain, index.MentionsAny}, q.Mentions):
		return &index.InvalidError{Name: "mentions", Value: string(q.Mentions), Allowed: "main, any"}
	case q.Grid.Active():
		return validateGrid(q.Grid)
	}
	return nil
}

func outOfRange(name string, value, highest int) error {
	return &index.InvalidError{Name: name, Value: fmt.Sprint(value), Allowed: fmt.Sprintf("0 to %d", highest)}
}

// answer fills in the result of the query.
func (e *evaluator) answer(r *index.Result) error {
	q := e.query
	root, matched, err := e.matchTree(r)
	if err != nil {
		return err
	}
	conditions, err := e.conditions(q)
	if err != nil {
		return err
	}
	if q.Limit == 0 && len(q.Facets) == 0 && len(conditions) == 0 && !q.Grid.Active() {
		r.Total = int(matched.GetCardinality())
		return nil
	}
	split, err := e.count(r, matched, conditions)
	if err != nil {
		return err
	}
	r.Total = len(split.kept)
	hits := r.Total
	if q.Collapse {
		r.Groups = e.countGroups(split.kept)
		hits = r.Groups
	}
	if q.Limit == 0 || q.Offset >= hits {
		return nil
	}
	if len(conditions) > 0 {
		matched = roaring.BitmapOf(split.kept...)
	}
	page, err := e.rankPage(root, matched)
	if err != nil {
		return err
	}
	if r.Hits, err = e.hits(root, page); err != nil || !q.Collapse {
		return err
	}
	e.collapsed.listDuplicates(e.snapshot.columns, page, r.Hits)
	return nil
}

// matchTree compiles the tree of the query and returns the documents that match it. The matcher is nil if all do.
func (e *evaluator) matchTree(r *index.Result) (matcher, *roaring.Bitmap, error) {
	e.countOnly = e.query.Limit == 0
	root, notes, err := e.compile()
	if err != nil {
		return nil, nil, err
	}
	r.Notes = notes
	matched := e.snapshot.store.Live()
	if root != nil {
		matched, err = root.match(e, matched)
	}
	r.TotalIsLowerBound = e.sampled
	return root, matched, err
}

// count applies the conditions and counts facets and grid.
func (e *evaluator) count(r *index.Result, matched *roaring.Bitmap, conditions []condition) (*filterSplit, error) {
	counters, err := e.counters()
	if err != nil {
		return nil, err
	}
	split, err := e.split(matched, conditions, counters)
	if err != nil {
		return nil, err
	}
	for _, c := range counters {
		c.count(split.kept, e.query.Mentions)
		c.count(split.failedOwn[c.facet.Field], e.query.Mentions)
		counts, err := c.result(e.query)
		if err != nil {
			return nil, err
		}
		r.Facets = append(r.Facets, counts)
	}
	if e.query.Grid.Active() {
		r.Grid, err = e.countGrid(matched, split.kept)
	}
	return split, err
}

// highlight returns the highlights of a whole document by passage.
func (s *snapshot) highlight(ctx context.Context, doc uint32, tree query.Node) (map[int][]index.Span, error) {
	var out map[int][]index.Span
	err := s.evaluate(ctx, index.Query{Tree: tree}, func(e *evaluator) error {
		root, _, err := e.compile()
		if err != nil {
			return err
		}
		patterns, err := e.patterns(root)
		if err != nil {
			return err
		}
		d, err := s.document(doc, stored.WithText)
		if err != nil {
			return err
		}
		out = snippet.Highlights(d, patterns)
		return nil
	})
	return out, err
}

// patterns returns what to highlight.
func (e *evaluator) patterns(root matcher) ([]snippet.Pattern, error) {
	if root == nil {
		return nil, nil
	}
	return root.patterns(e)
}
