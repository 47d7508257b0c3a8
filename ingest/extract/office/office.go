// Package office reads the files that offices make: Word, PowerPoint, Excel (Office Open XML), their OpenDocument
// counterparts, EPUB and CSV.
//
// It reads what a reader would see, in his order: insertions but not deletions, results of fields but not their codes,
// one of several alternative drawings, notes after the paragraph that calls them, headers and footers once and comments
// at the end. Everything streams: XML is never held as a tree, what a ZIP unpacks to is counted over all its members,
// and of a damaged file that is read which can be. It runs no macros, follows no links, opens no embedded files, draws
// nothing, and does not guess where lines or pages of its own would end: a page is one that the program that wrote the
// file noted.
package office

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"daftar/index"
	"daftar/ingest/extract"
)

// Locked is the reason of the problem of a file that is encrypted.
const Locked = "encrypted: a password is needed"

// Read reads a file of one of the package's formats. It returns nil if there is nothing to read, with the problem that
// says why; problems beside a reading are of things that were left out of it.
func Read(f extract.Format, data []byte, l extract.Limits) (*extract.Extracted, []index.Problem) {
	if f.Name == extract.CSV.Name {
		return readCSV(data, l)
	}
	if Encrypted(data) {
		return nil, []index.Problem{{Reason: Locked}}
	}
	o := &opened{format: f, limits: l}
	if err := o.read(data); err != nil {
		return nil, append(o.said(), index.Problem{Reason: err.Error()})
	}
	return o.finish()
}

// opened is a file that is being read.
type opened struct {
	*parcel
	format     extract.Format
	limits     extract.Limits
	flow       flow
	rows       int // of all sheets
	properties properties
	reached    []string // limits, in words
	troubles   []index.Problem
}

func (o *opened) read(data []byte) (err error) {
	switch o.format.Name {
	case extract.ODT.Name, extract.ODP.Name, extract.ODS.Name:
		return o.readODF(data)
	}
	if o.parcel, err = openParcel(data, o.limits); err != nil {
		return fmt.Errorf("%s is damaged: it %w", o.format.Label, err)
	}
	switch o.format.Name {
	case extract.DOCX.Name:
		return o.readWord()
	case extract.PPTX.Name:
		return o.readSlides()
	case extract.XLSX.Name:
		return o.readWorkbook()
	case extract.EPUB.Name:
		return o.readBook()
	}
	return errors.New(o.format.NotRead())
}

// part reads a member as XML. What goes wrong with it is a problem of the file.
func (o *opened) part(name string, read func(*markup)) error {
	r, err := o.open(name)
	if err != nil {
		return fmt.Errorf("%s %w", shown(name), err)
	}
	m := newMarkup(r)
	read(m)
	if o.spent {
		o.reach(o.allowed + ": the rest was left out")
	} else if err := m.trouble(name); err != nil {
		o.mishap(err)
	}
	return nil
}

// must reads a part without which there is nothing to read.
func (o *opened) must(name string, read func(*markup)) error {
	err := o.part(name, read)
	switch {
	case errors.Is(err, errEncrypted):
		return errors.New(Locked)
	case err != nil:
		return fmt.Errorf("%s is damaged: %w", o.format.Label, err)
	}
	return nil
}

// reach notes a limit once.
func (o *opened) reach(limit string) {
	if !slices.Contains(o.reached, limit) {
		o.reached = append(o.reached, limit)
	}
}

// mostTroubles bounds what is said of one file: a broken book may have a thousand broken chapters.
const mostTroubles = 20

func (o *opened) mishap(err error) {
	if len(o.troubles) < mostTroubles {
		o.troubles = append(o.troubles, index.Problem{Reason: err.Error()})
	}
}

func (o *opened) said() []index.Problem {
	if o.parcel == nil {
		return o.troubles
	}
	return append(slices.Clone(o.parcel.problems), o.troubles...)
}

// finish makes a reading of what was read.
func (o *opened) finish() (*extract.Extracted, []index.Problem) {
	r := &extract.Extracted{Format: o.format.Name, Heading: o.flow.heading()}
	o.properties.into(r)
	o.flow.CopyTo(r)
	sortBreaks(r.Breaks)
	if first := firstPage(r.Breaks); first > 1 && o.format.Name != extract.PPTX.Name && o.format.Name != extract.ODP.Name {
		r.Breaks = slices.Insert(r.Breaks, 0, extract.Break{Page: 1}) // a text notes only where the later ones begin
	}
	r.Truncate(o.limits.Text)
	for _, limit := range o.reached {
		r.Limits = append(r.Limits, index.Problem{Reason: limit, Limit: true})
	}
	return r.Finish(o.said())
}

// firstPage is the first page that is noted; 0 if none is.
func firstPage(breaks []extract.Break) int {
	for _, b := range breaks {
		if b.Page > 0 {
			return b.Page
		}
	}
	return 0
}

// sortBreaks puts pages before the headings at the same place.
func sortBreaks(breaks []extract.Break) {
	slices.SortStableFunc(breaks, func(a, b extract.Break) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Page, a.Page))
	})
}
