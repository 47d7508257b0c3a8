package match

import (
	"slices"
	"strings"
	"unicode/utf8"

	"daftar/index/analysis/words"
	"daftar/index/vocabulary"
)

// inflections are the rules of one language.
type inflections struct {
	everyWord  bool
	apostrophe bool
	names      []paradigm
	people     []paradigm
	derived    []paradigm
}

// paradigm is a compiled vocabulary.Paradigm.
type paradigm struct {
	endings []string // of the dictionary form, folded; none: the paradigm fits every word
	drop    int
	forms   *forms // nil if the word is not inflected
}

// forms are the folded endings of inflected words. Words of one paradigm share them.
type forms struct {
	list []string
	name string // the list in one line, which tells equal lists
	set  map[string]bool
}

func compileInflections(v vocabulary.Inflections) map[string]*inflections {
	all := map[string]*inflections{}
	known := map[string]*forms{}
	for _, l := range v.Languages {
		all[l.Lang] = &inflections{everyWord: l.EveryWord, apostrophe: l.Apostrophe, names: compileParadigms(l.Names, known),
			people: compileParadigms(l.People, known), derived: compileParadigms(l.DerivedAdjectives, known)}
	}
	return all
}

func compileParadigms(rules []vocabulary.Paradigm, known map[string]*forms) []paradigm {
	var all []paradigm
	for _, rule := range rules {
		p := paradigm{drop: rule.Drop, forms: newForms(rule.Forms, known)}
		for _, ending := range rule.Endings {
			p.endings = append(p.endings, words.Key(ending))
		}
		all = append(all, p)
	}
	return all
}

func newForms(endings []string, known map[string]*forms) *forms {
	if endings == nil {
		return nil
	}
	name := strings.Join(endings, " ")
	if known[name] == nil {
		f := &forms{list: endings, name: name, set: make(map[string]bool, len(endings))}
		for _, ending := range endings {
			f.set[words.Key(ending)] = true
		}
		known[name] = f
	}
	return known[name]
}

// withEndings returns paradigms whose forms all have an ending.
func withEndings(paradigms []paradigm) []paradigm {
	all := make([]paradigm, len(paradigms))
	for n, p := range paradigms {
		if p.forms != nil {
			endings := slices.DeleteFunc(slices.Clone(p.forms.list), func(ending string) bool { return ending == "" })
			p.forms = newForms(endings, map[string]*forms{})
		}
		all[n] = p
	}
	return all
}

func (p *paradigm) fits(word string) bool {
	if len(p.endings) == 0 {
		return true
	}
	for _, ending := range p.endings {
		if strings.HasSuffix(word, ending) && len(word) > len(ending) {
			return true
		}
	}
	return false
}

// stem returns the part of a word that all its forms share, and the forms by the first paradigm that fits; nil if the word
// is not inflected.
func stem(paradigms []paradigm, word string) (string, *forms) {
	for n := range paradigms {
		p := &paradigms[n]
		if !p.fits(word) {
			continue
		}
		stem := word
		for range p.drop {
			_, size := utf8.DecodeLastRuneInString(stem)
			stem = stem[:len(stem)-size]
		}
		return stem, p.forms
	}
	return word, nil
}

// inflecting is how the words of a term are inflected.
type inflecting struct {
	paradigms  []paradigm
	everyWord  bool // each word, else only the last
	apostrophe bool // endings stand behind an apostrophe
}

// inflected is a word in all its forms.
type inflected struct {
	stem       string
	forms      *forms
	apostrophe bool // endings count only behind one
	symbol     int32
}

// matches reports whether a word is one of the forms.
func (i *inflected) matches(t *words.Token, word string) bool {
	return len(word) >= len(i.stem) && word[:len(i.stem)] == i.stem && i.forms.set[word[len(i.stem):]] &&
		(!i.apostrophe || len(word) == len(i.stem) || int(t.Apostrophe) == len(i.stem))
}

// stemKey is the first letters of a word, by which inflected words are found.
type stemKey [3]rune

// stemKeyOf returns the key of a word; ok is false if the word has too few letters.
func stemKeyOf[T string | []byte](word T) (key stemKey, ok bool) {
	at := 0
	for n := range key {
		if at >= len(word) {
			return key, false
		}
		r, size := rune(word[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(string(word[at:min(len(word), at+utf8.UTFMax)]))
		}
		key[n] = r
		at += size
	}
	return key, true
}

// inflectedSymbol returns the symbol of a word of a term in all its forms.
func (l *Lexicon) inflectedSymbol(word string, paradigms []paradigm, apostrophe bool) int32 {
	stem, forms := stem(paradigms, word)
	key, ok := stemKeyOf(stem)
	if forms == nil || !ok {
		return l.symbolOf(word, false)
	}
	for _, known := range l.inflected[key] {
		if known.stem == stem && known.apostrophe == apostrophe && known.forms.name == forms.name {
			return known.symbol
		}
	}
	l.symbols++
	l.inflected[key] = append(l.inflected[key], inflected{stem, forms, apostrophe, l.symbols})
	return l.symbols
}
