package page

import (
	"slices"
	"strings"

	"daftar/index"
)

// Notes on manual decisions, which have no rule.
const (
	tagManual  = "decided.tag"
	dateManual = "decided.event"
)

// historical returns a note on a former state and its successors: a document about it is not about them.
func (v documentView) historical(t index.Tag) string {
	c, known := v.w.searcher.Vocabulary.Country(t.ID)
	if t.Kind != index.KindCountry || !known || !c.Historical {
		return ""
	}
	names := make([]string, len(c.Successors))
	for n, id := range c.Successors {
		names[n] = v.w.Label(index.FieldCountry, id)
	}
	return v.w.T("historical", v.w.PlainNumber(c.From), v.w.PlainNumber(c.To), strings.Join(names, v.w.T("comma")))
}

// removed lists the tags that an editor removed. A tag that is both added and removed, or that the vocabulary does not know, is
// left out.
func (v documentView) removed(kind index.Kind, change index.TagOverrides) string {
	var names []string
	for _, id := range change.Remove {
		if !slices.Contains(change.Add, id) && v.knows(kind, id) {
			names = append(names, v.w.Label(index.Field(kind), id))
		}
	}
	return strings.Join(names, v.w.T("comma"))
}

func (v documentView) knows(kind index.Kind, id string) (known bool) {
	if kind == index.KindCountry {
		_, known = v.w.searcher.Vocabulary.Country(id)
		return known
	}
	_, known = v.w.searcher.Vocabulary.Theme(id)
	return known
}
