package indextest

import (
	"cmp"
	"fmt"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// filter evaluates a filter that is a node of the query.
func (s *NaiveScan) filter(n query.Filter) *matchSet {
	v := s.newMatchSet()
	for i, d := range s.docs {
		v.match[i] = s.matchesFilter(n, d)
	}
	return v
}

func (s *NaiveScan) matchesFilter(n query.Filter, d *index.Document) bool {
	if n.Name != "after" && n.Name != "before" {
		return hasAny(d, index.Field(n.Name), []string{n.Value}, s.query.Mentions)
	}
	given, err := date.Parse(n.Value)
	if err != nil {
		panic(fmt.Sprintf("date %q in a filter node, which query.Parse never returns", n.Value))
	}
	date := dateOf(d, s.query.Dates.Field)
	if n.Name == "after" {
		return date.Overlaps(given.From, 0)
	}
	return date.Overlaps(0, given.To)
}

// valuesOf returns the values of a document in a field; tags count by the roles that m selects.
func valuesOf(d *index.Document, field index.Field, m index.Mentions) []string {
	var all []string
	add := func(value string) {
		if value != "" && !slices.Contains(all, value) {
			all = append(all, value)
		}
	}
	switch field {
	case index.FieldSource:
		add(d.Source)
	case index.FieldLang:
		add(d.Lang)
	case index.FieldFormat:
		add(d.Format)
	}
	for _, t := range d.Tags {
		switch {
		case m == index.MentionsMain && t.Role != index.RoleMain:
		case field == index.FieldCountry && t.Kind == index.KindCountry, field == index.FieldTheme && t.Kind == index.KindTheme:
			add(t.ID)
		case field == index.FieldThemeGroup && t.Kind == index.KindTheme:
			add(t.Group)
		}
	}
	return all
}

// hasAny reports whether a document has one of the values, or no value at all if index.Missing is among them.
func hasAny(d *index.Document, field index.Field, values []string, m index.Mentions) bool {
	has := valuesOf(d, field, m)
	for _, v := range values {
		if slices.Contains(has, v) || v == index.Missing && len(has) == 0 {
			return true
		}
	}
	return false
}

// passesFilters reports whether a document passes the filters and dates, except what facet itself selects.
func passesFilters(q index.Query, d *index.Document, facet index.Field) bool {
	for _, f := range q.Filters {
		if !hasAll(q, f, d) || !hasNone(f, d, "") {
			return false
		}
		if own := f.Field == facet && !f.Fixed; len(f.Any) > 0 && !own && !hasAny(d, f.Field, f.Any, q.Mentions) {
			return false
		}
	}
	return facet == index.FieldDate || passesDates(q.Dates, d)
}

// hasAll reports whether a document has all of Filter.All.
func hasAll(q index.Query, f index.Filter, d *index.Document) bool {
	if q.SamePassage && f.Field == index.FieldCountry && len(f.All) > 1 {
		return slices.ContainsFunc(d.Passages, func(p index.Passage) bool {
			for _, v := range f.All {
				if !slices.Contains(p.Countries, v) {
					return false
				}
			}
			return true
		})
	}
	for _, v := range f.All {
		if !hasAny(d, f.Field, []string{v}, q.Mentions) {
			return false
		}
	}
	return true
}

// hasNone reports whether a document has none of Filter.None, except one value that is allowed.
func hasNone(f index.Filter, d *index.Document, allowed string) bool {
	for _, v := range f.None {
		if (v != allowed || allowed == "") && hasAny(d, f.Field, []string{v}, index.MentionsAny) {
			return false
		}
	}
	return true
}

func passesDates(f index.DateFilter, d *index.Document) bool {
	date := dateOf(d, f.Field)
	ranged := f.From != 0 || f.To != 0
	return !f.Active() || f.Missing && date.IsZero() || ranged && date.Overlaps(f.From, f.To)
}

// afterSelecting returns the query after a value of a facet is selected: it replaces the values of Any and is no longer
// excluded.
func afterSelecting(q index.Query, field index.Field, value string) index.Query {
	filters := []index.Filter{}
	selected := index.Filter{Field: field, Any: []string{value}}
	for _, f := range q.Filters {
		if f.Field != field || f.Fixed {
			filters = append(filters, f)
			continue
		}
		selected.All = f.All
		selected.None = slices.DeleteFunc(slices.Clone(f.None), func(v string) bool { return v == value && v != index.Missing })
	}
	q.Filters = append(filters, selected)
	return q
}

// facet counts a facet by its definition: the count of a bucket is the total after selecting it.
func (s *NaiveScan) facet(f index.Facet, v *matchSet) (index.FacetCounts, error) {
	if f.Field == index.FieldDate {
		return s.dateFacet(f, v)
	}
	q := s.query
	selected, excluded := selectedValues(q, f.Field)
	out := index.FacetCounts{Field: f.Field, MissingSelected: slices.Contains(selected, index.Missing)}
	counts := make(map[string]int)
	for _, value := range slices.Concat(selected, excluded) {
		if value != index.Missing {
			counts[value] = 0
		}
	}
	queries := make(map[string]index.Query)
	for i, d := range s.docs {
		if !v.matches(i) {
			continue
		}
		for _, value := range append(valuesOf(d, f.Field, q.Mentions), index.Missing) {
			selected, ok := queries[value]
			if !ok {
				selected = afterSelecting(q, f.Field, value)
				queries[value] = selected
			}
			if passesFilters(selected, d, "") {
				counts[value]++
			}
		}
	}
	out.Missing = counts[index.Missing]
	delete(counts, index.Missing)
	out.Buckets, out.DistinctValues = buckets(counts, selected, excluded, f.Limit)
	return out, nil
}

// selectedValues returns the values of a field that the query selects and excludes.
func selectedValues(q index.Query, field index.Field) (selected, excluded []string) {
	for _, f := range q.Filters {
		if f.Field == field && !f.Fixed {
			selected = slices.Concat(selected, f.Any, f.All)
			excluded = append(excluded, f.None...)
		}
	}
	return selected, excluded
}

// buckets sorts counts by number, then value. Beyond the limit it keeps only selected and excluded values.
func buckets(counts map[string]int, selected, excluded []string, limit int) (kept []index.Bucket, values int) {
	var all []index.Bucket
	for value, n := range counts {
		b := index.Bucket{Value: value, Count: n}
		b.Selected, b.Excluded = slices.Contains(selected, value), slices.Contains(excluded, value)
		if n > 0 || b.Selected || b.Excluded {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b index.Bucket) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	within := 0
	for _, b := range all {
		if !b.Excluded && b.Count > 0 {
			values++
			within++
		}
		if top := !b.Excluded && b.Count > 0 && (limit == 0 || within <= limit); top || b.Selected || b.Excluded {
			kept = append(kept, b)
		}
	}
	return kept, values
}

// dateFacet counts the documents whose date overlaps each bin.
func (s *NaiveScan) dateFacet(f index.Facet, v *matchSet) (index.FacetCounts, error) {
	q := s.query
	out := index.FacetCounts{Field: index.FieldDate, MissingSelected: q.Dates.Missing}
	var dates []date.Date
	for i, d := range s.docs {
		if !v.matches(i) || !passesFilters(q, d, index.FieldDate) {
			continue
		}
		if date := dateOf(d, q.Dates.Field); date.IsZero() {
			out.Missing++
		} else {
			dates = append(dates, date)
		}
	}
	bins, interval, err := binsOf(dates, f.Interval)
	if err != nil {
		return out, err
	}
	out.Interval = interval
	for _, b := range bins {
		for _, date := range dates {
			if date.Overlaps(b.From, b.To) {
				b.Count++
			}
		}
		if b.Count > 0 {
			out.DistinctValues++
		}
		ranged := q.Dates.From != 0 || q.Dates.To != 0
		b.Selected = ranged && b.From >= q.Dates.From && (q.Dates.To == 0 || b.To <= q.Dates.To)
		out.Buckets = append(out.Buckets, b)
	}
	return out, nil
}

// binsOf returns the bins that hold all dates, of the requested interval or of the finest that makes at most AutoBins.
func binsOf(dates []date.Date, interval index.Interval) ([]index.Bucket, index.Interval, error) {
	intervals := []index.Interval{index.IntervalDay, index.IntervalMonth, index.IntervalQuarter, index.IntervalYear}
	if interval != "" && interval != index.IntervalAuto {
		intervals = []index.Interval{interval}
	}
	var first, last date.Day
	for _, d := range dates {
		if first == 0 || d.From < first {
			first = d.From
		}
		last = max(last, d.To)
	}
	for i, interval := range intervals {
		limit := index.AutoBins
		switch {
		case len(intervals) == 1:
			limit = index.MaxBins
		case i == len(intervals)-1:
			limit = int(date.LastDay)
		}
		if bins, ok := splitIntoBins(first, last, interval, limit); ok {
			return bins, interval, nil
		}
	}
	return nil, "", &index.LimitError{Name: "bins of the date facet", Limit: index.MaxBins}
}

// splitIntoBins is false if the days need more than limit bins.
func splitIntoBins(first, last date.Day, interval index.Interval, limit int) (bins []index.Bucket, ok bool) {
	for day := first; day != 0 && day <= last; {
		b := binOf(day, interval)
		bins = append(bins, b)
		if len(bins) > limit {
			return nil, false
		}
		day = b.To + 1
	}
	return bins, true
}

// binOf returns the bin that holds a day.
func binOf(day date.Day, interval index.Interval) index.Bucket {
	y, m, _ := day.Civil()
	first, last := m, m
	value := fmt.Sprintf("%04d-%02d", y, m)
	switch interval {
	case index.IntervalDay:
		return index.Bucket{Value: day.String(), From: day, To: day}
	case index.IntervalQuarter:
		quarter := (m-1)/3 + 1
		value = fmt.Sprintf("%04d-Q%d", y, quarter)
		first, last = quarter*3-2, quarter*3
	case index.IntervalYear:
		value, first, last = fmt.Sprintf("%04d", y), 1, 12
	}
	from, _ := date.DayOf(y, first, 1)
	to, _ := date.DayOf(y, last, date.DaysIn(y, last))
	return index.Bucket{Value: value, From: from, To: to}
}
