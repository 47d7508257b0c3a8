package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// served runs the verb until the test ends it, and returns the address it printed and everything it said before.
type served struct {
	url, said string
	end       func() (int, string) // stops it and returns its exit code and what it said after
}

func startServe(t *testing.T, args ...string) served {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, Env{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: write}, append([]string{"serve", "--log", "error"}, args...))
		write.Close()
	}()
	lines := bufio.NewScanner(read)
	var s served
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "documents on "); ok {
			s.url = address
			break
		}
		s.said += lines.Text() + "\n"
	}
	s.end = func() (int, string) {
		cancel()
		rest, err := io.ReadAll(read)
		if err != nil {
			t.Error(err)
		}
		return <-code, string(rest)
	}
	t.Cleanup(func() { cancel() })
	if s.url == "" {
		t.Fatalf("not serving: %s", s.said)
	}
	return s
}

func TestServe(t *testing.T) {
	s := startServe(t, "--index", smallLibrary(t), "--addr", "127.0.0.1:0")
	for path, want := range map[string]string{"": "Search the library", "api/v1/search?q=drill": `"value":2`, "healthz": `"ok"`, "readyz": `"ready"`} {
		answer, err := http.Get(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: got %d %s", path, answer.StatusCode, body)
		}
	}
	http.DefaultClient.CloseIdleConnections()
	if code, said := s.end(); code != exitOK || !strings.Contains(said, "daftar: stopping") {
		t.Errorf("stopped with %d: %s", code, said)
	}
}

// TestServeIndexesFirst starts on nothing but a folder of documents.
func TestServeIndexesFirst(t *testing.T) {
	dir := t.TempDir()
	docs := filepath.Join(dir, "docs")
	if err := os.Mkdir(docs, 0o700); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		if err := os.WriteFile(filepath.Join(docs, fmt.Sprintf("%d.md", n)), fmt.Appendf(nil, "# Note %d\n\nA drill was held in Pakistan.\n", n), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := startServe(t, "--index", filepath.Join(dir, "index"), "--docs", docs, "--addr", "127.0.0.1:0")
	answer, err := http.Get(s.url + "api/v1/search?q=drill&limit=0&facets=none")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(answer.Body)
	answer.Body.Close()
	if !strings.Contains(string(body), `"value":3`) || !strings.Contains(s.said, "nothing is indexed") {
		t.Errorf("got %s after saying %q", body, s.said)
	}
	http.DefaultClient.CloseIdleConnections()
	if code, said := s.end(); code != exitOK {
		t.Errorf("stopped with %d: %s", code, said)
	}
}

func TestServeRefuses(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	address := taken.Addr().String()
	for _, test := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"port in use", []string{"--addr", address}, exitFailed, "daftar: " + address + " is in use by another program (perhaps another daftar); choose another with --addr"},
		{"public address", []string{"--addr", "0.0.0.0:0"}, exitUsage, "add --public"},
		{"every address", []string{"--addr", ":0"}, exitUsage, "add --public"},
		{"a name", []string{"--addr", "daftar.example:0"}, exitUsage, "add --public"},
		{"no port", []string{"--addr", "localhost"}, exitUsage, "HOST:PORT"},
		{"log level", []string{"--log", "loud"}, exitUsage, "debug, info, warn, error"},
		{"argument", []string{"here"}, exitUsage, `unexpected argument "here"`},
		{"no documents", []string{"--addr", "127.0.0.1:0", "--docs", filepath.Join(t.TempDir(), "gone")}, exitFailed, "gone"},
	} {
		code, stdout, stderr := at(t, false, append([]string{"serve", "--index", t.TempDir()}, test.args...)...)
		if code != test.code || stdout != "" || !strings.Contains(stderr, test.want) {
			t.Errorf("%s: got %d\n%s\n%s", test.name, code, stdout, stderr)
		}
	}
}

func TestServePublicWarns(t *testing.T) {
	s := startServe(t, "--index", smallLibrary(t), "--addr", "0.0.0.0:0", "--public")
	if !strings.Contains(s.said, "warning: everybody who can reach 0.0.0.0:0") {
		t.Errorf("no warning: %q", s.said)
	}
	if code, said := s.end(); code != exitOK {
		t.Errorf("stopped with %d: %s", code, said)
	}
}
