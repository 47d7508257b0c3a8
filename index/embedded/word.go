package embedded

import (
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
)

// wordPlan is one word: documents with any of its forms.
type wordPlan struct {
	text  string
	forms []string
	exact bool // the forms are terms, not stems
	title bool // only in the title

	in    []*postings // of the forms, in title and body, or the title alone
	head  []*postings // of the forms in the title; nil if the title alone is asked
	union *roaring.Bitmap
}

func (p *wordPlan) costly() bool { return false }

// fields returns the field of the whole document, and that of the title.
func (p *wordPlan) fields() (whole, title string) {
	if p.exact {
		return fieldTerms, fieldTitle
	}
	return fieldStems, fieldTitleStems
}

func (p *wordPlan) load(x *execution) error {
	if p.union != nil {
		return nil
	}
	whole, title := p.fields()
	if p.title {
		whole = title
	}
	p.in = nil
	union := roaring.New()
	for _, form := range p.forms {
		post, err := x.postings(whole, form)
		if err != nil {
			return err
		}
		p.in = append(p.in, post)
		if len(p.forms) == 1 {
			union = post.bits
		} else {
			union.Or(post.bits)
		}
	}
	p.union = union
	return nil
}

func (p *wordPlan) bits(x *execution, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if err := p.load(x); err != nil {
		return nil, err
	}
	return roaring.And(within, p.union), nil
}

func (p *wordPlan) score(x *execution, docs *roaring.Bitmap, into []float64) error {
	if err := p.count(x, docs); err != nil {
		return err
	}
	weight := idf(x.snapshot.live.GetCardinality(), p.union.GetCardinality())
	for d := range numbersOf(docs) {
		into[d] += weight * saturate(p.take(x, d))
	}
	return nil
}

// count reads the frequencies of docs into the scratch.
func (p *wordPlan) count(x *execution, docs *roaring.Bitmap) error {
	if err := p.load(x); err != nil {
		return err
	}
	if p.head == nil {
		_, title := p.fields()
		for _, form := range p.forms {
			post, err := x.postings(title, form)
			if err != nil {
				return err
			}
			p.head = append(p.head, post)
		}
	}
	all, title := x.scratch.all, x.scratch.title
	for _, post := range p.in {
		err := x.each(post, docs, false, func(d uint32, f segment.Posting) { all[d] += uint32(f.Frequency()) })
		if err != nil {
			return err
		}
	}
	for _, post := range p.head {
		err := x.each(post, docs, false, func(d uint32, f segment.Posting) { title[d] += uint32(f.Frequency()) })
		if err != nil {
			return err
		}
	}
	return nil
}

// take returns the weighted frequency of a document and clears its place in the scratch.
func (p *wordPlan) take(x *execution, d uint32) float64 {
	all, title := x.scratch.all[d], x.scratch.title[d]
	x.scratch.all[d], x.scratch.title[d] = 0, 0
	return x.weigh(d, title, all-title)
}

// weigh adds up the frequencies of a document's fields.
func (x *execution) weigh(d, title, body uint32) float64 {
	return x.snapshot.norms.title[d]*float64(title) + x.snapshot.norms.body[d]*float64(body)
}

func (p *wordPlan) explain(x *execution, doc uint32) (index.Explanation, error) {
	if err := p.count(x, roaring.BitmapOf(doc)); err != nil {
		return index.Explanation{}, err
	}
	all, title := x.scratch.all[doc], x.scratch.title[doc]
	weight := idf(x.snapshot.live.GetCardinality(), p.union.GetCardinality())
	tf := p.take(x, doc)
	return index.Explanation{
		Value: round(weight * saturate(tf)),
		Text: fmt.Sprintf("%s: %d in the title, %d in the text, in %d of %d documents",
			describe(p.text, p.title), title, all-title, p.union.GetCardinality(), x.snapshot.live.GetCardinality()),
		Parts: []index.Explanation{{Value: weight, Text: "rarity (idf)"}, {Value: saturate(tf), Text: "frequency by length (tf)"}},
	}, nil
}
