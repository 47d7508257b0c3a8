package request

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"daftar/server/highlight"
)

// HighlightStyle is the text before and after a highlighted word where there is no HTML.
type HighlightStyle struct{ Open, Close string }

// WriteText writes the hits for a terminal: each with its number, date, source, path and snippets. Control characters of
// documents are left out, so that no text can control the terminal.
func (r *SearchResponse) WriteText(w io.Writer, style HighlightStyle) error {
	var b strings.Builder
	for n, h := range r.Hits {
		if n > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%d. %s\n   %s\n", r.first+n, style.Open+printable(h.Title)+style.Close, strings.Join(r.facts(h), " · "))
		for _, p := range h.Passages {
			fmt.Fprintf(&b, "   %s  %s\n", r.localizer.T("where.passage", r.localizer.PlainNumber(p.Number)), p.textSnippet(style))
		}
		if h.MorePassages > 0 {
			fmt.Fprintf(&b, "   %s\n", r.localizer.T("more-passages", h.MorePassages))
		}
		if n := len(h.NearDuplicates) + h.MoreNearDuplicates; n > 0 {
			fmt.Fprintf(&b, "   %s: %s\n", r.localizer.T("copies", n), h.nearDuplicatePaths())
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Summary returns one line: the number of documents, their order, and the time.
func (r *SearchResponse) Summary() string {
	line := fmt.Sprintf("%s (%.1f ms)", Status(r.localizer, r.Total.Value, r.sort), r.TookMS)
	hits := r.Total.Value
	if r.Total.Groups != nil {
		hits = *r.Total.Groups
	}
	if grouped := r.Total.Value - hits; grouped > 0 {
		line += ", " + r.localizer.T("copies", grouped) + " grouped"
	}
	if len(r.Hits) > 0 && len(r.Hits) < hits {
		line += fmt.Sprintf(", showing %s to %s", r.localizer.Number(r.first), r.localizer.Number(r.first+len(r.Hits)-1))
	}
	return strings.ToLower(line[:1]) + line[1:]
}

// Hints returns lines with spelling corrections and, where nothing was found, relaxed searches.
func (r *SearchResponse) Hints() []string {
	var lines []string
	for _, c := range r.Corrections {
		lines = append(lines, fmt.Sprintf("did you mean: %s (%s)", printable(c.Q), r.localizer.T("documents", c.Count)))
	}
	for _, x := range r.Relaxations {
		lines = append(lines, r.localizer.T("documents", x.Count)+" "+printable(x.Text))
	}
	return lines
}

func (r *SearchResponse) facts(h Hit) []string {
	var facts []string
	switch {
	case h.Date == nil:
		facts = append(facts, r.localizer.T("date.none"))
	case h.Date.Inferred:
		facts = append(facts, r.localizer.Date(h.Date.Date)+" ("+r.localizer.T("date.inferred")+")")
	case h.Date.Manual:
		facts = append(facts, r.localizer.Date(h.Date.Date)+" ("+r.localizer.T("date.decided")+")")
	default:
		facts = append(facts, r.localizer.Date(h.Date.Date))
	}
	if h.Source != "" {
		facts = append(facts, printable(h.Source))
	}
	return append(facts, printable(h.Path))
}

// nearDuplicatePaths names a few near-duplicates.
func (h Hit) nearDuplicatePaths() string {
	const shown = 3
	var paths []string
	for _, d := range h.NearDuplicates[:min(shown, len(h.NearDuplicates))] {
		paths = append(paths, printable(d.Path))
	}
	if len(h.NearDuplicates)+h.MoreNearDuplicates > shown {
		paths = append(paths, "…")
	}
	return strings.Join(paths, ", ")
}

func (p Passage) textSnippet(style HighlightStyle) string {
	text, spans := highlight.Shown(p.snippet.Text, p.snippet.Highlights, p.snippet.SnippetSpan)
	var b strings.Builder
	end := 0
	for _, mark := range highlight.Split(text, highlight.Matches(spans)) {
		b.WriteString(printable(text[end:mark.Start]))
		b.WriteString(style.Open + printable(text[mark.Start:mark.End]) + style.Close)
		end = mark.End
	}
	b.WriteString(printable(text[end:]))
	return strings.Join(strings.Fields(b.String()), " ")
}

// printable replaces control characters, and drops those that change the direction of a line.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
