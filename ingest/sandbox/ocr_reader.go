package sandbox

import (
	"image"
	"slices"
	"strings"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/pdf"
)

const (
	// maxScanPages bounds OCR of one document: a page takes some seconds.
	maxScanPages = 300
	// scanDPI is the resolution that tesseract recommends; more only takes time.
	scanDPI = 300
	// renderTime bounds the rendering of a page.
	renderTime = 10 * time.Second
)

// ocrReader reads PDF files, and has OCR read the pages that are images without text.
type ocrReader struct {
	engine    *pdf.Reader
	recognize func(*image.Gray) (string, error) // nil: there is no OCR
}

// Read implements dispatch.PDF.
func (o ocrReader) Read(data []byte, l extract.Limits) (*extract.Extracted, []index.Problem) {
	e, problems := o.engine.Read(data, l)
	pages := o.engine.ScannedPages()
	if o.recognize == nil || len(pages) == 0 {
		return e, problems
	}
	found, failed := o.recognizePages(data, pages[:min(len(pages), maxScanPages)])
	problems = slices.DeleteFunc(problems, func(p index.Problem) bool { return p.Code == index.ProblemScanned })
	if empty := len(pages) - len(found) - failed.pages; empty > 0 {
		problems = append(problems, index.NewProblem(index.ProblemOCREmpty, empty, len(pages)))
	}
	if failed.pages > 0 {
		problems = append(problems, index.NewProblem(index.ProblemOCRFailed, failed.pages, failed.detail))
	}
	if len(pages) > maxScanPages {
		problems = append(problems, index.NewProblem(index.ProblemOCRPages, maxScanPages))
	}
	if len(found) == 0 {
		return e, problems
	}
	if e == nil {
		e = &extract.Extracted{Format: extract.PDF.Name}
	}
	insertPages(e, found)
	e.Limits = append(e.Limits, index.NewProblem(index.ProblemOCRText, len(found)))
	e.Truncate(l.Text)
	return e, problems
}

// ocrFailure counts pages on which OCR failed, and has the reason of the last one.
type ocrFailure struct {
	pages  int
	detail string
}

// recognizePages returns the text of the pages on which OCR finds any.
func (o ocrReader) recognizePages(data []byte, pages []int) (found []pageText, failed ocrFailure) {
	for _, page := range pages {
		img, err := o.engine.Render(data, page, scanDPI, renderTime)
		text := ""
		if err == nil {
			text, err = o.recognize(img)
		}
		if err != nil {
			failed.pages++
			failed.detail = err.Error()
		}
		if text = strings.TrimSpace(validText(text)); text != "" {
			found = append(found, pageText{page: page, text: text})
		}
	}
	return found, failed
}

// pageText is the text of a page. The offsets of its breaks count from its beginning.
type pageText struct {
	page   int
	text   string
	breaks []extract.Break
}

// insertPages puts pages between those that a text has.
func insertPages(e *extract.Extracted, pages []pageText) {
	all := append(pagesOf(e), pages...)
	slices.SortStableFunc(all, func(a, b pageText) int { return a.page - b.page })
	var text strings.Builder
	e.Breaks = nil
	for _, p := range all {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		if p.page > 0 && (len(p.breaks) == 0 || p.breaks[0].Offset > 0 || p.breaks[0].Page == 0) {
			e.Breaks = append(e.Breaks, extract.Break{Offset: text.Len(), Page: p.page})
		}
		for _, b := range p.breaks {
			b.Offset += text.Len()
			e.Breaks = append(e.Breaks, b)
		}
		text.WriteString(p.text)
	}
	e.Text = text.String()
}

// pagesOf divides a text into its pages.
func pagesOf(e *extract.Extracted) []pageText {
	if strings.TrimSpace(e.Text) == "" {
		return nil
	}
	var all []pageText
	start, page := 0, 0
	var breaks []extract.Break
	add := func(end int) {
		if text := strings.TrimRight(e.Text[start:end], " \n"); text != "" {
			all = append(all, pageText{page, text, breaks})
		}
		start, breaks = end, nil
	}
	for _, b := range e.Breaks {
		if b.Page > 0 && b.Page != page {
			add(b.Offset)
			page = b.Page
		}
		b.Offset -= start
		breaks = append(breaks, b)
	}
	add(len(e.Text))
	return all
}
