package ingest

import (
	"slices"
	"strings"
	"sync"

	"daftar/index"
)

// Report reports the outcome of a run.
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

// FileProblem is a problem of a file.
type FileProblem struct {
	Path string `json:"path"`
	index.Problem
}

// stats counts during a run. Many goroutines may use it.
type stats struct {
	mu         sync.Mutex
	onProgress func(Progress)
	progress   Progress
	totals     Report
	files      []index.File
	open       []string // paths of the files being read, the oldest first
}

func newStats(files []file, onProgress func(Progress)) *stats {
	s := &stats{onProgress: onProgress}
	s.progress.FilesTotal = len(files)
	for _, f := range files {
		s.progress.BytesTotal += f.size
	}
	return s
}

// update changes the counts and reports the progress.
func (s *stats) update(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
	s.progress.Path = ""
	if len(s.open) > 0 {
		s.progress.Path = s.open[0]
	}
	if s.onProgress != nil {
		s.onProgress(s.progress)
	}
}

func (s *stats) begin(f file) {
	s.update(func() { s.open = append(s.open, f.path) })
}

func (s *stats) bytes(n int) {
	s.update(func() { s.progress.Bytes += int64(n) })
}

func (s *stats) put(added, changed int) {
	s.update(func() {
		s.totals.Added += added
		s.totals.Changed += changed
		s.progress.Documents += added + changed
	})
}

func (s *stats) kept(documents int) {
	s.update(func() {
		s.totals.Unchanged += documents
		s.progress.Documents += documents
	})
}

// same counts a file that was kept.
func (s *stats) same(f file, last index.File) {
	s.bytes(int(f.size))
	s.file(f, last)
}

// file counts the outcome of a file.
func (s *stats) file(f file, entry index.File) {
	s.update(func() {
		s.progress.Files++
		if i := slices.Index(s.open, f.path); i >= 0 {
			s.open = slices.Delete(s.open, i, i+1)
		}
		s.files = append(s.files, entry)
		for _, p := range entry.Problems {
			s.totals.Problems = append(s.totals.Problems, FileProblem{entry.Path, p})
		}
	})
}

// report returns the totals; documentsBefore are those of the last generation.
func (s *stats) report(documentsBefore int) Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.totals
	r.Deleted = max(0, documentsBefore-r.Changed-r.Unchanged)
	slices.SortFunc(s.files, func(a, b index.File) int { return strings.Compare(a.Path, b.Path) })
	r.Outcomes = index.NewOutcomes(s.files)
	slices.SortStableFunc(r.Problems, func(a, b FileProblem) int { return strings.Compare(a.Path, b.Path) })
	return r
}

// outcomeOf returns the outcome of a file or item. Among several problems encryption counts most: the text is there, but not
// for us.
func outcomeOf(documents int, problems []index.Problem) index.Outcome {
	if documents > 0 {
		return index.OutcomeRead
	}
	has := func(is func(index.ProblemCode) bool) bool {
		return slices.ContainsFunc(problems, func(p index.Problem) bool { return is(p.Code) })
	}
	switch {
	case has(func(c index.ProblemCode) bool { return c == index.ProblemEncrypted }):
		return index.OutcomeFailed
	case has(func(c index.ProblemCode) bool { return c.Outcome() == index.OutcomeUnsupported }):
		return index.OutcomeUnsupported
	case has(func(c index.ProblemCode) bool { return c.Outcome() == index.OutcomeEmpty }):
		return index.OutcomeEmpty
	}
	return index.OutcomeFailed
}
