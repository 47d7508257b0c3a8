package server

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/server/api"
	"daftar/server/request"
)

// copiedLibrary has three near-duplicates of one document, two of another, and one without.
func copiedLibrary(t *testing.T) *testLibrary {
	t.Helper()
	f := &testLibrary{}
	add := func(id, title, published, text string) {
		d := document(t, id, title, index.Document{Lang: "en", Published: parseDate(t, published)}, text)
		d.Tags = []index.Tag{{Kind: index.KindCountry, ID: "TJ", Role: index.RoleMain}}
		f.docs = append(f.docs, d)
	}
	add("new", "Bulletin", "2025-03-03", "The patrol crossed the river at the border.")
	add("mid", "Bulletin", "2025-02-02", "The patrol crossed the river at the border.")
	add("old", "Bulletin", "2025-01-01", "The patrol crossed the river at the border.")
	add("one", hostileText, "2024-02-02", "A patrol met merchants at a border post.")
	add("two", hostileText, "2024-01-01", "A patrol met merchants at a border post.")
	add("three", "Alone", "2023-01-01", "No patrol crossed anything.")
	return f
}

func TestPageGroupsNearDuplicates(t *testing.T) {
	s := serverOf(t, copiedLibrary(t))
	doc := getPage(t, s, "/search?q=patrol&sort=newest", 200)
	if got := text(one(t, doc, "h1")); !strings.HasPrefix(got, "6 documents") {
		t.Errorf("h1 %q, want documents counted", got)
	}
	if got := texts(find(doc, ".hits h2 a")); !slices.Equal(got, []string{"Bulletin", text(find(doc, ".hits h2 a")[1]), "Alone"}) {
		t.Errorf("hits %q", got)
	}
	if got := texts(find(doc, ".copies summary")); !slices.Equal(got, []string{"2 near-duplicates", "1 near-duplicate"}) {
		t.Errorf("copies %q", got)
	}
	if got := texts(find(doc, ".copies bdi")); !slices.Equal(got, []string{"notes/mid.md", "notes/old.md", "notes/two.md"}) {
		t.Errorf("copies %q", got)
	}
	checkSafe(t, "folded", doc)
	checkNames(t, "folded", doc)
	getPage(t, s, attr(find(doc, ".copies li a")[0], "href"), 200)

	fold := one(t, doc, ".folding")
	if got := text(fold); got != "3 near-duplicates are grouped. Show all" {
		t.Errorf("folding %q", got)
	}
	unfolded := getPage(t, s, attr(one(t, fold, "a"), "href"), 200)
	if got := len(find(unfolded, ".hits h2")); got != 6 || len(find(unfolded, ".copies")) != 0 {
		t.Errorf("unfolded: %d hits", got)
	}
	back := attr(one(t, unfolded, ".folding a"), "href")
	if got := len(find(getPage(t, s, back, 200), ".hits h2")); got != 3 {
		t.Errorf("folded again: %d hits", got)
	}
	if single := getPage(t, s, "/search?q=anything", 200); len(find(single, ".folding")) != 0 {
		t.Error("one document, and near copies are spoken of")
	}
}

func TestPagesCountGroups(t *testing.T) {
	s := serverOf(t, copiedLibrary(t))
	for _, test := range []struct {
		query string
		hits  string
		pages int
		total string
	}{
		{"q=patrol&sort=newest&limit=2", "new one", 2, `{"value":6,"relation":"exact","groups":3}`},
		{"q=patrol&sort=newest&limit=2&page=2", "three", 2, `{"value":6,"relation":"exact","groups":3}`},
		{"q=patrol&sort=newest&limit=2&page=2&collapse=0", "old one", 3, `{"value":6,"relation":"exact"}`},
		{"q=patrol&sort=oldest&limit=2&collapse=1", "three two", 2, `{"value":6,"relation":"exact","groups":3}`},
		{"q=nowhere", "", 0, `{"value":0,"relation":"exact","groups":0}`},
	} {
		var a request.SearchResponse
		if err := json.Unmarshal(get(t, s, "/api/v1/search?facets=none&"+test.query).Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range a.Hits {
			ids = append(ids, h.ID)
		}
		total, err := json.Marshal(a.Total)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(ids, " "); got != test.hits || string(total) != test.total {
			t.Errorf("%s: got %s of %s, want %s of %s", test.query, got, total, test.hits, test.total)
		}
		if (a.Links.Next == "") != (test.pages < 2 || strings.Contains(test.query, "page=2") && test.pages == 2) {
			t.Errorf("%s: next is %q", test.query, a.Links.Next)
		}
		if test.pages > 1 {
			links := texts(find(getPage(t, s, "/search?"+test.query, 200), ".pager ol a"))
			if got := len(links); got != test.pages {
				t.Errorf("%s: pages %q, want %d", test.query, links, test.pages)
			}
		}
	}
}

func TestAPIGroupsNearDuplicates(t *testing.T) {
	f := copiedLibrary(t)
	for n := range index.MaxNearDuplicates {
		same := *f.docs[0]
		same.ID = fmt.Sprintf("z%03d", n)
		f.docs = append(f.docs, &same)
	}
	s := serverOf(t, f)
	var a request.SearchResponse
	if err := json.Unmarshal(get(t, s, "/api/v1/search?q=river&sort=newest&facets=none").Body.Bytes(), &a); err != nil {
		t.Fatal(err)
	}
	h := a.Hits[0]
	if len(a.Hits) != 1 || len(h.NearDuplicates) != index.MaxNearDuplicates || h.MoreNearDuplicates != 2 {
		t.Errorf("got %d hits, the first with %d duplicates and %d more", len(a.Hits), len(h.NearDuplicates), h.MoreNearDuplicates)
	}
	if d := h.NearDuplicates[0]; d.ID == "" || d.URL != "/documents/"+d.ID || d.Title != "Bulletin" || d.Path == "" {
		t.Errorf("got %+v", d)
	}
	if more := attr(one(t, getPage(t, s, "/search?q=river", 200), ".copies p a"), "href"); !strings.Contains(more, "collapse=0") {
		t.Errorf("the others are at %q", more)
	}
}

func TestDocumentListsSimilarDocuments(t *testing.T) {
	s := serverOf(t, copiedLibrary(t))
	doc := getPage(t, s, "/documents/new", 200)
	if got := texts(find(doc, "section.copies li a")); !slices.Equal(got, []string{"Bulletin", "Bulletin"}) {
		t.Errorf("near copies %q", got)
	}
	like := find(doc, ".similar li")
	if len(like) != 2 {
		t.Fatalf("%d documents like it, want 2", len(like))
	}
	if got := text(one(t, like[0], ".shares")); got != "In common: crossed patrol Tajikistan" {
		t.Errorf("it %q", got)
	}
	getPage(t, s, attr(find(like[0], "a")[0], "href"), 200)
	if hostile := getPage(t, s, "/documents/one", 200); len(find(hostile, "section.copies")) == 0 {
		t.Error("no near copies")
	} else {
		checkSafe(t, "near-duplicates", hostile)
	}

	var d api.DocumentPayload
	if err := json.Unmarshal(get(t, s, "/api/v1/documents/new").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.NearDuplicates) != 2 || len(d.Similar) != 2 || d.Similar[0].ID != "three" || !slices.Equal(d.Similar[0].SharedTerms, []string{"crossed", "patrol"}) {
		t.Errorf("got %+v and %+v", d.NearDuplicates, d.Similar)
	}
	if c := d.Similar[0].Countries; len(c) != 1 || c[0].Label != "Tajikistan" {
		t.Errorf("countries in common: %+v", c)
	}
	d = api.DocumentPayload{}
	if err := json.Unmarshal(get(t, s, "/api/v1/documents/new?similar=0").Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Similar) != 0 || len(d.NearDuplicates) != 2 {
		t.Errorf("similar=0: got %+v and %+v", d.NearDuplicates, d.Similar)
	}
	for _, wrong := range []string{"-1", "21", "many"} {
		if w := get(t, s, "/api/v1/documents/new?similar="+wrong); w.Code != 400 || !strings.Contains(w.Body.String(), "from 0 to 20") {
			t.Errorf("similar=%s: %d %s", wrong, w.Code, w.Body)
		}
	}
}
