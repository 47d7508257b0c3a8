package page

import (
	"daftar/index"
	"daftar/server/request"
)

// collapseView tells whether near-duplicates are grouped, and links to the other way.
type collapseView struct{ Words, Label, URL string }

// collapseView returns nil if there are no near-duplicates to group.
func (w pageContext) collapseView(p request.Params, r *index.Result) *collapseView {
	switch under := r.Total - r.Groups; {
	case p.Expanded && r.Total > 1:
		return &collapseView{w.T("fold.listed"), w.T("fold.fold"), p.Collapsed().URL(request.PathSearch)}
	case p.Expanded || under == 0:
		return nil
	default:
		return &collapseView{w.T("fold.folded", under), w.T("fold.list", under), p.Uncollapsed().URL(request.PathSearch)}
	}
}

// nearDuplicatesView lists the near-duplicates of a document.
type nearDuplicatesView struct {
	Label string
	Links []nearDuplicateLink
	More  string // "12 more", not listed
	All   string // the search that lists all, if there is one
}

type nearDuplicateLink struct{ Title, Path, URL string }

// newNearDuplicatesView lists near-duplicates with the addresses that link returns for their ids; nil if there are none.
func (w pageContext) newNearDuplicatesView(copies []index.NearDuplicate, more int, link func(id string) string) *nearDuplicatesView {
	if len(copies) == 0 {
		return nil
	}
	view := &nearDuplicatesView{Label: w.T("copies", len(copies)+more)}
	for _, c := range copies {
		title := c.Title
		if title == "" {
			title = c.Path
		}
		view.Links = append(view.Links, nearDuplicateLink{title, c.Path, link(c.ID)})
	}
	if more > 0 {
		view.More = w.T("more", more)
	}
	return view
}
