package i18n

import (
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Language is a language of the pages.
type Language struct {
	Code string // BCP 47, such as "fa"
	Name string // in the language itself
	Dir  string // "ltr" or "rtl", for the HTML attribute dir

	tag   language.Tag
	forms []plural.Form // of a text about a number, in the order in which they are stored
}

var languages = []Language{
	{"en", "English", "ltr", language.English, []plural.Form{plural.One, plural.Other}},
	{"ru", "Русский", "ltr", language.Russian, []plural.Form{plural.One, plural.Few, plural.Many}},
	{"fa", "فارسی", "rtl", language.Persian, []plural.Form{plural.One, plural.Other}},
	{"ur", "اردو", "rtl", language.Urdu, []plural.Form{plural.One, plural.Other}},
}

// Languages returns the languages of the pages in the order in which a page lists them. The first is English, the default.
func Languages() []Language { return append([]Language(nil), languages...) }

func english() Language { return languages[0] }

// maxAccepted bounds the entries of an Accept-Language header that are read. Browsers send a handful.
const maxAccepted = 20

// Accept returns the code of the language that an Accept-Language header (RFC 9110, section 12.5.4) asks for, English if
// it asks for none of ours. Malformed entries are skipped.
//
// Only the base language counts. language.Matcher would also take the nearest language of CLDR and answer a Ukrainian
// reader, whose second choice is English, in Russian.
func Accept(header string) string {
	best, highest := english().Code, float32(0)
	for n, entry := range strings.Split(header, ",") {
		if n == maxAccepted {
			break
		}
		tags, weights, err := language.ParseAcceptLanguage(entry)
		if err != nil || len(tags) == 0 || weights[0] > 1 {
			continue
		}
		base, _ := tags[0].Base()
		if code := readAs(base.String()); weights[0] > highest && isLanguage(code) {
			best, highest = code, weights[0]
		}
	}
	return best
}

// readAs returns the language of ours in which readers of a related one read: those of Dari, Hazaragi and Iranian Persian
// read Persian.
func readAs(code string) string {
	switch code {
	case "prs", "haz", "pes":
		return "fa"
	}
	return code
}

func isLanguage(code string) bool {
	for _, l := range languages {
		if l.Code == code {
			return true
		}
	}
	return false
}
