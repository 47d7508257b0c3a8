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

// The rows of suggestions: at some letter of a question, and with every letter of the names of countries, which have the
// most other names. A page asks for them with every letter, so that they have 5 ms.
const (
	typingClass = "suggestions while typing"
	namesClass  = "suggestions, letter by letter"
)

// typist asks for suggestions as the search box does, through the server but not the network.
type typist struct {
	web        http.Handler
	vocabulary *vocabulary.Vocabulary
}

func newTypist(s *embedded.Searcher) (typist, error) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		return typist{}, err
	}
	web, err := server.New(server.Options{Searcher: s, Vocabulary: v, Addr: "127.0.0.1:8080"})
	return typist{web, v}, err
}

// ask returns the number of suggestions.
func (t typist) ask(ctx context.Context, q question) (int, error) {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/suggest?q="+url.QueryEscape(q.typed), nil)
	r.Host = "127.0.0.1:8080"
	w := httptest.NewRecorder()
	t.web.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return 0, fmt.Errorf("suggestions for %q: %d %s", q.typed, w.Code, w.Body)
	}
	var answer []json.RawMessage
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || len(answer) < 2 {
		return 0, fmt.Errorf("suggestions for %q: %s", q.typed, w.Body)
	}
	var texts []string
	err := json.Unmarshal(answer[1], &texts)
	return len(texts), err
}

// typing makes questions that are not finished: the words of others, up to some letter.
func typing(classes []drawn, n int, seed uint64) drawn {
	r := rand.New(rand.NewPCG(seed, 3))
	var out []question
	for _, c := range classes {
		for _, q := range c.measured {
			letters := []rune(typedText(q.tree))
			if len(letters) > 0 {
				out = append(out, question{typed: string(letters[:1+r.IntN(len(letters))])})
			}
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return newDrawn(typingClass, out[:min(len(out), n+warmUp)], n)
}

// typingNames makes questions of names, one letter longer each, as they come from a page.
func typingNames(names []string, n int, seed uint64) drawn {
	names = slices.Clone(names)
	r := rand.New(rand.NewPCG(seed, 4))
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	var out []question
	for _, name := range names {
		for at := range name {
			if at > 0 {
				out = append(out, question{typed: name[:at]})
			}
		}
		out = append(out, question{typed: name})
	}
	return newDrawn(namesClass, out[:min(len(out), n+warmUp)], n)
}

// typedText is a question as somebody types it who knows no operators.
func typedText(tree query.Node) string {
	if tree == nil {
		return ""
	}
	return strings.Join(query.Words(tree), " ")
}

// measureTyping measures suggestions, which no rival has.
func (b *bench) measureTyping(ctx context.Context, s *embedded.Searcher, classes []drawn) error {
	t, err := newTypist(s)
	if err != nil {
		return err
	}
	var names []string
	for _, c := range t.vocabulary.Countries() {
		names = append(names, c.Label)
	}
	daftars := []contender{{"daftar", t}}
	for _, typed := range []drawn{typing(classes, b.queries, b.seed), typingNames(names, b.queries, b.seed)} {
		b.say("asking: %s", typed.class)
		timings, err := ask(ctx, daftars, typed)
		if err != nil {
			return err
		}
		b.report.add(typed.class, daftars, timings)
	}
	return nil
}
