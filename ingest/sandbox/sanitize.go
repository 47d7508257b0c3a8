package sandbox

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/ingest/extract"
)

// Bounds of an item. The worker truncates larger items and reports it; the parent stops a worker that exceeds them.
const (
	maxBreaks       = 200_000  // a heading or page per 300 bytes of the longest text
	maxHeadingBytes = 16 << 20 // all headings of an item together
	maxProblems     = 200
	maxStringBytes  = 400 // an argument or place of a problem
	maxKeys         = 64  // a message has about thirty headers
	maxKeyBytes     = 100
	maxRefs         = 100 // countries or themes that an editor adds to a document, or removes
	maxLabelBytes   = 40  // of the name of a format
	maxPage         = 1_000_000
)

// sanitize makes an item safe for its reader: valid UTF-8 without control characters, bounded, breaks in order and at the
// start of characters. The worker calls it so that the parent accepts what it sends, the parent because it does not trust
// the worker.
func sanitize(item *extract.Item) {
	item.Name, item.Parent = sanitizeName(item.Name), sanitizeName(item.Parent)
	item.Format = sanitizeFormat(item.Format)
	item.Problems = sanitizeProblems(item.Problems)
	if item.Extracted != nil {
		sanitizeExtracted(item.Extracted)
	}
	if item.Extracted == nil && len(item.Problems) == 0 && !item.Format.IsContainer() {
		item.Problems = []index.Problem{index.NewProblem(index.ProblemParserFailed, "")}
	}
}

// sanitizeName returns a path that leads nowhere else. It drops marks that change the direction of writing, which could
// hide an extension. The file itself has no name.
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

// sanitizeFormat returns the known format of this name; of an unknown one it keeps name and label only.
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
	kept := make([]index.Problem, 0, min(len(all), maxProblems+1))
	for _, p := range all[:min(len(all), maxProblems)] {
		kept = append(kept, sanitizeProblem(p))
	}
	if more > 0 {
		kept = append(kept, index.NewProblem(index.ProblemMoreProblems, more))
	}
	return kept
}

// sanitizeProblem bounds place and arguments. An unknown code becomes ProblemParserFailed. Whether a part is lost is for the
// parent to decide.
func sanitizeProblem(p index.Problem) index.Problem {
	if !p.Valid() {
		p.Code, p.Args = index.ProblemParserFailed, []any{string(p.Code)}
	}
	clean := index.Problem{Code: p.Code, Place: index.Place{
		Part: singleLine(p.Place.Part, maxStringBytes), Page: min(max(p.Place.Page, 0), maxPage), Line: max(p.Place.Line, 0),
	}}
	for _, arg := range p.Args {
		if text, ok := arg.(string); ok {
			arg = singleLine(text, maxStringBytes)
		}
		clean.Args = append(clean.Args, arg)
	}
	return clean
}

func sanitizeExtracted(e *extract.Extracted) {
	m, _ := extract.ParseFields(extract.FieldValues(e.Metadata))
	m.Meta, e.Overrides = sanitizeMeta(e.Meta), sanitizeOverrides(e.Overrides)
	if !strings.HasPrefix(m.URL, "https://") && !strings.HasPrefix(m.URL, "http://") {
		m.URL = ""
	}
	e.Metadata = m
	e.Heading = singleLine(e.Heading, extract.MaxTitleBytes)
	e.DeclaredLang = sanitizeLang(e.DeclaredLang)
	e.Limits = sanitizeProblems(e.Limits)
	if len(e.Breaks) > maxBreaks {
		e.Limits = append(e.Limits, index.NewProblem(index.ProblemLimitHeadings, maxBreaks))
	}
	e.Breaks = sanitizeBreaks(e.Breaks, e.Text)
}

func sanitizeLang(lang string) string {
	m, _ := extract.ParseFields(map[string]string{"lang": lang})
	return m.Lang
}

// sanitizeMeta keeps the first keys in alphabetical order, so that the same file always gives the same ones.
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

func sanitizeOverrides(o extract.Overrides) extract.Overrides {
	m, _ := extract.ParseFields(map[string]string{"date": o.Event.String()})
	return extract.Overrides{
		Countries: sanitizeChanges(o.Countries), Themes: sanitizeChanges(o.Themes), Event: m.Published,
		File: singleLine(o.File, extract.MaxNameBytes),
	}
}

func sanitizeChanges(c extract.TagChanges) extract.TagChanges {
	return extract.TagChanges{Add: sanitizeRefs(c.Add), Remove: sanitizeRefs(c.Remove)}
}

func sanitizeRefs(all []extract.TagRef) []extract.TagRef {
	var kept []extract.TagRef
	for _, ref := range all[:min(len(all), maxRefs)] {
		kept = append(kept, extract.TagRef{ID: singleLine(ref.ID, maxKeyBytes), Line: max(ref.Line, 0)})
	}
	return kept
}

// sanitizeBreaks drops breaks that are out of order, outside the text, within a character, or too many.
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

// validText replaces each invalid byte by one byte, so that the offsets of breaks stay right.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	b := []byte(s)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			b[i] = '?'
		}
		i += size
	}
	return string(b)
}
