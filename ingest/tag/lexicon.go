package tag

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis/words"
	"daftar/index/vocabulary"
)

// kind says what a term speaks for.
type kind uint8

const (
	name kind = iota // of a country; the better evidence comes first
	adjective
	people
	capital
	metonym    // a seat that stands for its government
	listing    // a share's code that names a stock exchange: <SONY.T>
	region     // of first level
	city       // not the capital
	notCountry // a phrase that holds a country's word and does not mean it
	against    // a word that says a name borne by people does not mean the country
	strong     // of a theme
	weak
	nearTerm
	nearOther
	awayTerm // as nearTerm, of a pair that does not count
	awayOther
	notTheme
)

// entry is one meaning of a term.
type entry struct {
	kind    kind
	owner   int32  // country, or theme
	term    int32  // number of the term, or of the near rule
	within  int32  // words, of a near rule
	capital uint32 // bit n: word n must begin with a capital
	person  bool   // people bear this name too
	acronym bool   // in capitals
	accents accents
	turkic  bool   // in Latin letters of Turkish or Uzbek: not read in other languages
	speech  speech // the language of the term
}

// lexicon is a vocabulary made ready for matching: a trie over words, in which a word is a symbol. It is read by many
// goroutines and never changed once compiled.
type lexicon struct {
	words    map[string]word // of ASCII letters
	distant  map[string]word // of others; apart, so that English finds its own quickly
	patterns map[bucketKey][]pattern
	letters  [26][26][]pattern // those of patterns that begin with two letters of ASCII
	loose    []pattern         // those of patterns that every word is held against
	edges    map[edge]int32
	entries  [][]entry // by node; node 0 is the root
	symbol   int32     // the last one given out
	terms    int32

	inflections map[bentKey][]inflection
	endings     map[string]map[string]bool // of inflections, by their list
	exchanges   map[string][]int32         // countries by suffix
	frames      map[string]*frame          // by language
}

// word is what is known of a word in small letters.
type word struct {
	symbol  int32 // 0 if no term has it
	acronym int32 // the symbol of the same word in capitals
	class   class
	value   int16
}

// pattern is a word with "?" or "*".
type pattern struct {
	text   string // without the "*"
	prefix bool
	third  byte // the third byte of a word it may match; 0 if any
	symbol int32
}

// edge leads from a node over a word behind a gap to another node.
type edge struct {
	node, symbol int32
	gap          gap
}

// compile makes the lexicon of a vocabulary.
func compile(v *vocabulary.Vocabulary) *lexicon {
	l := &lexicon{words: map[string]word{}, distant: map[string]word{}, patterns: map[bucketKey][]pattern{}, edges: map[edge]int32{}, entries: make([][]entry, 1),
		inflections: map[bentKey][]inflection{}, endings: map[string]map[string]bool{}, exchanges: map[string][]int32{}}
	l.frames = map[string]*frame{}
	for lang, cues := range frames() {
		l.frames[lang] = newFrame(cues, words.Key)
	}
	l.enterClasses(plainWords())
	for n, c := range v.Countries() {
		person := map[string]bool{}
		for _, w := range c.Words {
			for _, term := range w.PersonalNames {
				person[term] = true
			}
		}
		for _, w := range c.Words {
			l.country(int32(n), w, person)
		}
	}
	for n, t := range v.Themes() {
		numbers := map[string]int32{}
		for _, terms := range t.Terms {
			l.theme(int32(n), terms, numbers)
		}
	}
	return l
}

// enterClasses enters words with their classes. Where several spellings fold to one key, the class of the spelling that is
// the key counts, else that of the first in the order of bytes: the order of a map must not decide.
func (l *lexicon) enterClasses(table map[string]word) {
	for _, text := range slices.Sorted(maps.Keys(table)) {
		key := words.Key(text)
		if w, exact := table[key]; exact {
			l.wordsOf(key)[key] = w
		} else if _, known := l.wordsOf(key)[key]; !known {
			l.wordsOf(key)[key] = table[text]
		}
	}
}

func (l *lexicon) country(owner int32, w vocabulary.CountryWords, person map[string]bool) {
	lists := map[kind][]string{name: w.Names, adjective: w.Adjectives, people: w.People, capital: w.Capitals,
		notCountry: w.NotIfPhrase, against: w.NotIfNear}
	lists[metonym], lists[region], lists[city] = w.Metonyms, w.Regions, w.Cities
	for _, suffix := range w.Exchanges {
		l.exchanges[suffix] = append(l.exchanges[suffix], owner)
	}
	b := bendsOf(w.Lang)
	for k := name; k <= against; k++ {
		how := bending{rules: b.name, every: b.every, apostrophe: b.apostrophe}
		if k == adjective || k == people {
			how = bending{rules: b.adjective, every: b.every}
		}
		for _, term := range lists[k] {
			e := entry{kind: k, owner: owner, person: person[term] || k == region || k == city, turkic: turkic(w.Lang, term),
				speech: speechOf(w.Lang), accents: accentsOf(w.Lang, term)}
			l.addBent(term, e, how)
			if k == name && b.made != nil && l.makesAdjective(term) {
				e.kind = adjective
				l.addBent(term, e, bending{rules: b.made})
			}
		}
	}
}

// accents says whether an English term is told from another word by its letters beyond ASCII.
type accents uint8

const (
	anyway  accents = iota
	with            // only with such letters: Malé
	without         // only without: Lao, not Lào
)

// shortTerm is the length up to which a term has an accent too often by chance.
const shortTerm = 4

func accentsOf(lang, term string) accents {
	switch {
	case lang != "en":
		return anyway
	case !words.IsASCII(term):
		return with
	case len(term) <= shortTerm:
		return without
	}
	return anyway
}

// turkic reports whether a term is of a language in Latin letters that is not read as English.
func turkic(lang, term string) bool {
	return (lang == "tr" || lang == "uz") && strings.IndexFunc(term, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) < 0
}

// makesAdjective reports whether the adjective of a name may be made by rule: it is one word, and long enough.
func (l *lexicon) makesAdjective(term string) bool {
	return !strings.ContainsAny(term, " -") && utf8.RuneCountInString(term) >= 3 && !isAcronym(term)
}

func isAcronym(term string) bool {
	return strings.ToUpper(term) == term && strings.ToLower(term) != term
}

// addBent enters a term in all forms of its words.
func (l *lexicon) addBent(term string, e entry, how bending) {
	l.terms++
	e.term = l.terms
	for _, spelling := range spellings(wildcards.Replace(term)) {
		l.chain(spelling, e, how)
	}
	if isAcronym(term) && how.apostrophe { // ABD'nin is no longer in capitals
		e.capital = 1
		l.chain(strings.ToLower(term), e, bending{rules: withoutBare(how.rules), apostrophe: true})
	}
}

// theme enters the terms of one language. The numbers are of the theme's terms: the same word of several languages is one
// term.
func (l *lexicon) theme(owner int32, t vocabulary.ThemeTerms, numbers map[string]int32) {
	lists := map[kind][]string{strong: t.Strong, weak: t.Weak, notTheme: t.NotIfPhrase}
	for _, k := range []kind{strong, weak, notTheme} {
		for _, term := range lists[k] {
			if numbers[term] == 0 {
				l.terms++
				numbers[term] = l.terms
			}
			l.insertOf(t.Lang, term, entry{kind: k, owner: owner, term: numbers[term]})
		}
	}
	l.pairs(owner, t.Lang, t.Near, nearTerm, nearOther)
	l.pairs(owner, t.Lang, t.NotIfNear, awayTerm, awayOther)
}

func (l *lexicon) pairs(owner int32, lang string, rules []vocabulary.NearRule, term, other kind) {
	for _, rule := range rules {
		l.terms++
		number := l.terms
		l.insertOf(lang, rule.Term, entry{kind: term, owner: owner, term: number, within: int32(rule.Within)})
		for _, word := range rule.Others {
			l.insertOf(lang, word, entry{kind: other, owner: owner, term: number})
		}
	}
}

// insertOf enters a term that is only read in texts of its language and those that may quote it.
func (l *lexicon) insertOf(lang, term string, e entry) {
	e.turkic, e.speech = turkic(lang, term), speechOf(lang)
	l.insert(term, e)
}

// Letters that stand for the wildcards of a term while it is cut into words like a text; neither is in any term.
const (
	anyLetter = 'ʔ'
	anyEnding = 'ʘ'
)

var wildcards = strings.NewReplacer("?", string(anyLetter), "*", string(anyEnding))

// insert enters a term in all its spellings.
func (l *lexicon) insert(term string, e entry) {
	for _, spelling := range spellings(wildcards.Replace(term)) {
		l.chain(spelling, e, bending{})
	}
}

// spellings returns a term with and without each of its hyphens; one that stays parts words as a space does.
func spellings(term string) []string {
	before, behind, found := strings.Cut(term, "-")
	if !found {
		return []string{term}
	}
	var all []string
	for _, rest := range spellings(behind) {
		all = append(all, before+"-"+rest, before+rest)
	}
	return all
}

// chain enters the words of a term as nodes, each behind its gap.
func (l *lexicon) chain(term string, e entry, how bending) {
	inCapitals := isAcronym(term)
	var cut words.Scanner
	node := int32(0)
	tokens := cut.Scan(term, 0, len(term), len(term))
	for n, t := range tokens {
		acronym := t.AllCaps && (inCapitals || t.End-t.Start > 1)
		e.acronym = e.acronym || acronym
		if t.Capitalized && n < 32 {
			e.capital |= 1 << n
		}
		text := words.Key(term[t.Start:t.End])
		step := edge{node: node}
		if how.rules != nil && !acronym && (how.every || n == len(tokens)-1) {
			step.symbol = l.bent(text, how.rules, how.apostrophe)
		} else {
			step.symbol = l.symbolOf(text, acronym)
		}
		if n > 0 {
			step.gap = t.Gap
		}
		next, known := l.edges[step]
		if !known {
			next = int32(len(l.entries))
			l.entries = append(l.entries, nil)
			l.edges[step] = next
		}
		node = next
	}
	if node != 0 {
		l.entries[node] = append(l.entries[node], e)
	}
}

// wordsOf returns the words among which one is.
func (l *lexicon) wordsOf(text string) map[string]word {
	if words.IsASCII(text) {
		return l.words
	}
	return l.distant
}

// symbolOf returns the symbol of a word of a term, a new one if it has none.
func (l *lexicon) symbolOf(text string, acronym bool) int32 {
	if strings.ContainsRune(text, anyLetter) || strings.ContainsRune(text, anyEnding) {
		return l.patternOf(text)
	}
	table := l.wordsOf(text)
	w := table[text]
	symbol := &w.symbol
	if acronym {
		symbol = &w.acronym
	}
	if *symbol == 0 {
		l.symbol++
		*symbol = l.symbol
	}
	table[text] = w
	return *symbol
}

func (l *lexicon) patternOf(text string) int32 {
	p := pattern{text: text}
	if before, found := strings.CutSuffix(text, string(anyEnding)); found {
		p.text, p.prefix = before, true
	}
	key := bucket(p.text)
	for _, known := range l.patterns[key] {
		if known.text == p.text && known.prefix == p.prefix {
			return known.symbol
		}
	}
	l.symbol++
	p.symbol = l.symbol
	if len(p.text) > 2 && p.text[2] != anyLetterLead {
		p.third = p.text[2]
	}
	l.patterns[key] = append(l.patterns[key], p)
	switch {
	case key == bucketKey{}:
		l.loose = l.patterns[key]
	case isSmall(key[0]) && isSmall(key[1]):
		l.letters[key[0]-'a'][key[1]-'a'] = l.patterns[key]
	}
	return p.symbol
}

// bucketKey is the first two letters of a pattern, of scripts of longer letters as far as they fit.
type bucketKey [4]byte

// bucket parts the patterns by their first letters, so that a word is held against few of them. Patterns that are shorter
// or begin with a wildcard are in the zero bucket, which every word is held against.
func bucket[T string | []byte](text T) (key bucketKey) {
	size := 2
	if len(text) > 0 && text[0] >= utf8.RuneSelf {
		size = len(key)
	}
	if len(text) < size {
		return key
	}
	for n := range size {
		if text[n] == anyLetterLead {
			return bucketKey{}
		}
		key[n] = text[n]
	}
	return key
}

// anyLetterLead is the first byte of anyLetter.
const anyLetterLead = 0xCA

// matches reports whether a word in small letters is one of the pattern's.
func (p pattern) matches(word []byte) bool {
	at := 0
	for _, r := range p.text {
		if at >= len(word) {
			return false
		}
		got, size := utf8.DecodeRune(word[at:])
		if got != r && (r != anyLetter || !unicode.IsLetter(got)) {
			return false
		}
		at += size
	}
	return p.prefix || at == len(word)
}

// look sets what the lexicon knows of a word.
func (l *lexer) look(t *token, key []byte, ascii bool) {
	table := l.words
	if !ascii {
		table = l.distant
	}
	w, known := table[string(key)]
	if known {
		t.Class, t.Value = w.class, w.value
	}
	from := len(l.symbols)
	if w.symbol != 0 {
		l.symbols = append(l.symbols, w.symbol)
	}
	if w.acronym != 0 && t.AllCaps {
		l.symbols = append(l.symbols, w.acronym)
	}
	l.hold(key)
	if !ascii || l.turkic {
		l.bentForms(t, key)
	}
	if !ascii && l.arabic && key[0] >= arabicLead {
		l.unprefixed(t, key)
	}
	if noun, joined := strings.CutPrefix(string(key), pashtoOf); l.pashto && joined && len(noun) >= leastNoun {
		l.known(t, noun)
	}
	t.Symbols = [2]int32{int32(from), int32(len(l.symbols))}
}

// hold adds the symbols of the patterns that match. English words find theirs without a map: it is the costliest step.
func (l *lexer) hold(word []byte) {
	if len(word) > 1 && isSmall(word[0]) && isSmall(word[1]) {
		l.holdAll(word, l.letters[word[0]-'a'][word[1]-'a'])
	} else if key := bucket(word); key != (bucketKey{}) {
		l.holdAll(word, l.patterns[key])
	}
	l.holdAll(word, l.loose)
}

func (l *lexer) holdAll(word []byte, patterns []pattern) {
	for n := range patterns {
		p := &patterns[n]
		if (p.third == 0 || len(word) > 2 && word[2] == p.third) && p.matches(word) {
			l.symbols = append(l.symbols, p.symbol)
		}
	}
}

func isSmall(b byte) bool { return b >= 'a' && b <= 'z' }
