package server

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/server/api"
	"daftar/server/request"
)

func TestDocumentPageHighlightsMatches(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/documents/drill?q=drill&tag=country:PK", 200)
	if got := texts(find(doc, ".block .number a")); !slices.Equal(got, []string{"passage 1", "cite", "passage 2", "cite"}) {
		t.Errorf("passages %q", got)
	}
	if got := texts(find(doc, ".words mark.why")); !slices.Equal(got, []string{"Pakistan", "Pakistan"}) {
		t.Errorf("evidence %q", got)
	}
	if got := len(find(doc, ".words mark")); got != 5 {
		t.Errorf("%d marks, want 3 hits and 2 words of evidence", got)
	}
	if got := texts(find(doc, ".steps a")); !slices.Equal(got, []string{"next match ↓", "↑ previous match"}) {
		t.Errorf("steps %q", got)
	}
	for _, a := range find(doc, ".quotes a") {
		address, err := url.Parse(attr(a, "href"))
		if err != nil {
			t.Fatal(err)
		}
		there := getPage(t, s, address.RequestURI(), 200)
		block := one(t, there, ".block#"+address.Fragment)
		// A match inside evidence splits its mark.
		marked := strings.Join(texts(find(block, "mark.why")), " ")
		if words := text(one(t, a, "mark")); !strings.Contains(marked, words) {
			t.Errorf("%s: the words %q are not marked there, but %q", address, words, marked)
		}
	}
	if got := texts(find(doc, "section h2")); !slices.Equal(got, []string{"Cite this document", "Countries", "Themes", "Dates in the text", "More like this", "About"}) {
		t.Errorf("side %q", got)
	}
	if got := text(one(t, doc, "h1")); got != "Joint drill in Islamabad" {
		t.Errorf("h1 %q", got)
	}
}

// TestLongDocumentIsShownInSections reads a document of many passages, and opens passages from a search.
func TestLongDocumentIsShownInSections(t *testing.T) {
	var paragraphs []string
	for n := range 2*request.SectionPassages + 5 {
		paragraphs = append(paragraphs, fmt.Sprintf("Paragraph %d of many.", n))
	}
	paragraphs[request.SectionPassages+7] = "The needle is here."
	f := &testLibrary{}
	f.docs = append(f.docs, document(t, "long", "A long one", index.Document{Lang: "en"}, paragraphs...))
	s := serverOf(t, f)
	link := attr(one(t, getPage(t, s, "/search?q=needle", 200), ".hits a.where"), "href")
	if want := fmt.Sprintf("/documents/long?q=needle&section=2#passage-%d", request.SectionPassages+8); link != want {
		t.Fatalf("the passage is at %s, want %s", link, want)
	}
	path, anchor, _ := strings.Cut(link, "#")
	doc := getPage(t, s, path, 200)
	if got := len(find(doc, ".block")); got != request.SectionPassages {
		t.Errorf("part 2 shows %d passages", got)
	}
	if got := texts(find(one(t, doc, ".block#"+anchor), "mark")); !slices.Equal(got, []string{"needle"}) {
		t.Errorf("marks %q", got)
	}
	if got := len(find(getPage(t, s, "/documents/long?section=3", 200), ".block")); got != 5 {
		t.Errorf("part 3 shows %d passages", got)
	}
}

// TestDocumentShowsManualOverrides: tags added and removed by an editor, and a date.
func TestDocumentShowsManualOverrides(t *testing.T) {
	d := document(t, "decided", "Decided", index.Document{Lang: "en"}, "The Soviet Union spoke on 26 July 1985.", "Nothing else.")
	about(t, d, index.KindCountry, index.RoleMentioned, "SU", "", "Soviet Union")
	d.Tags = append([]index.Tag{{Kind: index.KindCountry, ID: "TJ", Role: index.RoleMain, Manual: true}}, d.Tags...)
	d.Event = parseDate(t, "1985-07")
	d.Overrides = index.Overrides{
		Countries: index.TagOverrides{Add: []string{"TJ", "PK"}, Remove: []string{"RU", "CN", "PK", "Atlantis"}},
		Themes:    index.TagOverrides{Remove: []string{"nuclear"}}, Event: d.Event,
	}
	d.DateMentions = []index.DateMention{{Date: d.Event, Main: true, Manual: true}}
	s := serverOf(t, &testLibrary{docs: []*index.Document{d}})
	doc := getPage(t, s, "/documents/decided", 200)
	if got := texts(find(doc, ".note")); !slices.Equal(got, []string{
		"Set by an editor.",
		"Former state, 1922 to 1991. Successors: " + successors(t, "SU") + "; they have tags of their own.",
		"An editor set this as the event date.",
	}) {
		t.Errorf("notes %q", got)
	}
	if got := texts(find(doc, ".removed")); !slices.Equal(got, []string{"Removed by an editor: Russia, China", "Removed by an editor: Nuclear weapons and non-proliferation"}) {
		t.Errorf("removed %q", got)
	}
	if got := texts(find(doc, ".rule")); !slices.Equal(got, []string{"passage 1, page 1 · name"}) {
		t.Errorf("rules %q, want none of the decided tags", got)
	}
	if got := text(one(t, doc, "p.meta")); !strings.HasPrefix(got, "July 1985 set by an editor") {
		t.Errorf("date %q", got)
	}
	if got := text(one(t, getPage(t, s, "/documents/decided?tag=country:TJ", 200), ".marking")); got != "Tajikistan was set by an editor, so nothing is highlighted. Back" {
		t.Errorf("marking %q", got)
	}

	var payload api.DocumentPayload
	if err := json.Unmarshal(get(t, s, "/api/v1/documents/decided").Body.Bytes(), &payload); err != nil {
		t.Fatal(err)
	}
	if tj := payload.Countries[0]; tj.ID != "TJ" || !tj.Manual || len(tj.Evidence) != 0 {
		t.Errorf("decided tag %+v", tj)
	}
	if !reflect.DeepEqual(payload.Overrides, d.Overrides) {
		t.Errorf("decided %+v, want %+v", payload.Overrides, d.Overrides)
	}
	if m := payload.Dates[0]; !m.Manual || !m.Main || len(m.Evidence) != 0 || payload.Date.Inferred || !payload.Date.Manual || payload.Date.Kind != "event" {
		t.Errorf("date %+v of %+v", payload.Date, m)
	}
	// The address of evidence leads to its highlight.
	why := payload.Countries[1].Evidence[0]
	address, err := url.Parse(why.URL)
	if err != nil || why.RuleText != "name" || why.Page != 1 {
		t.Fatalf("evidence %+v, %v", why, err)
	}
	block := one(t, getPage(t, s, address.RequestURI(), 200), ".block#"+address.Fragment)
	if got := texts(find(block, "mark.why")); !slices.Equal(got, []string{why.Text}) {
		t.Errorf("%s marks %q, want %q", why.URL, got, why.Text)
	}
}

func successors(t *testing.T, id string) string {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	c, _ := v.Country(id)
	var names []string
	for _, id := range c.Successors {
		next, _ := v.Country(id)
		names = append(names, next.Label)
	}
	return strings.Join(names, ", ")
}

func TestRulesHaveText(t *testing.T) {
	for rule, want := range map[string]string{
		"country:PK:name": "name", "country:US:metonym": "name of the government", "theme:nuclear:weak": "weak indicators combined",
		"date:day": "a day", "date:range": "a range of days", "date:day:context": "a day, year from the surrounding text",
		"date:day:guess": "a day, guess", "country:PK:star": "country:PK:star", "": "", "date": "date", "::": "::", "theme:name": "theme:name",
	} {
		if got := inEnglish(t).Rule(rule); got != want {
			t.Errorf("Rule(%q) = %q, want %q", rule, got, want)
		}
	}
}
