package vocabulary

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"daftar/index/yamlfile"
)

// RegionKind is where the members of a region come from.
type RegionKind string

// The kinds of regions.
const (
	Geographic   RegionKind = "geographic"   // UN M49
	Analytic     RegionKind = "analytic"     // usage of analysts
	Organisation RegionKind = "organisation" // membership, dated
	Command      RegionKind = "command"      // the area of a military command
)

var regionKinds = []RegionKind{Geographic, Analytic, Organisation, Command}

// Region is a named set of countries. A query expands it to its members; it is never stored with a document.
type Region struct {
	ID           string
	Label        string
	Kind         RegionKind
	Aliases      []string
	Note         string
	ReviewYearly bool // a librarian should confirm the members every year
	Memberships  []Membership
}

// Membership is the membership of a country in years, both included; 0 leaves an end open.
type Membership struct {
	Country  string
	From, To int
}

// Members returns the sorted ids of the countries that were members in the year of a day (YYYY-MM-DD), or, with "", of those
// whose membership has not ended. Memberships are known by year only.
func (r Region) Members(on string) []string {
	year, _ := strconv.Atoi(on[:min(len(on), 4)])
	var ids []string
	for _, m := range r.Memberships {
		if m.includes(year) && !slices.Contains(ids, m.Country) {
			ids = append(ids, m.Country)
		}
	}
	slices.Sort(ids)
	return ids
}

func (m Membership) includes(year int) bool {
	if year == 0 {
		return m.To == 0
	}
	return m.From <= year && (m.To == 0 || year <= m.To)
}

func readRegions(v *Vocabulary, top yamlfile.Fields) {
	v.region = map[string]int{}
	for _, n := range top.Get("regions").List() {
		f := n.Fields("id", "label", "kind", "members", "aliases", "note", "review-yearly")
		r := Region{ID: f.Required("id"), Label: f.Required("label"), Kind: RegionKind(f.Required("kind")),
			Aliases: f.Get("aliases").Terms(), Note: f.Get("note").Text(), ReviewYearly: f.Get("review-yearly").Flag()}
		if !themeID.MatchString(r.ID) {
			n.Report(yamlfile.KindValue, "id %q must be small letters, digits and single hyphens", r.ID)
		}
		if !slices.Contains(regionKinds, r.Kind) {
			n.Report(yamlfile.KindValue, "kind %q is not allowed; allowed: geographic, analytic, organisation, command", r.Kind)
		}
		for word := range strings.FieldsSeq(f.Required("members")) {
			r.Memberships = append(r.Memberships, readMembership(v, n, word))
		}
		addID(v.region, r.ID, len(v.regions), n)
		v.regions = append(v.regions, r)
	}
}

var memberForm = regexp.MustCompile(`^([A-Z]{2})(?:@([0-9]{4})?-([0-9]{4})?)?$`)

func readMembership(v *Vocabulary, n yamlfile.Node, word string) Membership {
	parts := memberForm.FindStringSubmatch(word)
	if parts == nil || strings.HasSuffix(word, "@-") {
		n.Report(yamlfile.KindValue, "member %q must be written PK, PK@2017- (since) or UZ@2006-2012 (from-until)", word)
		return Membership{}
	}
	checkCountryIDs(v, n, parts[1:2])
	m := Membership{Country: parts[1]}
	m.From, _ = strconv.Atoi(parts[2])
	m.To, _ = strconv.Atoi(parts[3])
	if m.To != 0 && m.To < m.From {
		n.Report(yamlfile.KindValue, "member %q ends before it begins", word)
	}
	return m
}
