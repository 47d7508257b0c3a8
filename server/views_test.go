package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"daftar/server/request"
)

func TestViewLinksFindTheirCount(t *testing.T) {
	s := serverOf(t, library(t))
	for _, question := range []string{"", "&mentions=any", "&country_all=PK&mentions=any", "&country=PK&country=US", "&country_all=PK&country_all=US&same_passage=1", "&q=drill"} {
		for _, view := range []request.View{request.ViewGrid, request.ViewPairs, request.ViewMap} {
			doc := getPage(t, s, "/search?view="+string(view)+question, http.StatusOK)
			links := append(find(doc, ".grid a"), find(doc, ".map svg a")...)
			for _, a := range links {
				label := strings.TrimSpace(text(a))
				if name := attr(a, "aria-label"); name != "" {
					label = name
				}
				want := lastNumber(label)
				if got := totalAt(t, s, attr(a, "href")); got != want {
					t.Errorf("%s of view %s%s leads to %d documents at %s", label, view, question, got, attr(a, "href"))
				}
			}
			if len(links) == 0 && question == "" {
				t.Errorf("view %s is empty", view)
			}
		}
	}
}

// totalAt returns the total of the API for the search of a link.
func totalAt(t *testing.T, s http.Handler, link string) int {
	t.Helper()
	var answer struct{ Total struct{ Value int } }
	w := get(t, s, strings.Replace(link, "/search?", "/api/v1/search?limit=0&facets=none&", 1))
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d %v", link, w.Code, err)
	}
	return answer.Total.Value
}

// lastNumber returns the last number in a text.
func lastNumber(s string) int {
	fields := strings.FieldsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != ',' })
	for n := len(fields) - 1; n >= 0; n-- {
		if v, err := strconv.Atoi(strings.ReplaceAll(fields[n], ",", "")); err == nil {
			return v
		}
	}
	return -1
}

func TestViewsKeepTheSearch(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/search?q=drill&country=PK&view=map&zoom=south-asia", http.StatusOK)
	for label, want := range map[string]string{"List": "/search?q=drill&country=PK", "Country pairs": "/search?q=drill&country=PK&view=pairs"} {
		found := false
		for _, a := range find(doc, ".views a") {
			found = found || strings.TrimSpace(text(a)) == label && attr(a, "href") == want
		}
		if !found {
			t.Errorf("no link %s to %s", label, want)
		}
	}
	if got := submit(doc).Encode(); !strings.Contains(got, "view=map") || !strings.Contains(got, "zoom=south-asia") {
		t.Errorf("the form sends %s", got)
	}
	if got := get(t, s, "/search?view=globe").Code; got != http.StatusBadRequest {
		t.Errorf("an unknown view: %d", got)
	}
	if got := get(t, s, "/search?view=map&zoom=atlantis").Code; got != http.StatusBadRequest {
		t.Errorf("an unknown part of the world: %d", got)
	}
}

func TestGridCellsEqualSearchTotals(t *testing.T) {
	s := serverOf(t, library(t))
	var answer struct {
		Hits []any
		Grid request.Grid
	}
	w := get(t, s, "/api/v1/search?view=pairs&mentions=any&facets=none")
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%v: %s", err, w.Body)
	}
	g := answer.Grid
	if len(g.Rows) == 0 || len(g.Cells) != len(g.Rows) || len(answer.Hits) != 0 {
		t.Fatalf("got %+v", g)
	}
	for i, row := range g.Rows {
		for j, column := range g.Columns {
			if i == j {
				continue
			}
			var cell struct{ Total struct{ Value int } }
			path := fmt.Sprintf("/api/v1/search?mentions=any&country_all=%s&country_all=%s&same_passage=1&limit=0&facets=none", row.Value, column.Value)
			if err := json.Unmarshal(get(t, s, path).Body.Bytes(), &cell); err != nil || cell.Total.Value != g.Cells[i][j] {
				t.Errorf("%s and %s: %d, the grid says %d (%v)", row.Value, column.Value, cell.Total.Value, g.Cells[i][j], err)
			}
		}
	}
}
