// Package ingest turns files into documents and hands them to a Build. It is the only room that knows the order:
//
//	source -> file -extract-> text -> title -> language -chunk-> passages -tag-> tags -> decisions -Build-> generation
//
// One goroutine walks the sources in a stable order and reads the lines of JSONL files; workers do the rest, file by file
// or some lines at a time. Text, Markdown and JSONL are read here; all else is handed to a Reader, which takes it apart
// where it cannot hurt, and each part that comes back is a document (parts.go). What has not changed is kept without being taken apart: a file by the sum of
// its bytes, its sidecar and the versions of everything that reads it (Fingerprint), a line of a changed JSONL file
// likewise. Memory is bounded by the bytes in flight, whatever the number of workers.
//
// Retag makes a next generation of the stored documents of the last one, without reading a file; Compare only says what it
// would change (retag.go).
//
// A bad file is a line in the report and never a stop. Only a source that is gone, a Build that fails and a cancelled
// context end a run. The package neither searches nor knows an engine.
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

// Options say what to read.
type Options struct {
	Sources      []string // folders and files; source.go says what their paths in the collection are
	Jobs         int      // workers; 0: one a processor
	AllowMissing bool     // a source that is gone or has suddenly no file is emptied instead of being an error
	Full         bool     // the Build knows nothing on purpose: be as careful with an empty source as if it did
	Vocabulary   *vocabulary.Vocabulary
	Versions     map[string]string // of all that decides about a document, see Versions
	Progress     func(Progress)    // nil, or called after each step, one call at a time

	Reader Reader         // of caged formats; without one their files are problems
	Limits extract.Limits // that the Reader has as well; the zero Limits are extract.DefaultLimits
	OCR    string         // by what the Reader recognizes the letters of scans, in words that change with it; "" if not
}

// Reader takes a file of a caged format apart and hands over its parts in order, each after what holds it, with all that
// lies in one before its next neighbour. What is wrong with a part stands in its problems; an error is of in, of each, of
// ctx, or says that the file cannot be read today. Read may be called by many goroutines at once. There are two:
// ingest/cage works in child processes, and tests read at once.
type Reader interface {
	Read(ctx context.Context, f extract.Format, name string, in io.Reader, size int64, each func(extract.Item) error) error
}

// Progress is how far a run is.
type Progress struct {
	Files, FilesTotal int
	Bytes, BytesTotal int64  // of the files, compressed ones as they are
	Documents         int    // put or kept
	Path              string // of the file that is being read for the longest time; "" between files
}

// version changes whenever this package may make another document of the same file.
const version = "2"

// Versions returns the versions of everything that decides about a document: if one of them is another, the document is
// made anew.
func Versions(v *vocabulary.Vocabulary) map[string]string {
	return map[string]string{
		"ingest": version, "extract": extract.Version, formatVersions: extract.Versions(), "chunk": chunk.Version, "language": language.Version,
		"tagger": tag.Version, "vocabulary": v.Version(), "analysis": analysis.Version,
	}
}

// Run reads the sources into the build and reports what became of them. It does not publish. After an error the report
// is not complete and the build must be aborted.
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
	err = r.read(ctx, files)
	report := r.stats.report(r.documentsBefore)
	report.Notes = sources.notes
	report.Seconds = time.Since(begin).Seconds()
	return report, err
}

// run is the state of one Run.
type run struct {
	*workers
	build           index.Build
	reader          Reader
	annotator       *Annotator
	versions        readerVersions // of fingerprints
	filesBefore     map[string]index.File
	documentsBefore int
	stats           *stats
}

func newRun(b index.Build, o Options, files []file) *run {
	r := &run{
		workers: newWorkers(o.Jobs), build: b, reader: o.Reader, annotator: NewAnnotator(o.Vocabulary), versions: newReaderVersions(o.Versions), filesBefore: b.Files(),
	}
	r.versions.ocr, r.versions.limits = o.OCR, o.Limits
	if o.Limits == (extract.Limits{}) {
		r.versions.limits = extract.DefaultLimits()
	}
	for range b.Paths() {
		r.documentsBefore++
	}
	r.stats = newStats(files, o.Progress)
	return r
}

// read walks the files while the workers take them apart.
func (r *run) read(ctx context.Context, files []file) error {
	return r.runAll(ctx, func(ctx context.Context) error {
		for _, f := range files {
			if err := r.file(ctx, f); err != nil {
				return err
			}
		}
		return nil
	})
}

// file reads one file: it decides what kind it is and who reads it.
func (r *run) file(ctx context.Context, f file) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if f.problem != "" {
		return r.keepUnreadable(ctx, f, errors.New(f.problem))
	}
	if err := f.sniff(); err != nil {
		return r.readError(ctx, f, err)
	}
	if limit := r.versions.limits.File; f.size > limit {
		return r.failed(f, fmt.Errorf("larger than %d MB, not read", limit>>20))
	}
	switch {
	case f.format.DocumentPerLine:
		return r.jsonl(ctx, f)
	case f.format.Sandboxed:
		return r.submit(ctx, 0, func(ctx context.Context) error { return r.container(ctx, f) })
	}
	return r.submit(ctx, memoryOf(f), func(ctx context.Context) error { return r.singleFile(ctx, f) })
}

// keepUnchanged keeps a file that is as it was, and one that cannot be read. If it is neither it returns false, and what the
// file says before it is read.
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

// readError tells a file with faulty content from one that cannot be read today.
func (r *run) readError(ctx context.Context, f file, err error) error {
	var faulty contentError
	if errors.As(err, &faulty) {
		return r.failed(f, fmt.Errorf("does not unpack: %w", err))
	}
	return r.keepUnreadable(ctx, f, fmt.Errorf("cannot be read: %w", err))
}

// failed records a file that gave nothing. Without a fingerprint it is looked at again in the next run.
func (r *run) failed(f file, reason error) error {
	r.record(f, index.File{Problems: []index.Problem{{Reason: reason.Error()}}})
	return nil
}

// keepUnreadable keeps what was read of a file, or of a folder, before: that a disk or a right is missing today says nothing
// about it.
func (r *run) keepUnreadable(ctx context.Context, f file, err error) error {
	entry := index.File{Problems: []index.Problem{{Reason: err.Error()}}}
	for _, last := range r.filesBefore {
		if last.Documents == 0 || last.Path != f.path && !strings.HasPrefix(last.Path, f.path+"/") {
			continue
		}
		if err := r.keep(ctx, last); err != nil {
			return err
		}
		if last.Path == f.path {
			entry.Format, entry.Documents = last.Format, last.Documents
			entry.Problems[0].Reason += "; what was read before is kept"
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

// keepUnseen keeps the documents of a file's last reading that this one did not come to, and counts them: a file that is
// just being copied must not lose its documents.
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
		// A file's own path keeps all that it holds, which then was seen after all: what is put anew wins.
		if err := r.build.Keep(ctx, path); err != nil {
			return 0, fmt.Errorf("keep %s: %w", path, err)
		}
	}
	r.stats.kept(len(paths))
	return len(paths), nil
}

// record tells build and report what became of a file.
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
