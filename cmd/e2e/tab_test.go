package e2e

import (
	"context"
	"encoding/json"
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

// patience is how long a page may take to show what is waited for: a thousand times what it takes, for busy machines.
const patience = 60 * time.Second

// Sizes of screen: a phone held upright at the largest letters, a tablet, a desk.
const (
	phone   = 320
	tablet  = 768
	desk    = 1280
	tallest = 900
)

// tab is the one tab of a browser of its own. Its methods fail the test when something does not come about.
type tab struct {
	testing.TB
	ctx  context.Context // of chromedp, which finds the browser by it
	base string          // address of the server
	ears *ears
}

// under is the tab for a test inside the test that opened it.
func (b tab) under(t testing.TB) tab {
	b.TB = t
	return b
}

// open starts a browser with an empty profile and one tab for the server at base.
func open(t *testing.T, base string) tab {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(given(t, "CHROMIUM")), chromedp.DisableGPU,
		// Root and most containers cannot have a sandbox, and the browser sees no pages but ours.
		chromedp.NoSandbox,
		// Going back is to fetch the page anew: one kept whole would prove nothing, and is not announced as loaded.
		chromedp.Flag("disable-features", "Translate,BackForwardCache"),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		// Nothing but this machine can be reached, whatever a page or the browser itself tries.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	allocator, closeBrowser := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(closeBrowser)
	ears := &ears{base: base}
	ctx, closeTab := chromedp.NewContext(allocator, chromedp.WithListener(ears.hear))
	t.Cleanup(closeTab)
	// The life of the browser is that of the first call's context, which must have no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	b := tab{t, ctx, base, ears}
	call(b, network.Enable, network.EnableParams{})
	b.resize(desk)
	return b
}

// heard returns the complaints since the last call.
func (b tab) heard() []string {
	b.Helper()
	// An answer of the tab comes after every event before it.
	read[int](b, "1")
	return b.ears.empty()
}

// quiet reports the complaints of the pages visited since the last call.
func (b tab) quiet() {
	b.Helper()
	for _, c := range b.heard() {
		b.Errorf("a page %s", c)
	}
}

// do carries steps out, all of them before patience is at its end.
func (b tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.Fatalf("%s: %v\n%s", what, err, b.seen())
	}
}

// seen describes what the tab shows, for the message of a failed test.
func (b tab) seen() string {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText.slice(0, 1500)`))
	if err != nil {
		text = err.Error()
	}
	return "the tab shows: " + text + "\n" + strings.Join(b.ears.empty(), "\n")
}

// visit goes to a path and waits until the page is loaded.
func (b tab) visit(path string) {
	b.Helper()
	b.do("visit "+path, chromedp.Navigate(b.base+path))
}

// follow clicks an element and waits for one that only the next page has.
func (b tab) follow(element, next string) {
	b.Helper()
	b.do("click "+element+" and wait for "+next, chromedp.Click(chromedp.CSS(element)), chromedp.WaitVisible(chromedp.CSS(next)))
}

// resize sets the width of the screen in CSS pixels.
func (b tab) resize(width int64) {
	b.Helper()
	b.do("resize", chromedp.EmulateViewport(width, tallest))
}

// scheme sets what the system prefers: light or dark.
func (b tab) scheme(name string) {
	b.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
}

// shoot keeps a picture of the whole page where SHOTS asks for it.
func (b tab) shoot(name string) {
	b.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.Fatalf("take a picture: %v", err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600); err != nil {
		b.Fatal(err)
	}
}

// read returns the value of an expression in the page. It is the browser's tool that asks, not a script of the page: it
// also answers where those are switched off.
func read[T any](b tab, expression string, args ...any) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
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
		b.Fatalf("read %.200s: %v\n%s", expression, err, b.seen())
	}
	return value
}

// call gives the browser a command that chromedp has no step for.
func call[P, R any](b tab, command cdp.Command[P, R], params P) R {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		b.Fatalf("%s: %v\n%s", command.Method, err, b.seen())
	}
	return result
}
