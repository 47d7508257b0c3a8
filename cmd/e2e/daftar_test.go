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

// seeds is the folder of the documents that come with Daftar.
var seeds = filepath.Join("..", "..", "seeds")

// servingLine is the line with which the server reports its address.
var servingLine = regexp.MustCompile(`^daftar: serving [\d,]+ documents? on (http://127\.0\.0\.1:\d+)/$`)

const (
	// startTimeout bounds indexing the seeds on a slow, loaded machine.
	startTimeout = 2 * time.Minute
	// stopTimeout bounds the shutdown of a server without requests.
	stopTimeout = 30 * time.Second
)

// envPath returns the path in an environment variable and skips the test if it is not set.
func envPath(t *testing.T, name string) string {
	t.Helper()
	path := os.Getenv(name)
	if path == "" {
		t.Skipf("%s is not set; run \"make e2e\"", name)
	}
	return path
}

// serve indexes a folder, serves it on a free loopback port and returns the address without a trailing slash. When the test
// ends the server gets SIGTERM and must exit with status 0.
func serve(t *testing.T, docs string) (base string) {
	t.Helper()
	cmd := exec.Command(envPath(t, "DAFTAR"), "serve", "--index", filepath.Join(t.TempDir(), "index"), "--docs", docs,
		"--addr", "127.0.0.1:0", "--log", "warn")
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address, output := make(chan string, 1), make(chan string, 1)
	go readOutput(bufio.NewScanner(stderr), address, output)
	t.Cleanup(func() { stop(t, cmd, output) })
	select {
	case base := <-address:
		if base == "" {
			t.Fatal("daftar serve exited before it served")
		}
		return base
	case <-time.After(startTimeout):
		t.Fatalf("daftar serve did not report its address within %v", startTimeout)
	}
	return ""
}

// readOutput sends the address as soon as the server reports it ("" if it exits before), and the whole output after exit.
func readOutput(lines *bufio.Scanner, address, output chan<- string) {
	var all strings.Builder
	for lines.Scan() {
		all.WriteString(lines.Text() + "\n")
		if found := servingLine.FindStringSubmatch(lines.Text()); found != nil {
			address <- found[1]
		}
	}
	close(address)
	output <- all.String()
}

// stop ends the server as a service manager would. If the test failed it logs the output of the server.
func stop(t *testing.T, cmd *exec.Cmd, output <-chan string) {
	t.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Errorf("stop daftar serve: %v", err)
	}
	kill := time.AfterFunc(stopTimeout, func() { _ = cmd.Process.Kill() })
	text := <-output
	err := cmd.Wait()
	kill.Stop()
	if err != nil {
		t.Errorf("daftar serve did not exit cleanly within %v of SIGTERM: %v", stopTimeout, err)
	}
	if t.Failed() {
		t.Logf("output of daftar serve:\n%s", text)
	}
}
