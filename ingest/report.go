package ingest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"daftar/index"
	"daftar/ingest/extract"
)

// Report says what became of the files and documents of a run.
type Report struct {
	Added     int            `json:"added"` // documents
	Changed   int            `json:"changed"`
	Unchanged int            `json:"unchanged"`
	Deleted   int            `json:"deleted"`
	Failed    int            `json:"failed"` // files and lines that gave no document; of one file at most maxProblems lines
	Seconds   float64        `json:"seconds"`
	Formats   []FormatReport `json:"formats"`            // by name
	Problems  []FileProblem  `json:"problems,omitempty"` // by path
	Notes     []string       `json:"notes,omitempty"`
}

// FormatReport counts the files of one format. A JSONL file counts as read if at least one line was.
type FormatReport struct {
	Format    string `json:"format"`
	Files     int    `json:"files"`
	Documents int    `json:"documents"`
	Read      int    `json:"read"`    // files
	Empty     int    `json:"empty"`   // files without text
	Limited   int    `json:"limited"` // files of which a limit cut something
	NotRead   int    `json:"not_read_yet"`
	Failed    int    `json:"failed"`
}

// FileProblem is a problem and the file that has it.
type FileProblem struct {
	Path string `json:"path"`
	index.Problem
}

// tally counts while a run is going on. Its methods may be called by many goroutines at once.
type tally struct {
	mu       sync.Mutex
	said     func(Progress)
	progress Progress
	counts   Report
	formats  map[string]*FormatReport
}

func newTally(files []file, said func(Progress)) *tally {
	t := &tally{said: said, formats: map[string]*FormatReport{}}
	t.progress.FilesTotal = len(files)
	for _, f := range files {
		t.progress.BytesTotal += f.size
	}
	return t
}

// say tells how far the run is; the caller holds mu.
func (t *tally) say() {
	if t.said != nil {
		t.said(t.progress)
	}
}

func (t *tally) bytes(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.progress.Bytes += int64(n)
	t.say()
}

func (t *tally) put(added, changed int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts.Added += added
	t.counts.Changed += changed
	t.progress.Documents += added + changed
	t.say()
}

func (t *tally) kept(documents int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.counts.Unchanged += documents
	t.progress.Documents += documents
	t.say()
}

// same counts a file that was kept as it is.
func (t *tally) same(f file, last index.File) {
	t.bytes(int(f.size))
	t.file(f, last)
}

// file counts what became of a file.
func (t *tally) file(f file, entry index.File) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.progress.Files++
	t.progress.Path = entry.Path
	name := cmp.Or(entry.Format, "unknown")
	if t.formats[name] == nil {
		t.formats[name] = &FormatReport{Format: name}
	}
	count := t.formats[name]
	count.Files++
	count.Documents += entry.Documents
	t.counts.Failed += failures(entry)
	switch {
	case entry.Documents > 0:
		count.Read++
	case f.format.Label != "" && !f.format.Read:
		count.NotRead++
	case slices.ContainsFunc(entry.Problems, func(p index.Problem) bool { return p.Reason == extract.EmptyFile }):
		count.Empty++
	default:
		count.Failed++
	}
	if slices.ContainsFunc(entry.Problems, func(p index.Problem) bool { return p.Limit }) {
		count.Limited++
	}
	for _, p := range entry.Problems {
		t.counts.Problems = append(t.counts.Problems, FileProblem{entry.Path, p})
	}
	t.say()
}

// failures counts what of a file gave no document: the file itself, or those of its lines that the entry names.
func failures(entry index.File) int {
	if entry.Documents == 0 {
		return 1
	}
	n := 0
	for _, p := range entry.Problems {
		if strings.HasSuffix(p.Reason, extract.LeftOut) {
			n++
		}
	}
	return n
}

// report is the outcome; before is the number of documents of the last generation.
func (t *tally) report(before int) Report {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.counts
	r.Deleted = max(0, before-r.Changed-r.Unchanged)
	for _, name := range slices.Sorted(maps.Keys(t.formats)) {
		r.Formats = append(r.Formats, *t.formats[name])
	}
	slices.SortStableFunc(r.Problems, func(a, b FileProblem) int { return strings.Compare(a.Path, b.Path) })
	return r
}
