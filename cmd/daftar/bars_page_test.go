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
	"daftar/server"
)

// TestBar10LimitsAreSaid reaches a limit of reading and those of a question: each is said where it is reached, stored, and
// shown with the document. No limit is set that nobody asked for.
func TestBar10LimitsAreSaid(t *testing.T) {
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
		t.Errorf("reindex does not say the limit: %d %s", code, stderr)
	}
	if stdout, _, _ := runCommand(t.Context(), "", "status"); !strings.Contains(stdout, limit) {
		t.Errorf("status does not say the limit: %s", stdout)
	}
	s, err := openCurrent(defaultIndex)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	web := serve1(t, s)
	var found server.Answer
	fetch(t, web, "/api/v1/search?q=title:deep", &found)
	var document struct{ Limits []string }
	fetch(t, web, "/api/v1/documents/"+found.Hits[0].ID, &document)
	if !strings.Contains(strings.Join(document.Limits, " "), limit) || !strings.Contains(page(t, web, "/documents/"+found.Hits[0].ID), limit) {
		t.Errorf("the document does not say its limit: %q", document.Limits)
	}
	var many []string
	for n := range 2 * query.MaxWords {
		many = append(many, fmt.Sprintf("word%d", n))
	}
	var cut server.Answer
	fetch(t, web, "/api/v1/search?q="+url.QueryEscape(strings.Join(many, " ")), &cut)
	if !strings.Contains(strings.Join(cut.Query.Notes, " "), "left out") {
		t.Errorf("a question that was cut is noted %q", cut.Query.Notes)
	}
	if n := totalOf(t, web, "/search?q=border"); n != 2 {
		t.Errorf("without a date asked for, %d of 2 documents are found", n)
	}
}

// TestBar11CopiesAreFoldedNotLost holds that near copies are one result that names the others, that all are counted, and
// that each is a result when asked for one by one.
func TestBar11CopiesAreFoldedNotLost(t *testing.T) {
	report := "The convoy of the northern district was stopped at the river bridge after dusk, when two lorries " +
		"without papers were found to carry rifles under sacks of flour, the commander of the border post told reporters. " +
		"Both drivers were handed to the regional court, and the road stayed closed until the following morning.\n"
	web := folderServer(t, map[string]string{
		"a.md": "---\ntitle: Convoy stopped\ndate: 2025-03-01\n---\n" + report,
		"b.md": "---\ntitle: Convoy stopped\ndate: 2025-03-02\n---\n" + report + "\nCorrected.\n",
		"c.md": "---\ntitle: Convoy stopped again\ndate: 2025-03-03\n---\n" + report,
		"d.md": "---\ntitle: Another convoy\ndate: 2025-03-04\n---\nA convoy of aid reached the mountain villages on Friday.\n",
	})
	var folded, unfolded server.Answer
	fetch(t, web, "/api/v1/search?q=convoy", &folded)
	fetch(t, web, "/api/v1/search?q=convoy&fold=0", &unfolded)
	if folded.Total.Value != 4 || *folded.Total.Groups != 2 || len(folded.Hits) != 2 || unfolded.Total.Value != 4 || len(unfolded.Hits) != 4 {
		t.Fatalf("folded %+v with %d hits, one by one %d hits", folded.Total, len(folded.Hits), len(unfolded.Hits))
	}
	seen := make(map[string]int)
	for _, h := range folded.Hits {
		seen[h.ID]++
		for _, c := range h.Duplicates {
			seen[c.ID]++
		}
	}
	for _, h := range unfolded.Hits {
		if seen[h.ID] != 1 {
			t.Errorf("%s stands %d times under the folded hits", h.Path, seen[h.ID])
		}
	}
	if shown := page(t, web, "/search?q=convoy"); !strings.Contains(shown, `<details class="copies">`) || strings.Count(shown, "<article>") != 2 {
		t.Error("the page does not fold the copies under one result")
	}
}

// TestBar12FiltersDoNotSurprise submits the form of random pages as they stand, without any script: it asks the same
// again, a filter taken away is gone, and a filter never finds everything where the question finds nothing.
func TestBar12FiltersDoNotSurprise(t *testing.T) {
	s, _ := typedLibrary(t)
	web := serve1(t, s)
	for _, ask := range []string{
		"", "q=border", "q=border&match=any&country=PK", "country=PK&country=AF&country_not=IN", "country_all=PK&country_all=AF&together=1",
		"theme=armed-conflict&mentions=any", "date_from=1940&date_to=1990", "date=_missing", "region=central-asia", "lang=ru&lang=fa", "q=zymurgy&country=PK",
		"q=" + url.QueryEscape("«учения» OR رزمایش") + "&sort=oldest", "fold=0&q=war",
	} {
		shown := page(t, web, "/search?"+ask)
		if strings.Contains(shown, "onchange=") || strings.Contains(shown, "onclick=") {
			t.Fatalf("%s: the page applies filters by itself", ask)
		}
		values, buttons := filledIn(t, shown)
		if buttons == 0 {
			t.Fatalf("%s: no button submits the form", ask)
		}
		if got, want := idsOf(t, web, "/search?"+values.Encode()), idsOf(t, web, "/search?"+ask); !maps.Equal(got, want) {
			t.Errorf("%s: the form asks %s and finds %d documents, not %d", ask, values.Encode(), len(got), len(want))
		}
		for name := range values {
			if name == "q" {
				continue
			}
			without := maps.Clone(values)
			delete(without, name)
			if again, _ := filledIn(t, page(t, web, "/search?"+url.Values(without).Encode())); name != "mentions" && name != "date_field" && name != "interval" && nonEmpty(again[name]) {
				t.Errorf("%s: %s was taken away and came back as %q", ask, name, again[name])
			}
		}
	}
	if n := totalOf(t, web, "/search?q=zymurgy&country=PK"); n != 0 {
		t.Errorf("nothing and a filter is %d documents", n)
	}
}

func nonEmpty(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return v != "" })
}

// filledIn returns what the browser would send for the form of a page, and how many buttons send it.
func filledIn(t *testing.T, shown string) (values url.Values, buttons int) {
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
