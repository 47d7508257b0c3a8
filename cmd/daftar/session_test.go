package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"daftar/ingest"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares output that people read with a reviewed file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

// step is one step of a session: files are written or removed, or a command is run.
type step struct {
	write  map[string]string
	remove string
	stdin  string
	run    string // words; no quoting
}

// volatile matches output that differs from run to run.
var volatile = []struct {
	what *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`[0-9.]+ s\b`), "N s"},
	{regexp.MustCompile(`[0-9.]+ MB`), "N MB"},
	{regexp.MustCompile(`[0-9-]{10} [0-9:]{8} UTC`), "TIME"},
	{regexp.MustCompile(`"created": "[^"]*"`), `"created": "TIME"`},
	{regexp.MustCompile(`"(seconds|size|bytes)": [0-9.]+`), `"$1": N`},
	{regexp.MustCompile(`"(vocabulary|fingerprint)": "[^"]*"`), `"$1": "HASH"`},
	{regexp.MustCompile(`"formats": "txt=[^"]*"`), `"formats": "VERSIONS"`},
	{regexp.MustCompile(`(?m)^.*daftar: (\[[#-]+\] .*|writing the generation)\n`), ""}, // progress, printed only when it takes long
	{regexp.MustCompile(`(?m)^.*daftar: warning: sandbox is incomplete.*\n`), ""},      // the test may be built with cgo
	{regexp.MustCompile(`[0-9]+ files, N MB`), "N files, N MB"},
}

// runCommand runs daftar in this process and returns what it writes and its exit code.
func runCommand(ctx context.Context, stdin string, args ...string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	code = run(ctx, Env{Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs}, args)
	return out.String(), errs.String(), code
}

// play runs the steps in a new folder and returns the transcript.
func play(t *testing.T, steps []step) (transcript string) {
	t.Helper()
	t.Run("play", func(t *testing.T) { transcript = playHere(t, steps) })
	return transcript
}

func playHere(t *testing.T, steps []step) string {
	dir := t.TempDir()
	t.Chdir(dir)
	var b strings.Builder
	for _, s := range steps {
		for name, content := range s.write {
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if s.remove != "" {
			if err := os.RemoveAll(s.remove); err != nil {
				t.Fatal(err)
			}
		}
		if s.run == "" {
			continue
		}
		stdout, stderr, code := runCommand(t.Context(), s.stdin, strings.Fields(s.run)...)
		fmt.Fprintf(&b, "$ daftar %s\n%s", s.run, stdout)
		for line := range strings.Lines(stderr) {
			fmt.Fprintf(&b, "! %s", line)
		}
		if code != exitOK {
			fmt.Fprintf(&b, "exit %d\n", code)
		}
		b.WriteString("\n")
	}
	text := strings.ReplaceAll(b.String(), dir, "DIR")
	for _, c := range volatile {
		text = c.what.ReplaceAllString(text, c.with)
	}
	return text
}

func TestSession(t *testing.T) {
	golden(t, "session", play(t, []step{
		{run: "status"},
		{run: "reindex"},
		{run: "reindex --docs docs"},
		{write: map[string]string{
			"docs/talks.md":      "---\ntitle: Talks in Tashkent\ndate: 2024-05-06\n---\nPakistan and Uzbekistan spoke on 5 May 2024 about counterterrorism.\n",
			"docs/cables.jsonl":  "{\"id\":\"a\",\"text\":\"Troops of Tajikistan crossed the border.\"}\nnonsense\n{\"id\":\"b\",\"text\":\"A quiet day.\",\"date\":\"2025-13-45\"}\n",
			"docs/scan.pdf":      "%PDF-1.4",
			"docs/empty.txt":     "",
			"docs/old.txt":       "\xcf\xf0\xe8\xe2\xe5\xf2",
			"docs/page.html":     "<html><head><title>Offices</title></head><body><p>The office in Dushanbe is open.</p></body></html>",
			"docs/talks.md.yaml": "source: Agency\n",
		}},
		{run: "reindex --docs docs"},
		{run: "reindex"},
		{run: "status"},
		{run: "verify"},
		{write: map[string]string{"docs/new.txt": "Kazakhstan hosted an exercise in March 2025."}, remove: "docs/page.html"},
		{run: "reindex"},
		{run: "reindex --full"},
		{remove: "docs"},
		{run: "reindex"},
		{write: map[string]string{"docs/.keep": ""}},
		{run: "reindex"},
		{run: "reindex --allow-missing"},
		{run: "status --json"},
	}))
}

func TestTagCommand(t *testing.T) {
	golden(t, "tag", play(t, []step{
		{write: map[string]string{
			"a.txt":  "Pakistan’s army chief met officers of Kazakhstan in Islamabad on July 26, 2025. They spoke about joint exercises.",
			"b.html": "<html><head><title>Nothing</title></head><body><p>A page on nothing in particular.</p></body></html>",
			"a.yaml": "decided: {countries: {add: [TJ]}}\n",
			"c.pdf":  "%PDF-",
		}},
		{run: "tag a.txt b.html"},
		{run: "tag c.pdf"},
		{run: "tag missing.txt"},
		{run: "tag"},
		{run: "tag --jsonl a.txt"},
		{run: "tag --jsonl", stdin: "{\"id\":\"1\",\"title\":\"Pakistan\",\"text\":\"Größe: Tashkent, Uzbekistan.\"}\nbad\n{\"id\":\"2\",\"text\":\"Nothing of note.\"}\n"},
		{run: "tag --jsonl --jobs -1"},
	}))
}

func TestCheckCommand(t *testing.T) {
	golden(t, "check", play(t, []step{
		{run: "check"},
		{write: map[string]string{
			"docs/a.md":             "---\ntitle: A\ndate: yesterday\ndecided: {countries: {add: [Atlantis]}}\n---\nText.\n",
			"docs/lost.yaml":        "title: x\n",
			"vocabulary/other.yaml": "a: b\n",
			"good/b.txt":            "Text.\n",
		}},
		{run: "check docs"},
		{run: "check docs --json"},
		{run: "check good"},
		{run: "check nowhere"},
		{run: "check --vocabulary vocabulary good"},
		{run: "check --vocabulary nowhere good"},
	}))
}

func TestUsage(t *testing.T) {
	steps := []step{{run: "help"}, {run: ""}, {run: "nonsense"}, {run: "reindex --bogus"}, {run: "status extra"}, {run: "reindex --jobs -1"}}
	for _, name := range []string{"check", "reindex", "retag", "status", "tag", "verify", "version"} {
		steps = append(steps, step{run: name + " --help"})
	}
	golden(t, "usage", play(t, steps))
	if _, stderr, code := runCommand(t.Context(), ""); code != exitUsage || stderr != usage {
		t.Errorf("daftar without a command: exit %d, %q", code, stderr)
	}
	for _, name := range commandNames() {
		if !strings.Contains(usage, "\n  "+name+" ") {
			t.Errorf("the usage text does not list the command %q", name)
		}
	}
}

func TestVersion(t *testing.T) {
	stdout, _, code := runCommand(t.Context(), "", "version")
	if code != exitOK || !strings.HasPrefix(stdout, "daftar ") || !strings.Contains(stdout, " go1.") {
		t.Errorf("version = %q, exit %d", stdout, code)
	}
	if got := versionLine(nil); !strings.HasPrefix(got, "daftar (devel), go") {
		t.Errorf("without build information: %q", got)
	}
}

func TestInterruptedReindexLeavesTheIndex(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("docs", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("docs/a.txt", []byte("First."), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", "docs"); code != exitOK {
		t.Fatal(stderr)
	}
	if err := os.WriteFile("docs/a.txt", []byte("Second."), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, stderr, code := runCommand(ctx, "", "reindex")
	if code != exitFailed || !strings.HasPrefix(stderr, "daftar: interrupted: ") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
	stdout, stderr, code := runCommand(t.Context(), "", "reindex")
	if code != exitOK || !strings.Contains(stdout, "changed 1,") {
		t.Errorf("after it: exit %d, %s%s", code, stdout, stderr)
	}
}

func TestSecondWriterIsRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.txt", []byte("Words."), 0o644); err != nil {
		t.Fatal(err)
	}
	c := reindexConfig{docs: []string{"a.txt"}, index: "ix"}
	v := testVocabulary(t)
	b, err := begin(t.Context(), c, v)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Abort()
	_, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", "a.txt", "--index", "ix")
	if code != exitFailed || !strings.Contains(stderr, "another process is writing this index") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}

func TestVerifyNamesTheDamagedFile(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.txt", []byte("Words."), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, stderr, code := runCommand(t.Context(), "", "reindex", "--docs", "a.txt", "--index", "ix"); code != exitOK {
		t.Fatal(stderr)
	}
	files, err := filepath.Glob("ix/gen-*/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no files in the index")
	}
	at := slices.IndexFunc(files, func(name string) bool { return strings.HasPrefix(filepath.Base(name), "columns") })
	content, err := os.ReadFile(files[at])
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.WriteFile(files[at], content, 0o600); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := runCommand(t.Context(), "", "verify", "--index", "ix")
	if name := filepath.Base(files[at]); code != exitFailed || stdout != "bad  "+name+"\n" || !strings.Contains(stderr, name) {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

func TestProgressBar(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	b := newProgressBar(Env{Stderr: &out, ErrTerminal: true})
	b.now = func() time.Time { return now }
	b.begun, b.last = now, now
	half := ingest.Progress{Files: 1, FilesTotal: 2, Bytes: 10e6, BytesTotal: 20e6, Documents: 1}
	b.show(half)
	if out.Len() > 0 {
		t.Errorf("printed at once: %q", out.String())
	}
	now = now.Add(10 * time.Second)
	b.show(half)
	b.end()
	want := "\r\x1b[Kdaftar: [############------------]  50 %  1 of 2 files, 1 document, 1.0 MB/s, 10s left\r\x1b[K"
	if out.String() != want {
		t.Errorf("bar = %q, want %q", out.String(), want)
	}
	out.Reset()
	b.live, b.last = false, now
	b.show(half)
	now = now.Add(logEvery)
	b.show(half)
	if got := strings.Count(out.String(), "\n"); got != 1 || strings.Contains(out.String(), "\r") {
		t.Errorf("log = %q, want one line", out.String())
	}
}
