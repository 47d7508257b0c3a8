package ingest

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/date"
)

// RetagReport says what a retag changes, or would change.
type RetagReport struct {
	Documents int             `json:"documents"`
	Kept      int             `json:"kept"`    // tagged by these versions already, or not to be tagged
	Changed   int             `json:"changed"` // that get or lose a tag, or one in another role, or have another event date
	Tags      []TagChange     `json:"tags"`    // countries, then themes, by id: those that change
	Events    EventChange     `json:"events"`
	Overrides OverrideSummary `json:"decisions"`

	Problems []FileProblem `json:"problems,omitempty"` // by path: what could not be tagged, decisions that cannot be followed
	Seconds  float64       `json:"seconds"`
}

// TagChange is what becomes of one country or theme.
type TagChange struct {
	Kind            index.Kind `json:"kind"`
	ID              string     `json:"id"`
	Label           string     `json:"label,omitempty"`
	Gained          int        `json:"gained"`      // documents that have it now and had it not, in any role
	Lost            int        `json:"lost"`        // that had it and have it no more
	MainGained      int        `json:"main_gained"` // of which it is main now and was not
	MainLost        int        `json:"main_lost"`
	RoleChanged     int        `json:"moved"`    // that keep it in another role
	EvidenceChanged int        `json:"reworded"` // that keep it in its role, by other words
	Documents       []TagDiff  `json:"documents"`
}

// TagDiff is what becomes of a tag in one document.
type TagDiff struct {
	DocumentRef
	Before       index.Role     `json:"before,omitempty"` // "": had it not
	After        index.Role     `json:"after,omitempty"`  // "": has it no more
	Appeared     []EvidenceText `json:"appeared,omitempty"`
	Disappeared  []EvidenceText `json:"disappeared,omitempty"`
	TitleContext []EvidenceText `json:"beside,omitempty"` // of other tags, which the title names now or no more: what else moved it
}

// DocumentRef names a document.
type DocumentRef struct {
	ID    string `json:"id"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

// EvidenceText is evidence: the words of the text and the rule that takes them so.
type EvidenceText struct {
	Text string `json:"text"`
	Rule string `json:"rule"`
}

// EventChange lists the documents whose event date changes.
type EventChange struct {
	Changed   int         `json:"changed"`
	Documents []EventDiff `json:"documents,omitempty"`
}

// EventDiff is another event date; none is absent.
type EventDiff struct {
	DocumentRef
	Before date.Date `json:"before,omitzero"`
	After  date.Date `json:"after,omitzero"`
}

// OverrideSummary counts what people decided and lists the decisions that stand against the rules.
type OverrideSummary struct {
	Documents      int        `json:"documents"` // with decisions
	ConflictsTotal int        `json:"against"`   // decisions that the rules contradict
	Conflicts      []Conflict `json:"standing,omitempty"`
}

// Conflict is a decision that the rules contradict, and which stands.
type Conflict struct {
	DocumentRef
	Kind     string         `json:"kind"` // country, theme, event
	ID       string         `json:"tag,omitempty"`
	Override string         `json:"decided"` // added, removed, or a date
	Rules    string         `json:"rules"`   // what they say: main, touched, none, or a date
	Evidence []EvidenceText `json:"words,omitempty"`
}

type tagKey struct {
	kind index.Kind
	id   string
}

// addDiff enters what a retag changes in a document.
func (r *retag) addDiff(old *index.Document, again retagResult) {
	place := DocumentRef{old.ID, old.Path, old.Title}
	outcomes := tagDiffs(old, again.document)
	standing := conflictsOf(again, place)
	r.mu.Lock()
	defer r.mu.Unlock()
	changed := old.Event != again.document.Event
	if changed {
		r.report.Events.Changed++
		events := append(r.report.Events.Documents, EventDiff{place, old.Event, again.document.Event})
		r.report.Events.Documents = listed(events, r.MaxListed, compareEventDiffs)
	}
	for key, o := range outcomes {
		o.DocumentRef = place
		r.addTagDiff(key, o)
		changed = changed || o.Before != o.After
	}
	r.report.Changed += one(changed)
	r.addOverrides(place, again, standing)
	r.progress()
}

// addTagDiff enters what becomes of a tag in a document; the caller holds mu.
func (r *retag) addTagDiff(key tagKey, o TagDiff) {
	c := r.changes[key]
	if c == nil {
		c = &TagChange{Kind: key.kind, ID: key.id}
		r.changes[key] = c
	}
	c.Gained += one(o.Before == "")
	c.Lost += one(o.After == "")
	c.MainGained += one(o.After == index.RoleMain && o.Before != index.RoleMain)
	c.MainLost += one(o.Before == index.RoleMain && o.After != index.RoleMain)
	c.RoleChanged += one(o.Before != "" && o.After != "" && o.Before != o.After)
	c.EvidenceChanged += one(o.Before == o.After)
	c.Documents = listed(append(c.Documents, o), r.MaxListed, compareTagDiffs)
}

// addOverrides enters the decisions about a document; the caller holds mu.
func (r *retag) addOverrides(place DocumentRef, again retagResult, standing []Conflict) {
	if again.document.Overrides.IsZero() {
		return
	}
	d := &r.report.Overrides
	d.Documents++
	d.ConflictsTotal += len(standing)
	d.Conflicts = listed(append(d.Conflicts, standing...), r.MaxListed, compareConflicts)
	r.addUnresolved(fileOf(place.Path), again.faults)
}

// addUnresolved enters the decisions of a file that cannot be followed, each once: a JSONL file's are those of all its lines. The
// caller holds mu.
func (r *retag) addUnresolved(file string, faults []unresolved) {
	known := r.unresolved[file]
	for _, p := range problemsOf(faults, "") {
		if !slices.ContainsFunc(known, p.Equal) {
			known = append(known, p)
			r.report.Problems = append(r.report.Problems, FileProblem{file, p})
		}
	}
	r.unresolved[file] = known
}

// finish puts everything in order.
func (r *retag) finish() {
	r.report.Tags = make([]TagChange, 0, len(r.changes))
	for _, c := range r.changes {
		c.Label = r.annotator.label(c.Kind, c.ID)
		c.Documents = first(c.Documents, r.MaxListed, compareTagDiffs)
		r.report.Tags = append(r.report.Tags, *c)
	}
	slices.SortFunc(r.report.Tags, func(a, b TagChange) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	r.report.Events.Documents = first(r.report.Events.Documents, r.MaxListed, compareEventDiffs)
	r.report.Overrides.Conflicts = first(r.report.Overrides.Conflicts, r.MaxListed, compareConflicts)
	slices.SortStableFunc(r.report.Problems, func(a, b FileProblem) int { return strings.Compare(a.Path, b.Path) })
}

// label is the name of a tag; one that the vocabulary no longer has is called by its id.
func (m *Annotator) label(kind index.Kind, id string) string {
	if c, ok := m.vocabulary.Country(id); ok && kind == index.KindCountry {
		return c.Label
	}
	if t, ok := m.vocabulary.Theme(id); ok && kind == index.KindTheme {
		return t.Label
	}
	return id
}

// listed keeps the first n of a list; it is put in order only when it has become twice as long. With n 0 it keeps all.
func listed[T any](list []T, n int, compare func(a, b T) int) []T {
	if n == 0 || len(list) < 2*n {
		return list
	}
	return first(list, n, compare)
}

// first returns the first n of a list in order, with n 0 all.
func first[T any](list []T, n int, compare func(a, b T) int) []T {
	slices.SortFunc(list, compare)
	if n == 0 || len(list) <= n {
		return list
	}
	return slices.Delete(list, n, len(list))
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// compareTagDiffs puts documents that get or lose a tag first, then other roles, then other words.
func compareTagDiffs(a, b TagDiff) int {
	weight := func(o TagDiff) int { return one(o.Before == o.After) + one(o.Before != "" && o.After != "") }
	return cmp.Or(weight(a)-weight(b), strings.Compare(a.Path, b.Path))
}

func compareEventDiffs(a, b EventDiff) int { return strings.Compare(a.Path, b.Path) }

func compareConflicts(a, b Conflict) int {
	return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Kind, b.Kind), strings.Compare(a.ID, b.ID))
}
