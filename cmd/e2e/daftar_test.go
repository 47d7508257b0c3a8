package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// seeds are the documents that come with Daftar.
var seeds = filepath.Join("..", "..", "seeds")

// serving is the line by which the server says that it answers, and where.
var serving = regexp.MustCompile(`^daftar: serving [\d,]+ documents? on (http://127\.0\.0\.1:\d+)/$`)

const (
	// startTime is the longest that the first index of a few documents may take to build, on the slowest machine.
	startTime = 2 * time.Minute
	// stopTime is the longest that a server without requests may take to end in order.
	stopTime = 30 * time.Second
)

// given returns the path in an environment variable, and skips the test without it.
func given(t *testing.T, name string) string {
	t.Helper()
	path := os.Getenv(name)
	if path == "" {
		t.Skipf("SKIPPED: %s is not set; run \"make e2e\"", name)
	}
	return path
}

// serve indexes the documents of a folder, serves them on a free port of this machine, and returns the address without
// a slash at its end. The server is told to end when the test does, and must then end in order.
func serve(t *testing.T, docs string) (base string) {
	t.Helper()
	cmd := exec.Command(given(t, "DAFTAR"), "serve", "--index", filepath.Join(t.TempDir(), "index"), "--docs", docs,
		"--addr", "127.0.0.1:0", "--log", "warn")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address, said := make(chan string, 1), make(chan string, 1)
	go listen(bufio.NewScanner(stderr), address, said)
	t.Cleanup(func() { stop(t, cmd, said) })
	select {
	case base := <-address:
		if base == "" {
			t.Fatal("daftar serve ended before it served")
		}
		return base
	case <-time.After(startTime):
		t.Fatalf("daftar serve does not serve after %v", startTime)
	}
	return ""
}

// listen sends the address as soon as the server says it ("" if it ends before), and when the server has ended all that
// it said.
func listen(lines *bufio.Scanner, address, said chan<- string) {
	var all strings.Builder
	for lines.Scan() {
		all.WriteString(lines.Text() + "\n")
		if found := serving.FindStringSubmatch(lines.Text()); found != nil {
			address <- found[1]
		}
	}
	close(address)
	said <- all.String()
}

// stop ends the server as a terminal or a service manager would. What the server said is shown where the test failed.
func stop(t *testing.T, cmd *exec.Cmd, said <-chan string) {
	t.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Errorf("stop daftar serve: %v", err)
	}
	kill := time.AfterFunc(stopTime, func() { _ = cmd.Process.Kill() })
	text := <-said
	err := cmd.Wait()
	kill.Stop()
	if err != nil {
		t.Errorf("daftar serve did not end in order within %v of SIGTERM: %v", stopTime, err)
	}
	if t.Failed() {
		t.Logf("daftar serve said:\n%s", text)
	}
}
