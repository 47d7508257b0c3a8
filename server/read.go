package server

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/vocabulary"
)

// parameter is one name of a question: how often it may come and how it is read into Params.
type parameter struct {
	name   string
	repeat bool
	read   func(*reader, []string)
}

// parameters are the known ones in the order in which URL writes them.
var parameters = slices.Concat(
	[]parameter{
		{"q", false, (*reader).text},
		{"match", false, func(r *reader, v []string) { r.params.Any = r.oneOf("match", v[0], "all", "any") == "any" }},
	},
	choiceParameters(),
	[]parameter{
		{"together", false, func(r *reader, v []string) { r.params.Together = r.oneOf("together", v[0], "0", "1") == "1" }},
		{"region", true, (*reader).regions},
		{"on", false, (*reader).on},
		{"mentions", false, func(r *reader, v []string) {
			r.params.Mentions = index.Mentions(r.oneOf("mentions", v[0], "main", "any"))
		}},
		{"date_from", false, func(r *reader, v []string) { r.params.DateFrom = r.date("date_from", v[0]) }},
		{"date_to", false, func(r *reader, v []string) { r.params.DateTo = r.date("date_to", v[0]) }},
		{"date_field", false, func(r *reader, v []string) {
			r.params.DateField = index.DateField(r.oneOf("date_field", v[0], "document", "published", "event", "added"))
		}},
		{"date", false, func(r *reader, v []string) { r.params.Undated = r.oneOf("date", v[0], index.Missing) != "" }},
		{"sort", false, func(r *reader, v []string) {
			r.params.Sort = index.Sort(r.oneOf("sort", v[0], "relevance", "newest", "oldest", "added"))
		}},
		{"limit", false, func(r *reader, v []string) { r.params.Limit = r.number("limit", v[0], 0, index.MaxLimit) }},
		{"page", false, func(r *reader, v []string) { r.params.Page = r.number("page", v[0], 1, maxPage) }},
		{"fold", false, func(r *reader, v []string) { r.params.Unfolded = r.oneOf("fold", v[0], "0", "1") == "0" }},
		{"facets", true, (*reader).facets},
		{"interval", false, func(r *reader, v []string) {
			r.params.Interval = index.Interval(r.oneOf("interval", v[0], "auto", "year", "quarter", "month", "day"))
		}},
		{"view", false, func(r *reader, v []string) {
			if r.params.View = view(r.oneOf("view", v[0], "list", string(viewMap), string(viewGrid), string(viewPairs))); r.params.View == "list" {
				r.params.View = viewList
			}
		}},
		{"zoom", false, (*reader).zoom},
		{"explain", false, func(r *reader, v []string) { r.params.Explain = r.oneOf("explain", v[0], "0", "1") == "1" }},
	},
)

// later are the parameters of DESIGN.md section 9 that this version does not know yet: refused by name rather than
// taken for a typing mistake.
var later = []string{"after"}

// allFields have a parameter NAME_all: fields of which a document has several values.
var allFields = []index.Field{index.FieldCountry, index.FieldTheme}

func choiceParameters() (all []parameter) {
	for _, f := range index.ValueFields {
		all = append(all, choiceParameter(f, "", func(c *Choice) *[]string { return &c.Any }))
		if slices.Contains(allFields, f) {
			all = append(all, choiceParameter(f, "_all", func(c *Choice) *[]string { return &c.All }))
		}
		all = append(all, choiceParameter(f, "_not", func(c *Choice) *[]string { return &c.None }))
	}
	return all
}

func choiceParameter(f index.Field, suffix string, list func(*Choice) *[]string) parameter {
	name := string(f) + suffix
	return parameter{name, true, func(r *reader, values []string) {
		c := r.params.Choices[f]
		for _, v := range values {
			if v, ok := r.value(name, f, v); ok && !slices.Contains(*list(&c), v) {
				*list(&c) = append(*list(&c), v)
			}
		}
		r.params.Choices[f] = c
	}}
}

// reader reads one question and collects everything that is wrong with it.
type reader struct {
	vocabulary *vocabulary.Vocabulary
	english    speaker
	params     Params
	wrong      ParamsError
}

// Read reads a question. Empty values count as not given, since a form sends every field it has. The error is a
// *ParamsError with every malformed value; what could be read is returned with it, for a page to keep its box filled.
// Unknown names are passed over: see ReadStrict.
func Read(values url.Values, v *vocabulary.Vocabulary) (Params, error) {
	r := &reader{vocabulary: v, english: Library{Vocabulary: v}.english(), params: Params{Limit: defaultLimit, Page: 1, Choices: map[index.Field]Choice{}}}
	count := 0
	for _, p := range parameters {
		given := given(values[p.name])
		count += len(given)
		if len(given) > 1 && !p.repeat {
			r.refuse(p.name, strings.Join(given, ", "), saying("allowed.one"))
			continue
		}
		if len(given) > 0 && count <= maxValues {
			p.read(r, given)
		}
	}
	if count > maxValues {
		r.refuse("parameters", strconv.Itoa(count)+" values", saying("allowed.values", maxValues))
	}
	r.compare()
	return r.params, r.wrong.orNil()
}

// ReadStrict is Read for programs: unknown names are refused as well. Without names every parameter is known, else
// those.
func ReadStrict(values url.Values, v *vocabulary.Vocabulary, names ...string) (Params, error) {
	if names == nil {
		for _, p := range parameters {
			names = append(names, p.name)
		}
	}
	wrong := unknown(values, names)
	params, err := Read(values, v)
	if malformed := (*ParamsError)(nil); errors.As(err, &malformed) {
		wrong.Wrong = append(wrong.Wrong, malformed.Wrong...)
	}
	return params, wrong.orNil()
}

func unknown(values url.Values, names []string) (wrong ParamsError) {
	for name := range values {
		switch {
		case slices.Contains(names, name):
		case slices.Contains(later, name):
			wrong.Wrong = append(wrong.Wrong, &index.InvalidError{Name: short(name), Allowed: "not yet known in this version"})
		default:
			wrong.Wrong = append(wrong.Wrong, &index.InvalidError{Name: short(name), Allowed: unknownName(names)})
		}
	}
	slices.SortFunc(wrong.Wrong, func(a, b *index.InvalidError) int { return strings.Compare(a.Name, b.Name) })
	return wrong
}

func unknownName(names []string) string {
	if len(names) == 0 {
		return "unknown parameter; there are none here"
	}
	return "unknown parameter; known: " + strings.Join(names, ", ")
}

func given(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return strings.TrimSpace(v) == "" })
}

func (r *reader) refuse(name, value string, allowed said) {
	wrong := &index.InvalidError{Name: name, Value: short(value), Allowed: allowed.in(r.english)}
	r.wrong.Wrong = append(r.wrong.Wrong, wrong)
	if r.wrong.allowed == nil {
		r.wrong.allowed = map[*index.InvalidError]said{}
	}
	r.wrong.allowed[wrong] = allowed
}

// text takes any text: what does not parse is searched as plain words, so that no text is an error.
func (r *reader) text(values []string) {
	text := strings.ToValidUTF8(values[0], "\uFFFD")
	if utf8.RuneCountInString(text) > maxText {
		text, r.params.Cut = string([]rune(text)[:maxText]), true
	}
	r.params.Text = strings.TrimSpace(strings.ReplaceAll(text, "\x00", " "))
}

func (r *reader) oneOf(name, value string, allowed ...string) string {
	if slices.Contains(allowed, value) {
		return value
	}
	r.refuse(name, value, asIs(strings.Join(allowed, ", ")))
	return ""
}

func (r *reader) number(name, value string, least, most int) int {
	n, err := strconv.Atoi(value)
	if err == nil && n >= least && n <= most {
		return n
	}
	r.refuse(name, value, saying("allowed.number", strconv.Itoa(least), strconv.Itoa(most)))
	return map[string]int{"limit": defaultLimit, "page": 1}[name]
}

func (r *reader) date(name, value string) string {
	value = strings.TrimSpace(value)
	if _, err := date.Parse(value); err != nil {
		r.refuse(name, value, saying("allowed.date"))
	}
	return value
}

func (r *reader) on(values []string) {
	if d, err := date.Parse(values[0]); err != nil || d.Precision != date.PrecisionDay {
		r.refuse("on", values[0], saying("allowed.day"))
		return
	}
	r.params.On = values[0]
}

func (r *reader) regions(values []string) {
	for _, id := range values {
		if _, known := r.vocabulary.Region(id); !known {
			r.refuse("region", id, saying("allowed.region"))
		} else if !slices.Contains(r.params.Regions, id) {
			r.params.Regions = append(r.params.Regions, id)
		}
	}
}

func (r *reader) zoom(values []string) {
	if _, known := r.vocabulary.Region(values[0]); !known && values[0] != zoomWorld && values[0] != zoomFound {
		r.refuse("zoom", values[0], saying("allowed.zoom"))
		return
	}
	if values[0] != zoomWorld {
		r.params.Zoom = values[0]
	}
}

func (r *reader) facets(values []string) {
	r.params.Facets = []index.Field{}
	for _, name := range strings.Split(strings.Join(values, ","), ",") {
		f := index.Field(strings.TrimSpace(name))
		switch {
		case f == "none" || slices.Contains(r.params.Facets, f):
		case slices.Contains(facetFields, f):
			r.params.Facets = append(r.params.Facets, f)
		default:
			r.refuse("facets", name, saying("allowed.facets", joinFields(facetFields)))
		}
	}
}

func joinFields(fields []index.Field) string {
	var names []string
	for _, f := range fields {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// plainValue is what a language or format may look like; those of a library are not known before it is asked.
var plainValue = regexp.MustCompile(`^[a-z0-9][a-z0-9.+-]{0,19}$`)

// value checks one value of a field. Ids of the vocabulary must be known, in any case.
func (r *reader) value(name string, f index.Field, value string) (string, bool) {
	value = strings.TrimSpace(value)
	if value == index.Missing {
		return value, true
	}
	var known bool
	var allowed said
	switch f {
	case index.FieldCountry:
		value = strings.ToUpper(value)
		_, known = r.vocabulary.Country(value)
		allowed = saying("allowed.country")
	case index.FieldTheme:
		value = strings.ToLower(value)
		_, known = r.vocabulary.Theme(value)
		allowed = saying("allowed.theme")
	case index.FieldThemeGroup:
		value = strings.ToLower(value)
		_, known = r.vocabulary.Group(value)
		allowed = saying("allowed.group")
	case index.FieldSource:
		known = utf8.ValidString(value) && len(value) <= maxValue
		allowed = saying("allowed.source", maxValue)
	default:
		value = strings.ToLower(value)
		known = plainValue.MatchString(value)
		allowed = map[index.Field]said{index.FieldLang: saying("allowed.language"), index.FieldFormat: saying("allowed.format")}[f]
	}
	if !known {
		r.refuse(name, value, allowed)
	}
	return value, known
}

// compare checks what only shows when all is read.
func (r *reader) compare() {
	from, errFrom := date.Parse(r.params.DateFrom)
	to, errTo := date.Parse(r.params.DateTo)
	if errFrom == nil && errTo == nil && to.To < from.From {
		r.refuse("date_to", r.params.DateTo, saying("allowed.later", r.params.DateFrom))
	}
}

// shortened is the length to which a wrong value is repeated in a message.
const shortened = 80

func short(value string) string {
	value = strings.ToValidUTF8(value, "\uFFFD")
	if runes := []rune(value); len(runes) > shortened {
		return string(runes[:shortened]) + "…"
	}
	return value
}
