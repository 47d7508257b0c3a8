package page

import (
	"maps"
	"slices"

	"daftar/index"
)

// filesView says what became of the files that were read: what `daftar status` prints.
type filesView struct {
	Heads   []string // of the columns that hold anything
	Rows    []filesRow
	Reasons []reasonView
}

type filesRow struct {
	Format string
	Counts []string
}

// reasonView is why files gave no document, as the reader of the format says it, in English.
type reasonView struct {
	Outcome, Count, Reason string
	Paths                  []string
}

// outcomeNames are the keys of the names of outcomes.
var outcomeNames = map[index.Outcome]string{
	index.OutcomeFailed: "about.failed", index.OutcomeEmpty: "about.empty", index.OutcomeUnsupported: "about.unknown", index.OutcomeRead: "about.read",
}

// aboutReasons are listed; `daftar status` has all of them.
const aboutReasons = 20

// newFiles is nil where the last reindex told nothing of its files.
func (w pageContext) newFiles(st *index.Status) *filesView {
	o := st.Outcomes
	if len(o.Formats) == 0 {
		return nil
	}
	out := &filesView{}
	columns := []struct {
		name  string
		value func(index.FormatCount) int
	}{
		{"about.files", func(f index.FormatCount) int { return f.Files }}, {"about.documents", func(f index.FormatCount) int { return f.Documents }},
		{"about.read", func(f index.FormatCount) int { return f.Read }}, {"about.empty", func(f index.FormatCount) int { return f.Empty }},
		{"about.limited", func(f index.FormatCount) int { return f.Limited }}, {"about.unknown", func(f index.FormatCount) int { return f.Unsupported }},
		{"about.failed", func(f index.FormatCount) int { return f.Failed }},
	}
	for _, f := range o.Formats {
		out.Rows = append(out.Rows, filesRow{Format: w.Label(index.FieldFormat, f.Format)})
	}
	for n, c := range columns {
		if n > 2 && !slices.ContainsFunc(o.Formats, func(f index.FormatCount) bool { return c.value(f) > 0 }) {
			continue
		}
		out.Heads = append(out.Heads, w.T(c.name))
		for row, f := range o.Formats {
			out.Rows[row].Counts = append(out.Rows[row].Counts, w.Number(c.value(f)))
		}
	}
	for _, r := range o.Reasons[:min(len(o.Reasons), aboutReasons)] {
		out.Reasons = append(out.Reasons, reasonView{w.T(outcomeNames[r.Outcome]), w.Number(r.Count), r.Reason, r.Paths})
	}
	return out
}

// versions name what the library was made with.
func (w pageContext) versions(st *index.Status) (facts []factLink) {
	g := st.Generation
	facts = append(facts, factLink{w.T("about.generation"), g.Name, ""})
	if !g.Created.IsZero() {
		year, month, day := g.Created.UTC().Date()
		facts = append(facts, factLink{w.T("about.created"), w.CivilDate(year, int(month), day), ""})
	}
	facts = append(facts, factLink{w.T("about.vocabulary"), w.searcher.Vocabulary.Version(), ""})
	for _, name := range slices.Sorted(maps.Keys(g.Versions)) {
		facts = append(facts, factLink{name, g.Versions[name], ""})
	}
	return facts
}
