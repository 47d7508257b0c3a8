package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"daftar/server/i18n"
)

// TestFailOnDoesNotDependOnMessageTexts runs reindex with the texts of another language in place of the English ones.
func TestFailOnDoesNotDependOnMessageTexts(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{
		"error/b.pdf": "%PDF-1.7 and no more", "limit/b.txt": strings.Repeat("word ", 1000), "empty/b.txt": " ", "unsupported/b.json": "{\n}",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	localizers, err := i18n.All(nil)
	if err != nil {
		t.Fatal(err)
	}
	original := english
	t.Cleanup(func() { english = original })
	for _, language := range []string{"en", "fa"} {
		english = func() *i18n.Localizer { return localizers[language] }
		for _, class := range failNames() {
			others := strings.Join(slices.DeleteFunc(failNames(), func(name string) bool { return name == class }), ",")
			for _, test := range []struct {
				failOn string
				want   int
			}{{class, exitFailed}, {others, exitOK}} {
				stdout, stderr, code := runCommand(t.Context(), "", "reindex", "--full", "--docs", class, "--index", "index-"+class, "--max-text", "1KB", "--fail-on", test.failOn)
				if code != test.want {
					t.Errorf("%s, folder %s, --fail-on %s: exit %d, want %d\n%s%s", language, class, test.failOn, code, test.want, stdout, stderr)
				}
				if class == "error" && !strings.Contains(stdout+stderr, localizers[language].T("problem.not_format", "PDF")) {
					t.Errorf("%s: the texts of this language were not used:\n%s%s", language, stdout, stderr)
				}
			}
		}
	}
}
