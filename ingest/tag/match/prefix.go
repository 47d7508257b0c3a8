package match

import (
	"strings"

	"daftar/index/analysis/words"
	"daftar/index/vocabulary"
)

// languagePrefixes are the prefixes of one language.
type languagePrefixes struct {
	lang string
	vocabulary.Prefixes
}

// foldedPrefixes returns prefixes as the words of texts are folded, each list with the empty prefix at its end.
func foldedPrefixes(p vocabulary.Prefixes) vocabulary.Prefixes {
	fold := func(list []string) []string {
		var folded []string
		for _, prefix := range list {
			folded = append(folded, words.Key(prefix))
		}
		return append(folded, "")
	}
	return vocabulary.Prefixes{Conjunctions: fold(p.Conjunctions), Prepositions: fold(p.Prepositions), Article: words.Key(p.Article),
		ContractedArticle: words.Key(p.ContractedArticle), UnknownLanguage: p.UnknownLanguage}
}

// minPrefixed is the least length in bytes that must be left of a word without its prefixes: three letters of two bytes.
const minPrefixed = 3 * 2

// lookUpWithoutPrefixes appends the symbols of a word without what is written together with it.
func (s *Scanner) lookUpWithoutPrefixes(t *words.Token, word []byte, p *vocabulary.Prefixes) {
	for _, conjunction := range p.Conjunctions {
		rest, ok := strings.CutPrefix(string(word), conjunction)
		if !ok || len(rest) < minPrefixed {
			continue
		}
		for _, preposition := range p.Prepositions {
			bare, ok := strings.CutPrefix(rest, preposition)
			if !ok || len(bare) < minPrefixed {
				continue
			}
			if len(bare) < len(word) {
				s.lookUpPart(t, bare)
			}
			if noun, ok := cutNonEmpty(bare, p.Article); ok && len(noun) >= minPrefixed {
				s.lookUpPart(t, noun)
			}
		}
		if noun, ok := cutNonEmpty(rest, p.ContractedArticle); ok && len(noun) >= minPrefixed {
			s.lookUpPart(t, p.Article+noun)
			s.lookUpPart(t, noun)
		}
	}
}

func cutNonEmpty(word, prefix string) (rest string, ok bool) {
	if prefix == "" {
		return word, false
	}
	return strings.CutPrefix(word, prefix)
}

// lookUpPart appends the symbols of a part of a word.
func (s *Scanner) lookUpPart(t *words.Token, part string) {
	if w := s.lexicon.other[part]; w.symbol != 0 {
		s.symbols = append(s.symbols, w.symbol)
	}
	s.lookUpInflected(t, []byte(part))
	s.symbols = s.lexicon.patterns.appendSymbols(s.symbols, []byte(part))
}
