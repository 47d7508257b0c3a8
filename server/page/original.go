package page

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/server/request"
)

// Originals opens the files that documents were read from: index.ErrNotFound for one that is there no more. Who holds
// the folders implements it; the server knows none.
type Originals interface {
	Original(ctx context.Context, d *index.Document) (*index.Original, error)
}

// originalKinds are the content types of the formats of files. A browser is not to show any of them: what it may run is
// handed over as bytes.
var originalKinds = map[string]string{
	"pdf": "application/pdf", "txt": "text/plain", "md": "text/plain", "csv": "text/csv", "rtf": "application/rtf", "epub": "application/epub+zip",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"odt":  "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
	"odp": "application/vnd.oasis.opendocument.presentation", "doc": "application/msword", "zip": "application/zip",
}

// policyOriginal lets a file do nothing, should a browser show it after all.
const policyOriginal = "sandbox; default-src 'none'"

// downloadTime is how long a file may take to be sent: the largest that is read, over a slow line.
const downloadTime = time.Hour

// Files that documents were read from are not served, or a file is no longer there.
var (
	ErrOriginalsOff = errors.New("original files are not served")
	ErrOriginalGone = errors.New("the original file is gone")
)

// original answers with the file of a document, to be saved. A file that is no longer what was read is said to be so
// first, and sent where the address says now=1.
func (pages *Pages) Original(c echo.Context) error {
	if pages.originals == nil {
		return ErrOriginalsOff
	}
	d, err := pages.searcher.Engine.Document(c.Request().Context(), c.Param("id"))
	if err != nil {
		return fmt.Errorf("document: %w", err)
	}
	file, err := pages.originals.Original(c.Request().Context(), d)
	if err != nil {
		if errors.Is(err, index.ErrNotFound) {
			return ErrOriginalGone
		}
		return fmt.Errorf("original: %w", err)
	}
	defer file.Close()
	if file.Changed && c.QueryParam("now") != "1" {
		return pages.changedPage(c, d)
	}
	kind := originalKinds[file.Format]
	if kind == "" {
		kind = echo.MIMEOctetStream
	}
	h := c.Response().Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", attachment(file.Name))
	h.Set("Content-Security-Policy", policyOriginal)
	// A writer that has no deadlines needs no later one.
	_ = http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(downloadTime))
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, file)
	return nil
}

// attachment is a Content-Disposition (RFC 6266) by which a file is saved under its name, without what would lead to
// another folder or show it as something else.
func attachment(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return '_'
		}
		return r
	}, name)
	if value := mime.FormatMediaType("attachment", map[string]string{"filename": name}); value != "" && strings.Trim(name, ". ") != "" {
		return value
	}
	return "attachment"
}

// changedPage says that the file is no longer what was read, before it is taken for it.
func (pages *Pages) changedPage(c echo.Context, d *index.Document) error {
	w := pages.context(c)
	here := request.PathDocuments + url.PathEscape(d.ID)
	title := w.T("original.changed")
	page := errorPage{layout: w.layout(title, searchBox{}), Heading: title, Detail: w.T("original.changed.detail")}
	page.Ways = []choiceLink{{Label: w.T("original.now"), URL: w.withLang(here + "/original?now=1")}, {Label: w.T("original.back"), URL: w.withLang(here)}}
	page.Languages = w.languages(c)
	return w.render(c, http.StatusConflict, "error", page)
}
