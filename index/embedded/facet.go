package embedded

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"daftar/index"
)

// counter counts one facet.
type counter struct {
	facet   index.Facet
	values  *values
	counts  []int
	missing int
	lifted  []lifted // excluded values, each counted as if its own exclusion were not
	dates   *bins
}

// lifted counts an excluded value: choosing it lifts its exclusion.
type lifted struct {
	name      string
	condition int // its place among the conditions
	count     int
	keep      func(uint32) bool
}

// sieve shares the documents that match the words out: those that fulfil all conditions, and for each facet those that
// fail nothing but its own choice.
type sieve struct {
	kept []uint32
	own  map[index.Field][]uint32
}

func (x *execution) sieve(matched *roaring.Bitmap, conditions []condition, counters []*counter) (*sieve, error) {
	s := &sieve{kept: matched.ToArray(), own: make(map[index.Field][]uint32)}
	if len(conditions) == 0 {
		return s, nil
	}
	all := s.kept
	s.kept = make([]uint32, 0, len(all))
	for n, d := range all {
		if n%checkEvery == 0 && x.ctx.Err() != nil {
			return nil, x.ctx.Err()
		}
		failed, more := -1, false
		for i, c := range conditions {
			if c.keep(d) {
				continue
			}
			if failed >= 0 || c.own == "" && len(counters) == 0 {
				failed, more = i, true
				break
			}
			failed = i
		}
		switch {
		case failed < 0:
			s.kept = append(s.kept, d)
		case !more && conditions[failed].own != "":
			own := conditions[failed].own
			s.own[own] = append(s.own[own], d)
		}
	}
	for _, c := range counters {
		c.countLifted(all, conditions)
	}
	return s, nil
}

// countLifted counts the excluded values: documents whose exclusion by that value, and the facet's own choice, is all
// they fail.
func (c *counter) countLifted(all []uint32, conditions []condition) {
	for i := range c.lifted {
		l := &c.lifted[i]
		for _, d := range all {
			ok := l.keep(d)
			for j := 0; ok && j < len(conditions); j++ {
				ok = j == l.condition || conditions[j].own == c.facet.Field || conditions[j].keep(d)
			}
			if ok {
				l.count++
			}
		}
	}
}

// count counts documents.
func (c *counter) count(docs []uint32, m index.Mentions) {
	if c.dates != nil {
		c.dates.add(docs)
		return
	}
	offsets, codes := c.values.Offsets, c.values.Codes
	any := uint32(0) // added to a code's role: 1 makes every role count
	if m == index.MentionsAny {
		any = 1
	}
	for _, d := range docs {
		has := uint32(0)
		for _, code := range codes[offsets[d]:offsets[d+1]] {
			counted := (code | any) & 1
			c.counts[code>>1] += int(counted)
			has |= counted
		}
		c.missing += int(1 - has)
	}
}

// counters makes a counter for each facet asked.
func (x *execution) counters(q index.Query, conditions []condition) ([]*counter, error) {
	var out []*counter
	for _, f := range q.Facets {
		c := &counter{facet: f}
		if f.Field == index.FieldDate {
			from, to, err := x.snapshot.columns.dates(q.Dates.Field)
			if err != nil {
				return nil, err
			}
			c.dates = &bins{from: from, to: to, months: x.snapshot.columns.months[orDocument(q.Dates.Field)]}
			out = append(out, c)
			continue
		}
		v, ok := x.snapshot.columns.Values[f.Field]
		if !ok {
			return nil, &index.InvalidError{Name: "facet", Value: string(f.Field), Allowed: "country, theme, theme_group, source, lang, format, date"}
		}
		c.values, c.counts = v, make([]int, len(v.Names))
		c.lift(q, v)
		out = append(out, c)
	}
	return out, nil
}

// lift finds the conditions of the facet's excluded values. It must number them as conditions does.
func (c *counter) lift(q index.Query, v *values) {
	n := 0
	for _, f := range q.Filters {
		if len(f.Any) > 0 {
			n++
		}
		if q.SamePassage && f.Field == index.FieldCountry && len(f.All) > 1 {
			n++
		} else {
			n += len(f.All)
		}
		for _, name := range f.None {
			if f.Field == c.facet.Field && name != index.Missing {
				c.lifted = append(c.lifted, lifted{name: name, condition: n, keep: v.any([]string{name}, q.Mentions)})
			}
			n++
		}
	}
}

// result returns the buckets: by count then value, at most the facet's limit, and always those chosen or excluded.
func (c *counter) result(q index.Query) (index.FacetCounts, error) {
	if c.dates != nil {
		return c.dates.result(c.facet.Interval, q.Dates)
	}
	out := index.FacetCounts{Field: c.facet.Field, Missing: c.missing}
	selected, excluded := choices(q, c.facet.Field)
	out.MissingSelected = selected[index.Missing]
	for code, n := range c.counts {
		name := c.values.Names[code]
		if n > 0 {
			out.DistinctValues++
		}
		if n > 0 && !excluded[name] {
			out.Buckets = append(out.Buckets, index.Bucket{Value: name, Count: n, Selected: selected[name]})
		}
	}
	slices.SortStableFunc(out.Buckets, byCount)
	if limit := c.facet.Limit; limit > 0 && len(out.Buckets) > limit {
		rest := slices.DeleteFunc(slices.Clone(out.Buckets[limit:]), func(b index.Bucket) bool { return !b.Selected })
		out.Buckets = append(out.Buckets[:limit], rest...)
	}
	c.addChosen(&out, selected, excluded)
	slices.SortStableFunc(out.Buckets, byCount)
	return out, nil
}

// addChosen adds the chosen values that no document has, and the excluded ones.
func (c *counter) addChosen(out *index.FacetCounts, selected, excluded map[string]bool) {
	for name := range selected {
		has := slices.ContainsFunc(out.Buckets, func(b index.Bucket) bool { return b.Value == name })
		if !has && !excluded[name] && name != index.Missing {
			out.Buckets = append(out.Buckets, index.Bucket{Value: name, Selected: true})
		}
	}
	for _, l := range c.lifted {
		if !slices.ContainsFunc(out.Buckets, func(b index.Bucket) bool { return b.Value == l.name }) {
			out.Buckets = append(out.Buckets, index.Bucket{Value: l.name, Count: l.count, Selected: selected[l.name], Excluded: true})
		}
	}
}

func byCount(a, b index.Bucket) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
}

// choices returns the values of a field that the question chooses and excludes. A region is nobody's choice of values.
func choices(q index.Query, field index.Field) (selected, excluded map[string]bool) {
	selected, excluded = make(map[string]bool), make(map[string]bool)
	for _, f := range q.Filters {
		if f.Field != field || f.Fixed {
			continue
		}
		for _, name := range slices.Concat(f.Any, f.All) {
			selected[name] = true
		}
		for _, name := range f.None {
			excluded[name] = true
		}
	}
	return selected, excluded
}
