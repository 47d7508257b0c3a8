package mail

import (
	"bytes"
	"iter"
	"strconv"
	"strings"

	"daftar/ingest/extract"
)

// Messages cuts a mailbox (mbox, RFC 4155) into its messages, in their order. A message begins at a line "From ..." that
// is followed by a header; where the message tells the length of its text (mboxcl), a "From " inside that length is
// text. "From " that was quoted as ">From " is unquoted. What stands before the first such line is a message too.
func Messages(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		data = toUTF8(data)
		for start := 0; start < len(data); {
			end := messageEnd(data, start)
			letter := bytes.TrimRight(data[start:end], "\r\n")
			if len(letter) > 0 && !yield(unquoteFrom(letter)) {
				return
			}
			start = end
		}
	}
}

// MessageName names a message, by its id if it has one.
func MessageName(letter []byte) string {
	h, _ := readHeader(letter)
	if id := messageID(h); id != "" {
		return strings.ReplaceAll(extract.Harmless(id), "/", "_")
	}
	return "message"
}

var fromLine = []byte("\nFrom ")

// messageEnd is where the message that begins at start ends.
func messageEnd(data []byte, start int) int {
	at := start
	first := bytes.Index(data[start:], fromLine)
	if first < 0 {
		return len(data)
	}
	if length, ok := contentLength(data[start:start+first], len(data)-start); ok {
		if end := start + length; end == len(data) || end < len(data) && bytes.HasPrefix(bytes.TrimLeft(data[end:], "\r\n"), fromLine[1:]) {
			at = end - 1
		}
	}
	for {
		found := bytes.Index(data[at:], fromLine)
		if found < 0 {
			return len(data)
		}
		if next := at + found + 1; next > start && startsMessage(data[next:]) {
			return next
		}
		at += found + 1
	}
}

// contentLength is the length of the message up to the end of its text, if its header says it. Many are wrong.
func contentLength(head []byte, most int) (int, bool) {
	h, body := readHeader(head)
	length, err := strconv.Atoi(h["content-length"])
	if err != nil || length < 0 || length > most {
		return 0, false
	}
	length += len(head) - len(body)
	return length, length <= most
}

// startsMessage reports whether a "From " begins a message: a line with a time or a year, and a header in the next.
func startsMessage(data []byte) bool {
	line, rest := cutLine(data)
	if !isFromLine(line) || len(line) > 1000 {
		return false
	}
	next, _ := cutLine(rest)
	if isFromLine(next) {
		next, _ = cutLine(rest[min(len(rest), len(next)+1):])
	}
	_, _, ok := cutField(next)
	return ok && bytes.ContainsAny(line, "0123456789@")
}

// unquoteFrom takes one ">" off lines that begin with ">From " (mboxrd).
func unquoteFrom(letter []byte) []byte {
	if !bytes.Contains(letter, []byte("\n>")) {
		return letter
	}
	out := make([]byte, 0, len(letter))
	for len(letter) > 0 {
		end := bytes.IndexByte(letter, '\n') + 1
		if end == 0 {
			end = len(letter)
		}
		line := letter[:end]
		if line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			line = line[1:]
		}
		out, letter = append(out, line...), letter[end:]
	}
	return out
}
