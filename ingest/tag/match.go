package tag

import "daftar/index/analysis/words"

// hit is a term found in a text.
type hit struct {
	entry
	from, to int // tokens, to is past the last
}

// scanner finds the terms of one piece of text, a passage or a title. Its slices are used again for the next one.
type scanner struct {
	lexer
	text      string
	tokens    []token
	capitals  bool // the whole piece is in capitals
	countries []hit
	themes    []hit

	kept    []hit   // of the themes
	weak    []hit   // different weak ones of one theme
	opposed []int32 // countries whose names are held to be people's in this piece

}

// find reads text[start:end] and finds its terms: of countries the longest at each place and then none inside it, of
// themes all.
func (s *scanner) find(text string, start, end int) {
	s.text = text
	s.countries, s.themes = s.countries[:0], s.themes[:0]
	s.tokens = s.read(text, start, end, end-start)
	s.capitals = inCapitals(s.tokens)
	behind := 0
	for at := range s.tokens {
		t := &s.tokens[at]
		if t.Symbols[0] == t.Symbols[1] {
			continue
		}
		found := len(s.countries)
		s.walk(0, at, at)
		if at < behind {
			s.countries = s.countries[:found]
			continue
		}
		behind = s.longest(found)
	}
}

// fewCapitals is the share of words in capitals, in tenths, from which a text is held to be in capitals as a whole.
const fewCapitals = 7

func inCapitals(tokens []token) bool {
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
	return cased > 3 && caps*10 >= cased*fewCapitals
}

// walk follows the trie from a node over token at and enters every term that ends on the way. The term began at from.
func (s *scanner) walk(node int32, from, at int) {
	t := &s.tokens[at]
	step := edge{node: node}
	if node != 0 {
		step.gap = t.Gap
	}
	for _, step.symbol = range s.symbols[t.Symbols[0]:t.Symbols[1]] {
		next, ok := s.edges[step]
		if !ok {
			continue
		}
		for _, e := range s.entries[next] {
			s.enter(hit{entry: e, from: from, to: at + 1})
		}
		if at+1 < len(s.tokens) && s.tokens[at+1].Gap != paragraphs {
			s.walk(next, from, at+1)
		}
	}
}

func (s *scanner) enter(h hit) {
	switch {
	case h.turkic && !s.turkic || h.speech&^s.reads != 0:
	case h.kind > against:
		s.themes = append(s.themes, h)
	case s.allows(h):
		s.countries = append(s.countries, h)
	}
}

// longest keeps of the countries from found on those of the longest term, without the phrases that only block, and
// returns the token behind it. Words of kind against stay, whatever their length.
func (s *scanner) longest(found int) (behind int) {
	real := false
	for _, h := range s.countries[found:] {
		if h.kind == against {
			continue
		}
		if h.to > behind {
			behind, real = h.to, false
		}
		real = real || h.to == behind && h.kind != notCountry
	}
	kept := s.countries[:found]
	for _, h := range s.countries[found:] {
		if h.kind == against || h.to == behind && real && h.kind != notCountry {
			kept = append(kept, h)
		}
	}
	s.countries = kept
	return behind
}

// allows checks the letters' case: names begin with capitals where the vocabulary has them.
func (s *scanner) allows(h hit) bool {
	if h.accents != anyway && (h.accents == with) == words.IsASCII(s.text[s.tokens[h.from].Start:s.tokens[h.to-1].End]) {
		return false // Male is not Malé, Lào is not Lao
	}
	for n, t := range s.tokens[h.from:h.to] {
		if h.capital&(1<<n) != 0 && t.Cased && !t.Capitalized {
			return false
		}
	}
	if !h.acronym || h.to-h.from > 1 {
		return true
	}
	t := s.tokens[h.from]
	if t.End < len(s.text) && (s.text[t.End] == '$' || s.text[t.End] == '>' && t.Start > 0 && s.text[t.Start-1] == '<') {
		return false // money, or the code of a share
	}
	return t.Dotted || !s.capitals || !spelledLikeWord(s.text[t.Start:t.End])
}

// spelledLikeWord reports whether an acronym of a country cannot be told from a word where all is in capitals.
func spelledLikeWord(acronym string) bool { return acronym == "US" || acronym == "FRY" }
