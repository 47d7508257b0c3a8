package vocabulary

import (
	"slices"
	"strings"
	"unicode/utf8"

	"daftar/index/yamlfile"
)

// Inflections say how names of countries are inflected and which languages are read in one text; inflections.yaml documents
// the fields.
type Inflections struct {
	Languages  []LanguageInflections
	LatinNames LatinNames
}

// LanguageInflections are the rules of one language.
type LanguageInflections struct {
	Lang              string
	Script            string   // languages of one script exclude one another
	Quotes            []string // languages that its texts quote
	EveryWord         bool     // each word of a name is inflected, not only the last
	Apostrophe        bool     // endings of names stand behind an apostrophe
	Names             []Paradigm
	People            []Paradigm // of adjectives and people
	DerivedAdjectives []Paradigm // of names of one word
	Prefixes          Prefixes
}

// Paradigm inflects the words that end in one of Endings, or every word if there are none: the last Drop letters are
// replaced by one of Forms.
type Paradigm struct {
	Endings []string
	Drop    int
	Forms   []string // "" is the word without ending; nil: the word is not inflected
}

// Prefixes are letters that are written together with the word behind them.
type Prefixes struct {
	Conjunctions      []string
	Prepositions      []string
	Article           string
	ContractedArticle string // the article after a preposition
	UnknownLanguage   bool   // they are also removed in texts of unknown language
}

// IsZero reports whether there are none.
func (p Prefixes) IsZero() bool {
	return len(p.Conjunctions)+len(p.Prepositions) == 0 && p.Article == "" && p.ContractedArticle == ""
}

// LatinNames says in which texts names in Latin letters of languages other than English are looked for.
type LatinNames struct {
	Languages []string // whose names these are
	Texts     []string // languages of texts
	Letters   string   // letters by which a text of unknown language is known
}

func readInflections(v *Vocabulary, top yamlfile.Fields) {
	if n := top.Get("latin-names"); n.Exists() {
		f := n.Fields("languages", "texts", "letters")
		v.inflections.LatinNames = LatinNames{Languages: readWords(f.Get("languages")), Texts: readWords(f.Get("texts")), Letters: f.Get("letters").Text()}
		for _, key := range []string{"languages", "texts"} {
			for _, lang := range readWords(f.Get(key)) {
				checkLanguage(v, f.Get(key), lang)
			}
		}
	}
	allowed := []string{"script", "quotes", "every-word", "apostrophe", "prefixes", "names", "people", "derived-adjectives"}
	languageSections(v, top, allowed, func(lang string, f yamlfile.Fields) {
		l := LanguageInflections{Lang: lang, Script: f.Required("script"), Quotes: readWords(f.Get("quotes")), EveryWord: f.Get("every-word").Flag(),
			Apostrophe: f.Get("apostrophe").Flag(), Names: readParadigms(f.Get("names")), People: readParadigms(f.Get("people")),
			DerivedAdjectives: readParadigms(f.Get("derived-adjectives")), Prefixes: readPrefixes(f.Get("prefixes"))}
		for _, quoted := range l.Quotes {
			checkLanguage(v, f.Get("quotes"), quoted)
		}
		all := &v.inflections.Languages
		if position := slices.IndexFunc(*all, func(known LanguageInflections) bool { return known.Lang == lang }); position >= 0 {
			(*all)[position] = l
		} else {
			*all = append(*all, l)
		}
	})
}

func readPrefixes(n yamlfile.Node) Prefixes {
	f := n.Fields("conjunctions", "prepositions", "article", "contracted-article", "unknown-language")
	return Prefixes{Conjunctions: readWords(f.Get("conjunctions")), Prepositions: readWords(f.Get("prepositions")), Article: f.Get("article").Text(),
		ContractedArticle: f.Get("contracted-article").Text(), UnknownLanguage: f.Get("unknown-language").Flag()}
}

const maxDrop = 10

func readParadigms(n yamlfile.Node) []Paradigm {
	var paradigms []Paradigm
	for _, item := range n.List() {
		f := item.Fields("endings", "drop", "forms")
		p := Paradigm{Endings: readWords(f.Get("endings")), Drop: f.Get("drop").Int(0, maxDrop)}
		if f.Required("forms") != "-" {
			for _, form := range readWords(f.Get("forms")) {
				p.Forms = append(p.Forms, strings.TrimPrefix(form, "-"))
			}
		}
		if p.Drop > 0 && len(p.Endings) == 0 {
			item.Report(yamlfile.KindMissing, "\"drop\" needs the \"endings\" that are dropped")
		}
		for _, ending := range p.Endings {
			if utf8.RuneCountInString(ending) < p.Drop {
				item.Report(yamlfile.KindValue, "\"drop: %d\" is longer than the ending %q", p.Drop, ending)
			}
		}
		paradigms = append(paradigms, p)
	}
	return paradigms
}
