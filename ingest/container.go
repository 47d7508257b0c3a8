package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/date"
	"daftar/ingest/extract"
)

// A file gives a document under its own path, and embedded files give documents under FILE#NAME. An embedded document names
// the nearest document around it (Parent), which lists its attachments. It inherits a handling marking; dates and sources
// belong to each document alone.

// maxPendingBytes is the text of documents that may wait for their attachments. A document beyond it is put with the
// attachments known so far.
const maxPendingBytes = 16 << 20

// itemOverhead is the memory that an item takes beside its text.
const itemOverhead = 64 << 10

// containerFile is a file being read item by item. A file without embedded files is a container of one item.
type containerFile struct {
	run      *run
	file     file
	content  checksums
	print    index.Fingerprint // of its documents
	entry    index.File
	problems int
	outcomes map[index.Outcome]int // of items
	seen     map[string]bool       // paths

	parents      map[string]string     // name of an item -> name of its container
	documents    map[string]parentInfo // by name of item
	pending      []*pendingDoc         // documents that may get more attachments, the innermost last
	pendingBytes int
	buildErr     error // ends the run
}

// parentInfo is what attachments inherit from their container.
type parentInfo struct {
	link      index.Link
	published date.Date
	handling  string
}

type pendingDoc struct {
	name string
	doc  *index.Document
}

// container reads a file, or keeps it if it has not changed.
func (r *run) container(ctx context.Context, f file) error {
	c, done, err := r.keepUnchanged(ctx, f)
	if done || err != nil {
		return err
	}
	if !r.reader.supports(f.format) {
		return r.failed(f, noSandbox())
	}
	in, err := f.openRewindable(r.stats.bytes)
	if err != nil {
		return r.readError(ctx, f, err)
	}
	defer in.Close()
	p := &containerFile{
		run: r, file: f, content: c, outcomes: map[index.Outcome]int{}, seen: map[string]bool{},
		parents: map[string]string{}, documents: map[string]parentInfo{},
	}
	p.entry.Format = f.format.Name
	err = r.reader.items(ctx, f, in, c.sidecar, func(item extract.Item) error {
		p.buildErr = p.item(ctx, item)
		return p.buildErr
	})
	if err == nil {
		p.buildErr = p.putPending(ctx, func(string) bool { return false })
	}
	switch {
	case p.buildErr != nil:
		return p.buildErr
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return p.readFailed(ctx, err)
	}
	p.finish()
	return nil
}

// item makes a document of an item, or records why it is none.
func (p *containerFile) item(ctx context.Context, item extract.Item) error {
	itemPath := p.path(item.Name)
	switch {
	case p.seen[itemPath] && item.Extracted == nil:
		// It adds a problem, such as that the rest was not read.
		p.addLost(item.Name, item.Problems)
		return nil
	case p.seen[itemPath]:
		p.addLost(item.Name, []index.Problem{index.NewProblem(index.ProblemDuplicateID, item.Name)})
		return nil
	}
	p.seen[itemPath] = true
	if _, known := p.parents[item.Parent]; !known {
		item.Parent = ""
	}
	p.parents[item.Name] = item.Parent
	if item.Name == "" && item.Format.Name != "" {
		p.entry.Format = item.Format.Name
	}
	if err := p.putPending(ctx, func(name string) bool { return p.isInside(item.Name, name) }); err != nil {
		return err
	}
	if item.Extracted == nil {
		p.noDocument(item)
		return nil
	}
	return p.document(ctx, item, itemPath)
}

// path is the path of an item's document. A name that is too long ends in a checksum.
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

// parent is the name of the nearest item around an item that is a document, nil if there is none.
func (p *containerFile) parent(item extract.Item) *string {
	if item.Name == "" {
		return nil
	}
	for name := item.Parent; ; name = p.parents[name] {
		if _, ok := p.documents[name]; ok {
			return &name
		}
		if name == "" {
			return nil
		}
	}
}

// noDocument records an item without text. An archive has none.
func (p *containerFile) noDocument(item extract.Item) {
	if len(item.Problems) == 0 && item.Format.IsContainer() {
		return
	}
	if len(item.Problems) == 0 {
		item.Problems = []index.Problem{index.NewProblem(index.ProblemParserFailed, "")}
	}
	outcome := outcomeOf(0, item.Problems)
	p.outcomes[outcome]++
	if item.Name == "" || outcome != index.OutcomeFailed {
		p.addProblems(item.Name, item.Problems)
		return
	}
	p.addLost(item.Name, item.Problems)
}

// addLost records an item that gave no document, or not all of it, though it should.
func (p *containerFile) addLost(name string, problems []index.Problem) {
	if len(problems) == 0 {
		return
	}
	p.entry.Lost++
	problems = slices.Clone(problems)
	problems[len(problems)-1].Lost = true
	p.addProblems(name, problems)
}

// document makes the document of an item and puts it, or lets it wait for its attachments.
func (p *containerFile) document(ctx context.Context, item extract.Item, itemPath string) error {
	extracted, parent := item.Extracted, p.parent(item)
	link := index.Link{}
	if item.Name != "" {
		link = p.inheritFrom(parent, extracted)
	}
	waits := item.Format.IsContainer() && p.pendingBytes+len(extracted.Text) <= maxPendingBytes
	return p.withMemory(ctx, len(extracted.Text)+itemOverhead/costPerTextByte, func(ctx context.Context) error {
		doc, more := p.run.annotator.newDocument(extracted, itemPath, p.fingerprint())
		p.addProblems(item.Name, append(item.Problems, more...))
		if doc == nil {
			p.outcomes[index.OutcomeFailed]++
			if item.Name != "" {
				p.entry.Lost++
			}
			return nil
		}
		doc.Parent, doc.Origin, doc.Limits = link, p.content.origin(p.file), withScans(doc.Limits, item.Problems)
		p.entry.Documents++
		p.outcomes[index.OutcomeRead]++
		own := index.Link{ID: doc.ID, Path: doc.Path, Title: doc.Title, Format: doc.Format}
		p.documents[item.Name] = parentInfo{own, doc.Published, doc.Handling}
		p.addAttachment(parent, own)
		if waits {
			p.pending, p.pendingBytes = append(p.pending, &pendingDoc{item.Name, doc}), p.pendingBytes+len(doc.Text)
			return nil
		}
		return p.run.put(ctx, doc)
	})
}

// withMemory calls do with the memory for a text. A file that is not sandboxed has it already (run.file).
func (p *containerFile) withMemory(ctx context.Context, textBytes int, do func(context.Context) error) error {
	if !p.file.format.Sandboxed {
		return do(ctx)
	}
	return p.run.withMemory(ctx, int64(textBytes)*costPerTextByte, do)
}

// withScans adds the problems of scanned pages to the limits of a document, so that its readers know what is missing.
func withScans(limits, problems []index.Problem) []index.Problem {
	for _, p := range problems {
		if code := p.Code; code == index.ProblemScanned || code == index.ProblemOCREmpty {
			limits = append(slices.Clip(limits), p)
		}
	}
	return limits
}

// parentDate is the metadata key of an attachment without a date of its own: the date of its container.
const parentDate = "attached to a document of"

// inheritFrom completes an attachment and returns the link to its container. A nil parent is a file without text.
func (p *containerFile) inheritFrom(parent *string, attachment *extract.Extracted) index.Link {
	if parent == nil {
		return index.Link{Path: p.file.path, Title: path.Base(p.file.name), Format: p.entry.Format}
	}
	container := p.documents[*parent]
	if attachment.Handling == "" {
		attachment.Handling = container.handling
	}
	if attachment.Published.IsZero() && !container.published.IsZero() {
		attachment.Meta = maps.Clone(attachment.Meta)
		if attachment.Meta == nil {
			attachment.Meta = map[string]string{}
		}
		attachment.Meta[parentDate] = container.published.String()
	}
	return container.link
}

// addAttachment links an attachment from its container, if that is still pending.
func (p *containerFile) addAttachment(parent *string, link index.Link) {
	if parent == nil {
		return
	}
	for _, waiting := range p.pending {
		switch {
		case waiting.name != *parent:
		case len(waiting.doc.Attachments) < index.MaxAttachments:
			waiting.doc.Attachments = append(waiting.doc.Attachments, link)
		default:
			waiting.doc.MoreAttachments++
		}
	}
}

// putPending puts the pending documents, the innermost first, until one contains the current item: all attachments of the
// others have come.
func (p *containerFile) putPending(ctx context.Context, containsItem func(name string) bool) error {
	for len(p.pending) > 0 {
		last := p.pending[len(p.pending)-1]
		if containsItem(last.name) {
			return nil
		}
		p.pending = p.pending[:len(p.pending)-1]
		p.pendingBytes -= len(last.doc.Text)
		err := p.withMemory(ctx, len(last.doc.Text), func(ctx context.Context) error { return p.run.put(ctx, last.doc) })
		if err != nil {
			return err
		}
	}
	return nil
}

// isInside reports whether an item is embedded in another, at any depth.
func (p *containerFile) isInside(name, outer string) bool {
	for name != "" {
		if name = p.parents[name]; name == outer {
			return true
		}
	}
	return false
}

// fingerprint is that of the documents. That of the file, which finish computes, may also depend on limits.
func (p *containerFile) fingerprint() index.Fingerprint {
	if p.print == "" {
		p.print = p.run.versions.fingerprint(p.file, p.content, index.File{Format: p.entry.Format, Documents: 1})
	}
	return p.print
}

// addProblems records the first maxProblems problems and counts the others.
func (p *containerFile) addProblems(name string, problems []index.Problem) {
	for _, problem := range problems {
		if p.problems++; p.problems > maxProblems {
			continue
		}
		problem.Place.Part = strings.Trim(name+"/"+problem.Place.Part, "/")
		p.entry.Problems = append(p.entry.Problems, problem)
	}
}

// finish records the file.
func (p *containerFile) finish() {
	if more := p.problems - maxProblems; more > 0 {
		p.entry.Problems = append(p.entry.Problems, index.NewProblem(index.ProblemMoreProblems, more))
	}
	if p.entry.Documents == 0 && len(p.entry.Problems) == 0 {
		p.entry.Problems = []index.Problem{index.NewProblem(index.ProblemEmpty)}
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
}

// readFailed records a file that could not be read to its end, and keeps documents of earlier runs that were not reached.
// Without a fingerprint the next run reads it again.
func (p *containerFile) readFailed(ctx context.Context, err error) error {
	if err := p.putPending(ctx, func(string) bool { return false }); err != nil {
		return err
	}
	read := p.entry.Documents
	kept, keepErr := p.run.keepUnseen(ctx, p.file, func(path string) bool { return p.seen[path] && read > 0 })
	if keepErr != nil {
		return keepErr
	}
	problem := problemOf(err)
	problem.Lost = read+kept > 0
	p.entry.Problems = append(p.entry.Problems, problem)
	if kept > 0 {
		p.entry.Problems = append(p.entry.Problems, index.NewProblem(index.ProblemKept))
	}
	p.entry.Documents += kept
	p.entry.Lost++
	p.run.record(p.file, p.entry)
	return nil
}
