package server

import (
	"net/url"

	"daftar/index"
)

// CopyPayload is a near copy of a document.
type CopyPayload struct {
	ID    string `json:"id"`
	Path  string `json:"path"`
	Title string `json:"title"`
	URL   string `json:"url"`
}

// hits is the number of hits on all pages of an answer: documents, or groups of near copies.
func (p Params) hits(r *index.Result) int {
	if p.Unfolded {
		return r.Total
	}
	return r.Groups
}

// folding returns the question with or without near copies folded.
func (p Params) folding(fold bool) Params {
	p.Unfolded, p.Page = !fold, 1
	return p
}

func copyPayloads(copies []index.NearDuplicate) (all []CopyPayload) {
	for _, c := range copies {
		all = append(all, CopyPayload{c.ID, c.Path, c.Title, pathDocuments + url.PathEscape(c.ID)})
	}
	return all
}

// foldView says what a page of results does with near copies, and leads to the other way.
type foldView struct{ Words, Label, URL string }

// foldView is nil where there is nothing to fold.
func (s speaker) foldView(p Params, r *index.Result) *foldView {
	switch under := r.Total - r.Groups; {
	case p.Unfolded && r.Total > 1:
		return &foldView{s.T("fold.listed"), s.T("fold.fold"), p.folding(true).URL(pathSearch)}
	case p.Unfolded || under == 0:
		return nil
	default:
		return &foldView{s.T("fold.folded", under), s.T("fold.list", under), p.folding(false).URL(pathSearch)}
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
func (s speaker) newCopiesView(copies []index.NearDuplicate, more int, link func(id string) string) *copiesView {
	if len(copies) == 0 {
		return nil
	}
	view := &copiesView{Label: s.T("copies", len(copies)+more)}
	for _, c := range copies {
		title := c.Title
		if title == "" {
			title = c.Path
		}
		view.Links = append(view.Links, copyLink{title, c.Path, link(c.ID)})
	}
	if more > 0 {
		view.More = s.T("more", more)
	}
	return view
}
