package mail

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy"
)

// embeddedMessage returns a message attached to another one in Internet format. (In the file it has no contiguous
// bytes: its streams are spread over the compound file.)
func (m outlookMessage) embeddedMessage(s legacy.Storage, name string) extract.Embedded {
	inner := outlookMessage{properties: readProperties(s, embeddedHeaderBytes), limits: m.limits, depth: m.depth + 1}
	if inner.codePage == 0 {
		inner.codePage, inner.charset = m.codePage, m.charset
	}
	head := inner.header()
	name = extract.SafePath(cmp.Or(name, extract.OneLine(head["subject"], 100), "message"))
	if !strings.HasSuffix(strings.ToLower(name), ".msg") && !strings.HasSuffix(strings.ToLower(name), ".eml") {
		name += ".eml"
	}
	h := extract.Embedded{Name: name}
	if inner.depth > m.limits.Depth {
		h.Problem = new(index.NewProblem(index.ProblemLimitDepth, m.limits.Depth))
		return h
	}
	h.Bytes = inner.encode(head)
	return h
}

// encodeBoundary separates the parts that encode writes. It contains characters that base64 does not.
const encodeBoundary = "----=_part_=----"

func (m outlookMessage) encode(h header) []byte {
	var b bytes.Buffer
	for _, name := range []string{"from", "to", "cc", "subject", "date", "received", "message-id", "in-reply-to"} {
		if h[name] != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, extract.OneLine(h[name], extract.MaxMetadataBytes))
		}
	}
	fmt.Fprintf(&b, "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=%q\n\n", encodeBoundary)
	for _, text := range m.bodies() {
		kind := "text/plain"
		if text.html {
			kind = "text/html"
		}
		writePart(&b, kind+"; charset=utf-8", []byte(text.text))
	}
	left := m.limits.File
	for file := range m.embedded() {
		if left -= int64(len(file.Bytes)); left < 0 {
			break
		}
		name := strings.NewReplacer(`\`, "_", `"`, "_").Replace(file.Name)
		writePart(&b, fmt.Sprintf("application/octet-stream; name=\"%s\"\nContent-Disposition: attachment", name), file.Bytes)
	}
	return append(b.Bytes(), "--"+encodeBoundary+"--\n"...)
}

func writePart(b *bytes.Buffer, kind string, raw []byte) {
	fmt.Fprintf(b, "--%s\nContent-Type: %s\nContent-Transfer-Encoding: base64\n\n", encodeBoundary, kind)
	out := base64.NewEncoder(base64.StdEncoding, b)
	out.Write(raw)
	out.Close()
	b.WriteByte('\n')
}
