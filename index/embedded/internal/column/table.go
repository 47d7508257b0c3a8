// Package column holds the columns of a generation: the values of all documents that filters, facets, sorting and feedback
// read, by document number, and what the next build needs to carry a document over without reading it.
//
// The columns are used where the file is mapped. Reading a value takes a few nanoseconds, so that filters and facets look
// at every document that matches the words of a query. Document numbers are those of package store. Deleted documents have
// numbers too; their rows are zero and their IDs empty.
//
// # Format
//
// A table is a block file (internal/blockfile) of kind "columns", version 1. Columns have one value per document, "strings"
// are lists of package packed, and "lists" are an array with the values of all documents one after the other, and an array
// NAME.offsets with the first value of each document and the end (uint32).
//
//	id, path, title, fingerprint     strings
//	added                            column of days, int32
//	title_length, body_length        columns, words, uint32
//	FIELD.names                      strings, sorted: the values of a value field (index.ValueFields)
//	FIELD                            lists of Code, uint32
//	DATE.from, DATE.to               columns of days, int32, for each of the four dates (index.DateField); 0 for no date
//	same_passage.names               strings, sorted: countries
//	same_passage.passages            passages that name several countries: number of the first one of each document, and the
//	                                 end, uint32
//	same_passage                     lists by passage: numbers of countries, uint32
//	key_terms                        lists of hashes of terms, uint32 (rank.TermVectors)
//	key_terms.counts                 how often each occurs, uint8
//	key_terms.distinct               all hashes, sorted, uint32
//	key_terms.documents              number of documents that have each of them, uint32
//	stored.build, stored.record      columns, uint32: where the document is stored (stored.Ref)
//	duplicates                       column: group of near-duplicates, uint32; 0 for none
//	duplicates.count                 number of groups, one uint32
//	signature                        column of analysis.Signature, 240 bytes each; zeros for deleted documents
package column

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/date"
	"daftar/index/embedded/internal/blockfile"
	"daftar/index/embedded/internal/stored"
	"daftar/index/internal/dedup"
	"daftar/index/internal/packed"
	"daftar/index/internal/rank"
)

// Kind and version of the file.
const (
	kind    = "columns"
	version = 1
)

// Table is the columns of all documents.
type Table struct {
	IDs          packed.Strings
	Paths        packed.Strings
	Titles       packed.Strings
	Fingerprints packed.Strings
	Added        []date.Day
	TitleLengths []uint32 // words
	BodyLengths  []uint32
	Values       map[index.Field]*Values
	From, To     map[index.DateField][]date.Day
	SamePassage  PassageCountries
	KeyTerms     rank.TermVectors
	Duplicates   dedup.Groups

	storedBuilds  []uint32 // stored.Ref of each document
	storedRecords []uint32

	signatures []byte
	months     map[index.DateField]func() months
	file       *blockfile.File // nil if the table was made by NewTable
}

// NewTable returns the columns of rows by document number. A nil row is a deleted document.
func NewTable(rows []*Row) *Table {
	n := len(rows)
	t := &Table{
		IDs: packed.New(), Paths: packed.New(), Titles: packed.New(), Fingerprints: packed.New(),
		Added: make([]date.Day, n), TitleLengths: make([]uint32, n), BodyLengths: make([]uint32, n),
		Values: make(map[index.Field]*Values),
		From:   make(map[index.DateField][]date.Day), To: make(map[index.DateField][]date.Day),
	}
	t.KeyTerms.Offsets = []uint32{0}
	present := make([]Row, n)
	documents := make([]dedup.Document, n)
	for d, r := range rows {
		if r != nil {
			present[d] = *r
		}
		r := &present[d]
		documents[d] = dedup.Document{ID: r.ID, Signature: r.Signature}
		t.IDs.Append(r.ID)
		t.Paths.Append(r.Path)
		t.Titles.Append(r.Title)
		t.Fingerprints.Append(string(r.Fingerprint))
		t.Added[d], t.TitleLengths[d], t.BodyLengths[d] = r.Added, uint32(r.TitleLength), uint32(r.BodyLength)
		t.storedBuilds, t.storedRecords = append(t.storedBuilds, r.Stored.Build), append(t.storedRecords, r.Stored.Record)
		t.KeyTerms.Append(r.KeyTerms)
		t.signatures = append(t.signatures, r.Signature[:]...)
	}
	t.KeyTerms.CountDocuments()
	for _, f := range index.ValueFields {
		t.Values[f] = newValues(present, f)
	}
	for _, f := range dateFields {
		t.From[f], t.To[f] = make([]date.Day, n), make([]date.Day, n)
		for d := range present {
			t.From[f][d], t.To[f][d] = present[d].dates[f].From, present[d].dates[f].To
		}
	}
	t.SamePassage = newPassageCountries(present)
	t.Duplicates = dedup.NewGroups(documents)
	return t
}

// Len returns the number of documents, deleted ones included.
func (t *Table) Len() int { return t.IDs.Len() }

// Row returns the row of a document, to carry it over into the next generation. It shares memory with the table.
func (t *Table) Row(d int) *Row {
	r := &Row{
		ID: t.IDs.At(d), Path: t.Paths.At(d), Title: t.Titles.At(d), Fingerprint: t.Fingerprint(d), Added: t.Added[d],
		TitleLength: int(t.TitleLengths[d]), BodyLength: int(t.BodyLengths[d]), KeyTerms: t.KeyTerms.Of(uint32(d)),
		Signature: analysis.Signature(t.signatures[d*signatureSize:]), Stored: t.Stored(uint32(d)),
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

const signatureSize = len(analysis.Signature{})

// Fingerprint returns the fingerprint of a document.
func (t *Table) Fingerprint(d int) index.Fingerprint { return index.Fingerprint(t.Fingerprints.At(d)) }

// Stored returns where a document is stored.
func (t *Table) Stored(doc uint32) stored.Ref {
	return stored.Ref{Build: t.storedBuilds[doc], Record: t.storedRecords[doc]}
}

// StoredBuilds returns the builds that wrote the stored documents.
func (t *Table) StoredBuilds() []uint32 {
	var builds []uint32
	for d, build := range t.storedBuilds {
		if !t.IDs.IsEmpty(d) && !slices.Contains(builds, build) {
			builds = append(builds, build)
		}
	}
	return builds
}

// Write writes the table to a new file. It does not sync it.
func (t *Table) Write(name string) error {
	w, err := blockfile.Create(name, kind, version)
	if err != nil {
		return err
	}
	w.Strings("id", t.IDs)
	w.Strings("path", t.Paths)
	w.Strings("title", t.Titles)
	w.Strings("fingerprint", t.Fingerprints)
	blockfile.WriteNumbers(w, "added", t.Added)
	blockfile.WriteNumbers(w, "title_length", t.TitleLengths)
	blockfile.WriteNumbers(w, "body_length", t.BodyLengths)
	for _, f := range index.ValueFields {
		t.Values[f].write(w, string(f))
	}
	for _, f := range dateFields {
		blockfile.WriteNumbers(w, string(f)+".from", t.From[f])
		blockfile.WriteNumbers(w, string(f)+".to", t.To[f])
	}
	t.SamePassage.write(w, "same_passage")
	writeTermVectors(w, "key_terms", &t.KeyTerms)
	blockfile.WriteNumbers(w, "stored.build", t.storedBuilds)
	blockfile.WriteNumbers(w, "stored.record", t.storedRecords)
	blockfile.WriteNumbers(w, "duplicates", t.Duplicates.Of)
	blockfile.WriteNumbers(w, "duplicates.count", []uint32{t.Duplicates.Count})
	blockfile.WriteNumbers(w, "signature", t.signatures)
	return w.Close()
}

// Open opens a table. The caller must call Close, after which nothing of a mapped table must be used.
func Open(name string, access blockfile.Access) (*Table, error) {
	f, err := blockfile.Open(name, kind, access)
	if err != nil {
		return nil, err
	}
	t := &Table{file: f}
	l := blockfile.NewLoader(f)
	if f.Version() != version {
		l.Fail(fmt.Errorf("has version %d instead of %d", f.Version(), version))
	}
	t.load(l)
	if err := l.Err(); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

// Close closes the file of the table.
func (t *Table) Close() error {
	if t.file == nil {
		return nil
	}
	return t.file.Close()
}

// Guard adds the mapping of the table to a guard.
func (t *Table) Guard(g *blockfile.Guard) { g.Add(t.file.Name(), t.file.Mapping()) }

func (t *Table) load(l *blockfile.Loader) {
	t.IDs = blockfile.LoadStrings(l, "id")
	n := t.Len()
	for name, list := range map[string]*packed.Strings{"path": &t.Paths, "title": &t.Titles, "fingerprint": &t.Fingerprints} {
		if *list = blockfile.LoadStrings(l, name); list.Len() != n {
			l.Fail(fmt.Errorf("section %q has %d strings instead of %d", name, list.Len(), n))
		}
	}
	t.Added = blockfile.LoadColumn[date.Day](l, "added", n)
	t.TitleLengths = blockfile.LoadColumn[uint32](l, "title_length", n)
	t.BodyLengths = blockfile.LoadColumn[uint32](l, "body_length", n)
	t.Values = make(map[index.Field]*Values)
	for _, f := range index.ValueFields {
		t.Values[f] = loadValues(l, string(f), n)
	}
	t.loadDates(l)
	t.SamePassage = loadPassageCountries(l, "same_passage", n)
	t.KeyTerms = loadTermVectors(l, "key_terms", n)
	t.storedBuilds = blockfile.LoadColumn[uint32](l, "stored.build", n)
	t.storedRecords = blockfile.LoadColumn[uint32](l, "stored.record", n)
	t.loadDuplicates(l)
	t.signatures = blockfile.LoadColumn[byte](l, "signature", n*signatureSize)
}

func (t *Table) loadDates(l *blockfile.Loader) {
	t.From, t.To = make(map[index.DateField][]date.Day), make(map[index.DateField][]date.Day)
	t.months = make(map[index.DateField]func() months)
	for _, f := range dateFields {
		from := blockfile.LoadColumn[date.Day](l, string(f)+".from", t.Len())
		to := blockfile.LoadColumn[date.Day](l, string(f)+".to", t.Len())
		t.From[f], t.To[f] = from, to
		t.months[f] = sync.OnceValue(func() months { return months{monthsOf(from), monthsOf(to)} })
	}
}

func (t *Table) loadDuplicates(l *blockfile.Loader) {
	t.Duplicates.Of = blockfile.LoadColumn[uint32](l, "duplicates", t.Len())
	if count := blockfile.LoadColumn[uint32](l, "duplicates.count", 1); len(count) == 1 {
		t.Duplicates.Count = count[0]
	}
	if len(t.Duplicates.Of) > 0 && slices.Max(t.Duplicates.Of) > t.Duplicates.Count {
		l.Fail(fmt.Errorf("group %d of near-duplicates, but only %d groups", slices.Max(t.Duplicates.Of), t.Duplicates.Count))
	}
}

func writeTermVectors(w *blockfile.Writer, name string, v *rank.TermVectors) {
	blockfile.WriteNumbers(w, name+".offsets", v.Offsets)
	blockfile.WriteNumbers(w, name, v.Hashes)
	blockfile.WriteNumbers(w, name+".counts", v.Counts)
	blockfile.WriteNumbers(w, name+".distinct", v.Distinct)
	blockfile.WriteNumbers(w, name+".documents", v.Documents)
}

func loadTermVectors(l *blockfile.Loader, name string, n int) rank.TermVectors {
	v := rank.TermVectors{Hashes: blockfile.LoadNumbers[uint32](l, name), Distinct: blockfile.LoadNumbers[uint32](l, name+".distinct")}
	v.Offsets = blockfile.LoadOffsets(l, name+".offsets", n, len(v.Hashes))
	v.Counts = blockfile.LoadColumn[uint8](l, name+".counts", len(v.Hashes))
	v.Documents = blockfile.LoadColumn[uint32](l, name+".documents", len(v.Distinct))
	return v
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

var errNumber = errors.New("a value has no name")

// checkNumbers makes the file damaged if a number is not less than n.
func checkNumbers[T ~uint32](l *blockfile.Loader, numbers []T, n int, numberOf func(T) uint32) {
	for _, v := range numbers {
		if int(numberOf(v)) >= n {
			l.Fail(errNumber)
			return
		}
	}
}
