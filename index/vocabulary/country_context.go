package vocabulary

import (
	"slices"

	"daftar/index/yamlfile"
)

// CountryContext are the words of one language that change what the name of a country beside them means;
// country_context.yaml documents them.
type CountryContext struct {
	Lang               string
	Titles             []string // senator
	TitleAbbreviations []string // mr
	GivenNames         []string
	Offices            []string // words that may follow a country's name
	GovernmentVerbs    []string // verbs before which a capital stands for its government
	Adverbs            []string // may stand between a capital and its verb
	Media              []string // as capitalised in texts: Times
	AmbiguousAcronyms  []string // acronyms that are words where all is in capitals
	WeekdayContext     []string // words beside a capital that is also a day of the week that make it the day
}

func readCountryContext(v *Vocabulary, top yamlfile.Fields) {
	allowed := []string{"titles", "title-abbreviations", "given-names", "offices", "government-verbs", "adverbs", "media", "ambiguous-acronyms", "weekday-context"}
	languageSections(v, top, allowed, func(lang string, f yamlfile.Fields) {
		position := slices.IndexFunc(v.countryContexts, func(c CountryContext) bool { return c.Lang == lang })
		if position < 0 {
			position = len(v.countryContexts)
			v.countryContexts = append(v.countryContexts, CountryContext{Lang: lang})
		}
		c := &v.countryContexts[position]
		lists := []*[]string{&c.Titles, &c.TitleAbbreviations, &c.GivenNames, &c.Offices, &c.GovernmentVerbs, &c.Adverbs, &c.Media, &c.AmbiguousAcronyms, &c.WeekdayContext}
		for n, list := range lists {
			*list = append(*list, readWords(f.Get(allowed[n]))...)
		}
	})
}
