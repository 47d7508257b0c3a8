package embedded

import (
	"context"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/embedded/internal/store"
	"daftar/index/internal/plan"
	"daftar/index/internal/rank"
)

// maxPostingsRead bounds the postings that a query may read, to about two seconds of work. In a library of ten million
// documents, a query can have about ten words that occur in every second document.
const maxPostingsRead = 50_000_000

// checkInterval is the number of documents that a loop handles between two checks of the context.
const checkInterval = 4096

// evaluator evaluates one query on a snapshot.
type evaluator struct {
	ctx          context.Context
	snapshot     *snapshot
	scratch      *scratch
	query        index.Query
	postings     map[postingsKey]*store.Postings
	postingsRead uint64
	countOnly    bool // the query needs no hits
	hasCJKRun    bool
	sampled      bool // CountLimit was reached for a phrase
	boosts       rank.Boosts
	collapsed    collapser
}

type postingsKey struct {
	field store.Field
	term  string
}

// scratch is memory that one query after the other uses. The slices are zero between uses.
type scratch struct {
	cursor      *store.Cursor
	scores      []float64
	all, title  []uint32 // frequencies by document, in title and body and in the title
	bestOfGroup []uint32 // by group of near-duplicates
}

func newScratch(s *snapshot) *scratch {
	n := s.columns.Len()
	return &scratch{
		cursor: s.store.NewCursor(), scores: make([]float64, n), all: make([]uint32, n), title: make([]uint32, n),
		bestOfGroup: make([]uint32, s.columns.Duplicates.Count+1),
	}
}

// evaluate runs a function with an evaluator of a query.
func (s *snapshot) evaluate(ctx context.Context, q index.Query, run func(*evaluator) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if q.Mentions == "" {
		q.Mentions = index.MentionsMain
	}
	e := &evaluator{ctx: ctx, snapshot: s, query: q, postings: make(map[postingsKey]*store.Postings)}
	e.scratch = s.scratch.Get().(*scratch)
	e.scratch.cursor.Charge = e.charge
	if err := run(e); err != nil {
		return err // the scratch may not be zero and is dropped
	}
	e.scratch.cursor.Charge = nil
	s.scratch.Put(e.scratch)
	return nil
}

// charge counts postings against the budget of the query.
func (e *evaluator) charge(postings uint64) error {
	if e.postingsRead += postings; e.postingsRead > maxPostingsRead {
		return &index.LimitError{
			Name:  "postings that a query may read (use rarer words)",
			Limit: maxPostingsRead, Got: int64(e.postingsRead),
		}
	}
	return e.ctx.Err()
}

// lookup returns the postings of a term, and reads each of them once per query.
func (e *evaluator) lookup(f store.Field, term string) (*store.Postings, error) {
	key := postingsKey{f, term}
	if p, ok := e.postings[key]; ok {
		return p, nil
	}
	p, err := e.scratch.cursor.Lookup(f, term)
	if err == nil {
		e.postings[key] = p
	}
	return p, err
}

// each calls visit with the postings in docs.
func (e *evaluator) each(p *store.Postings, docs *roaring.Bitmap, detail store.Detail, visit func(doc uint32, p store.Posting)) error {
	return e.scratch.cursor.Each(e.ctx, p, docs, detail, visit)
}

// countTerms is the suggest.Counter of a generation.
func (e *evaluator) countTerms(terms []string) (int, error) {
	return e.scratch.cursor.CountAll(store.Terms, terms)
}

// compile compiles the tree of the query. The matcher is nil if every document matches.
func (e *evaluator) compile() (matcher, []index.Note, error) {
	compiled, err := plan.Compiler{
		Dictionary: dictionary{e.snapshot.store}, CountOnly: e.countOnly, CountLimit: e.query.CountLimit,
		Cached: func(key string) (any, bool) { return e.snapshot.synonyms.get(key) },
	}.Compile(e.query.Tree)
	if err != nil {
		return nil, nil, err
	}
	e.hasCJKRun = compiled.HasCJKRun
	if compiled.Root == nil {
		return nil, compiled.Notes, nil
	}
	return newMatcher(compiled.Root), compiled.Notes, nil
}

// dictionary is the plan.Dictionary of a generation.
type dictionary struct{ reader *store.Reader }

func (d dictionary) TermsWithPrefix(scope plan.Scope, prefix string, limit int) ([]string, error) {
	return d.reader.TermsWithPrefix(exactField(scope), prefix, limit)
}

func (d dictionary) TermsWithin(scope plan.Scope, term string, distance, limit int) ([]string, error) {
	return d.reader.TermsWithin(exactField(scope), term, distance, limit)
}

// exactField returns the field of unstemmed terms.
func exactField(s plan.Scope) store.Field {
	if s == plan.ScopeTitle {
		return store.TitleTerms
	}
	return store.Terms
}
