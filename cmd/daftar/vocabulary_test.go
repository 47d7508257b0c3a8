package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"daftar/index/embedded"
	"daftar/index/vocabulary"
)

func testVocabulary(t *testing.T) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestStoredVocabularyLoads: the files that begin gives to an engine load as the same vocabulary.
func TestStoredVocabularyLoads(t *testing.T) {
	v := testVocabulary(t)
	files := make(fstest.MapFS)
	for name, content := range v.GenerationFiles() {
		files[name] = &fstest.MapFile{Data: content}
	}
	again, err := vocabulary.Load(files)
	if err != nil || again.Version() != v.Version() {
		t.Errorf("version = %v (%v), want %q", again, err, v.Version())
	}
}

// TestIndexKeepsItsVocabulary builds an index with a custom vocabulary and runs commands without naming it.
func TestIndexKeepsItsVocabulary(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (stdout, stderr string) {
		t.Helper()
		stdout, stderr, code := runCommand(t.Context(), "", args...)
		if code != exitOK {
			t.Fatalf("%v: %s", args, stderr)
		}
		return stdout, stderr
	}
	nuclear := func(args ...string) (found bool, stderr string) {
		t.Helper()
		stdout, stderr := run(append([]string{"search", "--theme", "nuclear"}, args...)...)
		return strings.Contains(stdout, "Talks"), stderr
	}
	write("docs/talks.md", "---\ntitle: Talks\n---\nA blue lantern was lit.\n")
	write("ours/themes.ours.yaml", "version: 1\nlanguage: en\nreviewed: false\nthemes:\n- {id: nuclear, strong: blue lantern*}\n")
	run("reindex", "--docs", "docs", "--vocabulary", "ours")
	if err := os.RemoveAll("ours"); err != nil {
		t.Fatal(err)
	}
	if found, stderr := nuclear(); !found || strings.Contains(stderr, "were tagged with vocabulary") {
		t.Errorf("search finds it: %t; %s", found, stderr)
	}
	write("docs/more.md", "---\ntitle: More\n---\nTwo blue lanterns.\n")
	if stdout, _ := run("reindex"); !strings.Contains(stdout, "added 1, changed 0, unchanged 1") {
		t.Errorf("reindex without the flag: %s", stdout)
	}
	if stdout, _ := run("retag"); !strings.Contains(stdout, "changed 0 of 2 documents") {
		t.Errorf("retag without the flag: %s", stdout)
	}
	if found, stderr := nuclear("--vocabulary", builtInVocabulary); !found || !strings.Contains(stderr, `"daftar retag --vocabulary built-in"`) {
		t.Errorf("search by another vocabulary finds it: %t; %s", found, stderr)
	}
	if stdout, _ := run("retag", "--vocabulary", builtInVocabulary); !strings.Contains(stdout, "changed 2 of 2 documents") {
		t.Errorf("retag by the built-in vocabulary: %s", stdout)
	}
	if found, stderr := nuclear(); found || strings.Contains(stderr, "were tagged with vocabulary") {
		t.Errorf("search by the built-in vocabulary finds it: %t; %s", found, stderr)
	}
}

// TestUnreadableStoredVocabularyGivesAdvice: the error names the mistake and the flag that helps.
func TestUnreadableStoredVocabularyGivesAdvice(t *testing.T) {
	t.Chdir(t.TempDir())
	b, err := embedded.Begin(t.Context(), defaultIndex, embedded.BuildOptions{Vocabulary: map[string][]byte{
		"OWN":              []byte("themes.ours.yaml\n"),
		"themes.ours.yaml": []byte("version: 1\nlanguage: en\nreviewed: false\nthemes:\n- {id: gone, strong: a}\n"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, stderr, code := runCommand(t.Context(), "", "search", "quiet")
	if code != exitFailed || !strings.Contains(stderr, "--vocabulary built-in") || !strings.Contains(stderr, `theme "gone"`) {
		t.Errorf("code %d: %s", code, stderr)
	}
}

// TestEditedWordListChangesTagsAfterRetag adds a given name to the word lists of a vocabulary folder: Jordan is then a person,
// without another build of the program.
func TestEditedWordListChangesTagsAfterRetag(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) string {
		t.Helper()
		stdout, stderr, code := runCommand(t.Context(), "", args...)
		if code != exitOK {
			t.Fatalf("%v: %s", args, stderr)
		}
		return stdout
	}
	tagged := func() bool {
		stdout, _, _ := runCommand(t.Context(), "", "search", "country:JO")
		return strings.Contains(stdout, "A player")
	}
	write("docs/player.md", "---\ntitle: A player\n---\nZorblax Jordan won the game.\n")
	run("reindex", "--docs", "docs")
	if !tagged() {
		t.Fatal("the document is not tagged with Jordan before the edit")
	}
	write("ours/country_context.ours.yaml", "version: 1\nlanguages:\n- {language: en, given-names: zorblax}\n")
	if out := run("retag", "--vocabulary", "ours"); !strings.Contains(out, "changed 1 of 1 document") {
		t.Errorf("retag: %s", out)
	}
	if tagged() {
		t.Error("the document is still tagged with Jordan after the edit")
	}
	write("ours/country_context.ours.yaml", "version: 1\nlanguages:\n- {language: en, given-name: zorblax}\n")
	stdout, _, code := runCommand(t.Context(), "", "check", "--vocabulary", "ours")
	if code != exitFailed || !strings.Contains(stdout, `country_context.ours.yaml:3: unknown key "given-name"`) {
		t.Errorf("check of a mistyped key: code %d, %s", code, stdout)
	}
}
