package ingest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/vocabulary"
	"daftar/ingest/extract"
)

// RetagOptions say by what stored documents are tagged anew.
type RetagOptions struct {
	Jobs       int  // workers; 0: one a processor
	Full       bool // also the documents that these versions have tagged already
	MaxListed  int  // documents named of each tag, of the events and of the decisions; 0: all. The counts are of all
	Vocabulary *vocabulary.Vocabulary
	Versions   map[string]string   // of all that decides about a document, see Versions
	Documents  int                 // how many there are, for Progress
	Progress   func(done, all int) // nil, or called after each document, one call at a time
}

// TaggingVersions returns those of Versions that a retag replaces.
func TaggingVersions(v *vocabulary.Vocabulary) map[string]string {
	all, some := Versions(v), map[string]string{}
	for _, name := range annotationNames {
		some[name] = all[name]
	}
	return some
}

// Compare tags stored documents anew and says what would change. It changes nothing.
func Compare(ctx context.Context, stored iter.Seq2[*index.Document, error], o RetagOptions) (RetagReport, error) {
	r := newRetag(o)
	return r.run(ctx, stored)
}

// Retag puts every document of the last generation into the build with the tags that the vocabulary now gives it and the
// decisions that it was stored with, and records its files. No file is read. What these versions have tagged already is
// kept as it is. It does not publish; after an error the build must be aborted.
func Retag(ctx context.Context, b index.Build, o RetagOptions) (RetagReport, error) {
	r := newRetag(o)
	r.build = b
	report, err := r.run(ctx, b.Stored(ctx))
	if err != nil {
		return report, err
	}
	for _, f := range b.Files() {
		b.Record(r.file(f))
	}
	return report, nil
}

// retag is the state of one Retag or Compare.
type retag struct {
	*workers
	RetagOptions
	build      index.Build // nil: only compare
	annotator  *Annotator
	annotation string

	mu         sync.Mutex
	report     RetagReport
	changes    map[tagKey]*TagChange
	unresolved map[string][]index.Problem // by file
	failed     map[string]bool            // files of documents that could not be tagged
}

func newRetag(o RetagOptions) *retag {
	return &retag{
		workers: newWorkers(o.Jobs), RetagOptions: o, annotator: NewAnnotator(o.Vocabulary), annotation: newReaderVersions(o.Versions).annotation,
		changes: map[tagKey]*TagChange{}, unresolved: map[string][]index.Problem{}, failed: map[string]bool{},
	}
}

func (r *retag) run(ctx context.Context, stored iter.Seq2[*index.Document, error]) (RetagReport, error) {
	begin := time.Now()
	err := r.runAll(ctx, func(ctx context.Context) error {
		for d, err := range stored {
			if err != nil {
				return fmt.Errorf("read the stored documents: %w", err)
			}
			do := func(ctx context.Context) error { return r.document(ctx, d) }
			if err := r.submit(ctx, int64(len(d.Text))*costPerTextByte, do); err != nil {
				return err
			}
		}
		return nil
	})
	r.finish()
	r.report.Seconds = time.Since(begin).Seconds()
	return r.report, err
}

// document tags one document anew and counts what that changes.
func (r *retag) document(ctx context.Context, old *index.Document) error {
	if hasAnnotationVersion(old.Fingerprint, r.annotation) && !r.Full {
		return r.keep(ctx, old)
	}
	again, err := r.annotator.retag(old)
	if err != nil {
		r.fail(old, err)
		return r.keep(ctx, old)
	}
	again.document.Fingerprint = withAnnotationVersion(old.Fingerprint, r.annotation)
	r.addDiff(old, again)
	if r.build == nil {
		return nil
	}
	if err := r.build.Put(ctx, again.document); err != nil {
		return fmt.Errorf("index %s: %w", old.Path, err)
	}
	return nil
}

// keep carries a document over as it is.
func (r *retag) keep(ctx context.Context, d *index.Document) error {
	r.mu.Lock()
	r.report.Kept++
	r.progress()
	r.mu.Unlock()
	if r.build == nil {
		return nil
	}
	if err := r.build.Keep(ctx, d.Path); err != nil {
		return fmt.Errorf("keep %s: %w", d.Path, err)
	}
	return nil
}

func (r *retag) fail(d *index.Document, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed[fileOf(d.Path)] = true
	r.report.Problems = append(r.report.Problems, FileProblem{d.Path, index.Problem{Reason: err.Error()}})
}

// progress counts a document; the caller holds mu.
func (r *retag) progress() {
	r.report.Documents++
	if r.Progress != nil {
		r.Progress(r.report.Documents, r.Documents)
	}
}

// fileOf is the path of the file that a document stands in.
func fileOf(path string) string {
	file, _, _ := strings.Cut(path, "#")
	return file
}

// file is what is told of a file: what this vocabulary makes of the decisions in it, and its fingerprint as if it had
// been read now, unless something of it could not be tagged and must be read again.
func (r *retag) file(f index.File) index.File {
	faults, tagged := r.unresolved[f.Path]
	if tagged {
		f.Problems = solved(f.Problems, faults)
	}
	if !r.failed[f.Path] {
		f.Fingerprint = withAnnotationVersion(f.Fingerprint, r.annotation)
	}
	return f
}

// solved takes the faults of decisions that are no longer any out of the problems of a file, and adds new ones.
func solved(problems, faults []index.Problem) []index.Problem {
	said := func(all []index.Problem, reason string) bool {
		return slices.ContainsFunc(all, func(p index.Problem) bool { return p.Reason == reason })
	}
	var left []index.Problem
	for _, p := range problems {
		if !isFault(p.Reason) || said(faults, p.Reason) {
			left = append(left, p)
		}
	}
	for _, p := range faults {
		if !said(left, p.Reason) && len(left) < maxProblems {
			left = append(left, p)
		}
	}
	return left
}

// retagResult is a document with its new tags, and what the rules alone say of it.
type retagResult struct {
	document *index.Document
	tags     []index.Tag
	event    date.Date
	faults   []unresolved
}

// retag tags a stored document anew, which is not changed. A part of ours that fails on it is an error: one text must not
// end the retag of all others.
func (m *Annotator) retag(old *index.Document) (again retagResult, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("not tagged anew: a fault in daftar, please report it: %v", reason)
		}
	}()
	d := *old
	d.Passages = slices.Clone(old.Passages)
	m.tag(&d)
	again = retagResult{document: &d, tags: slices.Clone(d.Tags), event: d.Event}
	d.Overrides, again.faults = m.resolveDecisions(asWritten(old.Overrides))
	m.apply(&d)
	return again, nil
}

// asWritten makes of stored decisions what a file would say.
func asWritten(d index.Overrides) extract.Overrides {
	change := func(c index.TagOverrides) extract.TagChanges {
		return extract.TagChanges{Add: refs(c.Add), Remove: refs(c.Remove)}
	}
	return extract.Overrides{Countries: change(d.Countries), Themes: change(d.Themes), Event: d.Event}
}

func refs(ids []string) (all []extract.TagRef) {
	for _, id := range ids {
		all = append(all, extract.TagRef{ID: id})
	}
	return all
}
