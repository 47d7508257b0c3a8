package request

import (
	"net/url"
	"slices"
	"strconv"

	"daftar/index"
)

// SectionPassages is the number of passages of a document that one page shows: about a hundred printed pages, which
// browsers still handle easily.
const SectionPassages = 400

// NoPassage stands for the document as a whole where the number of a passage (from 0) is expected.
const NoPassage = -1

// SectionOf returns the section (from 1) of a document's page that shows a passage.
func SectionOf(passage int) int { return max(passage, 0)/SectionPassages + 1 }

// PassageAnchor returns the id of a passage in a page, such as passage-3 for the third.
func PassageAnchor(passage int) string { return "passage-" + strconv.Itoa(passage+1) }

// DocumentURL returns the address of a document's page, at a passage or NoPassage. It carries the search: the page highlights
// its words and links back to the results.
func (p Params) DocumentURL(id string, passage int) string {
	return PassageURL(id, passage, p.Pairs()...)
}

// PassageURL returns the address of a document's page with parameters, at a passage or NoPassage.
func PassageURL(id string, passage int, pairs ...Pair) string {
	if section := SectionOf(passage); section > 1 {
		pairs = append(slices.Clone(pairs), Pair{"section", strconv.Itoa(section)})
	}
	link := Address(PathDocuments+url.PathEscape(id), pairs)
	if passage >= 0 {
		link += "#" + PassageAnchor(passage)
	}
	return link
}

// Permalink returns the address by which a document, or a passage of it, is cited. It carries the beginning of the hash of
// the text, so that the page can tell a later reader whether the text has changed.
func Permalink(d *index.Document, passage int) string {
	pairs := []Pair{}
	if d.Hash != "" {
		pairs = append(pairs, Pair{"hash", d.Hash[:min(len(d.Hash), permalinkHash)]})
		if passage >= 0 {
			pairs = append(pairs, Pair{"passage", strconv.Itoa(passage + 1)})
		}
	}
	link := Address(PathDocuments+d.ID, pairs)
	if passage >= 0 {
		link += "#" + PassageAnchor(passage)
	}
	return link
}

// permalinkHash is in hex digits: 64 bits tell any two versions of a text apart.
const permalinkHash = 16

// TagName returns the value of the parameter tag, like EventRoleName and DateName. The parameter highlights the evidence of a tag, of the
// role of a country in an event, or of a date.
func TagName(t index.Tag) string { return string(t.Kind) + ":" + t.ID }

// EventRoleName is the value of the parameter tag for the role of a country.
func EventRoleName(t index.Tag) string { return "role:" + t.ID }

// DateName is the value of the parameter tag for a date.
func DateName(m index.DateMention) string { return "date:" + m.Date.String() }

// EvidenceURL returns the address at which evidence stands on the page with the given parameters.
func EvidenceURL(d *index.Document, e index.Evidence, pairs ...Pair) string {
	if e.Title {
		return PassageURL(d.ID, NoPassage, pairs...) + "#title"
	}
	return PassageURL(d.ID, d.PassageAt(e.Start), pairs...)
}
