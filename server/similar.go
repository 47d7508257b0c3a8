package server

import (
	"fmt"
	"net/url"
	"strconv"

	"daftar/index"
)

// Documents like one are listed beside it: few enough to look at each, and on request as many as a list may hold.
const (
	defaultSimilar = 5
	maxSimilar     = 20
)

// similarPayload is a document that is like another one, and the words and main tags of that one which it has.
type similarPayload struct {
	ID        string       `json:"id"`
	Path      string       `json:"path"`
	Title     string       `json:"title"`
	URL       string       `json:"url"`
	Source    string       `json:"source,omitempty"`
	Lang      string       `json:"lang,omitempty"`
	Date      *DatePayload `json:"date,omitempty"`
	Score     float64      `json:"score"`
	Words     []string     `json:"words"`
	Countries []TagPayload `json:"countries,omitempty"`
	Themes    []TagPayload `json:"themes,omitempty"`
}

// readSimilar reads how many documents like one are asked for: "" is the default.
func readSimilar(text string) (int, error) {
	if text == "" {
		return defaultSimilar, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > maxSimilar {
		return 0, &index.InvalidError{Name: "similar", Value: short(text), Allowed: fmt.Sprintf("a whole number from 0 to %d", maxSimilar)}
	}
	return n, nil
}

func (l Library) similarPayloads(alike []index.SimilarDocument) (all []similarPayload) {
	for _, a := range alike {
		d := a.Document
		shared := &index.Document{Tags: a.SharedTags}
		all = append(all, similarPayload{
			ID: d.ID, Path: d.Path, Title: d.Title, URL: pathDocuments + url.PathEscape(d.ID), Source: d.Source, Lang: d.Lang,
			Date: datePayload(d), Score: a.Score, Words: append([]string{}, a.SharedTerms...),
			Countries: l.tags(shared, index.KindCountry), Themes: l.tags(shared, index.KindTheme),
		})
	}
	return all
}

// similarView is a document like the one that is shown.
type similarView struct {
	Title, Lang, URL string
	Date             *dateView
	Words            []string // in common
	WordsLang        string   // the language of the document that they are taken from
	Tags             []choiceLink
}

func (v docView) similar(alike []index.SimilarDocument) (views []similarView) {
	for _, a := range alike {
		d := a.Document
		view := similarView{
			Title: d.Title, Lang: d.Lang, URL: v.keep(pathDocuments + url.PathEscape(d.ID)), Date: v.newDateView(d),
			Words: a.SharedTerms, WordsLang: v.doc.Lang,
		}
		if view.Title == "" {
			view.Title = d.Path
		}
		for _, t := range a.SharedTags {
			f := index.Field(t.Kind)
			view.Tags = append(view.Tags, choiceLink{Label: v.Label(f, t.ID), URL: v.blank().only(f, t.ID).URL(pathSearch)})
		}
		views = append(views, view)
	}
	return views
}
