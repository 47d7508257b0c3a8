package server

import (
	"slices"
	"strings"
	"testing"

	"daftar/index"
)

// TestAboutLinksToItsNumbers follows every number of the coverage.
func TestAboutLinksToItsNumbers(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/about", 200)
	if got := texts(find(doc, ".numbers div")); !slices.Equal(got, []string{"documents20", "passages22", "sources5", "near-duplicates0"}) {
		t.Errorf("numbers %q", got)
	}
	clicks := 0
	for _, row := range find(doc, ".shares-of tr") {
		cells := texts(find(row, "td"))
		links := find(row, "a")
		if len(links) == 0 {
			if cells[0] != "0" || cells[1] != "0.0%" {
				t.Errorf("no way to %q", text(row))
			}
			continue
		}
		if got := text(one(t, getPage(t, s, attr(links[0], "href"), 200), "h1")); !strings.HasPrefix(got, cells[0]+" document") {
			t.Errorf("%q leads to %q", text(row), got)
		}
		clicks++
	}
	if clicks < 10 {
		t.Errorf("only %d numbers were clicked", clicks)
	}
	main := text(one(t, doc, "main"))
	for _, want := range []string{
		"No documents in 14 of 39 months.", "Oldest: Steppe exercise", "Newest: Joint drill in Islamabad", "No theme1890.0%",
		"Formatfilesdocumentsreadno textlimitedfailed MD121010PDF200101", "failed: the PDF file is damaged: <script><b>.pdf",
		"Kazakh: not reviewed", "Russian: reviewed", "no view on any border", s.searcher.Vocabulary.Version(),
	} {
		if !strings.Contains(main, want) {
			t.Errorf("nothing says %q in %.1500q", want, main)
		}
	}
	months := text(one(t, getPage(t, serverOf(t, library(t)), "/about", 200), "main"))
	if !strings.Contains(months, "Documents by month of publication") || !strings.Contains(months, " months.") {
		t.Errorf("no months: %.500q", months)
	}
	if empty := text(one(t, getPage(t, serverOf(t, &testLibrary{}), "/about", 200), "main")); !strings.Contains(empty, "The library is empty") {
		t.Errorf("an empty library: %q", empty)
	}
	unavailable := getPage(t, serverOf(t, &testLibrary{err: index.ErrUnavailable}), "/about", 503)
	if got := text(one(t, unavailable, "main")); !strings.Contains(got, "The library is empty") || !strings.Contains(got, "not reviewed") {
		t.Errorf("without a library: %q", got)
	}
}

func TestHomeListsNewestDocuments(t *testing.T) {
	doc := getPage(t, serverOf(t, library(t)), "/?ui=en", 200)
	rows := find(doc, ".newest li")
	if len(rows) != 5 || text(rows[0]) != "Joint drill in Islamabad 26 July 2025 · Daftar test note" {
		t.Errorf("newest %q", texts(rows))
	}
	if got := hrefs(one(t, doc, "section.newest")); got[0] != "/search?ui=en" || got[1] != "/documents/drill?ui=en" {
		t.Errorf("they lead to %q", got)
	}
}

func TestHelpDescribesExamplesAsSearchDoes(t *testing.T) {
	s := serverOf(t, library(t))
	for _, ui := range []string{"en", "fa"} {
		rows := find(find(getPage(t, s, "/help?ui="+ui, 200), "tbody")[0], "tr")
		for _, row := range rows {
			understood := text(one(t, row, ".small"))
			got := text(one(t, getPage(t, s, attr(one(t, row, "a"), "href"), 200), ".understood"))
			if understood == "" || !strings.HasSuffix(got, understood) {
				t.Errorf("%s: help says %q, the search %q", text(one(t, row, "code")), understood, got)
			}
		}
		if len(rows) < 15 {
			t.Errorf("%s: %d forms", ui, len(rows))
		}
	}
}
