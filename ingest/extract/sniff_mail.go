package extract

import (
	"bytes"
	"strings"
)

// mailFields are names of header fields: true for those that only messages have, false for those that people also write
// above a text.
var mailFields = map[string]bool{
	"received": true, "return-path": true, "message-id": true, "mime-version": true, "delivered-to": true, "content-transfer-encoding": true,
	"dkim-signature": true, "x-mailer": true, "x-originating-ip": true, "in-reply-to": true, "authentication-results": true, "x-received": true,
	"from": false, "to": false, "cc": false, "bcc": false, "subject": false, "date": false, "sender": false, "reply-to": false, "content-type": false,
}

// looksLikeMail reports whether a file begins with the header of a message: at least two fields, and one that nobody
// writes by hand.
func looksLikeMail(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, bom), "\r\n")
	known, certain, lines := 0, false, 0
	for line := range bytes.Lines(head) {
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		lines++
		if (line[0] == ' ' || line[0] == '\t') && lines > 1 {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || bytes.ContainsAny(name, " \t") {
			return lines > 1 && known > 1 && certain
		}
		only, listed := mailFields[strings.ToLower(string(name))]
		if listed {
			known++
		}
		certain = certain || only
	}
	return known > 1 && certain
}

// looksLikeMailbox reports whether a file begins with the line "From sender date", which a mailbox puts before each
// message, and a header field in the next line.
func looksLikeMailbox(head []byte) bool {
	first, rest, _ := bytes.Cut(bytes.TrimLeft(head, "\r\n"), []byte("\n"))
	next, _, _ := bytes.Cut(rest, []byte("\n"))
	name, _, ok := bytes.Cut(next, []byte(":"))
	return bytes.HasPrefix(first, []byte("From ")) && bytes.ContainsAny(first, "0123456789") &&
		ok && len(name) > 0 && !bytes.ContainsAny(name, " \t")
}
