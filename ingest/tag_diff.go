package ingest

import (
	"slices"
	"strings"

	"daftar/index"
)

// maxEvidence are named of one tag of one document; who wants more looks at the document.
const maxEvidence = 8

// tagDiffs returns what becomes of the tags of a document, those alone that have another role or rest on other words.
func tagDiffs(old, again *index.Document) map[tagKey]TagDiff {
	outcomes := map[tagKey]TagDiff{}
	none := index.Tag{}
	for _, was := range old.Tags {
		is := none
		if at := tagIndex(again.Tags, was.Kind, was.ID); at >= 0 {
			is = again.Tags[at]
		}
		if o := tagDiff(old, was, is); !o.same() {
			outcomes[tagKey{was.Kind, was.ID}] = o
		}
	}
	for _, is := range again.Tags {
		if tagIndex(old.Tags, is.Kind, is.ID) < 0 {
			outcomes[tagKey{is.Kind, is.ID}] = tagDiff(old, none, is)
		}
	}
	for key, o := range outcomes {
		if o.unexplained() {
			o.TitleContext = titleContext(old, again, key)
			outcomes[key] = o
		}
	}
	return outcomes
}

// unexplained reports whether a tag has another role though its words are the same.
func (o TagDiff) unexplained() bool {
	return o.Before != "" && o.After != "" && o.Before != o.After && len(o.Appeared) == 0 && len(o.Disappeared) == 0
}

// titleContext returns the words by which the title names other tags of the same kind now, or does no more: a title that names
// one decides about all.
func titleContext(old, again *index.Document, key tagKey) []EvidenceText {
	titled := func(d *index.Document) (words []EvidenceText) {
		for _, t := range d.Tags {
			if t.Kind == key.kind && t.ID != key.id {
				inTitle := slices.DeleteFunc(slices.Clone(t.Evidence), func(e index.Evidence) bool { return !e.Title })
				words = append(words, wordsOf(d, inTitle)...)
			}
		}
		return words
	}
	before, after := titled(old), titled(again)
	words := append(without(after, before), without(before, after)...)
	return words[:min(len(words), maxEvidence)]
}

func (o TagDiff) same() bool {
	return o.Before == o.After && len(o.Appeared) == 0 && len(o.Disappeared) == 0
}

// outcomeOf compares a tag before and after. Words are held against each other as words: of a role that changes though
// they are the same, the places that came or went are named.
func tagDiff(d *index.Document, was, is index.Tag) TagDiff {
	o := TagDiff{Before: was.Role, After: is.Role}
	before, after := wordsOf(d, was.Evidence), wordsOf(d, is.Evidence)
	o.Appeared, o.Disappeared = without(after, before), without(before, after)
	if o.Before != o.After && len(o.Appeared) == 0 && len(o.Disappeared) == 0 {
		o.Appeared = wordsOf(d, others(is.Evidence, was.Evidence))
		o.Disappeared = wordsOf(d, others(was.Evidence, is.Evidence))
	}
	o.Appeared = o.Appeared[:min(len(o.Appeared), maxEvidence)]
	o.Disappeared = o.Disappeared[:min(len(o.Disappeared), maxEvidence)]
	return o
}

// others returns the evidence that is not among the other.
func others(all, without []index.Evidence) (left []index.Evidence) {
	known := map[index.Evidence]bool{}
	for _, e := range without {
		known[e] = true
	}
	for _, e := range all {
		if !known[e] {
			left = append(left, e)
		}
	}
	return left
}

// wordsOf returns the different words of evidence in their order, with their rules.
func wordsOf(d *index.Document, evidence []index.Evidence) (words []EvidenceText) {
	seen := map[EvidenceText]bool{}
	for _, e := range evidence {
		w := EvidenceText{strings.Join(strings.Fields(e.Words(d)), " "), e.Rule}
		if key := w.folded(); !seen[key] {
			seen[key] = true
			words = append(words, w)
		}
	}
	return words
}

func (w EvidenceText) folded() EvidenceText { return EvidenceText{strings.ToLower(w.Text), w.Rule} }

func without(words, others []EvidenceText) (left []EvidenceText) {
	for _, w := range words {
		if !slices.ContainsFunc(others, func(o EvidenceText) bool { return o.folded() == w.folded() }) {
			left = append(left, w)
		}
	}
	return left
}

// conflictsOf returns the decisions that the rules contradict: an added tag that is not main by them, a removed one that
// they find, another event date.
func conflictsOf(again retagResult, place DocumentRef) (standing []Conflict) {
	for _, kind := range []struct {
		kind   index.Kind
		change index.TagOverrides
	}{{index.KindCountry, again.document.Overrides.Countries}, {index.KindTheme, again.document.Overrides.Themes}} {
		for _, id := range kind.change.Add {
			if s := again.stands(kind.kind, id, "added"); s.Rules != string(index.RoleMain) && again.has(kind.kind, id) {
				standing = append(standing, s)
			}
		}
		for _, id := range kind.change.Remove {
			if s := again.stands(kind.kind, id, "removed"); s.Rules != rulesNone && !again.has(kind.kind, id) {
				standing = append(standing, s)
			}
		}
	}
	if event := again.document.Overrides.Event; !event.IsZero() && event != again.event {
		rules := again.event.String()
		if again.event.IsZero() {
			rules = rulesNone
		}
		standing = append(standing, Conflict{Kind: "event", Override: event.String(), Rules: rules})
	}
	for n := range standing {
		standing[n].DocumentRef = place
	}
	return standing
}

// rulesNone is what the rules say of a tag that they do not find.
const rulesNone = "none"

func (r retagResult) has(kind index.Kind, id string) bool {
	return tagIndex(r.document.Tags, kind, id) >= 0
}

func (r retagResult) stands(kind index.Kind, id, decided string) Conflict {
	s := Conflict{Kind: string(kind), ID: id, Override: decided, Rules: rulesNone}
	if at := tagIndex(r.tags, kind, id); at >= 0 {
		s.Rules = string(r.tags[at].Role)
		words := wordsOf(r.document, r.tags[at].Evidence)
		s.Evidence = words[:min(len(words), maxEvidence)]
	}
	return s
}
