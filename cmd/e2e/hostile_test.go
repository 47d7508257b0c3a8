package e2e

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// attack is text that runs as script, breaks out of its element or reverses the text after it, unless it is escaped. Any
// part of it that runs sets window.ran.
const attack = `hostile <script>window.ran=1</script><img src=x onerror="window.ran=2">"'></title></textarea></mark>` +
	"<svg/onload=window.ran=3><a href=\"javascript:window.ran=4\">here</a>&lt;b&gt; \u202Edesrever\u202C \u2067\u2066 " +
	"{{.Title}} {{template \"main\" .}} ${window.ran=5} <%= 7*7 %> </script><!--"

// long is a word longer than any line.
var long = strings.Repeat("Wwwwwwwww", 40)

// hostile returns a folder of documents with the attack in title, text, metadata and file name, as Markdown, plain text,
// HTML and JSONL.
func hostile(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	quoted := "'" + strings.ReplaceAll(attack, "'", "''") + "'"
	files := map[string]string{
		"front.md": "---\ntitle: " + quoted + "\nsource: " + quoted + "\nauthor: " + quoted + "\nurl: 'javascript:window.ran=6'\nother: " + quoted +
			"\n---\nPakistan and India talked on 3 May 2024. " + attack + "\n\n# " + attack + "\n\nPakistan again.\n",
		"plain.txt":                            attack + "\n\nPakistan and a hostile text of 4 May 2024.\n",
		`<img src=x onerror=window.ran=7>.txt`: "A hostile text about Pakistan.\n",
		"page.html":                            "<!doctype html><title>A hostile page</title><body onload='window.ran=8'><p>Pakistan and hostile words in a page that has enough of them. " + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(attack) + "</p><script>window.ran=9</script><img src=x onerror='window.ran=10'>",
		"lines.jsonl":                          `{"id":"<script>window.ran=11</script>","title":"A hostile line ` + long + `","text":"Pakistan <script>window.ran=12</script> {{.}} ` + long + `"}` + "\n",
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestHostileDocumentsRunNothing visits pages about hostile documents with script on and without the server's content security policy,
// which would hide missing escapes: nothing runs, and the text is shown literally.
func TestHostileDocumentsRunNothing(t *testing.T) {
	b := open(t, serve(t, hostile(t)))
	call(b, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
	b.run("visit a page with a script", chromedp.Navigate(`data:text/html,<title>off</title><script>window.ran=0</script>`))
	if read[string](b, "typeof window.ran") == "undefined" {
		t.Fatal("script is disabled, so this test could not fail")
	}
	b.visit("/search?q=hostile")
	documents := read[[]string](b, `[...document.querySelectorAll("ol.hits h2 a")].map(e => e.getAttribute("href"))`)
	if len(documents) != 5 {
		t.Fatalf("found %d hostile documents, want 5\n%s", len(documents), b.describe())
	}
	paths := append(documents, documents[0]+"&cite=1", documents[0]+"&hash=00&passage=7", "/about", "/", "/search", "/search?q=hostile&sort=newest", "/help")
	for _, where := range []string{"/search?q=", "/search?source=", "/search?country=", "/search?on=", "/search?date_from=", "/search?limit=", "/documents/nobody?q=", documents[0] + "&tag=", documents[0] + "&hash=", documents[0] + "&source=", "/documents/nobody/original?q="} {
		paths = append(paths, where+url.QueryEscape(attack))
	}
	b.wantNoProblems()
	b.resize(phone)
	paths = append(paths, "/"+url.PathEscape(attack))
	for _, path := range paths {
		b.visit(path)
		b.wantHarmless(path)
		b.openDetails()
		b.wantFitsWidth(phone)
	}
	b.wantAttackAsText()
}

// activeContent finds what our pages never contain: elements and attributes that run, and links other than to pages.
const activeContent = `[...document.querySelectorAll("script:not(head > script[type=module][src^='/assets/page.']:empty, head > script[type='application/ld+json']), img, iframe, object, embed, template, base, textarea, style, b, svg:not(.timeline svg, .map svg)")]
	.concat([...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => /^on./.test(a.name))))
	.concat([...document.querySelectorAll("[href], [src], [action]")].filter(e =>
		!/^(https?:|[/#])/.test(e.getAttribute("href") ?? e.getAttribute("src") ?? e.getAttribute("action"))))
	.map(e => e.outerHTML.slice(0, 200))`

// unisolatedBidi finds bidirectional control characters in elements that do not isolate their text.
const unisolatedBidi = `(() => {
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), out = [];
	for (let n; n = texts.nextNode();)
		if (/[\u202A-\u202E\u2066-\u2069]/.test(n.data) && !n.parentElement.closest("bdi, [dir], option, title"))
			out.push(n.parentElement.outerHTML.slice(0, 200));
	return out;
})()`

// wantHarmless checks that nothing ran on the page and that it contains nothing that could.
func (b tab) wantHarmless(path string) {
	b.Helper()
	if read[string](b, "typeof window.ran") != "undefined" {
		b.Errorf("%s: script number %d of a document ran", path, read[int](b, "window.ran"))
	}
	for _, e := range read[[]string](b, activeContent) {
		b.Errorf("%s: the page contains %s", path, e)
	}
	for _, e := range read[[]string](b, unisolatedBidi) {
		b.Errorf("%s: bidirectional text is not isolated: %s", path, e)
	}
	for _, c := range b.problems() {
		// The browser reports every error status.
		if !strings.Contains(c, "status of 4") {
			b.Errorf("%s: the page %s", path, c)
		}
	}
}

// wantAttackAsText checks that the attack is shown literally as title in results and document, and in the text of
// plain.txt.
func (b tab) wantAttackAsText() {
	b.Helper()
	b.visit("/search?q=hostile&format=md")
	if got := read[string](b, `document.querySelector("ol.hits h2 a").textContent`); got != attack {
		b.Errorf("the title of the hit is %q, want %q", got, attack)
	}
	b.follow("ol.hits h2 a", "article header.dochead h1")
	if got := read[string](b, `document.querySelector("h1").textContent`); got != attack {
		b.Errorf("the title is %q, want %q", got, attack)
	}
	b.visit("/search?q=hostile&format=txt&sort=oldest")
	b.follow("ol.hits h2 a", "article header.dochead h1")
	if got := read[string](b, `document.querySelector(".text").textContent`); !strings.Contains(got, attack) {
		b.Errorf("the text is %q, want %q in it", got, attack)
	}
}
