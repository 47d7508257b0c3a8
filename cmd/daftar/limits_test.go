package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSize(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"512MB", "512MB"}, {"1GB", "1GB"}, {"1024 mb", "1GB"}, {"1.5GB", "1536MB"}, {"100", "100B"}, {"3kb", "3KB"}, {"0", "0"},
		{"-1", ""}, {"", ""}, {"MB", ""}, {"1TB", ""}, {"NaN", ""}, {"1e30", ""}, {"Inf", ""},
	} {
		var s size
		err := s.Set(tt.in)
		if (err != nil) != (tt.want == "") || err == nil && s.String() != tt.want {
			t.Errorf("%q is %v, error %v, want %s", tt.in, &s, err, tt.want)
		}
	}
}

// TestLimitsFromTheCommandLine reads a page with a small limit, then with the usual one: only then is it read again.
func TestLimitsFromTheCommandLine(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("docs", 0o755); err != nil {
		t.Fatal(err)
	}
	page := "<html><title>Border</title><body><p>" + strings.Repeat("The patrol crossed the river at dawn. ", 200)
	if err := os.WriteFile(filepath.Join("docs", "a.html"), []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("docs", "b.txt"), []byte("Words."), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		args string
		code int
		want string
	}{
		{"reindex --docs docs --max-text 1KB --fail-on error", exitOK, "added 2, changed 0"},
		{"reindex --max-text 1KB --fail-on limit,error", exitFailed, "reindexed, but 1 file reached a limit (--fail-on limit,error)"},
		{"status", exitOK, "docs"},
		{"status", exitOK, "of text were read"},
		{"reindex --fail-on limit", exitOK, "added 0, changed 1, unchanged 1"},
		{"reindex --max-text 65MB", exitUsage, "--max-text must be > 0 and <= 64MB, got 65MB"},
		{"reindex --max-memory 1MB", exitUsage, "--max-memory must be >= 256MB, got 1MB"},
		{"reindex --max-pages 0", exitUsage, "--max-pages must be > 0"},
		{"reindex --max-file many", exitUsage, "must be a size such as 512MB or 2GB"},
		{"reindex --fail-on everything", exitUsage, "must be one of error, limit, empty, unsupported"},
	} {
		stdout, stderr, code := runCommand(t.Context(), "", strings.Fields(step.args)...)
		if code != step.code || !strings.Contains(stdout+stderr, step.want) {
			t.Errorf("%s: code %d, want %d and %q in\n%s%s", step.args, code, step.code, step.want, stdout, stderr)
		}
	}
}
