package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"daftar/index/vocabulary"
)

// editedVocabulary writes the vocabulary into a folder, edits a theme's strong terms there as a librarian would, and
// reads it again.
func editedVocabulary(t *testing.T, theme, term string) *vocabulary.Vocabulary {
	t.Helper()
	dir := t.TempDir()
	for name, data := range testVocabulary(t).Files() {
		if name == "themes.yaml" {
			place := regexp.MustCompile(`(?s)- id: ` + theme + `\n.*?\sstrong: (?:>-\n\s*)?`).FindIndex(data)
			if place == nil {
				t.Fatalf("no strong terms of %s", theme)
			}
			data = bytes.Join([][]byte{data[:place[1]], []byte(term + "; "), data[place[1]:]}, nil)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	v, err := vocabulary.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// retagLibrary indexes documents about invented lanterns and returns the folder.
func retagLibrary(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"docs/talks.md":    "---\ntitle: Talks\ndate: 2024-05-06\n---\nA blue lantern was lit, and nothing else was said.\n",
		"docs/cables.json": "{}",
		"docs/cables.jsonl": `{"id":"a","title":"Cable","text":"Blue lanterns again, and one blue lantern more."}` + "\n" +
			`{"id":"b","title":"Quiet","text":"A quiet day."}` + "\n",
		"docs/decided.md": "---\ntitle: Decided\ndecided: {themes: {remove: [nuclear]}, countries: {add: [TJ]}, event: 2020}\n---\nA blue lantern on 5 May 2024.\n",
	} {
		if err := os.MkdirAll("docs", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", "docs"); code != exitOK {
		t.Fatal(stderr)
	}
}

// retagWith runs the verb with an edited vocabulary and returns what it prints.
func retagWith(t *testing.T, ctx context.Context, c retagConfig, v *vocabulary.Vocabulary) (string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	c.index = defaultIndex
	err := retagBy(ctx, Env{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs}, c, v)
	if err == nil && errs.Len() > 0 {
		t.Errorf("stderr: %s", errs.String())
	}
	text := out.String()
	for _, c := range volatile {
		text = c.what.ReplaceAllString(text, c.with)
	}
	return text, err
}

// TestRetagSession edits the vocabulary, looks at what that would do, does it, finds it, and goes back.
func TestRetagSession(t *testing.T) {
	var transcript string
	t.Run("play", func(t *testing.T) { transcript = retagSession(t) })
	golden(t, "retag", transcript)
}

func retagSession(t *testing.T) string {
	retagLibrary(t)
	v := editedVocabulary(t, "nuclear", "blue lantern")
	var b strings.Builder
	step := func(name string, text string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		b.WriteString("$ " + name + "\n" + text + "\n")
	}
	verb := func(line string) {
		t.Helper()
		stdout, stderr, code := runCommand(t.Context(), "", strings.Fields(line)...)
		if code != exitOK {
			t.Fatalf("%s: %s", line, stderr)
		}
		for _, c := range volatile {
			stdout = c.what.ReplaceAllString(stdout, c.with)
		}
		step("daftar "+line, stdout, nil)
	}
	find := "search lantern --theme nuclear --json"
	if stdout, _, _ := runCommand(t.Context(), "", strings.Fields(find)...); !strings.Contains(stdout, `"value":0`) && !strings.Contains(stdout, `"value": 0`) {
		t.Fatalf("before: %s", stdout)
	}
	text, err := retagWith(t, t.Context(), retagConfig{dryRun: true, listed: 1}, v)
	step("retag --dry-run --limit 1, nuclear has a new term", text, err)
	text, err = retagWith(t, t.Context(), retagConfig{dryRun: true, listed: 10, json: true}, v)
	text, _, _ = strings.Cut(text, `  "generation"`) // its versions change
	step("retag --dry-run --json", text, err)
	text, err = retagWith(t, t.Context(), retagConfig{listed: 10}, v)
	step("retag", text, err)
	verb("search lantern --theme nuclear")
	verb("search lantern --country TJ")
	text, err = retagWith(t, t.Context(), retagConfig{listed: 10}, v)
	step("retag", text, err)
	verb("verify")
	verb("retag --dry-run")
	verb("retag")
	verb("reindex")
	return b.String()
}

// TestRetagLeavesReindexNothingToDo holds generations against each other: after a retag a reindex makes none.
func TestRetagLeavesReindexNothingToDo(t *testing.T) {
	retagLibrary(t)
	if _, err := retagWith(t, t.Context(), retagConfig{}, editedVocabulary(t, "nuclear", "blue lantern")); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := runCommand(t.Context(), "", "retag", "--json")
	if code != exitOK {
		t.Fatal(stderr)
	}
	var report retagReport
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if report.Generation.Name != "gen-000003" || report.Documents != 4 || report.Changed != 2 || len(report.Generation.Sources) != 1 {
		t.Errorf("report %+v, want gen-000003 of 4 documents, 2 of them changed", report)
	}
	stdout, stderr, code = runCommand(t.Context(), "", "reindex")
	if code != exitOK || !strings.Contains(stdout, "added 0, changed 0, unchanged 4, deleted 0") {
		t.Errorf("reindex: exit %d\n%s%s", code, stdout, stderr)
	}
	if last, err := lastSources(defaultIndex); err != nil || len(last) != 1 {
		t.Errorf("sources %v, %v", last, err)
	}
	if stdout, _, _ = runCommand(t.Context(), "", "status"); !strings.Contains(stdout, "gen-000003") {
		t.Errorf("reindex made another generation: %s", stdout)
	}
}

// TestInterruptedRetagLeavesTheIndex cancels before the first document.
func TestInterruptedRetagLeavesTheIndex(t *testing.T) {
	retagLibrary(t)
	v := editedVocabulary(t, "nuclear", "blue lantern")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := retagWith(t, ctx, retagConfig{}, v); err == nil {
		t.Error("no error of a cancelled retag")
	}
	if stdout, _, code := runCommand(t.Context(), "", "verify"); code != exitOK {
		t.Errorf("verify: exit %d, %s", code, stdout)
	}
	if stdout, _, _ := runCommand(t.Context(), "", "status"); !strings.Contains(stdout, "gen-000001") {
		t.Errorf("status: %s", stdout)
	}
	if _, err := retagWith(t, t.Context(), retagConfig{}, v); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func TestRetagRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no library", nil, exitFailed, `create it with "daftar reindex --docs DIR"`},
		{"no library to look at", []string{"--dry-run"}, exitFailed, `create it with "daftar reindex --docs DIR"`},
		{"jobs", []string{"--jobs", "-1"}, exitUsage, "--jobs must be >= 0"},
		{"limit", []string{"--limit", "-1"}, exitUsage, "--limit must be >= 0"},
		{"argument", []string{"docs"}, exitUsage, `unexpected argument "docs"`},
	} {
		_, stderr, code := runCommand(t.Context(), "", append([]string{"retag"}, test.args...)...)
		if code != test.code || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: exit %d, %s", test.name, code, stderr)
		}
	}
}

func TestDocumentLine(t *testing.T) {
	now := time.Unix(0, 0)
	b := &progressBar{now: func() time.Time { return now }, begun: now}
	now = now.Add(10 * time.Second)
	for _, tt := range []struct {
		name      string
		done, all int
		want      string
	}{
		{"at first", 0, 200, "[------------------------]   0 %  0 of 200 documents"},
		{"half", 100, 200, "[############------------]  50 %  100 of 200 documents, 10s left"},
		{"all", 1, 1, "[########################] 100 %  1 of 1 document"},
		{"none", 0, 0, "[------------------------]   0 %  0 of 0 documents"},
		{"more than expected", 3, 2, "[########################] 100 %  3 of 2 documents"},
	} {
		if got := b.documentLine(tt.done, tt.all); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
