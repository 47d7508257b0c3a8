package ingest

import (
	"cmp"
	"fmt"
	"slices"

	"daftar/index"
	"daftar/ingest/extract"
)

// decide applies what a person decided: it beats every rule. What the vocabulary does not know is a problem.
func (m *Maker) decide(d *index.Document, decided extract.Decisions) []index.Problem {
	var problems []index.Problem
	for _, kind := range []struct {
		kind   index.Kind
		change extract.Change
	}{{index.KindCountry, decided.Countries}, {index.KindTheme, decided.Themes}} {
		for _, ref := range kind.change.Remove {
			id, err := m.resolve(kind.kind, ref)
			if err != nil {
				problems = append(problems, index.Problem{Reason: err.Error()})
				continue
			}
			removeTag(d, kind.kind, id)
		}
		for _, ref := range kind.change.Add {
			id, err := m.resolve(kind.kind, ref)
			if err != nil {
				problems = append(problems, index.Problem{Reason: err.Error()})
				continue
			}
			m.addTag(d, kind.kind, id)
		}
	}
	slices.SortStableFunc(d.Tags, compareTags)
	decideEvent(d, decided.Event)
	return problems
}

// resolve finds the id of a country or theme by id or name.
func (m *Maker) resolve(kind index.Kind, ref extract.Ref) (string, error) {
	if kind == index.KindCountry {
		if c, ok := m.vocabulary.CountryByName(ref.ID); ok {
			return c.ID, nil
		}
		return "", fmt.Errorf("decided: countries: %q is no country of the vocabulary", ref.ID)
	}
	if t, ok := m.vocabulary.ThemeByName(ref.ID); ok {
		return t.ID, nil
	}
	return "", fmt.Errorf("decided: themes: %q is no theme of the vocabulary", ref.ID)
}

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

// addTag adds a main tag, or makes the one that is there main; its evidence stays.
func (m *Maker) addTag(d *index.Document, kind index.Kind, id string) {
	at := slices.IndexFunc(d.Tags, func(t index.Tag) bool { return t.Kind == kind && t.ID == id })
	if at < 0 {
		at = len(d.Tags)
		d.Tags = append(d.Tags, index.Tag{Kind: kind, ID: id})
	}
	d.Tags[at].Role, d.Tags[at].Decided = index.RoleMain, true
	if theme, ok := m.vocabulary.Theme(id); ok && kind == index.KindTheme {
		d.Tags[at].Group = theme.Group
	}
}

// compareTags orders countries before themes, main before touched, then by id: RoleMain and KindCountry come first by
// chance of the alphabet.
func compareTags(a, b index.Tag) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Role, b.Role), cmp.Compare(a.ID, b.ID))
}

// decideEvent makes a date the main one.
func decideEvent(d *index.Document, event index.Date) {
	if event.IsZero() {
		return
	}
	d.Event = event
	found := false
	for n := range d.Mentions {
		mention := &d.Mentions[n]
		mention.Main = !found && mention.Date == event
		if mention.Main {
			mention.Decided, found = true, true
		}
	}
	if !found {
		d.Mentions = append(d.Mentions, index.Mention{Date: event, Main: true, Decided: true})
	}
}
