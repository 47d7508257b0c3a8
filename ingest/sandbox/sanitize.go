package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/ingest/extract"
)

// What a part may bring along. The worker cuts what is more and says so; a worker that sends more is not one.
const (
	// maxBreaks is a heading or page in each 300 bytes of the longest text.
	maxBreaks = 200_000
	// maxHeadingBytes bounds all headings of a part together.
	maxHeadingBytes = 16 << 20
	// problemsOfPart: nobody reads more.
	maxProblems = 200
	// maxStringBytes is the length of a reason, a limit, a place.
	maxStringBytes = 400
	// maxKeys and keyBytes bound other metadata; a message has about thirty headers.
	maxKeys     = 64
	maxKeyBytes = 100
	// maxRefs is how many countries or themes a person adds to, or takes from, a document.
	maxRefs = 100
	// maxLabelBytes is the length of a format's name for people.
	maxLabelBytes = 40
	// maxPage keeps page numbers small enough to be one.
	maxPage = 1_000_000
)

// sanitize makes a part such that nothing in it can surprise who reads it: valid UTF-8 in one line, bounded, breaks in
// order and on the borders of characters. The worker does it so that what it sends is accepted, and the parent because
// it does not trust the worker.
func sanitize(p *extract.Item) {
	p.Name, p.Parent = sanitizeName(p.Name), sanitizeName(p.Parent)
	p.Format = sanitizeFormat(p.Format)
	p.Problems = sanitizeProblems(p.Problems)
	if p.Extracted != nil {
		sanitizeReading(p.Extracted)
	}
	if p.Extracted == nil && len(p.Problems) == 0 && !p.Format.IsContainer() {
		p.Problems = []index.Problem{{Reason: "nothing was read and the reader does not say why"}}
	}
}

// sanitizeName makes a place in a file of a name: one that leads nowhere and shows what it is (marks that turn the
// direction of writing hide an ending). The file itself has none.
func sanitizeName(name string) string {
	if name == "" {
		return ""
	}
	return extract.SafePath(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "_")))
}

// sanitizeFormat takes the format that has this name; of one without a reader only the name and the label.
func sanitizeFormat(f extract.Format) extract.Format {
	for _, known := range extract.Formats() {
		if known.Name == f.Name {
			return known
		}
	}
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, f.Name)
	return extract.Format{Name: name[:min(len(name), 8)], Label: singleLine(f.Label, maxLabelBytes)}
}

func singleLine(s string, limit int) string {
	return extract.OneLine(strings.ToValidUTF8(s, "_"), limit)
}

func sanitizeProblems(all []index.Problem) []index.Problem {
	more := len(all) - maxProblems
	if more > 0 {
		all = all[:maxProblems]
	}
	kept := make([]index.Problem, 0, len(all)+1)
	for _, p := range all {
		kept = append(kept, index.Problem{Where: singleLine(p.Where, maxStringBytes), Reason: singleLine(p.Reason, maxStringBytes), Limit: p.Limit})
	}
	if more > 0 {
		kept = append(kept, index.Problem{Reason: fmt.Sprintf("and %d problems more", more), Limit: true})
	}
	return kept
}

func sanitizeReading(r *extract.Extracted) {
	m, _ := extract.ParseFields(known(r.Metadata))
	m.Meta, m.Overrides = sanitizeMeta(r.Meta), sanitizeDecisions(r.Overrides)
	if !strings.HasPrefix(m.URL, "https://") && !strings.HasPrefix(m.URL, "http://") {
		m.URL = ""
	}
	r.Metadata = m
	r.Heading = singleLine(r.Heading, extract.MaxTitleBytes)
	r.DeclaredLang = sanitizeLang(r.DeclaredLang)
	r.Limits = sanitizeProblems(r.Limits[:min(len(r.Limits), maxProblems)])
	if len(r.Breaks) > maxBreaks {
		r.Limits = append(r.Limits, index.Problem{Reason: fmt.Sprintf("only the first %d headings and pages are known", maxBreaks), Limit: true})
	}
	r.Breaks = sanitizeBreaks(r.Breaks, r.Text)
}

func sanitizeLang(lang string) string {
	m, _ := extract.ParseFields(map[string]string{"lang": lang})
	return m.Lang
}

// sanitizeMeta keeps the first keys in their order, so that the same file gives the same ones.
func sanitizeMeta(meta map[string]string) map[string]string {
	if len(meta) == 0 {
		return nil
	}
	kept, left := make(map[string]string, min(len(meta), maxKeys)), extract.MaxMetadataBytes
	for _, key := range slices.Sorted(maps.Keys(meta)) {
		k, v := singleLine(key, maxKeyBytes), singleLine(meta[key], extract.MaxFieldBytes)
		if left -= len(k) + len(v); k == "" || left < 0 || len(kept) == maxKeys {
			continue
		}
		kept[k] = v
	}
	return kept
}

func sanitizeDecisions(d extract.Overrides) extract.Overrides {
	m, _ := extract.ParseFields(map[string]string{"date": d.Event.String()})
	return extract.Overrides{
		Countries: sanitizeChange(d.Countries), Themes: sanitizeChange(d.Themes), Event: m.Published, File: singleLine(d.File, extract.MaxNameBytes),
	}
}

func sanitizeChange(c extract.TagChanges) extract.TagChanges {
	return extract.TagChanges{Add: sanitizeRefs(c.Add), Remove: sanitizeRefs(c.Remove)}
}

func sanitizeRefs(all []extract.TagRef) []extract.TagRef {
	var kept []extract.TagRef
	for _, ref := range all[:min(len(all), maxRefs)] {
		kept = append(kept, extract.TagRef{ID: singleLine(ref.ID, maxKeyBytes), Line: max(ref.Line, 0)})
	}
	return kept
}

// sanitizeBreaks leaves out the breaks that do not lie in the text, in its order, at the beginning of a character, and
// those that are too many.
func sanitizeBreaks(all []extract.Break, text string) []extract.Break {
	kept, last, left := all[:0:0], 0, maxHeadingBytes
	for _, b := range all {
		if b.Offset < last || b.Offset >= len(text) || !utf8.RuneStart(text[b.Offset]) {
			continue
		}
		b.Heading, b.Page = singleLine(b.Heading, extract.MaxTitleBytes), min(max(b.Page, 0), maxPage)
		if left -= len(b.Heading); left < 0 || len(kept) == maxBreaks {
			break
		}
		last = b.Offset
		kept = append(kept, b)
	}
	return kept
}

// validText replaces what is no UTF-8, byte for byte, so that breaks stay where they are.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	b := []byte(s)
	for at := 0; at < len(b); {
		r, size := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && size == 1 {
			b[at] = '?'
		}
		at += size
	}
	return string(b)
}
