package embedded

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
	"daftar/index/analysis"
)

// More like a document: of the terms that mark it (feedback.go) the similarTerms that weigh most, by rarity times
// saturated frequency, are looked up in all other documents, where each adds that weight times its saturated frequency
// there. Each main country and theme in common adds similarTag times its rarity. Rarity and saturation are BM25's.
const (
	similarTerms = 25 // a short paragraph of words: more of them tell of side issues
	similarTag   = 2.0
	similarLeast = 2 // terms in common: one alone is chance
	similarWords = 8 // named: a line
)

// likeness is one document being compared with all others.
type likeness struct {
	*execution
	doc   uint32
	head  *index.Document // with its text
	terms []weighted
	tags  []tagAdds
}

// tagAdds is what a tag in common adds, by its code in the column of its field.
type tagAdds struct {
	in  *values
	add map[uint32]float64
}

// similar answers index.Searcher.Similar.
func (s *snapshot) similar(ctx context.Context, id string, n int) (*index.Similar, error) {
	if n < 0 || n > index.MaxLimit {
		return nil, &index.InvalidError{Name: "similar", Value: fmt.Sprint(n), Allowed: fmt.Sprintf("0 to %d", index.MaxLimit)}
	}
	doc, ok := s.find(id)
	if !ok {
		return nil, index.ErrNotFound
	}
	out := &index.Similar{}
	out.NearDuplicates, out.MoreNearDuplicates = s.copiesOf(ctx, doc)
	if n == 0 {
		return out, ctx.Err()
	}
	err := s.execute(ctx, index.Query{Sort: index.SortRelevance}, func(x *execution) error {
		l := &likeness{execution: x, doc: doc}
		if err := l.load(); err != nil {
			return err
		}
		top, err := l.rank(n)
		if err != nil {
			return err
		}
		out.Documents, err = l.alike(top)
		return err
	})
	return out, err
}

// copiesOf names the near copies of a document, newest first.
func (s *snapshot) copiesOf(ctx context.Context, doc uint32) ([]index.NearDuplicate, int) {
	group := s.columns.Groups.Of[doc]
	if group == 0 {
		return nil, 0
	}
	var list []ranked
	for d, g := range s.columns.Groups.Of {
		if g == group && uint32(d) != doc {
			list = append(list, ranked{doc: uint32(d)})
		}
	}
	x := &execution{ctx: ctx, snapshot: s, query: index.Query{Sort: index.SortNewest}}
	slices.SortFunc(list, x.order(s.columns.From[index.DateDocument], s.columns.To[index.DateDocument]))
	return s.columns.copies(list)
}

// load chooses the terms and tags that documents are compared by.
func (l *likeness) load() (err error) {
	if l.head, err = l.snapshot.document(l.doc, withText); err != nil {
		return err
	}
	marks, err := l.snapshot.markings(l.doc)
	if err != nil {
		return err
	}
	live := l.snapshot.live.GetCardinality()
	for _, m := range marks {
		docs, err := l.postings(fieldStems, m.Term)
		if err != nil {
			return err
		}
		if df := docs.bits.GetCardinality(); df > 1 {
			weight := idf(live, df) * saturate(float64(m.Count)*l.snapshot.norms.body[l.doc])
			l.terms = append(l.terms, weighted{m.Term, weight, docs})
		}
	}
	l.terms = heaviest(l.terms, similarTerms)
	for _, f := range []index.Field{index.FieldCountry, index.FieldTheme} {
		v := l.snapshot.columns.Values[f]
		if add := l.rarities(v); len(add) > 0 {
			l.tags = append(l.tags, tagAdds{v, add})
		}
	}
	return nil
}

// rarities returns what each main tag of the document adds in another one that has it.
func (l *likeness) rarities(v *values) map[uint32]float64 {
	counts := make(map[uint32]uint64)
	for _, code := range v.of(l.doc) {
		if code&1 == 1 {
			counts[code] = 0
		}
	}
	if len(counts) == 0 {
		return nil
	}
	for _, code := range v.Codes { // those of deleted documents are gone
		if n, has := counts[code]; has {
			counts[code] = n + 1
		}
	}
	add := make(map[uint32]float64, len(counts))
	for code, n := range counts {
		add[code] = similarTag * idf(l.snapshot.live.GetCardinality(), n)
	}
	return add
}

// rank returns the n documents that are most alike, one of each group of near copies.
func (l *likeness) rank(n int) ([]ranked, error) {
	scores, common := l.scratch.scores, l.scratch.all
	docs := roaring.New()
	for _, t := range l.terms {
		docs.Or(t.docs.bits)
		err := l.each(t.docs, t.docs.bits, false, func(d uint32, post segment.Posting) {
			scores[d] += l.share(t, d, post)
			common[d]++
		})
		if err != nil {
			return nil, err
		}
	}
	c := l.snapshot.columns
	from, to := c.From[index.DateDocument], c.To[index.DateDocument]
	f := folded{order: l.order(from, to), of: c.Groups.Of}
	page := newTop(n, f.order)
	least := uint32(min(similarLeast, len(l.terms)))
	for d := range numbersOf(docs) {
		r, shared := ranked{d, round(scores[d] + l.tagged(d))}, common[d]
		scores[d], common[d] = 0, 0
		switch group := f.of[d]; {
		case d == l.doc || shared < least:
		case group == 0:
			page.add(r)
		case group != f.of[l.doc]:
			f.members = append(f.members, r)
		}
	}
	f.best(l.scratch.best, page.add)
	return page.sorted(), nil
}

// share is what a term adds to the likeness of a document that has it.
func (l *likeness) share(t weighted, d uint32, post segment.Posting) float64 {
	return t.weight * saturate(float64(post.Frequency())*l.snapshot.norms.body[d])
}

func (l *likeness) tagged(d uint32) float64 {
	sum := 0.0
	for _, t := range l.tags {
		for _, code := range t.in.of(d) {
			sum += t.add[code]
		}
	}
	return sum
}

// alike reads the documents and says what they share.
func (l *likeness) alike(top []ranked) ([]index.SimilarDocument, error) {
	words, err := l.words(top)
	if err != nil {
		return nil, err
	}
	var out []index.SimilarDocument
	for i, r := range top {
		d, err := l.snapshot.document(r.doc, headOnly)
		if err != nil {
			return nil, err
		}
		out = append(out, index.SimilarDocument{Document: d, Score: r.score, SharedTerms: words[i], SharedTags: commonTags(l.head.Tags, d.Tags)})
	}
	return out, nil
}

// words returns for each document the terms that add most to its likeness, as the other document writes them.
func (l *likeness) words(top []ranked) ([][]string, error) {
	docs, place := roaring.New(), make(map[uint32]int)
	for i, r := range top {
		docs.Add(r.doc)
		place[r.doc] = i
	}
	shares := make([][]weighted, len(top))
	for _, t := range l.terms {
		err := l.each(t.docs, docs, false, func(d uint32, post segment.Posting) {
			shares[place[d]] = append(shares[place[d]], weighted{term: t.term, weight: l.share(t, d, post)})
		})
		if err != nil {
			return nil, err
		}
	}
	written := spellings(l.head, l.terms)
	out := make([][]string, len(top))
	for i, share := range shares {
		for _, t := range heaviest(share, similarWords) {
			out[i] = append(out[i], written[t.term])
		}
	}
	return out, nil
}

// spellings returns the most frequent spelling of each term in a document, the first of the alphabet if several are.
func spellings(d *index.Document, terms []weighted) map[string]string {
	counts := make(map[string]map[string]int)
	var wanted []string
	for _, t := range terms {
		counts[t.term] = make(map[string]int)
		wanted = append(wanted, t.term)
	}
	set := analysis.NewTermSet(wanted...)
	count := func(text string) {
		for _, t := range analysis.AppendMatching(nil, text, d.Lang, set) {
			if as := counts[t.Stem]; as != nil && t.PositionLength == 1 {
				as[text[t.Start:t.End]]++
			}
		}
	}
	if !d.TitleDerived {
		count(d.Title)
	}
	count(d.Text)
	out := make(map[string]string, len(counts))
	for term, as := range counts {
		out[term] = mostFrequent(as)
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

// commonTags returns the main tags of the second list that the first one has as well.
func commonTags(has, of []index.Tag) (common []index.Tag) {
	for _, t := range of {
		same := func(h index.Tag) bool { return h.Kind == t.Kind && h.ID == t.ID && h.Role == index.RoleMain }
		if t.Role == index.RoleMain && slices.ContainsFunc(has, same) {
			common = append(common, t)
		}
	}
	return common
}

// weighted is a term and how much it tells of the documents it was taken from.
type weighted struct {
	term   string
	weight float64
	docs   *postings
}

// heaviest returns the n terms that weigh most, ties by term.
func heaviest(terms []weighted, n int) []weighted {
	slices.SortFunc(terms, func(a, b weighted) int {
		return cmp.Or(cmp.Compare(round(b.weight), round(a.weight)), cmp.Compare(a.term, b.term))
	})
	return terms[:min(len(terms), n)]
}
