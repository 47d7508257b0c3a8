package vocabulary

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"daftar/index/analysis/fold"
	"daftar/index/yamlfile"
)

// Synonym is a group of terms with the same meaning.
type Synonym struct {
	Terms []string
	To    []string // one-way: a query for one of Terms also finds these, but not the other way round
}

func readSynonyms(v *Vocabulary, top yamlfile.Fields) {
	for _, n := range top.Get("synonyms").List() {
		v.synonyms = append(v.synonyms, readSynonym(n))
	}
	v.synonymTable = sync.OnceValue(func() *synonymTable { return newSynonymTable(v.synonyms, v.countries) })
}

func readSynonym(n yamlfile.Node) Synonym {
	f := n.Fields("terms", "to", "note")
	s := Synonym{Terms: f.Get("terms").Terms(), To: f.Get("to").Terms()}
	if len(s.Terms) == 0 || len(s.To) == 0 && len(s.Terms) < 2 {
		n.Report(yamlfile.KindMissing, "a group of synonyms needs two terms, or a term and \"to\"")
	}
	seen := map[string]bool{}
	for _, term := range slices.Concat(s.Terms, s.To) {
		key := acronymOr(term, strings.ToLower(term)) // spellings that differ only to a reader may be listed
		if seen[key] {
			n.Report(yamlfile.KindDuplicate, "term %q is repeated", term)
		}
		seen[key] = true
	}
	return s
}

// addCountrySynonyms adds the names of each country in every language. A name that people bear, or that several countries
// share, is looked up but is no synonym of the others.
func addCountrySynonyms(t *synonymTable, countries []Country) {
	owners := map[string]int{}
	names := make([][]keyedTerm, len(countries))
	for n, c := range countries {
		for _, w := range c.Words {
			for _, k := range keyedTerms(w.Names) {
				owners[k.key]++
				k.personal = slices.Contains(w.PersonalNames, k.term)
				names[n] = append(names[n], k)
			}
		}
	}
	for _, all := range names {
		all = slices.DeleteFunc(all, func(k keyedTerm) bool { return strings.ContainsAny(k.term, "*?") })
		var others []keyedTerm
		for _, k := range all {
			if owners[k.key] == 1 && !k.personal {
				others = append(others, k)
			}
		}
		t.add(all, others)
	}
}

// keyedTerm is a term with its key: folding is too slow to repeat for each pair of a group.
type keyedTerm struct {
	term, key string
	personal  bool
}

func keyedTerms(terms []string) []keyedTerm {
	keyed := make([]keyedTerm, len(terms))
	for n, term := range terms {
		keyed[n] = keyedTerm{term: term, key: synonymKey(term)}
	}
	return keyed
}

// synonymTable collects synonyms by key.
type synonymTable struct {
	synonyms map[string][]string
	maxWords int
}

func newSynonymTable(groups []Synonym, countries []Country) *synonymTable {
	t := &synonymTable{synonyms: map[string][]string{}}
	for _, s := range groups {
		terms := keyedTerms(s.Terms)
		t.add(terms, append(terms, keyedTerms(s.To)...))
	}
	addCountrySynonyms(t, countries)
	return t
}

// add makes the others synonyms of each term.
func (t *synonymTable) add(terms, others []keyedTerm) {
	for _, term := range terms {
		list := t.synonyms[term.key]
		for _, other := range others {
			if other.key != term.key && !slices.Contains(list, other.term) {
				list = append(list, other.term)
			}
		}
		if len(list) > 0 {
			t.synonyms[term.key] = list
		}
		t.maxWords = max(t.maxWords, strings.Count(term.key, " ")+1)
	}
}

// synonymKey is the folded term; acronyms stay in capitals, so that US is not us.
func synonymKey(term string) string { return acronymOr(term, fold.Name(term)) }

// acronymOr returns the folded form of a term, in capitals if the term is one word in capitals.
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
