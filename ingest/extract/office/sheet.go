package office

import (
	"fmt"
	"strings"
	"unicode"

	"daftar/index"
	"daftar/ingest/extract"
)

// rowWriter writes the rows of a sheet or CSV file, one line per row, cells separated by bars. Each block of rows has a
// heading with the sheet, the row numbers and the column names. They are not in the text: a search for a column name would
// then match every row.
type rowWriter struct {
	*openFile
	sheet         string // name
	header        string // column names
	pendingRows   []tableRow
	pendingWords  int  // in pendingRows
	headerChecked bool // for column names, which are in the first row with several cells, below titles
	rowsWritten   int  // of this sheet
}

type tableRow struct {
	from, to int // row numbers; a run of equal rows is written once
	cells    []string
}

const (
	// blockWords ends a block of rows: a passage has 100 to 200 words.
	blockWords = 110
	// minHeaderCells and maxHeaderRunes distinguish column names from values.
	minHeaderCells = 2
	maxHeaderRunes = 60
	// maxHeaderBytes cuts column names in a heading.
	maxHeaderBytes = 200
	// maxCells is the largest number of columns in Excel.
	maxCells = 16_384
	// maxRowBytes bounds memory: a short row can refer to the same long text many times.
	maxRowBytes = 1 << 20
)

func (t *rowWriter) begin(name string, hidden bool) {
	t.end()
	t.sheet, t.header, t.headerChecked, t.rowsWritten = extract.OneLine(name, maxShownBytes), "", false, 0
	if hidden {
		t.sheet = strings.TrimSpace(t.sheet + " [hidden sheet]")
	}
}

// row adds a row; empty rows do not count. It returns false once a limit is reached.
func (t *rowWriter) row(from, to int, cells []string) bool {
	cells, cut := trimRow(cells)
	switch {
	case t.flow.Full():
		return false
	case len(cells) == 0:
		return true
	case t.openFile.rowCount >= t.limits.Rows:
		t.addLimit(index.NewProblem(index.ProblemLimitRows, t.limits.Rows))
		return false
	case cut:
		t.addLimit(index.NewProblem(index.ProblemLimitCells, maxCells, maxRowBytes>>20))
	}
	t.openFile.rowCount++
	if t.rowsWritten == 0 && len(t.pendingRows) == 0 {
		t.writeSheetName()
	}
	if !t.headerChecked && len(cells) >= minHeaderCells {
		t.header, t.headerChecked = headerOf(cells), true
	}
	t.pendingRows = append(t.pendingRows, tableRow{from, to, cells})
	for _, c := range cells {
		t.pendingWords += 1 + strings.Count(c, " ")
	}
	if t.pendingWords >= blockWords {
		t.flush()
	}
	return true
}

// writeSheetName writes the name of a sheet as a heading, unless it is a default name such as Sheet1.
func (t *rowWriter) writeSheetName() {
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

// trimRow drops empty cells and reports whether it cut the row at maxCells or maxRowBytes.
func trimRow(cells []string) (kept []string, cut bool) {
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

// headerOf returns the cells of a row as column names if they are short, distinct and not numbers; "" otherwise.
func headerOf(cells []string) string {
	seen := make(map[string]bool, len(cells))
	for _, c := range cells {
		if seen[c] || len([]rune(c)) > maxHeaderRunes || strings.IndexFunc(c, unicode.IsLetter) < 0 || startsWithDigit(c) {
			return ""
		}
		seen[c] = true
	}
	return extract.OneLine(strings.Join(cells, " | "), maxHeaderBytes)
}

// startsWithDigit reports whether a text begins like a date or number.
func startsWithDigit(s string) bool { return s[0] >= '0' && s[0] <= '9' }

// flush writes the pending rows under their heading.
func (t *rowWriter) flush() {
	if len(t.pendingRows) == 0 {
		return
	}
	t.flow.MarkHeading(t.blockHeading())
	for _, r := range t.pendingRows {
		t.flow.Line()
		for _, c := range r.cells {
			t.flow.Cell()
			t.flow.Words(c)
		}
	}
	t.rowsWritten += len(t.pendingRows)
	t.pendingRows, t.pendingWords = t.pendingRows[:0], 0
}

// blockHeading describes the pending rows: "Posts, rows 2-20: Name | Place".
func (t *rowWriter) blockHeading() string {
	from, to := t.pendingRows[0].from, t.pendingRows[len(t.pendingRows)-1].to
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

func (t *rowWriter) end() {
	t.flush()
	t.flow.Paragraph()
}
