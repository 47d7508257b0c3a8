package sandbox

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/pdf"
)

const (
	// maxScanPages bounds the pages of one document whose letters are recognized: each takes some seconds.
	maxScanPages = 300
	// scanDPI is what tesseract asks for; more only costs time.
	scanDPI = 300
	// renderTime is what drawing a page may take.
	renderTime = 10 * time.Second
)

// scans reads PDFs, and has the letters of pages recognized that are images without text.
type scans struct {
	engine  *pdf.Reader
	letters func(*image.Gray) (string, error) // nil: nobody recognizes letters
}

// Read implements anyfile.PDF.
func (s scans) Read(data []byte, l extract.Limits) (*extract.Extracted, []index.Problem) {
	r, problems := s.engine.Read(data, l)
	pages := s.engine.ScannedPages()
	if s.letters == nil || len(pages) == 0 {
		return r, problems
	}
	found, failed := s.recognize(data, pages[:min(len(pages), maxScanPages)])
	problems = slices.DeleteFunc(problems, func(p index.Problem) bool { return strings.HasSuffix(p.Reason, extract.NeedsOCR) })
	if missing := len(pages) - len(found); missing > 0 {
		reason := fmt.Sprintf("%d of its pages %s", missing, extract.Unrecognized)
		if len(pages) > maxScanPages {
			reason += fmt.Sprintf("; at most %d are tried", maxScanPages)
		}
		problems = append(problems, index.Problem{Reason: reason + failed})
	}
	if len(found) == 0 {
		return r, problems
	}
	if r == nil {
		r = &extract.Extracted{Format: extract.PDF.Name}
	}
	insertPages(r, found)
	r.Limits = append(r.Limits, index.Problem{Reason: fmt.Sprintf("%s%d of its pages", extract.ByOCR, len(found))})
	r.Truncate(l.Text)
	return r, problems
}

// recognize returns the text of pages that have any, and why one of the others has none.
func (s scans) recognize(data []byte, pages []int) (found []pageText, failed string) {
	for _, page := range pages {
		img, err := s.engine.Render(data, page, scanDPI, renderTime)
		text := ""
		if err == nil {
			text, err = s.letters(img)
		}
		if err != nil {
			failed = ": " + err.Error()
		}
		if text = strings.TrimSpace(validText(text)); text != "" {
			found = append(found, pageText{page: page, text: text})
		}
	}
	return found, failed
}

// pageText is the text of a page, with its headings.
type pageText struct {
	page   int
	text   string
	breaks []extract.Break
}

// insertPages puts pages between those that a text has.
func insertPages(r *extract.Extracted, pages []pageText) {
	all := append(pagesOf(r), pages...)
	slices.SortStableFunc(all, func(a, b pageText) int { return a.page - b.page })
	var text strings.Builder
	r.Breaks = nil
	for _, p := range all {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		if p.page > 0 && (len(p.breaks) == 0 || p.breaks[0].Offset > 0 || p.breaks[0].Page == 0) {
			r.Breaks = append(r.Breaks, extract.Break{Offset: text.Len(), Page: p.page})
		}
		for _, b := range p.breaks {
			b.Offset += text.Len()
			r.Breaks = append(r.Breaks, b)
		}
		text.WriteString(p.text)
	}
	r.Text = text.String()
}

// pagesOf cuts a text into its pages.
func pagesOf(r *extract.Extracted) []pageText {
	if strings.TrimSpace(r.Text) == "" {
		return nil
	}
	var all []pageText
	start, page := 0, 0
	var breaks []extract.Break
	cut := func(end int) {
		if text := strings.TrimRight(r.Text[start:end], " \n"); text != "" {
			all = append(all, pageText{page, text, breaks})
		}
		start, breaks = end, nil
	}
	for _, b := range r.Breaks {
		if b.Page > 0 && b.Page != page {
			cut(b.Offset)
			page = b.Page
		}
		b.Offset -= start
		breaks = append(breaks, b)
	}
	cut(len(r.Text))
	return all
}
