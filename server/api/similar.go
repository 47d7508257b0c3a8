package api

import (
	"fmt"
	"net/url"
	"strconv"

	"daftar/index"
	"daftar/server/i18n"
	"daftar/server/request"
)

// maxSimilar bounds the similar documents of a response.
const maxSimilar = 20

// similarPayload is a similar document, with the terms and main tags that both have.
type similarPayload struct {
	ID          string                `json:"id"`
	Path        string                `json:"path"`
	Title       string                `json:"title"`
	URL         string                `json:"url"`
	Source      string                `json:"source,omitempty"`
	Lang        string                `json:"lang,omitempty"`
	Date        *request.DocumentDate `json:"date,omitempty"`
	Score       float64               `json:"score"`
	SharedTerms []string              `json:"shared_terms"`
	Countries   []request.Tag         `json:"countries,omitempty"`
	Themes      []request.Tag         `json:"themes,omitempty"`
}

// parseSimilar parses the parameter similar; "" is the default.
func parseSimilar(text string) (int, error) {
	if text == "" {
		return request.DefaultSimilar, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > maxSimilar {
		return 0, &index.InvalidError{Name: "similar", Value: request.Abbreviate(text), Allowed: fmt.Sprintf("a whole number from 0 to %d", maxSimilar)}
	}
	return n, nil
}

func similarPayloads(l *i18n.Localizer, similar []index.SimilarDocument) (payloads []similarPayload) {
	for _, s := range similar {
		d := s.Document
		payloads = append(payloads, similarPayload{
			ID: d.ID, Path: d.Path, Title: d.Title, URL: request.PathDocuments + url.PathEscape(d.ID), Source: d.Source, Lang: d.Lang,
			Date: request.DateOf(d), Score: s.Score, SharedTerms: append([]string{}, s.SharedTerms...),
			Countries: request.Tags(l, s.SharedTags, index.KindCountry), Themes: request.Tags(l, s.SharedTags, index.KindTheme),
		})
	}
	return payloads
}
