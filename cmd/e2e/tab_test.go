package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// waitTimeout bounds each wait. It is about a thousand times the usual time, so that tests pass on loaded machines.
const waitTimeout = 60 * time.Second

// Viewport widths and height in CSS pixels: a phone with enlarged text, a tablet, a desktop.
const (
	phone          = 320
	tablet         = 768
	desktop        = 1280
	viewportHeight = 900
)

// tab is the only tab of a browser. Its methods fail the test if a step does not succeed.
type tab struct {
	testing.TB
	ctx     context.Context // chromedp finds the browser through it
	base    string          // address of the server
	monitor *pageMonitor
}

// withTest returns the tab for a subtest of the test that opened it.
func (b tab) withTest(t testing.TB) tab {
	b.TB = t
	return b
}

// open starts a browser with an empty profile and one tab for the server at base.
func open(t *testing.T, base string) tab {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(envPath(t, "CHROMIUM")), chromedp.DisableGPU,
		// Root and most containers cannot use the sandbox, and the browser visits only our pages.
		chromedp.NoSandbox,
		// A page restored from the back/forward cache sends no load event, and would hide what the server sends.
		chromedp.Flag("disable-features", "Translate,BackForwardCache"),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		// Neither a page nor the browser itself may reach another host.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	allocator, closeBrowser := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(closeBrowser)
	ears := &pageMonitor{base: base}
	ctx, closeTab := chromedp.NewContext(allocator, chromedp.WithListener(ears.observe))
	t.Cleanup(closeTab)
	// The browser lives as long as the context of the first call, which must have no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	b := tab{t, ctx, base, ears}
	call(b, network.Enable, network.EnableParams{})
	b.resize(desktop)
	return b
}

// problems returns the problems that the monitor saw since the last call.
func (b tab) problems() []string {
	b.Helper()
	// The tab answers after it has sent all earlier events.
	read[int](b, "1")
	return b.monitor.drain()
}

// wantNoProblems reports the problems of the pages visited since the last call.
func (b tab) wantNoProblems() {
	b.Helper()
	for _, c := range b.problems() {
		b.Errorf("a page %s", c)
	}
}

// run executes steps within waitTimeout.
func (b tab) run(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, waitTimeout)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.Fatalf("%s: %v\n%s", what, err, b.describe())
	}
}

// describe returns the address and the beginning of the visible text, for failure messages.
func (b tab) describe() string {
	ctx, cancel := context.WithTimeout(b.ctx, waitTimeout)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText.slice(0, 1500)`))
	if err != nil {
		text = err.Error()
	}
	return "the tab shows: " + text + "\n" + strings.Join(b.monitor.drain(), "\n")
}

// visit goes to a path and waits until the page is loaded.
func (b tab) visit(path string) {
	b.Helper()
	b.run("visit "+path, chromedp.Navigate(b.base+path))
}

// retryClick is how long follow waits before it clicks again: on a loaded machine the layout can shift between the
// measurement of an element and the click on its place.
const retryClick = 15 * time.Second

// follow clicks an element and waits for one that only the next page has.
func (b tab) follow(element, next string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, waitTimeout)
	defer cancel()
	for {
		attempt, cancelAttempt := context.WithTimeout(ctx, retryClick)
		err := chromedp.Do(attempt, chromedp.Click(chromedp.CSS(element)), chromedp.WaitVisible(chromedp.CSS(next)))
		cancelAttempt()
		if err == nil {
			return
		}
		if ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
			b.Fatalf("click %s and wait for %s: %v\n%s", element, next, err, b.describe())
		}
	}
}

// resize sets the viewport width in CSS pixels.
func (b tab) resize(width int64) {
	b.Helper()
	b.run("resize", chromedp.EmulateViewport(width, viewportHeight))
}

// scheme sets the preferred colour scheme: light or dark.
func (b tab) scheme(name string) {
	b.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
}

// shoot saves a screenshot of the whole page if SHOTS is set.
func (b tab) shoot(name string) {
	b.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, waitTimeout)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.Fatalf("take a screenshot: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600); err != nil {
		b.Fatal(err)
	}
}

// read evaluates an expression in the page through the debugger, which also works while scripts of the page are disabled.
func read[T any](b tab, expression string, args ...any) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, waitTimeout)
	defer cancel()
	quoted := make([]any, len(args))
	for n, arg := range args {
		text, err := json.Marshal(arg)
		if err != nil {
			b.Fatal(err)
		}
		quoted[n] = string(text)
	}
	if len(quoted) > 0 {
		expression = fmt.Sprintf(expression, quoted...)
	}
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.Fatalf("read %.200s: %v\n%s", expression, err, b.describe())
	}
	return value
}

// call sends a DevTools command for which chromedp has no action.
func call[P, R any](b tab, command cdp.Command[P, R], params P) R {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, waitTimeout)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		b.Fatalf("%s: %v\n%s", command.Method, err, b.describe())
	}
	return result
}
