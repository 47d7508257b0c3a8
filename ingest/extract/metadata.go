package extract

import (
	"maps"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/date"
)

// Metadata is what a sidecar, a front matter or a line of JSONL states about a document.
type Metadata struct {
	index.Metadata
	Overrides Overrides
}

// Overrides are the decisions of a person about a document. They beat every rule.
type Overrides struct {
	Countries, Themes TagChanges
	Event             date.Date
	File              string // the file that states them, if it is not the document's own
}

// TagChanges lists tags to add and tags to remove.
type TagChanges struct {
	Add, Remove []TagRef
}

// TagRef is an id or a name as a person wrote it.
type TagRef struct {
	ID   string
	Line int
}

func (o Overrides) isEmpty() bool {
	n := len(o.Countries.Add) + len(o.Countries.Remove) + len(o.Themes.Add) + len(o.Themes.Remove)
	return n == 0 && o.Event.IsZero()
}

// FillMissing takes from other every field that m does not state. Overrides are taken whole or not at all.
func (m *Metadata) FillMissing(other Metadata) {
	m.Metadata.FillMissing(other.Metadata)
	if m.Overrides.isEmpty() {
		m.Overrides = other.Overrides
	}
}

// ParseFields sets the fields of Metadata from their names and values; other names are ignored. It returns a problem for
// each value that is not allowed, and leaves its field empty.
func ParseFields(values map[string]string) (m index.Metadata, problems []index.Problem) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if _, problem := setField(&m, name, values[name]); problem != nil {
			problems = append(problems, *problem)
		}
	}
	return m, problems
}

// FieldValues returns the fields that are known, as ParseFields reads them.
func FieldValues(m index.Metadata) map[string]string {
	values := map[string]string{}
	for _, f := range index.MetadataFields() {
		if v := f.Value(&m); v != "" {
			values[f.Name] = v
		}
	}
	return values
}

// setField sets a field by its name. It returns false if there is no such field.
func setField(m *index.Metadata, name, value string) (known bool, problem *index.Problem) {
	f, known := index.LookupMetadataField(name)
	if !known {
		return false, nil
	}
	text := ""
	switch f.Type {
	case index.MetadataDate:
		var d date.Date
		d, problem = parseDate(name, value)
		f.SetDate(m, d)
		return true, problem
	case index.MetadataLang:
		text, problem = parseLang(name, value)
	case index.MetadataGrade:
		text, problem = parseGrade(f, value)
	default:
		text = OneLine(value, f.MaxBytes)
	}
	f.SetText(m, text)
	return true, problem
}

// parseDate reads what date.Parse reads, the day of a time stamp (RFC 3339) as written, and a range of two dates with a
// slash between them (ISO 8601).
func parseDate(name, value string) (date.Date, *index.Problem) {
	value = strings.TrimSpace(value)
	if value == "" {
		return date.Date{}, nil
	}
	from, to, isRange := strings.Cut(value, "/")
	first, err := date.Parse(dayOfTimestamp(from))
	if err == nil && isRange {
		var last date.Date
		if last, err = date.Parse(dayOfTimestamp(to)); err == nil && last.To >= first.From {
			return date.Date{From: first.From, To: last.To, Precision: date.PrecisionRange}, nil
		}
	}
	if err != nil || isRange {
		problem := index.NewProblem(index.ProblemBadDate, name)
		return date.Date{}, &problem
	}
	return first, nil
}

func dayOfTimestamp(s string) string {
	const day = len("2025-07-26")
	if len(s) > day && (s[day] == 'T' || s[day] == 't' || s[day] == ' ') {
		return s[:day]
	}
	return s
}

// primaryLanguages maps the codes that people write to those that Daftar uses: Dari is kept under fa, and the codes of
// three letters of ISO 639-2 and 639-3 become two letters where there are two.
var primaryLanguages = map[string]string{
	"prs": "fa", "pes": "fa", "fas": "fa", "per": "fa", "eng": "en", "rus": "ru", "urd": "ur", "pus": "ps", "pbt": "ps", "pst": "ps",
	"ara": "ar", "arb": "ar", "tur": "tr", "uzb": "uz", "uzn": "uz", "kaz": "kk", "kir": "ky", "tgk": "tg", "tuk": "tk", "zho": "zh",
	"chi": "zh", "cmn": "zh", "aze": "az", "azj": "az", "hin": "hi", "ben": "bn", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de",
	"spa": "es", "ukr": "uk", "heb": "he", "iw": "he", "in": "id",
}

// parseLang reads a BCP 47 tag and keeps its primary language.
func parseLang(name, value string) (string, *index.Problem) {
	tag := strings.ToLower(strings.TrimSpace(value))
	if tag == "" || tag == "und" || tag == "mul" || tag == "zxx" {
		return "", nil
	}
	subtags := strings.FieldsFunc(tag, func(r rune) bool { return r == '-' || r == '_' })
	if len(subtags) == 0 || len(subtags[0]) < 2 || len(subtags[0]) > 3 || strings.Trim(subtags[0], "abcdefghijklmnopqrstuvwxyz") != "" {
		return "", badMetadata(name, "BCP 47 (en, fa, uz-Cyrl)", value)
	}
	if code, ok := primaryLanguages[subtags[0]]; ok {
		return code, nil
	}
	return subtags[0], nil
}

func parseGrade(f index.MetadataField, value string) (string, *index.Problem) {
	grade := strings.ToUpper(strings.TrimSpace(value))
	if len(grade) > 1 || !strings.Contains(f.Grades, grade) {
		return "", badMetadata(f.Name, f.Grades[:1]+"–"+f.Grades[len(f.Grades)-1:], value)
	}
	return grade, nil
}

func badMetadata(name, allowed, value string) *index.Problem {
	const maxShownBytes = 40
	problem := index.NewProblem(index.ProblemBadMetadata, name, allowed, OneLine(value, maxShownBytes))
	return &problem
}
