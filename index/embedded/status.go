package embedded

import (
	"daftar/index"
	"daftar/index/embedded/internal/store"
)

func (s *snapshot) status() (*index.Status, error) {
	files, err := s.files.all()
	if err != nil {
		return nil, err
	}
	live := store.Numbers(s.store.Live())
	st := &index.Status{
		Generation: s.manifest.Generation, Bytes: s.bytes, FilesTotal: len(files),
		Counts: make(map[string]int), Languages: s.columns.Values[index.FieldLang].Count(live),
		Formats: s.columns.Values[index.FieldFormat].Count(live), Outcomes: index.NewOutcomes(files),
	}
	for _, f := range files {
		if len(f.Problems) > 0 {
			st.Files = append(st.Files, f)
		}
	}
	for d := range live {
		for _, f := range []index.Field{index.FieldCountry, index.FieldTheme, index.FieldSource, index.FieldLang} {
			if len(s.columns.Values[f].Of(d)) > 0 {
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
	return st, nil
}
