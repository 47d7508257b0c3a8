package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// recoveryLibrary indexes two documents with a custom vocabulary into the folder "index", and returns the name of the
// generation.
func recoveryLibrary(t *testing.T) string {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"docs/a.txt":            "Blue lanterns were seen near the river.\n",
		"docs/b.txt":            "A drill was held in Pakistan.\n",
		"ours/themes.ours.yaml": "version: 1\nlanguage: en\nreviewed: false\nthemes:\n- {id: nuclear, strong: blue lantern*}\n",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, stderr := at(t, false, "reindex", "--docs", "docs", "--vocabulary", "ours", "--index", "index"); code != exitOK {
		t.Fatal(stderr)
	}
	return checkLibrary(t, "the new library")
}

// checkLibrary checks that both documents are found and that the custom vocabulary has tagged them.
func checkLibrary(t *testing.T, what string) (generation string) {
	t.Helper()
	code, stdout, stderr := at(t, false, "search", "--index", "index", "--theme", "nuclear")
	if code != exitOK || !strings.Contains(stdout, "a.txt") {
		t.Errorf("%s: search by the custom vocabulary: exit %d, %s%s", what, code, stdout, stderr)
	}
	code, stdout, stderr = at(t, false, "search", "--index", "index", "drill")
	if code != exitOK || !strings.Contains(stdout, "b.txt") {
		t.Errorf("%s: search: exit %d, %s%s", what, code, stdout, stderr)
	}
	name, err := os.ReadFile(filepath.Join("index", "CURRENT"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(name))
}

// TestFullReindexReplacesAnyDamagedFile damages one file of the index after the other, and gives "daftar reindex --full" no
// sources and no vocabulary: it must find them.
func TestFullReindexReplacesAnyDamagedFile(t *testing.T) {
	generation := recoveryLibrary(t)
	content := make(map[string][]byte)
	var names []string
	err := filepath.WalkDir("index", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == "LOCK" {
			return err
		}
		content[name], err = os.ReadFile(name)
		if filepath.Base(filepath.Dir(name)) != "vocabulary" || e.Name() == "OWN" || e.Name() == "themes.ours.yaml" { // the others are built in
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		damaged := bytes.Clone(content[name])
		damaged[len(damaged)/2] ^= 1
		err := os.WriteFile(name, damaged, 0o600)
		if i%2 == 1 {
			err = os.Remove(name)
		}
		if err != nil {
			t.Fatal(err)
		}
		if code, _, stderr := at(t, false, "reindex", "--full", "--index", "index"); code != exitOK {
			t.Errorf("%s damaged: %s", name, stderr)
		}
		checkLibrary(t, name+" damaged")
		restoreLibrary(t, generation, content)
	}
	if len(names) < 9 {
		t.Errorf("only %d files: %v", len(names), names)
	}
}

// restoreLibrary makes the index again what it was.
func restoreLibrary(t *testing.T, generation string, content map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll("index"); err != nil {
		t.Fatal(err)
	}
	for name, data := range content {
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, data, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	if got := checkLibrary(t, "restored"); got != generation {
		t.Fatalf("restored %s, want %s", got, generation)
	}
}

// quotedCommand is a command that an error message advises to run.
var quotedCommand = regexp.MustCompile(`['"]daftar ([a-z][^'"]*)['"]`)

// TestAdviceInErrorsHelps damages the only generation of an index, runs every command that reads it, and follows the advice
// in its error.
func TestAdviceInErrorsHelps(t *testing.T) {
	generation := recoveryLibrary(t)
	columns := filepath.Join("index", generation, "columns")
	for _, test := range []struct {
		name   string
		damage func(t *testing.T)
		args   string
	}{
		{"search", func(t *testing.T) { removeFile(t, columns) }, "search drill"},
		{"status", func(t *testing.T) { removeFile(t, columns) }, "status"},
		{"verify", func(t *testing.T) { removeFile(t, columns) }, "verify"},
		{"reindex", func(t *testing.T) { removeFile(t, columns) }, "reindex"},
		{"retag", func(t *testing.T) { removeFile(t, columns) }, "retag"},
		{"serve", func(t *testing.T) { removeFile(t, columns) }, "serve --addr 127.0.0.1:0"},
		{"no index", func(t *testing.T) { removeFile(t, "index") }, "search drill"},
		{"no sources", func(t *testing.T) { removeFile(t, "index") }, "reindex"},
		{"retag of an older generation", func(t *testing.T) {
			if code, _, stderr := at(t, false, "reindex", "--full", "--index", "index"); code != exitOK {
				t.Fatal(stderr)
			}
			removeFile(t, filepath.Join("index", "gen-000002", "columns"))
		}, "retag"},
	} {
		t.Run(test.name, func(t *testing.T) {
			recoveryLibrary(t)
			test.damage(t)
			args := append(strings.Fields(test.args), "--index", "index")
			code, _, stderr := at(t, false, args...)
			advice := quotedCommand.FindAllStringSubmatch(stderr, -1)
			if code == exitOK || len(advice) != 1 {
				t.Fatalf("%v: exit %d, want one piece of advice in %q", args, code, stderr)
			}
			command := strings.NewReplacer("DIR", "docs", "~/reports", "docs").Replace(advice[0][1])
			if code, _, stderr := at(t, false, append(strings.Fields(command), "--index", "index")...); code != exitOK {
				t.Fatalf("%v advises %q, which fails: %s", args, command, stderr)
			}
			if code, stdout, stderr := at(t, false, "search", "--index", "index", "drill"); code != exitOK || !strings.Contains(stdout, "b.txt") {
				t.Errorf("after %q: exit %d, %s%s", command, code, stdout, stderr)
			}
		})
	}
}

func removeFile(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}
