package page

import (
	"strings"

	"daftar/index/date"
	"daftar/server/request"
)

// linkedData is the metadata of a document as JSON-LD with the vocabulary of schema.org. The kind of CreativeWork is unknown.
// html/template escapes it so that no value can end the script element.
type linkedData struct {
	Context   string  `json:"@context"`
	Type      string  `json:"@type"`
	Name      string  `json:"name"`
	URL       string  `json:"url"`
	Author    *ldName `json:"author,omitempty"`
	Publisher *ldName `json:"publisher,omitempty"`
	Published string  `json:"datePublished,omitempty"` // ISO 8601
	Language  string  `json:"inLanguage,omitempty"`    // BCP 47
	ID        string  `json:"identifier,omitempty"`
}

type ldName struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

func (v documentView) linkedData() linkedData {
	d := v.doc
	out := linkedData{
		Context: "https://schema.org", Type: "CreativeWork", Name: valid(d.Title), URL: v.published(), Language: valid(d.Lang),
		Published: d.Published.String(),
	}
	if d.Hash != "" {
		out.ID = "sha256:" + d.Hash
	}
	if d.Author != "" {
		out.Author = &ldName{"Person", valid(d.Author)}
	}
	if d.Source != "" {
		out.Publisher = &ldName{"Organization", valid(d.Source)}
	}
	return out
}

// valid replaces bytes that are not UTF-8.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// published returns the address at which a document was published, else its address in this library.
func (v documentView) published() string {
	if url := webAddress(v.doc.URL); url != "" {
		return url
	}
	here, _, _ := strings.Cut(v.baseURL+request.Permalink(v.doc, request.NoPassage), "?")
	return here
}

// citationMeta returns the meta elements that reference managers read (names of Google Scholar, dates with slashes). They have
// no form for a span of days.
func (v documentView) citationMeta() (all []request.Pair) {
	d := v.doc
	add := func(name, value string) {
		if value != "" {
			all = append(all, request.Pair{Name: "citation_" + name, Value: value})
		}
	}
	add("title", d.Title)
	add("author", d.Author)
	if d.Published.Precision != date.PrecisionRange {
		add("publication_date", strings.ReplaceAll(d.Published.String(), "-", "/"))
	}
	add("language", d.Lang)
	add("publisher", d.Source)
	add("public_url", v.published())
	return all
}
