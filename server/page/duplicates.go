package page

import (
	"daftar/index"
	"daftar/server/request"
)

// foldView says what a page of results does with near copies, and leads to the other way.
type foldView struct{ Words, Label, URL string }

// foldView is nil where there is nothing to fold.
func (w pageContext) foldView(p request.Params, r *index.Result) *foldView {
	switch under := r.Total - r.Groups; {
	case p.Expanded && r.Total > 1:
		return &foldView{w.T("fold.listed"), w.T("fold.fold"), p.Collapsed().URL(request.PathSearch)}
	case p.Expanded || under == 0:
		return nil
	default:
		return &foldView{w.T("fold.folded", under), w.T("fold.list", under), p.Uncollapsed().URL(request.PathSearch)}
	}
}

// copiesView lists the near copies of a document.
type copiesView struct {
	Label string
	Links []copyLink
	More  string // "12 more", not listed
	All   string // where all of them are, if there is such a place
}

type copyLink struct{ Title, Path, URL string }

// copiesView lists near copies with addresses that link makes of ids; nil if there are none.
func (w pageContext) newCopiesView(copies []index.NearDuplicate, more int, link func(id string) string) *copiesView {
	if len(copies) == 0 {
		return nil
	}
	view := &copiesView{Label: w.T("copies", len(copies)+more)}
	for _, c := range copies {
		title := c.Title
		if title == "" {
			title = c.Path
		}
		view.Links = append(view.Links, copyLink{title, c.Path, link(c.ID)})
	}
	if more > 0 {
		view.More = w.T("more", more)
	}
	return view
}
