package api

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/query"
	"daftar/server/handler"
	"daftar/server/request"
)

// Suggestions are in the format of OpenSearch: ["typed", ["completion", …],
// ["description", …], ["url", …]]
// (https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions/1.1/Draft%201.wiki).
// Each completion is a whole search that finds at least one document, each URL its page. The description has the number of
// documents, unless counting the candidates of a phrase takes too long between two letters.

const (
	// maxCompletions is the length of a list below the search box.
	maxCompletions = 8
	// maxNames bounds the countries and themes, which come first, so that words are still seen below them.
	maxNames = 3
	// maxNameTries bounds the searches where one search cannot count all names.
	maxNameTries = 12
	// maxTitles bounds the titles, which come last.
	maxTitles = 2
	// maxLastWord bounds the completions of the last word where the whole text can be completed.
	maxLastWord = 4
	// maxPhraseCandidates bounds the documents that are checked for each phrase: eight phrases take about two milliseconds.
	maxPhraseCandidates = 100
	// maxTyped is in characters: a longer text was pasted, not typed.
	maxTyped = 200
)

// completion is one suggestion.
type completion struct {
	text        string         // of the whole search
	description string         // "title, 12 documents"
	params      request.Params // of the page
}

// Suggest handles /api/v1/suggest. Its only parameter is q, the text typed so far.
func (a *API) Suggest(c echo.Context) error {
	params, err := request.ParseParamsStrict(c.QueryParams(), a.searcher.Vocabulary, "q")
	if err != nil {
		return err
	}
	// ParseParams trims the text, but a space at its end means that the last word is complete.
	typed := strings.ToValidUTF8(c.QueryParam("q"), "\uFFFD")
	all, err := a.completions(c.Request().Context(), typed)
	if err != nil {
		return err
	}
	handler.RecordSearch(c, params, len(all))
	texts, descriptions, urls := []string{}, []string{}, []string{}
	for _, found := range all {
		texts, descriptions = append(texts, found.text), append(descriptions, found.description)
		urls = append(urls, found.params.URL(request.PathSearch))
	}
	return handler.WriteJSON(c, http.StatusOK, handler.Suggestions, []any{typed, texts, descriptions, urls})
}

// completions returns completions that find documents: countries and themes, then words and phrases, then titles.
func (a *API) completions(ctx context.Context, typed string) ([]completion, error) {
	if utf8.RuneCountInString(typed) > maxTyped {
		return nil, nil
	}
	partial := query.ParsePartial(typed)
	words, titles, err := a.suggestions(ctx, partial)
	if err != nil {
		return nil, err
	}
	named, err := a.nameCompletions(ctx, partial)
	if err != nil {
		return nil, err
	}
	if titles, err = a.withHits(ctx, titles, maxTitles); err != nil {
		return nil, err
	}
	if words, err = a.withHits(ctx, words, maxCompletions-len(named)-len(titles)); err != nil {
		return nil, err
	}
	return slices.Concat(named, words, titles), nil
}

// withHits returns the first completions that find documents, each text once.
func (a *API) withHits(ctx context.Context, tries []completion, limit int) (out []completion, err error) {
	for _, try := range tries {
		if len(out) == limit {
			break
		}
		if slices.ContainsFunc(out, func(other completion) bool { return strings.EqualFold(other.text, try.text) }) {
			continue
		}
		q := a.searcher.Prepare(try.params).Query
		q.Limit, q.Facets, q.CountLimit = 0, nil, maxPhraseCandidates
		r, err := a.searcher.Engine.Search(ctx, q)
		switch {
		case err != nil:
			return nil, fmt.Errorf("count: %w", err)
		case r.Total == 0:
			continue
		case r.TotalIsLowerBound:
			try.description = strings.TrimSuffix(try.description, ", ")
		default:
			try.description += a.searcher.English.T("documents", r.Total)
		}
		out = append(out, try)
	}
	return out, nil
}

// suggestions returns the engine's suggestions for the whole text, then for its last word.
func (a *API) suggestions(ctx context.Context, u query.Partial) (words, titles []completion, err error) {
	if u.Filter != "" {
		return nil, nil, nil
	}
	var whole, last []index.Suggestion
	if u.PlainWords {
		if whole, err = a.searcher.Engine.Suggest(ctx, u.Head+u.Word, maxCompletions); err != nil {
			return nil, nil, fmt.Errorf("suggest: %w", err)
		}
	}
	if u.Word != "" && u.Head != "" {
		if last, err = a.searcher.Engine.Suggest(ctx, u.Word, maxCompletions); err != nil {
			return nil, nil, fmt.Errorf("suggest: %w", err)
		}
	}
	for _, f := range byCount(whole) {
		if f.Kind == index.SuggestTitle {
			titles = append(titles, completion{f.Text, "title, ", textParams(f.Text)})
		} else {
			words = append(words, completion{f.Text, "", textParams(f.Text)})
		}
	}
	if last = byCount(last); len(words) >= maxLastWord {
		last = last[:min(len(last), maxLastWord)]
	}
	for _, f := range last {
		if f.Kind != index.SuggestTitle {
			text := u.Head + f.Text + u.Tail
			words = append(words, completion{text, "", textParams(text)})
		}
	}
	return words, titles, nil
}

func byCount(all []index.Suggestion) []index.Suggestion {
	slices.SortStableFunc(all, func(a, b index.Suggestion) int { return b.Count - a.Count })
	return all
}

// textParams returns the parameters of a search with a text only.
func textParams(text string) request.Params {
	p, _ := request.ParseParams(url.Values{"q": {text}}, nil)
	return p
}

// nameCompletions returns the countries and themes whose names begin with the last words, or the last one: those with the most
// documents.
func (a *API) nameCompletions(ctx context.Context, u query.Partial) (all []completion, err error) {
	limit := maxNames
	if u.Filter != "" {
		limit = maxCompletions
	}
	if u.Tail != "" {
		return nil, nil
	}
	if !u.PlainWords { // next to an operator, a facet cannot count the search with the filter
		var tries []completion
		for _, f := range a.nameFilters(u, u.Head) {
			tries = append(tries, completion{u.Head + f.String(), a.describe(f), textParams(u.Head + f.String())})
		}
		return a.withHits(ctx, tries[:min(len(tries), maxNameTries)], limit)
	}
	heads := []string{u.Head}
	if u.Filter == "" && strings.TrimSpace(u.Head) != "" {
		heads = []string{"", u.Head}
	}
	var before []query.Filter // for the whole text
	for _, head := range heads {
		filters := slices.DeleteFunc(a.nameFilters(u, head), func(f query.Filter) bool { return slices.Contains(before, f) })
		if before = filters; len(filters) == 0 {
			continue
		}
		_, counts, err := a.searcher.Count(ctx, textParams(head), index.FieldCountry, index.FieldTheme)
		if err != nil {
			return nil, err
		}
		count := func(f query.Filter) int { return counts[index.Field(f.Name)][f.Value] }
		slices.SortStableFunc(filters, func(a, b query.Filter) int { return count(b) - count(a) })
		for _, f := range filters {
			if len(all) < limit && count(f) > 0 {
				p := textParams(head).Only(index.Field(f.Name), f.Value)
				all = append(all, completion{head + f.String(), a.describe(f) + a.searcher.English.T("documents", count(f)), p})
			}
		}
	}
	return all, nil
}

// nameFilters returns filters for the names that begin with the text after a head.
func (a *API) nameFilters(u query.Partial, head string) []query.Filter {
	return slices.DeleteFunc(a.names.Complete(strings.TrimPrefix(u.Head+u.Word, head)), func(f query.Filter) bool {
		return u.Filter != "" && f.Name != u.Filter
	})
}

func (a *API) describe(f query.Filter) string {
	return a.searcher.English.Label(index.Field(f.Name), f.Value) + " (" + f.Name + "), "
}
