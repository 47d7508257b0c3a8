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

// Originals opens the files that documents were read from. The error is index.ErrNotFound if the file no longer exists. The
// command implements it, because the server does not know the folders.
type Originals interface {
	Original(ctx context.Context, d *index.Document) (*index.Original, error)
}

// originalTypes are content types by format. A format that a browser might run, such as HTML, is missing and is sent as bytes.
var originalTypes = map[string]string{
	"pdf": "application/pdf", "txt": "text/plain", "md": "text/plain", "csv": "text/csv", "rtf": "application/rtf", "epub": "application/epub+zip",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"odt":  "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
	"odp": "application/vnd.oasis.opendocument.presentation", "doc": "application/msword", "zip": "application/zip",
}

// policyOriginal forbids everything, in case a browser shows the file nevertheless.
const policyOriginal = "sandbox; default-src 'none'"

// downloadTime is enough for the largest file over a slow line.
const downloadTime = time.Hour

// Errors of Original.
var (
	ErrOriginalsOff = errors.New("original files are not served")
	ErrOriginalGone = errors.New("the original file is gone")
)

// Original handles /documents/{id}/original: it sends the file of a document as a download. If the file has changed since it
// was read, it shows a page that reports the change; now=1 sends the changed file.
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
	kind := originalTypes[file.Format]
	if kind == "" {
		kind = echo.MIMEOctetStream
	}
	h := c.Response().Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", attachment(file.Name))
	h.Set("Content-Security-Policy", policyOriginal)
	// A writer without deadlines returns an error here, which does not matter.
	_ = http.NewResponseController(c.Response()).SetWriteDeadline(time.Now().Add(downloadTime))
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, file)
	return nil
}

// attachment returns a Content-Disposition (RFC 6266) with the name of the file, without characters that lead to another folder
// or disguise the name.
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

// changedPage tells that the file has changed since it was read.
func (pages *Pages) changedPage(c echo.Context, d *index.Document) error {
	w := pages.context(c)
	here := request.PathDocuments + url.PathEscape(d.ID)
	title := w.T("original.changed")
	page := errorPage{layout: w.layout(title, searchBox{}), Heading: title, Detail: w.T("original.changed.detail")}
	page.Links = []choiceLink{{Label: w.T("original.now"), URL: w.withLang(here + "/original?now=1")}, {Label: w.T("original.back"), URL: w.withLang(here)}}
	page.Languages = w.languages(c)
	return w.render(c, http.StatusConflict, "error", page)
}
