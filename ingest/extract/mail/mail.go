// Package mail takes messages apart: what does this letter say, who wrote it to whom and when, and what is attached?
//
// It reads messages as they are sent (RFC 5322 with MIME), mailboxes that hold many (mbox), and those of Outlook (msg).
// Real messages break every rule, so nothing here insists on one: a header that is wrong is taken as it is written, a
// boundary that is missing ends with the file, an encoding that lies is guessed. It does not open what is attached, it
// hands it over as it lies there; it follows no address and checks no signature.
//
// The parts of a message are cut out of its bytes where they lie, and only their text and what is attached is decoded,
// one at a time. (enmime, the usual library, took 1 s for 20 multiparts in one another, a message of 1 KB, and 6.5 s for
// 24: its time grows with each level, to which it has no limit.)
package mail

import (
	"bytes"
	"fmt"
	"iter"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// Message is a letter that was taken apart.
type Message struct {
	Extracted *extract.Reading // nil if there is nothing to read; Problems then say why
	Problems  []index.Problem
	// Embedded are the attachments and forwarded messages in their order, decoded when it is their turn. Pictures that belong
	// to the text, such as a letterhead, are left out.
	Embedded iter.Seq[extract.Held]
}

// Read takes a message apart as it is sent. Limits that were reached are among the problems.
func Read(data []byte, l extract.Limits) Message {
	data = toUTF8(data)
	root := readPart(data)
	w := collector{limits: l}
	w.walk(root, 0)
	r := &extract.Reading{Format: extract.EML.Name}
	root.header.fill(r)
	problems := w.writeTo(r)
	reading, problems := finishMessage(r, problems, len(w.files))
	return Message{Extracted: reading, Problems: problems, Embedded: w.attachments()}
}

// finishMessage gives a message without words its subject as text: it is often all that one says who sends a file, and what is
// attached must be found under something.
func finishMessage(r *extract.Reading, problems []index.Problem, held int) (*extract.Reading, []index.Problem) {
	if strings.TrimSpace(r.Text) == "" {
		r.Text, r.Breaks = r.Title, nil
	}
	if strings.TrimSpace(r.Text) == "" && held > 0 {
		return nil, append(problems, index.Problem{Reason: "neither subject nor text, only what is attached"})
	}
	return r.Finish(problems)
}

// toUTF8 turns a message that was saved as UTF-16 into UTF-8.
func toUTF8(data []byte) []byte {
	head := data[:min(len(data), 64)]
	if bytes.IndexByte(head, 0) < 0 && !bytes.HasPrefix(head, []byte("\xff\xfe")) && !bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return data
	}
	if text, used := extract.Charset(data, ""); strings.HasPrefix(used, "utf-16") {
		return []byte(text)
	}
	return data
}

// collector collects the text of a message and what it holds.
type collector struct {
	limits        extract.Limits
	bodies        []body
	files         []*part
	encrypted     string
	limitProblems []string // limits in words
	partCount     int
}

// maxDepth is how deep multiparts may lie in one another: a forwarded answer with a picture and two kinds of text is 4.
const maxDepth = 32

// walk sorts the parts of a message: text that is read in its order, and what is held.
func (w *collector) walk(p *part, depth int) {
	w.partCount++
	switch {
	case depth > maxDepth:
		w.addLimit(fmt.Sprintf("parts nested deeper than %d were not read", maxDepth))
	case w.partCount > w.limits.Held:
		w.addLimit(fmt.Sprintf("only the first %d parts of the message were read", w.limits.Held))
	case p.mediaType == "multipart/encrypted":
		w.encrypted = "PGP"
		if strings.Contains(p.params["protocol"], "pkcs7") {
			w.encrypted = "S/MIME"
		}
	case p.isMultipart():
		w.multipart(p, depth)
	case p.isEncrypted():
		w.encrypted = "S/MIME"
	case p.isText():
		b := readBody(p)
		if !b.html && IsPGP(b.text) {
			w.encrypted = "PGP"
			return
		}
		w.bodies = append(w.bodies, b)
	case !p.isIgnored():
		w.files = append(w.files, p)
	}
}

func (w *collector) multipart(p *part, depth int) {
	parts := p.children(w.limits.Held)
	switch p.mediaType {
	case "multipart/alternative":
		w.alternative(parts, depth)
	case "multipart/related":
		for n, child := range parts {
			if n > 0 && strings.HasPrefix(child.mediaType, "image/") {
				continue // a picture that its page shows
			}
			w.walk(child, depth+1)
		}
	default:
		for _, child := range parts {
			w.walk(child, depth+1)
		}
	}
}

// alternative reads one of several forms of the same text: the plain one, unless it only says that the other is better.
func (w *collector) alternative(parts []*part, depth int) {
	var forms []*collector
	for _, child := range parts {
		form := &collector{limits: w.limits, partCount: w.partCount}
		form.walk(child, depth+1)
		w.partCount = form.partCount
		w.files = append(w.files, form.files...)
		if form.encrypted != "" {
			w.encrypted = form.encrypted
		}
		for _, note := range form.limitProblems {
			w.addLimit(note)
		}
		if len(form.bodies) > 0 {
			forms = append(forms, form)
		}
	}
	if len(forms) > 0 {
		w.bodies = append(w.bodies, preferredForm(forms).bodies...)
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

// A plain form is a stub if the page beside it has stubShare times its words, and more than a line: "This message is
// best seen as HTML".
const (
	stubRatio    = 5
	stubMinWords = 40
)

func isStub(plain, page int) bool { return plain == 0 || page > stubMinWords && page > stubRatio*plain }

func (w *collector) wordCount() int {
	n := 0
	for _, b := range w.bodies {
		n += b.wordCount()
	}
	return n
}

func (w *collector) addLimit(limit string) {
	for _, n := range w.limitProblems {
		if n == limit {
			return
		}
	}
	w.limitProblems = append(w.limitProblems, limit)
}

// writeTo writes the text of the message and returns what a reader would miss.
func (w *collector) writeTo(r *extract.Reading) []index.Problem {
	p := &extract.Prose{}
	for _, b := range w.bodies {
		b.writeTo(p)
	}
	p.Into(r)
	r.Limits = append(r.Limits, w.limitProblems...)
	if w.encrypted == "" {
		return nil
	}
	return []index.Problem{Sealed(w.encrypted)}
}

// Sealed is the problem of what is encrypted by S/MIME or PGP.
func Sealed(by string) index.Problem {
	return index.Problem{Reason: "encrypted (" + by + "): a key is needed"}
}

// attachments decodes what the message holds, one after the other.
func (w *collector) attachments() iter.Seq[extract.Held] {
	held := w.files
	return func(yield func(extract.Held) bool) {
		for _, p := range held {
			if !yield(p.embedded()) {
				return
			}
		}
	}
}
