package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/date"
	"daftar/index/date/grammar"
)

// Bounds of a dateline.
const (
	maxBeforeDateline = 8  // tokens before its date
	maxAgency         = 60 // bytes of the parenthesis with the agency
)

// isDateline reports whether a date of the first passage is that of a dateline: a place before it, and an agency in
// parentheses or a dash after it, as in "ISLAMABAD, July 26 (Reuters) -", "BOGOTA, 8 FEB 89 --" and «26 июля. Интерфакс».
func (p *piece) isDateline(from, to int) bool {
	if from > maxBeforeDateline || strings.TrimSpace(p.text[:p.tokens[0].Start]) != "" {
		return false
	}
	place := from > 0
	for at := range from {
		t := &p.tokens[at]
		place = place && t.AllCaps
		if t.Cased && !t.Capitalized && t.Class != grammar.Of {
			return false
		}
	}
	rest := strings.TrimLeft(p.text[p.tokens[to-1].End:], " ")
	return place && (strings.HasPrefix(rest, "--") || strings.HasPrefix(rest, "—")) || startsWithAgency(rest)
}

// agencies are the news agencies whose names follow the day without parentheses.
var agencies = [...]string{"Интерфакс", "ТАСС", "РИА", "ИТАР-ТАСС", "INTERFAX", "Interfax", "TASS", "Xinhua", "XINHUA", "Reuters", "REUTERS", "Sputnik",
	"Спутник", "АКИpress", "Kabar", "Кабар", "Trend", "IRNA", "ایرنا", "ایسنا", "فارس", "تسنیم", "باختر", "پژواک", "رويترز", "د ب أ", "واس", "سبأ", "新华社", "AFP", "APP"}

// startsWithAgency reports whether the text after a date makes it a dateline: "(Reuters) -", "(AP) —", ". Интерфакс",
// "/ТАСС/".
func startsWithAgency(rest string) bool {
	rest = strings.TrimLeft(rest, " .,:\u00a0")
	if inner, found := strings.CutPrefix(rest, "("); found {
		name, after, closed := strings.Cut(inner[:min(len(inner), maxAgency)], ")")
		first, _ := utf8.DecodeRuneInString(name)
		isName := closed && len(name) > 1 && !unicode.IsLower(first) && !strings.ContainsAny(name, ".;")
		return isName && startsWithDash(strings.TrimLeft(after, " "))
	}
	rest = strings.TrimLeft(rest, "/-–— ")
	for _, name := range agencies {
		if strings.HasPrefix(rest, name) {
			return true
		}
	}
	return false
}

func startsWithDash(text string) bool {
	dash, _ := utf8.DecodeRuneInString(text)
	return dash == '-' || dash == '–' || dash == '—' || dash == '_'
}

// resolveDateline makes the day of a dateline the published date of a document that has none. A day without its year gets
// that of the days and months of the text, if they are all of one year.
func (f *Finder) resolveDateline() {
	c := &f.context
	if !c.published.IsZero() || c.dateline == 0 {
		return
	}
	one := &f.waiting[c.dateline-1]
	day := one.partial.Date
	if day.IsZero() && len(c.datedYears) == 1 {
		for year := range c.datedYears {
			day, _ = completeByYear(one.partial, year)
		}
	}
	if day.Precision == date.PrecisionDay {
		c.published, f.dateline = day, one.evidence
		c.news = true
	}
}
