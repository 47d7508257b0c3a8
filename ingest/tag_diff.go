package ingest

import (
	"slices"
	"strings"

	"daftar/index"
)

// maxEvidence is the number of evidence texts that a report lists for one tag of one document.
const maxEvidence = 8

// tagDiffs returns the tags of a document that have another role or other evidence than before.
func tagDiffs(old, new *index.Document) map[tagKey]TagDiff {
	diffs := map[tagKey]TagDiff{}
	for _, before := range old.Tags {
		after := index.Tag{}
		if i := tagIndex(new.Tags, before.Kind, before.ID); i >= 0 {
			after = new.Tags[i]
		}
		if d := diffTag(old, before, after); !d.unchanged() {
			diffs[tagKey{before.Kind, before.ID}] = d
		}
	}
	for _, after := range new.Tags {
		if tagIndex(old.Tags, after.Kind, after.ID) < 0 {
			diffs[tagKey{after.Kind, after.ID}] = diffTag(old, index.Tag{}, after)
		}
	}
	for key, d := range diffs {
		if d.unexplained() {
			d.TitleContext = titleContext(old, new, key)
			diffs[key] = d
		}
	}
	return diffs
}

func (d TagDiff) unchanged() bool {
	return d.Before == d.After && len(d.Appeared) == 0 && len(d.Disappeared) == 0
}

// unexplained reports whether a tag has another role on the same evidence.
func (d TagDiff) unexplained() bool {
	return d.Before != "" && d.After != "" && d.Before != d.After && len(d.Appeared) == 0 && len(d.Disappeared) == 0
}

// titleContext returns the evidence for other tags of the same kind that appeared in the title or disappeared from it: a tag
// in the title affects the roles of all others.
func titleContext(old, new *index.Document, key tagKey) []EvidenceText {
	inTitle := func(d *index.Document) (texts []EvidenceText) {
		for _, t := range d.Tags {
			if t.Kind == key.kind && t.ID != key.id {
				evidence := slices.DeleteFunc(slices.Clone(t.Evidence), func(e index.Evidence) bool { return !e.Title })
				texts = append(texts, evidenceTexts(d, evidence)...)
			}
		}
		return texts
	}
	before, after := inTitle(old), inTitle(new)
	return first(append(without(after, before), without(before, after)...))
}

// diffTag compares a tag before and after. Evidence is compared as text; if the role changes on the same texts, it is
// compared by place.
func diffTag(d *index.Document, before, after index.Tag) TagDiff {
	diff := TagDiff{Before: before.Role, After: after.Role}
	old, new := evidenceTexts(d, before.Evidence), evidenceTexts(d, after.Evidence)
	diff.Appeared, diff.Disappeared = without(new, old), without(old, new)
	if diff.Before != diff.After && len(diff.Appeared) == 0 && len(diff.Disappeared) == 0 {
		diff.Appeared = evidenceTexts(d, otherPlaces(after.Evidence, before.Evidence))
		diff.Disappeared = evidenceTexts(d, otherPlaces(before.Evidence, after.Evidence))
	}
	diff.Appeared, diff.Disappeared = first(diff.Appeared), first(diff.Disappeared)
	return diff
}

func first(texts []EvidenceText) []EvidenceText { return texts[:min(len(texts), maxEvidence)] }

// otherPlaces returns the evidence that is not in known.
func otherPlaces(evidence, known []index.Evidence) (others []index.Evidence) {
	for _, e := range evidence {
		if !slices.Contains(known, e) {
			others = append(others, e)
		}
	}
	return others
}

// evidenceTexts returns the distinct texts of evidence in order, with their rules.
func evidenceTexts(d *index.Document, evidence []index.Evidence) (texts []EvidenceText) {
	seen := map[EvidenceText]bool{}
	for _, e := range evidence {
		t := EvidenceText{strings.Join(strings.Fields(e.Words(d)), " "), e.Rule}
		if key := t.lower(); !seen[key] {
			seen[key] = true
			texts = append(texts, t)
		}
	}
	return texts
}

func (t EvidenceText) lower() EvidenceText { return EvidenceText{strings.ToLower(t.Text), t.Rule} }

func without(texts, others []EvidenceText) (left []EvidenceText) {
	for _, t := range texts {
		if !slices.ContainsFunc(others, func(o EvidenceText) bool { return o.lower() == t.lower() }) {
			left = append(left, t)
		}
	}
	return left
}

// conflictsOf returns the applied overrides that the rules contradict: an added tag that is not main by the rules, a removed
// tag that they find, another event date.
func conflictsOf(result retagResult, ref DocumentRef) (conflicts []Conflict) {
	for _, kind := range []struct {
		kind   index.Kind
		change index.TagOverrides
	}{{index.KindCountry, result.document.Overrides.Countries}, {index.KindTheme, result.document.Overrides.Themes}} {
		for _, id := range kind.change.Add {
			if c := result.conflict(kind.kind, id, "added"); c.Rules != string(index.RoleMain) && result.hasTag(kind.kind, id) {
				conflicts = append(conflicts, c)
			}
		}
		for _, id := range kind.change.Remove {
			if c := result.conflict(kind.kind, id, "removed"); c.Rules != rulesNone && !result.hasTag(kind.kind, id) {
				conflicts = append(conflicts, c)
			}
		}
	}
	if event := result.document.Overrides.Event; !event.IsZero() && event != result.event {
		rules := result.event.String()
		if result.event.IsZero() {
			rules = rulesNone
		}
		conflicts = append(conflicts, Conflict{Kind: "event", Override: event.String(), Rules: rules})
	}
	for n := range conflicts {
		conflicts[n].DocumentRef = ref
	}
	return conflicts
}

// rulesNone is Conflict.Rules of a tag that the rules do not find.
const rulesNone = "none"

func (r retagResult) hasTag(kind index.Kind, id string) bool {
	return tagIndex(r.document.Tags, kind, id) >= 0
}

func (r retagResult) conflict(kind index.Kind, id, override string) Conflict {
	c := Conflict{Kind: string(kind), ID: id, Override: override, Rules: rulesNone}
	if i := tagIndex(r.tags, kind, id); i >= 0 {
		c.Rules = string(r.tags[i].Role)
		c.Evidence = first(evidenceTexts(r.document, r.tags[i].Evidence))
	}
	return c
}
