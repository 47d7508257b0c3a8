package dispatch

import (
	"bytes"
	"fmt"
	"iter"
	"path"
	"slices"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/mail"
	"daftar/ingest/extract/zipfile"
)

// file is a file, or something that one holds.
type file struct {
	format   extract.Format
	name     string // of its part
	parent   string // of the part that holds it
	title    string // the name it is given
	data     []byte
	depth    int
	problems []index.Problem // that came with it
}

// walk goes through a file and what it holds.
type walk struct {
	Reader
	limits  extract.Limits
	size    int64 // of the file itself
	yield   func(extract.Item) bool
	stopped bool

	parts  int   // begun so far
	held   int   // things that were held, at all depths
	opened int64 // bytes of them
}

// open reads a file and goes on into what it holds.
func (w *walk) open(f file) {
	number := w.parts
	w.parts++
	if number == w.Skip-1 || slices.Contains(w.Crashed, number) {
		return
	}
	if number >= w.Skip && w.OnBegin != nil {
		w.OnBegin(extract.Item{Name: f.name, Parent: f.parent, Format: f.format})
	}
	f.format = refine(f)
	c := w.take(f, number < w.Skip)
	if number >= w.Skip {
		w.hand(extract.Item{
			Name: f.name, Parent: f.parent, Format: f.format,
			Extracted: c.reading, Problems: slices.Concat(f.problems, c.problems),
		})
	}
	switch {
	case c.held != nil:
		w.descend(f, c.held)
	case f.format.DocumentPerLine:
		w.lines(f)
	}
}

func (w *walk) hand(p extract.Item) {
	if p.Extracted != nil && p.Extracted.Truncate(w.limits.Text) {
		p.Problems = append(p.Problems, p.Extracted.Limits[len(p.Extracted.Limits)-1])
	}
	if !w.stopped && !w.yield(p) {
		w.stopped = true
	}
}

// content is what one file says and what it holds.
type content struct {
	reading  *extract.Extracted
	problems []index.Problem
	held     iter.Seq[extract.Embedded]
}

// take reads a file by its format. If it is passed by, only what it holds is wanted. A fault of a reader is a problem.
func (w *walk) take(f file, passed bool) (c content) {
	defer func() {
		if fault := recover(); fault != nil {
			c = content{problems: []index.Problem{{Reason: fmt.Sprintf("could not be taken apart: %v", fault)}}}
		}
	}()
	switch f.format.Name {
	case extract.EML.Name:
		return letter(mail.Read(f.data, w.limits))
	case extract.MSG.Name:
		return letter(mail.ReadMSG(f.data, w.limits))
	case extract.MBOX.Name:
		return content{held: letters(f.data)}
	case extract.ZIP.Name:
		c.held, c.problems = zipfile.Read(f.data, w.room())
		return c
	}
	if passed || f.format.DocumentPerLine {
		return content{}
	}
	c.reading, c.problems = w.read(f)
	return c
}

func letter(m mail.Message) content {
	return content{reading: m.Extracted, problems: m.Problems, held: m.Embedded}
}

// letters hands over the messages of a mailbox.
func letters(data []byte) iter.Seq[extract.Embedded] {
	return func(yield func(extract.Embedded) bool) {
		for raw := range mail.Messages(data) {
			if !yield(extract.Embedded{Name: mail.MessageName(raw), Bytes: raw}) {
				return
			}
		}
	}
}

// lines hands over the documents of a file of JSON lines, each under its number and id.
func (w *walk) lines(f file) {
	number := 0
	for line, problem := range extract.Lines(bytes.NewReader(f.data)) {
		number++
		name := line.Name
		if problem != nil {
			name = "line"
		}
		part := extract.Item{Name: place(f.name, number, extract.SafePath(name)), Parent: f.name, Format: f.format}
		if problem != nil {
			part.Problems = []index.Problem{*problem}
		} else {
			part.Extracted, part.Problems = line.Read()
		}
		if w.held++; w.held > w.limits.Embedded {
			w.pass(file{name: part.Name, parent: f.name, format: f.format}, tooMany(w.limits.Embedded), true)
			w.stopped = true
		}
		if w.parts++; w.parts > w.Skip {
			w.hand(part)
		}
		if w.stopped {
			return
		}
	}
}

func tooMany(most int) string {
	return fmt.Sprintf("only the first %d documents in one file are read", most)
}

// room is what is left of the limits for what is unpacked. However deep it lies, it is measured by the file itself.
func (w *walk) room() extract.Limits {
	l := w.limits
	l.Unpacked = max(min(l.Unpacked, max(extract.MinUnpackedLimit, l.Ratio*w.size))-w.opened, 0)
	return l
}

// descend opens what a file holds. The iteration runs apart, so that its fault is told from one of those who are handed
// the parts.
func (w *walk) descend(f file, held iter.Seq[extract.Embedded]) {
	next, stop := iter.Pull(held)
	defer stop()
	for number := 1; !w.stopped; number++ {
		h, ok, fault := pull(next)
		if fault != "" {
			w.pass(file{name: place(f.name, number, "rest"), parent: f.name}, fault, false)
			return
		}
		if !ok {
			return
		}
		inner := file{name: place(f.name, number, h.Name), parent: f.name, title: h.Name, data: h.Bytes, depth: f.depth + 1}
		if h.Problem != nil {
			inner.problems = []index.Problem{*h.Problem}
		}
		inner.format = kind(f, inner)
		w.holds(inner)
	}
}

func pull(next func() (extract.Embedded, bool)) (h extract.Embedded, ok bool, fault string) {
	defer func() {
		if f := recover(); f != nil {
			fault = fmt.Sprintf("could not be taken apart: %v", f)
		}
	}()
	h, ok = next()
	return h, ok, ""
}

// holds opens one thing that is held, if the limits allow it.
func (w *walk) holds(f file) {
	w.held++
	w.opened += int64(len(f.data))
	switch {
	case w.held > w.limits.Embedded:
		w.pass(f, tooMany(w.limits.Embedded), true)
		w.stopped = true
	case w.opened > w.limits.Unpacked:
		w.pass(f, fmt.Sprintf("what the file holds is larger than %d MB together; from here on it was not read", w.limits.Unpacked>>20), true)
		w.stopped = true
	case isTrifle(f):
	case len(f.data) == 0 && len(f.problems) > 0:
		w.pass(f, "", false)
	case f.depth > w.limits.Depth:
		w.pass(f, fmt.Sprintf("lies deeper than %d files in one another, not read", w.limits.Depth), true)
	default:
		w.open(f)
	}
}

// pass hands over a part that was not read, with the reason, or with those it came with.
func (w *walk) pass(f file, reason string, limit bool) {
	number := w.parts
	w.parts++
	if reason != "" {
		f.problems = append(f.problems, index.Problem{Reason: reason, Limit: limit})
	}
	if number >= w.Skip {
		w.hand(extract.Item{Name: f.name, Parent: f.parent, Format: f.format, Problems: f.problems})
	}
}

// place names a part by its number among what its holder holds, from 1, and the name it is given.
func place(parent string, number int, name string) string {
	const longest = 200 // names of every depth are joined, and paths are kept in memory
	return strings.TrimPrefix(fmt.Sprintf("%s/%d/%s", parent, number, extract.OneLine(name, longest)), "/")
}

// trifles are extensions of what no reader of documents would miss: signatures, visiting cards, what makes a page look
// good.
var trifles = map[string]bool{
	".p7s": true, ".pgp-encrypted": true, ".vcf": true, ".ics": true, ".sig": true, ".asc": true, ".css": true, ".js": true, ".map": true, ".woff": true, ".woff2": true,
	".ttf": true, ".eot": true, ".otf": true, ".ico": true, ".svg": true, ".cur": true, ".lnk": true, ".url": true,
}

func isTrifle(f file) bool { return trifles[strings.ToLower(path.Ext(f.title))] }
