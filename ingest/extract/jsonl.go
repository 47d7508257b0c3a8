package extract

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"daftar/index"

	"golang.org/x/text/encoding/unicode"
)

// Line is a document of a JSONL file that has not been parsed yet.
type Line struct {
	Number int // from 1
	// Name identifies the line in its file: its "id", a string or a number. A line without one is called "line-7" after its
	// number. That name stays when the text is corrected and when lines are appended, as such files grow, but changes when
	// a line is inserted before it: documents that are cited should have ids.
	Name  string
	Bytes []byte // without line feed; valid until the next step of the iteration
}

// lineBuffer holds nearly every line whole, without a copy.
const lineBuffer = 1 << 20

// Lines reads the lines of a JSONL file, one in memory at a time. A line that is too long, not UTF-8 or not a JSON object
// is a problem with its number, and so is a file that cannot be read to its end; the other lines are read. Problems of
// lines that give no document have Lost set. Of the JSON only the first key "id" is looked at; Line.Read parses the rest.
func Lines(r io.Reader) iter.Seq2[Line, *index.Problem] {
	return func(yield func(Line, *index.Problem) bool) {
		in := bufio.NewReaderSize(decodeStream(r), lineBuffer)
		var long []byte
		offset := int64(0)
		for number := 1; ; number++ {
			raw, size, err := readLine(in, &long)
			if err != nil && err != io.EOF {
				yield(Line{}, lostLine(number, NewError(index.ProblemUnreadable, err.Error())))
				return
			}
			line, problem := Line{Number: number, Bytes: bytes.TrimSpace(raw)}, error(nil)
			if size > MaxLineBytes {
				problem = NewError(index.ProblemTooLarge, MaxLineBytes>>20)
			} else if len(line.Bytes) > 0 {
				line.Name, problem = lineName(line, offset)
			}
			if problem != nil && !yield(Line{}, lostLine(number, problem)) {
				return
			}
			if problem == nil && len(line.Bytes) > 0 && !yield(line, nil) {
				return
			}
			offset += int64(size)
			if err == io.EOF {
				return
			}
		}
	}
}

// lostLine is the problem of a line that gives no document.
func lostLine(number int, err error) *index.Problem {
	problem := ProblemOf(err).At(index.Place{Line: number})
	problem.Lost = true
	return &problem
}

// decodeStream drops a byte order mark and turns UTF-16 into UTF-8.
func decodeStream(r io.Reader) io.Reader {
	in := bufio.NewReader(r)
	head, _ := in.Peek(len(bom))
	if bytes.Equal(head, bom) {
		in.Discard(len(bom))
		return in
	}
	switch utf16Order(head) {
	case binary.LittleEndian:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(in)
	case binary.BigEndian:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(in)
	}
	return in
}

// readLine returns the next line with its line feed and its size. Of a line longer than LineBytes only the size is right.
// A long line is collected in long, which is used again.
func readLine(in *bufio.Reader, long *[]byte) (line []byte, size int, err error) {
	line, err = in.ReadSlice('\n')
	size = len(line)
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, size, err
	}
	*long = append((*long)[:0], line...)
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = in.ReadSlice('\n')
		size += len(line)
		if size <= MaxLineBytes {
			*long = append(*long, line...)
		}
	}
	return *long, size, err
}

// lineName returns the id of a line, reading no further than that.
func lineName(line Line, offset int64) (string, error) {
	if wrong := invalidUTF8(line.Bytes); wrong >= 0 {
		return "", NewError(index.ProblemBadEncoding, "UTF-8", int(offset)+wrong)
	}
	dec := json.NewDecoder(bytes.NewReader(line.Bytes))
	dec.UseNumber()
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return "", NewError(index.ProblemBadJSON, "not an object")
	}
	var skipped json.RawMessage
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return "", jsonError(err)
		}
		if key == "id" {
			return lineID(dec, line.Number)
		}
		if err := dec.Decode(&skipped); err != nil {
			return "", jsonError(err)
		}
	}
	return unnamedLine(line.Number), nil
}

func unnamedLine(number int) string { return fmt.Sprintf("line-%d", number) }

func lineID(dec *json.Decoder, number int) (name string, err error) {
	var id any
	if err := dec.Decode(&id); err != nil {
		return "", jsonError(err)
	}
	switch id := id.(type) {
	case string:
		name = OneLine(id, len(id)+1)
	case json.Number:
		name = id.String()
	case nil:
	default:
		return "", NewError(index.ProblemBadMetadata, "id", "string, number", fmt.Sprintf("%.40v", id))
	}
	switch {
	case len(name) > MaxNameBytes:
		return "", NewError(index.ProblemBadMetadata, "id", fmt.Sprintf("≤ %d B", MaxNameBytes), fmt.Sprintf("%d B", len(name)))
	case name == "":
		name = unnamedLine(number)
	}
	return name, nil
}

func jsonError(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return NewError(index.ProblemBadJSON, strings.TrimPrefix(err.Error(), "json: "))
}

// Read parses the line. It returns nil if there is neither a title nor a text, with the problem that says why.
func (l Line) Read() (*Extracted, []index.Problem) {
	w := lineReader{number: l.Number, Extracted: Extracted{Format: JSONL.Name}}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(l.Bytes, &keys); err != nil {
		return nil, []index.Problem{*lostLine(l.Number, jsonError(err))}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		w.key(key, keys[key])
	}
	if isBlank(w.Text) && isBlank(w.Title) {
		return nil, append(w.problems, *lostLine(l.Number, NewError(index.ProblemEmpty)))
	}
	w.Truncate(MaxTextBytes)
	for _, limit := range w.Limits {
		w.report(limit)
	}
	return &w.Extracted, w.problems
}

type lineReader struct {
	Extracted
	number    int
	problems  []index.Problem
	metaBytes int // of keys without a meaning so far
}

func (w *lineReader) report(p index.Problem) {
	w.problems = append(w.problems, p.At(index.Place{Line: w.number}))
}

func (w *lineReader) key(key string, raw json.RawMessage) {
	switch key {
	case "id":
		return
	case "text":
		if err := json.Unmarshal(raw, &w.Text); err != nil {
			w.report(*badMetadata(key, "string", string(raw)))
		}
		return
	}
	value := flatJSON(raw)
	known, problem := setField(&w.Metadata, key, value)
	if problem != nil {
		w.report(*problem)
	}
	if known || value == "" {
		return
	}
	if w.metaBytes += len(key) + len(value); w.metaBytes > MaxMetadataBytes {
		limit := index.NewProblem(index.ProblemLimitMetadata, MaxMetadataBytes>>10)
		if !slices.ContainsFunc(w.Limits, limit.Equal) {
			w.Limits = append(w.Limits, limit)
		}
		return
	}
	if w.Meta == nil {
		w.Meta = map[string]string{}
	}
	w.Meta[OneLine(key, MaxFieldBytes)] = value
}

// flatJSON writes any value in one line: lists are joined by "; ", deeper nesting stays JSON.
func flatJSON(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return strings.TrimSpace(text)
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return string(raw)
	}
	parts := make([]string, 0, len(list))
	for _, value := range list {
		text := ""
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		parts = append(parts, strings.TrimSpace(text))
	}
	return strings.Join(parts, "; ")
}
