package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/date"
	"daftar/ingest/extract"
)

// The file itself is the document of its own path, and what it holds are documents of file#NAME, as lines are. Each names
// what it is attached to (index.Document.Parent), which is the next thing around it that is a document, and that names its
// attachments (Holds). A date and a source are each document's own; a marking of how to handle a message is also that of
// what is attached to it.

// heldBytes is the text of messages that may wait for what is attached to them; beyond it they are put with what they
// are known to hold.
const heldBytes = 16 << 20

// partCost is what a part takes beside its text.
const partCost = 64 << 10

// noReader is the reason of the problem of a file that needs a Reader where there is none.
const noReader = "not read: there is nothing to take it apart in"

// partFile is a file being read part by part.
type partFile struct {
	run      *run
	file     file
	content  content
	print    index.Fingerprint // of its documents
	said     extract.Metadata  // by the sidecar
	own      bool              // the file itself is a document
	entry    index.File
	problems int
	outcomes map[index.Outcome]int // of parts
	seen     map[string]bool       // paths
	around   map[string]string     // what each part lies in, by name
	known    map[string]around     // documents by name of part
	open     []*waiting            // documents that may still get attachments, the innermost last
	held     int                   // bytes of text of open
	failed   error                 // of the build, which ends the run
}

// around is a document as what is attached to it sees it.
type around struct {
	link      index.Link
	published date.Date
	handling  string
}

type waiting struct {
	name string
	doc  *index.Document
}

// caged reads a file by the Reader, or keeps it as it is.
func (r *run) caged(ctx context.Context, f file) error {
	c, done, err := r.unchanged(ctx, f)
	if done || err != nil {
		return err
	}
	if r.reader == nil {
		return r.failed(f, errors.New(noReader))
	}
	in, err := f.openAgain(r.tally.bytes)
	if err != nil {
		return r.unread(ctx, f, err)
	}
	defer in.Close()
	p := r.newPartFile(f, c)
	err = r.reader.Read(ctx, f.format, path.Base(f.name), in, f.unpackedSize(), func(part extract.Part) error {
		p.failed = p.part(ctx, part)
		return p.failed
	})
	if err == nil {
		p.failed = p.putOpen(ctx, func(string) bool { return false })
	}
	switch {
	case p.failed != nil:
		return p.failed
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err == nil:
		return p.finish()
	case in.failed != nil:
		err = in.failed
	}
	return p.broken(ctx, err)
}

// unpackedSize is how many bytes opening the file gives, -1 if that is not known before.
func (f file) unpackedSize() int64 {
	if f.packed {
		return -1
	}
	return f.size
}

func (r *run) newPartFile(f file, c content) *partFile {
	p := &partFile{
		run: r, file: f, content: c, outcomes: map[index.Outcome]int{}, seen: map[string]bool{},
		around: map[string]string{}, known: map[string]around{},
	}
	said, problems := f.metadata(c.sidecar)
	p.said = said
	p.found("", problems)
	p.entry.Format = f.format.Name
	return p
}

// part makes a document of a part, or notes why it is none.
func (p *partFile) part(ctx context.Context, part extract.Part) error {
	path := p.path(part.Name)
	switch {
	case p.seen[path] && part.Reading == nil:
		// Such as that the rest of it was not read.
		p.problemsOf(part)
		return nil
	case p.seen[path]:
		part.Problems = []index.Problem{{Reason: "has the name of an earlier part" + extract.LeftOut}}
		p.problemsOf(part)
		return nil
	}
	p.seen[path] = true
	if _, known := p.around[part.Parent]; !known {
		part.Parent = ""
	}
	p.around[part.Name] = part.Parent
	if part.Name == "" && part.Format.Name != "" {
		p.entry.Format = part.Format.Name
	}
	if err := p.putOpen(ctx, func(name string) bool { return p.liesIn(part.Name, name) }); err != nil {
		return err
	}
	parent := p.parent(part)
	if part.Reading == nil {
		p.nothing(part)
		return nil
	}
	return p.document(ctx, part, path, parent)
}

// path is that of a part's document. A name that is too long ends in a sum of it.
func (p *partFile) path(name string) string {
	if name == "" {
		return p.file.path
	}
	name = escapePath(name)
	if len(name) > extract.NameBytes {
		sum := sha256.Sum256([]byte(name))
		tail := "~" + hex.EncodeToString(sum[:8])
		name = strings.ToValidUTF8(name[:extract.NameBytes-len(tail)], "") + tail
	}
	return p.file.path + "#" + name
}

// parent is the name of the next part around a part that is a document, nil if there is none.
func (p *partFile) parent(part extract.Part) *string {
	if part.Name == "" {
		return nil
	}
	for name := part.Parent; ; name = p.around[name] {
		if _, ok := p.known[name]; ok {
			return &name
		}
		if name == "" {
			return nil
		}
	}
}

// nothing notes a part without a text. An archive has none of its own.
func (p *partFile) nothing(part extract.Part) {
	if len(part.Problems) == 0 && part.Format.Holds() {
		return
	}
	if len(part.Problems) == 0 {
		part.Problems = []index.Problem{{Reason: "nothing could be read"}}
	}
	outcome := became(0, part.Problems)
	p.outcomes[outcome]++
	if part.Name == "" || outcome != index.OutcomeFailed {
		p.found(part.Name, part.Problems)
		return
	}
	p.problemsOf(part)
}

// problemsOf notes a part that gave no document, or not all, though it should.
func (p *partFile) problemsOf(part extract.Part) {
	problems := slices.Clone(part.Problems)
	if len(problems) == 0 {
		return
	}
	p.entry.Lost++
	problems[len(problems)-1].Lost = true
	p.found(part.Name, problems)
}

// document makes and puts the document of a part, or lets it wait for its attachments.
func (p *partFile) document(ctx context.Context, part extract.Part, path string, parent *string) error {
	reading := part.Reading
	problems := cut(reading, p.run.salt.limits, slices.Clip(part.Problems))
	p.describe(part.Name, reading)
	link := index.Link{}
	if part.Name != "" {
		link = p.attach(reading, parent)
	}
	waits := part.Format.Holds() && p.held+len(reading.Text) <= heldBytes
	return p.run.room(ctx, int64(len(reading.Text))*textCost+partCost, func(ctx context.Context) error {
		doc, more := p.run.maker.make(reading, path, p.fingerprint())
		p.found(part.Name, append(problems, more...))
		if doc == nil {
			p.outcomes[index.OutcomeFailed]++
			p.entry.Lost++
			return nil
		}
		doc.Parent, doc.Origin, doc.Limits = link, p.content.origin(p.file), withScans(doc.Limits, problems)
		p.entry.Documents++
		p.outcomes[index.OutcomeRead]++
		own := index.Link{ID: doc.ID, Path: doc.Path, Title: doc.Title, Format: doc.Format}
		p.known[part.Name] = around{own, doc.Published, doc.Handling}
		p.own = p.own || part.Name == ""
		p.hold(parent, own)
		if waits {
			p.open, p.held = append(p.open, &waiting{part.Name, doc}), p.held+len(doc.Text)
			return nil
		}
		return p.run.put(ctx, doc)
	})
}

// withScans adds to what limits cut the pages that are images: whoever reads the document shall know that they are missing.
func withScans(limits []string, problems []index.Problem) []string {
	for _, p := range problems {
		if strings.HasSuffix(p.Reason, extract.NeedsOCR) || strings.HasSuffix(p.Reason, extract.Unrecognized) {
			limits = append(slices.Clip(limits), p.Reason)
		}
	}
	return limits
}

// describe adds what the sidecar says: of the file itself everything; of what lies in a file without a text of its own
// what is not the title and the date of one document.
func (p *partFile) describe(name string, reading *extract.Reading) {
	if name == "" {
		said := p.said
		said.Fill(reading.Metadata)
		reading.Metadata = said
	} else if !p.own {
		said := p.said
		said.Title, said.Published = "", date.Date{}
		reading.Fill(said)
	}
}

// parentDate is the key of the metadata of an attachment without a date of its own: that of what it is attached to.
const parentDate = "attached to a document of"

// attach says of a reading what it is attached to.
func (p *partFile) attach(reading *extract.Reading, parent *string) index.Link {
	if parent == nil {
		return index.Link{Path: p.file.path, Title: path.Base(p.file.name), Format: p.entry.Format}
	}
	holder := p.known[*parent]
	if reading.Handling == "" {
		reading.Handling = holder.handling
	}
	if reading.Published.IsZero() && !holder.published.IsZero() {
		reading.Meta = maps.Clone(reading.Meta)
		if reading.Meta == nil {
			reading.Meta = map[string]string{}
		}
		reading.Meta[parentDate] = holder.published.String()
	}
	return holder.link
}

// hold notes an attachment with the document that it is attached to, if that still waits for it.
func (p *partFile) hold(parent *string, link index.Link) {
	if parent == nil {
		return
	}
	for _, w := range p.open {
		switch {
		case w.name != *parent:
		case len(w.doc.Attachments) < index.MaxAttachments:
			w.doc.Attachments = append(w.doc.Attachments, link)
		default:
			w.doc.MoreAttachments++
		}
	}
}

// putOpen puts the documents that wait and around which the part that came is not: all of theirs came.
func (p *partFile) putOpen(ctx context.Context, around func(name string) bool) error {
	for len(p.open) > 0 {
		last := p.open[len(p.open)-1]
		if around(last.name) {
			return nil
		}
		p.open = p.open[:len(p.open)-1]
		p.held -= len(last.doc.Text)
		err := p.run.room(ctx, int64(len(last.doc.Text))*textCost, func(ctx context.Context) error { return p.run.put(ctx, last.doc) })
		if err != nil {
			return err
		}
	}
	return nil
}

// liesIn reports whether a part lies in another one, however deep.
func (p *partFile) liesIn(name, outer string) bool {
	for name != "" {
		if name = p.around[name]; name == outer {
			return true
		}
	}
	return false
}

// fingerprint is that of the documents. The file's own, of which finish says the last word, may also depend on limits.
func (p *partFile) fingerprint() index.Fingerprint {
	if p.print == "" {
		p.print = p.run.salt.fingerprint(p.file, p.content, index.File{Format: p.entry.Format, Documents: 1})
	}
	return p.print
}

// found notes problems of a part; of too many it counts the rest.
func (p *partFile) found(name string, problems []index.Problem) {
	for _, problem := range problems {
		if p.problems++; p.problems > maxProblems {
			continue
		}
		problem.Where = strings.TrimSpace(name + " " + problem.Where)
		p.entry.Problems = append(p.entry.Problems, problem)
	}
}

// finish records the file.
func (p *partFile) finish() error {
	if more := p.problems - maxProblems; more > 0 {
		p.entry.Problems = append(p.entry.Problems, index.Problem{Reason: fmt.Sprintf("and %d problems more", more)})
	}
	if p.entry.Documents == 0 && len(p.entry.Problems) == 0 {
		p.entry.Problems = []index.Problem{{Reason: extract.EmptyFile}}
		p.outcomes[index.OutcomeEmpty]++
	}
	for _, o := range []index.Outcome{index.OutcomeRead, index.OutcomeFailed, index.OutcomeEmpty, index.OutcomeUnsupported} {
		if p.outcomes[o] > 0 && p.entry.Outcome == "" {
			p.entry.Outcome = o
		}
	}
	if mayHoldScans(p.file.format.Name, p.entry.Format) {
		p.entry.OCR = p.run.salt.ocr
	}
	p.entry.Fingerprint = p.run.salt.fingerprint(p.file, p.content, p.entry)
	p.run.record(p.file, p.entry)
	return nil
}

// broken records a file that could not be read to its end, without a fingerprint: it is looked at again in the next run.
// What was read of it before and did not come now is kept.
func (p *partFile) broken(ctx context.Context, reason error) error {
	if err := p.putOpen(ctx, func(string) bool { return false }); err != nil {
		return err
	}
	read := p.entry.Documents
	kept, err := p.run.keepUnseen(ctx, p.file, func(path string) bool { return p.seen[path] && read > 0 })
	if err != nil {
		return err
	}
	problem := index.Problem{Reason: fmt.Sprintf("cannot be read: %v", reason), Lost: read+kept > 0}
	if kept > 0 {
		problem.Reason += "; what was read before is kept"
	}
	p.entry.Documents += kept
	p.entry.Lost++
	p.entry.Problems = append(p.entry.Problems, problem)
	p.run.record(p.file, p.entry)
	return nil
}
