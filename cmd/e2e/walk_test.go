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

// TestWalk walks box -> results -> country -> theme -> date -> document -> evidence -> back with script switched off.
func TestWalk(t *testing.T) {
	b := open(t, serve(t, seeds))
	b.withoutScript()
	w := walk{b}
	w.ask()
	w.country("Tajikistan")
	w.theme()
	w.date()
	w.shoot("walk-results")
	before := w.results()
	w.document()
	w.evidence("Tajikistan")
	w.shoot("walk-evidence")
	w.back(before)
	b.quiet()
}

// withoutScript switches script off in every page to come, and proves that it is off.
func (b tab) withoutScript() {
	b.Helper()
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.do("visit a page with a script", chromedp.Navigate(`data:text/html,<title>off</title><script>document.title="on"</script>`))
	if got := read[string](b, "document.title"); got != "off" {
		b.Fatalf("script is %s, want off", got)
	}
}

// walk is the way of a reader through the pages, each step from the page of the step before.
type walk struct{ tab }

// ask types the question into the box of the start page and submits it.
func (w walk) ask() {
	w.Helper()
	w.visit("/")
	w.do("type", chromedp.SendKeys(chromedp.CSS("main input[type=search]"), asked))
	w.follow("main form[role=search] button", "ol.hits")
	w.wantParameter("q", asked)
	if got := w.results().Box; got != asked {
		w.Errorf("the box holds %q, want %q", got, asked)
	}
	w.wantMarks("ol.hits mark")
}

// asked is the question of the walk, and marked how its words begin in every form of them.
const asked = "border OR war OR talks OR attack"

var marked = regexp.MustCompile(`(?i)^(border|wars?\b|talks?\b|attack)`)

// wantMarks wants words of the question, and nothing else, marked.
func (w walk) wantMarks(marks string) {
	w.Helper()
	texts := read[[]string](w.tab, "[...document.querySelectorAll(%s)].map(e => e.textContent)", marks)
	if len(texts) == 0 {
		w.Errorf("%s: nothing is marked", marks)
	}
	for _, text := range texts {
		if !marked.MatchString(text) {
			w.Errorf("%s: %q is marked, want only words of %q", marks, text, asked)
		}
	}
}

func removes(label string) string { return fmt.Sprintf(".chosen a[aria-label=%q]", "Remove "+label) }

// country ticks a country and applies the filters.
func (w walk) country(label string) {
	w.Helper()
	v := w.value("country", label)
	w.do("tick "+v.Label, chromedp.Click(chromedp.CSS(fmt.Sprintf("#facet-country input[value=%q]", v.Value))))
	w.follow("aside button[type=submit]", removes(v.Label))
	w.wantParameter("country", v.Value)
	w.wantTotal(w.number(v.Count), v.Label)
}

// theme follows the link of the theme that leaves the most documents and yet leaves some out.
func (w walk) theme() {
	w.Helper()
	v := w.narrowing("theme")
	w.follow(fmt.Sprintf("#facet-theme .row:has(input[name=theme][value=%q]) a.value", v.Value), removes(v.Label))
	w.wantParameter("theme", v.Value)
	w.wantTotal(w.number(v.Count), v.Label)
}

// date goes by the dates of the events and follows the last bar of the timeline.
func (w walk) date() {
	w.Helper()
	w.do("choose the date of the event", chromedp.SendKeys(chromedp.CSS("#date_field"), "date of"))
	w.follow("aside button[type=submit]", ".timeline svg a[href*='date_field=event']")
	total := w.total()
	bar := read[string](w.tab, `[...document.querySelectorAll(".timeline svg a")].at(-1).getAttribute("aria-label")`)
	period, count, found := strings.Cut(bar, ": ")
	if !found {
		w.Fatalf("the bar is called %q, want a period and a number", bar)
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
		w.Errorf("the document is called %q, want %q as in the results", got, title)
	}
	w.wantMarks(".block mark")
}

// evidence opens the tag of a country, follows words that it rests on, and lands on their passage.
func (w walk) evidence(country string) {
	w.Helper()
	n := read[int](w.tab, `[...document.querySelectorAll("section[aria-labelledby=countries] details.tag")]
		.findIndex(e => e.querySelector("summary bdi").textContent === %s && e.querySelector("a[href*='#p']"))`, country)
	if n < 0 {
		w.Fatalf("the document has no evidence for %s\n%s", country, w.seen())
	}
	tag := fmt.Sprintf("section[aria-labelledby=countries] details.tag:nth-of-type(%d)", n+1)
	w.do("open "+country, chromedp.Click(chromedp.CSS(tag+" summary")), chromedp.WaitVisible(chromedp.CSS(tag+" .quotes a[href*='#p']")))
	words := read[string](w.tab, "document.querySelector(%s).textContent", tag+" .quotes a[href*='#p'] mark")
	w.follow(tag+" .quotes a[href*='#p']", ".block:target mark.why")

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
		w.Errorf("%q is marked, want %q as quoted", landed.Marked, words)
	}
	if !landed.InView {
		w.Errorf("the marked words of %s are out of sight", landed.Hash)
	}
	if got := read[string](w.tab, `document.querySelector(".marking mark.why").textContent`); !strings.Contains(got, country) {
		w.Errorf("the page says %q, want %s named", got, country)
	}
}

// back goes back in the browser's history to the results, which must be as they were.
func (w walk) back(before results) {
	w.Helper()
	w.previous("article header.dochead:not(:has(.marking mark.why))")
	w.previous("ol.hits")
	if after := w.results(); !reflect.DeepEqual(after, before) {
		w.Errorf("the results after coming back:\n%+v\nwant them as they were:\n%+v", after, before)
	}
}

// previous goes one page back and waits for an element of that page.
func (w walk) previous(element string) {
	w.Helper()
	w.do("back to "+element, chromedp.NavigateBack(), chromedp.WaitVisible(chromedp.CSS(element)))
}
