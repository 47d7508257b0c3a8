package page

import (
	"cmp"
	"maps"
	"slices"

	"daftar/index"
	"daftar/server/request"
)

// filterPanel is the column of filters beside the results: controls of the search form, and for each value a link to the search
// whose total is its number.
type filterPanel struct {
	Count    int // active filters
	Facets   []facetView
	Mentions []radio
	Dates    dateControls
	Regions  regionControls
	Hidden   []request.Pair // active filters without a control
}

type facetView struct {
	Field, Title string
	Top          []facetSection
	More         []facetSection
	MoreLabel    string
	Switches     []choiceLink // any, all
	Together     *radio
}

// facetSection is a list of values; themes are listed under their group.
type facetSection struct {
	Group *facetRow
	Rows  []facetRow
}

// facetRow is a value. Its check box selects it in the form; URL is the search for it alone, which finds Count documents.
type facetRow struct {
	Name, Value, Label       string
	Count                    string
	Zero                     bool
	Checked, Excluded        bool
	URL                      string
	Not                      string // address that excludes it; "" if it is excluded already
	Shown                    string // the label in the list
	ExcludeText, ExcludeName string // text of the link to Not, and its accessible name
}

var facetTitles = map[index.Field]string{
	index.FieldCountry: "facet.country", index.FieldTheme: "facet.theme", index.FieldSource: "facet.source",
	index.FieldLang: "facet.language", index.FieldFormat: "facet.format",
}

// Values that are not hidden under "more": about a screen of countries and themes, and of the others as many as most libraries
// have.
const (
	shownValues = 10
	shownOthers = 5
)

func (w pageContext) filterPanel(p request.Params, counts []index.FacetCounts) filterPanel {
	by := map[index.Field]index.FacetCounts{}
	for _, f := range counts {
		by[f.Field] = f
	}
	panel := filterPanel{Count: len(request.ActiveFilters(w.Localizer, p)), Mentions: w.mentionControls(p), Dates: w.dateControls(p, by[index.FieldDate]), Regions: w.regionControls(p)}
	for _, f := range []index.Field{index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang, index.FieldFormat} {
		view := facetView{Field: string(f), Title: w.T(facetTitles[f])}
		if f == index.FieldTheme {
			w.themeSections(&view, p, by[f], by[index.FieldThemeGroup])
		} else {
			w.valueSections(&view, p, by[f])
		}
		w.switches(&view, p, f)
		if len(view.Top) > 0 {
			panel.Facets = append(panel.Facets, view)
		}
	}
	panel.Hidden = hiddenPairs(p, panel)
	return panel
}

// rows converts buckets to rows, active ones first so that "more" does not hide them.
func (w pageContext) rows(p request.Params, f index.FacetCounts) (rows []facetRow) {
	for _, b := range f.Buckets {
		rows = append(rows, w.row(p, f.Field, b))
	}
	slices.SortStableFunc(rows, func(a, b facetRow) int { return cmp.Compare(activeFirst(b), activeFirst(a)) })
	return rows
}

func activeFirst(r facetRow) int {
	if r.Checked {
		return 1
	}
	return 0
}

func (w pageContext) row(p request.Params, f index.Field, b index.Bucket) facetRow {
	c := p.Choices[f]
	row := facetRow{
		Name: string(f), Value: b.Value, Label: w.Label(f, b.Value), Count: w.Number(b.Count), Zero: b.Count == 0,
		Checked: b.Selected || b.Excluded, Excluded: b.Excluded,
		URL: p.SelectBucket(f, b.Value).URL(request.PathSearch), Not: p.Exclude(f, b.Value).URL(request.PathSearch),
	}
	row.ExcludeText, row.ExcludeName = w.T("filters.not"), w.T("chosen.not", row.Label)
	row.Shown = row.Label
	switch {
	case b.Excluded:
		row.Name, row.Not, row.Shown = string(f)+"_not", "", row.ExcludeName
	case slices.Contains(c.All, b.Value), len(c.All) > 0 && len(c.Any) == 0:
		row.Name = string(f) + "_all"
	}
	return row
}

// missingRow is the row of documents without a value. It can only be one of Any.
func (w pageContext) missingRow(p request.Params, f index.FacetCounts) []facetRow {
	if f.Missing == 0 && !f.MissingSelected {
		return nil
	}
	row := w.row(p, f.Field, index.Bucket{Value: index.Missing, Count: f.Missing, Selected: f.MissingSelected})
	row.Excluded = slices.Contains(p.Choices[f.Field].None, index.Missing)
	if row.Excluded {
		row.Name, row.Checked, row.Not, row.Shown = string(f.Field)+"_not", true, "", row.ExcludeName
	}
	return []facetRow{row}
}

func (w pageContext) valueSections(view *facetView, p request.Params, f index.FacetCounts) {
	rows := append(w.rows(p, f), w.missingRow(p, f)...)
	if len(rows) == 0 {
		return
	}
	shown := shownOthers
	if f.Field == index.FieldCountry {
		shown = shownValues
	}
	for shown < len(rows) && rows[shown].Checked {
		shown++
	}
	if len(rows) <= shown+2 {
		shown = len(rows)
	}
	view.Top = []facetSection{{Rows: rows[:shown]}}
	if rest := rows[shown:]; len(rest) > 0 {
		view.More = []facetSection{{Rows: rest}}
		view.MoreLabel = w.T("more", len(rest))
	}
}

// themeSections lists the themes under their groups, the group with the most documents first.
func (w pageContext) themeSections(view *facetView, p request.Params, themes, groups index.FacetCounts) {
	byGroup := map[string][]facetRow{}
	for _, row := range w.rows(p, themes) {
		theme, _ := w.searcher.Vocabulary.Theme(row.Value)
		byGroup[theme.Group] = append(byGroup[theme.Group], row)
	}
	var sections []facetSection
	for _, g := range groups.Buckets {
		row := w.row(p, index.FieldThemeGroup, g)
		if rows := byGroup[g.Value]; len(rows) > 0 || row.Checked {
			sections = append(sections, facetSection{&row, rows})
			delete(byGroup, g.Value)
		}
	}
	for _, group := range slices.Sorted(maps.Keys(byGroup)) {
		sections = append(sections, facetSection{nil, byGroup[group]})
	}
	slices.SortStableFunc(sections, func(a, b facetSection) int { return cmp.Compare(sectionActiveFirst(b), sectionActiveFirst(a)) })
	view.MoreLabel = w.T("more-themes", view.hideThemes(sections))
	if missing := w.missingRow(p, themes); missing != nil {
		view.Top = append(view.Top, facetSection{Rows: missing})
	}
}

func sectionActiveFirst(s facetSection) int {
	if s.Group != nil && s.Group.Checked || slices.ContainsFunc(s.Rows, func(r facetRow) bool { return r.Checked }) {
		return 1
	}
	return 0
}

// hideThemes hides all but the first sections and returns the number of hidden themes.
func (view *facetView) hideThemes(sections []facetSection) (hidden int) {
	shown := 0
	for _, s := range sections {
		if shown < shownValues || sectionActiveFirst(s) == 1 {
			view.Top = append(view.Top, s)
			shown += len(s.Rows) + 1
			continue
		}
		view.More = append(view.More, s)
		hidden += len(s.Rows)
	}
	return hidden
}

// switches links to any or all of several selected values.
func (w pageContext) switches(view *facetView, p request.Params, f index.Field) {
	c := p.Choices[f]
	if !slices.Contains(request.MultiValueFields, f) || slices.Contains(c.Any, index.Missing) {
		return
	}
	if len(c.Any)+len(c.All) > 1 {
		view.Switches = []choiceLink{
			{w.T("switch.any"), p.RequireAny(f).URL(request.PathSearch), len(c.All) == 0},
			{w.T("switch.all"), p.RequireAll(f).URL(request.PathSearch), len(c.Any) == 0},
		}
	}
	if f == index.FieldCountry && len(c.All) > 1 {
		view.Together = &radio{"same_passage", "1", w.T("same-passage"), p.SamePassage}
	}
}

// hiddenPairs returns the active filters that no control shows, such as a second region, so that the form keeps them.
func hiddenPairs(p request.Params, panel filterPanel) (hidden []request.Pair) {
	shown := map[request.Pair]bool{}
	for _, view := range panel.Facets {
		for _, section := range append(slices.Clone(view.Top), view.More...) {
			if section.Group != nil {
				shown[request.Pair{Name: section.Group.Name, Value: section.Group.Value}] = true
			}
			for _, row := range section.Rows {
				shown[request.Pair{Name: row.Name, Value: row.Value}] = true
			}
		}
	}
	for _, f := range index.ValueFields {
		for _, pair := range p.ChoicePairs(f) {
			if !shown[pair] {
				hidden = append(hidden, pair)
			}
		}
	}
	for _, id := range p.Regions[min(1, len(p.Regions)):] {
		hidden = append(hidden, request.Pair{Name: "region", Value: id})
	}
	return hidden
}
