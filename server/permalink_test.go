package server

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"daftar/index"
	"daftar/server/api"
	"daftar/server/request"
)

// TestPermalinkReportsChangedText follows a permalink before and after the text has changed.
func TestPermalinkReportsChangedText(t *testing.T) {
	f := library(t)
	drill := f.docs[0]
	drill.Hash = strings.Repeat("ab", 32)
	s := serverOf(t, f)
	doc := getPage(t, s, "/documents/drill?q=drill&cite=2", 200)
	quoted := one(t, one(t, doc, ".block#passage-2"), ".citation")
	cited := "http://127.0.0.1:8080/documents/drill?hash=abababababababab&passage=2#passage-2"
	if got := text(quoted); !strings.Contains(got, cited) || !strings.HasPrefix(got, "“Kazakhstan sent observers.") || !strings.Contains(got, "passage 2, page 2") {
		t.Errorf("the citation of a passage: %q", got)
	}
	if got := attr(one(t, one(t, doc, ".block#passage-2"), "button"), "data-copy"); got != "#"+attr(quoted, "id") {
		t.Errorf("the button copies %s", got)
	}
	for _, a := range find(one(t, doc, ".block#passage-2"), ".actions a") {
		if w := get(t, s, attr(a, "href")); w.Code != 200 || !strings.Contains(w.Body.String(), "passage 2, page 2") {
			t.Errorf("%s: %d %s", attr(a, "href"), w.Code, w.Body)
		}
	}
	if got := text(one(t, doc, "section.citing")); !strings.Contains(got, "“Joint drill in Islamabad”, Daftar test note, n.d. (about 2025-07-26), http://127.0.0.1:8080/documents/drill?hash=abababababababab, sha256:abab") {
		t.Errorf("the citation of the document: %q", got)
	}

	address, err := url.Parse(cited)
	if err != nil {
		t.Fatal(err)
	}
	then := getPage(t, s, address.RequestURI(), 200)
	if got := text(one(t, then, ".marking")); got != "This text is unchanged since it was cited." {
		t.Errorf("unchanged: %q", got)
	}
	drill.Hash = strings.Repeat("cd", 32)
	now := getPage(t, s, address.RequestURI(), 200)
	notice := one(t, now, "p.warn")
	if got := text(notice); got != "The text has changed since it was cited; passage 2 is shown as it is now. Go to passage" || attr(one(t, notice, "a"), "href") != "#passage-2" {
		t.Errorf("changed: %q", got)
	}
	one(t, now, ".block#"+address.Fragment)
	for path, want := range map[string]string{
		"?hash=abababababababab&passage=7#passage-7": "The text has changed since it was cited. It no longer has passage 7.",
		"?hash=ABAB":          "The text has changed since it was cited. The passage with the cited number is shown as it is now, if it exists.",
		"?hash=cdc&section=9": "This text is unchanged since it was cited.",
	} {
		if got := text(one(t, getPage(t, s, unanchored("/documents/drill"+path), 200), ".marking")); got != want {
			t.Errorf("%s says %q", path, got)
		}
	}
}

// TestDocumentLinksBackToTheSearch goes from a hit to its document and back: the search is the same, with every filter.
func TestDocumentLinksBackToTheSearch(t *testing.T) {
	s := serverOf(t, library(t))
	for query, words := range map[string]string{
		"q=drill&country=PK&mentions=any": "← All results for drill", "q=drill": "← All results for drill",
		"lang=fa&date_from=2020&sort=oldest": "← Back to the results", "": "", "limit=5&page=2&ui=en": "← Back to the results",
	} {
		from := "/search?" + query
		hit := one(t, find(getPage(t, s, from, 200), "ol.hits li")[0], "h2 a")
		doc := getPage(t, s, attr(hit, "href"), 200)
		back := find(doc, ".back a")
		if words == "" {
			if len(back) != 0 {
				t.Errorf("%q: a way back to %s", query, attr(back[0], "href"))
			}
			continue
		}
		want, err := request.ParseParams(parse(t, query), s.searcher.Vocabulary)
		if err != nil {
			t.Fatal(err)
		}
		if want.UI = parse(t, query).Get("ui"); len(back) != 1 || attr(back[0], "href") != want.URL("/search") || text(back[0]) != words {
			t.Errorf("%q: back is %q to %q", query, texts(back), hrefs(one(t, doc, "header.dochead")))
		}
		for _, a := range find(doc, ".steps a") {
			if next := find(getPage(t, s, unanchored(attr(a, "href")), 200), ".back a"); len(next) != 1 || attr(next[0], "href") != want.URL("/search") {
				t.Errorf("%q: the way back is lost at %s", query, attr(a, "href"))
			}
		}
	}
}

func TestDocumentShowsEventRoleWithEvidence(t *testing.T) {
	f := library(t)
	drill := f.docs[0]
	at := strings.Index(drill.Text, "hosted a joint drill")
	drill.Tags[0].EventRole = index.EventRoleHost
	drill.Tags[0].EventRoleEvidence = []index.Evidence{{Rule: "role:host", Start: at, End: at + len("hosted")}}
	s := serverOf(t, f)
	tag := find(getPage(t, s, "/documents/drill", 200), "details.tag")[0]
	if got := texts(find(tag, ".role")); !slices.Equal(got, []string{"main", "host"}) {
		t.Errorf("Pakistan is %q", got)
	}
	quote := find(tag, ".quotes a")[2]
	if got := text(tag); !strings.Contains(got, "host, evidence:") || !strings.Contains(got, "words that state the place") || text(one(t, quote, "mark")) != "hosted" {
		t.Errorf("the side says %q", got)
	}
	there := getPage(t, s, unanchored(attr(quote, "href")), 200)
	if got := texts(find(there, ".words mark.why")); !slices.Equal(got, []string{"hosted"}) || !strings.Contains(text(one(t, there, ".marking")), "Pakistan (host)") {
		t.Errorf("marked %q, %q", got, text(one(t, there, ".marking")))
	}
	var api api.DocumentPayload
	if err := json.Unmarshal(get(t, s, "/api/v1/documents/drill").Body.Bytes(), &api); err != nil {
		t.Fatal(err)
	}
	if pk := api.Countries[0]; pk.EventRole != index.EventRoleHost || len(pk.EventRoleEvidence) != 1 || pk.EventRoleEvidence[0].RuleText != "words that state the place" || pk.EventRoleEvidence[0].Text != "hosted" {
		t.Errorf("the API says %+v", pk)
	}
}

func TestAttachmentAndParentLinkToEachOther(t *testing.T) {
	f := library(t)
	letter, held := f.docs[0], f.docs[1]
	letter.Attachments = []index.Link{{ID: held.ID, Path: held.Path, Title: held.Title, Format: "pptx"}, {Path: "a.zip", Format: "zip"}}
	letter.MoreAttachments = 3
	held.Parent, held.Format = index.Link{ID: letter.ID, Path: letter.Path, Title: letter.Title, Format: "eml"}, "pptx"
	f.docs[2].Parent = index.Link{Path: "box.zip"}
	s := serverOf(t, f)
	list := one(t, getPage(t, s, "/documents/drill?ui=en", 200), "section.holds")
	if got := texts(find(list, "li")); !slices.Equal(got, []string{"Border talks notes/border.md PPTX", "a.zip ZIP"}) || !strings.Contains(text(list), "and 3 more") {
		t.Errorf("attachments %q in %q", got, text(list))
	}
	doc := getPage(t, s, hrefs(list)[0], 200)
	if got := text(one(t, doc, "header.dochead")); !strings.Contains(got, "Attached to Joint drill in Islamabad notes/drill.md EML") || !slices.Contains(hrefs(doc), "/documents/drill?ui=en") {
		t.Errorf("the attachment says %q", got)
	}
	if got := texts(find(doc, ".pagemark")); !slices.Equal(got, []string{"slide 1", "slide 2"}) {
		t.Errorf("slides %q", got)
	}
	if got := text(one(t, getPage(t, s, "/documents/steppe", 200), "header.dochead")); !strings.Contains(got, "In box.zip") {
		t.Errorf("in an archive: %q", got)
	}
	var api api.DocumentPayload
	if err := json.Unmarshal(get(t, s, "/api/v1/documents/border").Body.Bytes(), &api); err != nil || api.Parent == nil || api.Parent.ID != "drill" {
		t.Errorf("the API says %+v, %v", api.Parent, err)
	}
}

func TestStructuredDataIsEscaped(t *testing.T) {
	f := library(t)
	f.docs[1].URL, f.docs[1].Author = "https://example.org/a?b=c&d", "A. Analyst"
	s := serverOf(t, f)
	read := func(path string) (data map[string]any, meta map[string]string) {
		doc, meta := getPage(t, s, path, 200), map[string]string{}
		for _, m := range find(doc, "head meta") {
			meta[attr(m, "name")] = attr(m, "content")
		}
		for _, n := range find(doc, "head script") {
			if attr(n, "type") == "application/ld+json" {
				if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
					t.Fatal(err)
				}
			}
		}
		return data, meta
	}
	data, meta := read("/documents/border?q=drill")
	if data["name"] != "Border talks" || data["datePublished"] != "2024-03-01" || data["url"] != "https://example.org/a?b=c&d" || data["inLanguage"] != "en" ||
		data["publisher"].(map[string]any)["name"] != "Daftar test note" || data["author"].(map[string]any)["name"] != "A. Analyst" {
		t.Errorf("linked data %v", data)
	}
	for name, want := range map[string]string{"title": "Border talks", "author": "A. Analyst", "publication_date": "2024/03/01", "language": "en", "public_url": "https://example.org/a?b=c&d"} {
		if meta["citation_"+name] != want {
			t.Errorf("citation_%s is %q", name, meta["citation_"+name])
		}
	}
	data, meta = read("/documents/hostile")
	shown := strings.ReplaceAll(hostileText, "\x00", "\uFFFD")
	if data["name"] != hostileText || meta["citation_title"] != shown || data["url"] != "http://127.0.0.1:8080/documents/hostile" {
		t.Errorf("a hostile title: %q, %q, at %q", data["name"], meta["citation_title"], data["url"])
	}
	if n := slices.IndexFunc(find(getPage(t, s, "/documents/hostile", 200), "head link"), func(n *html.Node) bool {
		return attr(n, "rel") == "canonical" && attr(n, "href") == "/documents/hostile"
	}); n < 0 {
		t.Error("no address of its own")
	}
}

// unanchored returns an address without its fragment, as browsers request it.
func unanchored(address string) string {
	address, _, _ = strings.Cut(address, "#")
	return address
}
