package index

import (
	"slices"

	"daftar/index/date"
)

// Metadata is what a file, its front matter, its sidecar or its line of JSONL states about a document. Nothing in it is
// computed from the text. MetadataFields lists its fields.
type Metadata struct {
	Title       string            `json:"title"`
	Source      string            `json:"source,omitempty"` // publisher
	URL         string            `json:"url,omitempty"`
	Author      string            `json:"author,omitempty"`
	Lang        string            `json:"lang,omitempty"`        // BCP 47 primary language, "" if unknown
	Published   date.Date         `json:"published,omitzero"`    // never from file times
	Reliability string            `json:"reliability,omitempty"` // of the source, Admiralty code A to F
	Credibility string            `json:"credibility,omitempty"` // of the information, Admiralty code 1 to 6
	Handling    string            `json:"handling,omitempty"`    // handling marking such as TLP:AMBER
	Meta        map[string]string `json:"meta,omitempty"`        // other keys, shown only
}

// Limits of metadata in bytes: a lost quotation mark must not make a title of a whole book.
const (
	MaxTitleBytes = 1000
	MaxFieldBytes = 4096
)

// MetadataType says which values a field of metadata takes.
type MetadataType string

// The types.
const (
	MetadataText  MetadataType = "text"  // one line of at most MaxBytes
	MetadataDate  MetadataType = "date"  // YYYY, YYYY-MM, YYYY-MM-DD, a time stamp, or two dates with a slash between them
	MetadataLang  MetadataType = "lang"  // a BCP 47 tag, of which the primary language is kept
	MetadataGrade MetadataType = "grade" // one letter or digit of Grades
)

// MetadataField describes one field of Metadata. Front matter, sidecars, lines of JSONL, the protocol of the sandbox and
// the page of a document all follow from the table MetadataFields.
type MetadataField struct {
	Name     string // key in front matter, sidecars, JSONL and the protocol of the sandbox
	Type     MetadataType
	MaxBytes int    // of MetadataText
	Grades   string // of MetadataGrade: the allowed values, in order
	Label    string // key of its label in the message files; "" if the page shows it in a place of its own

	text func(*Metadata) *string // nil if Type is MetadataDate
	date func(*Metadata) *date.Date
}

// metadataFields is the table, in the order in which the page shows the fields. A new field is a line in Metadata, a line
// here and its label.
var metadataFields = []MetadataField{
	{Name: "title", Type: MetadataText, MaxBytes: MaxTitleBytes, text: func(m *Metadata) *string { return &m.Title }},
	{Name: "date", Type: MetadataDate, Label: "fact.published", date: func(m *Metadata) *date.Date { return &m.Published }},
	{Name: "source", Type: MetadataText, MaxBytes: MaxFieldBytes, Label: "facet.source", text: func(m *Metadata) *string { return &m.Source }},
	{Name: "url", Type: MetadataText, MaxBytes: MaxFieldBytes, text: func(m *Metadata) *string { return &m.URL }},
	{Name: "author", Type: MetadataText, MaxBytes: MaxFieldBytes, Label: "fact.author", text: func(m *Metadata) *string { return &m.Author }},
	{Name: "lang", Type: MetadataLang, Label: "facet.language", text: func(m *Metadata) *string { return &m.Lang }},
	{Name: "reliability", Type: MetadataGrade, Grades: "ABCDEF", Label: "fact.reliability", text: func(m *Metadata) *string { return &m.Reliability }},
	{Name: "credibility", Type: MetadataGrade, Grades: "123456", Label: "fact.credibility", text: func(m *Metadata) *string { return &m.Credibility }},
	{Name: "handling", Type: MetadataText, MaxBytes: MaxFieldBytes, Label: "fact.handling", text: func(m *Metadata) *string { return &m.Handling }},
}

// MetadataFields returns all fields of Metadata, in the order in which the page shows them.
func MetadataFields() []MetadataField { return slices.Clone(metadataFields) }

// LookupMetadataField returns the field with a name.
func LookupMetadataField(name string) (MetadataField, bool) {
	n := slices.IndexFunc(metadataFields, func(f MetadataField) bool { return f.Name == name })
	if n < 0 {
		return MetadataField{}, false
	}
	return metadataFields[n], true
}

// Value returns the value of the field as a sidecar would state it, "" if it is not known.
func (f MetadataField) Value(m *Metadata) string {
	if f.Type == MetadataDate {
		return f.date(m).String()
	}
	return *f.text(m)
}

// SetText sets a field of any type but MetadataDate.
func (f MetadataField) SetText(m *Metadata, value string) { *f.text(m) = value }

// SetDate sets a field of type MetadataDate.
func (f MetadataField) SetDate(m *Metadata, d date.Date) { *f.date(m) = d }

// FillMissing takes from other every field that m does not state, and the keys of Meta that m does not have.
func (m *Metadata) FillMissing(other Metadata) {
	for _, f := range metadataFields {
		switch {
		case f.Value(m) != "":
		case f.Type == MetadataDate:
			f.SetDate(m, *f.date(&other))
		default:
			f.SetText(m, *f.text(&other))
		}
	}
	m.Meta = mergeMeta(m.Meta, other.Meta)
}

// mergeMeta never writes into a map that it was given: all lines of a file share the map of its sidecar.
func mergeMeta(first, second map[string]string) map[string]string {
	if len(first) == 0 {
		return second
	}
	all := make(map[string]string, len(first)+len(second))
	for k, v := range second {
		all[k] = v
	}
	for k, v := range first {
		all[k] = v
	}
	return all
}
