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

// A batch of lines goes to one worker: large enough that passing it costs nothing, small enough that workers finish
// together and little memory is held.
const (
	batchBytes = 512 << 10
	batchLines = 64
)

// maxProblems of one file are recorded.
const maxProblems = 100

// jsonlFile is a JSONL file being read. The walker reads its lines and compares their fingerprints; workers make documents
// of the lines that have changed.
type jsonlFile struct {
	run       *run
	file      file
	content   checksums
	rules     *sidecarRules
	seen      map[string]bool // names of lines
	sum       hash.Hash
	batch     []extract.Line
	bytes     int64
	unchanged []string // paths of lines to keep
	truncated bool     // the file ended early: the next run reads it again

	mu      sync.Mutex
	running int // batches, and one for the walker
	entry   index.File
	more    int // problems beyond those in entry
}

// jsonl reads a JSONL file, or keeps it if it has not changed. Of a changed file it keeps the unchanged lines.
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
	var problems []index.Problem
	l.rules, problems = newSidecarRules(f, c.sidecar)
	_, unresolved := r.annotator.resolveOverrides(l.rules.metadata.Overrides)
	l.add(0, append(problems, unresolved...))
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
			problem.Lost = true
			l.add(0, []index.Problem{*problem})
			continue
		}
		if err := l.line(ctx, line); err != nil {
			return err
		}
	}
	if blank {
		l.add(0, []index.Problem{index.NewProblem(index.ProblemEmpty)})
	}
	if err := l.flush(ctx); err != nil || in.readErr == nil {
		return err
	}
	l.truncated = true
	kept, err := l.run.keepUnseen(ctx, l.file, func(path string) bool { return l.seen[strings.TrimPrefix(path, l.file.path+"#")] })
	l.add(kept, nil)
	return err
}

// line keeps a line that has not changed and adds any other to the batch.
func (l *jsonlFile) line(ctx context.Context, line extract.Line) error {
	if l.seen[line.Name] {
		p := index.NewProblem(index.ProblemDuplicateID, line.Name).At(index.Place{Line: line.Number})
		p.Lost = true
		l.add(0, []index.Problem{p})
		return nil
	}
	name := strings.Clone(line.Name)
	l.seen[name] = true
	path := l.file.path + "#" + name
	fingerprint := lineFingerprint(l.sum, l.run.versions, l.content.sidecar, line.Bytes)
	if last, ok := l.run.build.Known(path); ok && last == fingerprint {
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

// flush keeps the unchanged lines and submits the batch.
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

// work makes documents of a batch of lines.
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
	item := itemOf(line)
	if item.Extracted == nil {
		markLost(item.Problems)
		return nil, item.Problems
	}
	problems := withLimits(item.Extracted, l.run.versions.limits, item.Problems)
	l.rules.apply(&item)
	fingerprint := lineFingerprint(sum, l.run.versions, l.content.sidecar, line.Bytes)
	doc, found := l.run.annotator.newDocument(item.Extracted, l.file.path+"#"+line.Name, fingerprint)
	if doc == nil {
		markLost(found)
	}
	for _, p := range found {
		// A line has no overrides, and jsonl reports those of the sidecar once.
		if !isUnresolved(p) {
			problems = append(problems, p.At(index.Place{Line: line.Number}))
		}
	}
	return doc, problems
}

// markLost marks the last problem of a line that gave no document.
func markLost(problems []index.Problem) {
	if len(problems) > 0 {
		problems[len(problems)-1].Lost = true
	}
}

// add records documents and problems of the file.
func (l *jsonlFile) add(documents int, problems []index.Problem) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entry.Documents += documents
	for _, p := range problems {
		if p.Lost {
			l.entry.Lost++
		}
	}
	l.entry.Problems = append(l.entry.Problems, problems...)
	if len(l.entry.Problems) > 4*maxProblems {
		l.sortProblems()
	}
}

// sortProblems restores the order of the lines, which the workers have mixed, and keeps the first problems; the caller holds
// mu, or is the last.
func (l *jsonlFile) sortProblems() {
	all := l.entry.Problems
	slices.SortStableFunc(all, func(a, b index.Problem) int { return cmp.Compare(lineOf(a), lineOf(b)) })
	if len(all) > maxProblems {
		l.more += len(all) - maxProblems
		l.entry.Problems = slices.Clip(all[:maxProblems])
	}
}

// lineOf is the line of the file that a problem is about, 0 if it is about the whole file or its sidecar.
func lineOf(p index.Problem) int {
	if p.Place.Part != "" {
		return 0
	}
	return p.Place.Line
}

// done is called at the end of the walker and of every batch. The last call records the file.
func (l *jsonlFile) done() {
	l.mu.Lock()
	l.running--
	last := l.running == 0
	l.mu.Unlock()
	if !last {
		return
	}
	l.sortProblems()
	if l.more > 0 {
		l.entry.Problems = append(l.entry.Problems, index.NewProblem(index.ProblemMoreProblems, l.more))
	}
	if !l.truncated {
		l.entry.Fingerprint = l.run.versions.fingerprint(l.file, l.content, l.entry)
	}
	l.run.record(l.file, l.entry)
}
