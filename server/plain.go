package server

import (
	"fmt"
	"strings"
	"unicode"
)

// Marker is what stands before and after a marked word where there is no HTML.
type Marker struct{ Open, Close string }

// Plain writes the answer for a terminal: each hit with its number, date, source, path and the best stretch of its
// passages. Control characters of documents are left out, so that no text can steer the terminal.
func (a *Answer) Plain(m Marker) string {
	var b strings.Builder
	for n, h := range a.Hits {
		if n > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%d. %s\n   %s\n", a.first+n, m.Open+printable(h.Title)+m.Close, strings.Join(h.plainFacts(a.english), " · "))
		for _, p := range h.Passages {
			fmt.Fprintf(&b, "   p%d  %s\n", p.N, p.plain(m))
		}
		if h.MorePassages > 0 {
			fmt.Fprintf(&b, "   and %s\n", a.english.T("more-passages", h.MorePassages))
		}
		if n := len(h.Duplicates) + h.MoreDuplicates; n > 0 {
			fmt.Fprintf(&b, "   also in %s: %s\n", a.english.T("others", n), h.plainCopies())
		}
	}
	return b.String()
}

// Summary says in one line how many documents there are, in which order, and how long it took.
func (a *Answer) Summary() string {
	line := fmt.Sprintf("%s (%.1f ms)", a.english.status(a.Total.Value, a.sort), a.TookMS)
	hits := a.Total.Value
	if a.Total.Groups != nil {
		hits = *a.Total.Groups
	}
	switch under := a.Total.Value - hits; {
	case under == 1:
		line += ", 1 of them a near copy of another"
	case under > 1:
		line += fmt.Sprintf(", %s of them near copies of others", a.english.Number(under))
	}
	if len(a.Hits) > 0 && len(a.Hits) < hits {
		line += fmt.Sprintf(", these are %s to %s", a.english.Number(a.first), a.english.Number(a.first+len(a.Hits)-1))
	}
	return strings.ToLower(line[:1]) + line[1:]
}

// plainCopies are a few of the near copies: a line is for seeing what they are.
func (h HitPayload) plainCopies() string {
	const shown = 3
	var paths []string
	for _, c := range h.Duplicates[:min(shown, len(h.Duplicates))] {
		paths = append(paths, printable(c.Path))
	}
	if len(h.Duplicates)+h.MoreDuplicates > shown {
		paths = append(paths, "…")
	}
	return strings.Join(paths, ", ")
}

// Further says in lines what may have been meant, and what would find documents where none were found.
func (a *Answer) Further() []string {
	var lines []string
	for _, m := range a.Meant {
		lines = append(lines, fmt.Sprintf("did you mean: %s (%s)", printable(m.Q), a.english.documents(m.Count)))
	}
	for _, i := range a.Instead {
		lines = append(lines, a.english.documents(i.Count)+" "+printable(i.Text))
	}
	return lines
}

func (h HitPayload) plainFacts(english speaker) []string {
	var facts []string
	switch {
	case h.Date == nil:
		facts = append(facts, "no date")
	case h.Date.Inferred:
		facts = append(facts, english.Date(h.Date.Date)+" (inferred from the text)")
	case h.Date.Decided:
		facts = append(facts, english.Date(h.Date.Date)+" (decided by a person)")
	default:
		facts = append(facts, english.Date(h.Date.Date))
	}
	if h.Source != "" {
		facts = append(facts, printable(h.Source))
	}
	return append(facts, printable(h.Path))
}

func (p PassagePayload) plain(m Marker) string {
	text, marks := shown(p.Text, p.spans, p.show)
	var b strings.Builder
	at := 0
	for _, piece := range pieces(text, hitMarks(marks)) {
		b.WriteString(printable(text[at:piece.Start]))
		b.WriteString(m.Open + printable(text[piece.Start:piece.End]) + m.Close)
		at = piece.End
	}
	b.WriteString(printable(text[at:]))
	return strings.Join(strings.Fields(b.String()), " ")
}

// printable replaces what a terminal would act on: control characters and those that turn the direction of a line.
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
