package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestResponsesAreCompressed(t *testing.T) {
	s := serverOf(t, library(t))
	plain := get(t, s, "/help").Body.String()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/help", nil)
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Header().Get("Content-Encoding") != "gzip" || w.Header().Get("Content-Length") != "" {
		t.Fatalf("headers %v", w.Header())
	}
	unpacked, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(unpacked); err != nil || string(text) != plain {
		t.Errorf("%v: %d bytes, want the %d of the page", err, len(text), len(plain))
	}
	r = httptest.NewRequestWithContext(t.Context(), http.MethodHead, "/help", nil)
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Accept-Encoding", "gzip")
	w = httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Errorf("HEAD: %d", w.Code)
	}
}
