package tag

import (
	"strings"

	"daftar/index"
)

// maxPart bounds the evidence kept of a country's part.
const maxPart = 8

// reach is how many words may lie between what happens and "in" the place where it does, placeWords how many in the names
// of the places within it that come first: in Uttara, Dhaka, Bangladesh.
const (
	reach      = 8
	placeWords = 6
)

// cue is what a word says of the part of a country beside it.
type cue uint32

const (
	happens  cue = 1 << iota // a meeting, was held: what follows "in" is its place
	visits                   // the place visited
	hosts                    // the country before it, or behind "by", is host
	acts                     // the country before it takes part
	delegate                 // those who come "from" a country
	dealing                  // talks, agreement: who stands behind "with" takes part
	official                 // an adjective before it speaks of a state that acts
	helping                  // may stand between a country and what it does
	place                    // in, at
	from                     // from, of
	among
	by

	// Of other languages only (frame.go).
	placeBehind // in, behind its place: میں
	toward      // to
	betwixt     // between, before its countries
	amid        // between, behind them: کے درمیان
	beside      // with, behind its country: کے ساتھ
	agent       // behind who acts: نے
	conjoins    // and
	filling     // may stand between a place and its in: the city of
)

// cues are the words that say something of the part of a country. The words of two kinds have both.
var cues = func() map[string]cue {
	all := map[string]cue{}
	put := func(c cue, list string) {
		for w := range strings.FieldsSeq(list) {
			all[w] |= c
		}
	}
	put(happens, `held hosted met meet meets meeting meetings talks summit summits conference exercise exercises drill drills forum
		convened gathered place session negotiations signed opened began launched arrived landed seminar ceremony round occurred
		happened killed kill kills injured wounded exploded explodes attack attacks attacked bombing explosion blast earthquake clash
		clashes crashed crashes arrested arrests detained shot shooting shootout protest protests protesters riots released sentences
		sentenced airstrike airstrikes strike strikes struck strikes siege coup election elections erupts erupted flood floods fire`)
	put(visits, "visit visits visited visiting toured touring")
	put(hosts, "host hosts hosted hosting")
	put(acts, `signed agreed joined join joins participated participate participates attended attends took take held hold holds conducted
		conduct conducts launched launches sent sends deployed deploys met meets discussed discuss exchanged exchange attacked invaded
		struck fired withdrew pledged ratified imposed accused condemned rejected warned announced supported vowed sign agree meet
		cooperate cooperated captured bombed recalled expelled seized retaliated mediated brokered`)
	put(delegate, `delegation delegations chiefs ministers leaders representatives officials presidents ambassadors diplomats
		officers commanders teams generals participants delegates experts`)
	put(dealing, `talks agreement agreements exercise exercises meeting summit treaty border cooperation relations war dialogue dispute
		negotiations pact deal clashes ceasefire trade ties conflict drills accord`)
	put(official, `army troops forces president prime foreign defence defense minister ministers military navy officials official
		delegation ambassador government soldiers police leaders leader side air authorities forces officers commander general
		diplomats jets warplanes airstrike airstrikes strikes`)
	for _, verb := range saying {
		put(acts, verb)
	}
	put(helping, "and will would has have had is are was were also jointly to who which both recently formally later officially")
	put(place, "in at near")
	put(from, "from of")
	put(among, "with between against")
	put(by, "by")
	return all
}()

// parts finds in the piece just read what part its countries have: host where it happens, participant where they act.
func (s *sheet) parts(piece int) {
	sc := &s.scanner
	last := hit{from: -1, to: -1}
	playing := false // the last country takes part, and so does one listed behind it
	for _, h := range sc.countries {
		if h.kind >= listing && h.kind != city && h.kind != region || h.from < last.to || s.countries.all[h.owner].evidence == nil {
			continue
		}
		start, end, part := s.partOf(h)
		if part == "" && playing && s.listed(last, h) {
			start, end, part = h.from, h.to, index.EventRoleParticipant
		}
		playing = part == index.EventRoleParticipant
		last = h
		if part != "" {
			place := span{sc.tokens[start].Start, sc.tokens[end-1].End}
			s.countries.all[h.owner].play(part, index.Evidence{Title: piece == inTitle, Start: place.start, End: place.end})
		}
	}
}

// partOf returns the part of a country by the words of the document's language.
func (s *sheet) partOf(h hit) (start, end int, part index.EventRole) {
	if s.scanner.frame != nil {
		return sight{&s.scanner, s.scanner.frame}.part(h)
	}
	return s.scanner.part(h)
}

func (s *sheet) listed(a, b hit) bool {
	if s.scanner.frame != nil {
		return sight{&s.scanner, s.scanner.frame}.listed(a, b)
	}
	return s.scanner.listed(a, b)
}

// cue returns what the word of a token says.
func (s *scanner) cue(at int) cue {
	if at < 0 || at >= len(s.tokens) {
		return 0
	}
	t := &s.tokens[at]
	return cues[strings.ToLower(s.text[t.Start:t.End])]
}

// part returns the part that the words beside a hit give its country, and the tokens that say so.
func (s *scanner) part(h hit) (start, end int, part index.EventRole) {
	if s.tokens[h.from].SentenceStart {
		return s.partBehind(h)
	}
	at := h.from - 1
	if s.is(at, "the") && !s.tokens[at].SentenceStart {
		at--
	}
	if h.kind != adjective && h.kind != people {
		if start, ok := s.placed(at); ok {
			return start, h.to, index.EventRoleHost
		}
	}
	if start, ok := s.engaged(at); ok {
		return start, h.to, index.EventRoleParticipant
	}
	return s.partBehind(h)
}

// placed reports whether the words up to a token say that something happens in what follows, and where they begin.
func (s *scanner) placed(at int) (start int, ok bool) {
	at = s.beforePlaces(at)
	c := s.cue(at)
	switch {
	case c&visits != 0:
		return at, true
	case s.is(at, "to") && s.cue(at-1)&visits != 0 && !s.tokens[at].SentenceStart:
		return at - 1, true
	case c&by != 0 && s.cue(at-1)&hosts != 0:
		return at - 1, true
	case c&place == 0:
		return 0, false
	}
	for n := at; n > 0 && n > at-reach && !s.tokens[n].SentenceStart; n-- {
		if s.cue(n-1)&happens != 0 {
			return n - 1, true
		}
	}
	return 0, false
}

// beforePlaces goes back from a country over the places in it that are named before it, each set off by a comma.
func (s *scanner) beforePlaces(at int) int {
	if at < 0 || at+1 >= len(s.tokens) || s.tokens[at+1].Gap != comma {
		return at
	}
	for n := at; n >= 0 && n > at-placeWords && !s.tokens[n].SentenceStart; n-- {
		if s.cue(n)&place != 0 {
			return n
		}
		if !s.tokens[n].Capitalized || s.tokens[n+1].Gap > comma {
			break
		}
	}
	return at
}

// engaged reports whether the words up to a token say that who follows takes part, and where they begin.
func (s *scanner) engaged(at int) (start int, ok bool) {
	c := s.cue(at)
	if at < 0 || s.tokens[at].SentenceStart {
		return 0, false
	}
	switch {
	case s.is(at, "between"):
		return at, true
	case c&from != 0 && s.cue(at-1)&delegate != 0, c&among != 0 && s.cue(at-1)&dealing != 0:
		return at - 1, true
	}
	return 0, false
}

// partBehind returns the part that the words behind a hit give its country.
func (s *scanner) partBehind(h hit) (start, end int, part index.EventRole) {
	if h.kind == adjective && s.goesOn(h.to) && s.cue(h.to)&official != 0 {
		return h.from, h.to + 1, index.EventRoleParticipant
	}
	if h.kind == adjective || h.kind == city || h.kind == region {
		return 0, 0, ""
	}
	for at := h.to; at < h.to+3 && s.goesOn(at); at++ {
		switch c := s.cue(at); {
		case c&hosts != 0:
			return h.from, at + 1, index.EventRoleHost
		case c&acts != 0, h.kind == metonym && at == h.to:
			return h.from, at + 1, index.EventRoleParticipant
		case c&helping == 0 && !s.within(at):
			return 0, 0, ""
		}
	}
	return 0, 0, ""
}

// within reports whether a token belongs to a country: "Russia and China signed" is of both.
func (s *scanner) within(at int) bool {
	for n := range s.countries {
		if h := &s.countries[n]; h.from <= at && at < h.to {
			return true
		}
	}
	return false
}

// goesOn reports whether a token is there and follows in the same sentence without a mark.
func (s *scanner) goesOn(at int) bool {
	return at < len(s.tokens) && !s.tokens[at].SentenceStart && s.tokens[at].Gap == joined
}

// listed reports whether only a comma, "and" or "the" lies between two countries.
func (s *scanner) listed(a, b hit) bool {
	for at := a.to; at < b.from; at++ {
		if s.tokens[at].SentenceStart || s.tokens[at].Gap > comma || !s.is(at, "and") && !s.is(at, "the") {
			return false
		}
	}
	return s.tokens[b.from].Gap <= comma && !s.tokens[b.from].SentenceStart
}

func (s *scanner) is(at int, word string) bool {
	return at >= 0 && at < len(s.tokens) && strings.EqualFold(s.text[s.tokens[at].Start:s.tokens[at].End], word)
}

// play keeps words that say which part a country has.
func (t *tally) play(part index.EventRole, e index.Evidence) {
	e.Rule = partRules[part]
	list := &t.part
	if part == index.EventRoleHost {
		list = &t.host
	}
	if len(*list) < maxPart {
		*list = append(*list, e)
	}
}

// plays returns the part of a country: who is host takes part as well.
func (t *tally) plays() (index.EventRole, []index.Evidence) {
	switch {
	case t.host != nil:
		return index.EventRoleHost, t.host
	case t.part != nil:
		return index.EventRoleParticipant, t.part
	}
	return "", nil
}

var partRules = map[index.EventRole]string{index.EventRoleHost: "role:host", index.EventRoleParticipant: "role:participant"}
