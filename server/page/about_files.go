package page

import (
	"maps"
	"slices"

	"daftar/index"
)

// filesView is the outcomes of the files of the last reindex, as `daftar status` prints them.
type filesView struct {
	Heads   []string // of the columns that are not empty
	Rows    []filesRow
	Reasons []reasonView
}

type filesRow struct {
	Format string
	Counts []string
}

// reasonView is a problem that kept files from giving a document.
type reasonView struct {
	Outcome, Count, Reason string
	Paths                  []string
}

// outcomeKeys are message keys.
var outcomeKeys = map[index.Outcome]string{
	index.OutcomeFailed: "about.failed", index.OutcomeEmpty: "about.empty", index.OutcomeUnsupported: "about.unknown", index.OutcomeRead: "about.read",
}

// aboutReasons bounds the reasons that are listed; `daftar status` prints all.
const aboutReasons = 20

// newFiles returns nil if the index has no outcomes of files.
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
		out.Reasons = append(out.Reasons, reasonView{w.T(outcomeKeys[r.Outcome]), w.Number(r.Count), w.Problem(r.Problem()), r.Paths})
	}
	return out
}

// versions returns the versions of the index, the vocabulary and the readers.
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
