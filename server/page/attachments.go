package page

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"daftar/index"
	"daftar/server/request"
)

// attachedView is what lies in a document, and what it lies in.
type attachedView struct {
	Parent *heldLink
	Inside bool // the parent is an archive, not a document
	Holds  []heldLink
	More   string
}

// heldLink has no URL where there is no document to show: an archive.
type heldLink struct{ Title, Path, Format, URL string }

func (w pageContext) newAttached(d *index.Document) attachedView {
	out := attachedView{}
	if d.Parent.Path != "" {
		parent := w.heldLink(d.Parent)
		out.Parent, out.Inside = &parent, parent.URL == ""
	}
	for _, l := range d.Attachments {
		out.Holds = append(out.Holds, w.heldLink(l))
	}
	if d.MoreAttachments > 0 {
		out.More = w.T("more", d.MoreAttachments)
	}
	return out
}

func (w pageContext) heldLink(l index.Link) heldLink {
	out := heldLink{Title: l.Title, Path: l.Path, Format: strings.ToUpper(l.Format)}
	if strings.TrimSpace(out.Title) == "" {
		out.Title, out.Path = l.Path, ""
	}
	if l.ID != "" {
		out.URL = w.withLang(request.PathDocuments + url.PathEscape(l.ID))
	}
	return out
}

// fileView says where the file is that the document was read from.
type fileView struct {
	URL           string // "" if it is gone
	Changed, Gone bool
}

// summed bytes of a file are compared with what was read while a page waits, some milliseconds of work; of a larger one
// the download itself says whether it has changed.
const summed = 4 << 20

// newFile is nil where originals are not served, or there is none.
func (v documentView) newFile(ctx context.Context) *fileView {
	d := v.doc
	if v.w.pages.originals == nil || d.Path == "" {
		return nil
	}
	view := &fileView{URL: v.w.withLang(request.PathDocuments + url.PathEscape(d.ID) + "/original")}
	if page := v.shownPage(); d.Format == "pdf" && page > 0 {
		view.URL += "#page=" + strconv.Itoa(page)
	}
	if d.Origin.Size > summed || d.Origin.SHA256 == "" {
		return view
	}
	file, err := v.w.pages.originals.Original(ctx, d)
	if err != nil {
		// What else is wrong with the file is said by the download.
		if errors.Is(err, index.ErrNotFound) {
			view.URL, view.Gone = "", true
		}
		return view
	}
	view.Changed = file.Changed
	_ = file.Close() // it was only read
	return view
}

// shownPage is the page that the reader looks at: of the passage that was cited or is to be, else of the first hit.
func (v documentView) shownPage() int {
	at := max(v.passage, v.cite)
	if hits := v.hitPassages(); at < 0 && len(hits) > 0 {
		at = hits[0]
	}
	if at < 0 || at >= len(v.doc.Passages) {
		return 0
	}
	return v.doc.Passages[at].Page
}
