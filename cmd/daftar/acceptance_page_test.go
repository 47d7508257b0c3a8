package main

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"daftar/index/query"
	"daftar/server/request"
)

// TestLimitsAreReported reaches a limit of reading and one of a query: each is reported, stored with the document and shown
// on its page. Without a filter nothing is left out.
func TestLimitsAreReported(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.Mkdir("docs", 0o755); err != nil {
		t.Fatal(err)
	}
	deep := "---\ntitle: Deep quotation\n---\n" + strings.Repeat("> ", 5000) + "The border report.\n"
	for name, text := range map[string]string{"deep.md": deep, "old.md": "---\ntitle: Old border\ndate: 1712-03-04\n---\nThe border of old.\n"} {
		if err := os.WriteFile(filepath.Join("docs", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const limit = "nested too deeply"
	_, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", "docs")
	if code != exitOK || !strings.Contains(stderr, "deep.md") || !strings.Contains(stderr, limit) {
		t.Errorf("reindex does not report the limit: %d %s", code, stderr)
	}
	if stdout, _, _ := runCommand(t.Context(), "", "status"); !strings.Contains(stdout, limit) {
		t.Errorf("status does not report the limit: %s", stdout)
	}
	s, err := openCurrent(t.Context(), defaultIndex)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	web := newTestServer(t, s)
	var found request.SearchResponse
	fetch(t, web, "/api/v1/search?q=title:deep", &found)
	var document struct{ Limits []string }
	fetch(t, web, "/api/v1/documents/"+found.Hits[0].ID, &document)
	if !strings.Contains(strings.Join(document.Limits, " "), limit) || !strings.Contains(page(t, web, "/documents/"+found.Hits[0].ID), limit) {
		t.Errorf("the document does not show its limit: %q", document.Limits)
	}
	var many []string
	for n := range 2 * query.MaxWords {
		many = append(many, fmt.Sprintf("word%d", n))
	}
	var cut request.SearchResponse
	fetch(t, web, "/api/v1/search?q="+url.QueryEscape(strings.Join(many, " ")), &cut)
	if !strings.Contains(strings.Join(cut.Query.Notes, " "), "were ignored") {
		t.Errorf("notes of a truncated query: got %q", cut.Query.Notes)
	}
	if n := totalOf(t, web, "/search?q=border"); n != 2 {
		t.Errorf("without a date filter: found %d of 2 documents", n)
	}
}

// TestNearDuplicatesAreGroupedNotLost: near-duplicates are one hit that lists the others, all of them are counted, and each
// is a hit of its own without grouping.
func TestNearDuplicatesAreGroupedNotLost(t *testing.T) {
	report := "The convoy of the northern district was stopped at the river bridge after dusk, when two lorries " +
		"without papers were found to carry rifles under sacks of flour, the commander of the border post told reporters. " +
		"Both drivers were handed to the regional court, and the road stayed closed until the following morning.\n"
	web := folderServer(t, map[string]string{
		"a.md": "---\ntitle: Convoy stopped\ndate: 2025-03-01\n---\n" + report,
		"b.md": "---\ntitle: Convoy stopped\ndate: 2025-03-02\n---\n" + report + "\nCorrected.\n",
		"c.md": "---\ntitle: Convoy stopped again\ndate: 2025-03-03\n---\n" + report,
		"d.md": "---\ntitle: Another convoy\ndate: 2025-03-04\n---\nA convoy of aid reached the mountain villages on Friday.\n",
	})
	var collapsed, expanded request.SearchResponse
	fetch(t, web, "/api/v1/search?q=convoy", &collapsed)
	fetch(t, web, "/api/v1/search?q=convoy&collapse=0", &expanded)
	if collapsed.Total.Value != 4 || *collapsed.Total.Groups != 2 || len(collapsed.Hits) != 2 || expanded.Total.Value != 4 || len(expanded.Hits) != 4 {
		t.Fatalf("collapsed: %+v with %d hits; expanded: %d hits", collapsed.Total, len(collapsed.Hits), len(expanded.Hits))
	}
	seen := make(map[string]int)
	for _, h := range collapsed.Hits {
		seen[h.ID]++
		for _, c := range h.NearDuplicates {
			seen[c.ID]++
		}
	}
	for _, h := range expanded.Hits {
		if seen[h.ID] != 1 {
			t.Errorf("%s is listed %d times under the collapsed hits", h.Path, seen[h.ID])
		}
	}
	if shown := page(t, web, "/search?q=convoy"); !strings.Contains(shown, `<details class="copies">`) || strings.Count(shown, "<article>") != 2 {
		t.Error("the page does not group near-duplicates under one hit")
	}
}

// TestFormRepeatsTheSearch submits the form of result pages unchanged and without script: the result is the same, a removed
// filter stays removed, and a filter never turns an empty result into all documents.
func TestFormRepeatsTheSearch(t *testing.T) {
	s, _ := multilingualIndex(t)
	web := newTestServer(t, s)
	for _, ask := range []string{
		"", "q=border", "q=border&match=any&country=PK", "country=PK&country=AF&country_not=IN", "country_all=PK&country_all=AF&same_passage=1",
		"theme=armed-conflict&mentions=any", "date_from=1940&date_to=1990", "date=_missing", "region=central-asia", "lang=ru&lang=fa", "q=zymurgy&country=PK",
		"q=" + url.QueryEscape("«учения» OR رزمایش") + "&sort=oldest", "collapse=0&q=war",
	} {
		shown := page(t, web, "/search?"+ask)
		if strings.Contains(shown, "onchange=") || strings.Contains(shown, "onclick=") {
			t.Fatalf("%s: the page submits filters by script", ask)
		}
		values, buttons := formValues(t, shown)
		if buttons == 0 {
			t.Fatalf("%s: no button submits the form", ask)
		}
		if got, want := documentIDs(t, web, "/search?"+values.Encode()), documentIDs(t, web, "/search?"+ask); !maps.Equal(got, want) {
			t.Errorf("%s: the form submits %s and finds %d documents, want %d", ask, values.Encode(), len(got), len(want))
		}
		for name := range values {
			if name == "q" {
				continue
			}
			without := maps.Clone(values)
			delete(without, name)
			if again, _ := formValues(t, page(t, web, "/search?"+url.Values(without).Encode())); name != "mentions" && name != "date_field" && name != "interval" && nonEmpty(again[name]) {
				t.Errorf("%s: %s was removed and came back as %q", ask, name, again[name])
			}
		}
	}
	if n := totalOf(t, web, "/search?q=zymurgy&country=PK"); n != 0 {
		t.Errorf("no match with a filter: got %d documents", n)
	}
}

func nonEmpty(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return v != "" })
}

// formValues returns the values that a browser would submit for the form of a page, and the number of submit buttons.
func formValues(t *testing.T, shown string) (values url.Values, buttons int) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(shown))
	if err != nil {
		t.Fatal(err)
	}
	values = url.Values{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || !ofForm(n) {
			continue
		}
		_, checked := attribute(n, "checked")
		name, _ := attribute(n, "name")
		value, _ := attribute(n, "value")
		kind, _ := attribute(n, "type")
		switch {
		case n.Data == "button" && (kind == "submit" || kind == ""):
			buttons++
		case n.Data == "select":
			for o := range n.Descendants() {
				if _, selected := attribute(o, "selected"); selected && o.Data == "option" {
					chosen, _ := attribute(o, "value")
					values.Add(name, chosen)
				}
			}
		case n.Data == "input" && (kind != "checkbox" && kind != "radio" || checked):
			values.Add(name, value)
		}
	}
	return values, buttons
}

// ofForm reports whether a control belongs to the form #ask.
func ofForm(n *html.Node) bool {
	if form, ok := attribute(n, "form"); ok {
		return form == "ask"
	}
	for p := n.Parent; p != nil; p = p.Parent {
		if id, _ := attribute(p, "id"); p.Data == "form" && id == "ask" {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}
