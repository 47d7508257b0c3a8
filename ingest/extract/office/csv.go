package office

import (
	"bytes"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// readCSV reads a CSV file (RFC 4180 and common variants): values are separated by commas, semicolons, tabs or bars and may
// be in quotation marks.
func readCSV(data []byte, l extract.Limits) (*extract.Extracted, []index.Problem) {
	o := &openFile{format: extract.CSV, limits: l}
	text, encoding := extract.DecodeCharset(data, "")
	if strings.IndexByte(text, 0) >= 0 {
		return nil, []index.Problem{index.NewProblem(index.ProblemNotText, bytes.IndexByte(data, 0))}
	}
	if !strings.HasPrefix(encoding, "utf-") {
		o.properties.meta = map[string]string{"encoding": encoding}
	}
	v := csvReader{rest: text}
	v.separator = detectSeparator(&v)
	w := &rowWriter{openFile: o}
	w.begin("", false)
	for more := true; more && v.rest != ""; {
		from := v.line + 1
		if cells := v.row(); len(cells) > 0 {
			more = w.row(from, from, cells)
		}
	}
	w.end()
	if v.unclosedQuote {
		problem := index.NewProblem(index.ProblemDamaged, extract.CSV.Label, "quotation mark without end")
		o.report(problem.At(index.Place{Line: v.unclosedLine}))
	}
	return o.finish()
}

type csvReader struct {
	rest          string
	separator     byte
	line          int  // line on which the last row starts
	lines         int  // lines read so far
	unclosedQuote bool // a quotation mark had no closing mark
	unclosedLine  int
}

const (
	// maxValueBytes is the longest quoted value; in a longer one the closing mark is taken as missing.
	maxValueBytes = 1 << 20
	// sampleBytes is the size of the sample that decides the separator.
	sampleBytes = 64 << 10
	// sampleRows is the number of rows of the sample.
	sampleRows = 20
)

// row returns the values of the next row; a quoted value may contain line breaks.
func (v *csvReader) row() (cells []string) {
	v.lines++
	v.line = v.lines
	for {
		cell, more := v.value()
		if len(cells) <= maxCells {
			cells = append(cells, cell)
		}
		if !more {
			return cells
		}
	}
}

// value returns the next value and whether another follows in the same row.
func (v *csvReader) value() (string, bool) {
	if trimmed := strings.TrimLeft(v.rest, " "); strings.HasPrefix(trimmed, `"`) {
		if s, ok := v.quoted(trimmed[1:]); ok {
			tail, more := v.plain()
			return s + tail, more
		}
	}
	return v.plain()
}

// plain reads an unquoted value and reports whether another follows in the same row.
func (v *csvReader) plain() (string, bool) {
	end := strings.IndexAny(v.rest, string([]byte{v.separator, '\n', '\r'}))
	if end < 0 {
		s := v.rest
		v.rest = ""
		return s, false
	}
	s, mark := v.rest[:end], v.rest[end]
	v.rest = v.rest[end+1:]
	if mark == '\r' {
		v.rest = strings.TrimPrefix(v.rest, "\n")
	}
	return s, mark == v.separator
}

// quoted reads a quoted value, where two quotation marks stand for one. If there is no closing mark it returns false and
// reads nothing.
func (v *csvReader) quoted(s string) (string, bool) {
	var b strings.Builder
	for {
		end := strings.IndexByte(s[:min(len(s), maxValueBytes)], '"')
		if end < 0 || b.Len() > maxValueBytes {
			if !v.unclosedQuote {
				v.unclosedQuote, v.unclosedLine = true, v.line
			}
			return "", false
		}
		b.WriteString(s[:end])
		if s = s[end+1:]; !strings.HasPrefix(s, `"`) {
			break
		}
		b.WriteByte('"')
		s = s[1:]
	}
	v.lines += strings.Count(b.String(), "\n")
	v.rest = s
	return b.String(), true
}

// detectSeparator returns the separator that splits most rows of the sample into the same number of values, at least two.
// Ties go to more values, then to the separator that is rarer in text. A first line "sep=;", as Excel writes it, decides.
func detectSeparator(v *csvReader) byte {
	if rest, ok := strings.CutPrefix(v.rest, "sep="); ok && len(rest) > 1 && (rest[1] == '\n' || rest[1] == '\r') {
		v.rest = strings.TrimLeft(rest[1:], "\r\n")
		v.lines = 1
		return rest[0]
	}
	best, bestScore := byte(','), 0
	for _, separator := range []byte{'\t', ';', '|', ','} {
		if score := scoreOf(v.rest[:min(len(v.rest), sampleBytes)], separator); score > bestScore {
			best, bestScore = separator, score
		}
	}
	return best
}

func scoreOf(sample string, separator byte) int {
	v := csvReader{rest: sample, separator: separator}
	widths := make(map[int]int)
	for n := 0; n < sampleRows && v.rest != ""; n++ {
		if cells := v.row(); len(cells) > 1 {
			widths[len(cells)]++
		}
	}
	score := 0
	for width, rows := range widths {
		score = max(score, rows*sampleRows*2+min(width, sampleRows))
	}
	return score
}
