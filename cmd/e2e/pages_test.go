package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// sheet is a page of the library with a name for messages and pictures.
type sheet struct{ name, path string }

// sheets are one of each kind of page, on the seeds. Those of errors come last.
func sheets(b tab) []sheet {
	b.Helper()
	first := func(path string) string {
		b.visit(path)
		return read[string](b, `document.querySelector("ol.hits h2 a").getAttribute("href")`)
	}
	found := "/search?q=border+OR+ceasefire&country=PK&country=AF&mentions=any"
	return []sheet{
		{"home", "/"},
		{"results", found},
		{"everything", "/search"},
		{"nothing", "/search?q=border+zymurgy&country=PK"},
		{"document", first(found) + "&tag=country:PK"},
		{"right-to-left", first("/search?lang=fa")},
		{"help", "/help"},
		{"about", "/about"},
		{"map", found + "&view=map"},
		{"grid", "/search?view=grid"},
		{"pairs", "/search?view=pairs"},
		{"citation", first(found) + "&cite=0&hash=0000"},
	}
}

// inLanguages are the pages that are read most in the languages of pages other than English.
func inLanguages(b tab) (all []sheet) {
	for _, s := range sheets(b) {
		languages := []string{"fa", "ur", "ru"}
		switch s.name {
		case "everything", "right-to-left":
			continue
		case "map", "grid", "pairs", "citation":
			languages = languages[:1] // the other way round is what differs
		}
		for _, language := range languages {
			sign := "?"
			if strings.Contains(s.path, "?") {
				sign = "&"
			}
			all = append(all, sheet{s.name + "-" + language, s.path + sign + "ui=" + language})
		}
	}
	return all
}

// refusals are pages that say no.
var refusals = []sheet{
	{"wrong-parameter", "/search?q=border&limit=many"},
	{"no-document", "/documents/nobody"},
	{"no-page", "/nowhere"},
}

// TestQuiet visits every page with script on: none writes to the console or asks another host.
func TestQuiet(t *testing.T) {
	b := open(t, serve(t, seeds))
	for _, s := range sheets(b) {
		t.Run(s.name, func(t *testing.T) {
			b := b.under(t)
			b.visit(s.path)
			b.quiet()
		})
	}
}

// TestWidths looks at every page on screens from a phone to a desk: no page is wider than its screen.
func TestWidths(t *testing.T) {
	b := open(t, serve(t, seeds))
	for _, s := range slices.Concat(sheets(b), inLanguages(b), refusals) {
		for _, width := range []int64{phone, tablet, desk} {
			t.Run(fmt.Sprintf("%s/%d", s.name, width), func(t *testing.T) {
				b := b.under(t)
				b.resize(width)
				b.visit(s.path)
				b.shoot(fmt.Sprintf("%s-%d", s.name, width))
				b.wantNoWider(width)
				b.unfold()
				b.wantNoWider(width)
			})
		}
	}
}

// unfold opens everything on the page that can be opened.
func (b tab) unfold() {
	b.Helper()
	read[int](b, `(() => { const all = document.querySelectorAll("details"); all.forEach(e => e.open = true); return all.length })()`)
}

// wantNoWider wants nothing to reach out of the screen at its side, which a reader would have to scroll to.
func (b tab) wantNoWider(width int64) {
	b.Helper()
	if got := read[int64](b, "document.documentElement.scrollWidth"); got > width {
		b.Errorf("the page is %d px wide on a screen of %d; widest:\n%s", got, width, read[string](b, `[...document.querySelectorAll("body *")]
			.map(e => [e.getBoundingClientRect().right, e]).filter(([right]) => right > innerWidth).slice(0, 5)
			.map(([right, e]) => Math.round(right) + " " + e.outerHTML.slice(0, 120)).join("\n")`))
	}
}

// TestFold opens the filters on a phone, where they are folded, with script switched off, and chooses one.
func TestFold(t *testing.T) {
	b := open(t, serve(t, seeds))
	b.withoutScript()
	b.resize(phone)
	b.visit("/search")
	row := "#facet-country .row input"
	if read[bool](b, "document.querySelector(%s).checkVisibility()", row) {
		t.Error("the filters are not folded on a phone")
	}
	b.follow("aside summary", row)
	b.shoot("filters-on-a-phone")
	b.follow(row, row+":checked")
	b.follow("aside button[type=submit]", ".chosen a[aria-label^='Remove']")
	b.quiet()
}
