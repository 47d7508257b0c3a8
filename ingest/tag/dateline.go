package tag

import (
	"daftar/index/date"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a dateline: the words before its date, and the bytes between date and dash that name the agency.
const (
	datelineWords  = 8
	datelineAgency = 60
)

// dateline reports whether a date of the first passage is that of a dateline: the place in front, an agency in brackets
// or a dash behind, as in "ISLAMABAD, July 26 (Reuters) -", "BOGOTA, 8 FEB 89 --" or «26 июля. Интерфакс».
func (g grammar) dateline(at, to int) bool {
	if at > datelineWords || strings.TrimSpace(g.text[:g.tokens[0].Start]) != "" {
		return false
	}
	place := at > 0
	for n := range at {
		place = place && g.tokens[n].AllCaps
		if t := &g.tokens[n]; t.Cased && !t.Capitalized && t.Class != ofWord {
			return false
		}
	}
	rest := strings.TrimLeft(g.text[g.tokens[to-1].End:], " ")
	return place && (strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "—")) || agencyBehind(rest)
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
		first, _ := utf8.DecodeRuneInString(name)
		return closed && len(name) > 1 && !unicode.IsLower(first) && !strings.ContainsAny(name, ".;") && (strings.HasPrefix(behind, "-") || strings.HasPrefix(behind, "–") ||
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

// datelined settles the day of a dateline, for a text whose published date nobody gave. One without its year is the year
// of all days and months that the text names with theirs, if that is one.
func (d *dates) datelined() {
	c := &d.context
	if !c.published.IsZero() || c.dateline == 0 {
		return
	}
	f := &d.found[c.dateline-1]
	when := f.when.date
	if when.IsZero() && len(c.dated) == 1 {
		for year := range c.dated {
			when, _ = f.when.of(year)
		}
	}
	if when.Precision == date.PrecisionDay {
		c.published, d.dateline = when, f.evidence
		c.news = true
	}
}
