package country

import (
	"slices"

	"daftar/index/analysis/words"
	"daftar/ingest/tag/match"
)

// removePeople removes the hits of names that people or towns bear too where the words around say so: Michael Jordan,
// Senator England, Chad Smith, Georgia beside Atlanta.
func removePeople(s *match.Scanner) {
	var excluded []int32 // countries whose personal names do not count in this piece
	personal := false
	for _, h := range s.Countries {
		personal = personal || h.Personal
		if h.Kind == match.CountryNotIfNear {
			excluded = append(excluded, h.Owner)
		}
	}
	if !personal && excluded == nil {
		return
	}
	headline := isHeadline(s.Tokens)
	s.Countries = slices.DeleteFunc(s.Countries, func(h match.Hit) bool {
		return h.Kind == match.CountryNotIfNear ||
			h.Personal && (h.Kind < match.CountryRegion && slices.Contains(excluded, h.Owner) || isPerson(s, h, headline))
	})
}

// isHeadline reports whether nearly all longer words of a text are capitalised, so that a capital says nothing.
func isHeadline(tokens []words.Token) bool {
	cased, capitalized := 0, 0
	for i := range tokens {
		if t := &tokens[i]; t.Cased && t.End-t.Start > 3 {
			cased++
			if t.Capitalized {
				capitalized++
			}
		}
	}
	return capitalized*10 >= cased*8
}

// isPerson reports whether the words beside a name make it a person's: a title or a given name before it, or, where capitals
// mean something, another capitalised word that is neither a country's nor an office.
func isPerson(s *match.Scanner, h match.Hit, headline bool) bool {
	if h.From > 0 && !s.Tokens[h.From].SentenceStart {
		before := &s.Tokens[h.From-1]
		between := s.Text[before.End:s.Tokens[h.From].Start]
		switch {
		case before.Class == words.Title && before.Capitalized && (between == " " || between == ". "):
			return true
		case between != " " || !before.Capitalized:
		case before.Class == words.GivenName:
			return true
		case !headline && !before.SentenceStart && isUnknown(before):
			return true
		}
	}
	if headline || h.To >= len(s.Tokens) {
		return false
	}
	behind := &s.Tokens[h.To]
	return behind.Capitalized && isUnknown(behind) && s.Text[s.Tokens[h.To-1].End:behind.Start] == " "
}

// isUnknown reports whether a word is in no term and has no class.
func isUnknown(t *words.Token) bool {
	return t.Class == words.NoClass && t.Symbols[0] == t.Symbols[1]
}
