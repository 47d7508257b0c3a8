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

// TestKeyboardFromSearchToCitation goes from the search box to the evidence of a country and to the citation of its passage,
// using only the keyboard.
func TestKeyboardFromSearchToCitation(t *testing.T) {
	b := open(t, serve(t, seeds))
	// Without animations a focused element is in the viewport at once.
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	b.visit("/")
	b.tabTo("a.skip")
	b.tabTo("#q")
	for _, letter := range "border" {
		b.press(string(letter))
	}
	// Wait for the list of the last letter: it replaces the lists of earlier ones.
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
	state := `(p => p.getAll("q") + " " + p.getAll("country"))(new URLSearchParams(location.search))`
	chosen := read[string](b, state)
	b.tabTo("ol.hits h2 a")
	b.press(kb.Enter)
	b.until("document.querySelector('header.dochead')")

	b.tabTo("section[aria-labelledby=countries] details.tag summary")
	b.press(kb.Enter)
	b.tabTo("section[aria-labelledby=countries] .quotes a[href*='#passage-']")
	b.press(kb.Enter)
	b.until("document.querySelector('.block:target mark.why')")

	b.tabTo(".block:target .cite")
	b.press(kb.Enter)
	b.until("document.querySelector('.block:target .citation')")
	b.shoot("keyboard-citation")
	b.tabTo(".block:target button[data-copy]")
	b.press(kb.Enter)
	// Without access to the clipboard the page selects the text instead.
	b.until(`document.querySelector("body > [role=status]").textContent === document.body.dataset.copied ||
		document.querySelector(".block:target .citation").contains(getSelection().anchorNode)`)
	b.visit(read[string](b, "location.pathname + location.search"))
	b.tabTo(".back a")
	b.press(kb.Enter)
	b.until("document.querySelector('ol.hits')")
	if got := read[string](b, state); got != chosen {
		t.Errorf("back to %s, want %s", got, chosen)
	}
	b.wantNoProblems()
}

// maxTabs exceeds the number of tab stops of any page.
const maxTabs = 400

// tabTo presses Tab until an element has the focus. Every element on the way must show a visible focus ring.
func (b tab) tabTo(element string) {
	b.Helper()
	for range maxTabs {
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
			b.Errorf("the focus on %s is not visible", at.HTML)
		}
		if at.There {
			return
		}
	}
	b.Fatalf("Tab does not lead to %s\n%s", element, b.describe())
}

// TestKeysStepThroughSections steps with n and p through the highlights of a document that is shown in sections.
func TestKeysStepThroughSections(t *testing.T) {
	b := open(t, serve(t, longDocument(t)))
	b.visit("/search?q=needle")
	walk{b}.follow("ol.hits h2 a", "header.dochead")
	count := read[int](b, "document.querySelectorAll('.words mark').length")
	if count != 2 || read[int](b, "document.querySelectorAll('nav.pager').length") == 0 {
		t.Fatalf("%d highlights in the first section, want 2\n%s", count, b.describe())
	}
	b.press("n")
	b.press("n")
	b.until("document.querySelectorAll('.words mark')[1].matches('.now')")
	b.press("n")
	b.until("location.search.includes('section=2') && document.querySelector('.block:target mark')")
	b.press("n")
	b.until("document.querySelector('.block:target mark.now')")
	b.press("p")
	b.until("!location.search.includes('section=2') && document.querySelector('.block:target mark')")
	b.press("p")
	b.until("document.querySelectorAll('.words mark')[1].matches('.now')")
	b.wantNoProblems()
}

// longDocument returns a folder with one document of two sections: a word occurs twice in the first and once in the second.
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
