package page

import (
	"net/url"

	"daftar/index"
	"daftar/server/request"
)

// similarView is a similar document.
type similarView struct {
	Title, Lang, URL string
	Date             *dateView
	Words            []string // shared terms
	WordsLang        string   // language of the shown document
	Tags             []choiceLink
}

func (v documentView) similar(alike []index.SimilarDocument) (views []similarView) {
	for _, a := range alike {
		d := a.Document
		view := similarView{
			Title: d.Title, Lang: d.Lang, URL: v.w.withLang(request.PathDocuments + url.PathEscape(d.ID)), Date: v.w.newDateView(d),
			Words: a.SharedTerms, WordsLang: v.doc.Lang,
		}
		if view.Title == "" {
			view.Title = d.Path
		}
		for _, t := range a.SharedTags {
			f := index.Field(t.Kind)
			view.Tags = append(view.Tags, choiceLink{Label: v.w.Label(f, t.ID), URL: v.w.allDocuments().Only(f, t.ID).URL(request.PathSearch)})
		}
		views = append(views, view)
	}
	return views
}
