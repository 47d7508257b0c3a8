// Package column holds the columns of a generation: the values of all documents that filters, facets, sorting and feedback
// read, in memory, by document number.
//
// Reading a value takes a few nanoseconds, so that filters and facets look at every document that matches the words of a
// query. Document numbers are those of package store. Deleted documents have numbers too; their rows are zero.
package column

import (
	"bufio"
	"encoding/gob"
	"errors"
	"os"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/embedded/internal/manifest"
	"daftar/index/internal/dedup"
	"daftar/index/internal/rank"
)

// Table is the columns of all documents. Exported fields are stored.
type Table struct {
	IDs          []string
	Paths        []string
	Titles       []string
	Fingerprints []index.Fingerprint
	Added        []date.Day
	TitleLengths []uint32 // words
	BodyLengths  []uint32
	Values       map[index.Field]*Values
	From, To     map[index.DateField][]date.Day
	SamePassage  PassageCountries
	KeyTerms     rank.TermVectors
	Duplicates   dedup.Groups

	months map[index.DateField][2][]int32 // From and To as months since year 0
}

// NewTable returns the columns of rows by document number. A nil row is a deleted document.
func NewTable(rows []*Row) *Table {
	n := len(rows)
	t := &Table{
		IDs: make([]string, n), Paths: make([]string, n), Titles: make([]string, n), Fingerprints: make([]index.Fingerprint, n),
		Added: make([]date.Day, n), TitleLengths: make([]uint32, n), BodyLengths: make([]uint32, n),
		Values: make(map[index.Field]*Values),
		From:   make(map[index.DateField][]date.Day), To: make(map[index.DateField][]date.Day),
	}
	present := make([]Row, n)
	documents := make([]dedup.Document, n)
	for d, r := range rows {
		if r == nil {
			continue
		}
		present[d] = *r
		documents[d] = dedup.Document{ID: r.ID, Signature: r.Signature}
		t.IDs[d], t.Paths[d], t.Titles[d], t.Fingerprints[d], t.Added[d] = r.ID, r.Path, r.Title, r.Fingerprint, r.Added
		t.TitleLengths[d], t.BodyLengths[d] = uint32(r.TitleLength), uint32(r.BodyLength)
	}
	for _, f := range index.ValueFields {
		t.Values[f] = newValues(present, f)
	}
	for _, f := range dateFields {
		t.From[f], t.To[f] = make([]date.Day, n), make([]date.Day, n)
		for d := range present {
			t.From[f][d], t.To[f][d] = present[d].dates[f].From, present[d].dates[f].To
		}
	}
	for d := range present {
		t.KeyTerms.Append(present[d].KeyTerms)
	}
	t.SamePassage = newPassageCountries(present)
	t.Duplicates = dedup.NewGroups(documents)
	return t
}

// Row returns the row of a document without its signature, to carry it over into the next generation.
func (t *Table) Row(d int) *Row {
	r := &Row{
		ID: t.IDs[d], Path: t.Paths[d], Title: t.Titles[d], Fingerprint: t.Fingerprints[d], Added: t.Added[d],
		TitleLength: int(t.TitleLengths[d]), BodyLength: int(t.BodyLengths[d]), KeyTerms: t.KeyTerms.Of(uint32(d)),
		values: make(map[index.Field][]value), dates: make(map[index.DateField]date.Date),
	}
	for f, v := range t.Values {
		for _, code := range v.Of(uint32(d)) {
			r.values[f] = append(r.values[f], value{v.Names[code.Value()], code.IsMain()})
		}
	}
	for _, f := range dateFields {
		r.dates[f] = date.Date{From: t.From[f][d], To: t.To[f][d]}
	}
	for passage := range t.SamePassage.Of(uint32(d)) {
		var names []string
		for _, code := range passage {
			names = append(names, t.SamePassage.Names[code])
		}
		r.passages = append(r.passages, names)
	}
	return r
}

// Write writes the table to a new file.
func (t *Table) Write(name string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, manifest.FilePerm)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = gob.NewEncoder(w).Encode(t)
	if err == nil {
		err = w.Flush()
	}
	return errors.Join(err, f.Close())
}

// Read reads a table.
func Read(name string) (*Table, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t := &Table{}
	if err := gob.NewDecoder(bufio.NewReader(f)).Decode(t); err != nil {
		return nil, manifest.Damaged(name, err)
	}
	t.KeyTerms.CountDocuments()
	t.months = make(map[index.DateField][2][]int32)
	for _, f := range dateFields {
		t.months[f] = [2][]int32{months(t.From[f]), months(t.To[f])}
	}
	return t, nil
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

// sortedNames returns the names in order and sets the value of each to its place.
func sortedNames(names map[string]uint32) []string {
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
