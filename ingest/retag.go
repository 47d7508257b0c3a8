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

// RetagOptions configure Retag and Compare.
type RetagOptions struct {
	Jobs       int  // workers; 0: one per processor
	Full       bool // also documents that these versions have tagged already
	MaxListed  int  // documents listed for each tag, for events and for conflicts; 0: all. Counts are always of all
	Vocabulary *vocabulary.Vocabulary
	Versions   map[string]string   // from Versions
	Documents  int                 // how many there are, for Progress
	Progress   func(done, all int) // nil, or called after each document, by one goroutine at a time
}

// TaggingVersions returns those of Versions that a retag replaces.
func TaggingVersions(v *vocabulary.Vocabulary) map[string]string {
	all, some := Versions(v), map[string]string{}
	for _, name := range annotationNames {
		some[name] = all[name]
	}
	return some
}

// Compare reports what Retag would change in stored documents. It changes nothing.
func Compare(ctx context.Context, stored iter.Seq2[*index.Document, error], o RetagOptions) (RetagReport, error) {
	r := newRetag(o)
	return r.run(ctx, stored)
}

// Retag puts every document of the last generation into the build, with the tags that the vocabulary now gives it and its
// stored overrides, and records its files. It reads no file. Documents that these versions have tagged already are kept. It
// does not publish; after an error the build must be aborted.
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
	options    RetagOptions
	build      index.Build // nil: only compare
	annotator  *Annotator
	annotation string // the annotation version

	mu         sync.Mutex
	report     RetagReport
	changes    map[tagKey]*TagChange
	unresolved map[string][]index.Problem // by file
	failed     map[string]bool            // files of documents that could not be tagged
}

func newRetag(o RetagOptions) *retag {
	return &retag{
		workers: newWorkers(o.Jobs), options: o, annotator: NewAnnotator(o.Vocabulary), annotation: newReaderVersions(o.Versions).annotation,
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
			task := func(ctx context.Context) error { return r.document(ctx, d) }
			if err := r.submit(ctx, int64(len(d.Text))*costPerTextByte, task); err != nil {
				return err
			}
		}
		return nil
	})
	r.finish()
	r.report.Seconds = time.Since(begin).Seconds()
	return r.report, err
}

// document tags one document and adds to the report what that changes.
func (r *retag) document(ctx context.Context, old *index.Document) error {
	if hasAnnotationVersion(old.Fingerprint, r.annotation) && !r.options.Full {
		return r.keep(ctx, old)
	}
	result, problem := r.annotator.retag(old)
	if problem != nil {
		r.fail(old, *problem)
		return r.keep(ctx, old)
	}
	result.document.Fingerprint = withAnnotationVersion(old.Fingerprint, r.annotation)
	r.addDiff(old, result)
	if r.build == nil {
		return nil
	}
	if err := r.build.Put(ctx, result.document); err != nil {
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

func (r *retag) fail(d *index.Document, p index.Problem) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed[fileOf(d.Path)] = true
	r.report.Problems = append(r.report.Problems, FileProblem{d.Path, p})
}

// progress counts a document; the caller holds mu.
func (r *retag) progress() {
	r.report.Documents++
	if r.options.Progress != nil {
		r.options.Progress(r.report.Documents, r.options.Documents)
	}
}

// fileOf returns the path of the file that contains a document.
func fileOf(path string) string {
	file, _, _ := strings.Cut(path, "#")
	return file
}

// file returns the record of a file as Run would make it now. A file with a document that could not be tagged keeps its
// annotation version, so that the next Run reads it again.
func (r *retag) file(f index.File) index.File {
	if unresolved, tagged := r.unresolved[f.Path]; tagged {
		f.Problems = updateUnresolved(f.Problems, unresolved)
	}
	if !r.failed[f.Path] {
		f.Fingerprint = withAnnotationVersion(f.Fingerprint, r.annotation)
	}
	return f
}

// updateUnresolved removes the overrides that are resolved now from the problems of a file, and adds new unresolved ones.
func updateUnresolved(problems, unresolved []index.Problem) []index.Problem {
	has := func(all []index.Problem, p index.Problem) bool {
		return slices.ContainsFunc(all, func(q index.Problem) bool { return sameOverride(p, q) })
	}
	var left []index.Problem
	for _, p := range problems {
		if !isUnresolved(p) || has(unresolved, p) {
			left = append(left, p)
		}
	}
	for _, p := range unresolved {
		if !has(left, p) && len(left) < maxProblems {
			left = append(left, p)
		}
	}
	return left
}

// sameOverride reports whether two problems are about the same field and id: stored overrides have no place, and a suggestion
// depends on the vocabulary.
func sameOverride(p, q index.Problem) bool {
	return p.Code == q.Code && isUnresolved(p) && slices.Equal(p.Args[:2], q.Args[:2])
}

// retagResult is a document with its new tags, and what the rules alone found.
type retagResult struct {
	document   *index.Document
	tags       []index.Tag
	event      date.Date
	unresolved []index.Problem
}

// retag tags a copy of a stored document. A panic becomes a problem: one text must not end the retag.
func (a *Annotator) retag(old *index.Document) (result retagResult, problem *index.Problem) {
	defer func() {
		if fault := recover(); fault != nil {
			p := tagFailed(fault)
			problem = &p
		}
	}()
	d := *old
	d.Passages = slices.Clone(old.Passages)
	a.tag(&d)
	result = retagResult{document: &d, tags: slices.Clone(d.Tags), event: d.Event}
	d.Overrides, result.unresolved = a.resolveOverrides(storedOverrides(old.Overrides))
	a.apply(&d)
	return result, nil
}

// storedOverrides returns stored overrides as a file would contain them.
func storedOverrides(o index.Overrides) extract.Overrides {
	changes := func(c index.TagOverrides) extract.TagChanges {
		return extract.TagChanges{Add: tagRefs(c.Add), Remove: tagRefs(c.Remove)}
	}
	return extract.Overrides{Countries: changes(o.Countries), Themes: changes(o.Themes), Event: o.Event}
}

func tagRefs(ids []string) (refs []extract.TagRef) {
	for _, id := range ids {
		refs = append(refs, extract.TagRef{ID: id})
	}
	return refs
}
