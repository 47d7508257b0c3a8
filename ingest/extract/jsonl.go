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

// Line is a document of a JSONL file that has not been taken apart yet.
type Line struct {
	Number int // from 1
	// Name tells the line from the others of its file: its "id", a string or a number. A line without one is called
	// "line-7" after its number: that name stays when its text is mended and when lines are added at the end, which is how
	// such files grow; it changes when a line is put in before it, so documents that are cited should have ids.
	Name  string
	Bytes []byte // without line feed; valid until the next step of the iteration
}

// lineBuffer holds nearly every line whole, so that it need not be copied together.
const lineBuffer = 1 << 20

// Lines reads the lines of a JSONL file one by one, holding one in memory. A line that is too long, no UTF-8 or no JSON
// object is a problem with its number, and so is a file that ends in the middle; the others are read.
// The id of a line is its first key "id"; beyond that the JSON is not looked at: Line.Read does.
func Lines(r io.Reader) iter.Seq2[Line, *index.Problem] {
	return func(yield func(Line, *index.Problem) bool) {
		in := bufio.NewReaderSize(decodeStream(r), lineBuffer)
		var long []byte
		offset := int64(0)
		for number := 1; ; number++ {
			raw, size, err := readLine(in, &long)
			line := Line{Number: number, Bytes: bytes.TrimSpace(raw)}
			reason := ""
			switch {
			case err != nil && err != io.EOF:
				yield(Line{}, leftOut(number, fmt.Sprintf("the file cannot be read on: %v", err)))
				return
			case size > MaxLineBytes:
				reason = fmt.Sprintf("longer than %d MB", MaxLineBytes>>20)
			case len(line.Bytes) > 0:
				line.Name, reason = lineName(line, offset)
			}
			if reason != "" && !yield(Line{}, leftOut(number, reason)) {
				return
			}
			if reason == "" && len(line.Bytes) > 0 && !yield(line, nil) {
				return
			}
			offset += int64(size)
			if err == io.EOF {
				return
			}
		}
	}
}

func problemAt(line int, reason string) *index.Problem {
	return &index.Problem{Where: fmt.Sprintf("line %d", line), Reason: reason}
}

// leftOut is the problem of a line that gives no document.
func leftOut(line int, reason string) *index.Problem { return problemAt(line, reason+LeftOut) }

// decodeStream takes a byte order mark off and turns UTF-16 into UTF-8.
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

// lineName finds the id of a line, reading no further than that.
func lineName(line Line, offset int64) (name, problem string) {
	if at := invalidUTF8(line.Bytes); at >= 0 {
		return "", fmt.Sprintf("not valid UTF-8 at byte %d of the file", offset+int64(at))
	}
	dec := json.NewDecoder(bytes.NewReader(line.Bytes))
	dec.UseNumber()
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return "", "no JSON object"
	}
	var skipped json.RawMessage
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return "", jsonFault(err)
		}
		if key == "id" {
			return idOf(dec, line.Number)
		}
		if err := dec.Decode(&skipped); err != nil {
			return "", jsonFault(err)
		}
	}
	return fmt.Sprintf("line-%d", line.Number), ""
}

func idOf(dec *json.Decoder, number int) (name, problem string) {
	var id any
	if err := dec.Decode(&id); err != nil {
		return "", jsonFault(err)
	}
	switch id := id.(type) {
	case string:
		name = OneLine(id, len(id)+1)
	case json.Number:
		name = id.String()
	case nil:
	default:
		return "", `id: allowed is a text or a number`
	}
	switch {
	case len(name) > MaxNameBytes:
		return "", fmt.Sprintf("id: longer than %d bytes", MaxNameBytes)
	case name == "":
		name = fmt.Sprintf("line-%d", number)
	}
	return name, ""
}

func jsonFault(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "no JSON: it ends in the middle"
	}
	return "no JSON: " + strings.TrimPrefix(err.Error(), "json: ")
}

// Read takes the line apart. It returns nil if there is nothing to read, with the problem that says why.
func (l Line) Read() (*Extracted, []index.Problem) {
	w := lineReader{number: l.Number, Extracted: Extracted{Format: JSONL.Name}}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(l.Bytes, &keys); err != nil {
		return nil, []index.Problem{*leftOut(l.Number, jsonFault(err))}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		w.key(key, keys[key])
	}
	if blank(w.Text) && blank(w.Title) {
		return nil, append(w.problems, *leftOut(l.Number, "neither title nor text"))
	}
	w.limitText()
	for _, limit := range w.Limits {
		limit.Where = fmt.Sprintf("line %d", l.Number)
		w.problems = append(w.problems, limit)
	}
	return &w.Extracted, w.problems
}

type lineReader struct {
	Extracted
	number   int
	problems []index.Problem
	metadata int // bytes of other keys so far
}

func (w *lineReader) complain(reason string) {
	w.problems = append(w.problems, *problemAt(w.number, reason))
}

func (w *lineReader) key(key string, raw json.RawMessage) {
	switch key {
	case "id":
		return
	case "text":
		if err := json.Unmarshal(raw, &w.Text); err != nil {
			w.complain("text: allowed is a text")
		}
		return
	}
	value := flatJSON(raw)
	known, problem := w.take(key, value)
	if problem != "" {
		w.complain(problem)
	}
	if known || value == "" {
		return
	}
	if w.metadata += len(key) + len(value); w.metadata > MaxMetadataBytes {
		w.limitMetadata()
		return
	}
	if w.Meta == nil {
		w.Meta = map[string]string{}
	}
	w.Meta[OneLine(key, MaxFieldBytes)] = value
}

func (w *lineReader) limitMetadata() {
	limit := limit("only %d KB of other keys were kept", MaxMetadataBytes>>10)
	if !slices.ContainsFunc(w.Limits, limit.Equal) {
		w.Limits = append(w.Limits, limit)
	}
}

// flatJSON writes any value in one line: lists are joined by "; ", what is nested deeper stays JSON.
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
