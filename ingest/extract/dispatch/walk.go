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
)

// file is the file that Items reads, or one inside it.
type file struct {
	format   extract.Format
	name     string // of its item
	parent   string // name of the item that contains it
	title    string // file name, as its container states it
	data     []byte
	depth    int
	problems []index.Problem // found by its container
}

// walk visits a file and the files inside it.
type walk struct {
	Reader
	limits  extract.Limits
	size    int64 // of the file itself
	yield   func(extract.Item) bool
	stopped bool

	begun    int   // items so far
	embedded int   // embedded files and lines so far, at all depths
	unpacked int64 // bytes of them
}

// open reads a file and goes on into the files inside it.
func (w *walk) open(f file) {
	number := w.begun
	w.begun++
	if number == w.Skip-1 || slices.Contains(w.Crashed, number) {
		return
	}
	if number >= w.Skip && w.OnBegin != nil {
		w.OnBegin(extract.Item{Name: f.name, Parent: f.parent, Format: f.format})
	}
	f.format = refine(f)
	c := w.readSafely(f, number < w.Skip)
	if number >= w.Skip {
		w.emit(extract.Item{
			Name: f.name, Parent: f.parent, Format: f.format,
			Extracted: c.extracted, Problems: slices.Concat(f.problems, c.problems),
		})
	}
	switch {
	case c.embedded != nil:
		w.descend(f, c.embedded)
	case f.format.DocumentPerLine:
		w.lines(f)
	}
}

// readSafely reads a file; a panic of its reader is a problem.
func (w *walk) readSafely(f file, skipped bool) (c content) {
	defer func() {
		if fault := recover(); fault != nil {
			c = content{problems: []index.Problem{parserFailed(fault)}}
		}
	}()
	return w.read(f, skipped)
}

func parserFailed(fault any) index.Problem {
	return index.NewProblem(index.ProblemParserFailed, fmt.Sprint(fault))
}

// emit yields an item, its text cut at the limit.
func (w *walk) emit(item extract.Item) {
	if item.Extracted != nil && item.Extracted.Truncate(w.limits.Text) {
		item.Problems = append(item.Problems, item.Extracted.Limits[len(item.Extracted.Limits)-1])
	}
	if !w.stopped && !w.yield(item) {
		w.stopped = true
	}
}

// lines yields the documents of a JSONL file, each under its number and id.
func (w *walk) lines(f file) {
	number := 0
	for line, problem := range extract.Lines(bytes.NewReader(f.data)) {
		number++
		name := line.Name
		if problem != nil {
			name = "line"
		}
		item := extract.Item{Name: itemName(f.name, number, extract.SafePath(name)), Parent: f.name, Format: f.format}
		if problem != nil {
			item.Problems = []index.Problem{*problem}
		} else {
			item.Extracted, item.Problems = line.Read()
		}
		if w.embedded++; w.embedded > w.limits.Embedded {
			w.leaveOut(file{name: item.Name, parent: f.name, format: f.format}, w.tooManyFiles())
			w.stopped = true
		}
		if w.begun++; w.begun > w.Skip {
			w.emit(item)
		}
		if w.stopped {
			return
		}
	}
}

func (w *walk) tooManyFiles() index.Problem {
	return index.NewProblem(index.ProblemLimitFiles, w.limits.Embedded)
}

// remaining returns the limits with what is left of Unpacked. However deep an archive lies, its ratio is measured by the
// outermost file.
func (w *walk) remaining() extract.Limits {
	l := w.limits
	l.Unpacked = max(min(l.Unpacked, w.maxByRatio())-w.unpacked, 0)
	return l
}

func (w *walk) maxByRatio() int64 { return max(extract.MinUnpackedLimit, w.limits.Ratio*w.size) }

// unpackedLimit returns the problem of the limit of unpacked bytes that applies to the outermost file. A reader of an inner
// archive knows only what remains of it.
func (w *walk) unpackedLimit() index.Problem {
	if w.maxByRatio() < w.limits.Unpacked {
		return index.NewProblem(index.ProblemLimitRatio, int(w.limits.Ratio))
	}
	return index.NewProblem(index.ProblemLimitUnpacked, int(w.limits.Unpacked>>20))
}

// descend opens the files inside a file. The iterator is pulled, so that its panic can be told from one of the consumer of
// the items.
func (w *walk) descend(f file, embedded iter.Seq[extract.Embedded]) {
	next, stop := iter.Pull(embedded)
	defer stop()
	for number := 1; !w.stopped; number++ {
		e, ok, problem := pullSafely(next)
		if problem != nil {
			w.leaveOut(file{name: itemName(f.name, number, "rest"), parent: f.name}, *problem)
			return
		}
		if !ok {
			return
		}
		inner := file{name: itemName(f.name, number, e.Name), parent: f.name, title: e.Name, data: e.Bytes, depth: f.depth + 1}
		if e.Problem != nil {
			inner.problems = []index.Problem{*e.Problem}
			if e.Problem.Code == index.ProblemLimitUnpacked {
				inner.problems[0] = w.unpackedLimit()
			}
		}
		inner.format = detectEmbedded(f, inner)
		w.openEmbedded(inner)
	}
}

func pullSafely(next func() (extract.Embedded, bool)) (e extract.Embedded, ok bool, problem *index.Problem) {
	defer func() {
		if fault := recover(); fault != nil {
			p := parserFailed(fault)
			problem = &p
		}
	}()
	e, ok = next()
	return e, ok, nil
}

// openEmbedded opens an embedded file if the limits allow it.
func (w *walk) openEmbedded(f file) {
	w.embedded++
	w.unpacked += int64(len(f.data))
	switch {
	case w.embedded > w.limits.Embedded:
		w.leaveOut(f, w.tooManyFiles())
		w.stopped = true
	case w.unpacked > w.limits.Unpacked:
		w.leaveOut(f, w.unpackedLimit())
		w.stopped = true
	case ignoredExtensions[strings.ToLower(path.Ext(f.title))]:
	case len(f.data) == 0 && len(f.problems) > 0:
		w.leaveOut(f)
	case f.depth > w.limits.Depth:
		w.leaveOut(f, index.NewProblem(index.ProblemLimitDepth, w.limits.Depth))
	default:
		w.open(f)
	}
}

// leaveOut yields an item that was not read, with the problems that say why.
func (w *walk) leaveOut(f file, reasons ...index.Problem) {
	number := w.begun
	w.begun++
	if number >= w.Skip {
		w.emit(extract.Item{Name: f.name, Parent: f.parent, Format: f.format, Problems: append(f.problems, reasons...)})
	}
}

// itemName names an item by its number in its container, from 1, and its file name.
func itemName(parent string, number int, name string) string {
	const maxBytes = 200 // names of every depth are joined, and paths are kept in memory
	return strings.TrimPrefix(fmt.Sprintf("%s/%d/%s", parent, number, extract.OneLine(name, maxBytes)), "/")
}

// ignoredExtensions are extensions of files that no reader of documents misses: signatures, contact cards, parts of pages.
var ignoredExtensions = map[string]bool{
	".p7s": true, ".pgp-encrypted": true, ".vcf": true, ".ics": true, ".sig": true, ".asc": true, ".css": true, ".js": true, ".map": true, ".woff": true, ".woff2": true,
	".ttf": true, ".eot": true, ".otf": true, ".ico": true, ".svg": true, ".cur": true, ".lnk": true, ".url": true,
}
