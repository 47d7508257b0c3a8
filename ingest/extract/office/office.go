package office

import (
	"cmp"
	"slices"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/zipfile"
)

// Read extracts a file in one of the formats of this package. Without any text it returns nil and the problem that explains
// why. With a text, the problems concern parts that were left out.
func Read(f extract.Format, data []byte, l extract.Limits) (*extract.Extracted, []index.Problem) {
	if f.Name == extract.CSV.Name {
		return readCSV(data, l)
	}
	if Encrypted(data) {
		return nil, []index.Problem{index.NewProblem(index.ProblemEncrypted, "password")}
	}
	o := &openFile{format: f, limits: l}
	if err := o.read(data); err != nil {
		return nil, append(o.allProblems(), extract.ProblemOf(err))
	}
	return o.finish()
}

// openFile is the state of reading one file.
type openFile struct {
	archive       *zipfile.Archive
	format        extract.Format
	limits        extract.Limits
	flow          flow
	rowCount      int // of all sheets
	properties    properties
	limitsReached []index.Problem
	problems      []index.Problem
}

func (o *openFile) read(data []byte) error {
	switch o.format.Name {
	case extract.ODT.Name, extract.ODP.Name, extract.ODS.Name:
		return o.readODF(data)
	}
	if err := o.open(data); err != nil {
		return err
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
	return &extract.ProblemError{Problem: o.format.Unsupported()}
}

func (o *openFile) open(data []byte) (err error) {
	if o.archive, err = zipfile.Open(data, o.limits); err != nil {
		return extract.NewError(index.ProblemNotFormat, o.format.Label)
	}
	if o.archive.Truncated() {
		o.addLimit(index.NewProblem(index.ProblemLimitFiles, o.limits.Embedded))
	}
	return nil
}

// part reads a member as XML and reports damage in it as a problem. It returns an error only if the member cannot be opened.
func (o *openFile) part(name string, read func(*xmlStream)) error {
	r, err := o.archive.Open(name)
	if err != nil {
		return err
	}
	m := newXMLStream(r)
	read(m)
	if limit, exhausted := o.archive.Limit(); exhausted {
		o.addLimit(limit)
	} else if problem, failed := m.problem(); failed {
		o.report(problem.At(index.Place{Part: shown(name)}))
	}
	return nil
}

// addLimit adds a limit once.
func (o *openFile) addLimit(limit index.Problem) {
	if !slices.ContainsFunc(o.limitsReached, limit.Equal) {
		o.limitsReached = append(o.limitsReached, limit)
	}
}

// maxProblems bounds the problems of one file: a damaged book may have a thousand damaged chapters.
const maxProblems = 20

func (o *openFile) report(p index.Problem) {
	if len(o.problems) < maxProblems {
		o.problems = append(o.problems, p)
	}
}

func (o *openFile) allProblems() []index.Problem {
	if o.archive == nil {
		return o.problems
	}
	return slices.Concat(o.archive.Problems(), o.problems)
}

func (o *openFile) finish() (*extract.Extracted, []index.Problem) {
	r := &extract.Extracted{Format: o.format.Name, Heading: o.flow.heading()}
	o.properties.copyTo(r)
	o.flow.CopyTo(r)
	sortBreaks(r.Breaks)
	if first := firstPage(r.Breaks); first > 1 && o.format.Name != extract.PPTX.Name && o.format.Name != extract.ODP.Name {
		r.Breaks = slices.Insert(r.Breaks, 0, extract.Break{Page: 1}) // text documents mark only where page 2 and later pages begin
	}
	r.Truncate(o.limits.Text)
	r.Limits = append(r.Limits, o.limitsReached...)
	return r.Finish(o.allProblems())
}

// firstPage returns the number of the first page break; 0 if there is none.
func firstPage(breaks []extract.Break) int {
	for _, b := range breaks {
		if b.Page > 0 {
			return b.Page
		}
	}
	return 0
}

// sortBreaks puts pages before headings at the same offset.
func sortBreaks(breaks []extract.Break) {
	slices.SortStableFunc(breaks, func(a, b extract.Break) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Page, a.Page))
	})
}

// shown shortens a name from a file for use in a problem or in the text.
func shown(name string) string { return extract.OneLine(name, maxShownBytes) }

const maxShownBytes = 120
