package server

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

var getRoutes = []string{
	"/", "/search", "/search?q=drill", "/documents/drill", "/help", "/robots.txt", "/favicon.ico", "/opensearch.xml",
	"/api/v1/search", "/api/v1/documents/drill", "/api/v1/countries", "/api/v1/themes", "/api/v1/regions", "/api/v1/suggest?q=dr", "/api/v1/status", "/healthz", "/readyz",
}

func TestHeadEqualsGetWithoutBody(t *testing.T) {
	s := serverOf(t, library(t))
	web := httptest.NewServer(s)
	defer web.Close()
	client := web.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	routes := append([]string{assetPath(t, s, "style.css"), assetPath(t, s, "favicon.svg")}, getRoutes...)
	for _, path := range routes {
		get, err := client.Get(web.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		get.Body.Close()
		head, err := client.Head(web.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		head.Body.Close()
		if head.StatusCode != get.StatusCode || head.StatusCode >= 400 || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") {
			t.Errorf("%s: HEAD %d %s, GET %d %s", path, head.StatusCode, head.Header.Get("Content-Type"), get.StatusCode, get.Header.Get("Content-Type"))
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	s := serverOf(t, library(t))
	for _, path := range append([]string{"/nowhere", "/api/v1/nowhere", "/search?limit=x"}, getRoutes...) {
		h := get(t, s, path).Header()
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: policy %q lacks %s", path, policy, want)
			}
		}
		if own := strings.ReplaceAll(policy, "script-src 'self'", ""); strings.Contains(own, "unsafe") || strings.Contains(own, "script-src") || strings.Contains(own, "http") {
			t.Errorf("%s: policy %q allows too much", path, policy)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: headers %v", path, h)
		}
		if !strings.Contains(h.Get("Cache-Control"), "no-cache") {
			t.Errorf("%s: cache-control %q", path, h.Get("Cache-Control"))
		}
	}
}

func TestOtherMethodsAreNotAllowed(t *testing.T) {
	s := serverOf(t, library(t))
	for _, path := range []string{"/", "/search", "/api/v1/status", "/documents/drill"} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
			if w := ask(t, s, method, path, "{}"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
				t.Errorf("%s %s: got %d, Allow %q", method, path, w.Code, w.Header().Get("Allow"))
			}
		}
	}
}

func TestAllowedHosts(t *testing.T) {
	for _, test := range []struct {
		addr, host string
		more       []string
		want       bool
	}{
		{"127.0.0.1:8080", "127.0.0.1:8080", nil, true},
		{"127.0.0.1:8080", "localhost:8080", nil, true},
		{"127.0.0.1:8080", "LOCALHOST", nil, true},
		{"127.0.0.1:8080", "localhost.", nil, true},
		{"127.0.0.1:8080", "[::1]:8080", nil, true},
		{"127.0.0.1:8080", "127.8.8.8", nil, true},
		{"127.0.0.1:8080", "evil.example:8080", nil, false},
		{"127.0.0.1:8080", "127.0.0.1.evil.example", nil, false},
		{"127.0.0.1:8080", "localhost.evil.example", nil, false},
		{"127.0.0.1:8080", "192.168.1.5:8080", nil, false},
		{"127.0.0.1:8080", "", nil, false},
		{"192.168.1.5:8080", "192.168.1.5:8080", nil, true},
		{"0.0.0.0:8080", "192.168.1.5:8080", nil, true},
		{"[::]:8080", "[fd00::1]:8080", nil, true},
		{":8080", "10.0.0.1", nil, true},
		{"0.0.0.0:8080", "daftar.example", nil, false},
		{"0.0.0.0:8080", "daftar.example:8080", []string{"Daftar.example"}, true},
	} {
		if got := newHosts(test.addr, test.more).allow(test.host); got != test.want {
			t.Errorf("listening on %s with --host %q: %q allowed %v, want %v", test.addr, test.more, test.host, got, test.want)
		}
	}
}

func TestUnknownHostIsRejected(t *testing.T) {
	s := serverOf(t, library(t))
	for _, path := range []string{"/", "/api/v1/search"} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "evil.example"
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusMisdirectedRequest || !strings.Contains(w.Body.String(), "evil.example") {
			t.Errorf("%s: got %d %s", path, w.Code, w.Body)
		}
	}
}

// TestRequestsBeyondTheLimitAreRejected fills every slot and sends one more request.
func TestRequestsBeyondTheLimitAreRejected(t *testing.T) {
	f := library(t)
	s := serverOf(t, f)
	for range maxInFlight {
		s.slots <- struct{}{}
	}
	w := get(t, s, "/api/v1/search")
	checkProblem(t, "busy", w, http.StatusServiceUnavailable, "as many searches")
	if w.Header().Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	if w := get(t, s, "/healthz"); w.Code != http.StatusOK {
		t.Errorf("probe of a busy server: got %d", w.Code)
	}
	<-s.slots
	if w := get(t, s, "/api/v1/search"); w.Code != http.StatusOK {
		t.Errorf("with a free slot: got %d", w.Code)
	}
}

func TestCancelledRequestIsNotAnError(t *testing.T) {
	f := library(t)
	f.wait = make(chan struct{})
	s := serverOf(t, f)
	ctx, cancel := context.WithCancel(t.Context())
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/api/v1/search", nil)
	r.Host = "localhost"
	var wg sync.WaitGroup
	w := httptest.NewRecorder()
	wg.Go(func() { s.ServeHTTP(w, r) })
	cancel()
	wg.Wait()
	if w.Code != statusClientClosedRequest {
		t.Errorf("got %d, want %d", w.Code, statusClientClosedRequest)
	}
}

func TestConnectionLimits(t *testing.T) {
	h := serverOf(t, library(t)).HTTP()
	if h.ReadHeaderTimeout == 0 || h.ReadTimeout == 0 || h.WriteTimeout == 0 || h.IdleTimeout == 0 || h.MaxHeaderBytes == 0 {
		t.Errorf("a limit is not set: %+v", h)
	}
	if h.WriteTimeout <= requestTime {
		t.Error("an answer could be cut off before the request's own deadline")
	}
}

// TestLogContainsNoQueryAndNoText searches for words and reads a document.
func TestLogContainsNoQueryAndNoText(t *testing.T) {
	var log bytes.Buffer
	s, err := New(Options{Searcher: library(t), Vocabulary: words(t), Log: slog.New(slog.NewTextHandler(&log, nil)), Addr: "127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/search?q=Kazakhstan", "/api/v1/search?q=Kazakhstan", "/documents/drill?q=Kazakhstan", "/search?q=Kazakhstan&limit=x", "/nowhere?q=Kazakhstan"} {
		get(t, s, path)
	}
	if strings.Contains(log.String(), "Kazakhstan") || strings.Contains(log.String(), "observers") {
		t.Errorf("the log tells what was asked:\n%s", log.String())
	}
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	if len(lines) != 5 {
		t.Fatalf("got %d lines, want one a request:\n%s", len(lines), log.String())
	}
	for _, want := range []string{"method=GET", "route=/search", "status=200", "took=", "query_length=10", "total=2"} {
		if !strings.Contains(lines[0], want) {
			t.Errorf("line %q lacks %s", lines[0], want)
		}
	}
}
