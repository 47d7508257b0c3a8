package store

import (
	bleve "github.com/blevesearch/bleve_index_api"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/internal/rank"
)

// Field is an indexed field.
type Field string

// The fields. The package comment describes them.
const (
	Terms      Field = "t"
	Stems      Field = "s"
	TitleTerms Field = "tt"
	TitleStems Field = "ts"

	fieldID = "_id"
)

// titleGap is larger than any distance that a query can name.
const titleGap = 1024

// Analyzed is a document with what the analysis of its title and text gives.
type Analyzed struct {
	*index.Document
	Title, Body             []analysis.Token // Title is empty if it was derived from the text
	TitleLength, BodyLength int              // words
	KeyTerms                []rank.KeyTerm
}

// Analyze analyses a document.
func Analyze(d *index.Document) Analyzed {
	a := Analyzed{Document: d, Body: analysis.Tokens(d.Text, d.Lang)}
	if !d.TitleDerived {
		a.Title = analysis.Tokens(d.Title, d.Lang)
	}
	a.TitleLength, a.BodyLength = countWords(a.Title), countWords(a.Body)
	a.KeyTerms = rank.KeyTerms(a.Title, a.Body)
	return a
}

func countWords(tokens []analysis.Token) int {
	n := 0
	for _, t := range tokens {
		if t.PositionLength == 1 {
			n++
		}
	}
	return n
}

// Document is a document as bleve indexes it (bleve.Document).
type Document struct {
	id     string
	fields []*field
	bytes  uint64 // of title and text
}

func (d *Document) ID() string                                 { return d.id }
func (d *Document) Size() int                                  { return int(d.bytes) }
func (d *Document) VisitComposite(bleve.CompositeFieldVisitor) {}
func (d *Document) HasComposite() bool                         { return false }
func (d *Document) NumPlainTextBytes() uint64                  { return d.bytes }
func (d *Document) StoredFieldsBytes() uint64                  { return d.bytes }
func (d *Document) Indexed() bool                              { return true }
func (d *Document) VisitFields(visit bleve.FieldVisitor) {
	for _, f := range d.fields {
		visit(f)
	}
}

// AddIDField does nothing: NewDocument adds the field.
func (d *Document) AddIDField() {}

// field is a field whose terms are already made (bleve.Field).
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

// NewDocument returns the fields of a document.
func NewDocument(a Analyzed) *Document {
	terms, stems := newFrequencies(withPositions), newFrequencies(countsOnly)
	titleTerms, titleStems := newFrequencies(withPositions), newFrequencies(countsOnly)
	for _, t := range a.Title {
		terms.add(t.Term, t, 0)
		stems.add(t.Stem, t, 0)
		titleTerms.add(t.Term, t, 0)
		titleStems.add(t.Stem, t, 0)
	}
	bodyStart := a.TitleLength + titleGap
	for _, t := range a.Body {
		terms.add(t.Term, t, bodyStart)
		stems.add(t.Stem, t, bodyStart)
	}
	id := &bleve.TokenFreq{Term: []byte(a.ID)}
	id.SetFrequency(1)
	length := a.TitleLength + a.BodyLength
	return &Document{id: a.ID, bytes: uint64(len(a.Document.Title) + len(a.Text)), fields: []*field{
		{
			name: fieldID, options: bleve.IndexField | bleve.StoreField, value: []byte(a.ID), length: 1,
			freqs: bleve.TokenFrequencies{a.ID: id},
		},
		terms.field(Terms, length),
		stems.field(Stems, length),
		titleTerms.field(TitleTerms, a.TitleLength),
		titleStems.field(TitleStems, a.TitleLength),
	}}
}

// detail is what a field stores of the occurrences of a term.
type detail int

const (
	countsOnly detail = iota
	withPositions
)

// frequencies collects the occurrences of each term of a field.
type frequencies struct {
	detail detail
	terms  map[string]*occurrences
}

type occurrences struct {
	count     int
	positions []int
}

func newFrequencies(d detail) *frequencies {
	return &frequencies{detail: d, terms: make(map[string]*occurrences)}
}

// add adds a token. One that covers several positions gets its first and its last one, so that a phrase matches it from
// either side, and counts once.
func (f *frequencies) add(term string, t analysis.Token, offset int) {
	o := f.terms[term]
	if o == nil {
		o = &occurrences{}
		f.terms[term] = o
	}
	o.count++
	if f.detail == withPositions {
		o.positions = append(o.positions, t.Position+offset)
		if t.PositionLength > 1 {
			o.positions = append(o.positions, t.Position+t.PositionLength-1+offset)
		}
	}
}

func (f *frequencies) field(name Field, length int) *field {
	options := bleve.IndexField
	if f.detail == withPositions {
		options |= bleve.IncludeTermVectors
	}
	freqs := make(bleve.TokenFrequencies, len(f.terms))
	for term, o := range f.terms {
		tf := &bleve.TokenFreq{Term: []byte(term)}
		tf.SetFrequency(o.count)
		if f.detail == withPositions {
			tf.Locations = []*bleve.TokenLocation{pack(name, o.positions)}
		}
		freqs[term] = tf
	}
	return &field{name: string(name), options: options, length: length, freqs: freqs}
}

// pack packs positions into one location. It sorts by insertion, because they are nearly in order: only the last position
// of a compound may come after the first one of a later token.
func pack(name Field, positions []int) *bleve.TokenLocation {
	for i := 1; i < len(positions); i++ {
		for j := i; j > 0 && positions[j] < positions[j-1]; j-- {
			positions[j], positions[j-1] = positions[j-1], positions[j]
		}
	}
	loc := &bleve.TokenLocation{Field: string(name), Position: positions[0] + 1}
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
	position := int32(first - 1)
	dst = append(dst, position)
	for _, gap := range gaps {
		position += int32(gap)
		dst = append(dst, position)
	}
	return dst
}
