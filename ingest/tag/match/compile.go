package match

import (
	"strings"
	"unicode/utf8"

	"daftar/index/analysis/words"
	"daftar/index/vocabulary"
)

// addCountry enters the words of a country in one language.
func (l *Lexicon) addCountry(owner int32, w vocabulary.CountryWords, personal map[string]bool) {
	rules := l.inflections[w.Lang]
	if rules == nil {
		rules = &inflections{}
	}
	names := inflecting{paradigms: rules.names, everyWord: rules.everyWord, apostrophe: rules.apostrophe}
	people := inflecting{paradigms: rules.people, everyWord: rules.everyWord}
	for _, list := range []struct {
		kind  Kind
		terms []string
		how   inflecting
	}{
		{CountryName, w.Names, names}, {CountryAdjective, w.Adjectives, people}, {CountryPeople, w.People, people},
		{CountryCapital, w.Capitals, names}, {CountryMetonym, w.Metonyms, names}, {CountryRegion, w.Regions, names},
		{CountryCity, w.Cities, names}, {CountryNotIfPhrase, w.NotIfPhrase, names}, {CountryNotIfNear, w.NotIfNear, names},
	} {
		for _, term := range list.terms {
			t := Term{Kind: list.kind, Owner: owner, Personal: personal[term] || list.kind.IsPlace(), latin: l.languages.isLatinName(w.Lang, term),
				languages: l.languages.setOf(w.Lang), accents: accentsOf(w.Lang, term)}
			l.addCountryTerm(term, t, list.how)
			if t.Kind == CountryName && rules.derived != nil && derivesAdjective(term) {
				t.Kind = CountryAdjective
				l.addCountryTerm(term, t, inflecting{paradigms: rules.derived})
			}
		}
	}
}

// addCountryTerm enters a term in all forms of its words.
func (l *Lexicon) addCountryTerm(term string, t Term, how inflecting) {
	l.numbers++
	t.Number = l.numbers
	l.addTerm(term, t, how)
	if isAcronym(term) && how.apostrophe { // ABD'nin is no longer in capitals
		t.capitals = 1
		l.addPath(strings.ToLower(term), t, inflecting{paradigms: withEndings(how.paradigms), apostrophe: true})
	}
}

// minDerived is the least number of letters of a name whose adjective a rule may make.
const minDerived = 3

// derivesAdjective reports whether a rule may make the adjective of a name: it is one word, and long enough.
func derivesAdjective(term string) bool {
	return !strings.ContainsAny(term, " -") && utf8.RuneCountInString(term) >= minDerived && !isAcronym(term)
}

// shortTerm is the length in bytes up to which an accent makes another word of an English term too often.
const shortTerm = 4

func accentsOf(lang, term string) accents {
	switch {
	case lang != "en":
		return anyAccents
	case !words.IsASCII(term):
		return withAccents
	case len(term) <= shortTerm:
		return withoutAccents
	}
	return anyAccents
}

// addTheme enters the terms of a theme in one language. Numbers are those of the theme's terms: the same word of several
// languages is one term.
func (l *Lexicon) addTheme(owner int32, t vocabulary.ThemeTerms, numbers map[string]int32) {
	for _, list := range []struct {
		kind  Kind
		terms []string
	}{{ThemeStrong, t.Strong}, {ThemeWeak, t.Weak}, {ThemeNotIfPhrase, t.NotIfPhrase}} {
		for _, term := range list.terms {
			if numbers[term] == 0 {
				l.numbers++
				numbers[term] = l.numbers
			}
			l.addThemeTerm(t.Lang, term, Term{Kind: list.kind, Owner: owner, Number: numbers[term]})
		}
	}
	l.addNearRules(owner, t.Lang, t.Near, ThemeNear, ThemeNearOther)
	l.addNearRules(owner, t.Lang, t.NotIfNear, ThemeAvoid, ThemeAvoidOther)
}

func (l *Lexicon) addNearRules(owner int32, lang string, rules []vocabulary.NearRule, first, other Kind) {
	for _, rule := range rules {
		l.numbers++
		number := l.numbers
		l.addThemeTerm(lang, rule.Term, Term{Kind: first, Owner: owner, Number: number, Within: int32(rule.Within)})
		for _, term := range rule.Others {
			l.addThemeTerm(lang, term, Term{Kind: other, Owner: owner, Number: number})
		}
	}
}

// addThemeTerm enters a term that is only read in texts of its language and of those that quote it.
func (l *Lexicon) addThemeTerm(lang, term string, t Term) {
	t.latin, t.languages = l.languages.isLatinName(lang, term), l.languages.setOf(lang)
	l.addTerm(term, t, inflecting{})
}
