package mail

import (
	"bytes"
	"net/mail"
	"strings"
	"time"

	"daftar/index/date"
	"daftar/ingest/extract"
)

// header has the first value of each field, unfolded and undecoded, by lower-case name.
type header map[string]string

// maxHeaderBytes is more than a message collects on the longest path through servers. Later lines belong to the body.
const maxHeaderBytes = 1 << 20

// readHeader splits a message or part into header and body. A line that is not a field is skipped, except before the
// first and after the last field, where it starts the body.
func readHeader(data []byte) (header, []byte) {
	h := header{}
	rest := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	rest = bytes.TrimLeft(rest, "\r\n")
	name, value := "", []byte(nil)
	keep := func() {
		if _, twice := h[name]; name != "" && !twice {
			h[name] = string(bytes.TrimSpace(value))
		}
		name, value = "", nil
	}
	for first := true; len(rest) > 0 && len(data)-len(rest) < maxHeaderBytes; first = false {
		line, next := cutLine(rest)
		if len(line) == 0 {
			rest = next
			break
		}
		field, content, isField := cutField(line)
		switch {
		case (line[0] == ' ' || line[0] == '\t') && !first:
			if name != "" {
				value = append(append(value, ' '), bytes.TrimSpace(line)...)
			}
		case isField:
			keep()
			name, value = field, bytes.Clone(content)
		case first && isFromLine(line):
		case len(h) == 0 && name == "" || !startsWithField(next):
			keep()
			return h, rest
		default:
			keep()
		}
		rest = next
	}
	keep()
	return h, rest
}

// cutLine returns the first line without its line end, and the rest.
func cutLine(data []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(data, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

// cutField splits "Name: value".
func cutField(line []byte) (name string, value []byte, ok bool) {
	at := bytes.IndexByte(line, ':')
	const longest = 76 // a field name must fit in a line
	if at <= 0 || at > longest {
		return "", nil, false
	}
	raw := bytes.TrimRight(line[:at], " \t")
	for _, c := range raw {
		if c <= ' ' || c >= 0x7f {
			return "", nil, false
		}
	}
	return strings.ToLower(string(raw)), line[at+1:], true
}

func startsWithField(data []byte) bool {
	line, _ := cutLine(data)
	_, _, ok := cutField(line)
	return ok
}

// isFromLine reports whether a line is the separator of a mailbox: "From sender date".
func isFromLine(line []byte) bool {
	return bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From "))
}

// fill sets the metadata of a message.
func (h header) fill(r *extract.Extracted) {
	r.Title = extract.OneLine(h.decoded("subject"), extract.MaxTitleBytes)
	r.Author = extract.OneLine(displayNames(h.decoded("from")), extract.MaxFieldBytes)
	r.Published = h.sentDate()
	r.Meta = map[string]string{}
	for _, name := range []string{"from", "to", "cc", "date", "message-id", "in-reply-to"} {
		if value := extract.OneLine(h.decoded(name), extract.MaxFieldBytes); value != "" {
			r.Meta[name] = value
		}
	}
}

// decoded returns a field with its encoded words decoded.
func (h header) decoded(name string) string { return decodeEncodedWords(h[name]) }

func messageID(h header) string {
	return extract.OneLine(strings.Trim(h["message-id"], "<> \t"), extract.MaxNameBytes/4)
}

// sentDate returns the day on which the message was sent, in the sender's time zone; if the date is invalid, the day on
// which the last server received it.
func (h header) sentDate() date.Date {
	for _, value := range []string{h["date"], afterLast(h["received"], ";")} {
		t, ok := parseTime(decodeEncodedWords(value))
		if !ok {
			continue
		}
		y, m, d := t.Date()
		if date, ok := date.New(y, int(m), d); ok && y >= minYear && y <= maxYear {
			return date
		}
	}
	return date.Date{}
}

// minYear is the year of the first network mail. Other years come from a wrong clock.
const (
	minYear = 1971
	maxYear = 2100
)

func afterLast(s, sep string) string { return s[strings.LastIndex(s, sep)+1:] }

var dateLayouts = []string{
	"2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 Jan 06 15:04:05", "2 Jan 2006", "2-Jan-2006 15:04:05",
	"Jan 2 15:04:05 2006", "Jan 2 2006 15:04:05", "Jan 2, 2006 15:04:05", "January 2, 2006 15:04:05", "2 January 2006 15:04:05",
	"2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02", "2006/01/02 15:04:05", "02.01.2006 15:04:05", "02.01.2006 15:04",
}

// parseTime parses a date of RFC 5322, or in a format that other programs write, in the zone of the sender.
func parseTime(s string) (time.Time, bool) {
	s = strings.Join(strings.Fields(s), " ")
	if t, err := mail.ParseDate(s); err == nil {
		return t, true
	}
	if day, rest, ok := strings.Cut(s, " "); ok && strings.Trim(day, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,.") == "" && len(day) < 11 && !isMonth(day) {
		s = strings.TrimLeft(rest, ", ")
	}
	for _, layout := range dateLayouts {
		for end := len(s); end > 0; end = strings.LastIndexByte(s[:end], ' ') {
			if t, err := time.Parse(layout, s[:end]); err == nil {
				return t, true
			}
		}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, true
	}
	return time.Time{}, false
}

func isMonth(s string) bool {
	_, short := time.Parse("Jan", s)
	_, long := time.Parse("January", s)
	return short == nil || long == nil
}

// displayNames returns the names in an address list; for an address without a name, the address.
func displayNames(list string) string {
	var all []string
	for _, one := range splitAddresses(list) {
		name := one
		if before, after, ok := strings.Cut(one, "<"); ok {
			name = strings.Trim(before, `"' `)
			if name == "" {
				name = strings.TrimSuffix(strings.TrimSpace(after), ">")
			}
		}
		if name = strings.ReplaceAll(strings.Trim(strings.TrimSpace(name), `"`), `\"`, `"`); name != "" {
			all = append(all, name)
		}
	}
	return strings.Join(all, "; ")
}

// splitAddresses splits a list at commas outside quotes and angle brackets.
func splitAddresses(list string) []string {
	var all []string
	start, quoted, angle := 0, false, false
	for at := 0; at < len(list); at++ {
		switch c := list[at]; {
		case c == '\\' && quoted:
			at++
		case c == '"':
			quoted = !quoted
		case c == '<' && !quoted:
			angle = true
		case c == '>':
			angle = false
		case c == ',' && !quoted && !angle:
			all = append(all, strings.TrimSpace(list[start:at]))
			start = at + 1
		}
	}
	return append(all, strings.TrimSpace(list[min(start, len(list)):]))
}
