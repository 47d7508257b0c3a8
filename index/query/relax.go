package query

import "slices"

// Relaxed is a query without one of its conditions.
type Relaxed struct {
	Dropped Node
	Rest    Node
}

// Relaxations returns a query without each of its top-level conditions, in their order: words, phrases, groups, filters
// and negations. It returns none for a single condition.
func Relaxations(tree Node) []Relaxed {
	parts, _ := tree.(And)
	var all []Relaxed
	for i, p := range parts {
		rest := slices.Delete(slices.Clone(parts), i, i+1)
		all = append(all, Relaxed{p, unwrap(rest, rest)})
	}
	return all
}
