package mail

import (
	"strings"

	"daftar/ingest/extract"
)

// body is decoded text of a message.
type body struct {
	text string
	html bool // html, not plain text
}

func readBody(p *part) body {
	text, _ := extract.DecodeCharset(p.decode(), p.params["charset"])
	text = normalizeNewlines(text)
	switch {
	case p.mediaType == "text/html" || p.mediaType != "text/plain" && looksLikeHTML(text):
		return body{text: text, html: true}
	case strings.EqualFold(p.params["format"], "flowed"):
		text = unflow(text, p.params)
	}
	return body{text: text}
}

// IsPGP reports whether a text is a PGP message and nothing else.
func IsPGP(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text[:min(len(text), 1000)]), "-----BEGIN PGP MESSAGE-----")
}

func looksLikeHTML(text string) bool {
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 200)]))
	return strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "<!doctype")
}

func (b body) wordCount() int {
	if b.html {
		p := &extract.TextBuilder{}
		p.WriteHTML(b.text)
		r := &extract.Extracted{}
		p.CopyTo(r)
		return len(strings.Fields(r.Text))
	}
	return len(strings.Fields(b.text))
}

func (b body) writeTo(p *extract.TextBuilder) {
	p.Paragraph()
	if b.html {
		p.WriteHTML(b.text)
	} else {
		p.Verbatim(strings.TrimLeft(b.text, "\n"))
	}
	p.Paragraph()
}

// unflow joins lines of format=flowed (RFC 3676): a line that ends in a space continues in the next line of the same
// quote depth. The parameter delsp=yes removes that space.
func unflow(text string, params map[string]string) string {
	deleteSpace := strings.EqualFold(params["delsp"], "yes")
	var b strings.Builder
	open, depth := false, 0
	for line := range strings.SplitSeq(text, "\n") {
		quotes := len(line) - len(strings.TrimLeft(line, ">"))
		content := strings.TrimPrefix(line[quotes:], " ")
		switch {
		case open && quotes == depth && content != "-- ":
		case b.Len() > 0 || open:
			b.WriteByte('\n')
			fallthrough
		default:
			b.WriteString(strings.Repeat(">", quotes))
			if quotes > 0 {
				b.WriteByte(' ')
			}
		}
		open, depth = strings.HasSuffix(content, " ") && content != "-- ", quotes
		if open && deleteSpace {
			content = content[:len(content)-1]
		}
		b.WriteString(content)
	}
	return b.String()
}

func normalizeNewlines(s string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(s)
}
