package server

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// find takes a path of steps, outer first, each tag.class#id of which any part may be missing.
func find(n *html.Node, path string) (all []*html.Node) {
	step, rest, deeper := strings.Cut(path, " ")
	for d := range n.Descendants() {
		if !fits(d, step) {
			continue
		}
		if !deeper {
			all = append(all, d)
			continue
		}
		for _, inner := range find(d, rest) {
			if !slices.Contains(all, inner) {
				all = append(all, inner)
			}
		}
	}
	return all
}

func fits(n *html.Node, step string) bool {
	if n.Type != html.ElementNode {
		return false
	}
	step, id, _ := strings.Cut(step, "#")
	tag, class, _ := strings.Cut(step, ".")
	return (tag == "" || n.Data == tag) && (id == "" || attr(n, "id") == id) &&
		(class == "" || slices.Contains(strings.Fields(attr(n, "class")), class))
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func texts(nodes []*html.Node) (all []string) {
	for _, n := range nodes {
		all = append(all, text(n))
	}
	return all
}

func getPage(t testing.TB, s http.Handler, path string, status int) *html.Node {
	t.Helper()
	w := get(t, s, path)
	if w.Code != status || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%s: got %d %s, want %d\n%s", path, w.Code, w.Header().Get("Content-Type"), status, w.Body)
	}
	doc, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func one(t testing.TB, n *html.Node, path string) *html.Node {
	t.Helper()
	found := find(n, path)
	if len(found) != 1 {
		t.Fatalf("%s: found %d, want 1", path, len(found))
	}
	return found[0]
}
