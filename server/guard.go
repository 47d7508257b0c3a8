package server

import (
	"context"
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
	// maxInFlight requests wait for the engine's own few slots at most; more would only wait past their deadline.
	maxInFlight = 64
	// requestTime is far above any honest question (milliseconds) and below what a reader waits for.
	requestTime = 15 * time.Second
)

// observe writes one line per request: what was asked for by route and size, never by its words.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begin := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		attrs := []slog.Attr{
			slog.String("method", c.Request().Method), slog.String("route", c.Path()),
			slog.Int("status", c.Response().Status), slog.Duration("took", time.Since(begin)),
		}
		if asked, ok := c.Get(keyAsked).(asked); ok {
			attrs = append(attrs, slog.Int("query_length", asked.length), slog.Int("total", asked.total))
		}
		s.log.LogAttrs(c.Request().Context(), slog.LevelInfo, "request", attrs...)
		return nil
	}
}

// asked is what the log may know of a question.
type asked struct{ length, total int }

const keyAsked = "asked"

func note(c echo.Context, p Params, total int) { c.Set(keyAsked, asked{len(p.Text), total}) }

// recover turns a panic into an error of this one request. The stack goes to the log, the value into the error.
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

// Content security policies: pages have one style sheet, images of ours and forms; answers of the API have nothing.
const (
	policyPage = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	policyAPI  = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

func protect(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		// What an analyst asks is sensitive: nothing between here and the browser may keep it.
		h.Set("Cache-Control", "private, no-cache")
		h.Set("Content-Security-Policy", policyPage)
		if isAPI(c.Request().URL.Path) {
			h.Set("Content-Security-Policy", policyAPI)
		}
		return next(c)
	}
}

// hosts are the names a browser may call the server by. A page of another site can make its own name point here (DNS
// rebinding) but cannot make the browser send another Host header.
type hosts struct {
	names []string
	anyIP bool // listening on every address: rebinding needs a name, an address is no danger
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
				"This server does not answer to the name "+short(c.Request().Host)+". Start it with --host NAME to allow it.")
		}
		return next(c)
	}
}

// limit sheds what would only wait. Probes are let through: a busy server is neither dead nor to be restarted.
func (s *Server) limit(next echo.HandlerFunc) echo.HandlerFunc {
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

func deadline(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), requestTime)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, maxBody)
		return next(c)
	}
}
