package ingest

import (
	"cmp"
	"fmt"
	"slices"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/yamlfile"
	"daftar/ingest/extract"
)

// applyOverrides applies the decisions of editors, which override every rule, and stores them with the document. Overrides
// that cannot be applied are problems.
func (a *Annotator) applyOverrides(d *index.Document, o extract.Overrides) (unresolved []index.Problem) {
	d.Overrides, unresolved = a.resolveOverrides(o)
	a.apply(d)
	return unresolved
}

// The fields of overrides, as metadata names them.
var overrideFields = map[index.Kind]string{index.KindCountry: "decided.countries", index.KindTheme: "decided.themes"}

// isUnresolved reports whether a problem is an override that another vocabulary may resolve.
func isUnresolved(p index.Problem) bool {
	return p.Code == index.ProblemUnknownTag || p.Code == index.ProblemOverrideConflict
}

// resolveOverrides replaces names by ids of the vocabulary. A name that the vocabulary does not know stays as it is.
func (a *Annotator) resolveOverrides(o extract.Overrides) (index.Overrides, []index.Problem) {
	r := overrideResolver{Annotator: a, file: o.File}
	return index.Overrides{
		Countries: r.changes(index.KindCountry, o.Countries), Themes: r.changes(index.KindTheme, o.Themes), Event: o.Event,
	}, r.problems
}

// overrideResolver collects the problems of overrides.
type overrideResolver struct {
	*Annotator
	file     string
	problems []index.Problem
}

func (r *overrideResolver) report(line int, code index.ProblemCode, args ...any) {
	r.problems = append(r.problems, index.NewProblem(code, args...).At(index.Place{Part: r.file, Line: line}))
}

func (r *overrideResolver) changes(kind index.Kind, c extract.TagChanges) index.TagOverrides {
	add, remove := r.refs(kind, c.Add), r.refs(kind, c.Remove)
	for n, id := range remove {
		if slices.Contains(add, id) && r.knows(kind, id) {
			r.report(c.Remove[n].Line, index.ProblemOverrideConflict, overrideFields[kind], id)
		}
	}
	return index.TagOverrides{Add: add, Remove: remove}
}

func (r *overrideResolver) refs(kind index.Kind, refs []extract.TagRef) (ids []string) {
	for _, ref := range refs {
		id, ok := r.resolve(kind, ref.ID)
		if !ok {
			id = ref.ID
			r.report(ref.Line, index.ProblemUnknownTag, overrideFields[kind], id, r.suggest(kind, id))
		}
		ids = append(ids, id)
	}
	return ids
}

// resolve finds a country or theme by id or name.
func (a *Annotator) resolve(kind index.Kind, name string) (id string, ok bool) {
	if kind == index.KindCountry {
		c, ok := a.vocabulary.CountryByName(name)
		return c.ID, ok
	}
	t, ok := a.vocabulary.ThemeByName(name)
	return t.ID, ok
}

// suggest returns the known country or theme that is spelled most like a wrong name, "" if none is close.
func (a *Annotator) suggest(kind index.Kind, name string) string {
	var known []string
	if kind == index.KindTheme {
		for _, t := range a.vocabulary.Themes() {
			known = append(known, t.ID)
		}
		return yamlfile.Nearest(name, known)
	}
	for _, c := range a.vocabulary.Countries() {
		known = append(known, c.Label)
	}
	if c, ok := a.vocabulary.CountryByName(yamlfile.Nearest(name, known)); ok {
		return fmt.Sprintf("%s (%s)", c.Label, c.ID)
	}
	return ""
}

func (a *Annotator) knows(kind index.Kind, id string) (known bool) {
	if kind == index.KindCountry {
		_, known = a.vocabulary.Country(id)
		return known
	}
	_, known = a.vocabulary.Theme(id)
	return known
}

// apply applies the stored overrides of a document to its tags and dates.
func (a *Annotator) apply(d *index.Document) {
	a.applyKind(d, index.KindCountry, d.Overrides.Countries)
	a.applyKind(d, index.KindTheme, d.Overrides.Themes)
	slices.SortStableFunc(d.Tags, compareTags)
	overrideEvent(d, d.Overrides.Event)
}

func (a *Annotator) applyKind(d *index.Document, kind index.Kind, change index.TagOverrides) {
	for _, id := range change.Remove {
		if !slices.Contains(change.Add, id) {
			removeTag(d, kind, id)
		}
	}
	for _, id := range change.Add {
		if !slices.Contains(change.Remove, id) && a.knows(kind, id) {
			a.addTag(d, kind, id)
		}
	}
}

// removeTag removes a tag in any role, and a country from the passages.
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

// addTag adds a main tag without evidence, or replaces the one that rules found. Passages keep the countries that their
// words name.
func (a *Annotator) addTag(d *index.Document, kind index.Kind, id string) {
	tag := index.Tag{Kind: kind, ID: id, Role: index.RoleMain, Manual: true}
	if theme, ok := a.vocabulary.Theme(id); ok && kind == index.KindTheme {
		tag.Group = theme.Group
	}
	if i := tagIndex(d.Tags, kind, id); i >= 0 {
		d.Tags[i] = tag
		return
	}
	d.Tags = append(d.Tags, tag)
}

// tagIndex returns the position of a tag, or -1.
func tagIndex(tags []index.Tag, kind index.Kind, id string) int {
	return slices.IndexFunc(tags, func(t index.Tag) bool { return t.Kind == kind && t.ID == id })
}

// compareTags orders countries before themes, main before mentioned, then by id. It relies on the alphabetical order of the
// constants.
func compareTags(a, b index.Tag) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Role, b.Role), cmp.Compare(a.ID, b.ID))
}

// overrideEvent makes a date the main one. Mentions of the same date keep their evidence.
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
