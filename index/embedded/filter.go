package embedded

import (
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// condition is one thing that a document must fulfil. Own is the facet whose own choice it is, "" if it always holds:
// that facet is counted without it.
type condition struct {
	own  index.Field
	keep func(doc uint32) bool
}

// conditions turns the filters of a question into conditions on documents.
func (x *execution) conditions(q index.Query) ([]condition, error) {
	var out []condition
	for _, f := range q.Filters {
		v, ok := x.snapshot.columns.Values[f.Field]
		if !ok {
			return nil, &index.InvalidError{Name: "filter", Value: string(f.Field), Allowed: "country, theme, theme_group, source, lang, format"}
		}
		if len(f.Any) > 0 {
			own := f.Field
			if f.Fixed {
				own = ""
			}
			out = append(out, condition{own, v.any(f.Any, q.Mentions)})
		}
		if q.SamePassage && f.Field == index.FieldCountry && len(f.All) > 1 {
			out = append(out, condition{"", x.snapshot.columns.Together.all(f.All)})
		} else {
			for _, name := range f.All {
				out = append(out, condition{"", v.any([]string{name}, q.Mentions)})
			}
		}
		for _, name := range f.None {
			has := v.any([]string{name}, index.MentionsAny)
			out = append(out, condition{"", func(d uint32) bool { return !has(d) }})
		}
	}
	if q.Dates.Active() {
		keep, err := x.dates(q.Dates)
		if err != nil {
			return nil, err
		}
		out = append(out, condition{index.FieldDate, keep})
	}
	return out, nil
}

// counts says whether a code's role counts.
func counts(code uint32, m index.Mentions) bool { return m == index.MentionsAny || code&1 == 1 }

// any returns whether a document has one of the names, or, of Missing, none at all.
func (v *values) any(names []string, m index.Mentions) func(uint32) bool {
	wanted := make([]bool, len(v.Names))
	for _, name := range names {
		if code, ok := v.code(name); ok {
			wanted[code] = true
		}
	}
	missing := slices.Contains(names, index.Missing)
	return func(d uint32) bool {
		none := true
		for _, code := range v.of(d) {
			if !counts(code, m) {
				continue
			}
			if wanted[code>>1] {
				return true
			}
			none = false
		}
		return missing && none
	}
}

// all returns whether one passage of a document names all the countries.
func (t *together) all(names []string) func(uint32) bool {
	var codes []uint32
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		i, ok := slices.BinarySearch(t.Names, name)
		if !ok {
			return func(uint32) bool { return false }
		}
		codes = append(codes, uint32(i))
	}
	return func(d uint32) bool {
		for p := t.Passages[d]; p < t.Passages[d+1]; p++ {
			if containsAll(t.Codes[t.Offsets[p]:t.Offsets[p+1]], codes) {
				return true
			}
		}
		return false
	}
}

func containsAll(have, want []uint32) bool {
	for _, w := range want {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}

// dates returns whether a document's date overlaps what is asked.
func (x *execution) dates(f index.DateFilter) (func(uint32) bool, error) {
	from, to, err := x.snapshot.columns.dates(f.Field)
	if err != nil {
		return nil, err
	}
	ranged := f.From != 0 || f.To != 0
	return func(d uint32) bool {
		date := date.Date{From: from[d], To: to[d]}
		return f.Missing && date.IsZero() || ranged && date.Overlaps(f.From, f.To)
	}, nil
}

// dates returns the columns of a date field.
func (c *columns) dates(f index.DateField) (from, to []date.Day, err error) {
	f = orDocument(f)
	if _, ok := c.From[f]; !ok {
		return nil, nil, &index.InvalidError{Name: "date_field", Value: string(f), Allowed: "document, published, event, added"}
	}
	return c.From[f], c.To[f], nil
}

func orDocument(f index.DateField) index.DateField {
	if f == "" {
		return index.DateDocument
	}
	return f
}

// worded returns what a filter written as a word keeps.
func (x *execution) worded(f query.Filter) (func(uint32) bool, error) {
	if v, ok := x.snapshot.columns.Values[index.Field(f.Name)]; ok {
		return v.any([]string{f.Value}, x.query.Mentions), nil
	}
	typed, err := date.Parse(f.Value)
	if err != nil {
		return nil, &index.InvalidError{Name: f.Name, Value: f.Value, Allowed: "YYYY, YYYY-MM or YYYY-MM-DD"}
	}
	asked := index.DateFilter{Field: x.query.Dates.Field}
	switch f.Name {
	case "after":
		asked.From = typed.From
	case "before":
		asked.To = typed.To
	default:
		return nil, &index.InvalidError{Name: "filter", Value: f.Name, Allowed: "country, theme, theme_group, source, lang, format, after, before"}
	}
	return x.dates(asked)
}
