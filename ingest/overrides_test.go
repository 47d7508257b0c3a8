package ingest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"daftar/index"
)

// tagsOf writes tags as "+PK" for a main and "PK" for a touched one, with "!" behind a person's and "?" behind one
// without evidence.
func tagsOf(d *index.Document, kind index.Kind) string {
	var all []string
	for _, t := range d.Tags {
		if t.Kind != kind {
			continue
		}
		text := t.ID
		if t.Role == index.RoleMain {
			text = "+" + text
		}
		if t.Manual {
			text += "!"
		}
		if len(t.Evidence) == 0 {
			text += "?"
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func passagesOf(d *index.Document) string {
	var all []string
	for _, p := range d.Passages {
		all = append(all, strings.Join(p.Countries, " "))
	}
	return strings.Join(all, "|")
}

// TestDecisions decides about a text of which the rules say: main Pakistan and Uzbekistan, a main theme, an event.
func TestOverridesBeatRules(t *testing.T) {
	const text = "Pakistan and Uzbekistan signed a counter-terrorism pact on 5 May 2024.\n"
	for _, tt := range []struct {
		name, decided                     string
		countries, themes, passage, event string
	}{
		{"nothing", "{}", "+PK +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
		{"add a country", "countries: {add: [KZ]}", "+KZ!? +PK +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
		{"add by name", "countries: {add: Kazakhstan}", "+KZ!? +PK +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
		{"add in small letters", "countries: {add: [kz]}", "+KZ!? +PK +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
		{"add what is there", "countries: {add: [PK]}", "+PK!? +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
		{"NO is Norway", "countries: {add: [NO]}", "+NO!? +PK +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
		{"remove a main country", "countries: {remove: [PK]}", "+UZ", "+counterterrorism", "UZ", "2024-05-05"},
		{"remove what is not there", "countries: {remove: [IN]}", "+PK +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
		{"add and remove", "countries: {add: [IN, IN], remove: [PK, UZ]}", "+IN!?", "+counterterrorism", "", "2024-05-05"},
		{"add a theme", "themes: {add: [nuclear]}", "+PK +UZ", "+counterterrorism +nuclear!?", "PK UZ", "2024-05-05"},
		{"remove a main theme", "themes: {remove: [counterterrorism]}", "+PK +UZ", "", "PK UZ", "2024-05-05"},
		{"remove all there is", "countries: {remove: [PK, UZ]}\n  themes: {remove: counterterrorism}", "", "", "", "2024-05-05"},
		{"set the event", "event: 2023-02", "+PK +UZ", "+counterterrorism", "PK UZ", "2023-02"},
		{"set a span", "event: 2023-02/2023-04", "+PK +UZ", "+counterterrorism", "PK UZ", "2023-02-01/2023-04-30"},
		{"the same both ways", "countries: {add: [PK], remove: [Pakistan]}", "+PK +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
		{"one unknown, one known", "countries: {add: [Atlantis, KZ]}", "+KZ!? +PK +UZ", "+counterterrorism", "PK UZ", "2024-05-05"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			decided := "decided:\n  " + tt.decided + "\n"
			if tt.decided == "{}" {
				decided = "decided: {}\n"
			}
			write(t, dir, map[string]string{
				"front.md": "---\n" + decided + "---\n" + text, "beside.txt": text, "beside.yaml": decided,
				"lines.jsonl": fmt.Sprintf("{\"id\":1,\"text\":%q}\n", text), "lines.jsonl.yaml": decided,
			})
			b := newFakeBuild()
			runOn(t, b, Options{Sources: []string{dir}})
			for _, path := range []string{"front.md", "beside.txt", "lines.jsonl#1"} {
				d := b.docs[path]
				got := []string{tagsOf(d, index.KindCountry), tagsOf(d, index.KindTheme), passagesOf(d), d.Event.String()}
				if want := []string{tt.countries, tt.themes, tt.passage, tt.event}; !slices.Equal(got, want) {
					t.Errorf("%s: got %q, want %q", path, got, want)
				}
			}
		})
	}
}

// TestDecidedTouchedCountry takes away and lifts what the rules only find touched.
func TestAddedCountryReplacesMentionedOne(t *testing.T) {
	text := "Pakistan spoke of trade, at length and in detail." + strings.Repeat(" Nothing else was said about it.", 20) + "\n\nIndia kept silent."
	for decided, want := range map[string]string{
		"{}": "+PK IN", "{countries: {remove: [IN]}}": "+PK", "{countries: {add: [IN]}}": "+IN!? +PK",
	} {
		dir := t.TempDir()
		write(t, dir, map[string]string{"a.txt": text, "a.yaml": "decided: " + decided})
		b := newFakeBuild()
		runOn(t, b, Options{Sources: []string{dir}})
		if got := tagsOf(b.docs["a.txt"], index.KindCountry); got != want {
			t.Errorf("%s: got %s, want %s", decided, got, want)
		}
	}
}

// TestDecidedEvent is about the mentions: the decided one alone is main, with its words if the text says the date.
func TestOverriddenEventDate(t *testing.T) {
	for _, tt := range []struct{ name, event, want string }{
		{"not in the text", "2020", "2024-05-05: 2024-06: 2020: main decided no words"},
		{"in the text", "2024-06", "2024-05-05: 2024-06: main decided"},
		{"the one that is main already", "2024-05-05", "2024-05-05: main decided 2024-06:"},
	} {
		dir := t.TempDir()
		write(t, dir, map[string]string{"a.txt": "It happened on 5 May 2024. It ended in June 2024.", "a.yaml": "decided: {event: " + tt.event + "}"})
		b := newFakeBuild()
		runOn(t, b, Options{Sources: []string{dir}})
		var got []string
		for _, m := range b.docs["a.txt"].DateMentions {
			text := m.Date.String() + ":"
			if m.Main {
				text += " main"
			}
			if m.Manual {
				text += " decided"
			}
			if len(m.Evidence) == 0 {
				text += " no words"
			}
			got = append(got, text)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, strings.Join(got, " "), tt.want)
		}
	}
}

// TestSidecarReplacesOverridesOfFrontMatter: a sidecar can take an override back.
func TestSidecarReplacesOverridesOfFrontMatter(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.md": "---\ndecided: {countries: {add: [KZ, TJ]}}\n---\nWords.", "a.md.yaml": "decided: {countries: {add: [TJ]}}",
	})
	b := newFakeBuild()
	runOn(t, b, Options{Sources: []string{dir}})
	d := b.docs["a.md"]
	if got := tagsOf(d, index.KindCountry); got != "+TJ!?" || !slices.Equal(d.Overrides.Countries.Add, []string{"TJ"}) {
		t.Errorf("got %s, decided %+v, want TJ alone", got, d.Overrides)
	}
}

func TestUnresolvedOverridesAreProblems(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.md":         "---\ntitle: A\ndecided:\n  countries: {add: [Atlantis]}\n  themes: {remove: [nonsense]}\n---\nWords.",
		"b.txt":        "Words.",
		"b.yaml":       "decided: {countries: {add: [Pakistn, UZ], remove: [Uzbekistan]}}",
		"c.jsonl":      "{\"id\":1,\"text\":\"One.\"}\n{\"id\":2,\"text\":\"Two.\"}\n",
		"c.jsonl.yaml": "lang: en\ndecided: {countries: {remove: [Atlantis]}}",
		"d.txt":        "Words.",
		"d.yaml":       "decided: {event: soon, countries: {change: [PK]}}",
	})
	b := newFakeBuild()
	runOn(t, b, Options{Sources: []string{dir}})
	want := `a.md: line 4: unknown_tag decided.countries Atlantis
a.md: line 5: unknown_tag decided.themes nonsense
b.txt: b.yaml: line 1: unknown_tag decided.countries Pakistn Pakistan (PK)
b.txt: b.yaml: line 1: override_conflict decided.countries UZ
c.jsonl: c.jsonl.yaml: line 2: unknown_tag decided.countries Atlantis
d.txt: d.yaml: line 1: bad_yaml unknown key "change"; allowed: add, remove
d.txt: d.yaml: line 1: bad_date decided.event`
	if got := strings.Split(b.problems(), "\n"); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(strings.Split(want, "\n")))) {
		t.Errorf("got:\n%s\nwant:\n%s", b.problems(), want)
	}
	for path, d := range b.docs {
		if len(d.Tags) > 0 {
			t.Errorf("%s: tags %+v, want none", path, d.Tags)
		}
	}
	if got := b.docs["a.md"].Overrides.Countries.Add; !slices.Equal(got, []string{"Atlantis"}) {
		t.Errorf("unknown names must be kept as written, got %q", got)
	}
}
