package vocabulary

import (
	"maps"
	"regexp"
	"slices"

	"daftar/index/yamlfile"
)

// Direction is the direction in which a language is written.
type Direction string

// The directions, as in the dir attribute of HTML.
const (
	LeftToRight Direction = "ltr"
	RightToLeft Direction = "rtl"
)

// Language is a language of documents.
type Language struct {
	Code       string // BCP 47 primary language
	Label      string // in English
	NativeName string
	Script     string // ISO 15924, the usual one
	Direction  Direction
}

var languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)

func readLanguages(v *Vocabulary, top yamlfile.Fields) {
	v.language = map[string]int{}
	for _, n := range top.Get("languages").List() {
		f := n.Fields("code", "label", "native-name", "script", "direction")
		l := Language{Code: f.Required("code"), Label: f.Required("label"), NativeName: f.Required("native-name"),
			Script: f.Required("script"), Direction: Direction(f.Required("direction"))}
		if !languageCode.MatchString(l.Code) {
			n.Report(yamlfile.KindValue, "code %q must be two or three small letters (BCP 47 primary language)", l.Code)
		}
		if l.Direction != LeftToRight && l.Direction != RightToLeft {
			n.Report(yamlfile.KindValue, "direction %q is not allowed; allowed: ltr, rtl", l.Direction)
		}
		addID(v.language, l.Code, len(v.languages), n)
		v.languages = append(v.languages, l)
	}
}

// readLanguageCode returns the field "language" and reports one that is missing or unknown.
func readLanguageCode(v *Vocabulary, f yamlfile.Fields) string {
	code := f.Required("language")
	if code != "" {
		checkLanguage(v, f.Get("language"), code)
	}
	return code
}

func checkLanguage(v *Vocabulary, n yamlfile.Node, code string) {
	if _, known := v.language[code]; !known {
		n.Report(yamlfile.KindValue, "language %q is not in languages.yaml%s", code, yamlfile.DidYouMean(code, slices.Sorted(maps.Keys(v.language))))
	}
}
