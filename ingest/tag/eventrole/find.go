package eventrole

import (
	"strings"

	"daftar/index"
	"daftar/index/analysis/words"
	"daftar/ingest/tag/match"
)

// Role is what a country does in an event.
type Role struct {
	Country    int32 // position in the vocabulary
	Role       index.EventRole
	Start, End int // tokens that state the role; End is past the last
}

// Find calls found with the roles of the countries in the piece of text that a scanner has read, in a text of a language.
// Countries for which counts returns false have none.
func (r *Rules) Find(s *match.Scanner, lang string, counts func(country int32) bool, found func(Role)) {
	rules := r.languages[lang]
	if rules == nil {
		rules = r.english
	}
	p := passage{s, rules}
	last := match.Hit{From: -1, To: -1}
	participates := false // the last country does, and so does one listed behind it
	for _, h := range s.Countries {
		if h.Kind >= match.CountryExchange && !h.Kind.IsPlace() || h.From < last.To || !counts(h.Owner) {
			continue
		}
		role := p.role(h)
		if role.Role == "" && participates && p.isListed(last, h) {
			role = Role{Role: index.EventRoleParticipant, Start: h.From, End: h.To}
		}
		participates = role.Role == index.EventRoleParticipant
		last = h
		if role.Role != "" {
			role.Country = h.Owner
			found(role)
		}
	}
}

// passage is a piece of text with the rules of its language.
type passage struct {
	*match.Scanner
	rules *roleRules
}

// role returns the role that the words beside a hit give its country; the zero Role if none.
func (p passage) role(h match.Hit) Role {
	if p.rules.Lang == english {
		return englishMatcher{p}.role(h)
	}
	return roleMatcher{p}.role(h)
}

// cue returns the cues of the word of a token, 0 past the ends.
func (p passage) cue(at int) cue {
	if at < 0 || at >= len(p.Tokens) {
		return 0
	}
	t := &p.Tokens[at]
	word := p.rules.fold(p.Text[t.Start:t.End])
	c := p.rules.cueOf(word)
	if prefix := p.rules.AndPrefix; c == 0 && prefix != "" {
		if rest, joined := strings.CutPrefix(word, prefix); joined {
			c = p.rules.cueOf(rest)
		}
	}
	return c
}

// isListed reports whether only commas, words for "and" and articles lie between two countries.
func (p passage) isListed(a, b match.Hit) bool {
	for at := a.To; at < b.From; at++ {
		if p.Tokens[at].SentenceStart || p.Tokens[at].Gap > words.Comma || p.cue(at)&(and|article) == 0 {
			return false
		}
	}
	return p.Tokens[b.From].Gap <= words.Comma && !p.Tokens[b.From].SentenceStart
}

// isCountry reports whether a token belongs to a country: "Russia and China signed" is of both.
func (p passage) isCountry(at int) bool {
	for n := range p.Countries {
		if h := &p.Countries[n]; h.From <= at && at < h.To {
			return true
		}
	}
	return false
}

// follows reports whether a token exists and follows in the same sentence without a mark.
func (p passage) follows(at int) bool {
	return at < len(p.Tokens) && !p.Tokens[at].SentenceStart && p.Tokens[at].Gap == words.Joined
}

func host(start, end int) Role { return Role{Role: index.EventRoleHost, Start: start, End: end} }

func participant(start, end int) Role {
	return Role{Role: index.EventRoleParticipant, Start: start, End: end}
}
