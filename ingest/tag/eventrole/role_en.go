package eventrole

import (
	"daftar/index/analysis/words"
	"daftar/ingest/tag/match"
)

// The reach of the English rules, in words.
const (
	eventReach    = 8 // from what happens to the "in" of its place
	placesReach   = 6 // names of places before their country: in Uttara, Dhaka, Bangladesh
	actionReachEn = 3 // from a country to its verb
)

// englishMatcher reads English, and texts of languages without rules.
type englishMatcher struct{ passage }

func (m englishMatcher) role(h match.Hit) Role {
	if m.Tokens[h.From].SentenceStart {
		return m.roleBehind(h)
	}
	at := h.From - 1
	if m.cue(at)&article != 0 && !m.Tokens[at].SentenceStart {
		at--
	}
	if !h.Kind.IsDerived() {
		if start, ok := m.placeOfEvent(at); ok {
			return host(start, h.To)
		}
	}
	if start, ok := m.counterpart(at); ok {
		return participant(start, h.To)
	}
	return m.roleBehind(h)
}

// placeOfEvent reports whether the words up to a token say that something happens in what follows, and where they begin.
func (m englishMatcher) placeOfEvent(at int) (start int, ok bool) {
	at = m.beforePlaces(at)
	c := m.cue(at)
	switch {
	case c&visit != 0:
		return at, true
	case c&to != 0 && m.cue(at-1)&visit != 0 && !m.Tokens[at].SentenceStart:
		return at - 1, true
	case c&by != 0 && m.cue(at-1)&hosting != 0:
		return at - 1, true
	case c&in == 0:
		return 0, false
	}
	for n := at; n > 0 && n > at-eventReach && !m.Tokens[n].SentenceStart; n-- {
		if m.cue(n-1)&event != 0 {
			return n - 1, true
		}
	}
	return 0, false
}

// beforePlaces goes back from a country over the places in it that are named before it, each followed by a comma.
func (m englishMatcher) beforePlaces(at int) int {
	if at < 0 || at+1 >= len(m.Tokens) || m.Tokens[at+1].Gap != words.Comma {
		return at
	}
	for n := at; n >= 0 && n > at-placesReach && !m.Tokens[n].SentenceStart; n-- {
		if m.cue(n)&in != 0 {
			return n
		}
		if !m.Tokens[n].Capitalized || m.Tokens[n+1].Gap > words.Comma {
			break
		}
	}
	return at
}

// counterpart reports whether the words up to a token say that who follows takes part, and where they begin.
func (m englishMatcher) counterpart(at int) (start int, ok bool) {
	c := m.cue(at)
	if at < 0 || m.Tokens[at].SentenceStart {
		return 0, false
	}
	switch {
	case c&between != 0:
		return at, true
	case c&from != 0 && m.cue(at-1)&delegate != 0, c&with != 0 && m.cue(at-1)&dealing != 0:
		return at - 1, true
	}
	return 0, false
}

// roleBehind returns the role that the words behind a hit give its country.
func (m englishMatcher) roleBehind(h match.Hit) Role {
	if h.Kind == match.CountryAdjective && m.follows(h.To) && m.cue(h.To)&official != 0 {
		return participant(h.From, h.To+1)
	}
	if h.Kind == match.CountryAdjective || h.Kind.IsPlace() {
		return Role{}
	}
	for at := h.To; at < h.To+actionReachEn && m.follows(at); at++ {
		switch c := m.cue(at); {
		case c&hosting != 0:
			return host(h.From, at+1)
		case c&action != 0, h.Kind == match.CountryMetonym && at == h.To:
			return participant(h.From, at+1)
		case c&auxiliary == 0 && !m.isCountry(at):
			return Role{}
		}
	}
	return Role{}
}
