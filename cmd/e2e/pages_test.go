package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// pageCase is a page with a name for subtests and screenshots.
type pageCase struct{ name, path string }

// pageCases returns one page of each kind, over the seeds.
func pageCases(b tab) []pageCase {
	b.Helper()
	first := func(path string) string {
		b.visit(path)
		return read[string](b, `document.querySelector("ol.hits h2 a").getAttribute("href")`)
	}
	found := "/search?q=border+OR+ceasefire&country=PK&country=AF&mentions=any"
	return []pageCase{
		{"home", "/"},
		{"results", found},
		{"everything", "/search"},
		{"nothing", "/search?q=border+zymurgy&country=PK"},
		{"document", first(found) + "&tag=country:PK"},
		{"right-to-left", first("/search?lang=fa")},
		{"help", "/help"},
		{"guide", "/help/searching"},
		{"guide-api", "/help/api"},
		{"about", "/about"},
		{"map", found + "&view=map"},
		{"grid", "/search?view=grid"},
		{"pairs", "/search?view=pairs"},
		{"citation", first(found) + "&cite=1&hash=0000"},
	}
}

// localizedPages returns the most used pages in the page languages other than English.
func localizedPages(b tab) (all []pageCase) {
	for _, s := range pageCases(b) {
		languages := []string{"fa", "ur", "ru"}
		switch s.name {
		case "everything", "right-to-left", "guide-api":
			continue
		case "map", "grid", "pairs", "citation", "guide":
			languages = languages[:1] // only the text direction differs
		}
		for _, language := range languages {
			sign := "?"
			if strings.Contains(s.path, "?") {
				sign = "&"
			}
			all = append(all, pageCase{s.name + "-" + language, s.path + sign + "ui=" + language})
		}
	}
	return all
}

// errorPages are pages with an error.
var errorPages = []pageCase{
	{"wrong-parameter", "/search?q=border&limit=many"},
	{"no-document", "/documents/nobody"},
	{"no-page", "/nowhere"},
}

// TestPagesUseNoConsoleAndNoOtherHost visits every page with script enabled.
func TestPagesUseNoConsoleAndNoOtherHost(t *testing.T) {
	b := open(t, serve(t, seeds))
	for _, s := range pageCases(b) {
		t.Run(s.name, func(t *testing.T) {
			b := b.withTest(t)
			b.visit(s.path)
			b.wantNoProblems()
		})
	}
}

// TestPagesFitTheScreen visits every page at several widths: no page is wider than the viewport.
func TestPagesFitTheScreen(t *testing.T) {
	b := open(t, serve(t, seeds))
	for _, s := range slices.Concat(pageCases(b), localizedPages(b), errorPages) {
		for _, width := range []int64{phone, tablet, desktop} {
			t.Run(fmt.Sprintf("%s/%d", s.name, width), func(t *testing.T) {
				b := b.withTest(t)
				b.resize(width)
				b.visit(s.path)
				b.shoot(fmt.Sprintf("%s-%d", s.name, width))
				b.wantFitsWidth(width)
				b.openDetails()
				b.wantFitsWidth(width)
			})
		}
	}
}

// openDetails opens every details element.
func (b tab) openDetails() {
	b.Helper()
	read[int](b, `(() => { const all = document.querySelectorAll("details"); all.forEach(e => e.open = true); return all.length })()`)
}

// wantFitsWidth checks that the page does not scroll horizontally.
func (b tab) wantFitsWidth(width int64) {
	b.Helper()
	if got := read[int64](b, "document.documentElement.scrollWidth"); got > width {
		b.Errorf("the page is %d px wide in a viewport of %d; widest elements:\n%s", got, width, read[string](b, `[...document.querySelectorAll("body *")]
			.map(e => [e.getBoundingClientRect().right, e]).filter(([right]) => right > innerWidth).slice(0, 5)
			.map(([right, e]) => Math.round(right) + " " + e.outerHTML.slice(0, 120)).join("\n")`))
	}
}

// TestFiltersOnPhoneWithoutScript opens the filters, which are closed at phone width, and selects one.
func TestFiltersOnPhoneWithoutScript(t *testing.T) {
	b := open(t, serve(t, seeds))
	b.withoutScript()
	b.resize(phone)
	b.visit("/search")
	row := "#facet-country .row input"
	if read[bool](b, "document.querySelector(%s).checkVisibility()", row) {
		t.Error("the filters are not closed at phone width")
	}
	b.follow("aside summary", row)
	b.shoot("filters-on-a-phone")
	b.follow(row, row+":checked")
	b.follow("aside button[type=submit]", ".chosen a[aria-label^='Remove filter']")
	b.wantNoProblems()
}
