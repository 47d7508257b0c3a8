package embedded

import (
	"encoding/json"
	"fmt"

	bleve "github.com/blevesearch/bleve_index_api"

	"daftar/index"
	"daftar/index/analysis"
)

// The fields of a document in bleve. Terms and stems hold the title and the body in one, so that a word is found by one
// posting list; the title's own fields tell how many of the occurrences are in it.
//
// The positions of a term in a document are packed into one location: its Position is the first one plus 1, its
// ArrayPositions the gaps to the next ones. That is a third smaller than a location each, and phrases read twice as
// fast. Offsets are not stored: marks come from index/excerpt.
const (
	fieldID         = "_id"
	fieldTerms      = "t"  // with packed positions
	fieldStems      = "s"  // frequencies only
	fieldTitle      = "tt" // terms of the title, with packed positions
	fieldTitleStems = "ts"

	storedHead     = "h" // index.Document as JSON: what a hit needs
	storedPassages = "p" // []index.Passage as JSON
	storedText     = "x"
	storedEvidence = "e" // evidence as JSON
	storedMarkings = "k" // []marking as JSON: what feedback reads
)

// titleGap is how far the first word of the body is from the last of the title: no phrase and no near reaches across.
const titleGap = 1024

// field is one field of a document, its terms already made.
type field struct {
	name    string
	options bleve.FieldIndexingOptions
	value   []byte
	length  int
	freqs   bleve.TokenFrequencies
}

func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return f.value }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) Analyze()                                         {}
func (f *field) Options() bleve.FieldIndexingOptions              { return f.options }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() bleve.TokenFrequencies { return f.freqs }
func (f *field) NumPlainTextBytes() uint64                        { return uint64(len(f.value)) }

// document is what bleve is given of a document.
type document struct {
	id     string
	fields []*field
	bytes  uint64 // stored
	usage  *usage
}

func (d *document) ID() string                                   { return d.id }
func (d *document) Size() int                                    { return int(d.bytes) }
func (d *document) VisitComposite(v bleve.CompositeFieldVisitor) {}
func (d *document) HasComposite() bool                           { return false }
func (d *document) NumPlainTextBytes() uint64                    { return d.bytes }
func (d *document) StoredFieldsBytes() uint64                    { return d.bytes }
func (d *document) Indexed() bool                                { return true }
func (d *document) VisitFields(visit bleve.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField does nothing: newDocument has added it.
func (d *document) AddIDField() {}

// lengths are the words of a document's title and body: what BM25F measures a field by.
type lengths struct{ title, body int }

// newDocument makes the bleve document of a document, and its row of the columns.
func newDocument(d *index.Document) (*document, *row, error) {
	stored, err := encode(d)
	if err != nil {
		return nil, nil, fmt.Errorf("encode %q: %w", d.Path, err)
	}
	var title []analysis.Token
	if !d.TitleDerived {
		title = analysis.Tokens(d.Title, d.Lang)
	}
	body := analysis.Tokens(d.Text, d.Lang)
	n := lengths{words(title), words(body)}
	shift := n.title + titleGap

	terms, stems := newFrequencies(true), newFrequencies(false)
	titleTerms, titleStems := newFrequencies(true), newFrequencies(false)
	for _, t := range title {
		terms.add(t.Term, t, 0)
		stems.add(t.Stem, t, 0)
		titleTerms.add(t.Term, t, 0)
		titleStems.add(t.Stem, t, 0)
	}
	for _, t := range body {
		terms.add(t.Term, t, shift)
		stems.add(t.Stem, t, shift)
	}
	const indexed, located = bleve.IndexField, bleve.IndexField | bleve.IncludeTermVectors
	id := &bleve.TokenFreq{Term: []byte(d.ID)}
	id.SetFrequency(1)
	doc := &document{id: d.ID, usage: usageOf(d, title, body), fields: []*field{
		{name: fieldID, options: bleve.IndexField | bleve.StoreField, value: []byte(d.ID), length: 1,
			freqs: bleve.TokenFrequencies{d.ID: id}},
		{name: fieldTerms, options: located, length: n.title + n.body, freqs: terms.freqs(fieldTerms)},
		{name: fieldStems, options: indexed, length: n.title + n.body, freqs: stems.freqs(fieldStems)},
		{name: fieldTitle, options: located, length: n.title, freqs: titleTerms.freqs(fieldTitle)},
		{name: fieldTitleStems, options: indexed, length: n.title, freqs: titleStems.freqs(fieldTitleStems)},
	}}
	marking := markings(title, body)
	marks, err := json.Marshal(marking)
	if err != nil {
		return nil, nil, fmt.Errorf("encode %q: %w", d.Path, err)
	}
	for _, s := range append(stored, storedField{storedMarkings, marks}) {
		doc.fields = append(doc.fields, &field{name: s.name, options: bleve.StoreField, value: s.value})
		doc.bytes += uint64(len(s.value))
	}
	return doc, newRow(d, n, marking, analysis.NewSignature(title, body)), nil
}

// words counts the tokens that make a length.
func words(tokens []analysis.Token) int {
	n := 0
	for _, t := range tokens {
		if t.PositionLength == 1 {
			n++
		}
	}
	return n
}

// frequencies gathers the occurrences of each term of a field.
type frequencies struct {
	located bool
	of      map[string]*occurrences
}

type occurrences struct {
	count     int
	positions []int
}

func newFrequencies(located bool) *frequencies {
	return &frequencies{located: located, of: make(map[string]*occurrences)}
}

// add adds a token. One that covers several positions stands at its first and its last, so that a phrase finds it from
// either side, and counts once.
func (f *frequencies) add(term string, t analysis.Token, shift int) {
	o := f.of[term]
	if o == nil {
		o = &occurrences{}
		f.of[term] = o
	}
	o.count++
	if f.located {
		o.positions = append(o.positions, t.Position+shift)
		if t.PositionLength > 1 {
			o.positions = append(o.positions, t.Position+t.PositionLength-1+shift)
		}
	}
}

func (f *frequencies) freqs(field string) bleve.TokenFrequencies {
	out := make(bleve.TokenFrequencies, len(f.of))
	for term, o := range f.of {
		tf := &bleve.TokenFreq{Term: []byte(term)}
		tf.SetFrequency(o.count)
		if f.located {
			tf.Locations = []*bleve.TokenLocation{pack(field, o.positions)}
		}
		out[term] = tf
	}
	return out
}

// pack packs positions into one location. They come almost in order: only a joined token's last position may stand
// after a later one's first.
func pack(field string, positions []int) *bleve.TokenLocation {
	for i := 1; i < len(positions); i++ {
		for j := i; j > 0 && positions[j] < positions[j-1]; j-- {
			positions[j], positions[j-1] = positions[j-1], positions[j]
		}
	}
	loc := &bleve.TokenLocation{Field: field, Position: positions[0] + 1}
	if len(positions) > 1 {
		loc.ArrayPositions = make([]uint64, len(positions)-1)
		for i := range loc.ArrayPositions {
			loc.ArrayPositions[i] = uint64(positions[i+1] - positions[i])
		}
	}
	return loc
}

// unpack appends the positions of a location to dst.
func unpack(dst []int32, first uint64, gaps []uint64) []int32 {
	at := int32(first - 1)
	dst = append(dst, at)
	for _, gap := range gaps {
		at += int32(gap)
		dst = append(dst, at)
	}
	return dst
}
