package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"daftar/index"
)

// drawer has the files of a few documents by id.
type drawer map[string]index.Original

func (d drawer) Original(_ context.Context, doc *index.Document) (*index.Original, error) {
	o, there := d[doc.ID]
	switch {
	case doc.ID == "bare":
		return nil, errors.New("the disk is on fire")
	case !there:
		return nil, index.ErrNotFound
	}
	o.ReadSeekCloser = openText{strings.NewReader("%PDF-1.7 of the drill")}
	return &o, nil
}

type openText struct{ io.ReadSeeker }

func (openText) Close() error { return nil }

// withFiles is a server with original files: that of drill is unchanged, that of border has changed.
func withFiles(t *testing.T) *Server {
	t.Helper()
	f := library(t)
	for _, d := range f.docs {
		d.Origin = index.Origin{Size: 21, SHA256: strings.Repeat("0f", 32)}
	}
	f.docs[0].Format = "pdf"
	s, err := New(Options{Searcher: f, Vocabulary: words(t), Addr: "127.0.0.1:8080", Originals: drawer{
		"drill":   {Name: "a\"b/../\u202eفایل\r\nX: y.pdf", Format: "pdf", Size: 21},
		"border":  {Name: "border.html", Format: "html", Size: 21, Changed: true},
		"persian": {Name: "..", Format: "svg", Size: 21},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOriginalIsDownloaded(t *testing.T) {
	s := withFiles(t)
	for _, test := range []struct {
		path   string
		status int
		kind   string
		named  string
	}{
		{"/documents/drill/original", 200, "application/pdf", "attachment; filename*=utf-8''a%22b_.._"},
		{"/documents/border/original?now=1", 200, "application/octet-stream", "attachment; filename=border.html"},
		{"/documents/persian/original", 200, "application/octet-stream", "attachment"},
		{"/documents/border/original", 409, "text/html; charset=utf-8", ""},
		{"/documents/steppe/original", 404, "text/html; charset=utf-8", ""},
		{"/documents/nobody/original", 404, "text/html; charset=utf-8", ""},
		{"/documents/bare/original", 500, "text/html; charset=utf-8", ""},
	} {
		w := get(t, s, test.path)
		h := w.Header()
		if w.Code != test.status || h.Get("Content-Type") != test.kind || !strings.HasPrefix(h.Get("Content-Disposition"), test.named) || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %d %v", test.path, w.Code, h)
		}
		if strings.ContainsAny(h.Get("Content-Disposition"), "\r\n\u202e/\\") {
			t.Errorf("%s: %q", test.path, h.Get("Content-Disposition"))
		}
		if test.status == 200 && (h.Get("Content-Security-Policy") != "sandbox; default-src 'none'" || w.Body.String() != "%PDF-1.7 of the drill" || h.Get("X-Frame-Options") != "DENY") {
			t.Errorf("%s: %v %q", test.path, h, w.Body)
		}
		if strings.Contains(w.Body.String(), "fire") {
			t.Errorf("%s tells internals: %s", test.path, w.Body)
		}
	}
	if main := text(one(t, getPage(t, s, "/documents/border/original", 409), "main")); !strings.Contains(main, "has changed since it was read") || !strings.Contains(main, "Download the current file") {
		t.Errorf("a changed file: %q", main)
	}
	if main := text(one(t, getPage(t, serverOf(t, library(t)), "/documents/drill/original", 404), "main")); !strings.Contains(main, "does not offer original files") {
		t.Errorf("without originals: %q", main)
	}
}

// TestOriginalSupportsRanges requests a range, which counts the bytes of the file itself.
func TestOriginalSupportsRanges(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1/documents/drill/original", nil)
	r.Header.Set("Range", "bytes=1-3")
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	withFiles(t).ServeHTTP(w, r)
	if w.Code != http.StatusPartialContent || w.Body.String() != "PDF" || w.Header().Get("Content-Encoding") != "" {
		t.Errorf("%d %v %q", w.Code, w.Header(), w.Body)
	}
}

func TestDocumentLinksToItsFile(t *testing.T) {
	s := withFiles(t)
	for id, want := range map[string][2]string{
		"drill?cite=2": {"/documents/drill/original#page=2", "Original file"}, "border": {"/documents/border/original", "The original has changed"},
		"steppe": {"", "The original file no longer exists."}, "bare": {"/documents/bare/original", "Original file"},
	} {
		doc := getPage(t, s, "/documents/"+id, 200)
		link := ""
		for _, a := range find(doc, "p.meta a") {
			if strings.Contains(attr(a, "href"), "/original") {
				link = attr(a, "href")
			}
		}
		if got := text(one(t, doc, "p.meta")); link != want[0] || !strings.Contains(got, want[1]) {
			t.Errorf("%s: %q, %q", id, link, got)
		}
	}
	if doc := getPage(t, serverOf(t, library(t)), "/documents/drill", 200); strings.Contains(strings.Join(hrefs(doc), " "), "/original") {
		t.Error("a link to a file that is not served")
	}
}
