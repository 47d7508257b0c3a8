package pdf

import (
	"errors"
	"math"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// document is the content of a PDF.
type document struct {
	pages        []page
	total        int   // pages in the file
	scanned      []int // pages with images and no text, from 1
	damagedPages int
	meta         map[string]string
	problem      *index.Problem // why there is no text
	limits       []index.Problem
	textSize     int
	lineCount    int
}

// maxLines is 100 lines on each of 10,000 pages. Documents with more have letters scattered over the page, whose lines
// take more memory than their text.
const maxLines = 1_000_000

// page has the text blocks of a page in reading order.
type page struct {
	number int
	blocks []textBlock
}

// Errors of PDFium.
var (
	errPassword   = errors.New("a password is needed")
	errEncryption = errors.New("unknown encryption")
	errNotPDF     = errors.New("not a PDF file")
	errDamaged    = errors.New("the PDF file is damaged")
	errTime       = errors.New("time limit reached")
	errMemory     = errors.New("memory limit reached")
)

// open loads the file into PDFium and returns its document.
func (in *instance) open(size int) (document uint64, err error) {
	access := in.call("FPDF_FILEACCESS_Create", uint64(size), in.malloc(4))
	if document = in.callLimited("FPDF_LoadCustomDocument", access, 0); document != 0 {
		return document, nil
	}
	if in.err != nil {
		return 0, in.failure()
	}
	switch in.call("FPDF_GetLastError") {
	case 4:
		return 0, errPassword
	case 5:
		return 0, errEncryption
	}
	return 0, errNotPDF
}

// failure returns why the instance stopped.
func (in *instance) failure() error {
	switch {
	case in.timedOut():
		return errTime
	case in.memoryFull():
		return errMemory
	}
	return errDamaged
}

// fileProblem returns the problem of a file of which no page was read.
func (in *instance) fileProblem(err error) index.Problem {
	switch err {
	case errPassword:
		return index.NewProblem(index.ProblemEncrypted, "password")
	case errEncryption:
		return index.NewProblem(index.ProblemEncrypted, "DRM")
	case errNotPDF:
		return index.NewProblem(index.ProblemNotFormat, extract.PDF.Label)
	case errTime:
		return index.NewProblem(index.ProblemTimedOut, in.seconds())
	case errMemory:
		return index.NewProblem(index.ProblemOutOfMemory, memoryMB)
	}
	return index.NewProblem(index.ProblemDamaged, extract.PDF.Label, "")
}

// pageLimit returns the problem of a file of which reading stopped after some pages.
func (in *instance) pageLimit(err error) index.Problem {
	switch err {
	case errTime:
		return index.NewProblem(index.ProblemLimitTime, in.seconds())
	case errMemory:
		return index.NewProblem(index.ProblemLimitMemory, memoryMB)
	}
	return index.NewProblem(index.ProblemPartDamaged, extract.PDF.Label)
}

// seconds returns the time limit, rounded up.
func (in *instance) seconds() int { return int(math.Ceil(in.limit.Seconds())) }

// readDocument reads the pages of a file of size bytes until a limit is reached.
func readDocument(in *instance, size int, l extract.Limits) *document {
	d := &document{}
	handle, err := in.open(size)
	if err != nil {
		d.problem = new(in.fileProblem(err))
		return d
	}
	d.meta = in.readMeta(handle)
	d.total = in.callInt("FPDF_GetPageCount", handle)
	for n := 0; n < d.total; n++ {
		switch {
		case n == l.Pages:
			d.limits = append(d.limits, index.NewProblem(index.ProblemLimitPages, n))
			return d
		case d.textSize > l.Text:
			d.limits = append(d.limits, index.NewProblem(index.ProblemLimitText, l.Text>>20))
			return d
		case d.lineCount > maxLines:
			d.limits = append(d.limits, index.NewProblem(index.ProblemLimitPages, n))
			return d
		}
		if d.readPage(in, handle, n); in.err != nil {
			d.limits = append(d.limits, in.pageLimit(in.failure()).At(index.Place{Page: n + 1}))
			return d
		}
	}
	return d
}

// readPage reads page n, from 0.
func (d *document) readPage(in *instance, handle uint64, n int) {
	p := in.callLimited("FPDF_LoadPage", handle, uint64(n))
	if p == 0 {
		if in.err == nil {
			d.damagedPages++
		}
		return
	}
	text := in.callLimited("FPDFText_LoadPage", p)
	s := in.readGlyphs(text)
	if s.hasRightToLeft() {
		in.addBlanks(p, &s)
	}
	if len(s.byAngle) == 0 && in.hasImage(p) {
		d.scanned = append(d.scanned, n+1)
	}
	in.callLimited("FPDFText_ClosePage", text)
	in.callLimited("FPDF_ClosePage", p)
	if in.err == nil {
		d.addPage(n+1, s)
	}
}

// addPage puts the glyphs of a page in reading order.
func (d *document) addPage(number int, s pageGlyphs) {
	pg := page{number: number}
	for i, angle := range s.angles() {
		glyphs := s.byAngle[angle]
		base := mainDirection(countDirections(glyphs))
		for _, b := range readingOrder(segmentsOf(glyphs), base) {
			p := b.lines()
			p.rotated = i > 0
			pg.blocks = append(pg.blocks, p)
			d.lineCount += len(p.lines)
			for _, l := range p.lines {
				d.textSize += len(l.text)
			}
		}
	}
	if s.truncated {
		d.limits = append(d.limits, index.NewProblem(index.ProblemLimitCharacters, maxPageGlyphs).At(index.Place{Page: number}))
	}
	d.pages = append(d.pages, pg)
}

const (
	imageObject = 3
	formObject  = 5
)

// hasImage reports whether a page has an image, or a form object, which may contain one.
func (in *instance) hasImage(page uint64) bool {
	n := in.callInt("FPDFPage_CountObjects", page)
	for i := 0; i < n && i < maxPageObjects && in.err == nil; i++ {
		kind := in.call("FPDFPageObj_GetType", in.call("FPDFPage_GetObject", page, uint64(i)))
		if kind == imageObject || kind == formObject {
			return true
		}
	}
	return false
}

// extracted returns the document as text with metadata and problems.
func (d *document) extracted() (*extract.Extracted, []index.Problem) {
	if d.problem != nil {
		return nil, []index.Problem{*d.problem}
	}
	r := &extract.Extracted{Format: extract.PDF.Name, Limits: d.limits}
	r.Metadata = d.metadata()
	headers, footers := removeHeadersFooters(d.pages)
	r.Meta = addMeta(addMeta(r.Meta, "page header", headers), "page footer", footers)
	d.write(r)
	problems := d.pageProblems()
	if strings.TrimSpace(r.Text) == "" && len(problems)+len(d.limits) > 0 {
		return nil, append(problems, d.limits...)
	}
	return r.Finish(problems)
}

// write writes the paragraphs.
func (d *document) write(r *extract.Extracted) {
	all := paragraphs(d.pages)
	h := newHyphens(all)
	var text extract.TextBuilder
	page, largest := 0, 0.0
	for i := range all {
		p := &all[i]
		if first := p.lines[0]; first.page != page {
			text.StartPage(first.page)
			page = first.page
		}
		text.Paragraph()
		if p.heading {
			title := text.Heading(func() { p.write(&text, h) })
			if page == all[0].lines[0].page && p.lines[0].size > largest {
				r.Heading, largest = title, p.lines[0].size
			}
		} else {
			p.write(&text, h)
		}
		page = p.lines[len(p.lines)-1].page
	}
	text.CopyTo(r)
}

// pageProblems returns problems of pages without text.
func (d *document) pageProblems() []index.Problem {
	var all []index.Problem
	if len(d.scanned) > 0 {
		all = append(all, index.NewProblem(index.ProblemScanned, len(d.scanned), d.total))
	}
	if d.damagedPages > 0 {
		all = append(all, index.NewProblem(index.ProblemPagesDamaged, d.damagedPages, d.total))
	}
	return all
}
