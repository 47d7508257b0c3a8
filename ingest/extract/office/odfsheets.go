package office

import "strings"

// sheets reads the tables of a spreadsheet. Rows and cells that are repeated are written once: a sheet often ends with a
// million empty rows, and costs nothing for it.
func (d *odf) sheets() {
	d.story.sheet = true
	w := &rowWriter{openFile: d.openFile}
	d.children(func(name string) {
		if name != "table:table" {
			return
		}
		style, _, _ := d.styles.about("table", d.attr("table:style-name"))
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

// odfSheet is a sheet that is being read.
type odfSheet struct {
	*odf
	rows  *rowWriter
	last  int          // row
	drawn []*paragraph // words in drawings
}

func (s *odfSheet) node(name string) {
	switch name {
	case "table:table-row":
		s.row()
	case "table:table-header-rows", "table:table-rows", "table:table-row-group":
		s.children(s.node, nil)
	case "table:shapes":
		s.drawn = append(s.drawn, s.story.aside()...)
	}
}

func (s *odfSheet) row() {
	repeated := max(number(s.attr("table:number-rows-repeated"), 1), 1)
	from := s.last + 1
	s.last += min(repeated, mostRepeated)
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
		for range min(max(times, 1), mostTimes) {
			cells = append(cells, value)
		}
	}, nil)
	if !s.rows.row(from, s.last, cells) {
		s.stop()
	}
}

const (
	// mostRepeated keeps the numbers of rows in bounds: no program has more rows.
	mostRepeated = 1 << 24
	// mostTimes is how often a value that is repeated from cell to cell is written.
	mostTimes = 50
)

// cell returns what a cell shows; of dates, what they are.
func (s *odfSheet) cell() string {
	date := ""
	if s.attr("office:value-type") == "date" {
		date = strings.TrimSuffix(strings.Replace(s.attr("office:date-value"), "T", " ", 1), " 00:00:00")
	}
	var words []string
	s.children(func(name string) {
		switch name {
		case "text:p":
			if p := s.words(); p != "" {
				words = append(words, p)
			}
		case "office:annotation":
			s.story.remark()
		case "draw:frame", "draw:custom-shape":
			s.drawn = append(s.drawn, s.story.aside()...)
		}
	}, nil)
	if date != "" {
		return date
	}
	return strings.Join(words, " ")
}

// words returns those of a paragraph in a cell.
func (s *odfSheet) words() string {
	var found *paragraph
	inner := *s.story
	inner.put = func(p *paragraph) { found = p }
	inner.current, inner.lists, inner.paged, inner.hidden = nil, nil, false, false
	inner.paragraph(false)
	if found == nil {
		return ""
	}
	return found.words()
}
