package server

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"daftar/index"
	"daftar/server/help"
	"daftar/server/request"
)

// TestPagesAreWellFormed checks that no page repeats an id or has a control without a name.
func TestPagesAreWellFormed(t *testing.T) {
	s := serverOf(t, library(t))
	for _, test := range []struct {
		path   string
		status int
	}{
		{"/", 200}, {"/search", 200}, {"/search?q=drill", 200}, {"/search?country=PK&country=US&theme_not=nuclear&region=sco&date_from=2020", 200},
		{"/search?country_all=PK&country_all=US", 200}, {"/search?q=nowhere+drill", 200}, {"/documents/drill?q=drill&tag=country:PK", 200},
		{"/documents/persian", 200}, {"/documents/hostile?q=drill", 200}, {"/documents/bare", 200}, {"/help", 200}, {"/about", 200}, {"/documents/drill?cite=2&q=drill", 200}, {"/documents/drill?hash=ff", 200},
		{"/nowhere", 404}, {"/documents/nobody", 404}, {"/search?limit=x&q=kept", 400}, {"/documents/drill?section=2", 400}, {"/documents/drill?hash=xy", 400}, {"/documents/drill?cite=9", 400}, {"/documents/drill?passage=9", 400},
		{"/documents/drill/original", 404},
	} {
		doc := getPage(t, s, test.path, test.status)
		if got := len(find(doc, "h1")); got != 1 {
			t.Errorf("%s: %d h1, want 1", test.path, got)
		}
		for _, want := range []string{"main#main", "a.skip", "form#ask", "header", "footer", "nav", "title"} {
			if len(find(doc, want)) == 0 {
				t.Errorf("%s: no %s", test.path, want)
			}
		}
		if got := attr(one(t, doc, "form#ask"), "role"); got != "search" {
			t.Errorf("%s: the form's role is %q", test.path, got)
		}
		checkNames(t, test.path, doc)
		checkSafe(t, test.path, doc)
	}
}

func checkNames(t *testing.T, path string, doc *html.Node) {
	t.Helper()
	ids, labelled := map[string]bool{}, map[string]bool{}
	for _, n := range find(doc, "label") {
		labelled[attr(n, "for")] = true
	}
	for n := range doc.Descendants() {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("%s: id %q comes twice", path, id)
			}
			ids[id] = true
		}
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "input", "select":
			wrapped := n.Parent.Data == "label"
			if attr(n, "type") != "hidden" && attr(n, "aria-label") == "" && !wrapped && !labelled[attr(n, "id")] {
				t.Errorf("%s: control %s has no name", path, attr(n, "name"))
			}
		case "a":
			if text(n) == "" && attr(n, "aria-label") == "" {
				t.Errorf("%s: link to %s has no name", path, attr(n, "href"))
			}
		}
	}
}

// checkSafe reports scripts, event handlers and links that leave the site.
func checkSafe(t *testing.T, path string, doc *html.Node) {
	t.Helper()
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if attr(n, "type") == "application/ld+json" {
			checkLinkedData(t, path, n)
			continue
		}
		if n.Data == "script" && (attr(n, "type") != "module" || !strings.HasPrefix(attr(n, "src"), "/assets/page.") || n.FirstChild != nil) {
			t.Errorf("%s: a script that is not ours: %v", path, n.Attr)
		}
		if slices.Contains([]string{"iframe", "object", "embed", "img", "style"}, n.Data) {
			t.Errorf("%s: element <%s>", path, n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") && a.Val != "" || a.Key == "style" {
				t.Errorf("%s: attribute %s=%q", path, a.Key, a.Val)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s: %s leads to %q", path, a.Key, a.Val)
			}
		}
	}
}

// checkLinkedData allows one JSON-LD block.
func checkLinkedData(t *testing.T, path string, n *html.Node) {
	t.Helper()
	var data map[string]any
	if n.Data != "script" || len(n.Attr) != 1 || n.FirstChild == nil || n.FirstChild.NextSibling != nil {
		t.Errorf("%s: a data block of another kind: %v", path, n.Attr)
	} else if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil || data["@context"] != "https://schema.org" {
		t.Errorf("%s: linked data %q: %v", path, n.FirstChild.Data, err)
	}
}

func TestMarkupInTextIsEscaped(t *testing.T) {
	s := serverOf(t, library(t))
	shown := strings.ReplaceAll(hostileText, "\x00", "\uFFFD")
	for _, path := range []string{
		"/documents/hostile?q=drill", "/search?q=drill", "/search?q=" + url.QueryEscape(hostileText), "/search?source=" + url.QueryEscape(hostileText),
		"/documents/drill?q=" + url.QueryEscape(hostileText) + "&tag=" + url.QueryEscape(hostileText), "/search?sort=" + url.QueryEscape(hostileText),
		"/search?limit=" + url.QueryEscape(hostileText) + "&q=" + url.QueryEscape(hostileText),
	} {
		w := get(t, s, path)
		doc, err := html.Parse(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		checkSafe(t, path, doc)
	}
	doc := getPage(t, s, "/documents/hostile?q=drill", 200)
	if got := text(one(t, doc, "h1")); got != strings.Join(strings.Fields(shown), " ") {
		t.Errorf("the title reads %q, want %q", got, shown)
	}
	if got := len(find(doc, ".words mark")); got != 2 {
		t.Errorf("%d marks, want 2", got)
	}
}

// TestFacetLinksFindTheirCount follows every number on pages with all kinds of filters.
func TestFacetLinksFindTheirCount(t *testing.T) {
	clickAll(t, serverOf(t, library(t)))
}

func clickAll(t *testing.T, s *Server) {
	t.Helper()
	clicks := 0
	for _, path := range []string{
		"/search", "/search?q=drill", "/search?country=PK", "/search?country=PK&country=IN", "/search?country_all=PK&country_not=US", "/search?country=PK&country_all=US",
		"/search?mentions=any&theme=joint-exercises", "/search?country=_missing", "/search?lang=fa&region=afpak", "/search?date_from=2022&date_to=2023", "/search?date=_missing",
		"/search?country_not=_missing", "/search?theme_group=defence-military&theme_not=counterterrorism",
	} {
		doc := getPage(t, s, path, 200)
		var links []*html.Node
		links = append(links, find(doc, "li.row a.value")...)
		links = append(links, find(doc, ".aslist a")...)
		for _, a := range links {
			count, err := strconv.Atoi(text(one(t, a, "span.n"))) // no thousands here
			if err != nil {
				t.Fatal(err)
			}
			got := text(one(t, getPage(t, s, attr(a, "href"), 200), "h1"))
			if want := inEnglish(t).T("documents", count); !strings.HasPrefix(got, want) {
				t.Errorf("%s: clicking %q leads to %q at %s", path, text(a), got, attr(a, "href"))
			}
			clicks++
		}
	}
	if clicks < 100 {
		t.Errorf("only %d numbers were clicked", clicks)
	}
}

// submit returns the parameters that a browser sends for the search form.
func submit(doc *html.Node) url.Values {
	values := url.Values{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || attr(n, "name") == "" || n.Data != "input" && n.Data != "select" {
			continue
		}
		switch kind := attr(n, "type"); {
		case n.Data == "select":
			for _, o := range find(n, "option") {
				if slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "selected" }) {
					values.Add(attr(n, "name"), attr(o, "value"))
				}
			}
		case kind == "checkbox" || kind == "radio":
			if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" }) {
				values.Add(attr(n, "name"), attr(n, "value"))
			}
		default:
			values.Add(attr(n, "name"), attr(n, "value"))
		}
	}
	return values
}

// TestFormKeepsTheSearch submits the form unchanged: no parameter is lost or added.
func TestFormKeepsTheSearch(t *testing.T) {
	s := serverOf(t, library(t))
	for _, query := range []string{
		"", "q=drill", "q=drill&match=any", "country=PK&country=US", "country_all=PK&country_all=US&same_passage=1", "country_all=PK&same_passage=1",
		"country=PK&country_all=US&country_not=CN", "theme=joint-exercises&theme_group=defence-military&theme_not=nuclear", "country=_missing",
		"country_not=_missing", "source=Series&lang=en&format=md&format_not=html", "region=sco&region=eco&on=2012-12-31", "mentions=any",
		"date_from=2024&date_to=2025-06&date_field=event", "date=_missing", "sort=oldest&limit=5", "collapse=0&limit=5", "interval=year", "source=Gone&country=AD",
	} {
		before, err := request.ParseParams(parse(t, query), words(t))
		if err != nil {
			t.Fatal(err)
		}
		after, err := request.ParseParams(submit(getPage(t, s, "/search?"+query, 200)), words(t))
		if err != nil {
			t.Errorf("%s: the form sends what is refused: %v", query, err)
			continue
		}
		if got, want := after.URL("/search"), before.URL("/search"); got != want {
			t.Errorf("the form of %s sends %s", want, got)
		}
	}
}

func TestActiveFiltersCanBeRemoved(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/search?q=drill&country=PK&country_not=CN&theme=joint-exercises&region=sco&date_from=2025&mentions=any&match=any", 200)
	var names []string
	for _, a := range find(doc, ".chosen a") {
		if name := attr(a, "aria-label"); name != "" {
			names = append(names, name)
			without := getPage(t, s, attr(a, "href"), 200)
			for _, other := range find(without, ".chosen a") {
				if attr(other, "aria-label") == name {
					t.Errorf("%s does not remove it", name)
				}
			}
		}
	}
	want := []string{"Remove filter: Pakistan", "Remove filter: Exclude China", "Remove filter: Joint exercises and training", "Remove filter: Shanghai Cooperation Organisation",
		"Remove filter: from 2025", "Remove filter: any of the words", "Remove filter: all mentions"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q\nwant %q", names, want)
	}
	if got := attr(one(t, doc, ".chosen a.clear"), "href"); got != "/search?q=drill&match=any&mentions=any" {
		t.Errorf("clear all leads to %s", got)
	}
}

func TestSearchPageShowsHits(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/search?q=drill&country=PK", 200)
	if got, want := text(one(t, doc, "head title")), "drill, Pakistan - 1 document - Daftar"; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
	if got, want := text(one(t, doc, "section.results h1")), "1 document for drill"; got != want {
		t.Errorf("h1 %q, want %q", got, want)
	}
	if got := text(one(t, doc, "section.results")); !strings.Contains(got, "1 document, sorted by relevance") {
		t.Errorf("no status: %q", got)
	}
	hit := one(t, doc, "ol.hits li article")
	if got := attr(one(t, hit, "h2 a"), "href"); got != "/documents/drill?q=drill&country=PK" {
		t.Errorf("the title leads to %s", got)
	}
	if got := text(one(t, hit, "p.meta")); got != "26 July 2025 inferred from the text Daftar test note" {
		t.Errorf("meta %q", got)
	}
	if got := attr(find(hit, "a.where")[1], "href"); got != "/documents/drill?q=drill&country=PK#passage-2" {
		t.Errorf("the passage leads to %s", got)
	}
	if got := texts(find(hit, "mark")); !slices.Equal(got, []string{"drill", "drill", "drill"}) {
		t.Errorf("marks %q", got)
	}
	if got := texts(find(hit, "ul.tags a")); !slices.Equal(got, []string{"Pakistan", "United States", "Joint exercises and training"}) {
		t.Errorf("tags %q", got)
	}
	persian := getPage(t, s, "/search?lang=fa", 200)
	title := one(t, persian, "ol.hits h2")
	if attr(title, "lang") != "fa" || attr(title, "dir") != "auto" {
		t.Errorf("a Persian title has lang %q dir %q", attr(title, "lang"), attr(title, "dir"))
	}
}

func TestSearchPager(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/search?limit=5&page=2", 200)
	if got := text(one(t, doc, "head title")); got != "All documents - 20 documents (page 2 of 4) - Daftar" {
		t.Errorf("title %q", got)
	}
	if got := attr(one(t, doc, "ol.hits"), "start"); got != "6" {
		t.Errorf("the list starts at %s", got)
	}
	pager := one(t, doc, "nav.pager")
	if got := texts(find(pager, "a")); !slices.Equal(got, []string{"Previous", "Page 1", "Page 2", "Page 3", "Page 4", "Next"}) {
		t.Errorf("pager %q", got)
	}
	if len(find(getPage(t, s, "/search?limit=50", 200), "nav.pager")) != 0 {
		t.Error("a single page has a pager")
	}
	if w := get(t, s, "/search?limit=5&page=9"); w.Code != http.StatusFound || w.Header().Get("Location") != "/search?limit=5" {
		t.Errorf("beyond the end: %d %s", w.Code, w.Header().Get("Location"))
	}
}

func TestEmptyResultOffersRelaxedSearches(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/search?q=border+observers&country=PK", 200)
	nothing := one(t, doc, ".nothing")
	if len(find(nothing, "a")) < 3 {
		t.Fatalf("help: %q", text(nothing))
	}
	for _, a := range find(nothing, "a") {
		number := strconv.Itoa(lastNumber(text(a)))
		got := text(one(t, getPage(t, s, attr(a, "href"), 200), "h1"))
		if !strings.HasPrefix(got, number+" document") {
			t.Errorf("%q leads to %q", text(a), got)
		}
	}
	if got := texts(find(nothing, "p a")); len(got) != 1 || got[0] != "2 documents match at least one word" {
		t.Errorf("match=any: %q", got)
	}
	if got := attr(one(t, doc, "input#q"), "value"); got != "border observers" {
		t.Errorf("the box holds %q", got)
	}
	if got := text(one(t, getPage(t, s, "/search?q=nowhere", 200), ".nothing")); !strings.Contains(got, "browse") {
		t.Errorf("no help: %q", got)
	}
}

func TestErrorPageKeepsTheSearchBox(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/search?q=drill&date_from=2025-99&country=PK", 400)
	if got := attr(one(t, doc, "input#q"), "value"); got != "drill" {
		t.Errorf("the box holds %q", got)
	}
	main := text(one(t, doc, "main"))
	if !strings.Contains(main, "date_from") || !strings.Contains(main, "2025-99") || !strings.Contains(main, "YYYY-MM-DD") {
		t.Errorf("the page says %q", main)
	}
	if !slices.Contains(hrefs(doc), "/search?q=drill&country=PK") {
		t.Errorf("no way on without it: %q", hrefs(doc))
	}
	if w := get(t, s, "/search?q=drill&utm_source=x"); w.Code != 200 {
		t.Errorf("an unknown parameter on a page: %d", w.Code)
	}
}

func hrefs(n *html.Node) (all []string) {
	for _, a := range find(n, "a") {
		all = append(all, attr(a, "href"))
	}
	return all
}

func TestHomeLinksFindTheirCount(t *testing.T) {
	s := serverOf(t, library(t))
	doc := getPage(t, s, "/", 200)
	if got := texts(find(doc, ".numbers dd")); !slices.Equal(got, []string{"20", "22", "7", "3", "2021–2025"}) {
		t.Errorf("numbers %q", got)
	}
	clicks := 0
	for _, path := range []string{".examples a", ".cloud a", ".themes a", ".aslist a"} {
		for _, a := range find(doc, path) {
			number, _, _ := strings.Cut(text(one(t, a, "span.n")), " ")
			if got := text(one(t, getPage(t, s, attr(a, "href"), 200), "h1")); !strings.HasPrefix(got, number+" document") {
				t.Errorf("%s %q leads to %q", path, text(a), got)
			}
			clicks++
		}
	}
	if clicks < 12 || len(find(doc, ".examples a")) < 2 || len(find(doc, "svg a")) == 0 {
		t.Errorf("%d ways in, %d examples, %d bars", clicks, len(find(doc, ".examples a")), len(find(doc, "svg a")))
	}
	if got := text(one(t, doc, "h2#timeline")); got != "Documents by month" {
		t.Errorf("the timeline shows %q", got)
	}
	all := library(t).docs
	reports := getPage(t, serverOf(t, &testLibrary{docs: []*index.Document{all[0], all[3], all[4]}}), "/", 200)
	if got := text(one(t, reports, "h2#timeline")); got != "Documents by month of the events" {
		t.Errorf("the timeline of reports shows %q", got)
	}
	empty := getPage(t, serverOf(t, &testLibrary{}), "/", 200)
	if !strings.Contains(text(one(t, empty, "main")), "daftar reindex") {
		t.Error("an empty library does not say what to do")
	}
}

func TestAssetsAreImmutable(t *testing.T) {
	s := serverOf(t, library(t))
	for name, limit := range map[string]int{"style.css": maxStyleBytes, "page.js": maxScriptBytes, "favicon.svg": 2 << 10} {
		w := get(t, s, assetPath(t, s, name))
		if w.Code != 200 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || w.Body.Len() > limit || w.Body.Len() < 100 {
			t.Errorf("%s: %d %s, %d bytes", name, w.Code, w.Header().Get("Cache-Control"), w.Body.Len())
		}
		if w := get(t, s, "/assets/"+name); w.Code != 404 {
			t.Errorf("%s without its hash: %d", name, w.Code)
		}
	}
	for _, path := range []string{"/assets/../server.go", "/assets/%2e%2e%2fserver.go", "/assets/"} {
		if w := get(t, s, path); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// TestHelpExplainsEveryProblem looks up the type of every problem on the page.
func TestHelpExplainsEveryProblem(t *testing.T) {
	doc := getPage(t, serverOf(t, library(t)), "/help", 200)
	for _, row := range meanings {
		one(t, doc, "dt#error-"+row.meaning.slug)
	}
	for _, slug := range []string{"parameter", "limit", "busy", "internal", "request", "not-found"} {
		one(t, doc, "dt#error-"+slug)
	}
	for _, a := range find(doc, "tbody a") {
		if w := get(t, serverOf(t, library(t)), attr(a, "href")); w.Code != 200 {
			t.Errorf("example %s: %d", text(a), w.Code)
		}
	}
}

func TestHelpLinksToGuides(t *testing.T) {
	s := serverOf(t, library(t))
	links := find(getPage(t, s, "/help", 200), ".guides a")
	if len(links) != len(help.Guides()) {
		t.Fatalf("got %d links to guides, want %d", len(links), len(help.Guides()))
	}
	for _, a := range links {
		if h1 := text(one(t, getPage(t, s, attr(a, "href"), 200), "h1")); h1 != text(a) {
			t.Errorf("%s has the heading %q, want %q", attr(a, "href"), h1, text(a))
		}
	}
	getPage(t, s, "/help/no-such-topic", 404)
}
