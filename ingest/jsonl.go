package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"slices"
	"strings"
	"sync"

	"daftar/index"
	"daftar/ingest/extract"
)

// A batch of lines goes to one worker: large enough that handing it over costs nothing, small enough that the workers end
// together and little memory is held.
const (
	batchBytes = 512 << 10
	batchLines = 64
)

// maxProblems of one file are kept: who sees a hundred wrong lines knows.
const maxProblems = 100

// jsonlFile is a JSONL file being read: the walker reads its lines, the workers take them apart.
type jsonlFile struct {
	run       *run
	file      file
	content   checksums
	defaults  extract.Metadata // of the sidecar, for what a line does not say
	seen      map[string]bool  // names of lines
	sum       hash.Hash
	batch     []extract.Line
	bytes     int64
	unchanged []string // paths of lines to keep
	truncated bool     // the file ended before its end: it is looked at again in the next run

	mu              sync.Mutex
	running         int // batches at work, and one for the walker
	entry           index.File
	problemsDropped int // problems beyond those kept in entry
}

// jsonl reads a JSONL file, or keeps it as it is. Of a changed file the lines that have not changed are kept.
func (r *run) jsonl(ctx context.Context, f file) error {
	c, done, err := r.keepUnchanged(ctx, f)
	if done || err != nil {
		return err
	}
	in, err := f.open(r.stats.bytes)
	if err != nil {
		return r.readError(ctx, f, err)
	}
	defer in.Close()
	l := &jsonlFile{run: r, file: f, content: c, seen: map[string]bool{}, sum: sha256.New(), running: 1}
	said, problems := f.metadata(c.sidecar)
	l.defaults = said
	_, faults := r.annotator.resolveDecisions(said.Overrides)
	l.add(0, append(problems, problemsOf(faults, said.Overrides.File)...))
	if err := l.read(ctx, in); err != nil {
		return err
	}
	l.done()
	return nil
}

func (l *jsonlFile) read(ctx context.Context, in *openFile) error {
	blank := true
	for line, problem := range extract.Lines(in) {
		blank = false
		if problem != nil {
			l.add(0, []index.Problem{*problem})
			continue
		}
		if err := l.line(ctx, line); err != nil {
			return err
		}
	}
	if blank {
		l.add(0, []index.Problem{{Reason: extract.EmptyFile}})
	}
	if err := l.flush(ctx); err != nil || in.readErr == nil {
		return err
	}
	l.truncated = true
	kept, err := l.run.keepUnseen(ctx, l.file, func(path string) bool { return l.seen[strings.TrimPrefix(path, l.file.path+"#")] })
	l.add(kept, nil)
	return err
}

// line keeps a line that has not changed and puts any other into the batch.
func (l *jsonlFile) line(ctx context.Context, line extract.Line) error {
	if l.seen[line.Name] {
		l.add(0, []index.Problem{{
			Where:  fmt.Sprintf("line %d", line.Number),
			Reason: fmt.Sprintf("id %q stands in an earlier line already", line.Name) + extract.LeftOut,
		}})
		return nil
	}
	name := strings.Clone(line.Name)
	l.seen[name] = true
	path := l.file.path + "#" + name
	print := lineFingerprint(l.sum, l.run.versions, l.content.sidecar, line.Bytes)
	if last, ok := l.run.build.Known(path); ok && last == print {
		l.unchanged = append(l.unchanged, path)
	} else {
		l.batch = append(l.batch, extract.Line{Number: line.Number, Name: name, Bytes: slices.Clone(line.Bytes)})
		l.bytes += int64(len(line.Bytes))
	}
	if l.bytes >= batchBytes || len(l.batch) >= batchLines || len(l.unchanged) >= batchLines {
		return l.flush(ctx)
	}
	return nil
}

// flush hands the batch to a worker.
func (l *jsonlFile) flush(ctx context.Context) error {
	if len(l.unchanged) > 0 {
		if err := l.run.build.Keep(ctx, l.unchanged...); err != nil {
			return fmt.Errorf("keep lines of %s: %w", l.file.path, err)
		}
		l.run.stats.kept(len(l.unchanged))
		l.add(len(l.unchanged), nil)
		l.unchanged = l.unchanged[:0]
	}
	if len(l.batch) == 0 {
		return nil
	}
	batch, bytes := l.batch, l.bytes*costPerTextByte
	l.batch, l.bytes = nil, 0
	l.mu.Lock()
	l.running++
	l.mu.Unlock()
	return l.run.submit(ctx, bytes, func(ctx context.Context) error { return l.work(ctx, batch) })
}

// work takes a batch of lines apart.
func (l *jsonlFile) work(ctx context.Context, batch []extract.Line) error {
	docs := make([]*index.Document, 0, len(batch))
	var problems []index.Problem
	sum := sha256.New()
	for _, line := range batch {
		doc, found := l.document(line, sum)
		problems = append(problems, found...)
		if doc != nil {
			docs = append(docs, doc)
		}
	}
	if len(docs) > 0 {
		if err := l.run.put(ctx, docs...); err != nil {
			return err
		}
	}
	l.add(len(docs), problems)
	l.done()
	return nil
}

func (l *jsonlFile) document(line extract.Line, sum hash.Hash) (*index.Document, []index.Problem) {
	reading, problems := line.Read()
	if reading == nil {
		return nil, problems
	}
	problems = cut(reading, l.run.versions.limits, problems)
	reading.FillMissing(l.defaults)
	print := lineFingerprint(sum, l.run.versions, l.content.sidecar, line.Bytes)
	doc, more := l.run.annotator.newDocument(reading, l.file.path+"#"+line.Name, print)
	for _, p := range more {
		// A line decides nothing itself, and what is wrong in the sidecar of all lines is said once.
		if !isFault(p.Reason) {
			p.Where = fmt.Sprintf("line %d", line.Number)
			problems = append(problems, p)
		}
	}
	return doc, problems
}

// add notes documents and problems of the file.
func (l *jsonlFile) add(documents int, problems []index.Problem) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entry.Documents += documents
	for i, p := range problems {
		if strings.HasSuffix(p.Reason, extract.LeftOut) {
			problems[i].Lost = true
			l.entry.Lost++
		}
	}
	l.entry.Problems = append(l.entry.Problems, problems...)
	if len(l.entry.Problems) > 4*maxProblems {
		l.sortProblems()
	}
}

// sortProblems brings the problems back into the order of the lines, which the workers have mixed up, and keeps the
// first; the caller holds mu, or is the last.
func (l *jsonlFile) sortProblems() {
	all := l.entry.Problems
	slices.SortStableFunc(all, func(a, b index.Problem) int { return cmp.Compare(lineOf(a), lineOf(b)) })
	if len(all) > maxProblems {
		l.problemsDropped += len(all) - maxProblems
		l.entry.Problems = slices.Clip(all[:maxProblems])
	}
}

// done is the last thing that the walker and every batch do: the last of them records the file.
func (l *jsonlFile) done() {
	l.mu.Lock()
	l.running--
	last := l.running == 0
	l.mu.Unlock()
	if !last {
		return
	}
	l.sortProblems()
	if l.problemsDropped > 0 {
		l.entry.Problems = append(l.entry.Problems, index.Problem{Reason: fmt.Sprintf("and %d problems more", l.problemsDropped)})
	}
	if !l.truncated {
		l.entry.Fingerprint = l.run.versions.fingerprint(l.file, l.content, l.entry)
	}
	l.run.record(l.file, l.entry)
}

// lineOf is the number of the line that a problem is about, 0 if it is about the whole file.
func lineOf(p index.Problem) int {
	var n int
	fmt.Sscanf(p.Where, "line %d", &n)
	return n
}
