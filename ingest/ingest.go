package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/vocabulary"
	"daftar/ingest/chunk"
	"daftar/ingest/extract"
	"daftar/ingest/language"
	"daftar/ingest/tag"
)

// Options configure a Run.
type Options struct {
	Sources      []string // folders and files; source.go defines their paths in the collection
	Jobs         int      // workers; 0: one per processor
	AllowMissing bool     // a source that is missing or without files loses its documents instead of being an error
	Full         bool     // the Build forgets the last generation on purpose: a source without files is an error all the same
	Vocabulary   *vocabulary.Vocabulary
	Versions     map[string]string // from Versions
	Progress     func(Progress)    // nil, or called after each step, by one goroutine at a time

	Reader Reader         // of sandboxed formats; nil: their files are problems
	Limits extract.Limits // that the Reader has as well; the zero Limits are extract.DefaultLimits
	OCR    string         // identifies the OCR of the Reader; "": none
}

// Reader reads files of sandboxed formats. It passes items in order: a container before its content, all content of an item
// before the next item on the same level. What is wrong with an item is in its problems; an error comes from in, each or
// ctx, or means that the file cannot be read today. Many goroutines may call Read. ingest/sandbox implements it by child
// processes, tests without.
type Reader interface {
	Read(ctx context.Context, f extract.Format, name string, in io.Reader, size int64, each func(extract.Item) error) error
}

// Progress reports how far a run is.
type Progress struct {
	Files, FilesTotal int
	Bytes, BytesTotal int64  // of the files on disk
	Documents         int    // put or kept
	Path              string // the file being read for the longest time; "" between files
}

// version changes whenever this package may make another document of the same file.
const version = "2"

// Versions returns the versions of everything that a document depends on. If one differs, the document is made again.
func Versions(v *vocabulary.Vocabulary) map[string]string {
	return map[string]string{
		"ingest": version, "extract": extract.Version, formatVersions: extract.Versions(), "chunk": chunk.Version, "language": language.Version,
		"tagger": tag.Version, "vocabulary": v.Version(), "analysis": analysis.Version,
	}
}

// Run reads the sources into the build and reports the outcome. It does not publish. After an error the report is
// incomplete and the build must be aborted.
func Run(ctx context.Context, b index.Build, o Options) (Report, error) {
	begin := time.Now()
	sources, err := openSources(o)
	if err != nil {
		return Report{}, err
	}
	defer sources.close()
	files, err := sources.files(ctx)
	if err != nil {
		return Report{}, err
	}
	r := newRun(b, o, files)
	if err := sources.checkEmptied(files, r.filesBefore, o); err != nil {
		return Report{}, err
	}
	err = r.runAll(ctx, func(ctx context.Context) error {
		for _, f := range files {
			if err := r.file(ctx, f); err != nil {
				return err
			}
		}
		return nil
	})
	report := r.stats.report(r.documentsBefore)
	report.Notes = sources.notes
	report.Seconds = time.Since(begin).Seconds()
	return report, err
}

// run is the state of one Run.
type run struct {
	*workers
	build           index.Build
	reader          fileReader
	annotator       *Annotator
	versions        readerVersions
	filesBefore     map[string]index.File
	documentsBefore int
	stats           *stats
}

func newRun(b index.Build, o Options, files []file) *run {
	if o.Limits == (extract.Limits{}) {
		o.Limits = extract.DefaultLimits()
	}
	r := &run{
		workers: newWorkers(o.Jobs), build: b, annotator: NewAnnotator(o.Vocabulary), versions: newReaderVersions(o.Versions),
		filesBefore: b.Files(), stats: newStats(files, o.Progress),
	}
	r.versions.ocr, r.versions.limits = o.OCR, o.Limits
	r.reader = fileReader{sandbox: o.Reader, limits: o.Limits}
	for range b.Paths() {
		r.documentsBefore++
	}
	return r
}

// file detects the format of a file and submits the work that reads it.
func (r *run) file(ctx context.Context, f file) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if f.problem != nil {
		return r.keepUnreadable(ctx, f, *f.problem)
	}
	if err := f.sniff(); err != nil {
		return r.readError(ctx, f, err)
	}
	if limit := r.versions.limits.File; f.size > limit {
		return r.failed(f, index.NewProblem(index.ProblemTooLarge, int(limit>>20)))
	}
	if f.format.DocumentPerLine {
		return r.jsonl(ctx, f)
	}
	memory := int64(0) // items of sandboxed formats ask for memory one by one
	if !f.format.Sandboxed {
		memory = memoryOf(f)
	}
	return r.submit(ctx, memory, func(ctx context.Context) error { return r.container(ctx, f) })
}

// keepUnchanged keeps a file that has not changed, and what was read before of one that cannot be read. Otherwise it
// returns false and the file's checksum and sidecar.
func (r *run) keepUnchanged(ctx context.Context, f file) (checksums, bool, error) {
	r.stats.begin(f)
	c, err := f.checksum()
	if err != nil {
		return c, true, r.readError(ctx, f, err)
	}
	last, ok := r.filesBefore[f.path]
	if !ok || last.Fingerprint == "" || last.Fingerprint != r.versions.fingerprint(f, c, last) {
		return c, false, nil
	}
	if err := r.keep(ctx, last); err != nil {
		return c, true, err
	}
	r.stats.same(f, last)
	return c, true, nil
}

// readError tells a file with damaged content from one that cannot be read today.
func (r *run) readError(ctx context.Context, f file, err error) error {
	var damaged contentError
	if errors.As(err, &damaged) {
		return r.failed(f, problemOf(err))
	}
	return r.keepUnreadable(ctx, f, problemOf(err))
}

// failed records a file that gave no document. Without a fingerprint the next run reads it again.
func (r *run) failed(f file, p index.Problem) error {
	r.record(f, index.File{Problems: []index.Problem{p}})
	return nil
}

// keepUnreadable keeps what was read of a file or folder before: a missing disk or permission says nothing about it.
func (r *run) keepUnreadable(ctx context.Context, f file, p index.Problem) error {
	entry := index.File{Problems: []index.Problem{p}}
	for _, last := range r.filesBefore {
		if last.Documents == 0 || last.Path != f.path && !strings.HasPrefix(last.Path, f.path+"/") {
			continue
		}
		if err := r.keep(ctx, last); err != nil {
			return err
		}
		if last.Path == f.path {
			entry.Format, entry.Documents = last.Format, last.Documents
			entry.Problems = append(entry.Problems, index.NewProblem(index.ProblemKept))
		}
	}
	r.record(f, entry)
	return nil
}

// keep carries a file of the last generation over with all its documents.
func (r *run) keep(ctx context.Context, last index.File) error {
	if last.Documents > 0 {
		if err := r.build.Keep(ctx, last.Path); err != nil {
			return fmt.Errorf("keep %s: %w", last.Path, err)
		}
	}
	r.build.Record(last)
	r.stats.kept(last.Documents)
	return nil
}

// keepUnseen keeps those documents of a file that an earlier run read and this one did not reach, and counts them: a file
// that is being copied must not lose its documents.
func (r *run) keepUnseen(ctx context.Context, f file, seen func(path string) bool) (int, error) {
	var paths []string
	for path := range r.build.Paths() {
		if fileOf(path) == f.path && !seen(path) {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return 0, nil
	}
	for _, path := range paths {
		// The path of a file keeps everything in it; what this run has put wins.
		if err := r.build.Keep(ctx, path); err != nil {
			return 0, fmt.Errorf("keep %s: %w", path, err)
		}
	}
	r.stats.kept(len(paths))
	return len(paths), nil
}

// put passes documents to the build and counts new and changed ones.
func (r *run) put(ctx context.Context, docs ...*index.Document) error {
	added := 0
	for _, d := range docs {
		if _, known := r.build.Known(d.Path); !known {
			added++
		}
	}
	if err := r.build.Put(ctx, docs...); err != nil {
		return fmt.Errorf("index %s: %w", docs[0].Path, err)
	}
	r.stats.put(added, len(docs)-added)
	return nil
}

// record records the outcome of a file in build and report.
func (r *run) record(f file, entry index.File) {
	entry.Path, entry.Size = f.path, f.size
	if entry.Format == "" {
		entry.Format = f.format.Name
	}
	if entry.Outcome == "" {
		entry.Outcome = outcomeOf(entry.Documents, entry.Problems)
	}
	r.build.Record(entry)
	r.stats.file(f, entry)
}
