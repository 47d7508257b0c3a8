package ingest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/yamlfile"
	"daftar/ingest/extract"
)

// applyDecisions applies what a person decided, which beats every rule, and keeps it with the document. What cannot be followed
// is a problem.
func (m *Annotator) applyDecisions(d *index.Document, decided extract.Overrides) []index.Problem {
	var faults []unresolved
	d.Overrides, faults = m.resolveDecisions(decided)
	m.apply(d)
	return problemsOf(faults, decided.File)
}

// unresolved is a decision that cannot be followed, and the line it stands in, 0 if that is not known.
type unresolved struct {
	line   int
	reason string
}

// Parts of the reasons of faults, by which a retag knows those of the last generation again.
const (
	decidedPart  = "decided: "
	unknownPart  = " of the vocabulary; known are "
	bothWaysPart = " is both added and removed; "
)

// isFault reports whether a problem is of decisions, which another vocabulary may solve.
func isFault(reason string) bool {
	return strings.HasPrefix(reason, decidedPart) && (strings.Contains(reason, unknownPart) || strings.Contains(reason, bothWaysPart))
}

func problemsOf(faults []unresolved, from string) (problems []index.Problem) {
	for _, f := range faults {
		where := from
		if f.line > 0 {
			where = strings.TrimSpace(fmt.Sprintf("%s line %d", from, f.line))
		}
		problems = append(problems, index.Problem{Where: where, Reason: f.reason})
	}
	return problems
}

// resolveDecisions writes decisions with the ids of the vocabulary. What the vocabulary does not know stays as it was written.
func (m *Annotator) resolveDecisions(decided extract.Overrides) (index.Overrides, []unresolved) {
	countries, faults := m.resolveKind(index.KindCountry, decided.Countries)
	themes, more := m.resolveKind(index.KindTheme, decided.Themes)
	return index.Overrides{Countries: countries, Themes: themes, Event: decided.Event}, append(faults, more...)
}

func (m *Annotator) resolveKind(kind index.Kind, change extract.TagChanges) (index.TagOverrides, []unresolved) {
	add, faults := m.resolveRefs(kind, change.Add)
	remove, more := m.resolveRefs(kind, change.Remove)
	faults = append(faults, more...)
	for n, id := range remove {
		if slices.Contains(add, id) && m.knows(kind, id) {
			reason := fmt.Sprintf("%s%s: %q%sneither is done", decidedPart, plurals[kind], id, bothWaysPart)
			faults = append(faults, unresolved{change.Remove[n].Line, reason})
		}
	}
	return index.TagOverrides{Add: add, Remove: remove}, faults
}

func (m *Annotator) resolveRefs(kind index.Kind, refs []extract.TagRef) (ids []string, faults []unresolved) {
	for _, ref := range refs {
		id, err := m.resolve(kind, ref.ID)
		if err != nil {
			id = ref.ID
			faults = append(faults, unresolved{ref.Line, err.Error()})
		}
		ids = append(ids, id)
	}
	return ids, faults
}

var plurals = map[index.Kind]string{index.KindCountry: "countries", index.KindTheme: "themes"}

// resolve finds the id of a country or theme by id or name.
func (m *Annotator) resolve(kind index.Kind, name string) (string, error) {
	if kind == index.KindCountry {
		if c, ok := m.vocabulary.CountryByName(name); ok {
			return c.ID, nil
		}
		return "", fmt.Errorf("%scountries: %q is no country%sthe codes of ISO 3166-1 and names, such as PK or Pakistan%s",
			decidedPart, name, unknownPart, m.suggestCountry(name))
	}
	if t, ok := m.vocabulary.ThemeByName(name); ok {
		return t.ID, nil
	}
	var ids []string
	for _, t := range m.vocabulary.Themes() {
		ids = append(ids, t.ID)
	}
	slices.Sort(ids)
	return "", fmt.Errorf("%sthemes: %q is no theme%s%s", decidedPart, name, unknownPart, strings.Join(ids, ", "))
}

// suggestCountry suggests the country whose label is closest to a wrong name.
func (m *Annotator) suggestCountry(name string) string {
	var labels []string
	for _, c := range m.vocabulary.Countries() {
		labels = append(labels, c.Label)
	}
	label := yamlfile.Nearest(name, labels)
	c, ok := m.vocabulary.CountryByName(label)
	if !ok {
		return ""
	}
	return fmt.Sprintf("; did you mean %s (%s)?", c.Label, c.ID)
}

func (m *Annotator) knows(kind index.Kind, id string) (known bool) {
	if kind == index.KindCountry {
		_, known = m.vocabulary.Country(id)
		return known
	}
	_, known = m.vocabulary.Theme(id)
	return known
}

// apply makes the tags and dates of a document follow its decisions.
func (m *Annotator) apply(d *index.Document) {
	m.applyKind(d, index.KindCountry, d.Overrides.Countries)
	m.applyKind(d, index.KindTheme, d.Overrides.Themes)
	slices.SortStableFunc(d.Tags, compareTags)
	overrideEvent(d, d.Overrides.Event)
}

func (m *Annotator) applyKind(d *index.Document, kind index.Kind, change index.TagOverrides) {
	for _, id := range change.Remove {
		if !slices.Contains(change.Add, id) {
			removeTag(d, kind, id)
		}
	}
	for _, id := range change.Add {
		if !slices.Contains(change.Remove, id) && m.knows(kind, id) {
			m.addTag(d, kind, id)
		}
	}
}

// removeTag leaves no trace of a tag, in whatever role: a passage does not name the country either.
func removeTag(d *index.Document, kind index.Kind, id string) {
	d.Tags = slices.DeleteFunc(d.Tags, func(t index.Tag) bool { return t.Kind == kind && t.ID == id })
	if kind != index.KindCountry {
		return
	}
	for n := range d.Passages {
		p := &d.Passages[n]
		p.Countries = slices.DeleteFunc(p.Countries, func(c string) bool { return c == id })
	}
}

// addTag adds a main tag, in place of the one that rules have found: a person's decision rests on no rule. The passages
// stay as they are, which name what their words name.
func (m *Annotator) addTag(d *index.Document, kind index.Kind, id string) {
	tag := index.Tag{Kind: kind, ID: id, Role: index.RoleMain, Manual: true}
	if theme, ok := m.vocabulary.Theme(id); ok && kind == index.KindTheme {
		tag.Group = theme.Group
	}
	if at := tagIndex(d.Tags, kind, id); at >= 0 {
		d.Tags[at] = tag
		return
	}
	d.Tags = append(d.Tags, tag)
}

// tagIndex returns where a tag stands among others, or -1.
func tagIndex(tags []index.Tag, kind index.Kind, id string) int {
	return slices.IndexFunc(tags, func(t index.Tag) bool { return t.Kind == kind && t.ID == id })
}

// compareTags orders countries before themes, main before touched, then by id: RoleMain and KindCountry come first by
// chance of the alphabet.
func compareTags(a, b index.Tag) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Role, b.Role), cmp.Compare(a.ID, b.ID))
}

// overrideEvent makes a date the main one. Words that say the same date are still its words.
func overrideEvent(d *index.Document, event date.Date) {
	if event.IsZero() {
		return
	}
	d.Event = event
	found := false
	for n := range d.DateMentions {
		mention := &d.DateMentions[n]
		mention.Main = !found && mention.Date == event
		if mention.Main {
			mention.Manual, found = true, true
		}
	}
	if !found {
		d.DateMentions = append(d.DateMentions, index.DateMention{Date: event, Main: true, Manual: true})
	}
}
