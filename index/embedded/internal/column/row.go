package column

import (
	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/date"
	"daftar/index/embedded/internal/stored"
	"daftar/index/internal/rank"
)

// Row is one document of a table.
type Row struct {
	ID, Path    string
	Title       string
	Fingerprint index.Fingerprint
	Added       date.Day
	TitleLength int // words
	BodyLength  int
	KeyTerms    rank.TermVector
	Signature   analysis.Signature
	Stored      stored.Ref

	values   map[index.Field][]value
	dates    map[index.DateField]date.Date
	passages [][]string // countries of passages that name several
}

type value struct {
	name string
	main bool
}

var dateFields = []index.DateField{index.DateDocument, index.DatePublished, index.DateEvent, index.DateAdded}

// NewRow returns the row of a document. The caller sets lengths, key terms and signature, which depend on its tokens,
// and where it is stored.
func NewRow(d *index.Document) *Row {
	filed, _ := d.Date()
	r := &Row{
		ID: d.ID, Path: d.Path, Title: d.Title, Fingerprint: d.Fingerprint, Added: d.Added,
		values: make(map[index.Field][]value),
		dates: map[index.DateField]date.Date{
			index.DateDocument: filed, index.DatePublished: d.Published, index.DateEvent: d.Event,
			index.DateAdded: {From: d.Added, To: d.Added},
		},
	}
	for f, name := range map[index.Field]string{index.FieldSource: d.Source, index.FieldLang: d.Lang, index.FieldFormat: d.Format} {
		if name != "" {
			r.values[f] = []value{{name, true}}
		}
	}
	for _, t := range d.Tags {
		v := value{t.ID, t.Role == index.RoleMain}
		switch t.Kind {
		case index.KindCountry:
			r.add(index.FieldCountry, v)
		case index.KindTheme:
			r.add(index.FieldTheme, v)
			if t.Group != "" {
				r.add(index.FieldThemeGroup, value{t.Group, v.main})
			}
		}
	}
	for _, p := range d.Passages {
		if len(p.Countries) > 1 {
			r.passages = append(r.passages, p.Countries)
		}
	}
	return r
}

// add adds a value, or makes an existing one main.
func (r *Row) add(f index.Field, v value) {
	for i, have := range r.values[f] {
		if have.name == v.name {
			r.values[f][i].main = have.main || v.main
			return
		}
	}
	r.values[f] = append(r.values[f], v)
}
