package server

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
)

// reading is what the address of a document's page says besides the question that led there.
type reading struct {
	tag  string // whose words are marked: country:PK, role:PK, theme:ID, date:2025-07-26
	part int    // of a long document, from 1
	cite int    // the passage whose citation is shown below it; -1 for none

	hash    string // the beginning of the hash of the text that was cited; "" if the address is no citation's
	passage int    // p: that was cited; -1 for none
}

// readReading reads tag, part, cite, hash and p. A citation outlives the text: its passage may be gone, and the part in
// which it stood, so that both are no mistakes beside a hash.
func readReading(c echo.Context, d *index.Document) (r reading, err error) {
	r = reading{tag: c.QueryParam("tag"), part: 1, cite: -1, passage: -1, hash: strings.ToLower(c.QueryParam("hash"))}
	if !isHash(r.hash) {
		return r, refused("hash", r.hash, saying("allowed.hash"))
	}
	last := len(d.Passages) - 1
	if text := c.QueryParam("p"); text != "" {
		if r.passage, err = strconv.Atoi(text); err != nil || r.passage < 0 || r.hash == "" && r.passage > last {
			return r, refusedNumber("p", text, 0, last)
		}
	}
	if text := c.QueryParam("cite"); text != "" {
		if r.cite, err = strconv.Atoi(text); err != nil || r.cite < 0 || r.cite > last {
			return r, refusedNumber("cite", text, 0, last)
		}
	}
	r.part = partOf(min(max(r.passage, r.cite), last))
	if text := c.QueryParam("part"); text != "" {
		if r.part, err = strconv.Atoi(text); err != nil || r.part < 1 || r.hash == "" && r.part > partOf(last) {
			return r, refusedNumber("part", text, 1, partOf(last))
		}
		r.part = min(r.part, partOf(last))
	}
	return r, nil
}

// isHash reports whether a text is the beginning of a SHA-256 in hex.
func isHash(text string) bool {
	_, err := hex.DecodeString(text + strings.Repeat("0", len(text)%2))
	return err == nil && len(text) <= 64
}

func refusedNumber(name, value string, least, most int) error {
	return refused(name, value, saying("allowed.number", strconv.Itoa(least), strconv.Itoa(most)))
}

// refused is the error of a page about a parameter that only this page knows.
func refused(name, value string, allowed said) error {
	wrong := &index.InvalidError{Name: name, Value: short(value), Allowed: allowed.in(Library{}.english())}
	return &ParamsError{Wrong: []*index.InvalidError{wrong}, allowed: map[*index.InvalidError]said{wrong: allowed}}
}

// citedView says to who followed a citation whether the text is still what was cited.
type citedView struct {
	Changed bool
	Words   string
	URL     string // of the passage, where there is one
}

func (v docView) cited() *citedView {
	if v.hash == "" || v.doc.Hash == "" {
		return nil
	}
	if strings.HasPrefix(v.doc.Hash, v.hash) {
		return &citedView{Words: v.T("cited.same")}
	}
	name := v.where(max(v.passage, 0), 0, "")
	switch {
	case v.passage < 0:
		return &citedView{Changed: true, Words: v.T("cited.changed")}
	case v.passage >= len(v.doc.Passages):
		return &citedView{Changed: true, Words: v.T("cited.changed-gone", name)}
	}
	return &citedView{true, v.T("cited.changed-passage", name), fmt.Sprintf("#p%d", v.passage)}
}

// citeView is a reference to the document, or to a passage of it, as text and as files for programs that keep references.
type citeView struct {
	ID, Text string
	Files    []choiceLink
}

// citeFormats are offered in this order.
var citeFormats = []struct{ format, label string }{{"ris", "RIS"}, {"bibtex", "BibTeX"}, {"csl", "CSL"}}

// newCite refers to a passage, or with -1 to the document.
func (v docView) newCite(passage int) *citeView {
	out := &citeView{ID: "citation", Text: strings.TrimSpace(citation{v.doc, passage, v.here(passage)}.text())}
	pairs := []pair{}
	if passage >= 0 {
		out.ID = fmt.Sprintf("citation-p%d", passage)
		pairs = append(pairs, pair{"p", strconv.Itoa(passage)})
	}
	for _, f := range citeFormats {
		url := address(pathAPIDoc+v.doc.ID+"/citation", append([]pair{{"format", f.format}}, pairs...))
		out.Files = append(out.Files, choiceLink{Label: f.label, URL: url})
	}
	return out
}
