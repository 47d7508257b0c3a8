package e2e

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestSearchToEvidenceWithoutScript: search box, results, country, theme, date, document, evidence and back, without script.
func TestSearchToEvidenceWithoutScript(t *testing.T) {
	b := open(t, serve(t, seeds))
	b.withoutScript()
	w := walk{b}
	w.search()
	w.country("Tajikistan")
	w.theme()
	w.date()
	w.shoot("walk-results")
	before := w.results()
	w.document()
	w.evidence("Tajikistan")
	w.shoot("walk-evidence")
	w.back(before)
	b.wantNoProblems()
}

// withoutScript disables script in all later pages, and verifies it.
func (b tab) withoutScript() {
	b.Helper()
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.run("visit a page with a script", chromedp.Navigate(`data:text/html,<title>off</title><script>document.title="on"</script>`))
	if got := read[string](b, "document.title"); got != "off" {
		b.Fatalf("script is %s, want off", got)
	}
}

// walk is a sequence of reader actions; each starts on the page of the previous one.
type walk struct{ tab }

// search types the query into the box of the home page and submits it.
func (w walk) search() {
	w.Helper()
	w.visit("/")
	w.run("type", chromedp.SendKeys(chromedp.CSS("main input[type=search]"), searchedWords))
	w.follow("main form[role=search] button", "ol.hits")
	w.wantParameter("q", searchedWords)
	if got := w.results().Box; got != searchedWords {
		w.Errorf("the box holds %q, want %q", got, searchedWords)
	}
	w.wantMarks("ol.hits mark")
}

// searchedWords is the query of the walk; markedWord matches the forms of its words.
const searchedWords = "border OR war OR talks OR attack"

var markedWord = regexp.MustCompile(`(?i)^(border|wars?\b|talks?\b|attack)`)

// wantMarks checks that words of the query, and only those, are highlighted.
func (w walk) wantMarks(marks string) {
	w.Helper()
	texts := read[[]string](w.tab, "[...document.querySelectorAll(%s)].map(e => e.textContent)", marks)
	if len(texts) == 0 {
		w.Errorf("%s: nothing is highlighted", marks)
	}
	for _, text := range texts {
		if !markedWord.MatchString(text) {
			w.Errorf("%s: %q is highlighted, want only words of %q", marks, text, searchedWords)
		}
	}
}

func removeLink(label string) string {
	return fmt.Sprintf(".chosen a[aria-label=%q]", "Remove filter: "+label)
}

// country selects a country and applies the filters.
func (w walk) country(label string) {
	w.Helper()
	v := w.value("country", label)
	w.run("tick "+v.Label, chromedp.Click(chromedp.CSS(fmt.Sprintf("#facet-country input[value=%q]", v.Value))))
	w.follow("aside button[type=submit]", removeLink(v.Label))
	w.wantParameter("country", v.Value)
	w.wantTotal(w.number(v.Count), v.Label)
}

// theme follows the link of the theme that keeps the most documents without keeping all.
func (w walk) theme() {
	w.Helper()
	v := w.narrowingValue("theme")
	w.follow(fmt.Sprintf("#facet-theme .row:has(input[name=theme][value=%q]) a.value", v.Value), removeLink(v.Label))
	w.wantParameter("theme", v.Value)
	w.wantTotal(w.number(v.Count), v.Label)
}

// date switches to event dates and follows the last bar of the timeline.
func (w walk) date() {
	w.Helper()
	w.run("choose the date of the event", chromedp.SendKeys(chromedp.CSS("#date_field"), "event"))
	w.follow("aside button[type=submit]", ".timeline svg a[href*='date_field=event']")
	total := w.total()
	bar := read[string](w.tab, `[...document.querySelectorAll(".timeline svg a")].at(-1).getAttribute("aria-label")`)
	period, count, found := strings.Cut(bar, ": ")
	if !found {
		w.Fatalf("the label of the bar is %q, want a period and a number", bar)
	}
	w.follow(fmt.Sprintf(".timeline a[aria-label=%q] .slot", bar), ".timeline a.on")
	if len(w.parameter("date_from")) != 1 || len(w.parameter("date_to")) != 1 {
		w.Errorf("the address has no date_from and date_to for %s", period)
	}
	w.wantTotal(w.number(count), period)
	if got := w.total(); got >= total {
		w.Errorf("%s leaves %d of %d documents, want fewer", period, got, total)
	}
}

// document opens the first hit.
func (w walk) document() {
	w.Helper()
	title := w.results().Hits[0]
	w.follow("ol.hits > li h2 a", "article header.dochead h1")
	if got := read[string](w.tab, `document.querySelector("h1").textContent`); strings.TrimSpace(got) != strings.TrimSpace(title) {
		w.Errorf("the document has the title %q, want %q as in the results", got, title)
	}
	w.wantMarks(".block mark")
}

// evidence opens the tag of a country and follows a link of its evidence to the passage.
func (w walk) evidence(country string) {
	w.Helper()
	n := read[int](w.tab, `[...document.querySelectorAll("section[aria-labelledby=countries] details.tag")]
		.findIndex(e => e.querySelector("summary bdi").textContent === %s && e.querySelector("a[href*='#passage-']"))`, country)
	if n < 0 {
		w.Fatalf("the document has no evidence for %s\n%s", country, w.describe())
	}
	tag := fmt.Sprintf("section[aria-labelledby=countries] details.tag:nth-of-type(%d)", n+1)
	w.run("open "+country, chromedp.Click(chromedp.CSS(tag+" summary")), chromedp.WaitVisible(chromedp.CSS(tag+" .quotes a[href*='#passage-']")))
	words := read[string](w.tab, "document.querySelector(%s).textContent", tag+" .quotes a[href*='#passage-'] mark")
	w.follow(tag+" .quotes a[href*='#passage-']", ".block:target mark.why")

	landed := read[struct {
		Marked string
		Hash   string
		ID     string
		InView bool
	}](w.tab, `(() => {
		const passage = document.querySelector(".block:target"), mark = passage.querySelector("mark.why");
		const r = mark.getBoundingClientRect();
		return {Marked: mark.textContent, Hash: location.hash, ID: passage.id, InView: r.top >= 0 && r.bottom <= innerHeight};
	})()`)
	if landed.Hash != "#"+landed.ID {
		w.Errorf("landed on passage %s, want %s", landed.ID, landed.Hash)
	}
	if landed.Marked != words {
		w.Errorf("%q is highlighted, want %q as quoted", landed.Marked, words)
	}
	if !landed.InView {
		w.Errorf("the highlight of %s is outside the viewport", landed.Hash)
	}
	if got := read[string](w.tab, `document.querySelector(".marking mark.why").textContent`); !strings.Contains(got, country) {
		w.Errorf("the page shows %q, want it to name %s", got, country)
	}
}

// back returns to the results through the browser history and checks that they are unchanged.
func (w walk) back(before results) {
	w.Helper()
	w.goBack("article header.dochead:not(:has(.marking mark.why))")
	w.goBack("ol.hits")
	if after := w.results(); !reflect.DeepEqual(after, before) {
		w.Errorf("results after going back:\n%+v\nwant\n%+v", after, before)
	}
}

// goBack goes one page back and waits for an element of it.
func (w walk) goBack(element string) {
	w.Helper()
	w.run("back to "+element, chromedp.NavigateBack(), chromedp.WaitVisible(chromedp.CSS(element)))
}
