package vocabulary

import (
	"maps"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Country is a country, a territory with a code of its own, or a historical state.
type Country struct {
	ID         string // ISO 3166-1 alpha-2 (XK for Kosovo), of a historical state ISO 3166-3
	Label      string // the everyday English name
	Historical bool
	From, To   int            // first and last year of a historical state, else 0
	Successors []string       // ids
	Place      *Place         // nil if it has no point on a map
	Words      []CountryWords // what it is called, one block a language, by language code
}

// CountryWords are what texts of one language call a country. A word in CAPITALS is matched with its case.
type CountryWords struct {
	Lang        string
	Names       []string // everyday and official, former and short ones
	Adjectives  []string
	People      []string
	Capitals    []string
	Metonyms    []string // seats that stand for the government or the army
	Regions     []string // of first level
	Cities      []string
	Exchanges   []string // suffixes of the stock exchange: T of <SONY.T>
	NotIfPhrase []string // phrases that hold one of these words and do not mean the country
	NotIfNear   []string // words near by that say another thing of the same name is meant
	PersonNames []string // those of the names that people bear as well
}

var countryID = regexp.MustCompile(`^[A-Z]{2}$`)

func (v *Vocabulary) readCountries(p *page) {
	v.country = map[string]int{}
	nodes := p.list(p.top["countries"])
	for _, n := range nodes {
		c := v.readCountry(p, n)
		if !countryID.MatchString(c.ID) {
			p.complain(n.Line, "id %q is not two capitals (ISO 3166 alpha-2)", c.ID)
		}
		p.add(v.country, c.ID, len(v.countries), n.Line)
		v.countries = append(v.countries, c)
	}
	for i, c := range v.countries {
		v.checkCountries(p, nodes[i].Line, c.Successors)
	}
	v.nameCountries()
}

func (v *Vocabulary) readCountry(p *page, n *yaml.Node) Country {
	f := p.fields(n, "id", "label", "from", "to", "successors", "words")
	c := Country{ID: p.required(f, "id", n), Label: p.required(f, "label", n), From: p.year(f["from"]), To: p.year(f["to"])}
	c.Historical = c.To != 0
	c.Successors = append(c.Successors, p.terms(f["successors"])...)
	if c.From > c.To || (c.From == 0) != (c.To == 0) {
		p.complain(n.Line, "a historical state has both \"from\" and \"to\", in this order; others have neither")
	}
	if c.Historical == (len(c.Successors) == 0) {
		p.complain(n.Line, "a historical state names its successors, and only a historical state does")
	}
	blocks := p.fields(f["words"])
	for _, lang := range slices.Sorted(maps.Keys(blocks)) {
		if _, known := v.language[lang]; !known {
			codes := slices.Sorted(maps.Keys(v.language))
			p.complain(blocks[lang].Line, "language %q is not in languages.yaml%s", lang, meant(lang, codes))
		}
		c.Words = append(c.Words, p.readWords(lang, blocks[lang]))
	}
	return c
}

func (p *page) readWords(lang string, n *yaml.Node) CountryWords {
	f := p.fields(n, "names", "adjectives", "people", "capitals", "metonyms", "regions", "cities", "exchanges", "unless", "against", "person")
	w := CountryWords{
		Lang: lang, Names: p.terms(f["names"]), Adjectives: p.terms(f["adjectives"]), People: p.terms(f["people"]),
		Capitals: p.terms(f["capitals"]), Metonyms: p.terms(f["metonyms"]), Regions: p.terms(f["regions"]), Cities: p.terms(f["cities"]),
		Exchanges: p.terms(f["exchanges"]), NotIfPhrase: p.terms(f["unless"]), NotIfNear: p.terms(f["against"]), PersonNames: p.terms(f["person"]),
	}
	if len(w.Names) == 0 {
		p.complain(n.Line, "no names in language %q", lang)
	}
	for _, name := range w.PersonNames {
		if !slices.Contains(w.Names, name) && !slices.Contains(w.Capitals, name) {
			p.complain(p.lineOf(f["person"], name), "%q of \"person\" is not one of the names or capitals%s", name, meant(name, w.Names))
		}
	}
	return w
}

// checkCountries complains of ids that no country has.
func (v *Vocabulary) checkCountries(p *page, line int, ids []string) {
	for _, id := range ids {
		if _, known := v.country[id]; !known {
			p.complain(line, "country %q is not in countries.yaml%s", id, meant(id, slices.Sorted(maps.Keys(v.country))))
		}
	}
}

// nameCountries fills the table of CountryByName: ids first, then labels, names, adjectives, people.
func (v *Vocabulary) nameCountries() {
	v.byName = map[string]int{}
	kinds := []func(Country) []string{
		func(c Country) []string { return []string{c.ID, c.Label} },
		Country.names,
		Country.adjectives,
		Country.people,
	}
	for _, kind := range kinds {
		for n, c := range v.countries {
			for _, name := range kind(c) {
				if _, taken := v.byName[fold(name)]; !taken {
					v.byName[fold(name)] = n
				}
			}
		}
	}
}

func (c Country) names() (all []string) {
	for _, w := range c.Words {
		all = append(all, w.Names...)
	}
	return all
}

func (c Country) adjectives() (all []string) {
	for _, w := range c.Words {
		all = append(all, w.Adjectives...)
	}
	return all
}

func (c Country) people() (all []string) {
	for _, w := range c.Words {
		all = append(all, w.People...)
	}
	return all
}
