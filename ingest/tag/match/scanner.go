package match

import (
	"slices"

	"daftar/index/analysis/words"
	"daftar/index/vocabulary"
)

// Scanner finds the terms of one piece of a text, a passage or a title, at a time. Its slices are used again for the next
// piece. It is used by one goroutine.
type Scanner struct {
	Text      string // of the last piece; tokens are spans of it
	Tokens    []words.Token
	AllCaps   bool  // the whole piece is in capitals
	Countries []Hit // terms of countries by place: the longest at each place, and none inside it
	Themes    []Hit // terms of themes

	lexicon  *Lexicon
	scanner  words.Scanner
	symbols  []int32
	reads    languageSet            // the languages whose words may be in the text
	latin    bool                   // Latin names are looked for
	prefixes []*vocabulary.Prefixes // those that words may have
}

// NewScanner returns a scanner for texts of unknown language.
func NewScanner(l *Lexicon) *Scanner {
	s := &Scanner{lexicon: l}
	s.scanner.Lookup = s.lookUp
	s.SetLanguage("", "")
	return s
}

// SetLanguage sets the language of the texts to come (BCP 47, "" if unknown); text is a sample of them.
func (s *Scanner) SetLanguage(lang, text string) {
	l := s.lexicon
	s.reads = l.languages.readIn(lang)
	s.latin = l.languages.hasLatinNames(lang, text)
	s.prefixes = s.prefixes[:0]
	for n := range l.prefixes {
		if p := &l.prefixes[n]; p.lang == lang || lang == "" && p.UnknownLanguage {
			s.prefixes = append(s.prefixes, &p.Prefixes)
		}
	}
}

// Tokenize cuts text[start:end] into at most limit tokens, which are valid until the next call. It does not change Tokens,
// but may use their memory again.
func (s *Scanner) Tokenize(text string, start, end, limit int) []words.Token {
	s.symbols = s.symbols[:0]
	return s.scanner.Scan(text, start, end, limit)
}

// Find reads text[start:end] and sets the fields of the scanner.
func (s *Scanner) Find(text string, start, end int) {
	s.Text = text
	s.Countries, s.Themes = s.Countries[:0], s.Themes[:0]
	s.Tokens = s.Tokenize(text, start, end, end-start)
	s.AllCaps = isAllCaps(s.Tokens)
	behind := 0
	for at := range s.Tokens {
		t := &s.Tokens[at]
		if t.Symbols[0] == t.Symbols[1] {
			continue
		}
		found := len(s.Countries)
		s.walk(0, at, at)
		if at < behind {
			s.Countries = s.Countries[:found]
			continue
		}
		behind = s.keepLongest(found)
	}
}

// lookUp sets the class and the symbols of a word.
func (s *Scanner) lookUp(t *words.Token, key []byte, ascii bool) {
	l := s.lexicon
	table := l.ascii
	if !ascii {
		table = l.other
	}
	w, known := table[string(key)]
	if known {
		t.Class, t.Value = w.class.Class, w.class.Value
	}
	from := len(s.symbols)
	if w.symbol != 0 {
		s.symbols = append(s.symbols, w.symbol)
	}
	if w.acronym != 0 && t.AllCaps {
		s.symbols = append(s.symbols, w.acronym)
	}
	s.symbols = l.patterns.appendSymbols(s.symbols, key)
	if !ascii || s.latin {
		s.lookUpInflected(t, key)
	}
	if !ascii && key[0] >= arabicLead {
		for _, prefixes := range s.prefixes {
			s.lookUpWithoutPrefixes(t, key, prefixes)
		}
	}
	t.Symbols = [2]int32{int32(from), int32(len(s.symbols))}
}

// arabicLead is the least first byte of a word in Arabic letters. Languages with prefixes are written in them.
const arabicLead = 0xD8

// lookUpInflected appends the symbols of the inflected words of which a word is a form.
func (s *Scanner) lookUpInflected(t *words.Token, word []byte) {
	key, ok := stemKeyOf(word)
	if !ok {
		return
	}
	all := s.lexicon.inflected[key]
	for n := range all {
		if i := &all[n]; len(word) >= len(i.stem) && string(word[:len(i.stem)]) == i.stem && i.matches(t, string(word)) {
			s.symbols = append(s.symbols, i.symbol)
		}
	}
}

// Ending returns the ending of the inflected name that a token is, "" if it has none.
func (s *Scanner) Ending(at int) string {
	t := &s.Tokens[at]
	word := words.Key(s.Text[t.Start:t.End])
	key, ok := stemKeyOf(word)
	if !ok {
		return ""
	}
	ending, longest := "", 0
	all := s.lexicon.inflected[key]
	for n := range all {
		if i := &all[n]; len(i.stem) > longest && i.matches(t, word) {
			longest, ending = len(i.stem), word[len(i.stem):]
		}
	}
	return ending
}

// capsShare is the share of words in capitals, in tenths, from which on a text counts as one in capitals.
const capsShare = 7

func isAllCaps(tokens []words.Token) bool {
	cased, caps := 0, 0
	for i := range tokens {
		t := &tokens[i]
		if t.Cased && t.End-t.Start > 1 {
			cased++
			if t.AllCaps && !t.Dotted {
				caps++
			}
		}
	}
	return cased > 3 && caps*10 >= cased*capsShare
}

// walk follows the trie from a node over the token at and adds every term that ends on the way. The term began at from.
func (s *Scanner) walk(node int32, from, at int) {
	t := &s.Tokens[at]
	step := edge{node: node}
	if node != 0 {
		step.gap = t.Gap
	}
	for _, step.symbol = range s.symbols[t.Symbols[0]:t.Symbols[1]] {
		next, ok := s.lexicon.edges[step]
		if !ok {
			continue
		}
		for _, term := range s.lexicon.terms[next] {
			s.add(Hit{Term: term, From: from, To: at + 1})
		}
		if at+1 < len(s.Tokens) && s.Tokens[at+1].Gap != words.Paragraph {
			s.walk(next, from, at+1)
		}
	}
}

func (s *Scanner) add(h Hit) {
	switch {
	case h.latin && !s.latin || h.languages&^s.reads != 0:
	case h.Kind >= ThemeStrong:
		s.Themes = append(s.Themes, h)
	case s.hasCaseOf(h):
		s.Countries = append(s.Countries, h)
	}
}

// keepLongest keeps of the countries from found on those of the longest term, without phrases that only exclude, and
// returns the token behind it. Words of CountryNotIfNear stay, whatever their length.
func (s *Scanner) keepLongest(found int) (behind int) {
	real := false
	for _, h := range s.Countries[found:] {
		if h.Kind == CountryNotIfNear {
			continue
		}
		if h.To > behind {
			behind, real = h.To, false
		}
		real = real || h.To == behind && h.Kind != CountryNotIfPhrase
	}
	kept := s.Countries[:found]
	for _, h := range s.Countries[found:] {
		if h.Kind == CountryNotIfNear || h.To == behind && real && h.Kind != CountryNotIfPhrase {
			kept = append(kept, h)
		}
	}
	s.Countries = kept
	return behind
}

// hasCaseOf reports whether the letters of a hit have the case and accents of its term: names begin with capitals where the
// vocabulary has them.
func (s *Scanner) hasCaseOf(h Hit) bool {
	text := s.Text[s.Tokens[h.From].Start:s.Tokens[h.To-1].End]
	if h.accents != anyAccents && (h.accents == withAccents) == words.IsASCII(text) {
		return false
	}
	for n, t := range s.Tokens[h.From:h.To] {
		if h.capitals&(1<<n) != 0 && t.Cased && !t.Capitalized {
			return false
		}
	}
	if !h.acronym || h.To-h.From > 1 {
		return true
	}
	t := s.Tokens[h.From]
	if t.End < len(s.Text) && (s.Text[t.End] == '$' || s.Text[t.End] == '>' && t.Start > 0 && s.Text[t.Start-1] == '<') {
		return false // money, or the code of a share
	}
	return t.Dotted || !s.AllCaps || !slices.Contains(s.lexicon.ambiguousAcronyms, text)
}
