package server

import (
	"cmp"
	"maps"
	"slices"

	"daftar/index"
)

// filterPanel is the column of filters beside the results: native controls of the search form, and a link for each
// value that gives exactly its number.
type filterPanel struct {
	Count    int // filters in force
	Facets   []facetView
	Mentions []radio
	Dates    dateControls
	Regions  regionControls
	Hidden   []pair // in force, but without a control of their own
}

type facetView struct {
	Field, Title string
	Top          []facetSection
	More         []facetSection
	MoreLabel    string
	Switches     []choiceLink // all of these, any of these
	Together     *radio
}

// facetSection is a stretch of values; the themes of a group stand under it.
type facetSection struct {
	Group *facetRow
	Rows  []facetRow
}

// facetRow is one value. Its control ticks it in the form; URL chooses it alone, and gives Count documents.
type facetRow struct {
	Name, Value, Label string
	Count              string
	Zero               bool
	Checked, Excluded  bool
	URL                string
	Not                string // leaves it out; "" for what is left out already
	Shown              string // the label in the list
	NotWord, NotName   string // what the link to Not says, and what it is called
}

var facetTitles = map[index.Field]string{
	index.FieldCountry: "facet.country", index.FieldTheme: "facet.theme", index.FieldSource: "facet.source",
	index.FieldLang: "facet.language", index.FieldFormat: "facet.format",
}

// Values shown before the rest is folded: of countries and themes about a screenful, of the others what most
// libraries have.
const (
	shownValues = 10
	shownOthers = 5
)

func (s scribe) filterPanel(p Params, counts []index.FacetCounts) filterPanel {
	by := map[index.Field]index.FacetCounts{}
	for _, f := range counts {
		by[f.Field] = f
	}
	panel := filterPanel{Count: len(s.chosen(p)), Mentions: s.mentionControls(p), Dates: s.dateControls(p, by[index.FieldDate]), Regions: s.regionControls(p)}
	for _, f := range []index.Field{index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang, index.FieldFormat} {
		view := facetView{Field: string(f), Title: s.T(facetTitles[f])}
		if f == index.FieldTheme {
			s.themeSections(&view, p, by[f], by[index.FieldThemeGroup])
		} else {
			s.valueSections(&view, p, by[f])
		}
		s.switches(&view, p, f)
		if len(view.Top) > 0 {
			panel.Facets = append(panel.Facets, view)
		}
	}
	panel.Hidden = p.unshown(panel)
	return panel
}

// rows turns buckets into rows, those in force first: they must not hide in a fold.
func (s scribe) rows(p Params, f index.FacetCounts) (rows []facetRow) {
	for _, b := range f.Buckets {
		rows = append(rows, s.row(p, f.Field, b))
	}
	slices.SortStableFunc(rows, func(a, b facetRow) int { return cmp.Compare(inForce(b), inForce(a)) })
	return rows
}

func inForce(r facetRow) int {
	if r.Checked {
		return 1
	}
	return 0
}

func (s scribe) row(p Params, f index.Field, b index.Bucket) facetRow {
	c := p.Choices[f]
	row := facetRow{
		Name: string(f), Value: b.Value, Label: s.Label(f, b.Value), Count: s.Number(b.Count), Zero: b.Count == 0,
		Checked: b.Selected || b.Excluded, Excluded: b.Excluded,
		URL: p.bucket(f, b.Value).URL(pathSearch), Not: p.not(f, b.Value).URL(pathSearch),
	}
	row.NotWord, row.NotName = s.T("filters.not"), s.T("chosen.not", row.Label)
	row.Shown = row.Label
	switch {
	case b.Excluded:
		row.Name, row.Not, row.Shown = string(f)+"_not", "", row.NotName
	case slices.Contains(c.All, b.Value), len(c.All) > 0 && len(c.Any) == 0:
		row.Name = string(f) + "_all"
	}
	return row
}

// bucket is the question whose total is the bucket's number. Where all of several values are asked for and none of
// any, requiring one more gives the same documents as choosing it, and reads better.
func (p Params) bucket(f index.Field, value string) Params {
	if c := p.Choices[f]; len(c.All) > 0 && len(c.Any) == 0 {
		return p.also(f, value)
	}
	return p.only(f, value)
}

// missingRow offers the documents that have none. It can only be chosen as one of any.
func (s scribe) missingRow(p Params, f index.FacetCounts) []facetRow {
	if f.Missing == 0 && !f.MissingSelected {
		return nil
	}
	row := s.row(p, f.Field, index.Bucket{Value: index.Missing, Count: f.Missing, Selected: f.MissingSelected})
	row.Excluded = slices.Contains(p.Choices[f.Field].None, index.Missing)
	if row.Excluded {
		row.Name, row.Checked, row.Not, row.Shown = string(f.Field)+"_not", true, "", row.NotName
	}
	return []facetRow{row}
}

func (s scribe) valueSections(view *facetView, p Params, f index.FacetCounts) {
	rows := append(s.rows(p, f), s.missingRow(p, f)...)
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
		view.MoreLabel = s.T("more", len(rest))
	}
}

// themeSections puts the themes under their groups, the group with most documents first.
func (s scribe) themeSections(view *facetView, p Params, themes, groups index.FacetCounts) {
	byGroup := map[string][]facetRow{}
	for _, row := range s.rows(p, themes) {
		theme, _ := s.Vocabulary.Theme(row.Value)
		byGroup[theme.Group] = append(byGroup[theme.Group], row)
	}
	var sections []facetSection
	for _, g := range groups.Buckets {
		row := s.row(p, index.FieldThemeGroup, g)
		if rows := byGroup[g.Value]; len(rows) > 0 || row.Checked {
			sections = append(sections, facetSection{&row, rows})
			delete(byGroup, g.Value)
		}
	}
	for _, group := range slices.Sorted(maps.Keys(byGroup)) {
		sections = append(sections, facetSection{nil, byGroup[group]})
	}
	slices.SortStableFunc(sections, func(a, b facetSection) int { return cmp.Compare(sectionInForce(b), sectionInForce(a)) })
	view.MoreLabel = s.T("more-themes", view.foldThemes(sections))
	if missing := s.missingRow(p, themes); missing != nil {
		view.Top = append(view.Top, facetSection{Rows: missing})
	}
}

func sectionInForce(s facetSection) int {
	if s.Group != nil && s.Group.Checked || slices.ContainsFunc(s.Rows, func(r facetRow) bool { return r.Checked }) {
		return 1
	}
	return 0
}

// foldThemes shows the first sections and returns how many themes are folded.
func (view *facetView) foldThemes(sections []facetSection) (folded int) {
	shown := 0
	for _, s := range sections {
		if shown < shownValues || sectionInForce(s) == 1 {
			view.Top = append(view.Top, s)
			shown += len(s.Rows) + 1
			continue
		}
		view.More = append(view.More, s)
		folded += len(s.Rows)
	}
	return folded
}

// switches change how several chosen values go together.
func (s speaker) switches(view *facetView, p Params, f index.Field) {
	c := p.Choices[f]
	if !slices.Contains(allFields, f) || slices.Contains(c.Any, index.Missing) {
		return
	}
	if len(c.Any)+len(c.All) > 1 {
		view.Switches = []choiceLink{
			{s.T("switch.any"), p.anyOf(f).URL(pathSearch), len(c.All) == 0},
			{s.T("switch.all"), p.allOf(f).URL(pathSearch), len(c.Any) == 0},
		}
	}
	if f == index.FieldCountry && len(c.All) > 1 {
		view.Together = &radio{"together", "1", s.T("together"), p.Together}
	}
}

// unshown are choices in force that no control shows, such as a second region: without them the form would lose them.
func (p Params) unshown(panel filterPanel) (hidden []pair) {
	shown := map[pair]bool{}
	for _, view := range panel.Facets {
		for _, section := range append(slices.Clone(view.Top), view.More...) {
			if section.Group != nil {
				shown[pair{section.Group.Name, section.Group.Value}] = true
			}
			for _, row := range section.Rows {
				shown[pair{row.Name, row.Value}] = true
			}
		}
	}
	for _, f := range index.ValueFields {
		for _, pair := range p.choicePairs(f) {
			if !shown[pair] {
				hidden = append(hidden, pair)
			}
		}
	}
	for _, id := range p.Regions[min(1, len(p.Regions)):] {
		hidden = append(hidden, pair{"region", id})
	}
	return hidden
}
