package server

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"daftar/index"
)

func TestDocumentPage(t *testing.T) {
	s := serverOf(t, library(t))
	doc := page(t, s, "/documents/drill?q=drill&tag=country:PK", 200)
	if got := texts(find(doc, ".block a.number")); !slices.Equal(got, []string{"p0", "p1"}) {
		t.Errorf("passages %q", got)
	}
	if got := texts(find(doc, ".words mark.why")); !slices.Equal(got, []string{"Pakistan", "Pakistan"}) {
		t.Errorf("evidence %q", got)
	}
	if got := len(find(doc, ".words mark")); got != 5 {
		t.Errorf("%d marks, want 3 hits and 2 words of evidence", got)
	}
	if got := texts(find(doc, ".steps a")); !slices.Equal(got, []string{"next hit ↓", "↑ previous hit"}) {
		t.Errorf("steps %q", got)
	}
	for _, a := range find(doc, ".quotes a") {
		address, err := url.Parse(attr(a, "href"))
		if err != nil {
			t.Fatal(err)
		}
		there := page(t, s, address.RequestURI(), 200)
		block := one(t, there, ".block#"+address.Fragment)
		// A hit inside the evidence cuts its mark in two.
		marked := strings.Join(texts(find(block, "mark.why")), " ")
		if words := text(one(t, a, "mark")); !strings.Contains(marked, words) {
			t.Errorf("%s: the words %q are not marked there, but %q", address, words, marked)
		}
	}
	if got := texts(find(doc, "section h2")); !slices.Equal(got, []string{"Countries", "Themes", "Dates in the text", "More like this", "About"}) {
		t.Errorf("side %q", got)
	}
	if got := text(one(t, doc, "h1")); got != "Joint drill in Islamabad" {
		t.Errorf("h1 %q", got)
	}
}

// TestLongDocument reads a document of many passages in parts, and finds passages from a search.
func TestLongDocument(t *testing.T) {
	var paragraphs []string
	for n := range 2*partPassages + 5 {
		paragraphs = append(paragraphs, fmt.Sprintf("Paragraph %d of many.", n))
	}
	paragraphs[partPassages+7] = "The needle is here."
	f := &fake{}
	f.docs = append(f.docs, document(t, "long", "A long one", index.Document{Lang: "en"}, paragraphs...))
	s := serverOf(t, f)
	link := attr(one(t, page(t, s, "/search?q=needle", 200), ".hits a.where"), "href")
	if want := fmt.Sprintf("/documents/long?q=needle&part=2#p%d", partPassages+7); link != want {
		t.Fatalf("the passage is at %s, want %s", link, want)
	}
	path, anchor, _ := strings.Cut(link, "#")
	doc := page(t, s, path, 200)
	if got := len(find(doc, ".block")); got != partPassages {
		t.Errorf("part 2 shows %d passages", got)
	}
	if got := texts(find(one(t, doc, ".block#"+anchor), "mark")); !slices.Equal(got, []string{"needle"}) {
		t.Errorf("marks %q", got)
	}
	if got := len(find(page(t, s, "/documents/long?part=3", 200), ".block")); got != 5 {
		t.Errorf("part 3 shows %d passages", got)
	}
}
