package office

import "strings"

// sheets reads the tables of a spreadsheet. A run of repeated rows is written once: many sheets end with a million empty
// rows.
func (d *odf) sheets() {
	d.story.isSpreadsheet = true
	w := &rowWriter{openFile: d.openFile}
	d.children(func(name string) {
		if name != "table:table" {
			return
		}
		style, _, _ := d.styles.resolve("table", d.attr("table:style-name"))
		s := &odfSheet{odf: d, rows: w}
		w.begin(d.attr("table:name"), style.hidden == visibilityHidden)
		d.children(s.node, nil)
		w.end()
		for _, p := range s.drawn {
			if !p.blank() {
				d.flow.MarkHeading(w.sheet)
			}
			d.flow.put(p)
		}
	}, nil)
}

// odfSheet is an open sheet.
type odfSheet struct {
	*odf
	rows  *rowWriter
	last  int          // row number
	drawn []*paragraph // text in drawings
}

func (s *odfSheet) node(name string) {
	switch name {
	case "table:table-row":
		s.row()
	case "table:table-header-rows", "table:table-rows", "table:table-row-group":
		s.children(s.node, nil)
	case "table:shapes":
		s.drawn = append(s.drawn, s.story.innerParagraphs()...)
	}
}

func (s *odfSheet) row() {
	repeated := max(number(s.attr("table:number-rows-repeated"), 1), 1)
	from := s.last + 1
	s.last += min(repeated, maxRowRepeats)
	var cells []string
	s.children(func(name string) {
		if name != "table:table-cell" || len(cells) >= maxCells {
			return
		}
		times := number(s.attr("table:number-columns-repeated"), 1)
		value := s.cell()
		if value == "" {
			return
		}
		for range min(max(times, 1), maxCellRepeats) {
			cells = append(cells, value)
		}
	}, nil)
	if !s.rows.row(from, s.last, cells) {
		s.stop()
	}
}

const (
	// maxRowRepeats bounds row numbers; no program supports more rows.
	maxRowRepeats = 1 << 24
	// maxCellRepeats bounds how often the value of a repeated cell is written.
	maxCellRepeats = 50
)

// cell returns the displayed text of a cell, but dates in ISO 8601: the display format may omit the year.
func (s *odfSheet) cell() string {
	date := ""
	if s.attr("office:value-type") == "date" {
		date = strings.TrimSuffix(strings.Replace(s.attr("office:date-value"), "T", " ", 1), " 00:00:00")
	}
	var words []string
	s.children(func(name string) {
		switch name {
		case "text:p":
			if p := s.cellText(); p != "" {
				words = append(words, p)
			}
		case "office:annotation":
			s.story.readComment()
		case "draw:frame", "draw:custom-shape":
			s.drawn = append(s.drawn, s.story.innerParagraphs()...)
		}
	}, nil)
	if date != "" {
		return date
	}
	return strings.Join(words, " ")
}

func (s *odfSheet) cellText() string {
	var found *paragraph
	inner := *s.story
	inner.put = func(p *paragraph) { found = p }
	inner.current, inner.lists, inner.marksPages, inner.hidden = nil, nil, false, false
	inner.paragraph(false)
	if found == nil {
		return ""
	}
	return found.plainText()
}
