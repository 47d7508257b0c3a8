package main

import (
	"encoding/json"

	"os"
	"path/filepath"
	"strings"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/sandbox"
)

// mailWithAttachments is a message with an HTML page and a text file attached.
const mailWithAttachments = "From: Ann <ann@example.org>\r\nSubject: Border talks\r\nDate: Mon, 6 May 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n" +
	"--b\r\nContent-Type: text/plain\r\n\r\nThe ministers of Kazakhstan met at the river.\r\n" +
	"--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"page.html\"\r\n\r\n<html><title>Joint statement</title><p>Patrols go on.</html>\r\n" +
	"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"note.txt\"\r\n\r\nUzbekistan will answer in June.\r\n--b--\r\n"

// TestMailWithAttachmentsIsIndexed uses the real sandbox and the real engine.
func TestMailWithAttachmentsIsIndexed(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("docs", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"talks.eml": mailWithAttachments, "talks.eml.yaml": "source: Embassy", "broken.html": ""} {
		if err := os.WriteFile(filepath.Join("docs", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stdout, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", "docs", "--json")
	var report struct {
		Added       int
		Formats     []index.FormatCount
		Protections struct{ Active, Missing []string }
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || code != exitOK {
		t.Fatalf("code %d, error %v, %s%s", code, err, stdout, stderr)
	}
	if report.Added != 3 || len(report.Formats) != 2 || report.Formats[0].Documents != 3 || report.Formats[1].Empty != 1 || len(report.Protections.Active) == 0 {
		t.Errorf("report: %s", stdout)
	}
	s, err := openCurrent(t.Context(), defaultIndex)
	if err != nil {
		t.Fatal(err)
	}
	letter, err := s.Document(t.Context(), index.DocumentID("talks.eml"))
	if err != nil {
		t.Fatal(err)
	}
	if letter.Title != "Border talks" || letter.Source != "Embassy" || letter.Published.String() != "2024-05-06" || len(letter.Attachments) != 2 {
		t.Errorf("letter: %q of %q, %s, holds %v", letter.Title, letter.Source, letter.Published, letter.Attachments)
	}
	for n, want := range []struct{ title, text string }{{"Joint statement", "Patrols go on."}, {"Uzbekistan will answer in June.", "Uzbekistan"}} {
		d, err := s.Document(t.Context(), letter.Attachments[n].ID)
		if err != nil {
			t.Fatal(err)
		}
		if d.Title != want.title || !strings.Contains(d.Text, want.text) || d.Parent.ID != letter.ID || d.Parent.Title != "Border talks" || letter.Attachments[n].Title != d.Title {
			t.Errorf("attachment %s: %q %q in %v", d.Path, d.Title, d.Text, d.Parent)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if stdout, _, code := runCommand(t.Context(), "", "reindex"); code != exitOK || !strings.Contains(stdout, "added 0, changed 0, unchanged 3, deleted 0, failed 0") {
		t.Errorf("again: code %d, %s", code, stdout)
	}
	stdout, stderr, code = runCommand(t.Context(), "", "tag", filepath.Join("docs", "talks.eml"))
	for _, want := range []string{"Border talks", "KZ (Kazakhstan)", "UZ (Uzbekistan)", "Joint statement"} {
		if !strings.Contains(stdout, want) || code != exitOK {
			t.Errorf("tag: code %d, want %q in %s%s", code, want, stdout, stderr)
		}
	}
	if _, _, code := runCommand(t.Context(), "", "tag", filepath.Join("docs", "broken.html")); code != exitFailed {
		t.Errorf("tag of an empty page: code %d", code)
	}
}

// TestSandboxWithoutHomeCleansUp: without a home folder the sandbox keeps its cache among temporary files and removes it.
func TestSandboxWithoutHomeCleansUp(t *testing.T) {
	t.Setenv("HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("TMPDIR", t.TempDir())
	w, err := openSandbox(extract.DefaultLimits(), sandbox.OCR{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, error %v", left, err)
	}
}

func TestOCRWithoutTesseractFails(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.txt", []byte("Words."), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", t.TempDir())
	_, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", "a.txt", "--ocr")
	if code != exitFailed || !strings.Contains(stderr, "--ocr: ") || !strings.Contains(stderr, "tesseract") {
		t.Errorf("code %d, %s", code, stderr)
	}
}
