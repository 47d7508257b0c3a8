package indextest

import (
	"cmp"
	"fmt"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// filter is the verdict on a filter written as a word.
func (s *NaiveScan) filter(n query.Filter) *verdict {
	v := s.newVerdict()
	for i, d := range s.docs {
		v.match[i] = s.worded(n, d)
	}
	return v
}

func (s *NaiveScan) worded(n query.Filter, d *index.Document) bool {
	if n.Name != "after" && n.Name != "before" {
		return hasAny(d, index.Field(n.Name), []string{n.Value}, s.query.Mentions)
	}
	asked, err := date.Parse(n.Value)
	if err != nil {
		panic(fmt.Sprintf("a filter of the tree has the date %q, which the parser should have refused", n.Value))
	}
	date := dateOf(d, s.query.Dates.Field)
	if n.Name == "after" {
		return date.Overlaps(asked.From, 0)
	}
	return date.Overlaps(0, asked.To)
}

// valuesOf returns the values that a document has in a field, of tags those of the roles that count.
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

// hasAny reports whether a document has one of the values, or, if index.Missing is among them, has none at all.
func hasAny(d *index.Document, field index.Field, values []string, m index.Mentions) bool {
	has := valuesOf(d, field, m)
	for _, v := range values {
		if slices.Contains(has, v) || v == index.Missing && len(has) == 0 {
			return true
		}
	}
	return false
}

// filtered reports whether a document fulfils filters and dates, but for the own choice of a facet's field.
func filtered(q index.Query, d *index.Document, facet index.Field) bool {
	for _, f := range q.Filters {
		if !required(q, f, d) || !excluding(f, d, "") {
			return false
		}
		if own := f.Field == facet && !f.Fixed; len(f.Any) > 0 && !own && !hasAny(d, f.Field, f.Any, q.Mentions) {
			return false
		}
	}
	return facet == index.FieldDate || dated(q.Dates, d)
}

// required reports whether a document fulfils the All of a filter.
func required(q index.Query, f index.Filter, d *index.Document) bool {
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

// excluding reports whether a document fulfils the None of a filter, but for one value that is let in.
func excluding(f index.Filter, d *index.Document, but string) bool {
	for _, v := range f.None {
		if (v != but || but == "") && hasAny(d, f.Field, []string{v}, index.MentionsAny) {
			return false
		}
	}
	return true
}

func dated(f index.DateFilter, d *index.Document) bool {
	date := dateOf(d, f.Field)
	ranged := f.From != 0 || f.To != 0
	return !f.Active() || f.Missing && date.IsZero() || ranged && date.Overlaps(f.From, f.To)
}

// afterSelecting returns the question after a click on a value of a facet: it is chosen instead of the values of Any, and no
// longer excluded.
func afterSelecting(q index.Query, field index.Field, value string) index.Query {
	filters := []index.Filter{}
	chosen := index.Filter{Field: field, Any: []string{value}}
	for _, f := range q.Filters {
		if f.Field != field || f.Fixed {
			filters = append(filters, f)
			continue
		}
		chosen.All = f.All
		chosen.None = slices.DeleteFunc(slices.Clone(f.None), func(v string) bool { return v == value && v != index.Missing })
	}
	q.Filters = append(filters, chosen)
	return q
}

// facet counts a facet as the contract says it: the bucket of a value is how many documents choosing it gives.
func (s *NaiveScan) facet(f index.Facet, v *verdict) (index.FacetCounts, error) {
	if f.Field == index.FieldDate {
		return s.dateFacet(f, v)
	}
	q := s.query
	selected, excluded := chosen(q, f.Field)
	out := index.FacetCounts{Field: f.Field, MissingSelected: slices.Contains(selected, index.Missing)}
	counts := make(map[string]int)
	for _, value := range slices.Concat(selected, excluded) {
		if value != index.Missing {
			counts[value] = 0
		}
	}
	clicks := make(map[string]index.Query)
	for i, d := range s.docs {
		if !v.matches(i) {
			continue
		}
		for _, value := range append(valuesOf(d, f.Field, q.Mentions), index.Missing) {
			click, ok := clicks[value]
			if !ok {
				click = afterSelecting(q, f.Field, value)
				clicks[value] = click
			}
			if filtered(click, d, "") {
				counts[value]++
			}
		}
	}
	out.Missing = counts[index.Missing]
	delete(counts, index.Missing)
	out.Buckets, out.DistinctValues = buckets(counts, selected, excluded, f.Limit)
	return out, nil
}

// chosen returns the values that a question chooses and excludes in a field.
func chosen(q index.Query, field index.Field) (selected, excluded []string) {
	for _, f := range q.Filters {
		if f.Field == field && !f.Fixed {
			selected = slices.Concat(selected, f.Any, f.All)
			excluded = append(excluded, f.None...)
		}
	}
	return selected, excluded
}

// buckets sorts counts by number, then value; beyond the limit only values chosen or excluded are kept.
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
func (s *NaiveScan) dateFacet(f index.Facet, v *verdict) (index.FacetCounts, error) {
	q := s.query
	out := index.FacetCounts{Field: index.FieldDate, MissingSelected: q.Dates.Missing}
	var dates []date.Date
	for i, d := range s.docs {
		if !v.matches(i) || !filtered(q, d, index.FieldDate) {
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

// binsOf returns the bins that hold all dates, of the interval asked or of the finest that makes at most AutoBins.
func binsOf(dates []date.Date, asked index.Interval) ([]index.Bucket, index.Interval, error) {
	intervals := []index.Interval{index.IntervalDay, index.IntervalMonth, index.IntervalQuarter, index.IntervalYear}
	if asked != "" && asked != index.IntervalAuto {
		intervals = []index.Interval{asked}
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
		if bins, ok := cut(first, last, interval, limit); ok {
			return bins, interval, nil
		}
	}
	return nil, "", &index.LimitError{Name: "bins of the date facet", Limit: index.MaxBins}
}

// cut cuts a span of days into bins, and is false if there are more than limit.
func cut(first, last date.Day, interval index.Interval, limit int) (bins []index.Bucket, ok bool) {
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
