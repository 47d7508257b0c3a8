package query_test

import (
	"slices"
	"testing"

	"daftar/index/query"
)

func TestRelaxations(t *testing.T) {
	for in, want := range map[string][]string{
		"drill":                         nil,
		"(drill OR exercise)":           nil,
		"drill naval":                   {"drill|naval", "naval|drill"},
		`"joint drill" country:PK -air`: {`"joint drill"|country:PK -air`, `country:PK|"joint drill" -air`, `-air|"joint drill" country:PK`},
		"(drill OR exercise) naval sea": {"drill OR exercise|naval sea", "naval|(drill OR exercise) sea", "sea|(drill OR exercise) naval"},
	} {
		var got []string
		for _, r := range query.Relaxations(query.Parse(in, query.Options{Vocabulary: builtIn(t)}).Tree) {
			got = append(got, r.Dropped.String()+"|"+r.Rest.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
