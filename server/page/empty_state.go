package page

import "daftar/server/request"

// emptyState offers relaxed searches when no document matches.
type emptyState struct {
	Any     *countLink  // documents with some of the words
	Drops   []countLink // without one filter, or one part of the text
	Scripts []countLink // with a word in another script
	Nowhere bool        // none of these finds anything
}

// countLink leads to a search and has its number of documents.
type countLink struct{ Label, Count, URL string }

func (w pageContext) newEmptyState(relaxations []request.Relaxation) *emptyState {
	out := &emptyState{Nowhere: len(relaxations) == 0}
	for _, r := range relaxations {
		link := countLink{w.Message(r.Label), w.T("documents", r.Count), r.Params.URL(request.PathSearch)}
		switch r.Kind {
		case request.MatchAnyWord:
			link.Label = w.T(r.Label.Key, r.Count)
			out.Any = &link
		case request.Transliterate:
			out.Scripts = append(out.Scripts, link)
		default:
			out.Drops = append(out.Drops, link)
		}
	}
	return out
}
