package tag

import (
	"strings"

	"daftar/index"
)

// Bounds of a dateline: the words before its date, and the bytes between date and dash that name the agency.
const (
	datelineWords  = 8
	datelineAgency = 60
)

// dateline reports whether a date of the first passage is that of a dateline: the place in front, an agency in brackets
// or a dash behind, as in "ISLAMABAD, July 26 (Reuters) -" or «26 июля. Интерфакс».
func (g grammar) dateline(at, to int) bool {
	if at > datelineWords || strings.TrimSpace(g.text[:g.tokens[0].start]) != "" {
		return false
	}
	for n := range at {
		if t := &g.tokens[n]; t.cased && !t.upper && t.class != ofWord {
			return false
		}
	}
	return agencyBehind(g.text[g.tokens[to-1].end:])
}

// agencies are those whose names stand behind the day without brackets.
var agencies = [...]string{"Интерфакс", "ТАСС", "РИА", "ИТАР-ТАСС", "INTERFAX", "Interfax", "TASS", "Xinhua", "XINHUA", "Reuters", "REUTERS", "Sputnik",
	"Спутник", "АКИpress", "Kabar", "Кабар", "Trend", "IRNA", "ایرنا", "ایسنا", "فارس", "تسنیم", "باختر", "پژواک", "رويترز", "د ب أ", "واس", "سبأ", "新华社", "AFP", "APP"}

// agencyBehind reports whether what follows a date makes it a dateline: "(Reuters) -", "(AP) —", ". Интерфакс", "/ТАСС/".
func agencyBehind(rest string) bool {
	rest = strings.TrimLeft(rest, " .,:\u00a0")
	if inner, found := strings.CutPrefix(rest, "("); found {
		inner = inner[:min(len(inner), datelineAgency)]
		name, behind, closed := strings.Cut(inner, ")")
		behind = strings.TrimLeft(behind, " ")
		return closed && len(name) > 1 && !strings.ContainsAny(name, ".;") && (strings.HasPrefix(behind, "-") || strings.HasPrefix(behind, "–") ||
			strings.HasPrefix(behind, "—") || strings.HasPrefix(behind, "_"))
	}
	rest = strings.TrimLeft(rest, "/-–— ")
	for _, name := range agencies {
		if strings.HasPrefix(rest, name) {
			return true
		}
	}
	return false
}

// Dateline returns the day that a news text gives at its head as that of its report, and where it stands; the zero Date if
// it gives none, or none that is unmistakable. A day without its year is one only if the text names one year elsewhere.
func (t *Tagger) Dateline(text string) (index.Date, index.Span) {
	s := t.scratch.Get().(*sheet)
	defer t.scratch.Put(s)
	s.scanner.text = text
	end := min(len(text), maxPiece)
	tokens := s.scanner.read(text, 0, end, datelineWords+12)
	g := grammar{text: text, tokens: tokens}
	for at := 0; at < min(len(tokens), datelineWords+1); at++ {
		if !g.begins(&tokens[at]) {
			continue
		}
		w, to := g.date(at)
		if to == 0 {
			continue
		}
		if g.dateline(at, to) && w.date.Precision == index.PrecisionDay {
			return w.date, index.Span{Start: tokens[at].start, End: tokens[to-1].end}
		}
		return index.Date{}, index.Span{}
	}
	return index.Date{}, index.Span{}
}
