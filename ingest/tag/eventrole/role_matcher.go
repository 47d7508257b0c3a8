package eventrole

import (
	"slices"
	"strings"

	"daftar/index/analysis/words"
	"daftar/ingest/tag/match"
)

// The reach of the rules, in words.
const (
	verbReach  = 16 // from who acts to a verb that ends the sentence
	closeReach = 3  // to offices, visits and prepositions
)

// roleMatcher applies the rules of a language other than English.
type roleMatcher struct{ passage }

func (m roleMatcher) role(h match.Hit) Role {
	if !h.Kind.IsDerived() {
		for _, rule := range [...]func(match.Hit) (start, end int, ok bool){m.visitedOrHosting, m.placeOfEvent} {
			if start, end, ok := rule(h); ok {
				return host(start, end)
			}
		}
	}
	for _, rule := range [...]func(match.Hit) (start, end int, ok bool){m.counterpart, m.office, m.actor} {
		if start, end, ok := rule(h); ok {
			return participant(start, end)
		}
	}
	return Role{}
}

// inSentence reports whether the tokens from one to another, both included, are of one sentence.
func (m roleMatcher) inSentence(from, to int) bool {
	if from < 0 || to >= len(m.Tokens) {
		return false
	}
	for n := from + 1; n <= to; n++ {
		if m.Tokens[n].SentenceStart {
			return false
		}
	}
	return true
}

// beforeFillers returns the first token before a hit that is not a filler, such as the word for a town or a region.
func (m roleMatcher) beforeFillers(h match.Hit) int {
	at := h.From - 1
	for at > 0 && m.cue(at)&filler != 0 && m.inSentence(at, h.From) {
		at--
	}
	return at
}

// visitedOrHosting reads a visit to a country, and a country that hosts.
func (m roleMatcher) visitedOrHosting(h match.Hit) (start, end int, ok bool) {
	at := m.beforeFillers(h)
	if m.cue(at)&to != 0 && m.inSentence(at, h.To) && m.cue(h.To)&visit != 0 {
		return at, h.To + 1, true
	}
	if m.cue(at)&(in|to) != 0 {
		at--
	}
	if m.inSentence(at, h.From) && m.cue(at)&(visit|hosting) != 0 && m.cue(at+1)&from == 0 {
		return at, h.To, true
	}
	for at := h.To; at < h.To+closeReach && m.inSentence(h.From, at); at++ {
		c := m.cue(at)
		switch {
		case m.isCountry(at) || m.Tokens[at].Gap > words.Comma:
			return 0, 0, false
		case c&hosting != 0, c&visit != 0 && m.rules.OfficialsAfter:
			return h.From, at + 1, true
		}
	}
	return 0, 0, false
}

// placeOfEvent reads that something happens in a country.
func (m roleMatcher) placeOfEvent(h match.Hit) (start, end int, ok bool) {
	first, last := h.From, h.To
	before := m.beforeFillers(h)
	switch {
	case m.cue(before)&in != 0 && m.inSentence(before, h.From):
		first = before
	case m.cue(h.To)&inAfter != 0 && m.inSentence(h.From, h.To):
		last++
	case m.isPlace(h):
	default:
		return 0, 0, false
	}
	for n := 1; n <= eventReach; n++ {
		if m.inSentence(first-n, first) && m.cue(first-n)&event != 0 {
			return first - n, last, true
		}
		if m.inSentence(last-1, last-1+n) && m.cue(last-1+n)&event != 0 {
			return first, last + n, true
		}
	}
	return 0, 0, false
}

// isPlace reports whether a name has the ending of a place, or "in the" written together with it.
func (m roleMatcher) isPlace(h match.Hit) bool {
	if len(m.rules.PlaceEndings) > 0 && slices.Contains(m.rules.PlaceEndings, m.Ending(h.To-1)) {
		return true
	}
	return m.rules.InPrefix != "" && strings.HasPrefix(m.Text[m.Tokens[h.From].Start:], m.rules.InPrefix)
}

// counterpart reads who is named with, against or between others.
func (m roleMatcher) counterpart(h match.Hit) (start, end int, ok bool) {
	at := h.From - 1
	switch c := m.cue(at); {
	case !m.inSentence(at, h.From):
	case c&between != 0:
		return at, h.To, true
	case c&with != 0:
		for n := at - 1; n >= at-closeReach && m.inSentence(n, h.From); n-- {
			if m.cue(n)&dealing != 0 {
				return n, h.To, true
			}
		}
	case c&from != 0 && m.cue(at-1)&delegate != 0 && m.inSentence(at-1, h.From):
		return at - 1, h.To, true
	}
	hasWith := false
	for at := h.To; at < h.To+eventReach && m.inSentence(h.From, at); at++ {
		c := m.cue(at)
		switch {
		case c&betweenAfter != 0, hasWith && c&dealing != 0:
			return h.From, at + 1, true
		case c&withAfter != 0 && at <= h.To+1:
			hasWith = true
		case !hasWith && c&(filler|and) == 0 && !m.isCountry(at):
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// office reads the offices and forces of a country: российские войска, وزیر خارجه ایران, پاکستان کے وزیر.
func (m roleMatcher) office(h match.Hit) (start, end int, ok bool) {
	if h.Kind.IsPlace() {
		return 0, 0, false
	}
	if m.rules.OfficialsBefore {
		for at := h.From - 1; at >= h.From-closeReach && m.inSentence(at, h.From) && m.Tokens[at+1].Gap == words.Joined && !m.isCountry(at); at-- {
			if m.cue(at)&(in|to|from|with|between|and) != 0 {
				break
			}
			if m.cue(at)&official != 0 {
				return at, h.To, true
			}
		}
	}
	if !h.Kind.IsDerived() && !m.rules.OfficialsAfter {
		return 0, 0, false
	}
	for at := h.To; at < h.To+closeReach && m.follows(at) && !m.isCountry(at); at++ {
		c := m.cue(at)
		if c&official != 0 {
			return h.From, at + 1, true
		}
		if !m.rules.OfficialsAfter || c&inAfter != 0 || c&filler == 0 && h.Kind.IsDerived() {
			break
		}
	}
	return 0, 0, false
}

// actor reads that a country does something: its verb stands behind it, right before it, or ends the sentence.
func (m roleMatcher) actor(h match.Hit) (start, end int, ok bool) {
	if h.Kind > match.CountryMetonym || h.Kind.IsDerived() {
		return 0, 0, false
	}
	if m.cue(h.To)&agent != 0 && m.inSentence(h.From, h.To) {
		return h.From, h.To + 1, true
	}
	if at := h.From - 1; m.rules.VerbFirst && m.inSentence(at, h.From) && m.cue(at)&action != 0 {
		return at, h.To, true
	}
	reach := closeReach
	if m.rules.VerbLast {
		if !m.isSubject(h) {
			return 0, 0, false
		}
		reach = verbReach
	}
	for at := h.To; at < h.To+reach && m.inSentence(h.From, at); at++ {
		c := m.cue(at)
		switch {
		case c&action != 0:
			return h.From, at + 1, true
		case m.rules.VerbLast && at == h.To && c&(in|inAfter|withAfter|betweenAfter|filler) != 0:
			return 0, 0, false
		case !m.rules.VerbLast && c&(auxiliary|and) == 0 && !m.isCountry(at):
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// isSubject reports whether a country without an ending begins its sentence, alone or in a list.
func (m roleMatcher) isSubject(h match.Hit) bool {
	if m.Ending(h.To-1) != "" {
		return false
	}
	for at := h.From; at >= 0; at-- {
		if m.Tokens[at].SentenceStart {
			return true
		}
		if before := at - 1; before < 0 || !m.isCountry(before) && m.cue(before)&and == 0 {
			return false
		}
	}
	return true
}
