package e2e

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestScriptEnhancements checks what the script of the page adds to the pages that work without it.
func TestScriptEnhancements(t *testing.T) {
	b := open(t, serve(t, seeds))
	for _, part := range []struct {
		name string
		run  func(walk)
	}{
		{"suggestions", walk.suggestions}, {"in place", walk.inPlace}, {"back and forward", walk.backAndForward},
		{"late answers", walk.lateAnswers}, {"long lists", walk.longLists}, {"timeline", walk.timelineSpan}, {"keys", walk.keys},
	} {
		t.Run(part.name, func(t *testing.T) {
			w := walk{b.withTest(t)}
			part.run(w)
			w.wantNoProblems()
		})
	}
}

// until waits until an expression is true, across page loads.
func (b tab) until(expression string, args ...any) {
	b.Helper()
	for n, arg := range args {
		args[n] = fmt.Sprintf("%q", arg)
	}
	if len(args) > 0 {
		expression = fmt.Sprintf(expression, args...)
	}
	ctx, cancel := context.WithTimeout(b.ctx, waitTimeout)
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool]("Boolean("+expression+")", chromedp.WithPollingTimeout(waitTimeout)))
		if err == nil {
			return
		}
		if ctx.Err() != nil || errors.Is(err, chromedp.ErrPollingTimeout) { // otherwise the page was replaced while polling
			b.Fatalf("wait until %s: %v\n%s", expression, err, b.describe())
		}
	}
}

// press sends keys to the focused element.
func (b tab) press(keys string) {
	b.Helper()
	b.run("press a key", chromedp.KeyEvent(keys))
}

// markPage marks the page so that wantSamePage can tell whether it was reloaded.
func (b tab) markPage() {
	b.Helper()
	read[bool](b, "window.samePage = true")
}

func (b tab) wantSamePage() {
	b.Helper()
	if !read[bool](b, "window.samePage === true") {
		b.Errorf("the page was reloaded\n%s", b.describe())
	}
}

func (w walk) suggestions() {
	w.visit("/")
	// Set all letters at once: the list for an earlier letter would be replaced.
	read[bool](w.tab, `(() => { const q = document.querySelector("#q"); q.focus(); q.value = "tajik"; return q.dispatchEvent(new InputEvent("input")); })()`)
	w.until("document.querySelectorAll('#completions [role=option]').length > 0")
	if got := read[string](w.tab, "document.querySelector('#q').getAttribute('aria-expanded')"); got != "true" {
		w.Errorf("aria-expanded is %s with a list open", got)
	}
	w.press(kb.ArrowDown)
	active := read[string](w.tab, `document.getElementById(document.querySelector("#q").getAttribute("aria-activedescendant"))?.dataset.address ?? ""`)
	if !strings.HasPrefix(active, "/search?") {
		w.Fatalf("the active completion leads to %q", active)
	}
	w.shoot("suggestions")
	w.press(kb.Escape)
	w.until("document.querySelector('#completions').hidden")
	if got := read[string](w.tab, "document.querySelector('#q').value"); got != "tajik" {
		w.Errorf("after Escape the box holds %q", got)
	}
	w.press(kb.ArrowDown)
	w.until("!document.querySelector('#completions').hidden")
	w.press(kb.ArrowDown)
	w.press(kb.Enter)
	w.until("location.pathname + location.search === %s", active)
}

func (w walk) inPlace() {
	w.visit("/search")
	w.markPage()
	v := w.value("country", "Tajikistan")
	w.follow(fmt.Sprintf("#facet-country .row:has(input[value=%q]) a.value", v.Value), removeLink(v.Label))
	w.wantSamePage()
	w.wantParameter("country", v.Value)
	w.wantTotal(w.number(v.Count), v.Label)
	if title := read[string](w.tab, "document.title"); !strings.Contains(title, v.Label) || !strings.Contains(title, "Daftar") {
		w.Errorf("the title is %q", title)
	}
	live := read[[]string](w.tab, "[...document.querySelectorAll('[role=status]')].map(e => e.textContent)")
	if len(live) != 1 || !strings.HasPrefix(live[0], v.Count) {
		w.Errorf("the live region reads %q", live)
	}
	if got := read[string](w.tab, "document.activeElement.value ?? document.activeElement.id"); got != v.Value {
		w.Errorf("the focus is on %q, want the value that was followed", got)
	}
	w.run("type", chromedp.SendKeys(chromedp.CSS("#q"), "border"+kb.Enter))
	w.until("document.querySelector('h1 q')?.textContent === 'border'")
	w.wantSamePage()
	w.wantParameter("q", "border")
	w.wantParameter("country", v.Value)
	w.run("tick", chromedp.Click(chromedp.CSS("#facet-lang input")), chromedp.Click(chromedp.CSS("aside button[type=submit]")))
	w.until("new URLSearchParams(location.search).has('lang')")
	w.wantSamePage()
}

func (w walk) backAndForward() {
	w.visit("/search?q=border")
	w.markPage()
	first := w.results()
	w.run("scroll", chromedp.Click(chromedp.CSS(".sorts a:not([aria-current])")))
	w.until("location.search.includes('sort=')")
	second := w.results()
	read[int](w.tab, "(scrollTo(0, 300), 0)")
	w.until("history.state?.y === 300")
	w.run("back", chromedp.Evaluate[chromedp.Void]("history.back()"))
	w.until("!location.search.includes('sort=') && document.querySelector('.sorts a[aria-current]')?.textContent === document.querySelector('.sorts a').textContent")
	if got := w.results(); fmt.Sprint(got) != fmt.Sprint(first) {
		w.Errorf("back shows %v, want %v", got, first)
	}
	w.run("forward", chromedp.Evaluate[chromedp.Void]("history.forward()"))
	w.until("location.search.includes('sort=') && scrollY === 300")
	if got := w.results(); fmt.Sprint(got) != fmt.Sprint(second) {
		w.Errorf("forward shows %v, want %v", got, second)
	}
	w.wantSamePage()
}

// lateAnswers lets the response to the first of two searches arrive after the second.
func (w walk) lateAnswers() {
	w.visit("/search?q=border")
	w.markPage()
	read[int](w.tab, `(() => {
		const real = window.fetch, held = [];
		window.fetch = async (address, options) => {
			const answer = await real(address, {...options, signal: undefined});
			if (String(address).includes("sort=newest")) await new Promise(go => { window.release = go; });
			return answer;
		};
		return 0;
	})()`)
	w.run("ask twice", chromedp.Click(chromedp.CSS(".sorts a[href*='sort=newest']")))
	w.until("window.release !== undefined")
	w.run("ask again", chromedp.Click(chromedp.CSS(".sorts a[href*='sort=oldest']")))
	w.until("location.search.includes('sort=oldest')")
	before := w.results()
	read[bool](w.tab, "new Promise(done => { release(); setTimeout(() => done(true), 0); })")
	if after := w.results(); fmt.Sprint(after) != fmt.Sprint(before) {
		w.Errorf("a late response was shown: %v, want %v", after, before)
	}
	w.wantSamePage()
}

func (w walk) longLists() {
	w.visit("/search")
	w.run("sift", chromedp.SendKeys(chromedp.CSS("#facet-country .sift"), "kyrgyz"))
	w.until("document.querySelector('body > [role=status]').textContent.startsWith('1 ')")
	seen := 0
	for _, v := range w.values("country") {
		if v.Visible {
			seen++
		}
	}
	if seen != 1 {
		w.Errorf("%d countries are left, want 1", seen)
	}
	w.shoot("sift")
	w.press(kb.Enter)
	if got := read[string](w.tab, "location.search"); got != "" {
		w.Errorf("Enter in the filter box of the list searched %q", got)
	}
}

// timelineSpan selects a span of the timeline by dragging.
func (w walk) timelineSpan() {
	w.visit("/search?date_field=event")
	w.markPage()
	total := w.total()
	box := read[struct{ Left, Top, Width, Height float64 }](w.tab, `(() => { const r = document.querySelector(".timeline svg").getBoundingClientRect();
		return {Left: r.left, Top: r.top, Width: r.width, Height: r.height}; })()`)
	y := box.Top + box.Height/2
	from, to := box.Left+box.Width*.5, box.Left+box.Width*.9
	w.run("draw", chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, from, y, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, (from+to)/2, y, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, to, y, chromedp.ButtonLeft))
	if read[int](w.tab, "document.querySelectorAll('.timeline .span').length") != 1 {
		w.Error("the span is not shown while dragging")
	}
	w.run("let go", chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, to, y, chromedp.ButtonLeft))
	w.until("location.search.includes('date_from=') && location.search.includes('date_to=')")
	w.wantSamePage()
	if got := w.total(); got >= total || got == 0 {
		w.Errorf("%d of %d documents are left", got, total)
	}
}

func (w walk) keys() {
	w.visit("/search?q=border")
	w.press("/")
	if got := read[string](w.tab, "document.activeElement.id"); got != "q" {
		w.Errorf("/ leads to %q, want the box", got)
	}
	w.follow("ol.hits > li h2 a", "article header.dochead")
	w.press("n")
	w.until("document.querySelector('mark.now') === document.querySelector('.words mark')")
	w.press("p")
	w.until("document.querySelector('mark.now') === [...document.querySelectorAll('.words mark')].at(-1)")
	w.run("switch keys off", chromedp.Click(chromedp.CSS("[data-keys] input")))
	w.press("n")
	w.visit("/search?q=border")
	w.press("/")
	if got := read[string](w.tab, "document.activeElement.id"); got == "q" {
		w.Error("/ leads to the box with keys switched off")
	}
	read[bool](w.tab, "(localStorage.clear(), true)")
}
