package server

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	"daftar/index"
)

// atomFeed has the elements of a feed that the tests read.
type atomFeed struct {
	ID      string `xml:"id"`
	Updated string `xml:"updated"`
	Links   []struct {
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Author  struct {
			Name string `xml:"name"`
		} `xml:"author"`
	} `xml:"entry"`
}

func TestFeedListsRecentlyAdded(t *testing.T) {
	w := get(t, serverOf(t, library(t)), "/search.atom?country=PK&page=3&sort=oldest")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/atom+xml; charset=utf-8" {
		t.Fatalf("%d %s: %s", w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	var f atomFeed
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	if len(f.Entries) == 0 || !strings.HasSuffix(f.ID, "/search.atom?country=PK") || f.Links[0].Href != f.ID {
		t.Fatalf("got %+v", f)
	}
	for i, e := range f.Entries {
		if !strings.HasPrefix(e.ID, "urn:daftar:") || e.Updated > f.Updated || i > 0 && e.Updated > f.Entries[i-1].Updated {
			t.Errorf("entry %d: %+v", i, e)
		}
	}
}

func TestFeedRejectsInvalidParameters(t *testing.T) {
	if w := get(t, serverOf(t, library(t)), "/search.atom?sort=best"); w.Code != http.StatusBadRequest {
		t.Errorf("got %d", w.Code)
	}
}

func TestFeedDropsCharactersOutsideXML(t *testing.T) {
	f := &testLibrary{docs: []*index.Document{{ID: "x", Path: "x.txt", Title: "a\x00b\x1b<script>&\ufffe", Source: "]]>", Text: "t"}}}
	w := get(t, serverOf(t, f), "/search.atom")
	var got atomFeed
	if err := xml.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	if e := got.Entries[0]; e.Title != "ab<script>&" || e.Author.Name != "]]>" {
		t.Errorf("got %+v", e)
	}
}
