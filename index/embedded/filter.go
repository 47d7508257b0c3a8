package embedded

import (
	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

const (
	allowedFilters      = "country, theme, theme_group, source, lang, format"
	allowedQueryFilters = allowedFilters + ", after, before"
	allowedFacets       = allowedFilters + ", date"
)

// condition is one condition of the filters of a query. The facet of the field ignored is counted without it; "" if no
// facet ignores it.
type condition struct {
	ignoredBy index.Field
	keep      func(doc uint32) bool
}

// conditions returns the conditions of the filters of a query. countExcluded relies on their order.
func (e *evaluator) conditions(q index.Query) ([]condition, error) {
	var out []condition
	for _, f := range q.Filters {
		v, ok := e.snapshot.columns.Values[f.Field]
		if !ok {
			return nil, &index.InvalidError{Name: "filter", Value: string(f.Field), Allowed: allowedFilters}
		}
		if len(f.Any) > 0 {
			ignoredBy := f.Field
			if f.Fixed {
				ignoredBy = ""
			}
			out = append(out, condition{ignoredBy, v.HasAny(f.Any, q.Mentions)})
		}
		if q.SamePassage && f.Field == index.FieldCountry && len(f.All) > 1 {
			out = append(out, condition{keep: e.snapshot.columns.SamePassage.HasAll(f.All)})
		} else {
			for _, name := range f.All {
				out = append(out, condition{keep: v.HasAny([]string{name}, q.Mentions)})
			}
		}
		for _, name := range f.None {
			has := v.HasAny([]string{name}, index.MentionsAny)
			out = append(out, condition{keep: func(d uint32) bool { return !has(d) }})
		}
	}
	if q.Dates.Active() {
		dates, err := e.snapshot.columns.Dates(q.Dates.Field)
		if err != nil {
			return nil, err
		}
		out = append(out, condition{index.FieldDate, dates.Match(q.Dates)})
	}
	return out, nil
}

// queryFilter returns whether a document fulfils a filter that is written as a word of the query.
func (e *evaluator) queryFilter(f query.Filter) (func(doc uint32) bool, error) {
	if v, ok := e.snapshot.columns.Values[index.Field(f.Name)]; ok {
		return v.HasAny([]string{f.Value}, e.query.Mentions), nil
	}
	typed, err := date.Parse(f.Value)
	if err != nil {
		return nil, &index.InvalidError{Name: f.Name, Value: f.Value, Allowed: "YYYY, YYYY-MM or YYYY-MM-DD"}
	}
	filter := index.DateFilter{Field: e.query.Dates.Field}
	switch f.Name {
	case "after":
		filter.From = typed.From
	case "before":
		filter.To = typed.To
	default:
		return nil, &index.InvalidError{Name: "filter", Value: f.Name, Allowed: allowedQueryFilters}
	}
	dates, err := e.snapshot.columns.Dates(filter.Field)
	return dates.Match(filter), err
}
