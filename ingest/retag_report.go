package ingest

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/date"
)

// RetagReport reports what a retag changes, or would change.
type RetagReport struct {
	Documents int             `json:"documents"`
	Kept      int             `json:"kept"`    // tagged by these versions already, or failed
	Changed   int             `json:"changed"` // with another set of tags, another role, or another event date
	Tags      []TagChange     `json:"tags"`    // that change: countries, then themes, by id
	Events    EventChange     `json:"events"`
	Overrides OverrideSummary `json:"overrides"`

	Problems []FileProblem `json:"problems,omitempty"` // by path: documents that failed, overrides that cannot be applied
	Seconds  float64       `json:"seconds"`
}

// TagChange counts the changes of one country or theme.
type TagChange struct {
	Kind            index.Kind `json:"kind"`
	ID              string     `json:"id"`
	Label           string     `json:"label,omitempty"`
	Gained          int        `json:"gained"`      // documents that get it, in any role
	Lost            int        `json:"lost"`        // documents that lose it
	MainGained      int        `json:"main_gained"` // documents in which it becomes main
	MainLost        int        `json:"main_lost"`
	RoleChanged     int        `json:"role_changed"`     // documents that keep it in another role
	EvidenceChanged int        `json:"evidence_changed"` // documents that keep it in its role, on other evidence
	Documents       []TagDiff  `json:"documents"`
}

// TagDiff is the change of a tag in one document.
type TagDiff struct {
	DocumentRef
	Before       index.Role     `json:"before,omitempty"` // "": did not have it
	After        index.Role     `json:"after,omitempty"`  // "": does not have it
	Appeared     []EvidenceText `json:"appeared,omitempty"`
	Disappeared  []EvidenceText `json:"disappeared,omitempty"`
	TitleContext []EvidenceText `json:"title_context,omitempty"` // of other tags in the title, if that explains the change
}

// DocumentRef names a document.
type DocumentRef struct {
	ID    string `json:"id"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

// EvidenceText is the text of evidence and the rule that found it.
type EvidenceText struct {
	Text string `json:"text"`
	Rule string `json:"rule"`
}

// EventChange lists the documents whose event date changes.
type EventChange struct {
	Changed   int         `json:"changed"`
	Documents []EventDiff `json:"documents,omitempty"`
}

// EventDiff is the event date of a document before and after; the zero date is none.
type EventDiff struct {
	DocumentRef
	Before date.Date `json:"before,omitzero"`
	After  date.Date `json:"after,omitzero"`
}

// OverrideSummary counts overrides and lists those that the rules contradict.
type OverrideSummary struct {
	Documents      int        `json:"documents"` // with overrides
	ConflictsTotal int        `json:"conflicts_total"`
	Conflicts      []Conflict `json:"conflicts,omitempty"`
}

// Conflict is an override that the rules contradict. The override is applied.
type Conflict struct {
	DocumentRef
	Kind     string         `json:"kind"` // country, theme, event
	ID       string         `json:"tag,omitempty"`
	Override string         `json:"override"` // added, removed, or a date
	Rules    string         `json:"rules"`    // what they find: a role, none, or a date
	Evidence []EvidenceText `json:"evidence,omitempty"`
}

type tagKey struct {
	kind index.Kind
	id   string
}

// addDiff adds the changes of a document.
func (r *retag) addDiff(old *index.Document, result retagResult) {
	ref := DocumentRef{old.ID, old.Path, old.Title}
	diffs := tagDiffs(old, result.document)
	conflicts := conflictsOf(result, ref)
	r.mu.Lock()
	defer r.mu.Unlock()
	changed := old.Event != result.document.Event
	if changed {
		r.report.Events.Changed++
		events := append(r.report.Events.Documents, EventDiff{ref, old.Event, result.document.Event})
		r.report.Events.Documents = trimIfLong(events, r.options.MaxListed, compareEventDiffs)
	}
	for key, d := range diffs {
		d.DocumentRef = ref
		r.addTagDiff(key, d)
		changed = changed || d.Before != d.After
	}
	r.report.Changed += oneIf(changed)
	r.addOverrides(ref, result, conflicts)
	r.progress()
}

// addTagDiff adds the change of a tag in a document; the caller holds mu.
func (r *retag) addTagDiff(key tagKey, d TagDiff) {
	c := r.changes[key]
	if c == nil {
		c = &TagChange{Kind: key.kind, ID: key.id}
		r.changes[key] = c
	}
	c.Gained += oneIf(d.Before == "")
	c.Lost += oneIf(d.After == "")
	c.MainGained += oneIf(d.After == index.RoleMain && d.Before != index.RoleMain)
	c.MainLost += oneIf(d.Before == index.RoleMain && d.After != index.RoleMain)
	c.RoleChanged += oneIf(d.Before != "" && d.After != "" && d.Before != d.After)
	c.EvidenceChanged += oneIf(d.Before == d.After)
	c.Documents = trimIfLong(append(c.Documents, d), r.options.MaxListed, compareTagDiffs)
}

// addOverrides adds the overrides of a document; the caller holds mu.
func (r *retag) addOverrides(ref DocumentRef, result retagResult, conflicts []Conflict) {
	if result.document.Overrides.IsZero() {
		return
	}
	o := &r.report.Overrides
	o.Documents++
	o.ConflictsTotal += len(conflicts)
	o.Conflicts = trimIfLong(append(o.Conflicts, conflicts...), r.options.MaxListed, compareConflicts)
	r.addUnresolved(fileOf(ref.Path), result.unresolved)
}

// addUnresolved adds the unresolved overrides of a file, each once: those of a JSONL file are the same for every line. The
// caller holds mu.
func (r *retag) addUnresolved(file string, unresolved []index.Problem) {
	known := r.unresolved[file]
	for _, p := range unresolved {
		if !slices.ContainsFunc(known, p.Equal) {
			known = append(known, p)
			r.report.Problems = append(r.report.Problems, FileProblem{file, p})
		}
	}
	r.unresolved[file] = known
}

// finish sorts the report.
func (r *retag) finish() {
	r.report.Tags = make([]TagChange, 0, len(r.changes))
	for _, c := range r.changes {
		c.Label = r.annotator.label(c.Kind, c.ID)
		c.Documents = sortedPrefix(c.Documents, r.options.MaxListed, compareTagDiffs)
		r.report.Tags = append(r.report.Tags, *c)
	}
	slices.SortFunc(r.report.Tags, func(a, b TagChange) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	r.report.Events.Documents = sortedPrefix(r.report.Events.Documents, r.options.MaxListed, compareEventDiffs)
	r.report.Overrides.Conflicts = sortedPrefix(r.report.Overrides.Conflicts, r.options.MaxListed, compareConflicts)
	slices.SortStableFunc(r.report.Problems, func(a, b FileProblem) int { return strings.Compare(a.Path, b.Path) })
}

// label returns the label of a tag, or its id if the vocabulary no longer has it.
func (a *Annotator) label(kind index.Kind, id string) string {
	if c, ok := a.vocabulary.Country(id); ok && kind == index.KindCountry {
		return c.Label
	}
	if t, ok := a.vocabulary.Theme(id); ok && kind == index.KindTheme {
		return t.Label
	}
	return id
}

// trimIfLong returns sortedPrefix of a list that has twice as many elements as will be listed, so that sorting stays cheap.
func trimIfLong[T any](list []T, n int, compare func(a, b T) int) []T {
	if n == 0 || len(list) < 2*n {
		return list
	}
	return sortedPrefix(list, n, compare)
}

// sortedPrefix returns the first n elements of the sorted list, all if n is 0.
func sortedPrefix[T any](list []T, n int, compare func(a, b T) int) []T {
	slices.SortFunc(list, compare)
	if n == 0 || len(list) <= n {
		return list
	}
	return slices.Delete(list, n, len(list))
}

func oneIf(condition bool) int {
	if condition {
		return 1
	}
	return 0
}

// compareTagDiffs orders documents that get or lose a tag before other roles, and these before other evidence.
func compareTagDiffs(a, b TagDiff) int {
	weight := func(d TagDiff) int {
		return oneIf(d.Before == d.After) + oneIf(d.Before != "" && d.After != "")
	}
	return cmp.Or(weight(a)-weight(b), strings.Compare(a.Path, b.Path))
}

func compareEventDiffs(a, b EventDiff) int { return strings.Compare(a.Path, b.Path) }

func compareConflicts(a, b Conflict) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID))
}
