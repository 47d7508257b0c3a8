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

// attachmentsView is the attachments of a document and the message or archive that contains it.
type attachmentsView struct {
	Parent      *attachmentLink
	Inside      bool // the parent is an archive, not a document
	Attachments []attachmentLink
	More        string
}

// attachmentLink has no URL for an archive, which is no document.
type attachmentLink struct{ Title, Path, Format, URL string }

func (w pageContext) newAttached(d *index.Document) attachmentsView {
	out := attachmentsView{}
	if d.Parent.Path != "" {
		parent := w.attachmentLink(d.Parent)
		out.Parent, out.Inside = &parent, parent.URL == ""
	}
	for _, l := range d.Attachments {
		out.Attachments = append(out.Attachments, w.attachmentLink(l))
	}
	if d.MoreAttachments > 0 {
		out.More = w.T("more", d.MoreAttachments)
	}
	return out
}

func (w pageContext) attachmentLink(l index.Link) attachmentLink {
	out := attachmentLink{Title: l.Title, Path: l.Path, Format: strings.ToUpper(l.Format)}
	if strings.TrimSpace(out.Title) == "" {
		out.Title, out.Path = l.Path, ""
	}
	if l.ID != "" {
		out.URL = w.withLang(request.PathDocuments + url.PathEscape(l.ID))
	}
	return out
}

// fileView leads to the file that the document was read from.
type fileView struct {
	URL           string // "" if the file no longer exists
	Changed, Gone bool
}

// maxCompared is the size, in bytes, up to which the page checks whether the file has changed, which takes some milliseconds.
// The download checks larger files.
const maxCompared = 4 << 20

// newFile returns nil if original files are not served or the document has none.
func (v documentView) newFile(ctx context.Context) *fileView {
	d := v.doc
	if v.w.pages.originals == nil || d.Path == "" {
		return nil
	}
	view := &fileView{URL: v.w.withLang(request.PathDocuments + url.PathEscape(d.ID) + "/original")}
	if page := v.shownPage(); d.Format == "pdf" && page > 0 {
		view.URL += "#page=" + strconv.Itoa(page)
	}
	if d.Origin.Size > maxCompared || d.Origin.SHA256 == "" {
		return view
	}
	file, err := v.w.pages.originals.Original(ctx, d)
	if err != nil {
		// The download reports other errors.
		if errors.Is(err, index.ErrNotFound) {
			view.URL, view.Gone = "", true
		}
		return view
	}
	view.Changed = file.Changed
	_ = file.Close() // it was only read
	return view
}

// shownPage returns the page of the cited passage, else that of the first passage that matches; 0 if there is none.
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
