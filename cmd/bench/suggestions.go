package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"daftar/index/embedded"
	"daftar/index/query"
	"daftar/index/vocabulary"
	"daftar/server"
)

// Rows of suggestions: for random prefixes of queries, and for every prefix of country names, which have the most
// synonyms. A page requests suggestions with every letter, so the target is 5 ms.
const (
	typingClass = "suggestions while typing"
	namesClass  = "suggestions, letter by letter"
)

// suggester requests suggestions from the server without the network.
type suggester struct {
	web        http.Handler
	vocabulary *vocabulary.Vocabulary
}

func newSuggester(s *embedded.Searcher) (suggester, error) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		return suggester{}, err
	}
	web, err := server.New(server.Options{Searcher: s, Vocabulary: v, Addr: "127.0.0.1:8080"})
	return suggester{web, v}, err
}

// search returns the number of suggestions.
func (t suggester) search(ctx context.Context, q benchQuery) (int, error) {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/suggest?q="+url.QueryEscape(q.typed), nil)
	r.Host = "127.0.0.1:8080"
	w := httptest.NewRecorder()
	t.web.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return 0, fmt.Errorf("suggestions for %q: %d %s", q.typed, w.Code, w.Body)
	}
	var response []json.RawMessage
	if err := json.Unmarshal(w.Body.Bytes(), &response); err != nil || len(response) < 2 {
		return 0, fmt.Errorf("suggestions for %q: %s", q.typed, w.Body)
	}
	var texts []string
	err := json.Unmarshal(response[1], &texts)
	return len(texts), err
}

// typing returns random prefixes of the words of other queries.
func typing(classes []queryClass, n int, seed uint64) queryClass {
	r := rand.New(rand.NewPCG(seed, 3))
	var out []benchQuery
	for _, c := range classes {
		for _, q := range c.measured {
			letters := []rune(typedText(q.tree))
			if len(letters) > 0 {
				out = append(out, benchQuery{typed: string(letters[:1+r.IntN(len(letters))])})
			}
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return newQueryClass(typingClass, out[:min(len(out), n+warmUp)], n)
}

// typingNames returns every prefix of names, in the order of typing.
func typingNames(names []string, n int, seed uint64) queryClass {
	names = slices.Clone(names)
	r := rand.New(rand.NewPCG(seed, 4))
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var out []benchQuery
	for _, name := range names {
		for at := range name {
			if at > 0 {
				out = append(out, benchQuery{typed: name[:at]})
			}
		}
		out = append(out, benchQuery{typed: name})
	}
	return newQueryClass(namesClass, out[:min(len(out), n+warmUp)], n)
}

// typedText returns the words of a query without operators.
func typedText(tree query.Node) string {
	if tree == nil {
		return ""
	}
	return strings.Join(query.Words(tree), " ")
}

// measureTyping measures suggestions of Daftar; rivals have none.
func (b *bench) measureTyping(ctx context.Context, s *embedded.Searcher, classes []queryClass) error {
	t, err := newSuggester(s)
	if err != nil {
		return err
	}
	var names []string
	for _, c := range t.vocabulary.Countries() {
		names = append(names, c.Label)
	}
	engines := []namedEngine{{"daftar", t}}
	for _, typed := range []queryClass{typing(classes, b.queries, b.seed), typingNames(names, b.queries, b.seed)} {
		b.progress("measuring: %s", typed.class)
		timings, err := measureClass(ctx, engines, typed)
		if err != nil {
			return err
		}
		b.report.add(typed.class, engines, timings)
	}
	return nil
}
