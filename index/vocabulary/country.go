package vocabulary

import (
	"maps"
	"regexp"
	"slices"
	"sync"

	"daftar/index/analysis/fold"
	"daftar/index/yamlfile"
)

// Country is a country, a territory with a code of its own, or a historical state.
type Country struct {
	ID         string // ISO 3166-1 alpha-2 (XK for Kosovo), of a historical state ISO 3166-3
	Label      string // the everyday English name
	Historical bool
	From, To   int            // first and last year of a historical state, else 0
	Successors []string       // ids
	Place      *Place         // nil if it has no point on a map
	Words      []CountryWords // one block a language, by language code
}

// CountryWords are the words for a country in one language, in the notation of countries.yaml.
type CountryWords struct {
	Lang          string
	Names         []string // everyday, official, former and short ones
	Adjectives    []string
	People        []string
	Capitals      []string
	Metonyms      []string // seats that stand for the government or the army
	Regions       []string // of first level
	Cities        []string
	Exchanges     []string // suffixes of the stock exchange: T of <SONY.T>
	NotIfPhrase   []string // phrases with one of these words that do not mean the country
	NotIfNear     []string // words of the same passage that exclude the PersonalNames
	PersonalNames []string // the Names and Capitals that people bear too
}

var countryID = regexp.MustCompile(`^[A-Z]{2}$`)

func readCountries(v *Vocabulary, top yamlfile.Fields) {
	v.country = map[string]int{}
	nodes := top.Get("countries").List()
	for _, n := range nodes {
		c := readCountry(v, n)
		if !countryID.MatchString(c.ID) {
			n.Report(yamlfile.KindValue, "id %q must be two capitals (ISO 3166 alpha-2)", c.ID)
		}
		addID(v.country, c.ID, len(v.countries), n)
		v.countries = append(v.countries, c)
	}
	for i, c := range v.countries {
		checkCountryIDs(v, nodes[i], c.Successors)
	}
	v.countryByName = sync.OnceValue(func() map[string]int { return countriesByName(v.countries) })
}

func readCountry(v *Vocabulary, n yamlfile.Node) Country {
	f := n.Fields("id", "label", "from", "to", "successors", "words")
	c := Country{ID: f.Required("id"), Label: f.Required("label"), From: f.Get("from").Int(1, 9999), To: f.Get("to").Int(1, 9999),
		Successors: f.Get("successors").Terms()}
	c.Historical = c.To != 0
	if c.From > c.To || (c.From == 0) != (c.To == 0) {
		n.Report(yamlfile.KindValue, "a historical state has \"from\" and \"to\", in this order; other countries have neither")
	}
	if c.Historical == (len(c.Successors) == 0) {
		n.Report(yamlfile.KindValue, "a historical state has successors; other countries have none")
	}
	blocks := map[string]yamlfile.Node{}
	for lang, block := range f.Get("words").Fields().All() {
		blocks[lang] = block
	}
	for _, lang := range slices.Sorted(maps.Keys(blocks)) {
		checkLanguage(v, blocks[lang], lang)
		c.Words = append(c.Words, readCountryWords(lang, blocks[lang]))
	}
	return c
}

func readCountryWords(lang string, n yamlfile.Node) CountryWords {
	f := n.Fields("names", "adjectives", "people", "capitals", "metonyms", "regions", "cities", "exchanges", "unless", "unless-near", "personal-names")
	terms := func(key string) []string { return f.Get(key).Terms() }
	w := CountryWords{
		Lang: lang, Names: terms("names"), Adjectives: terms("adjectives"), People: terms("people"), Capitals: terms("capitals"),
		Metonyms: terms("metonyms"), Regions: terms("regions"), Cities: terms("cities"), Exchanges: terms("exchanges"),
		NotIfPhrase: terms("unless"), NotIfNear: terms("unless-near"), PersonalNames: terms("personal-names"),
	}
	if len(w.Names) == 0 {
		n.Report(yamlfile.KindMissing, "no names in language %q", lang)
	}
	for _, name := range w.PersonalNames {
		if !slices.Contains(w.Names, name) && !slices.Contains(w.Capitals, name) {
			f.Get("personal-names").ReportTerm(name, yamlfile.KindValue, "%q of \"personal-names\" is not one of the names or capitals%s", name, yamlfile.DidYouMean(name, w.Names))
		}
	}
	return w
}

// checkCountryIDs reports ids that no country has.
func checkCountryIDs(v *Vocabulary, n yamlfile.Node, ids []string) {
	for _, id := range ids {
		if _, known := v.country[id]; !known {
			n.Report(yamlfile.KindValue, "country %q is not in countries.yaml%s", id, yamlfile.DidYouMean(id, slices.Sorted(maps.Keys(v.country))))
		}
	}
}

// countriesByName returns the position of countries by folded name: ids and labels win over names, names over adjectives,
// adjectives over people.
func countriesByName(countries []Country) map[string]int {
	byName := map[string]int{}
	kinds := []func(CountryWords) []string{
		func(w CountryWords) []string { return w.Names },
		func(w CountryWords) []string { return w.Adjectives },
		func(w CountryWords) []string { return w.People },
	}
	add := func(name string, position int) {
		key := fold.Name(name)
		if _, taken := byName[key]; !taken {
			byName[key] = position
		}
	}
	for n, c := range countries {
		add(c.ID, n)
		add(c.Label, n)
	}
	for _, kind := range kinds {
		for n, c := range countries {
			for _, w := range c.Words {
				for _, name := range kind(w) {
					add(name, n)
				}
			}
		}
	}
	return byName
}
