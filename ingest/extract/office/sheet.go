package office

import (
	"fmt"
	"strings"
	"unicode"

	"daftar/index"
	"daftar/ingest/extract"
)

// rowWriter writes the rows of a sheet or of a CSV file. A row is a line, its cells stand between bars, and every passage is
// told its sheet, its rows and the names of its columns: not in the text, where they would be found with every row, but
// in the heading it stands under.
type rowWriter struct {
	*openFile
	sheet  string // its name
	header string // the names of its columns
	rows   []tableRow
	words  int  // of the rows that wait
	looked bool // for the names: they stand in the first row of several cells, below titles
	filled int  // rows of this table that were written
}

type tableRow struct {
	from, to int // numbers; a run of rows with the same cells is written once
	cells    []string
}

const (
	// blockWords is how many words stand under one heading: one passage has 100 to 200.
	blockWords = 110
	// headerCells and headerRunes tell a row of names from a row of values.
	headerCells = 2
	headerRunes = 60
	// headerShown is what of the names fits into a heading.
	headerShown = 200
	// maxCells is the widest row that Excel can hold.
	maxCells = 16_384
	// maxRowBytes keeps a short row that names the same long text over and over from filling the memory.
	maxRowBytes = 1 << 20
)

// begin begins a sheet.
func (t *rowWriter) begin(name string, hidden bool) {
	t.end()
	t.sheet, t.header, t.looked, t.filled = extract.OneLine(name, maxShownBytes), "", false, 0
	if hidden {
		t.sheet = strings.TrimSpace(t.sheet + " [hidden sheet]")
	}
}

// row takes a row; one without words costs nothing. It is false if no more rows are wanted.
func (t *rowWriter) row(from, to int, cells []string) bool {
	cells, cut := narrow(cells)
	switch {
	case t.flow.Full():
		return false
	case len(cells) == 0:
		return true
	case t.openFile.rows >= t.limits.Rows:
		t.addLimit(index.NewProblem(index.ProblemLimitRows, t.limits.Rows))
		return false
	case cut:
		t.addLimit(index.NewProblem(index.ProblemLimitCells, maxCells, maxRowBytes>>20))
	}
	t.openFile.rows++
	if t.filled == 0 && len(t.rows) == 0 {
		t.name()
	}
	if !t.looked && len(cells) >= headerCells {
		t.header, t.looked = headerOf(cells), true
	}
	t.rows = append(t.rows, tableRow{from, to, cells})
	for _, c := range cells {
		t.words += 1 + strings.Count(c, " ")
	}
	if t.words >= blockWords {
		t.flush()
	}
	return true
}

// name writes the name of a sheet as a heading, unless it is one that the program gave it.
func (t *rowWriter) name() {
	given := extract.CleanTitle(t.sheet)
	if given == "" {
		t.flow.Paragraph()
		return
	}
	t.flow.Heading(func() { t.flow.Words(given) })
	if t.flow.first == "" {
		t.flow.first = given
	}
}

// narrow cuts a row that is too long and drops empty cells.
func narrow(cells []string) (kept []string, cut bool) {
	bytes := 0
	kept = cells[:0]
	for _, c := range cells {
		c = strings.Join(strings.Fields(c), " ")
		if bytes += len(c); bytes > maxRowBytes || len(kept) >= maxCells {
			return kept, true
		}
		if c != "" {
			kept = append(kept, c)
		}
	}
	return kept, false
}

// headerOf returns the names of columns, if a row looks like them: short words, different from one another, no numbers.
func headerOf(cells []string) string {
	seen := make(map[string]bool, len(cells))
	for _, c := range cells {
		if seen[c] || len([]rune(c)) > headerRunes || strings.IndexFunc(c, unicode.IsLetter) < 0 || numeric(c) {
			return ""
		}
		seen[c] = true
	}
	return extract.OneLine(strings.Join(cells, " | "), headerShown)
}

// numeric reports whether a text begins like a date or number.
func numeric(s string) bool { return s[0] >= '0' && s[0] <= '9' }

// flush writes the rows that wait under a heading that names them.
func (t *rowWriter) flush() {
	if len(t.rows) == 0 {
		return
	}
	t.flow.MarkHeading(t.place())
	for _, r := range t.rows {
		t.flow.Line()
		for _, c := range r.cells {
			t.flow.Cell()
			t.flow.Words(c)
		}
	}
	t.filled += len(t.rows)
	t.rows, t.words = t.rows[:0], 0
}

// place names the rows that wait: "Posts, rows 2-20: Name | Place".
func (t *rowWriter) place() string {
	from, to := t.rows[0].from, t.rows[len(t.rows)-1].to
	place := fmt.Sprintf("row %d", from)
	if to > from {
		place = fmt.Sprintf("rows %d-%d", from, to)
	}
	if t.sheet != "" {
		place = t.sheet + ", " + place
	}
	if t.header != "" {
		place += ": " + t.header
	}
	return place
}

// end ends a sheet.
func (t *rowWriter) end() {
	t.flush()
	t.flow.Paragraph()
}
