package server

import (
	"context"
	"daftar/server/handler"
	"daftar/server/request"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

const (
	// maxInFlight bounds the requests that wait for the few slots of the engine; more would only wait past their timeout.
	maxInFlight = 64
	// requestTime is far above the time of a search (milliseconds) and below the patience of a reader.
	requestTime = 15 * time.Second
)

// logRequests logs one line a request, with the route and sizes but never the words of a search.
func (s *Server) logRequests(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begin := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		attrs := []slog.Attr{
			slog.String("method", c.Request().Method), slog.String("route", c.Path()),
			slog.Int("status", c.Response().Status), slog.Duration("took", time.Since(begin)),
		}
		if record, ok := handler.RecordedSearch(c); ok {
			attrs = append(attrs, slog.Int("query_length", record.TextLength), slog.Int("total", record.Total))
		}
		s.log.LogAttrs(c.Request().Context(), slog.LevelInfo, "request", attrs...)
		return nil
	}
}

// recover converts a panic to an error of its request. The stack goes to the log.
func (s *Server) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				s.log.Error("panic", slog.String("route", c.Path()), slog.String("stack", string(debug.Stack())))
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		return next(c)
	}
}

// Content security policies: pages load their own style sheet, script and images and submit forms; API responses load nothing.
const (
	policyPage = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	policyAPI  = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

func securityHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		// Searches of analysts are sensitive: no cache between the server and the browser may keep the response.
		h.Set("Cache-Control", "private, no-cache")
		h.Set("Content-Security-Policy", policyPage)
		if isAPI(c.Request().URL.Path) {
			h.Set("Content-Security-Policy", policyAPI)
		}
		return next(c)
	}
}

// hosts are the allowed names in the Host header. A page of another site can make its own name resolve to this server (DNS
// rebinding) but cannot change the Host header that the browser sends.
type hosts struct {
	names []string
	anyIP bool // listens on every address: rebinding needs a name, so addresses are safe
}

func newHosts(addr string, more []string) hosts {
	h := hosts{names: []string{"localhost"}}
	if host, _, err := net.SplitHostPort(addr); err == nil {
		ip, err := netip.ParseAddr(host)
		h.anyIP = host == "" || err == nil && ip.IsUnspecified()
		h.names = append(h.names, strings.ToLower(host))
	}
	for _, name := range more {
		h.names = append(h.names, strings.ToLower(strings.TrimSuffix(name, ".")))
	}
	return h
}

func (h hosts) allow(header string) bool {
	name := header
	if host, _, err := net.SplitHostPort(header); err == nil {
		name = host
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if ip, err := netip.ParseAddr(name); err == nil && (h.anyIP || ip.IsLoopback()) {
		return true
	}
	return name != "" && slices.Contains(h.names, name)
}

func (s *Server) checkHost(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if !s.hosts.allow(c.Request().Host) {
			return echo.NewHTTPError(http.StatusMisdirectedRequest,
				"Host name "+request.Abbreviate(c.Request().Host)+" is not allowed. Start the server with --host NAME to allow it.")
		}
		return next(c)
	}
}

// limitInFlight rejects requests that would only wait. Health probes pass: a busy server must not be restarted.
func (s *Server) limitInFlight(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Path() == "/healthz" || c.Path() == "/readyz" {
			return next(c)
		}
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
			return next(c)
		default:
			return errBusy
		}
	}
}

func timeout(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), requestTime)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, maxBody)
		return next(c)
	}
}
