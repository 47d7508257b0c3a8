package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp/kb"
)

// TestKeyboard goes from the box to the evidence of a country and to the citation of its passage with the keyboard alone.
func TestKeyboard(t *testing.T) {
	b := open(t, serve(t, seeds))
	// What has the focus is then in sight at once, not at the end of a movement.
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	b.visit("/")
	b.tabTo("a.skip")
	b.tabTo("#q")
	for _, letter := range "border" {
		b.press(string(letter))
	}
	// The list is that of the last letter: the answer to it replaces those to the letters before.
	b.until("performance.getEntriesByType('resource').some(e => e.name.endsWith('?q=border')) && !document.querySelector('#completions').hidden")
	read[bool](b, "new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(() => shown(true))))")
	b.press(kb.ArrowDown)
	if read[string](b, `document.querySelector("#q").getAttribute("aria-activedescendant") ?? ""`) == "" {
		t.Error("the arrow reaches no completion")
	}
	b.press(kb.Escape)
	b.press(kb.Enter)
	b.until("document.querySelector('ol.hits') && location.search === '?q=border'")

	b.tabTo("#facet-country .row input")
	b.press(" ")
	b.tabTo("aside .apply button")
	b.press(kb.Enter)
	b.until("location.search.includes('country=') && document.querySelector('.chosen')")
	question := `(p => p.getAll("q") + " " + p.getAll("country"))(new URLSearchParams(location.search))`
	chosen := read[string](b, question)
	b.tabTo("ol.hits h2 a")
	b.press(kb.Enter)
	b.until("document.querySelector('header.dochead')")

	b.tabTo("section[aria-labelledby=countries] details.tag summary")
	b.press(kb.Enter)
	b.tabTo("section[aria-labelledby=countries] .quotes a[href*='#p']")
	b.press(kb.Enter)
	b.until("document.querySelector('.block:target mark.why')")

	b.tabTo(".block:target .cite")
	b.press(kb.Enter)
	b.until("document.querySelector('.block:target .citation')")
	b.shoot("keyboard-citation")
	b.tabTo(".block:target button[data-copy]")
	b.press(kb.Enter)
	// Where the browser may not write to the clipboard it selects the text for the keys of the system.
	b.until(`document.querySelector("body > [role=status]").textContent === document.body.dataset.copied ||
		document.querySelector(".block:target .citation").contains(getSelection().anchorNode)`)
	b.visit(read[string](b, "location.pathname + location.search"))
	b.tabTo(".back a")
	b.press(kb.Enter)
	b.until("document.querySelector('ol.hits')")
	if got := read[string](b, question); got != chosen {
		t.Errorf("back to %s, want %s", got, chosen)
	}
	b.quiet()
}

// mostTabs is more than any page has to be tabbed through.
const mostTabs = 400

// tabTo presses Tab until an element has the focus. Whatever has it on the way must be seen to have it.
func (b tab) tabTo(element string) {
	b.Helper()
	for range mostTabs {
		b.press(kb.Tab)
		at := read[struct {
			There, Seen bool
			HTML        string
		}](b, `(() => {
			const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
			const inView = r.bottom > 0 && r.top < innerHeight && r.width > 0;
			const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
			return {There: e.matches(%s), Seen: e === document.body || ring && inView, HTML: e.outerHTML.slice(0, 160)};
		})()`, element)
		if !at.Seen {
			b.Errorf("nobody sees that the focus is on %s", at.HTML)
		}
		if at.There {
			return
		}
	}
	b.Fatalf("Tab does not lead to %s\n%s", element, b.seen())
}

// TestKeysThroughParts steps with n and p over the marks of a document that is shown in parts.
func TestKeysThroughParts(t *testing.T) {
	b := open(t, serve(t, longDocument(t)))
	b.visit("/search?q=needle")
	walk{b}.follow("ol.hits h2 a", "header.dochead")
	count := read[int](b, "document.querySelectorAll('.words mark').length")
	if count != 2 || read[int](b, "document.querySelectorAll('nav.pager').length") == 0 {
		t.Fatalf("%d marks in the first part, want 2\n%s", count, b.seen())
	}
	b.press("n")
	b.press("n")
	b.until("document.querySelectorAll('.words mark')[1].matches('.now')")
	b.press("n")
	b.until("location.search.includes('part=2') && document.querySelector('.block:target mark')")
	b.press("n")
	b.until("document.querySelector('.block:target mark.now')")
	b.press("p")
	b.until("!location.search.includes('part=2') && document.querySelector('.block:target mark')")
	b.press("p")
	b.until("document.querySelectorAll('.words mark')[1].matches('.now')")
	b.quiet()
}

// longDocument is a folder with one document of two parts, with a word at two places of the first and one of the second.
func longDocument(t *testing.T) string {
	t.Helper()
	var text strings.Builder
	for n := range 700 {
		fmt.Fprintf(&text, "# Chapter %d\n\n%s\n\n", n, strings.Repeat("The patrol went along the river and came back in the evening. ", 12))
		if n == 3 || n == 9 || n == 600 {
			text.WriteString("Here lies the needle.\n\n")
		}
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "long.md"), []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}
