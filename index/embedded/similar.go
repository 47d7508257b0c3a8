package embedded

import (
	"cmp"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/embedded/internal/column"
	"daftar/index/embedded/internal/store"
	"daftar/index/embedded/internal/stored"
	"daftar/index/internal/rank"
)

// Similarity of documents: the maxSimilarTerms key terms of a document with the largest weights, which are rarity times
// saturated frequency, are looked up in all other documents. Each term that another document has adds its weight times its
// saturated frequency there, and each common main country and theme adds tagWeight times its rarity. Rarity and saturation
// are those of BM25F.
const (
	maxSimilarTerms = 25 // a short paragraph; further terms are about side issues
	minSharedTerms  = 2  // one term in common may be chance
	maxSharedTerms  = 8  // that are listed
	tagWeight       = 2.0
)

// similarity compares a document with all others.
type similarity struct {
	evaluator *evaluator
	doc       uint32
	document  *index.Document // with its text
	terms     []weightedTerm
	tags      []tagWeights
}

// tagWeights are what common tags add, by their code in the column of their field.
type tagWeights struct {
	values *column.Values
	weight map[column.Code]float64
}

// weightedTerm is a key term with its weight.
type weightedTerm struct {
	term     string
	weight   float64
	postings *store.Postings
}

// similar implements index.Searcher.Similar.
func (s *snapshot) similar(ctx context.Context, id string, n int) (*index.Similar, error) {
	if n < 0 || n > index.MaxLimit {
		return nil, outOfRange("similar", n, index.MaxLimit)
	}
	doc, ok := s.store.Find(id)
	if !ok {
		return nil, index.ErrNotFound
	}
	out := &index.Similar{}
	err := s.evaluate(ctx, index.Query{Sort: index.SortNewest}, func(e *evaluator) (err error) {
		out.NearDuplicates, out.MoreNearDuplicates, err = e.nearDuplicatesOf(doc)
		return err
	})
	if n == 0 || err != nil {
		return out, err
	}
	err = s.evaluate(ctx, index.Query{Sort: index.SortRelevance}, func(e *evaluator) error {
		c := &similarity{evaluator: e, doc: doc}
		if err := c.load(); err != nil {
			return err
		}
		top, err := c.rank(n)
		if err != nil {
			return err
		}
		out.Documents, err = c.describe(top)
		return err
	})
	return out, err
}

// nearDuplicatesOf returns the near-duplicates of a document in the order of the query.
func (e *evaluator) nearDuplicatesOf(doc uint32) (listed []index.NearDuplicate, more int, err error) {
	columns := e.snapshot.columns
	group := columns.Duplicates.Of[doc]
	if group == 0 {
		return nil, 0, nil
	}
	var list []rank.Ranked
	for d, g := range columns.Duplicates.Of {
		if g == group && uint32(d) != doc {
			list = append(list, rank.Ranked{Doc: uint32(d)})
		}
	}
	order, err := e.order()
	if err != nil {
		return nil, 0, err
	}
	slices.SortFunc(list, order)
	listed, more = nearDuplicates(columns, list)
	return listed, more, nil
}

// load selects the terms and tags to compare.
func (c *similarity) load() (err error) {
	s := c.evaluator.snapshot
	if c.document, err = s.document(c.doc, stored.WithText); err != nil {
		return err
	}
	keyTerms, err := s.keyTerms(c.doc)
	if err != nil {
		return err
	}
	for _, t := range keyTerms {
		p, err := c.evaluator.lookup(store.Stems, t.Term)
		if err != nil {
			return err
		}
		if df := p.Docs().GetCardinality(); df > 1 {
			weight := rank.IDF(s.documents, df) * rank.Saturate(s.norms.BodyTF(c.doc, float64(t.Count)))
			c.terms = append(c.terms, weightedTerm{t.Term, weight, p})
		}
	}
	c.terms = heaviest(c.terms, maxSimilarTerms)
	for _, f := range []index.Field{index.FieldCountry, index.FieldTheme} {
		v := s.columns.Values[f]
		if weights := c.weighTags(v); len(weights) > 0 {
			c.tags = append(c.tags, tagWeights{v, weights})
		}
	}
	return nil
}

// weighTags returns what each main tag of the document adds to another document that has it.
func (c *similarity) weighTags(v *column.Values) map[column.Code]float64 {
	counts := make(map[column.Code]uint64)
	for _, code := range v.Of(c.doc) {
		if code.IsMain() {
			counts[code] = 0
		}
	}
	if len(counts) == 0 {
		return nil
	}
	for _, code := range v.Codes { // deleted documents have none
		if n, has := counts[code]; has {
			counts[code] = n + 1
		}
	}
	weights := make(map[column.Code]float64, len(counts))
	for code, n := range counts {
		weights[code] = tagWeight * rank.IDF(c.evaluator.documents(), n)
	}
	return weights
}

// rank returns the n most similar documents, one of each group of near-duplicates.
func (c *similarity) rank(n int) ([]rank.Ranked, error) {
	e := c.evaluator
	scores, shared := e.scratch.scores, e.scratch.all
	docs := roaring.New()
	for _, t := range c.terms {
		docs.Or(t.postings.Docs())
		err := e.each(t.postings, t.postings.Docs(), store.Frequencies, func(d uint32, p store.Posting) {
			scores[d] += c.contribution(t, d, p)
			shared[d]++
		})
		if err != nil {
			return nil, err
		}
	}
	order, err := e.order()
	if err != nil {
		return nil, err
	}
	duplicates := collapser{order: order, groupOf: e.snapshot.columns.Duplicates.Of}
	top := rank.NewTop(n, order)
	minShared := uint32(min(minSharedTerms, len(c.terms)))
	for d := range store.Numbers(docs) {
		r, common := rank.Ranked{Doc: d, Score: rank.Round(scores[d] + c.tagScore(d))}, shared[d]
		scores[d], shared[d] = 0, 0
		switch group := duplicates.groupOf[d]; {
		case d == c.doc || common < minShared:
		case group == 0:
			top.Add(r)
		case group != duplicates.groupOf[c.doc]:
			duplicates.members = append(duplicates.members, r)
		}
	}
	duplicates.addBest(e.scratch.bestOfGroup, top.Add)
	return top.Sorted(), nil
}

// contribution is what a term adds to the score of a document.
func (c *similarity) contribution(t weightedTerm, d uint32, p store.Posting) float64 {
	return t.weight * rank.Saturate(c.evaluator.snapshot.norms.BodyTF(d, float64(p.Frequency())))
}

func (c *similarity) tagScore(d uint32) float64 {
	sum := 0.0
	for _, t := range c.tags {
		for _, code := range t.values.Of(d) {
			sum += t.weight[code]
		}
	}
	return sum
}

// describe reads the documents and lists the terms and tags that they share.
func (c *similarity) describe(top []rank.Ranked) ([]index.SimilarDocument, error) {
	terms, err := c.sharedTerms(top)
	if err != nil {
		return nil, err
	}
	var out []index.SimilarDocument
	for i, r := range top {
		d, err := c.evaluator.snapshot.document(r.Doc, stored.Head)
		if err != nil {
			return nil, err
		}
		out = append(out, index.SimilarDocument{
			Document: d, Score: r.Score, SharedTerms: terms[i], SharedTags: commonMainTags(c.document.Tags, d.Tags),
		})
	}
	return out, nil
}

// sharedTerms returns, for each document, the terms that contribute most to its score.
func (c *similarity) sharedTerms(top []rank.Ranked) ([][]string, error) {
	docs, place := roaring.New(), make(map[uint32]int)
	for i, r := range top {
		docs.Add(r.Doc)
		place[r.Doc] = i
	}
	contributions := make([][]weightedTerm, len(top))
	for _, t := range c.terms {
		err := c.evaluator.each(t.postings, docs, store.Frequencies, func(d uint32, p store.Posting) {
			i := place[d]
			contributions[i] = append(contributions[i], weightedTerm{term: t.term, weight: c.contribution(t, d, p)})
		})
		if err != nil {
			return nil, err
		}
	}
	forms := writtenForms(c.document, c.terms)
	out := make([][]string, len(top))
	for i, terms := range contributions {
		for _, t := range heaviest(terms, maxSharedTerms) {
			out[i] = append(out[i], forms[t.term])
		}
	}
	return out, nil
}

// writtenForms returns the most frequent form of each term in a document; of several, the first in the order of strings.
func writtenForms(d *index.Document, terms []weightedTerm) map[string]string {
	counts := make(map[string]map[string]int)
	var wanted []string
	for _, t := range terms {
		counts[t.term] = make(map[string]int)
		wanted = append(wanted, t.term)
	}
	set := analysis.NewTermSet(wanted...)
	count := func(text string) {
		for _, t := range analysis.AppendMatching(nil, text, d.Lang, set) {
			if forms := counts[t.Stem]; forms != nil && t.PositionLength == 1 {
				forms[text[t.Start:t.End]]++
			}
		}
	}
	if !d.TitleDerived {
		count(d.Title)
	}
	count(d.Text)
	out := make(map[string]string, len(counts))
	for term, forms := range counts {
		out[term] = mostFrequent(forms)
	}
	return out
}

func mostFrequent(counts map[string]int) (best string) {
	for word, n := range counts {
		if c := cmp.Compare(n, counts[best]); best == "" || c > 0 || c == 0 && word < best {
			best = word
		}
	}
	return best
}

// commonMainTags returns the tags of b that are main in a and b.
func commonMainTags(a, b []index.Tag) (common []index.Tag) {
	for _, t := range b {
		same := func(u index.Tag) bool { return u.Kind == t.Kind && u.ID == t.ID && u.Role == index.RoleMain }
		if t.Role == index.RoleMain && slices.ContainsFunc(a, same) {
			common = append(common, t)
		}
	}
	return common
}

// heaviest returns the n terms with the largest weights, ties in the order of terms.
func heaviest(terms []weightedTerm, n int) []weightedTerm {
	slices.SortFunc(terms, func(a, b weightedTerm) int {
		return cmp.Or(cmp.Compare(rank.Round(b.weight), rank.Round(a.weight)), cmp.Compare(a.term, b.term))
	})
	return terms[:min(len(terms), n)]
}
