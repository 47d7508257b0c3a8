package server

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
)

// Suggestions while typing, in the form of OpenSearch: ["typed", ["completion", …], ["description", …], ["url", …]]
// (https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions/1.1/Draft%201.wiki).
// Each completion is a whole question that finds at least one document, each url its page; the description says how many,
// but of phrases in quotes whose words stand in more documents than can be looked into between two letters.

const mimeSuggestions = "application/x-suggestions+json"

const (
	// maxCompletions are what a list below a box holds.
	maxCompletions = 8
	// maxNamed countries and themes come first, so that words are still seen below them.
	maxNamed = 3
	// maxTriedNames are asked for where one question cannot count them all.
	maxTriedNames = 12
	// maxTitles come last, for whoever knows what to look for.
	maxTitles = 2
	// maxLast completions of the last word are tried where the whole text can be completed.
	maxLast = 4
	// probeDocuments are looked into for each phrase in quotes: the eight of a list take two milliseconds or so.
	probeDocuments = 100
	// maxTyped characters: whoever pastes a longer text is not waiting for its end.
	maxTyped = 200
)

// completion is one way to go on.
type completion struct {
	text        string // of the whole question
	description string // "title, 12 documents"
	params      Params // of the page
}

// apiSuggest completes what is being typed. Its only parameter is q.
func (s *Server) apiSuggest(c echo.Context) error {
	params, err := ReadStrict(c.QueryParams(), s.Vocabulary, "q")
	if err != nil {
		return err
	}
	// Read trims the text, but a space at its end says that the last word is finished.
	typed := strings.ToValidUTF8(c.QueryParam("q"), "\uFFFD")
	all, err := s.completions(c.Request().Context(), typed)
	if err != nil {
		return err
	}
	note(c, params, len(all))
	texts, descriptions, urls := []string{}, []string{}, []string{}
	for _, found := range all {
		texts, descriptions = append(texts, found.text), append(descriptions, found.description)
		urls = append(urls, found.params.URL(pathSearch))
	}
	return writeJSON(c, http.StatusOK, mimeSuggestions, []any{typed, texts, descriptions, urls})
}

// completions returns the ways to go on that find documents: countries and themes, words and phrases, titles.
func (s *Server) completions(ctx context.Context, typed string) ([]completion, error) {
	if utf8.RuneCountInString(typed) > maxTyped {
		return nil, nil
	}
	u := query.ParsePartial(typed)
	words, titles, err := s.completing(ctx, u)
	if err != nil {
		return nil, err
	}
	named, err := s.named(ctx, u)
	if err != nil {
		return nil, err
	}
	if titles, err = s.found(ctx, titles, maxTitles); err != nil {
		return nil, err
	}
	if words, err = s.found(ctx, words, maxCompletions-len(named)-len(titles)); err != nil {
		return nil, err
	}
	return slices.Concat(named, words, titles), nil
}

// found returns the first of the completions that find documents, each text once.
func (s *Server) found(ctx context.Context, tries []completion, most int) (out []completion, err error) {
	for _, try := range tries {
		if len(out) == most {
			break
		}
		if slices.ContainsFunc(out, func(other completion) bool { return strings.EqualFold(other.text, try.text) }) {
			continue
		}
		q := s.question(try.params).Query
		q.Limit, q.Facets, q.CountLimit = 0, nil, probeDocuments
		r, err := s.Searcher.Search(ctx, q)
		switch {
		case err != nil:
			return nil, fmt.Errorf("count: %w", err)
		case r.Total == 0:
			continue
		case r.TotalIsLowerBound:
			try.description = strings.TrimSuffix(try.description, ", ")
		default:
			try.description += s.english().documents(r.Total)
		}
		out = append(out, try)
	}
	return out, nil
}

// completing asks the library for what begins with the whole text, then for what begins with its last word.
func (s *Server) completing(ctx context.Context, u query.Partial) (words, titles []completion, err error) {
	if u.Filter != "" {
		return nil, nil, nil
	}
	var whole, last []index.Suggestion
	if u.PlainWords {
		if whole, err = s.Searcher.Suggest(ctx, u.Head+u.Word, maxCompletions); err != nil {
			return nil, nil, fmt.Errorf("suggest: %w", err)
		}
	}
	if u.Word != "" && u.Head != "" {
		if last, err = s.Searcher.Suggest(ctx, u.Word, maxCompletions); err != nil {
			return nil, nil, fmt.Errorf("suggest: %w", err)
		}
	}
	for _, f := range byCount(whole) {
		if f.Kind == index.SuggestTitle {
			titles = append(titles, completion{f.Text, "title, ", blank(f.Text)})
		} else {
			words = append(words, completion{f.Text, "", blank(f.Text)})
		}
	}
	if last = byCount(last); len(words) >= maxLast {
		last = last[:min(len(last), maxLast)]
	}
	for _, f := range last {
		if f.Kind != index.SuggestTitle {
			text := u.Head + f.Text + u.Tail
			words = append(words, completion{text, "", blank(text)})
		}
	}
	return words, titles, nil
}

func byCount(all []index.Suggestion) []index.Suggestion {
	slices.SortStableFunc(all, func(a, b index.Suggestion) int { return b.Count - a.Count })
	return all
}

// blank is a question of words alone.
func blank(text string) Params {
	p, _ := Read(url.Values{"q": {text}}, nil)
	return p
}

// named are the countries and themes that the last words, or the last one, begin to name: those with the most documents.
func (s *Server) named(ctx context.Context, u query.Partial) (all []completion, err error) {
	most := maxNamed
	if u.Filter != "" {
		most = maxCompletions
	}
	if u.Tail != "" {
		return nil, nil
	}
	if !u.PlainWords { // beside an operator the filter is more than one more condition
		var tries []completion
		for _, f := range s.namedBy(u, u.Head) {
			tries = append(tries, completion{u.Head + f.String(), s.describe(f), blank(u.Head + f.String())})
		}
		return s.found(ctx, tries[:min(len(tries), maxTriedNames)], most)
	}
	heads := []string{u.Head}
	if u.Filter == "" && strings.TrimSpace(u.Head) != "" {
		heads = []string{"", u.Head}
	}
	var before []query.Filter // which the whole text begins to name
	for _, head := range heads {
		filters := slices.DeleteFunc(s.namedBy(u, head), func(f query.Filter) bool { return slices.Contains(before, f) })
		if before = filters; len(filters) == 0 {
			continue
		}
		_, counts, err := s.counts(ctx, blank(head), index.FieldCountry, index.FieldTheme)
		if err != nil {
			return nil, err
		}
		count := func(f query.Filter) int { return counts[index.Field(f.Name)][f.Value] }
		slices.SortStableFunc(filters, func(a, b query.Filter) int { return count(b) - count(a) })
		for _, f := range filters {
			if len(all) < most && count(f) > 0 {
				p := blank(head).only(index.Field(f.Name), f.Value)
				all = append(all, completion{head + f.String(), s.describe(f) + s.english().documents(count(f)), p})
			}
		}
	}
	return all, nil
}

// namedBy are the filters that the text behind a head begins to name.
func (s *Server) namedBy(u query.Partial, head string) []query.Filter {
	return slices.DeleteFunc(s.names.Complete(strings.TrimPrefix(u.Head+u.Word, head)), func(f query.Filter) bool {
		return u.Filter != "" && f.Name != u.Filter
	})
}

func (s *Server) describe(f query.Filter) string {
	return s.label(index.Field(f.Name), f.Value) + " (" + f.Name + "), "
}
