package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/server/handler"
	"daftar/server/request"
)

// listParams are the parameters of all lists.
var listParams = []string{"mentions"}

// CountryPayload is a country and its number of documents.
type CountryPayload struct {
	ID         string   `json:"id"`
	Label      string   `json:"label"`
	Historical bool     `json:"historical,omitempty"`
	Successors []string `json:"successors,omitempty"`
	Count      int      `json:"count"`
}

// ThemePayload is a theme and its number of documents.
type ThemePayload struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Group string `json:"group"`
	Use   string `json:"use,omitempty"`
	Count int    `json:"count"`
}

// GroupPayload is a group of themes and its number of documents.
type GroupPayload struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// RegionPayload is a region, its members and the number of documents about any of them.
type RegionPayload struct {
	ID      string                `json:"id"`
	Label   string                `json:"label"`
	Kind    vocabulary.RegionKind `json:"kind"`
	Members []string              `json:"members"`
	Count   int                   `json:"count"`
}

// Countries handles /api/v1/countries: every country of the vocabulary with its number of documents.
func (a *API) Countries(c echo.Context) error {
	params, err := request.ParseParamsStrict(c.QueryParams(), a.searcher.Vocabulary, listParams...)
	if err != nil {
		return err
	}
	r, counts, err := a.searcher.Count(c.Request().Context(), params, index.FieldCountry)
	if err != nil {
		return err
	}
	all := []CountryPayload{}
	for _, v := range a.searcher.Vocabulary.Countries() {
		all = append(all, CountryPayload{v.ID, v.Label, v.Historical, v.Successors, counts[index.FieldCountry][v.ID]})
	}
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, map[string]any{
		"countries": all, "missing": counts[index.FieldCountry][index.Missing], "total": r.Total, "generation": r.Generation,
	})
}

// Themes handles /api/v1/themes: the themes and their groups with their numbers of documents.
func (a *API) Themes(c echo.Context) error {
	params, err := request.ParseParamsStrict(c.QueryParams(), a.searcher.Vocabulary, listParams...)
	if err != nil {
		return err
	}
	r, counts, err := a.searcher.Count(c.Request().Context(), params, index.FieldTheme, index.FieldThemeGroup)
	if err != nil {
		return err
	}
	themes, groups := []ThemePayload{}, []GroupPayload{}
	for _, v := range a.searcher.Vocabulary.Themes() {
		themes = append(themes, ThemePayload{v.ID, v.Label, v.Group, v.UseFor, counts[index.FieldTheme][v.ID]})
	}
	for _, v := range a.searcher.Vocabulary.Groups() {
		groups = append(groups, GroupPayload{v.ID, v.Label, counts[index.FieldThemeGroup][v.ID]})
	}
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, map[string]any{
		"themes": themes, "groups": groups, "missing": counts[index.FieldTheme][index.Missing], "total": r.Total, "generation": r.Generation,
	})
}

// Regions handles /api/v1/regions: the regions with their members, on a day if on is given, and the number of documents about
// any of them.
func (a *API) Regions(c echo.Context) error {
	params, err := request.ParseParamsStrict(c.QueryParams(), a.searcher.Vocabulary, append(listParams, "on")...)
	if err != nil {
		return err
	}
	all := []RegionPayload{}
	generation := ""
	for _, v := range a.searcher.Vocabulary.Regions() {
		params.Regions = []string{v.ID}
		// A document about two members counts once, so the counts of the countries cannot be added up.
		r, _, err := a.searcher.Count(c.Request().Context(), params)
		if err != nil {
			return err
		}
		generation = r.Generation
		all = append(all, RegionPayload{v.ID, v.Label, v.Kind, append([]string{}, v.Members(params.MembersOn)...), r.Total})
	}
	out := map[string]any{"regions": all}
	if generation != "" {
		out["generation"] = generation
	}
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, out)
}
