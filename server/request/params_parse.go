package request

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
	"daftar/index/message"
	"daftar/index/vocabulary"
)

// parameter is a parameter of a search: its name, whether it may be repeated, and how it is parsed into Params.
type parameter struct {
	name   string
	repeat bool
	parse  func(*parser, []string)
}

// parameters are in the order in which URLs have them.
var parameters = slices.Concat(
	[]parameter{
		{"q", false, (*parser).text},
		{"match", false, func(r *parser, v []string) { r.params.MatchAny = r.enum("match", v[0], "all", "any") == "any" }},
	},
	choiceParameters(),
	[]parameter{
		{"same_passage", false, func(r *parser, v []string) { r.params.SamePassage = r.enum("same_passage", v[0], "0", "1") == "1" }},
		{"region", true, (*parser).regions},
		{"on", false, (*parser).membersOn},
		{"mentions", false, func(r *parser, v []string) {
			r.params.Mentions = index.Mentions(r.enum("mentions", v[0], "main", "any"))
		}},
		{"date_from", false, func(r *parser, v []string) { r.params.DateFrom = r.date("date_from", v[0]) }},
		{"date_to", false, func(r *parser, v []string) { r.params.DateTo = r.date("date_to", v[0]) }},
		{"date_field", false, func(r *parser, v []string) {
			r.params.DateField = index.DateField(r.enum("date_field", v[0], "document", "published", "event", "added"))
		}},
		{"date", false, func(r *parser, v []string) { r.params.Undated = r.enum("date", v[0], index.Missing) != "" }},
		{"sort", false, func(r *parser, v []string) {
			r.params.Sort = index.Sort(r.enum("sort", v[0], "relevance", "newest", "oldest", "added"))
		}},
		{"limit", false, func(r *parser, v []string) { r.params.Limit = r.number("limit", v[0], 0, index.MaxLimit) }},
		{"page", false, func(r *parser, v []string) { r.params.Page = r.number("page", v[0], 1, MaxPage) }},
		{"collapse", false, func(r *parser, v []string) { r.params.Expanded = r.enum("collapse", v[0], "0", "1") == "0" }},
		{"facets", true, (*parser).facets},
		{"interval", false, func(r *parser, v []string) {
			r.params.Interval = index.Interval(r.enum("interval", v[0], "auto", "year", "quarter", "month", "day"))
		}},
		{"view", false, func(r *parser, v []string) {
			if r.params.View = View(r.enum("view", v[0], "list", string(ViewMap), string(ViewGrid), string(ViewPairs))); r.params.View == "list" {
				r.params.View = ViewList
			}
		}},
		{"zoom", false, (*parser).zoom},
		{"explain", false, func(r *parser, v []string) { r.params.Explain = r.enum("explain", v[0], "0", "1") == "1" }},
	},
)

// reserved are names that a later version of the API will use. They are rejected by name, not as a typing mistake.
var reserved = []string{"after"}

// MultiValueFields have a parameter NAME_all: a document has several values of these fields.
var MultiValueFields = []index.Field{index.FieldCountry, index.FieldTheme}

func choiceParameters() (all []parameter) {
	for _, f := range index.ValueFields {
		all = append(all, choiceParameter(f, "", func(c *Choice) *[]string { return &c.Any }))
		if slices.Contains(MultiValueFields, f) {
			all = append(all, choiceParameter(f, "_all", func(c *Choice) *[]string { return &c.All }))
		}
		all = append(all, choiceParameter(f, "_not", func(c *Choice) *[]string { return &c.None }))
	}
	return all
}

func choiceParameter(f index.Field, suffix string, list func(*Choice) *[]string) parameter {
	name := string(f) + suffix
	return parameter{name, true, func(r *parser, values []string) {
		c := r.params.Choices[f]
		for _, v := range values {
			if v, ok := r.value(name, f, v); ok && !slices.Contains(*list(&c), v) {
				*list(&c) = append(*list(&c), v)
			}
		}
		r.params.Choices[f] = c
	}}
}

// ParameterNames returns the names of the parameters of a search.
func ParameterNames() []string {
	names := make([]string, len(parameters))
	for i, p := range parameters {
		names[i] = p.name
	}
	return names
}

// parser parses one search and collects every mistake in it.
type parser struct {
	vocabulary *vocabulary.Vocabulary
	params     Params
	err        ParamsError
}

// ParseParams parses the parameters of a search. Empty values count as not given, since a form sends all its fields. The error
// is a *ParamsError with every malformed value; the parameters that could be parsed are returned with it, so that a page
// can keep its search box filled. Unknown names are ignored: see ParseParamsStrict.
func ParseParams(values url.Values, v *vocabulary.Vocabulary) (Params, error) {
	r := &parser{vocabulary: v, params: Params{Limit: DefaultLimit, Page: 1, Choices: map[index.Field]Choice{}}}
	count := 0
	for _, p := range parameters {
		given := NonBlank(values[p.name])
		count += len(given)
		if len(given) > 1 && !p.repeat {
			r.addError(p.name, strings.Join(given, ", "), message.New("allowed.one"))
			continue
		}
		if len(given) > 0 && count <= MaxValues {
			p.parse(r, given)
		}
	}
	if count > MaxValues {
		r.addError("parameters", strconv.Itoa(count)+" values", message.New("allowed.values", MaxValues))
	}
	r.checkDates()
	return r.params, r.err.orNil()
}

// ParseParamsStrict is ParseParams for programs: unknown names are errors as well. Only the given names are known, or all
// parameters of a search if none are given (nil).
func ParseParamsStrict(values url.Values, v *vocabulary.Vocabulary, names ...string) (Params, error) {
	if names == nil {
		names = ParameterNames()
	}
	result := unknownParams(values, names)
	params, err := ParseParams(values, v)
	if malformed := (*ParamsError)(nil); errors.As(err, &malformed) {
		result.Invalid = append(result.Invalid, malformed.Invalid...)
	}
	return params, result.orNil()
}

func unknownParams(values url.Values, names []string) (err ParamsError) {
	for name := range values {
		switch {
		case slices.Contains(names, name):
		case slices.Contains(reserved, name):
			err.Invalid = append(err.Invalid, InvalidParam{Name: Abbreviate(name), Allowed: Verbatim("not yet known in this version")})
		default:
			err.Invalid = append(err.Invalid, InvalidParam{Name: Abbreviate(name), Allowed: Verbatim(unknownName(names))})
		}
	}
	slices.SortFunc(err.Invalid, func(a, b InvalidParam) int { return strings.Compare(a.Name, b.Name) })
	return err
}

func unknownName(names []string) string {
	if len(names) == 0 {
		return "unknown parameter; there are none here"
	}
	return "unknown parameter; known: " + strings.Join(names, ", ")
}

// NonBlank returns the values that are not only spaces.
func NonBlank(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(v string) bool { return strings.TrimSpace(v) == "" })
}

func (r *parser) addError(name, value string, allowed message.Message) {
	r.err.Invalid = append(r.err.Invalid, InvalidParam{name, Abbreviate(value), allowed})
}

// text accepts any text: the query parser searches text that it cannot parse as plain words.
func (r *parser) text(values []string) {
	text := strings.ToValidUTF8(values[0], "\uFFFD")
	if utf8.RuneCountInString(text) > MaxText {
		text, r.params.Truncated = string([]rune(text)[:MaxText]), true
	}
	r.params.Text = strings.TrimSpace(strings.ReplaceAll(text, "\x00", " "))
}

func (r *parser) enum(name, value string, allowed ...string) string {
	if slices.Contains(allowed, value) {
		return value
	}
	r.addError(name, value, Verbatim(strings.Join(allowed, ", ")))
	return ""
}

func (r *parser) number(name, value string, low, high int) int {
	n, err := strconv.Atoi(value)
	if err == nil && n >= low && n <= high {
		return n
	}
	r.addError(name, value, message.New("allowed.number", strconv.Itoa(low), strconv.Itoa(high)))
	return map[string]int{"limit": DefaultLimit, "page": 1}[name]
}

func (r *parser) date(name, value string) string {
	value = strings.TrimSpace(value)
	if _, err := date.Parse(value); err != nil {
		r.addError(name, value, message.New("allowed.date"))
	}
	return value
}

func (r *parser) membersOn(values []string) {
	if d, err := date.Parse(values[0]); err != nil || d.Precision != date.PrecisionDay {
		r.addError("on", values[0], message.New("allowed.day"))
		return
	}
	r.params.MembersOn = values[0]
}

func (r *parser) regions(values []string) {
	for _, id := range values {
		if _, known := r.vocabulary.Region(id); !known {
			r.addError("region", id, message.New("allowed.region"))
		} else if !slices.Contains(r.params.Regions, id) {
			r.params.Regions = append(r.params.Regions, id)
		}
	}
}

func (r *parser) zoom(values []string) {
	if _, known := r.vocabulary.Region(values[0]); !known && values[0] != ZoomWorld && values[0] != ZoomFound {
		r.addError("zoom", values[0], message.New("allowed.zoom"))
		return
	}
	if values[0] != ZoomWorld {
		r.params.Zoom = values[0]
	}
}

func (r *parser) facets(values []string) {
	r.params.Facets = []index.Field{}
	for _, name := range strings.Split(strings.Join(values, ","), ",") {
		f := index.Field(strings.TrimSpace(name))
		switch {
		case f == "none" || slices.Contains(r.params.Facets, f):
		case slices.Contains(FacetFields, f):
			r.params.Facets = append(r.params.Facets, f)
		default:
			r.addError("facets", name, message.New("allowed.facets", joinFields(FacetFields)))
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

// plainValue is the syntax of a language or format. The values of a library are not known here.
var plainValue = regexp.MustCompile(`^[a-z0-9][a-z0-9.+-]{0,19}$`)

// value checks a value of a field. The vocabulary must know an id; upper and lower case are the same.
func (r *parser) value(name string, f index.Field, value string) (string, bool) {
	value = strings.TrimSpace(value)
	if value == index.Missing {
		return value, true
	}
	var known bool
	var allowed message.Message
	switch f {
	case index.FieldCountry:
		value = strings.ToUpper(value)
		_, known = r.vocabulary.Country(value)
		allowed = message.New("allowed.country")
	case index.FieldTheme:
		value = strings.ToLower(value)
		_, known = r.vocabulary.Theme(value)
		allowed = message.New("allowed.theme")
	case index.FieldThemeGroup:
		value = strings.ToLower(value)
		_, known = r.vocabulary.Group(value)
		allowed = message.New("allowed.group")
	case index.FieldSource:
		known = utf8.ValidString(value) && len(value) <= maxValue
		allowed = message.New("allowed.source", maxValue)
	default:
		value = strings.ToLower(value)
		known = plainValue.MatchString(value)
		allowed = map[index.Field]message.Message{index.FieldLang: message.New("allowed.language"), index.FieldFormat: message.New("allowed.format")}[f]
	}
	if !known {
		r.addError(name, value, allowed)
	}
	return value, known
}

// checkDates checks that the dates are in order.
func (r *parser) checkDates() {
	from, errFrom := date.Parse(r.params.DateFrom)
	to, errTo := date.Parse(r.params.DateTo)
	if errFrom == nil && errTo == nil && to.To < from.From {
		r.addError("date_to", r.params.DateTo, message.New("allowed.later", r.params.DateFrom))
	}
}
