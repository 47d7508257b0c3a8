package vocabulary

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Synonym is a group of terms that mean the same, or terms that also mean others.
type Synonym struct {
	Terms []string
	To    []string // one-way: whoever asks for one of Terms is also given these, but not the other way round
}

// lowerAcronym is from how many letters on an acronym may be typed in small letters: "us" and "ots" are words too.
const lowerAcronym = 4

func (v *Vocabulary) readSynonyms(p *page) {
	for _, n := range p.list(p.top["synonyms"]) {
		v.synonyms = append(v.synonyms, p.readSynonym(n))
	}
	v.nameSynonyms()
}

func (p *page) readSynonym(n *yaml.Node) Synonym {
	f := p.fields(n, "terms", "to", "note")
	s := Synonym{Terms: p.terms(f["terms"]), To: p.terms(f["to"])}
	if len(s.Terms) == 0 || len(s.To) == 0 && len(s.Terms) < 2 {
		p.complain(n.Line, "a group of synonyms has two terms or more, or a term and \"to\"")
	}
	seen := map[string]bool{}
	for _, term := range slices.Concat(s.Terms, s.To) {
		key := acronymOr(term, plain(term)) // spellings that fold makes alike may stand beside each other
		if seen[key] {
			p.complain(n.Line, "term %q comes twice", term)
		}
		seen[key] = true
	}
	return s
}

// nameSynonyms fills the table of Synonyms: the groups of the file, then the names of each country in every language.
// A name that people bear, or that is another country's too, is no other way to say a country.
func (v *Vocabulary) nameSynonyms() {
	v.synonym = map[string][]string{}
	for _, s := range v.synonyms {
		v.addSynonyms(s.Terms, slices.Concat(s.Terms, s.To))
	}
	owners := map[string]int{}
	for _, c := range v.countries {
		for _, name := range c.names() {
			owners[foldTerm(name)]++
		}
	}
	for _, c := range v.countries {
		var asked, given []string
		for _, w := range c.Words {
			for _, name := range w.Names {
				if strings.ContainsAny(name, "*?") {
					continue
				}
				asked = append(asked, name)
				if owners[foldTerm(name)] == 1 && !slices.Contains(w.PersonNames, name) {
					given = append(given, name)
				}
			}
		}
		v.addSynonyms(asked, given)
	}
}

func (v *Vocabulary) addSynonyms(asked, given []string) {
	for _, term := range asked {
		key := foldTerm(term)
		for _, other := range given {
			if foldTerm(other) != key && !slices.Contains(v.synonym[key], other) {
				v.synonym[key] = append(v.synonym[key], other)
			}
		}
		v.longest = max(v.longest, len(strings.Fields(key)))
	}
}

// Synonyms returns the other ways to say a term, in the order of the files. Letters count in any case, but for acronyms
// of less than four letters, which must be typed in capitals.
func (v *Vocabulary) Synonyms(term string) []string {
	if others := v.synonym[foldTerm(term)]; len(others) > 0 {
		return others
	}
	if utf8.RuneCountInString(term) >= lowerAcronym {
		return v.synonym[strings.ToUpper(foldTerm(term))]
	}
	return nil
}

// AllSynonyms returns all that Synonyms can return, each once and in order.
func (v *Vocabulary) AllSynonyms() []string {
	var all []string
	for _, others := range v.synonym {
		all = append(all, others...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// MaxSynonymWords returns the number of words of the longest term that has synonyms.
func (v *Vocabulary) MaxSynonymWords() int { return v.longest }

// foldTerm is fold, but keeps acronyms apart from words: a term in capitals alone stays in capitals.
func foldTerm(term string) string { return acronymOr(term, fold(term)) }

// acronymOr returns what a term was folded to, in capitals if the term is in capitals alone.
func acronymOr(term, folded string) string {
	letters, lower := 0, false
	for _, r := range term {
		if unicode.In(r, unicode.Mn, unicode.Cf) {
			continue
		}
		letters++
		lower = lower || unicode.IsLower(r) || unicode.IsLetter(r) && unicode.ToLower(r) == unicode.ToUpper(r)
	}
	if !lower && letters > 1 && !strings.Contains(folded, " ") {
		return strings.ToUpper(folded)
	}
	return folded
}
