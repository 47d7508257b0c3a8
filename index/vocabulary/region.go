package vocabulary

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// RegionKind says where the members of a region come from.
type RegionKind string

// The kinds of regions.
const (
	Geographic   RegionKind = "geographic"   // UN M49
	Analytic     RegionKind = "analytic"     // what analysts say
	Organisation RegionKind = "organisation" // membership, dated
	Command      RegionKind = "command"      // the area of a military command
)

// Region is a named set of countries. It is expanded when a question is asked and never written into a document.
type Region struct {
	ID           string
	Label        string
	Kind         RegionKind
	Aliases      []string // other names
	Note         string
	ReviewYearly bool // a librarian should confirm it yearly
	Memberships  []Membership
}

// Membership is a country's membership of a region in years, both included; 0 leaves an end open.
type Membership struct {
	Country  string
	From, To int
}

var memberForm = regexp.MustCompile(`^([A-Z]{2})(?:@([0-9]{4})?-([0-9]{4})?)?$`)

var regionKinds = []RegionKind{Geographic, Analytic, Organisation, Command}

// Members returns the ids of the countries that were members on a day (YYYY-MM-DD, of which the year decides, since
// memberships are known by year), or, with "", of those whose membership has not ended. They are sorted.
func (r Region) Members(on string) []string {
	year, _ := strconv.Atoi(on[:min(len(on), 4)])
	var ids []string
	for _, m := range r.Memberships {
		if m.holds(year) && !slices.Contains(ids, m.Country) {
			ids = append(ids, m.Country)
		}
	}
	slices.Sort(ids)
	return ids
}

func (m Membership) holds(year int) bool {
	if year == 0 {
		return m.To == 0
	}
	return m.From <= year && (m.To == 0 || year <= m.To)
}

func (v *Vocabulary) readRegions(p *page) {
	v.region = map[string]int{}
	for _, n := range p.list(p.top["regions"]) {
		f := p.fields(n, "id", "label", "kind", "members", "also", "note", "check")
		r := Region{
			ID: p.required(f, "id", n), Label: p.required(f, "label", n), Kind: RegionKind(p.required(f, "kind", n)),
			Aliases: p.terms(f["also"]), Note: p.text(f["note"]), ReviewYearly: p.text(f["check"]) == "true",
		}
		if !themeID.MatchString(r.ID) {
			p.complain(n.Line, "id %q is not small letters, digits and single hyphens", r.ID)
		}
		if !slices.Contains(regionKinds, r.Kind) {
			p.complain(n.Line, "kind %q is not allowed; allowed: geographic, analytic, organisation, command", r.Kind)
		}
		for word := range strings.FieldsSeq(p.required(f, "members", n)) {
			r.Memberships = append(r.Memberships, v.readMember(p, n.Line, word))
		}
		p.add(v.region, r.ID, len(v.regions), n.Line)
		v.regions = append(v.regions, r)
	}
}

func (v *Vocabulary) readMember(p *page, line int, word string) Membership {
	parts := memberForm.FindStringSubmatch(word)
	if parts == nil || strings.HasSuffix(word, "@-") {
		p.complain(line, "member %q: expected PK, PK@2017- (since) or UZ@2006-2012 (from-until)", word)
		return Membership{}
	}
	v.checkCountries(p, line, parts[1:2])
	m := Membership{Country: parts[1]}
	m.From, _ = strconv.Atoi(parts[2])
	m.To, _ = strconv.Atoi(parts[3])
	if m.To != 0 && m.To < m.From {
		p.complain(line, "member %q ends before it begins", word)
	}
	return m
}
