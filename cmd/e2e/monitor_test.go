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

// pageMonitor collects what no page may do: write to the console, open a dialog, send a request to another host. chromedp
// calls observe from its own goroutine.
type pageMonitor struct {
	base string // address of the server

	mu       sync.Mutex
	problems []string
}

func (m *pageMonitor) observe(event any) {
	switch v := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(v.Request.URL); err != nil || u.Host != "" && u.Scheme+"://"+u.Host != m.base {
			m.report("sends a request to another host: %s", v.Request.URL)
		}
	case *runtime.EventConsoleAPICalled:
		m.report("writes to the console: %s", v.Type)
	case *runtime.EventExceptionThrown:
		m.report("has a failing script: %s", v.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		m.report("causes a browser message: %s %s: %s (%s)", v.Entry.Source, v.Entry.Level, v.Entry.Text, v.Entry.URL)
	case *page.EventJavascriptDialogOpening:
		m.report("opens a dialog: %s", v.Message)
	}
}

func (m *pageMonitor) report(format string, args ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.problems = append(m.problems, fmt.Sprintf(format, args...))
}

// drain returns the problems and clears them.
func (m *pageMonitor) drain() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.problems
	m.problems = nil
	return all
}
