package server

import (
	"context"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/vocabulary"
)

// listParams are the parameters of the lists: mentions as in a search, and on, the day of a region's membership.
var listParams = []string{"mentions"}

type countryPayload struct {
	ID         string   `json:"id"`
	Label      string   `json:"label"`
	Historical bool     `json:"historical,omitempty"`
	Successors []string `json:"successors,omitempty"`
	Count      int      `json:"count"`
}

type themePayload struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Group string `json:"group"`
	Use   string `json:"use,omitempty"`
	Count int    `json:"count"`
}

type groupPayload struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

type regionPayload struct {
	ID      string                `json:"id"`
	Label   string                `json:"label"`
	Kind    vocabulary.RegionKind `json:"kind"`
	Members []string              `json:"members"`
	Count   int                   `json:"count"`
}

// apiCountries lists every country of the vocabulary with its number of documents.
func (s *Server) apiCountries(c echo.Context) error {
	params, err := ReadStrict(c.QueryParams(), s.Vocabulary, listParams...)
	if err != nil {
		return err
	}
	r, counts, err := s.counts(c.Request().Context(), params, index.FieldCountry)
	if err != nil {
		return err
	}
	all := []countryPayload{}
	for _, v := range s.Vocabulary.Countries() {
		all = append(all, countryPayload{v.ID, v.Label, v.Historical, v.Successors, counts[index.FieldCountry][v.ID]})
	}
	return writeJSON(c, http.StatusOK, mimeJSON, map[string]any{
		"countries": all, "missing": counts[index.FieldCountry][index.Missing], "total": r.Total, "generation": r.Generation,
	})
}

// apiThemes lists the themes and their groups likewise.
func (s *Server) apiThemes(c echo.Context) error {
	params, err := ReadStrict(c.QueryParams(), s.Vocabulary, listParams...)
	if err != nil {
		return err
	}
	r, counts, err := s.counts(c.Request().Context(), params, index.FieldTheme, index.FieldThemeGroup)
	if err != nil {
		return err
	}
	themes, groups := []themePayload{}, []groupPayload{}
	for _, v := range s.Vocabulary.Themes() {
		themes = append(themes, themePayload{v.ID, v.Label, v.Group, v.UseFor, counts[index.FieldTheme][v.ID]})
	}
	for _, v := range s.Vocabulary.Groups() {
		groups = append(groups, groupPayload{v.ID, v.Label, counts[index.FieldThemeGroup][v.ID]})
	}
	return writeJSON(c, http.StatusOK, mimeJSON, map[string]any{
		"themes": themes, "groups": groups, "missing": counts[index.FieldTheme][index.Missing], "total": r.Total, "generation": r.Generation,
	})
}

// apiRegions lists the regions with their members, at a day if on is given, and the number of documents about any.
func (s *Server) apiRegions(c echo.Context) error {
	params, err := ReadStrict(c.QueryParams(), s.Vocabulary, append(listParams, "on")...)
	if err != nil {
		return err
	}
	all := []regionPayload{}
	var last *index.Result
	for _, v := range s.Vocabulary.Regions() {
		params.Regions = []string{v.ID}
		// Documents about two members count once, so the sum of the countries' counts would be wrong.
		if last, _, err = s.counts(c.Request().Context(), params); err != nil {
			return err
		}
		all = append(all, regionPayload{v.ID, v.Label, v.Kind, append([]string{}, v.Members(params.On)...), last.Total})
	}
	out := map[string]any{"regions": all}
	if last != nil {
		out["generation"] = last.Generation
	}
	return writeJSON(c, http.StatusOK, mimeJSON, out)
}

// counts asks for numbers alone: the result without hits, and the documents by value of each field.
func (l Library) counts(ctx context.Context, p Params, fields ...index.Field) (*index.Result, map[index.Field]map[string]int, error) {
	p.Limit, p.Facets = 0, append([]index.Field{}, fields...)
	r, err := l.Searcher.Search(ctx, l.question(p).Query)
	if err != nil {
		return nil, nil, fmt.Errorf("count: %w", err)
	}
	counts := map[index.Field]map[string]int{}
	for _, f := range r.Facets {
		counts[f.Field] = map[string]int{index.Missing: f.Missing}
		for _, b := range f.Buckets {
			counts[f.Field][b.Value] = b.Count
		}
	}
	return r, counts, nil
}
