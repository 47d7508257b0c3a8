package mail

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// Message is a message with its text and its attachments.
type Message struct {
	Extracted *extract.Extracted // nil if there is no text; Problems then say why
	Problems  []index.Problem
	// Embedded are the attachments and forwarded messages in order, each decoded when the iteration reaches it. Images
	// that belong to the text, such as a letterhead, are left out.
	Embedded iter.Seq[extract.Embedded]
}

// Read extracts a message in Internet format (RFC 5322 with MIME). Limits that were reached are among the problems.
func Read(data []byte, l extract.Limits) Message {
	data = toUTF8(data)
	root := readPart(data)
	c := collector{limits: l}
	c.walk(root, 0)
	r := &extract.Extracted{Format: extract.EML.Name}
	root.header.fill(r)
	problems := c.writeTo(r)
	reading, problems := finishMessage(r, problems, len(c.files))
	return Message{Extracted: reading, Problems: problems, Embedded: c.attachments()}
}

// finishMessage uses the subject as the text of a message without text: a message that only carries a file often has
// nothing else, and the attachment has to be found under something.
func finishMessage(r *extract.Extracted, problems []index.Problem, attachments int) (*extract.Extracted, []index.Problem) {
	if strings.TrimSpace(r.Text) == "" {
		r.Text, r.Breaks = r.Title, nil
	}
	if strings.TrimSpace(r.Text) == "" && attachments > 0 {
		return nil, append(problems, index.NewProblem(index.ProblemAttachmentsOnly))
	}
	return r.Finish(problems)
}

// toUTF8 converts a message that was saved as UTF-16.
func toUTF8(data []byte) []byte {
	head := data[:min(len(data), 64)]
	if bytes.IndexByte(head, 0) < 0 && !bytes.HasPrefix(head, []byte("\xff\xfe")) && !bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return data
	}
	if text, used := extract.DecodeCharset(data, ""); strings.HasPrefix(used, "utf-16") {
		return []byte(text)
	}
	return data
}

// collector collects the text of a message and its attachments.
type collector struct {
	limits        extract.Limits
	bodies        []body
	files         []*part
	encrypted     string
	limitProblems []index.Problem
	partCount     int
}

// maxDepth is the maximum nesting of multiparts: a forwarded reply with an image and two alternatives has 4.
const maxDepth = 32

// walk sorts the parts of a message into text, in order, and attachments.
func (c *collector) walk(p *part, depth int) {
	c.partCount++
	switch {
	case depth > maxDepth:
		c.addLimit(index.NewProblem(index.ProblemLimitDepth, maxDepth))
	case c.partCount > c.limits.Embedded:
		c.addLimit(index.NewProblem(index.ProblemLimitFiles, c.limits.Embedded))
	case p.mediaType == "multipart/encrypted":
		c.encrypted = "PGP"
		if strings.Contains(p.params["protocol"], "pkcs7") {
			c.encrypted = "S/MIME"
		}
	case p.isMultipart():
		c.multipart(p, depth)
	case p.isEncrypted():
		c.encrypted = "S/MIME"
	case p.isText():
		b := readBody(p)
		if !b.html && IsPGP(b.text) {
			c.encrypted = "PGP"
			return
		}
		c.bodies = append(c.bodies, b)
	case !p.isIgnored():
		c.files = append(c.files, p)
	}
}

func (c *collector) multipart(p *part, depth int) {
	parts := p.children(c.limits.Embedded)
	switch p.mediaType {
	case "multipart/alternative":
		c.alternative(parts, depth)
	case "multipart/related":
		for n, child := range parts {
			if n > 0 && strings.HasPrefix(child.mediaType, "image/") {
				continue // an image that the HTML text shows
			}
			c.walk(child, depth+1)
		}
	default:
		for _, child := range parts {
			c.walk(child, depth+1)
		}
	}
}

// alternative reads one of several forms of the same text: plain text, unless it only points to the HTML form.
func (c *collector) alternative(parts []*part, depth int) {
	var forms []*collector
	for _, child := range parts {
		form := &collector{limits: c.limits, partCount: c.partCount}
		form.walk(child, depth+1)
		c.partCount = form.partCount
		c.files = append(c.files, form.files...)
		if form.encrypted != "" {
			c.encrypted = form.encrypted
		}
		for _, p := range form.limitProblems {
			c.addLimit(p)
		}
		if len(form.bodies) > 0 {
			forms = append(forms, form)
		}
	}
	if len(forms) > 0 {
		c.bodies = append(c.bodies, preferredForm(forms).bodies...)
	}
}

func preferredForm(forms []*collector) *collector {
	var plain, page *collector
	for _, f := range forms {
		if f.bodies[0].html && page == nil {
			page = f
		}
		if !f.bodies[0].html && plain == nil {
			plain = f
		}
	}
	switch {
	case plain == nil:
		return page
	case page == nil || !isStub(plain.wordCount(), page.wordCount()):
		return plain
	}
	return page
}

// Plain text is a stub such as "This message is best viewed as HTML" if the HTML form has stubRatio times its words and
// more than stubMinWords.
const (
	stubRatio    = 5
	stubMinWords = 40
)

func isStub(plain, page int) bool { return plain == 0 || page > stubMinWords && page > stubRatio*plain }

func (c *collector) wordCount() int {
	n := 0
	for _, b := range c.bodies {
		n += b.wordCount()
	}
	return n
}

func (c *collector) addLimit(limit index.Problem) {
	if !slices.ContainsFunc(c.limitProblems, limit.Equal) {
		c.limitProblems = append(c.limitProblems, limit)
	}
}

// writeTo sets the text of the message. It returns the problem of encrypted content.
func (c *collector) writeTo(r *extract.Extracted) []index.Problem {
	p := &extract.TextBuilder{}
	for _, b := range c.bodies {
		b.writeTo(p)
	}
	p.CopyTo(r)
	r.Limits = append(r.Limits, c.limitProblems...)
	if c.encrypted == "" {
		return nil
	}
	return []index.Problem{index.NewProblem(index.ProblemEncrypted, c.encrypted)}
}

// attachments decodes the attachments one by one.
func (c *collector) attachments() iter.Seq[extract.Embedded] {
	files := c.files
	return func(yield func(extract.Embedded) bool) {
		for _, p := range files {
			if !yield(p.embedded()) {
				return
			}
		}
	}
}
