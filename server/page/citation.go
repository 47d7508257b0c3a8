package page

import (
	"strconv"
	"strings"

	"daftar/server/cite"
	"daftar/server/request"
)

// citedView tells a reader who followed a permalink whether the text is still the one that was cited.
type citedView struct {
	Changed bool
	Words   string
	URL     string // of the cited passage, if there is one
}

func (v documentView) cited() *citedView {
	if v.hash == "" || v.doc.Hash == "" {
		return nil
	}
	if strings.HasPrefix(v.doc.Hash, v.hash) {
		return &citedView{Words: v.w.T("cited.same")}
	}
	name := v.w.where(max(v.passage, 0), 0, "")
	switch {
	case v.passage < 0:
		return &citedView{Changed: true, Words: v.w.T("cited.changed")}
	case v.passage >= len(v.doc.Passages):
		return &citedView{Changed: true, Words: v.w.T("cited.changed-gone", name)}
	}
	return &citedView{true, v.w.T("cited.changed-passage", name), "#" + request.PassageAnchor(v.passage)}
}

// citeView is a reference to the document or to a passage, as text and as files for reference managers.
type citeView struct {
	ID, Text string
	Files    []choiceLink
}

var fileLabels = map[string]string{"ris": "RIS", "bibtex": "BibTeX", "csl": "CSL"}

// newCite refers to a passage, or to the document with request.NoPassage.
func (v documentView) newCite(passage int) *citeView {
	reference := cite.Reference{Document: v.doc, Passage: passage, Address: v.baseURL + request.Permalink(v.doc, passage)}
	out := &citeView{ID: "citation", Text: strings.TrimSpace(reference.Text())}
	pairs := []request.Pair{}
	if passage >= 0 {
		out.ID = "citation-" + request.PassageAnchor(passage)
		pairs = append(pairs, request.Pair{Name: "passage", Value: strconv.Itoa(passage + 1)})
	}
	for _, f := range cite.Formats {
		label, isFile := fileLabels[f.Name]
		if !isFile {
			continue
		}
		url := request.Address(request.PathAPIDocuments+v.doc.ID+"/citation", append([]request.Pair{{Name: "format", Value: f.Name}}, pairs...))
		out.Files = append(out.Files, choiceLink{Label: label, URL: url})
	}
	return out
}
