package server

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"daftar/index"
)

// hostileTexts are a hundred texts that run, lead away, leave their place or turn others around wherever they are taken
// for more than text.
var hostileTexts = slices.Concat([]string{
	// elements with script
	`<script>alert(1)</script>`, `</script><script>alert(1)</script>`, `<ScRiPt>alert(1)</sCrIpT>`, `<script/src=//evil.example/x.js></script>`, `<script type="module">import "//evil.example"</script>`,
	`<scr<script>ipt>alert(1)</scr</script>ipt>`, `<<script>alert(1)//<</script>`, `</title><script>alert(1)</script>`, `</textarea><script>alert(1)</script>`, `--><script>alert(1)</script>`,
	`]]><script>alert(1)</script>`, `</style><script>alert(1)</script>`, `</svg></math><script>alert(1)</script>`, `<noscript><p title="</noscript><script>alert(1)</script>">`, `<script type="application/ld+json">{"@context":"x"}</script>`,
	// markup that leads, loads or replaces
	`<a href="javascript:alert(1)">x</a>`, `<a href="java&#10;script:alert(1)">x</a>`, `<a href=" &#14; javascript:alert(1)">x</a>`, `<iframe src="javascript:alert(1)"></iframe>`, `<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
	`<object data="data:text/html,<script>alert(1)</script>"></object>`, `<embed src="//evil.example/x.swf">`, `<base href="//evil.example/">`, `<meta http-equiv="refresh" content="0;url=//evil.example">`, `<link rel=stylesheet href=//evil.example/x.css>`,
	`<form action="//evil.example"><button>x</button></form>`, `<input autofocus value=x>`, `<button formaction="javascript:alert(1)">x</button>`, `<isindex action="javascript:alert(1)">`, `<template><script>alert(1)</script></template>`,
	`<img src="//evil.example/pixel.gif">`, `<img src=x:x srcset="//evil.example/x 2x">`, `<table background="//evil.example/x">`, `<frameset><frame src="javascript:alert(1)"></frameset>`, `<portal src="//evil.example"></portal>`,
	// SVG and MathML
	`<svg><script>alert(1)</script></svg>`, `<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`, `<svg><animate attributeName=href values=javascript:alert(1) />`, `<svg><use href="data:image/svg+xml,<svg id=x></svg>#x"/></svg>`, `<svg><foreignObject><iframe src=//evil.example></iframe></foreignObject></svg>`,
	`<math><maction actiontype="statusline#x" xlink:href="javascript:alert(1)">x</maction></math>`, `<math><mtext><table><mglyph><style><img src=x>`, `<svg><style>*{background:url(//evil.example)}</style></svg>`, `<svg><set attributeName=onmouseover to=alert(1)>`, `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>`,
	// addresses
	`javascript:alert(1)`, `JaVaScRiPt:alert(1)`, "java\tscript:alert(1)", "\x01javascript:alert(1)", `vbscript:msgbox(1)`,
	`data:text/html,<script>alert(1)</script>`, `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`, `//evil.example/x`, `\\evil.example\x`, `https:evil.example`,
	`../../../../etc/passwd`, `file:///etc/passwd`, `/documents/../api`, `%2e%2e%2f%00`, `?q=1&country=PK#p7`,
	// attributes
	`" autofocus x="`, `' autofocus x='`, "` autofocus x=`", `x style="background:url(//evil.example)"`, `"></q><b>x</b>`,
	`'-alert(1)-'`, `";alert(1);//`, `\";alert(1);//`, `</mark><b>x</b>`, `&quot;&gt;&lt;script&gt;`,
	// style
	`<style>*{display:none}</style>`, `</style><style>body{background:url(//evil.example)}</style>`, `expression(alert(1))`, `@import "//evil.example/x.css";`, `}*{background:url("javascript:alert(1)")}`,
	// templates
	`{{.}}`, `{{template "main" .}}`, `{{define "layout.html"}}x{{end}}`, `{{printf "%s" .Box}}`, "${alert(1)} `x`",
	`<%= 7*7 %>`, `#{7*7}`, `{% include "x" %}`, `%s%n%!d(string=x)`, `{1} {2} {n}`,
	// letters
	"\u202edesrever\u202c <b>", "\u2066\u2067\u2068 isolates", "\u200f\u200e\u061c marks", "\xff\xfe broken \xc3\x28 \xe2\x82", "\x00null\x00 <b>\x00",
	"\x1b[31mred\x1b[0m \x07\x08", "\ufeff<script>alert(1)</script>", "\ufff9\ufffa\ufffb \U000e0001\U000e0041", "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307 \u0489", "line\r\nSet-Cookie: x=1\r\n\r\n<b>", "para\u2028graph\u2029 x",
	strings.Repeat("Wwwwwwwww", 200), strings.Repeat("<b>", 300), strings.Repeat("((", 200) + `"`, `-- " OR "1"="1"; DROP TABLE documents; *:* title:* [* TO *] \u003cscript\u003e`,
}, handlers("img src=x", "error"), handlers("svg/", "load"), handlers("details open ", "toggle", "click"), handlers("video src=x ", "loadstart"))

func handlers(element string, events ...string) (all []string) {
	for _, e := range events {
		all = append(all, fmt.Sprintf(`<%s on%s=alert(1)>`, element, e))
	}
	return all
}

// shownText is a text as a browser shows it: NUL and bytes that are no UTF-8 are replaced, white space is one space.
func shownText(text string) string {
	text = strings.ReplaceAll(string([]rune(text)), "\x00", "\uFFFD")
	return strings.Join(strings.Fields(text), " ")
}

// everywhere is a document in which a text stands wherever one can.
func everywhere(t *testing.T, id, text string) *index.Document {
	t.Helper()
	d := document(t, id, text, index.Document{
		Source: text, Author: text, Lang: "en", URL: text, Handling: text, Reliability: text, Limits: []index.Problem{index.NewProblem(index.ProblemParserFailed, text)}, Hash: text,
		Meta: map[string]string{text: text}, Published: parseDate(t, "2025-07-26"),
		Parent: index.Link{ID: text, Path: text, Title: text, Format: text}, Attachments: []index.Link{{ID: "x", Path: text, Title: text, Format: text}, {Path: text}},
	}, "First "+text, "Then "+text)
	d.Path = text
	d.Passages[1].Heading = text
	for n, kind := range []index.Kind{index.KindCountry, index.KindTheme} {
		d.Tags = append(d.Tags, index.Tag{Kind: kind, ID: text, Group: text, Role: index.RoleMain, EventRole: index.EventRole(text),
			Evidence:          []index.Evidence{{Rule: text, Start: 6, End: 6 + len(text)}, {Rule: text, Title: true, End: len(text)}},
			EventRoleEvidence: []index.Evidence{{Rule: text, Start: n, End: 6}}})
	}
	return d
}

// kinds are the elements of a page with the names of their attributes.
func kinds(doc *html.Node) map[string]bool {
	all := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			all["<"+n.Data+">"] = true
			for _, a := range n.Attr {
				all["<"+n.Data+" "+a.Key+">"] = true
			}
		}
	}
	return all
}

func TestHostileTextsAreEscapedEverywhere(t *testing.T) {
	if len(hostileTexts) < 100 {
		t.Fatalf("only %d texts", len(hostileTexts))
	}
	ours := map[string]bool{}
	library := &testLibrary{}
	s := serverOf(t, library)
	for n, hostile := range append([]string{"harmless", "/harmless (words) OR \"others\"", "https://harmless.example/"}, hostileTexts...) {
		library.docs = []*index.Document{everywhere(t, "h", hostile), everywhere(t, "copy", hostile), everywhere(t, "like", hostile+" alike")}
		typed := url.QueryEscape(hostile)
		for _, path := range []string{
			"/documents/h?q=first+then&cite=2", "/documents/h?q=" + typed + "&source=" + typed + "&tag=" + url.QueryEscape("country:"+hostile),
			"/documents/h?hash=" + typed, "/", "/about", "/search?q=first", "/search?source=" + typed + "&q=" + typed, "/search?q=zymurgy+" + typed,
			"/search?country=" + typed + "&q=" + typed, "/documents/" + url.PathEscape(hostile) + "x?q=" + typed,
		} {
			doc, err := html.Parse(get(t, s, path).Body)
			if err != nil {
				t.Fatal(err)
			}
			if n < 3 {
				for kind := range kinds(doc) {
					ours[kind] = true
				}
				continue
			}
			checkHostile(t, fmt.Sprintf("%.40q at %.60s", hostile, path), doc, ours)
		}
		checkShown(t, hostile, getPage(t, s, "/documents/h", 200))
		if rows := find(getPage(t, s, "/search", 200), "#facet-source bdi"); !slices.ContainsFunc(rows, func(n *html.Node) bool { return shownText(text(n)) == shownText(hostile) }) {
			t.Errorf("%.60q is no value of a facet: %q", hostile, texts(rows))
		}
	}
}

func checkHostile(t *testing.T, where string, doc *html.Node, ours map[string]bool) {
	t.Helper()
	checkSafe(t, where, doc)
	for kind := range kinds(doc) {
		if !ours[kind] {
			t.Errorf("%s: the page has %s", where, kind)
		}
	}
}

func checkShown(t *testing.T, hostile string, doc *html.Node) {
	t.Helper()
	want := shownText(hostile)
	for _, place := range []string{"h1", "header.dochead p.meta .from", ".words", ".heading", "details.tag summary", "section.holds li", ".facts dt", ".facts dd", ".notes li", ".citation", ".quotes a", ".rule"} {
		if !slices.ContainsFunc(find(doc, place), func(n *html.Node) bool {
			return strings.Contains(shownText(text(n)), want) || place == ".citation" && oneLine(text(n), want)
		}) {
			t.Errorf("%.60q is not shown in %s: %.400q", hostile, place, texts(find(doc, place)))
		}
	}
}

// oneLine reports whether a reference holds a text, whose spaces and line ends it may have joined.
func oneLine(reference, text string) bool {
	return strings.Contains(strings.Join(strings.Fields(reference), ""), strings.Join(strings.Fields(text), ""))
}
