package extract

import (
	"maps"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/date"
)

// Metadata is what is known about a document beside its text.
type Metadata struct {
	Title, Source, URL, Author, Lang   string
	Reliability, Credibility, Handling string
	Published                          date.Date
	Overrides                          Overrides
	Meta                               map[string]string // other keys; decide nothing
}

// Overrides are what a person decided about a document; they beat every rule.
type Overrides struct {
	Countries, Themes TagChanges
	Event             date.Date
	File              string // the name of the file they stand in, if it is another than the document's
}

// TagChanges adds tags and removes tags.
type TagChanges struct {
	Add, Remove []TagRef
}

// TagRef is an id or name as a person wrote it, and the line it stands in.
type TagRef struct {
	ID   string
	Line int
}

func (d Overrides) empty() bool {
	n := len(d.Countries.Add) + len(d.Countries.Remove) + len(d.Themes.Add) + len(d.Themes.Remove)
	return n == 0 && d.Event.IsZero()
}

// FillMissing takes from other what m does not say. Decisions are taken whole or not at all, so that the stronger file can take
// one back.
func (m *Metadata) FillMissing(other Metadata) {
	for _, f := range []struct {
		mine  *string
		yours string
	}{
		{&m.Title, other.Title}, {&m.Source, other.Source}, {&m.URL, other.URL}, {&m.Author, other.Author}, {&m.Lang, other.Lang},
		{&m.Reliability, other.Reliability}, {&m.Credibility, other.Credibility}, {&m.Handling, other.Handling},
	} {
		if *f.mine == "" {
			*f.mine = f.yours
		}
	}
	if m.Published.IsZero() {
		m.Published = other.Published
	}
	if m.Overrides.empty() {
		m.Overrides = other.Overrides
	}
	m.Meta = fillMap(m.Meta, other.Meta)
}

// fillMap never writes into a map that it was given: a sidecar's is shared by all lines of a file.
func fillMap(mine, yours map[string]string) map[string]string {
	if len(mine) == 0 {
		return yours
	}
	all := make(map[string]string, len(mine)+len(yours))
	for k, v := range yours {
		all[k] = v
	}
	for k, v := range mine {
		all[k] = v
	}
	return all
}

// take sets a field that has a meaning from its text. It is false if the key has none.
func (m *Metadata) take(key, value string) (known bool, problem string) {
	field := map[string]*string{"source": &m.Source, "url": &m.URL, "author": &m.Author, "handling": &m.Handling}[key]
	switch {
	case field != nil:
		*field = OneLine(value, MaxFieldBytes)
	case key == "title":
		m.Title = OneLine(value, MaxTitleBytes)
	case key == "date":
		m.Published, problem = parseDate("date", value)
	case key == "lang":
		m.Lang, problem = parseLang(value)
	case key == "reliability":
		m.Reliability, problem = parseGrade("reliability", value, "A", "F")
	case key == "credibility":
		m.Credibility, problem = parseGrade("credibility", value, "1", "6")
	default:
		return false, ""
	}
	return true, problem
}

// parseDate reads what date.Parse reads, the day of a time stamp (RFC 3339) as it is written, and a range of two
// dates with a slash between them (ISO 8601).
func parseDate(name, value string) (date.Date, string) {
	value = strings.TrimSpace(value)
	if value == "" {
		return date.Date{}, ""
	}
	from, to, isRange := strings.Cut(value, "/")
	first, err := date.Parse(dayOfStamp(from))
	if err == nil && isRange {
		var last date.Date
		if last, err = date.Parse(dayOfStamp(to)); err == nil && last.To >= first.From {
			return date.Date{From: first.From, To: last.To, Precision: date.PrecisionRange}, ""
		}
	}
	if err != nil || isRange {
		invalid := index.InvalidError{Name: name, Value: OneLine(value, 40), Allowed: "YYYY, YYYY-MM, YYYY-MM-DD or two of them with a slash between"}
		return date.Date{}, invalid.Error()
	}
	return first, ""
}

// dayOfStamp cuts the time off a time stamp.
func dayOfStamp(s string) string {
	const day = len("2025-07-26")
	if len(s) > day && (s[day] == 'T' || s[day] == 't' || s[day] == ' ') {
		return s[:day]
	}
	return s
}

// primary maps what people write to the language codes that Daftar uses: fa holds Dari, and the codes of three letters
// of ISO 639-2 and 639-3 are written with two where there are two.
var primary = map[string]string{
	"prs": "fa", "pes": "fa", "fas": "fa", "per": "fa", "eng": "en", "rus": "ru", "urd": "ur", "pus": "ps", "pbt": "ps", "pst": "ps",
	"ara": "ar", "arb": "ar", "tur": "tr", "uzb": "uz", "uzn": "uz", "kaz": "kk", "kir": "ky", "tgk": "tg", "tuk": "tk", "zho": "zh",
	"chi": "zh", "cmn": "zh", "aze": "az", "azj": "az", "hin": "hi", "ben": "bn", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de",
	"spa": "es", "ukr": "uk", "heb": "he", "iw": "he", "in": "id",
}

// parseLang reads a BCP 47 tag and keeps its primary language.
func parseLang(value string) (string, string) {
	tag := strings.ToLower(strings.TrimSpace(value))
	code := strings.FieldsFunc(tag+"-", func(r rune) bool { return r == '-' || r == '_' })
	if tag == "" || tag == "und" || tag == "mul" || tag == "zxx" {
		return "", ""
	}
	if len(code) == 0 || len(code[0]) < 2 || len(code[0]) > 3 || strings.Trim(code[0], "abcdefghijklmnopqrstuvwxyz") != "" {
		invalid := index.InvalidError{Name: "lang", Value: OneLine(value, 40), Allowed: "a language code such as en, fa or uz-Cyrl"}
		return "", invalid.Error()
	}
	if p, ok := primary[code[0]]; ok {
		return p, ""
	}
	return code[0], ""
}

func parseGrade(name, value, first, last string) (string, string) {
	grade := strings.ToUpper(strings.TrimSpace(value))
	if grade == "" {
		return "", ""
	}
	if len(grade) != 1 || grade < first || grade > last {
		invalid := index.InvalidError{Name: name, Value: OneLine(value, 40), Allowed: first + " to " + last}
		return "", invalid.Error()
	}
	return grade, ""
}

// ParseFields takes the metadata out of keys and values; those that have no meaning are left out, and so is what is wrong, which
// is returned in words.
func ParseFields(values map[string]string) (m Metadata, wrong []string) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if _, problem := m.take(key, values[key]); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	return m, wrong
}
