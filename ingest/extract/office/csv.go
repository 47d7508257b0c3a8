package office

import (
	"bytes"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// readCSV reads a file of values (RFC 4180, and what programs write instead): commas, semicolons, tabs or bars between
// them, quotation marks around those that hold one. Each line is a row.
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
	v.separator = separatorOf(&v)
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

// csvReader reads rows of values.
type csvReader struct {
	rest          string
	separator     byte
	line          int  // of the row that was read last
	lines         int  // line ends that were passed
	unclosedQuote bool // a quotation had no end
	unclosedLine  int
}

const (
	// maxValueBytes is the longest value in quotation marks; a longer one has lost its end.
	maxValueBytes = 1 << 20
	// sampleBytes is the part of a file in which the separator is looked for.
	sampleBytes = 64 << 10
	// sampleRows are as many rows as tell one separator from another.
	sampleRows = 20
)

// row returns the values of the next line; a value in quotation marks may go on over line ends.
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

// value returns the next value, and whether another follows in the same row.
func (v *csvReader) value() (string, bool) {
	if trimmed := strings.TrimLeft(v.rest, " "); strings.HasPrefix(trimmed, `"`) {
		if s, ok := v.quoted(trimmed[1:]); ok {
			tail, more := v.plain()
			return s + tail, more
		}
	}
	return v.plain()
}

// plain reads up to the separator or the end of the line.
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

// quoted reads up to the quotation mark that ends a value; two of them stand for one. It is false, and nothing is read,
// if there is no end.
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

// separatorOf finds the separator that cuts most rows into the same number of values, at least two; among equals, the
// one that makes more of them, then the one that is rarer in texts. A line "sep=;", which Excel writes, says it.
func separatorOf(v *csvReader) byte {
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
