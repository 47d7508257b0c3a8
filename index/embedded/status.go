package embedded

import (
	"context"

	"daftar/index"
)

// Status implements index.Searcher.
func (s *Searcher) Status(ctx context.Context) (*index.Status, error) {
	var st *index.Status
	err := s.use(ctx, func(now *snapshot) error {
		st = now.status()
		return nil
	})
	return st, err
}

func (s *snapshot) status() *index.Status {
	st := &index.Status{
		Generation: s.manifest.Generation, Bytes: s.bytes, FilesTotal: len(s.files),
		Counts: make(map[string]int), Languages: s.columns.Values[index.FieldLang].byName(s),
		Formats: s.columns.Values[index.FieldFormat].byName(s), Outcomes: index.NewOutcomes(s.files),
	}
	for _, f := range s.files {
		if len(f.Problems) > 0 {
			st.Files = append(st.Files, f)
		}
	}
	for d := range numbersOf(s.live) {
		for _, f := range []index.Field{index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang} {
			if len(s.columns.Values[f].of(d)) > 0 {
				st.Counts[string(f)]++
			}
		}
		from, to := s.columns.From[index.DateDocument][d], s.columns.To[index.DateDocument][d]
		if from == 0 {
			st.Counts["undated"]++
			continue
		}
		st.Counts["dated"]++
		if st.Oldest == 0 || from < st.Oldest {
			st.Oldest = from
		}
		st.Newest = max(st.Newest, to)
	}
	return st
}

// byName counts documents by value.
func (v *values) byName(s *snapshot) map[string]int {
	out := make(map[string]int)
	for d := range numbersOf(s.live) {
		for _, code := range v.of(d) {
			out[v.Names[code>>1]]++
		}
	}
	return out
}
