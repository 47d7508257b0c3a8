package ingest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"daftar/index"
	"daftar/index/vocabulary"
)

// edited is the vocabulary with terms more: by "theme ID" strong ones, by "country ID" names.
func edited(t *testing.T, terms map[string]string) *vocabulary.Vocabulary {
	t.Helper()
	files := fstest.MapFS{}
	for name, data := range testVocabulary(t).Files() {
		text := string(data)
		for at, term := range terms {
			kind, id, _ := strings.Cut(at, " ")
			list, file := "strong", "themes.yaml"
			if kind == "country" {
				list, file = "names", "countries.yaml"
			}
			if name == file {
				place := regexp.MustCompile(`(?s)(- id: ` + id + `\n.*?\s` + list + `: (?:>-\n\s*)?)`)
				found := place.FindStringIndex(text)
				if found == nil {
					t.Fatalf("%s: no %s of %s", name, list, id)
				}
				text = text[:found[1]] + term + "; " + text[found[1]:]
			}
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	v, err := vocabulary.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// The library of these tests, and the vocabulary before and after an edit. The terms are invented: what the real
// vocabulary makes of the texts plays no part.
var (
	retagDocs = map[string]string{
		"docs/blue.txt":  "The officers opened the blue lantern on 5 May 2024 in Pakistan.",
		"docs/green.txt": "The officers opened the green lantern on 6 May 2024 in Pakistan.",
		"docs/both.md":   "---\ntitle: Lanterns\n---\nA blue lantern was seen beside a green lantern.",
		"docs/name.txt":  "Officers of Lanternia spoke.",
		"docs/none.txt":  "Nothing of note was said.",
		"docs/lines.jsonl": `{"id":"1","text":"A blue lantern once more."}` + "\n" +
			`{"id":"2","text":"No lamp at all."}` + "\n",
	}
	beforeEdit = map[string]string{"theme nuclear": "blue lantern"}
	afterEdit  = map[string]string{"theme nuclear": "green lantern", "country KZ": "Lanternia"}
)

// indexFiles indexes files with a vocabulary.
func indexFiles(t *testing.T, files map[string]string, v *vocabulary.Vocabulary) (dir string, b *fakeBuild) {
	t.Helper()
	dir = t.TempDir()
	write(t, dir, files)
	b = newFakeBuild()
	reindex(t, b, dir, v)
	return dir, b
}

// reindex reindexes.
func reindex(t *testing.T, b *fakeBuild, dir string, v *vocabulary.Vocabulary) Report {
	t.Helper()
	r, err := Run(t.Context(), b, Options{Sources: []string{filepath.Join(dir, "docs")}, Vocabulary: v, Versions: Versions(v)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func optionsOf(v *vocabulary.Vocabulary) RetagOptions {
	return RetagOptions{Jobs: 2, Vocabulary: v, Versions: Versions(v)}
}

// summarize writes what a retag changes in lines.
func summarize(r RetagReport) string {
	var b strings.Builder
	words := func(all []EvidenceText) (s string) {
		for _, w := range all {
			s += fmt.Sprintf(" %q %s", w.Text, w.Rule)
		}
		return s
	}
	for _, c := range r.Tags {
		fmt.Fprintf(&b, "%s %s: +%d -%d main +%d -%d moved %d reworded %d\n", c.Kind, c.ID, c.Gained, c.Lost, c.MainGained, c.MainLost, c.RoleChanged, c.EvidenceChanged)
		for _, d := range c.Documents {
			fmt.Fprintf(&b, "  %s (%s): %q -> %q, +%s, -%s", d.Path, d.Title, d.Before, d.After, words(d.Appeared), words(d.Disappeared))
			if len(d.TitleContext) > 0 {
				b.WriteString(" beside" + words(d.TitleContext))
			}
			b.WriteString("\n")
		}
	}
	for _, e := range r.Events.Documents {
		fmt.Fprintf(&b, "event %s: %s -> %s\n", e.Path, e.Before, e.After)
	}
	for _, s := range r.Overrides.Conflicts {
		fmt.Fprintf(&b, "stands %s: %s %s %s, rules %s%s\n", s.Path, s.Kind, s.ID, s.Override, s.Rules, words(s.Evidence))
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "problem %s: %s\n", p.Path, describeProblem(p.Problem))
	}
	return b.String()
}

const retagWant = `country KZ: +1 -0 main +1 -0 moved 0 reworded 0
  name.txt (Officers of Lanternia spoke.): "" -> "main", + "Lanternia" country:KZ:name, -
theme nuclear: +1 -2 main +1 -2 moved 0 reworded 1
  blue.txt (The officers opened the blue lantern on 5 May 2024 in Pakistan.): "main" -> "", +, - "blue lantern" theme:nuclear:strong
  green.txt (The officers opened the green lantern on 6 May 2024 in Pakistan.): "" -> "main", + "green lantern" theme:nuclear:strong, -
  lines.jsonl#1 (A blue lantern once more.): "main" -> "", +, - "blue lantern" theme:nuclear:strong
  both.md (Lanterns): "main" -> "main", + "green lantern" theme:nuclear:strong, - "blue lantern" theme:nuclear:strong
`

func TestCompareReportsWhatRetagChanges(t *testing.T) {
	_, b := indexFiles(t, retagDocs, edited(t, beforeEdit))
	v := edited(t, afterEdit)
	next := b.next()
	dry, err := Compare(t.Context(), next.Stored(t.Context()), optionsOf(v))
	if err != nil {
		t.Fatal(err)
	}
	if got := summarize(dry); got != retagWant {
		t.Errorf("dry run:\n%s\nwant:\n%s", got, retagWant)
	}
	if dry.Documents != 7 || dry.Changed != 4 || dry.Kept != 0 {
		t.Errorf("%d documents, %d changed, %d kept, want 7, 4, 0", dry.Documents, dry.Changed, dry.Kept)
	}
	if next.puts != 0 || len(next.docs) != 0 {
		t.Errorf("a dry run put %d documents", next.puts)
	}
	done, err := Retag(t.Context(), next, optionsOf(v))
	if err != nil {
		t.Fatal(err)
	}
	if got := summarize(done); got != retagWant {
		t.Errorf("retag:\n%s\nwant:\n%s", got, retagWant)
	}
}

// TestRetagEqualsReindex holds the documents of a retag against those that a full reindex makes of the files.
func TestRetagMakesTheSameDocumentsAsReindex(t *testing.T) {
	docs := map[string]string{
		"docs/decided.md": "---\ntitle: Decided\ndecided:\n  countries: {add: [TJ], remove: [PK]}\n  themes: {add: [counterterrorism]}\n" +
			"  event: 2020-02\n---\nPakistan lit a green lantern on 5 May 2024.\n",
	}
	for name, text := range retagDocs {
		docs[name] = text
	}
	dir, b := indexFiles(t, docs, edited(t, beforeEdit))
	v := edited(t, afterEdit)
	retagged := b.next()
	if _, err := Retag(t.Context(), retagged, optionsOf(v)); err != nil {
		t.Fatal(err)
	}
	fresh := newFakeBuild()
	reindex(t, fresh, dir, v)
	for path, want := range fresh.docs {
		if got := retagged.docs[path]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: retagged %+v\nread anew %+v", path, got, want)
		}
	}
	if len(retagged.docs) != len(fresh.docs) || !reflect.DeepEqual(retagged.files, fresh.files) {
		t.Errorf("files: retagged %+v\nread anew %+v", retagged.files, fresh.files)
	}
}

func TestReindexAfterRetagReadsOnlyChangedFiles(t *testing.T) {
	dir, b := indexFiles(t, retagDocs, edited(t, beforeEdit))
	v := edited(t, afterEdit)
	retagged := b.next()
	if _, err := Retag(t.Context(), retagged, optionsOf(v)); err != nil {
		t.Fatal(err)
	}
	same := retagged.next()
	if got, want := counts(reindex(t, same, dir, v)), "added 0 changed 0 unchanged 7 deleted 0 failed 0"; got != want {
		t.Errorf("nothing changed: %s, want %s", got, want)
	}
	write(t, dir, map[string]string{"docs/none.txt": "Now something.", "docs/lines.jsonl": retagDocs["docs/lines.jsonl"] + `{"id":"3","text":"More."}` + "\n"})
	if got, want := counts(reindex(t, same.next(), dir, v)), "added 1 changed 1 unchanged 6 deleted 0 failed 0"; got != want {
		t.Errorf("one file changed, one line added: %s, want %s", got, want)
	}
	if got, want := counts(reindex(t, same.next(), dir, edited(t, beforeEdit))), "added 1 changed 7 unchanged 0 deleted 0 failed 0"; got != want {
		t.Errorf("with the old vocabulary: %s, want %s", got, want)
	}
}

func TestSecondRetagKeepsEverything(t *testing.T) {
	_, b := indexFiles(t, retagDocs, edited(t, beforeEdit))
	v := edited(t, afterEdit)
	first := b.next()
	if _, err := Retag(t.Context(), first, optionsOf(v)); err != nil {
		t.Fatal(err)
	}
	second := first.next()
	r, err := Retag(t.Context(), second, optionsOf(v))
	if err != nil || r.Kept != 7 || r.Documents != 7 || r.Changed != 0 || second.puts != 0 {
		t.Errorf("again: %+v, %v, %d put, want 7 kept", r, err, second.puts)
	}
	if !reflect.DeepEqual(second.docs, first.docs) || !reflect.DeepEqual(second.files, first.files) {
		t.Error("a retag without a change changed something")
	}
	o := optionsOf(v)
	o.Full = true
	third := second.next()
	if r, err = Retag(t.Context(), third, o); err != nil || r.Kept != 0 || third.puts != 7 || r.Changed != 0 {
		t.Errorf("full: %+v, %v, %d put, want 7 put and none changed", r, err, third.puts)
	}
}

// TestRetagSaysWhatElseMovesATag is about a theme that is no longer main because the title now names another one.
func TestRetagReportsTitleContext(t *testing.T) {
	text := "---\ntitle: The green lantern\n---\nA blue lantern was seen." + strings.Repeat(" Nothing else was seen there.", 60) + "\n"
	_, b := indexFiles(t, map[string]string{"docs/a.md": text}, edited(t, map[string]string{"theme nuclear": "blue lantern"}))
	v := edited(t, map[string]string{"theme nuclear": "blue lantern", "theme joint-exercises": "green lantern"})
	r, err := Compare(t.Context(), b.next().Stored(t.Context()), optionsOf(v))
	if err != nil {
		t.Fatal(err)
	}
	want := `theme joint-exercises: +1 -0 main +1 -0 moved 0 reworded 0
  a.md (The green lantern): "" -> "main", + "green lantern" theme:joint-exercises:strong, -
theme nuclear: +0 -0 main +0 -1 moved 1 reworded 0
  a.md (The green lantern): "main" -> "mentioned", +, - beside "green lantern" theme:joint-exercises:strong
`
	if got := summarize(r); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestRetagReportListsAtMostMaxListed(t *testing.T) {
	docs := map[string]string{}
	for n := range 40 {
		docs[fmt.Sprintf("docs/%02d.txt", n)] = "A green lantern."
	}
	_, b := indexFiles(t, docs, edited(t, beforeEdit))
	o := optionsOf(edited(t, afterEdit))
	o.MaxListed = 3
	r, err := Compare(t.Context(), b.next().Stored(t.Context()), o)
	if err != nil {
		t.Fatal(err)
	}
	want := `theme nuclear: +40 -0 main +40 -0 moved 0 reworded 0
  00.txt (A green lantern.): "" -> "main", + "green lantern" theme:nuclear:strong, -
  01.txt (A green lantern.): "" -> "main", + "green lantern" theme:nuclear:strong, -
  02.txt (A green lantern.): "" -> "main", + "green lantern" theme:nuclear:strong, -
`
	if got := summarize(r); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// TestDecisionsStand is about decisions that the rules contradict after an edit, and those that they do not.
func TestRetagKeepsOverridesAndReportsConflicts(t *testing.T) {
	decided := func(what, text string) string { return "---\ntitle: T\ndecided: {" + what + "}\n---\n" + text }
	_, b := indexFiles(t, map[string]string{
		"docs/1-added.md":     decided("themes: {add: [nuclear]}", "A blue lantern."),
		"docs/2-agreed.md":    decided("themes: {add: [nuclear]}", "A green lantern."),
		"docs/3-removed.md":   decided("themes: {remove: [nuclear]}", "A green lantern."),
		"docs/4-idle.md":      decided("themes: {remove: [nuclear]}", "A blue lantern."),
		"docs/5-event.md":     decided("event: 2020", "It happened on 5 May 2024."),
		"docs/6-same.md":      decided("event: 2024-05-05", "It happened on 5 May 2024."),
		"docs/7-unknown.md":   decided("countries: {add: [Atlantis]}", "A lamp."),
		"docs/8-bothways.md":  decided("countries: {add: [PK], remove: [Pakistan]}", "A lamp."),
		"docs/9-undecided.md": "A lamp.",
	}, edited(t, beforeEdit))
	next := b.next()
	r, err := Retag(t.Context(), next, optionsOf(edited(t, afterEdit)))
	if err != nil {
		t.Fatal(err)
	}
	want := `stands 1-added.md: theme nuclear added, rules none
stands 3-removed.md: theme nuclear removed, rules main "green lantern" theme:nuclear:strong
stands 5-event.md: event  2020, rules 2024-05-05
problem 7-unknown.md: unknown_tag decided.countries Atlantis
problem 8-bothways.md: override_conflict decided.countries PK
`
	if got := summarize(r); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if r.Changed != 0 || r.Overrides.Documents != 8 || r.Overrides.ConflictsTotal != 3 {
		t.Errorf("%d changed, %d decided, %d against", r.Changed, r.Overrides.Documents, r.Overrides.ConflictsTotal)
	}
	for path, d := range next.docs {
		if !reflect.DeepEqual(d.Overrides, b.docs[path].Overrides) {
			t.Errorf("%s: decided %+v, was %+v", path, d.Overrides, b.docs[path].Overrides)
		}
	}
}

// TestRetagResolvesUnknownIDs retags by a vocabulary that knows the name in an override, and by one that does not.
func TestRetagResolvesUnknownIDs(t *testing.T) {
	_, b := indexFiles(t, map[string]string{
		"docs/a.txt": "A lamp.", "docs/a.yaml": "decided: {countries: {add: [Lanternia]}}\nlang: nonsense-\n",
	}, edited(t, beforeEdit))
	if got := b.problems(); strings.Count(got, "Lanternia") != 1 || strings.Count(got, "\n") != 1 {
		t.Fatalf("problems before: %s", got)
	}
	known := b.next()
	if _, err := Retag(t.Context(), known, optionsOf(edited(t, afterEdit))); err != nil {
		t.Fatal(err)
	}
	d := known.docs["a.txt"]
	if at := tagIndex(d.Tags, index.KindCountry, "KZ"); at < 0 || !d.Tags[at].Manual {
		t.Errorf("tags %+v, want KZ decided", d.Tags)
	}
	if got := known.problems(); strings.Contains(got, "Lanternia") || !strings.Contains(got, "lang") {
		t.Errorf("problems: %s, want that of lang alone", got)
	}
	back := known.next()
	if _, err := Retag(t.Context(), back, optionsOf(edited(t, beforeEdit))); err != nil {
		t.Fatal(err)
	}
	if at := tagIndex(back.docs["a.txt"].Tags, index.KindCountry, "KZ"); at < 0 {
		t.Errorf("tags %+v, want KZ: its id is known by every vocabulary", back.docs["a.txt"].Tags)
	}
}

// TestRetagReportsUnresolvedOverrideOfAllLinesOnce is about the sidecar of a JSONL file.
func TestRetagReportsUnresolvedOverrideOfAllLinesOnce(t *testing.T) {
	docs := map[string]string{
		"docs/a.jsonl": "{\"id\":1,\"text\":\"One.\"}\n{\"id\":2,\"text\":\"Two.\"}\nnonsense\n", "docs/a.jsonl.yaml": "decided: {countries: {add: [Lanternia]}}",
	}
	_, b := indexFiles(t, docs, edited(t, beforeEdit))
	still := b.next()
	r, err := Retag(t.Context(), still, optionsOf(edited(t, map[string]string{"theme nuclear": "red lantern"})))
	if err != nil || len(r.Problems) != 1 || r.Problems[0].Path != "a.jsonl" {
		t.Fatalf("problems %+v, %v, want one of a.jsonl", r.Problems, err)
	}
	if !reflect.DeepEqual(still.files["a.jsonl"].Problems, b.files["a.jsonl"].Problems) || strings.Count(still.problems(), "Lanternia") != 1 {
		t.Errorf("problems of the file: %s\nwant as before: %s", still.problems(), b.problems())
	}
	known := still.next()
	if r, err = Retag(t.Context(), known, optionsOf(edited(t, afterEdit))); err != nil || len(r.Problems) != 0 {
		t.Errorf("problems %+v, %v, want none", r.Problems, err)
	}
	if got, want := known.problems(), "a.jsonl: line 3: bad_json not an object"; got != want {
		t.Errorf("problems of the file: %s, want %s", got, want)
	}
	for path, d := range known.docs {
		if got := tagsOf(d, index.KindCountry); got != "+KZ!?" {
			t.Errorf("%s: %s", path, got)
		}
	}
}

func TestRetagEndsWithErrorOfTheBuild(t *testing.T) {
	_, b := indexFiles(t, retagDocs, edited(t, beforeEdit))
	next := b.next()
	next.failPut = errors.New("disk full")
	if _, err := Retag(t.Context(), next, optionsOf(edited(t, afterEdit))); !errors.Is(err, next.failPut) {
		t.Errorf("error = %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	o := optionsOf(edited(t, afterEdit))
	o.Progress = func(done, _ int) {
		if done == 2 {
			cancel()
		}
	}
	if _, err := Retag(ctx, b.next(), o); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error = %v", err)
	}
}

// TestRetagKeepsDocumentsOnWhichItFails: the next reindex reads their files again.
func TestRetagKeepsDocumentsOnWhichItFails(t *testing.T) {
	dir, b := indexFiles(t, retagDocs, edited(t, beforeEdit))
	v := edited(t, afterEdit)
	next := b.next()
	r := newRetag(optionsOf(v))
	r.build, r.annotator.tagger = next, nil
	report, err := r.run(t.Context(), next.Stored(t.Context()))
	if err != nil || len(report.Problems) != 7 || report.Kept != 7 || report.Documents != 7 {
		t.Fatalf("report %+v, error %v, want 7 documents kept with a problem each", report, err)
	}
	for _, f := range next.Files() {
		next.Record(r.file(f))
	}
	if !reflect.DeepEqual(next.docs, b.docs) {
		t.Error("the documents were not kept as they were")
	}
	if got, want := counts(reindex(t, next.next(), dir, v)), "added 0 changed 7 unchanged 0 deleted 0 failed 0"; got != want {
		t.Errorf("the next reindex: %s, want %s", got, want)
	}
}

func TestAnnotationVersionOfFingerprints(t *testing.T) {
	v := map[string]string{"extract": "1", "tagger": "1", "vocabulary": "a"}
	one := newReaderVersions(v)
	v["tagger"] = "2"
	if two := newReaderVersions(v); two.prefix != one.prefix || two.annotation == one.annotation {
		t.Errorf("another tagger: %+v, was %+v: want only another annotation version", two, one)
	}
	v["tagger"], v["extract"] = "1", "2"
	if two := newReaderVersions(v); two.prefix == one.prefix || two.annotation != one.annotation {
		t.Errorf("another extractor: %+v, was %+v: want only another prefix", two, one)
	}
	for _, tt := range []struct{ name, in, want string }{
		{"with", "abc-123", "abc-456"}, {"none", "", ""}, {"without", "abc", "abc"},
	} {
		if got := withAnnotationVersion(index.Fingerprint(tt.in), "456"); string(got) != tt.want {
			t.Errorf("%s: withAnnotationVersion(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}
