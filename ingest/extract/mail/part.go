package mail

import (
	"bytes"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// part is a part of a message, or the whole message.
type part struct {
	header      header
	body        []byte            // undecoded
	mediaType   string            // such as text/plain, in lower case
	params      map[string]string // of the media type
	name        string            // file name, "" if none
	disposition string            // inline, attachment or ""
}

func readPart(data []byte) *part {
	p := &part{}
	p.header, p.body = readHeader(data)
	p.mediaType, p.params = parseMedia(p.header["content-type"])
	disposition, more := parseMedia(p.header["content-disposition"])
	p.disposition = disposition
	for _, name := range []string{more["filename"], p.params["name"], more["name"], p.params["filename"]} {
		if p.name == "" {
			p.name = decodeEncodedWords(name)
		}
	}
	if !strings.Contains(p.mediaType, "/") {
		p.mediaType = "text/plain" // RFC 2045, section 5.2
	}
	return p
}

// parseMedia parses values such as "text/plain; charset=x; name*0*=utf-8”y" (RFC 2045, RFC 2231). Of invalid
// parameters it keeps the readable ones.
func parseMedia(value string) (media string, params map[string]string) {
	media, rest, _ := strings.Cut(value, ";")
	media = strings.ToLower(strings.Join(strings.Fields(media), ""))
	params = map[string]string{}
	pieces := map[string][]string{}
	for rest != "" {
		var name, v string
		name, v, rest = cutParameter(rest)
		if name == "" {
			continue
		}
		if base, _, numbered := strings.Cut(name, "*"); numbered {
			pieces[base] = append(pieces[base], name, v)
		} else if params[name] == "" {
			params[name] = v
		}
	}
	for base, list := range pieces {
		if v := joinContinuations(list); v != "" {
			params[base] = v
		}
	}
	return media, params
}

// cutParameter cuts off one name=value pair; the value may be quoted.
func cutParameter(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, "; \t")
	end := strings.IndexAny(s, "=;")
	if end < 0 || s[end] == ';' {
		_, rest, _ = strings.Cut(s, ";")
		return "", "", rest
	}
	name = strings.ToLower(strings.TrimSpace(s[:end]))
	s = strings.TrimLeft(s[end+1:], " \t")
	if !strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s, ";")
		return name, strings.TrimSpace(value), rest
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			b.WriteByte(s[i])
		case s[i] == '"':
			_, rest, _ = strings.Cut(s[i+1:], ";")
			return name, b.String(), rest
		default:
			b.WriteByte(s[i])
		}
	}
	return name, b.String(), ""
}

// joinContinuations joins name*0*=utf-8”a, name*1=b in their order in the header, which is that of their numbers.
func joinContinuations(list []string) string {
	var raw []byte
	charset := ""
	for i := 0; i+1 < len(list); i += 2 {
		name, v := list[i], list[i+1]
		if !strings.HasSuffix(name, "*") {
			raw = append(raw, v...)
			continue
		}
		if parts := strings.SplitN(v, "'", 3); len(parts) == 3 && i == 0 {
			charset, v = parts[0], parts[2]
		}
		raw = append(raw, decodeQuotedPrintable([]byte(strings.ReplaceAll(strings.ReplaceAll(v, "=", "=3D"), "%", "=")))...)
	}
	text, _ := extract.DecodeCharset(raw, charset)
	return text
}

func (p *part) isMultipart() bool {
	return strings.HasPrefix(p.mediaType, "multipart/") && p.params["boundary"] != ""
}

// isText reports whether the part is text of the message itself; a text file is an attachment.
func (p *part) isText() bool {
	switch p.mediaType {
	case "text/plain", "text/html", "text/enriched", "text/richtext", "multipart/mixed", "multipart/alternative", "multipart/related":
	default:
		return strings.HasPrefix(p.mediaType, "multipart/")
	}
	return p.disposition != "attachment" && (p.name == "" || p.disposition == "inline" && p.mediaType == "text/plain")
}

func (p *part) isEncrypted() bool {
	return strings.Contains(p.mediaType, "pkcs7-mime") && p.params["smime-type"] != "signed-data"
}

// isIgnored reports whether the part is no document: an image in the text, a signature, a receipt.
func (p *part) isIgnored() bool {
	switch p.mediaType {
	case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys",
		"text/x-amp-html", "message/disposition-notification", "message/delivery-status", "text/rfc822-headers":
		return true
	}
	return strings.HasPrefix(p.mediaType, "image/") && p.disposition != "attachment" && p.header["content-id"] != ""
}

// decode returns the body without its transfer encoding (RFC 2045, section 6).
func (p *part) decode() []byte {
	encoding := strings.ToLower(p.header["content-transfer-encoding"])
	switch {
	case strings.Contains(encoding, "base64"):
		return decodeBase64(p.body)
	case strings.Contains(encoding, "quoted"):
		return decodeQuotedPrintable(p.body)
	case strings.Contains(encoding, "uu"):
		return decodeUU(p.body)
	}
	return p.body
}

// decodeUU decodes the lines between "begin 644 name" and "end".
func decodeUU(in []byte) []byte {
	var out []byte
	begun := false
	for len(in) > 0 {
		var line []byte
		line, in = cutLine(in)
		switch {
		case bytes.HasPrefix(line, []byte("begin ")):
			begun = true
		case !begun || len(line) == 0:
		case bytes.Equal(line, []byte("end")):
			return out
		default:
			out = append(out, decodeUULine(line)...)
		}
	}
	return out
}

func decodeUULine(line []byte) []byte {
	size := int(line[0]-' ') & 63
	out := make([]byte, 0, size+2)
	for at := 1; at < len(line); at += 4 {
		var bits uint32
		for k := range 4 {
			c := byte(' ')
			if at+k < len(line) {
				c = line[at+k]
			}
			bits = bits<<6 | uint32(c-' ')&63
		}
		out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
	}
	return out[:min(size, len(out))]
}

// embedded returns the part as a file.
func (p *part) embedded() extract.Embedded {
	name := p.name
	if name == "" {
		name = p.defaultName()
	}
	return extract.Embedded{Name: extract.SafePath(name), Bytes: p.decode(), Problem: p.externalContent()}
}

// externalContent returns the problem of a part that only points to its content.
func (p *part) externalContent() *index.Problem {
	if p.mediaType != "message/external-body" && p.mediaType != "message/partial" {
		return nil
	}
	return new(index.NewProblem(index.ProblemPartMissing, p.mediaType))
}

// defaultName returns a file name for a part without one, by its media type.
func (p *part) defaultName() string {
	switch p.mediaType {
	case "message/rfc822", "message/global", "message/news":
		subject := extract.OneLine(readPart(p.decode()).header.decoded("subject"), 100)
		if subject == "" {
			subject = "message"
		}
		return subject + ".eml"
	case "text/plain":
		return "text.txt"
	case "text/calendar":
		return "invitation.ics"
	case "text/rtf", "application/rtf":
		return "text.rtf"
	case "text/html":
		return "page.html"
	}
	_, kind, _ := strings.Cut(p.mediaType, "/")
	return "attachment." + strings.TrimPrefix(kind, "x-")
}

// children splits a multipart at its boundaries, into up to limit+1 parts. Text before the first and after the last
// boundary is not part of the message.
func (p *part) children(limit int) []*part {
	var all []*part
	rest := p.body
	// cutLine removes a carriage return at the end of a line, so the boundary must not end in one.
	mark := []byte("--" + strings.TrimRight(p.params["boundary"], "\r"))
	start := -1
	for at := 0; at <= len(rest) && len(all) <= limit; {
		found := indexBoundary(rest, mark, at)
		if found < 0 {
			break
		}
		if start >= 0 {
			all = append(all, readPart(trimLineEnd(rest[start:found])))
		}
		line, after := cutLine(rest[found:])
		start, at = len(rest)-len(after), len(rest)-len(after)
		if bytes.HasPrefix(line[len(mark):], []byte("--")) {
			return all
		}
		if at >= len(rest) {
			break
		}
	}
	if start >= 0 && start < len(rest) {
		all = append(all, readPart(rest[start:]))
	}
	return all
}

// indexBoundary returns the offset of the next line, from offset from on, that is a boundary: "--boundary" or
// "--boundary--", then only white space.
func indexBoundary(data, mark []byte, from int) int {
	for from < len(data) {
		found := bytes.Index(data[from:], mark)
		if found < 0 {
			return -1
		}
		found += from
		if (found == 0 || data[found-1] == '\n') && isBoundaryLine(data[found:], mark) {
			return found
		}
		from = found + len(mark)
	}
	return -1
}

// isBoundaryLine reports whether data starts with a boundary line. data starts with mark.
func isBoundaryLine(data, mark []byte) bool {
	line, _ := cutLine(data)
	return len(bytes.TrimRight(bytes.TrimPrefix(line[len(mark):], []byte("--")), " \t")) == 0
}

func trimLineEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}
