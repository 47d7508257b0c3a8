package tag

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index"
	"daftar/ingest/tag/match"
)

// The evidence that is kept of one tag, and of one event role: more places than a person looks at, so that a document of
// 64 MB does not become one of evidence. Those of the title are kept first, then the first of the text.
const (
	maxEvidence     = 64
	maxRoleEvidence = 8
)

// A tag that neither title nor lead names is a main subject if it is in enough passages: in at least minMainPassages, and in
// at least so many of a hundred. For a country only passages that name it count, not those with an adjective, its people or
// its capital. If the title names a country, others need more, such as the state that a page on a territory names again and
// again. Measured on country profiles (the one main country alone: 91 % at 60, 96 % at 75) and on news of incidents (the
// country among the main ones: recall .93 at 50, .92 at 60, .91 at 75).
const (
	minMainPassages = 2
	countryPercent  = 60
	titledPercent   = 75
	themePercent    = 50
)

// hit is a place of a country or theme.
type hit struct {
	kind    match.Kind
	passage int
	place   index.Span
}

// tally sums up the evidence for one country or theme.
type tally struct {
	title, lead  bool   // one of them names it
	place        bool   // title or lead names a region or city of it
	titlePlace   bool   // the title does
	own          int    // hits that no other country shares
	passages     int    // that count for the main rule
	lastPassage  int    // the last of them, +1; of a theme
	last         naming // of a country, if it is listed
	listed       bool
	evidence     []index.Evidence
	kinds        []match.Kind // of the evidence
	host         []index.Evidence
	participants []index.Evidence
}

// tallies are those of all countries or all themes; only the ones in used are not empty.
type tallies struct {
	all  []tally
	used []int32
}

func newTallies(n int) tallies { return tallies{all: make([]tally, n)} }

func (t *tallies) clear() {
	for _, n := range t.used {
		t.all[n] = tally{}
	}
	t.used = t.used[:0]
}

// add adds a hit.
func (t *tallies) add(owner int32, h hit, lead index.Span) {
	one := &t.all[owner]
	if one.evidence == nil {
		t.used = append(t.used, owner)
	}
	one.own++
	inLead := h.place.Start >= lead.Start && h.place.End <= lead.End
	switch {
	case h.kind.IsPlace(): // a place makes its country a main subject only where nothing else is, see onlyPlace
		one.titlePlace = one.titlePlace || h.passage == inTitle
		one.place = one.place || h.passage == inTitle || inLead
	case h.passage == inTitle:
		one.title = true
	default:
		one.lead = one.lead || inLead
		if h.kind >= match.ThemeStrong && one.lastPassage != h.passage+1 {
			one.passages++
			one.lastPassage = h.passage + 1
		}
	}
	if len(one.evidence) < maxEvidence {
		one.evidence = append(one.evidence, index.Evidence{Title: h.passage == inTitle, Start: h.place.Start, End: h.place.End})
		one.kinds = append(one.kinds, h.kind)
	}
}

// tags returns the tags, main subjects before mentioned ones, then by id.
func (t *tallies) tags(kind index.Kind, passages int, idOf func(int32) (id, group string)) []index.Tag {
	titled := slices.ContainsFunc(t.used, func(n int32) bool { return t.all[n].title })
	percent := countryPercent
	switch {
	case kind == index.KindTheme:
		percent = themePercent
	case titled:
		percent = titledPercent
	}
	tags := make([]index.Tag, 0, len(t.used))
	places := make([]bool, 0, len(t.used))
	for _, n := range t.used {
		one := &t.all[n]
		id, group := idOf(n)
		tag := index.Tag{Kind: kind, ID: id, Group: group, Role: index.RoleMentioned, Evidence: one.withRules(kind, id)}
		enough := one.passages >= minMainPassages && one.passages*100 >= passages*percent
		if one.title || one.titlePlace && one.isNamed() || one.lead && !titled || enough {
			tag.Role = index.RoleMain
		}
		tag.EventRole, tag.EventRoleEvidence = one.eventRole()
		places = append(places, one.place)
		tags = append(tags, tag)
	}
	if n := onlyPlace(tags, places); kind == index.KindCountry && n >= 0 {
		tags[n].Role = index.RoleMain
	}
	slices.SortFunc(tags, func(a, b index.Tag) int {
		return cmp.Or(strings.Compare(string(a.Role), string(b.Role)), strings.Compare(a.ID, b.ID))
	})
	return tags
}

// isNamed reports whether more than places in it speak for a country: news of Aden that say Yemen are about Yemen.
func (t *tally) isNamed() bool {
	return slices.ContainsFunc(t.kinds, func(k match.Kind) bool { return k < match.CountryRegion })
}

// onlyPlace returns the number of the one country whose places the title or the lead names where no country is a main
// subject: news of a province that never name its state. -1 is none.
func onlyPlace(tags []index.Tag, places []bool) int {
	found := -1
	for n, tag := range tags {
		switch {
		case tag.Role == index.RoleMain || places[n] && found >= 0:
			return -1
		case places[n]:
			found = n
		}
	}
	return found
}

// ruleNames are the last parts of rules.
var ruleNames = [...]string{
	match.CountryName: "name", match.CountryAdjective: "adjective", match.CountryPeople: "people", match.CountryCapital: "capital",
	match.CountryMetonym: "metonym", match.CountryExchange: "listing", match.CountryRegion: "region", match.CountryCity: "city",
	match.ThemeStrong: "strong", match.ThemeWeak: "weak", match.ThemeNear: "near",
}

// withRules returns the evidence with its rules, in its order. The tally does not use it again.
func (t *tally) withRules(kind index.Kind, id string) []index.Evidence {
	var rules [len(ruleNames)]string
	for n, k := range t.kinds {
		if rules[k] == "" {
			rules[k] = string(kind) + ":" + id + ":" + ruleNames[k]
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

// addRole keeps words that say what a country does in an event.
func (t *tally) addRole(role index.EventRole, e index.Evidence) {
	e.Rule = "role:" + string(role)
	list := &t.participants
	if role == index.EventRoleHost {
		list = &t.host
	}
	if len(*list) < maxRoleEvidence {
		*list = append(*list, e)
	}
}

// eventRole returns what a country does in an event. A host takes part as well.
func (t *tally) eventRole() (index.EventRole, []index.Evidence) {
	switch {
	case t.host != nil:
		return index.EventRoleHost, t.host
	case t.participants != nil:
		return index.EventRoleParticipant, t.participants
	}
	return "", nil
}
