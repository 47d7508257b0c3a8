package e2e

import (
	"fmt"
	"net/url"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// ears note what a page that is well does not do: write to the console, open a dialog, ask another host. chromedp calls
// hear from a goroutine of its own.
type ears struct {
	base string // address of the server

	mu         sync.Mutex
	complaints []string
}

func (e *ears) hear(event any) {
	switch v := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(v.Request.URL); err != nil || u.Host != "" && u.Scheme+"://"+u.Host != e.base {
			e.note("asks another host: %s", v.Request.URL)
		}
	case *runtime.EventConsoleAPICalled:
		e.note("writes to the console: %s", v.Type)
	case *runtime.EventExceptionThrown:
		e.note("has a script that fails: %s", v.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		e.note("brings the browser to say: %s %s: %s (%s)", v.Entry.Source, v.Entry.Level, v.Entry.Text, v.Entry.URL)
	case *page.EventJavascriptDialogOpening:
		e.note("opens a dialog: %s", v.Message)
	}
}

func (e *ears) note(format string, args ...any) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.complaints = append(e.complaints, fmt.Sprintf(format, args...))
}

// empty returns the complaints and forgets them.
func (e *ears) empty() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	all := e.complaints
	e.complaints = nil
	return all
}
