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

// maxPendingBytes is the text of messages that may wait for what is attached to them; beyond it they are put with what they
// are known to hold.
const maxPendingBytes = 16 << 20

// partOverhead is what a part takes beside its text.
const partOverhead = 64 << 10

// noReader is the reason of the problem of a file that needs a Reader where there is none.
const noReader = "not read: there is nothing to take it apart in"

// containerFile is a file being read part by part.
type containerFile struct {
	run            *run
	file           file
	content        checksums
	fingerprintOf  index.Fingerprint // of its documents
	sidecar        extract.Metadata  // by the sidecar
	hasOwnDocument bool              // the file itself is a document
	entry          index.File
	problemCount   int
	outcomes       map[index.Outcome]int // of parts
	seen           map[string]bool       // paths
	parents        map[string]string     // what each part lies in, by name
	documents      map[string]parentInfo // documents by name of part
	pending        []*pendingDoc         // documents that may still get attachments, the innermost last
	pendingBytes   int                   // bytes of text of open
	buildError     error                 // of the build, which ends the run
}

// parentInfo is a document as what is attached to it sees it.
type parentInfo struct {
	link      index.Link
	published date.Date
	handling  string
}

type pendingDoc struct {
	name string
	doc  *index.Document
}

// container reads a file by the Reader, or keeps it as it is.
func (r *run) container(ctx context.Context, f file) error {
	c, done, err := r.keepUnchanged(ctx, f)
	if done || err != nil {
		return err
	}
	if r.reader == nil {
		return r.failed(f, errors.New(noReader))
	}
	in, err := f.openRewindable(r.stats.bytes)
	if err != nil {
		return r.readError(ctx, f, err)
	}
	defer in.Close()
	p := r.newContainerFile(f, c)
	err = r.reader.Read(ctx, f.format, path.Base(f.name), in, f.unpackedSize(), func(part extract.Item) error {
		p.buildError = p.part(ctx, part)
		return p.buildError
	})
	if err == nil {
		p.buildError = p.putPending(ctx, func(string) bool { return false })
	}
	switch {
	case p.buildError != nil:
		return p.buildError
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err == nil:
		return p.finish()
	case in.readErr != nil:
		err = in.readErr
	}
	return p.readFailed(ctx, err)
}

// unpackedSize is how many bytes opening the file gives, -1 if that is not known before.
func (f file) unpackedSize() int64 {
	if f.gzipped {
		return -1
	}
	return f.size
}

func (r *run) newContainerFile(f file, c checksums) *containerFile {
	p := &containerFile{
		run: r, file: f, content: c, outcomes: map[index.Outcome]int{}, seen: map[string]bool{},
		parents: map[string]string{}, documents: map[string]parentInfo{},
	}
	said, problems := f.metadata(c.sidecar)
	p.sidecar = said
	p.addProblems("", problems)
	p.entry.Format = f.format.Name
	return p
}

// part makes a document of a part, or notes why it is none.
func (p *containerFile) part(ctx context.Context, part extract.Item) error {
	path := p.path(part.Name)
	switch {
	case p.seen[path] && part.Extracted == nil:
		// Such as that the rest of it was not read.
		p.lost(part)
		return nil
	case p.seen[path]:
		part.Problems = []index.Problem{{Reason: "has the name of an earlier part" + extract.LeftOut}}
		p.lost(part)
		return nil
	}
	p.seen[path] = true
	if _, known := p.parents[part.Parent]; !known {
		part.Parent = ""
	}
	p.parents[part.Name] = part.Parent
	if part.Name == "" && part.Format.Name != "" {
		p.entry.Format = part.Format.Name
	}
	if err := p.putPending(ctx, func(name string) bool { return p.isInside(part.Name, name) }); err != nil {
		return err
	}
	parent := p.parent(part)
	if part.Extracted == nil {
		p.noDocument(part)
		return nil
	}
	return p.document(ctx, part, path, parent)
}

// path is that of a part's document. A name that is too long ends in a sum of it.
func (p *containerFile) path(name string) string {
	if name == "" {
		return p.file.path
	}
	name = escapePath(name)
	if len(name) > extract.MaxNameBytes {
		sum := sha256.Sum256([]byte(name))
		tail := "~" + hex.EncodeToString(sum[:8])
		name = strings.ToValidUTF8(name[:extract.MaxNameBytes-len(tail)], "") + tail
	}
	return p.file.path + "#" + name
}

// parent is the name of the next part around a part that is a document, nil if there is none.
func (p *containerFile) parent(part extract.Item) *string {
	if part.Name == "" {
		return nil
	}
	for name := part.Parent; ; name = p.parents[name] {
		if _, ok := p.documents[name]; ok {
			return &name
		}
		if name == "" {
			return nil
		}
	}
}

// noDocument notes a part without a text. An archive has none of its own.
func (p *containerFile) noDocument(part extract.Item) {
	if len(part.Problems) == 0 && part.Format.IsContainer() {
		return
	}
	if len(part.Problems) == 0 {
		part.Problems = []index.Problem{{Reason: "nothing could be read"}}
	}
	outcome := outcomeOf(0, part.Problems)
	p.outcomes[outcome]++
	if part.Name == "" || outcome != index.OutcomeFailed {
		p.addProblems(part.Name, part.Problems)
		return
	}
	p.lost(part)
}

// lost notes a part that gave no document, or not all, though it should.
func (p *containerFile) lost(part extract.Item) {
	problems := slices.Clone(part.Problems)
	if len(problems) == 0 {
		return
	}
	p.entry.Lost++
	problems[len(problems)-1].Lost = true
	p.addProblems(part.Name, problems)
}

// document makes and puts the document of a part, or lets it wait for its attachments.
func (p *containerFile) document(ctx context.Context, part extract.Item, path string, parent *string) error {
	reading := part.Extracted
	problems := cut(reading, p.run.versions.limits, slices.Clip(part.Problems))
	p.applySidecar(part.Name, reading)
	link := index.Link{}
	if part.Name != "" {
		link = p.inheritFrom(reading, parent)
	}
	waits := part.Format.IsContainer() && p.pendingBytes+len(reading.Text) <= maxPendingBytes
	return p.run.withMemory(ctx, int64(len(reading.Text))*costPerTextByte+partOverhead, func(ctx context.Context) error {
		doc, more := p.run.annotator.newDocument(reading, path, p.fingerprint())
		p.addProblems(part.Name, append(problems, more...))
		if doc == nil {
			p.outcomes[index.OutcomeFailed]++
			p.entry.Lost++
			return nil
		}
		doc.Parent, doc.Origin, doc.Limits = link, p.content.origin(p.file), withScans(doc.Limits, problems)
		p.entry.Documents++
		p.outcomes[index.OutcomeRead]++
		own := index.Link{ID: doc.ID, Path: doc.Path, Title: doc.Title, Format: doc.Format}
		p.documents[part.Name] = parentInfo{own, doc.Published, doc.Handling}
		p.hasOwnDocument = p.hasOwnDocument || part.Name == ""
		p.addAttachment(parent, own)
		if waits {
			p.pending, p.pendingBytes = append(p.pending, &pendingDoc{part.Name, doc}), p.pendingBytes+len(doc.Text)
			return nil
		}
		return p.run.put(ctx, doc)
	})
}

// withScans adds to what limits cut the pages that are images: whoever reads the document shall know that they are missing.
func withScans(limits []index.Problem, problems []index.Problem) []index.Problem {
	for _, p := range problems {
		if code := codeOf(p); code == index.ProblemScanned || code == index.ProblemOCREmpty {
			limits = append(slices.Clip(limits), p)
		}
	}
	return limits
}

// applySidecar adds what the sidecar says: of the file itself everything; of what lies in a file without a text of its own
// what is not the title and the date of one document.
func (p *containerFile) applySidecar(name string, reading *extract.Extracted) {
	if name == "" {
		said := p.sidecar
		said.FillMissing(reading.Metadata)
		reading.Metadata = said
	} else if !p.hasOwnDocument {
		said := p.sidecar
		said.Title, said.Published = "", date.Date{}
		reading.FillMissing(said)
	}
}

// parentDate is the key of the metadata of an attachment without a date of its own: that of what it is attached to.
const parentDate = "attached to a document of"

// inheritFrom says of a reading what it is attached to.
func (p *containerFile) inheritFrom(reading *extract.Extracted, parent *string) index.Link {
	if parent == nil {
		return index.Link{Path: p.file.path, Title: path.Base(p.file.name), Format: p.entry.Format}
	}
	holder := p.documents[*parent]
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

// addAttachment notes an attachment with the document that it is attached to, if that still waits for it.
func (p *containerFile) addAttachment(parent *string, link index.Link) {
	if parent == nil {
		return
	}
	for _, w := range p.pending {
		switch {
		case w.name != *parent:
		case len(w.doc.Attachments) < index.MaxAttachments:
			w.doc.Attachments = append(w.doc.Attachments, link)
		default:
			w.doc.MoreAttachments++
		}
	}
}

// putPending puts the documents that wait and around which the part that came is not: all of theirs came.
func (p *containerFile) putPending(ctx context.Context, around func(name string) bool) error {
	for len(p.pending) > 0 {
		last := p.pending[len(p.pending)-1]
		if around(last.name) {
			return nil
		}
		p.pending = p.pending[:len(p.pending)-1]
		p.pendingBytes -= len(last.doc.Text)
		err := p.run.withMemory(ctx, int64(len(last.doc.Text))*costPerTextByte, func(ctx context.Context) error { return p.run.put(ctx, last.doc) })
		if err != nil {
			return err
		}
	}
	return nil
}

// isInside reports whether a part lies in another one, however deep.
func (p *containerFile) isInside(name, outer string) bool {
	for name != "" {
		if name = p.parents[name]; name == outer {
			return true
		}
	}
	return false
}

// fingerprint is that of the documents. The file's own, of which finish says the last word, may also depend on limits.
func (p *containerFile) fingerprint() index.Fingerprint {
	if p.fingerprintOf == "" {
		p.fingerprintOf = p.run.versions.fingerprint(p.file, p.content, index.File{Format: p.entry.Format, Documents: 1})
	}
	return p.fingerprintOf
}

// addProblems notes problems of a part; of too many it counts the rest.
func (p *containerFile) addProblems(name string, problems []index.Problem) {
	for _, problem := range problems {
		if p.problemCount++; p.problemCount > maxProblems {
			continue
		}
		problem.Where = strings.TrimSpace(name + " " + problem.Where)
		p.entry.Problems = append(p.entry.Problems, problem)
	}
}

// finish records the file.
func (p *containerFile) finish() error {
	if more := p.problemCount - maxProblems; more > 0 {
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
		p.entry.OCR = p.run.versions.ocr
	}
	p.entry.Fingerprint = p.run.versions.fingerprint(p.file, p.content, p.entry)
	p.run.record(p.file, p.entry)
	return nil
}

// readFailed records a file that could not be read to its end, without a fingerprint: it is looked at again in the next run.
// What was read of it before and did not come now is kept.
func (p *containerFile) readFailed(ctx context.Context, reason error) error {
	if err := p.putPending(ctx, func(string) bool { return false }); err != nil {
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
