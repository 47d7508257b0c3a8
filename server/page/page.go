// Package page serves the pages for people.
//
// Each page has a file with its handler, its parameters and the struct that its template prints; templates (templates/) only
// range and branch. Templates are parsed once for each language, with the texts of the language filled in. Document text is
// escaped by html/template; only package highlight and facet_rows.go make HTML from text. Pages work without JavaScript.
package page

import (
	"fmt"

	"daftar/index/message"
	"daftar/server/i18n"
	"daftar/server/request"
)

// Pages serves the pages and their assets.
type Pages struct {
	searcher   *request.Searcher
	localizers map[string]*i18n.Localizer // by the code of their language
	templates  templates
	assets     *assets
	originals  Originals
}

// New returns the pages. originals is nil if the files that documents were read from are not served. A template, message or
// asset that is missing or malformed is an error.
func New(s *request.Searcher, originals Originals) (*Pages, error) {
	localizers, err := i18n.All(s.Vocabulary)
	if err != nil {
		return nil, fmt.Errorf("load messages: %w", err)
	}
	assets, err := loadAssets()
	if err != nil {
		return nil, err
	}
	templates, err := loadTemplates(localizers)
	if err != nil {
		return nil, err
	}
	return &Pages{s, localizers, templates, assets, originals}, nil
}

// Failure is an error as a page shows it. The slug is that of its explanation on /help.
type Failure struct {
	Status        int
	Slug          string
	Title, Detail message.Message
	Invalid       []request.InvalidParam
}
