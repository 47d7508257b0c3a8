package ingest

import (
	"slices"
	"strings"
	"sync"

	"daftar/index"
	"daftar/ingest/extract"
)

// Report says what became of the files and documents of a run.
type Report struct {
	Added     int `json:"added"` // documents
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	Deleted   int `json:"deleted"`
	index.Outcomes
	Seconds  float64       `json:"seconds"`
	Problems []FileProblem `json:"problems,omitempty"` // by path
	Notes    []string      `json:"notes,omitempty"`
}

// FileProblem is a problem and the file that has it.
type FileProblem struct {
	Path string `json:"path"`
	index.Problem
}

// stats counts while a run is going on. Its methods may be called by many goroutines at once.
type stats struct {
	mu         sync.Mutex
	onProgress func(Progress)
	progress   Progress
	totals     Report
	files      []index.File
	open       []string // paths of files being read, in the order in which they were begun
}

func newStats(files []file, said func(Progress)) *stats {
	t := &stats{onProgress: said}
	t.progress.FilesTotal = len(files)
	for _, f := range files {
		t.progress.BytesTotal += f.size
	}
	return t
}

// notify tells how far the run is; the caller holds mu.
func (t *stats) notify() {
	t.progress.Path = ""
	if len(t.open) > 0 {
		t.progress.Path = t.open[0]
	}
	if t.onProgress != nil {
		t.onProgress(t.progress)
	}
}

// begin says that a file is being read.
func (t *stats) begin(f file) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = append(t.open, f.path)
	t.notify()
}

func (t *stats) bytes(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.progress.Bytes += int64(n)
	t.notify()
}

func (t *stats) put(added, changed int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.totals.Added += added
	t.totals.Changed += changed
	t.progress.Documents += added + changed
	t.notify()
}

func (t *stats) kept(documents int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.totals.Unchanged += documents
	t.progress.Documents += documents
	t.notify()
}

// same counts a file that was kept as it is.
func (t *stats) same(f file, last index.File) {
	t.bytes(int(f.size))
	t.file(f, last)
}

// file counts what became of a file.
func (t *stats) file(f file, entry index.File) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.progress.Files++
	if at := slices.Index(t.open, f.path); at >= 0 {
		t.open = slices.Delete(t.open, at, at+1)
	}
	t.files = append(t.files, entry)
	for _, p := range entry.Problems {
		t.totals.Problems = append(t.totals.Problems, FileProblem{entry.Path, p})
	}
	t.notify()
}

// outcomeOf tells what became of a file, or a part of one, from which came so many documents.
func outcomeOf(documents int, problems []index.Problem) index.Outcome {
	if documents > 0 {
		return index.OutcomeRead
	}
	has := func(is func(index.Problem) bool) bool { return slices.ContainsFunc(problems, is) }
	switch {
	case has(func(p index.Problem) bool { return codeOf(p) == index.ProblemEncrypted }):
		return index.OutcomeFailed
	case has(func(p index.Problem) bool { return codeOf(p).Outcome() == index.OutcomeUnsupported }):
		return index.OutcomeUnsupported
	case has(func(p index.Problem) bool { return codeOf(p).Outcome() == index.OutcomeEmpty }):
		return index.OutcomeEmpty
	}
	return index.OutcomeFailed
}

// report is the outcome; before is the number of documents of the last generation.
func (t *stats) report(before int) Report {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.totals
	r.Deleted = max(0, before-r.Changed-r.Unchanged)
	slices.SortFunc(t.files, func(a, b index.File) int { return strings.Compare(a.Path, b.Path) })
	r.Outcomes = index.NewOutcomes(t.files)
	slices.SortStableFunc(r.Problems, func(a, b FileProblem) int { return strings.Compare(a.Path, b.Path) })
	return r
}

// codeOf returns the code of a problem. Until every reader reports codes it derives one from the text.
func codeOf(p index.Problem) index.ProblemCode {
	switch {
	case p.Code != "":
		return p.Code
	case extract.IsLocked(p.Reason):
		return index.ProblemEncrypted
	case extract.IsUnread(p.Reason):
		return index.ProblemUnsupported
	case strings.HasSuffix(p.Reason, extract.NeedsOCR):
		return index.ProblemScanned
	case extract.IsEmpty(p.Reason):
		return index.ProblemEmpty
	case p.Limit:
		return index.ProblemLimitText
	}
	return index.ProblemParserFailed
}
