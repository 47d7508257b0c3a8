package embedded

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
	"daftar/index/snippet"
)

// postingsBudget bounds the postings that one question may read: about two seconds of work. A library of ten million
// documents lets a question name some ten words that stand in every second document.
const postingsBudget = 50_000_000

// maxPassages is the most passages a hit shows.
const maxPassages = 3

// execution is one question being answered.
type execution struct {
	ctx      context.Context
	snapshot *snapshot
	scratch  *scratch
	query    index.Query
	found    map[string]*postings
	spent    uint64
	notes    []index.Note
	failed   error              // while compiling
	added    map[uint32]float64 // by feedback
	telling  map[uint32]float64 // hashes of the terms that feedback looked for
	runs     bool               // the question has a script that marks no documents
	counting bool               // it is answered by numbers of documents alone
	sampled  bool               // a phrase was looked for in some of its documents only
	folded   folded
}

func (x *execution) note(n index.Note) { x.notes = append(x.notes, n) }

// spend takes postings from the budget.
func (x *execution) spend(n uint64) error {
	if x.spent += n; x.spent > postingsBudget {
		return &index.LimitError{Name: "postings a question may read (ask for rarer words)", Limit: postingsBudget, Got: int64(x.spent)}
	}
	return x.ctx.Err()
}

// execute runs a function with an execution on the snapshot. An execution that fails leaves its scratch behind, whose
// zeros cannot be trusted any more.
func (s *snapshot) execute(ctx context.Context, q index.Query, run func(*execution) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if q.Mentions == "" {
		q.Mentions = index.MentionsMain
	}
	x := &execution{ctx: ctx, snapshot: s, query: q, found: make(map[string]*postings)}
	x.scratch = s.scratch.Get().(*scratch)
	if err := run(x); err != nil {
		return err
	}
	s.scratch.Put(x.scratch)
	return nil
}

// search answers a query.
func (s *snapshot) search(ctx context.Context, q index.Query) (*index.Result, error) {
	start := time.Now()
	if err := valid(q); err != nil {
		return nil, err
	}
	key := ""
	if onlyValues(q) {
		key = fmt.Sprintf("%#v", q)
		if known, ok := s.values.of(key); ok {
			r := known.result()
			r.Took = time.Since(start)
			return r, nil
		}
	}
	r := &index.Result{Generation: s.manifest.Name}
	err := s.execute(ctx, q, func(x *execution) error { return x.answer(r) })
	if err != nil {
		return nil, err
	}
	if key != "" {
		s.values.keep(key, (*countedValues)(r))
		r = (*countedValues)(r).result()
	}
	r.Took = time.Since(start)
	return r, nil
}

func valid(q index.Query) error {
	switch {
	case q.Limit < 0 || q.Limit > index.MaxLimit:
		return &index.InvalidError{Name: "limit", Value: fmt.Sprint(q.Limit), Allowed: fmt.Sprintf("0 to %d", index.MaxLimit)}
	case q.Offset < 0:
		return &index.InvalidError{Name: "offset", Value: fmt.Sprint(q.Offset), Allowed: "0 or more"}
	case q.CountLimit < 0:
		return &index.InvalidError{Name: "probe", Value: fmt.Sprint(q.CountLimit), Allowed: "0 or more"}
	case q.Snippets < 0 || q.Snippets > maxPassages:
		return &index.InvalidError{Name: "passages", Value: fmt.Sprint(q.Snippets), Allowed: fmt.Sprintf("0 to %d", maxPassages)}
	case !slices.Contains([]index.Sort{"", index.SortRelevance, index.SortNewest, index.SortOldest, index.SortAdded}, q.Sort):
		return &index.InvalidError{Name: "sort", Value: string(q.Sort), Allowed: "relevance, newest, oldest, added"}
	case !slices.Contains([]index.Mentions{"", index.MentionsMain, index.MentionsAny}, q.Mentions):
		return &index.InvalidError{Name: "mentions", Value: string(q.Mentions), Allowed: "main, any"}
	case q.Grid.Active():
		return validGrid(q.Grid)
	}
	return nil
}

func (x *execution) answer(r *index.Result) error {
	q := x.query
	x.counting = q.Limit == 0
	tree := x.compile(q.Tree)
	if x.failed != nil {
		return x.failed
	}
	matched := x.snapshot.live
	if tree != nil {
		var err error
		if matched, err = tree.bits(x, matched); err != nil {
			return err
		}
	}
	r.TotalIsLowerBound = x.sampled
	conditions, err := x.conditions(q)
	if err != nil {
		return err
	}
	if q.Limit == 0 && len(q.Facets) == 0 && len(conditions) == 0 && !q.Grid.Active() {
		r.Total, r.Notes = int(matched.GetCardinality()), x.notes
		return nil
	}
	counters, err := x.counters(q, conditions)
	if err != nil {
		return err
	}
	sieve, err := x.sieve(matched, conditions, counters)
	if err != nil {
		return err
	}
	for _, c := range counters {
		c.count(sieve.kept, q.Mentions)
		c.count(sieve.own[c.facet.Field], q.Mentions)
		counts, err := c.result(q)
		if err != nil {
			return err
		}
		r.Facets = append(r.Facets, counts)
	}
	if q.Grid.Active() {
		if r.Grid, err = x.grid(matched, sieve.kept); err != nil {
			return err
		}
	}
	r.Total = len(sieve.kept)
	r.Notes = x.notes
	hits := r.Total
	if q.Collapse {
		r.Groups = x.countGroups(sieve.kept)
		hits = r.Groups
	}
	if q.Limit == 0 || q.Offset >= hits {
		return nil
	}
	if len(conditions) > 0 {
		matched = roaring.BitmapOf(sieve.kept...)
	}
	top, err := x.rank(tree, matched)
	if err != nil {
		return err
	}
	if r.Hits, err = x.hits(tree, top); err != nil || !q.Collapse {
		return err
	}
	x.folded.name(x.snapshot.columns, top, r.Hits)
	return nil
}

// ranked is a document and what it is ranked by.
type ranked struct {
	doc   uint32
	score float64
}

// rank returns the documents of the page, in order.
func (x *execution) rank(tree plan, docs *roaring.Bitmap) ([]ranked, error) {
	from, to, err := x.snapshot.columns.dates(x.query.Dates.Field)
	if err != nil {
		return nil, err
	}
	scores := x.scratch.scores
	if tree != nil {
		if err := tree.score(x, docs, scores); err != nil {
			return nil, err
		}
	}
	order := x.order(from, to)
	page, first := newTop(x.query.Offset+x.query.Limit, order), newTop(0, order)
	if x.takesFeedback() {
		first.k = feedbackDepth
	}
	x.folded = folded{order: order, of: x.snapshot.columns.Groups.Of}
	for d := range numbersOf(docs) {
		r := ranked{d, round(scores[d])}
		scores[d] = 0
		first.add(r)
		if x.query.Collapse && x.folded.of[d] != 0 {
			x.folded.members = append(x.folded.members, r)
			continue
		}
		page.add(r)
	}
	page = x.risen(page, first)
	x.folded.best(x.scratch.best, page.add)
	all := page.sorted()
	return all[min(x.query.Offset, len(all)):min(x.query.Offset+x.query.Limit, len(all))], nil
}

// takesFeedback reports whether feedback has a part in the order. It takes none in a question of runs, whose pairs say
// too little of a document.
func (x *execution) takesFeedback() bool {
	return x.query.RelevanceFeedback && x.sort() == index.SortRelevance && !x.runs
}

// risen adds feedback to the first documents of the whole ranking, and returns the page of those that are not folded by
// their new scores. Near copies are ranked like all others and folded afterwards, so that the hits are the same with and
// without. What feedback adds is never negative: nothing falls behind what was not among the first.
func (x *execution) risen(page, first *top) *top {
	if first.Len() < 2 {
		return page
	}
	if x.added = x.feedback(first.sorted()); len(x.added) == 0 {
		return page
	}
	next := newTop(page.k, page.order)
	for _, r := range page.kept {
		if _, among := x.added[r.doc]; !among {
			next.add(r)
		}
	}
	for _, r := range first.kept {
		if !x.query.Collapse || x.folded.of[r.doc] == 0 {
			next.add(ranked{r.doc, round(r.score + x.added[r.doc])})
		}
	}
	for i, m := range x.folded.members {
		x.folded.members[i].score = round(m.score + x.added[m.doc])
	}
	return next
}

// sort is the order asked, or the one that is right for the question.
func (x *execution) sort() index.Sort {
	switch {
	case x.query.Sort != "":
		return x.query.Sort
	case x.query.Tree != nil:
		return index.SortRelevance
	}
	return index.SortNewest
}

// order compares two documents of the result: negative if a comes first.
func (x *execution) order(from, to []date.Day) func(a, b ranked) int {
	by := x.sort()
	ids := x.snapshot.columns.IDs
	dates := func(a, b ranked) int {
		c := cmp.Compare(from[b.doc], from[a.doc])
		if c == 0 {
			c = cmp.Compare(to[b.doc], to[a.doc])
		}
		if by == index.SortOldest && from[a.doc] != 0 && from[b.doc] != 0 { // no date is last in both orders
			c = -c
		}
		return c
	}
	keys := []func(a, b ranked) int{dates, byScore}
	switch by {
	case index.SortRelevance:
		keys = []func(a, b ranked) int{byScore, dates}
	case index.SortAdded:
		added := x.snapshot.columns.Added
		keys = []func(a, b ranked) int{func(a, b ranked) int { return cmp.Compare(added[b.doc], added[a.doc]) }, byScore, dates}
	}
	return func(a, b ranked) int {
		for _, key := range keys {
			if c := key(a, b); c != 0 {
				return c
			}
		}
		return strings.Compare(ids[a.doc], ids[b.doc])
	}
}

func byScore(a, b ranked) int { return cmp.Compare(b.score, a.score) }

// hits reads the documents of a page.
func (x *execution) hits(tree plan, top []ranked) ([]index.Hit, error) {
	patterns, err := x.patterns(tree)
	if err != nil {
		return nil, err
	}
	what := headOnly
	if x.query.Snippets > 0 {
		what = withText
	}
	out := make([]index.Hit, len(top))
	for i, r := range top {
		if err := x.ctx.Err(); err != nil {
			return nil, err
		}
		d, err := x.snapshot.document(r.doc, what)
		if err != nil {
			return nil, err
		}
		h := index.Hit{Document: d, Score: r.score}
		h.Snippets, h.MorePassages = snippet.Best(d, patterns, x.query.Snippets)
		d.Text, d.Passages = "", nil
		if x.query.Explain && tree != nil {
			e, err := tree.explain(x, r.doc)
			if err != nil {
				return nil, err
			}
			if h.Explanation, err = x.withFeedback(e, r.doc); err != nil {
				return nil, err
			}
		}
		out[i] = h
	}
	return out, nil
}

// withFeedback adds to an explanation what feedback added to the score.
func (x *execution) withFeedback(e index.Explanation, doc uint32) (*index.Explanation, error) {
	added, ok := x.added[doc]
	if !ok || added == 0 {
		return &e, nil
	}
	terms, err := x.snapshot.markings(doc)
	if err != nil {
		return nil, err
	}
	const few = 6
	var shared []string
	for _, m := range terms {
		if _, ok := x.telling[hashOf(m.Term)]; ok && len(shared) < few {
			_, word, stemmed := strings.Cut(m.Term, ":")
			if !stemmed {
				word = m.Term
			}
			shared = append(shared, word)
		}
	}
	like := index.Explanation{Value: round(added), Text: "words in common with the best matches: " + strings.Join(shared, ", ")}
	return &index.Explanation{Value: round(e.Value + added), Text: "sum of", Parts: []index.Explanation{e, like}}, nil
}

// patterns returns what the question looks for in texts: all its words and phrases but the negated ones and those of
// the title.
func (x *execution) patterns(p plan) ([]snippet.Pattern, error) {
	var out []snippet.Pattern
	collect := func(parts []plan) error {
		for _, part := range parts {
			more, err := x.patterns(part)
			if err != nil {
				return err
			}
			out = append(out, more...)
		}
		return nil
	}
	switch p := p.(type) {
	case *andPlan:
		return out, collect(p.parts)
	case *orPlan:
		return out, collect(p.parts)
	case *bestPlan:
		return out, collect(p.parts)
	case *wordPlan:
		if err := p.load(x); err != nil || p.title {
			return nil, err
		}
		e := snippet.Pattern{Weight: idf(x.snapshot.live.GetCardinality(), p.union.GetCardinality())}
		if p.exact {
			for _, term := range p.forms {
				e.Phrases = append(e.Phrases, []string{term})
			}
		} else {
			e.Stems = p.forms
		}
		return []snippet.Pattern{e}, nil
	case *phrasePlan:
		weight, err := p.weight(x)
		if err != nil || p.title {
			return nil, err
		}
		return []snippet.Pattern{{Phrases: p.variants, Near: p.near, Weight: weight}}, nil
	}
	return nil, nil
}

// mark returns the marks of a whole document by passage.
func (s *snapshot) mark(ctx context.Context, doc uint32, tree query.Node) (map[int][]index.Span, error) {
	var out map[int][]index.Span
	err := s.execute(ctx, index.Query{}, func(x *execution) error {
		patterns, err := x.patterns(x.compile(tree))
		if err = errors.Join(x.failed, err); err != nil {
			return err
		}
		d, err := s.document(doc, withText)
		if err != nil {
			return err
		}
		out = snippet.Highlights(d, patterns)
		return nil
	})
	return out, err
}
