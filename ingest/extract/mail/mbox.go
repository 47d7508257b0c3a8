package mail

import (
	"bytes"
	"iter"
	"strconv"
	"strings"

	"daftar/ingest/extract"
)

// Messages splits a mailbox (mbox, RFC 4155) into its messages, in order. A message starts at a line "From ..." before
// a header. If a Content-Length field is right (mboxcl), a "From " line inside the body does not split. Quoted ">From "
// lines (mboxrd) are unquoted. Text before the first such line is a message too.
func Messages(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		data = toUTF8(data)
		for start := 0; start < len(data); {
			end := messageEnd(data, start)
			message := bytes.TrimRight(data[start:end], "\r\n")
			if len(message) > 0 && !yield(unquoteFrom(message)) {
				return
			}
			start = end
		}
	}
}

// MessageName names a message by its Message-ID; "message" if it has none.
func MessageName(message []byte) string {
	h, _ := readHeader(message)
	if id := messageID(h); id != "" {
		return strings.ReplaceAll(extract.SafePath(id), "/", "_")
	}
	return "message"
}

var fromLine = []byte("\nFrom ")

// messageEnd returns the end of the message that starts at start.
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

// contentLength returns the length of the message up to the end of its body, if its header declares one of at most
// limit bytes. Many declared lengths are wrong.
func contentLength(head []byte, limit int) (int, bool) {
	h, body := readHeader(head)
	length, err := strconv.Atoi(h["content-length"])
	if err != nil || length < 0 || length > limit {
		return 0, false
	}
	length += len(head) - len(body)
	return length, length <= limit
}

// startsMessage reports whether a "From " line starts a message: it has a digit or an address, and a header follows.
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

// unquoteFrom removes one ">" from lines such as ">From " and ">>From " (mboxrd).
func unquoteFrom(message []byte) []byte {
	if !bytes.Contains(message, []byte("\n>")) {
		return message
	}
	out := make([]byte, 0, len(message))
	for len(message) > 0 {
		end := bytes.IndexByte(message, '\n') + 1
		if end == 0 {
			end = len(message)
		}
		line := message[:end]
		if line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			line = line[1:]
		}
		out, message = append(out, line...), message[end:]
	}
	return out
}
