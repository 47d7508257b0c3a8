package tag

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index"
)

// maxEvidence bounds the evidence kept of one tag: more places than a person looks at, and a document of 64 MB does not
// become one of evidence. The first ones are kept, those of the title before all.
const maxEvidence = 64

// A tag that neither title nor lead names is main if it stands in enough passages: in at least two, and in at least so
// many of a hundred. For a country only passages that name it count, not those that only have an adjective, its people
// or its capital. Where the title names a country, as of a page on a territory that names the state it belongs to again
// and again, more is asked. Measured on country profiles (the one main country alone: 91 % at 60, 96 % at 75) and on
// news of incidents (the country among main: recall .93 at 50, .92 at 60, .91 at 75).
const (
	enoughPassages = 2
	countryShare   = 60
	titledShare    = 75
	themeShare     = 50
)

// tally is what speaks for one country or theme.
type tally struct {
	title, lead bool
	place       bool   // a place in it stands in the title or in the lead
	titlePlace  bool   // one stands in the title
	own         int    // hits that no other country shares
	passages    int    // that count for the main rule
	last        int    // the last of them, +1; of a theme
	seen        naming // the last of a country, if it is listed
	listed      bool
	evidence    []index.Evidence
	kinds       []kind           // of the evidence
	host, part  []index.Evidence // words that say it is host, or takes part
}

// tallies are those of all countries or all themes; only those in touched are not empty.
type tallies struct {
	all     []tally
	touched []int32
}

func newTallies(n int) tallies { return tallies{all: make([]tally, n)} }

func (t *tallies) clear() {
	for _, n := range t.touched {
		t.all[n] = tally{}
	}
	t.touched = t.touched[:0]
}

// add enters a hit of a piece.
func (t *tallies) add(owner int32, k kind, piece int, place, lead span) {
	one := &t.all[owner]
	if one.evidence == nil {
		t.touched = append(t.touched, owner)
	}
	one.own++
	switch {
	case k == region || k == city: // a place makes its country main only where nothing else is, see alone
		one.titlePlace = one.titlePlace || piece == inTitle
		one.place = one.place || piece == inTitle || place.start >= lead.start && place.end <= lead.end
	case piece == inTitle:
		one.title = true
	default:
		one.lead = one.lead || place.start >= lead.start && place.end <= lead.end
		if k >= strong && one.last != piece+1 {
			one.passages++
			one.last = piece + 1
		}
	}
	if len(one.evidence) < maxEvidence {
		one.evidence = append(one.evidence, index.Evidence{Title: piece == inTitle, Start: place.start, End: place.end})
		one.kinds = append(one.kinds, k)
	}
}

// tags returns the tags, main before touched, then by id.
func (t *tallies) tags(of index.Kind, passages int, called func(int32) (id, group string)) []index.Tag {
	titled := slices.ContainsFunc(t.touched, func(n int32) bool { return t.all[n].title })
	share := countryShare
	switch {
	case of == index.KindTheme:
		share = themeShare
	case titled:
		share = titledShare
	}
	tags := make([]index.Tag, 0, len(t.touched))
	places := make([]bool, 0, len(t.touched))
	for _, n := range t.touched {
		one := &t.all[n]
		id, group := called(n)
		tag := index.Tag{Kind: of, ID: id, Group: group, Role: index.RoleMentioned, Evidence: one.rules(of, id)}
		enough := one.passages >= enoughPassages && one.passages*100 >= passages*share
		if one.title || one.titlePlace && one.named() || one.lead && !titled || enough {
			tag.Role = index.RoleMain
		}
		tag.EventRole, tag.EventRoleEvidence = one.plays()
		places = append(places, one.place)
		tags = append(tags, tag)
	}
	if n := alone(tags, of, places); n >= 0 {
		tags[n].Role = index.RoleMain
	}
	slices.SortFunc(tags, func(a, b index.Tag) int {
		return cmp.Or(strings.Compare(string(a.Role), string(b.Role)), strings.Compare(a.ID, b.ID))
	})
	return tags
}

// named reports whether more than places in it speak for a country: news of Aden that say Yemen are about Yemen.
func (t *tally) named() bool {
	return slices.ContainsFunc(t.kinds, func(k kind) bool { return k < region })
}

// alone returns the number of the one country whose places the title or the lead names where no country is main: news of
// a province that never says of which state. -1 is none.
func alone(tags []index.Tag, of index.Kind, places []bool) int {
	found := -1
	for n, tag := range tags {
		switch {
		case of != index.KindCountry || tag.Role == index.RoleMain || places[n] && found >= 0:
			return -1
		case places[n]:
			found = n
		}
	}
	return found
}

// ruleNames are the last parts of rules.
var ruleNames = [...]string{name: "name", adjective: "adjective", people: "people", capital: "capital",
	metonym: "metonym", listing: "listing", region: "region", city: "city",
	strong: "strong", weak: "weak", nearTerm: "near"}

// rules returns the evidence with its rules, in its order. It is not used again by the sheet.
func (t *tally) rules(of index.Kind, id string) []index.Evidence {
	var rules [len(ruleNames)]string
	for n, k := range t.kinds {
		if rules[k] == "" {
			rules[k] = string(of) + ":" + id + ":" + ruleNames[k]
		}
		t.evidence[n].Rule = rules[k]
	}
	slices.SortStableFunc(t.evidence, func(a, b index.Evidence) int {
		if a.Title != b.Title {
			if a.Title {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return t.evidence
}
