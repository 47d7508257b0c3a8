package embedded

import (
	"bufio"
	"encoding/gob"
	"fmt"
	"os"
	"slices"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/date"
)

// columns are the facets, dates, lengths and names of all documents, in memory while a generation is open. Every slice
// is indexed by document number: the running number over the segments of the bleve index, deleted ones included (whose
// row is empty). Exported fields are what columns.gob holds.
type columns struct {
	IDs          []string
	Paths        []string
	Titles       []string
	Fingerprints []index.Fingerprint
	Added        []date.Day
	TitleLength  []uint32
	BodyLength   []uint32
	Values       map[index.Field]*values
	From, To     map[index.DateField][]date.Day
	Together     together
	Marks        marks
	Groups       groups

	months map[index.DateField][2][]int32 // From and To as months since year 0; not stored
}

// values are the values of one field: those of document d are Codes[Offsets[d]:Offsets[d+1]], each the number of the
// value in Names times 2, plus 1 if its role is main.
type values struct {
	Names   []string // sorted
	Offsets []uint32
	Codes   []uint32
}

// together are the countries of the passages: the passages of document d are Passages[d]:Passages[d+1], and the
// countries of passage p Codes[Offsets[p]:Offsets[p+1]], as numbers in Names. Passages that name less than two countries
// are left out: no question about two would find them, and one about one asks the document.
type together struct {
	Names    []string
	Passages []uint32
	Offsets  []uint32
	Codes    []uint32
}

// row is one document of the columns.
type row struct {
	id, path    string
	title       string
	fingerprint index.Fingerprint
	added       date.Day
	lengths     lengths
	values      map[index.Field][]value
	dates       map[index.DateField]date.Date
	passages    [][]string
	hashes      []uint32 // of the marking terms
	counts      []uint8
	signature   analysis.Signature
}

type value struct {
	name string
	main bool
}

var dateFields = []index.DateField{index.DateDocument, index.DatePublished, index.DateEvent, index.DateAdded}

// newRow returns the row of a document.
func newRow(d *index.Document, n lengths, marking []marking, signature analysis.Signature) *row {
	filed, _ := d.Date()
	r := &row{
		id: d.ID, path: d.Path, title: d.Title, fingerprint: d.Fingerprint, added: d.Added, lengths: n,
		values: make(map[index.Field][]value), signature: signature,
		dates: map[index.DateField]date.Date{
			index.DateDocument: filed, index.DatePublished: d.Published, index.DateEvent: d.Event,
			index.DateAdded: {From: d.Added, To: d.Added},
		},
	}
	r.hashes, r.counts = hashed(marking)
	single := func(f index.Field, name string) {
		if name != "" {
			r.values[f] = []value{{name, true}}
		}
	}
	single(index.FieldSource, d.Source)
	single(index.FieldLang, d.Lang)
	single(index.FieldFormat, d.Format)
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

// add adds a value once, as main if it is so anywhere.
func (r *row) add(f index.Field, v value) {
	for i, have := range r.values[f] {
		if have.name == v.name {
			r.values[f][i].main = have.main || v.main
			return
		}
	}
	r.values[f] = append(r.values[f], v)
}

// newColumns makes the columns of rows in the order of document numbers; nil rows are deleted documents.
func newColumns(rows []*row) *columns {
	n := len(rows)
	c := &columns{
		IDs: make([]string, n), Paths: make([]string, n), Titles: make([]string, n), Fingerprints: make([]index.Fingerprint, n),
		Added: make([]date.Day, n), TitleLength: make([]uint32, n), BodyLength: make([]uint32, n),
		Values: make(map[index.Field]*values),
		From:   make(map[index.DateField][]date.Day), To: make(map[index.DateField][]date.Day),
	}
	for d, r := range rows {
		if r == nil {
			continue
		}
		c.IDs[d], c.Paths[d], c.Titles[d], c.Fingerprints[d], c.Added[d] = r.id, r.path, r.title, r.fingerprint, r.added
		c.TitleLength[d], c.BodyLength[d] = uint32(r.lengths.title), uint32(r.lengths.body)
	}
	for _, f := range index.ValueFields {
		c.Values[f] = newValues(rows, f)
	}
	for _, f := range dateFields {
		c.From[f], c.To[f] = make([]date.Day, n), make([]date.Day, n)
		for d, r := range rows {
			if r != nil {
				c.From[f][d], c.To[f][d] = r.dates[f].From, r.dates[f].To
			}
		}
	}
	c.Together = newTogether(rows)
	c.Marks = newMarks(rows)
	c.Groups = newGroups(rows)
	return c
}

func newValues(rows []*row, f index.Field) *values {
	names := make(map[string]uint32)
	for _, r := range rows {
		if r != nil {
			for _, v := range r.values[f] {
				names[v.name] = 0
			}
		}
	}
	out := &values{Names: number(names), Offsets: make([]uint32, len(rows)+1)}
	for d, r := range rows {
		if r != nil {
			for _, v := range r.values[f] {
				code := names[v.name] << 1
				if v.main {
					code |= 1
				}
				out.Codes = append(out.Codes, code)
			}
		}
		out.Offsets[d+1] = uint32(len(out.Codes))
	}
	return out
}

// number gives each name its place in the sorted list, which it returns.
func number(names map[string]uint32) []string {
	sorted := make([]string, 0, len(names))
	for name := range names {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	for i, name := range sorted {
		names[name] = uint32(i)
	}
	return sorted
}

func newTogether(rows []*row) together {
	names := make(map[string]uint32)
	for _, r := range rows {
		if r != nil {
			for _, p := range r.passages {
				for _, name := range p {
					names[name] = 0
				}
			}
		}
	}
	t := together{Names: number(names), Passages: make([]uint32, len(rows)+1), Offsets: []uint32{0}}
	for d, r := range rows {
		if r != nil {
			for _, p := range r.passages {
				for _, name := range p {
					t.Codes = append(t.Codes, names[name])
				}
				t.Offsets = append(t.Offsets, uint32(len(t.Codes)))
			}
		}
		t.Passages[d+1] = uint32(len(t.Offsets) - 1)
	}
	return t
}

// row returns the row of a document as it was given, without its signature, for carrying over.
func (c *columns) row(d int) *row {
	r := &row{
		id: c.IDs[d], path: c.Paths[d], title: c.Titles[d], fingerprint: c.Fingerprints[d], added: c.Added[d],
		lengths: lengths{int(c.TitleLength[d]), int(c.BodyLength[d])},
		values:  make(map[index.Field][]value), dates: make(map[index.DateField]date.Date),
	}
	for f, v := range c.Values {
		for _, code := range v.of(uint32(d)) {
			r.values[f] = append(r.values[f], value{v.Names[code>>1], code&1 == 1})
		}
	}
	for _, f := range dateFields {
		r.dates[f] = date.Date{From: c.From[f][d], To: c.To[f][d]}
	}
	r.hashes, r.counts = c.Marks.of(uint32(d))
	t := &c.Together
	for p := t.Passages[d]; p < t.Passages[d+1]; p++ {
		var names []string
		for _, code := range t.Codes[t.Offsets[p]:t.Offsets[p+1]] {
			names = append(names, t.Names[code])
		}
		r.passages = append(r.passages, names)
	}
	return r
}

// of returns the codes of a document.
func (v *values) of(d uint32) []uint32 { return v.Codes[v.Offsets[d]:v.Offsets[d+1]] }

// code returns the number of a name, and false if no document has it.
func (v *values) code(name string) (uint32, bool) {
	i, ok := slices.BinarySearch(v.Names, name)
	return uint32(i), ok
}

func (c *columns) write(name string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, filePerm)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = gob.NewEncoder(w).Encode(c)
	if err == nil {
		err = w.Flush()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

func readColumns(name string) (*columns, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := &columns{}
	if err := gob.NewDecoder(bufio.NewReader(f)).Decode(c); err != nil {
		return nil, fmt.Errorf("%w: %s: %v", index.ErrDamaged, name, err)
	}
	c.prepare()
	return c, nil
}

// prepare computes what is not stored.
func (c *columns) prepare() {
	c.Marks.count()
	c.months = make(map[index.DateField][2][]int32)
	for _, f := range dateFields {
		c.months[f] = [2][]int32{months(c.From[f]), months(c.To[f])}
	}
}

func months(days []date.Day) []int32 {
	out := make([]int32, len(days))
	for i, d := range days {
		if d != 0 {
			y, m, _ := d.Civil()
			out[i] = int32(y*12 + m - 1)
		}
	}
	return out
}
