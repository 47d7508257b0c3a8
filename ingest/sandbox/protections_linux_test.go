package sandbox

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"daftar/ingest/extract"

	"golang.org/x/sys/unix"
)

// testProtections are workers whose parser is a spy, with all protections or one of them.
var testProtections = map[string]func(extract.Limits) (Protections, error){
	"spy":          protectTest,
	"spy landlock": partialProtection(protectFiles, landlockAll),
	"spy seccomp":  partialProtection(protectSyscalls, filterSyscalls),
	"spy free":     partialProtection(protectTime, func() error { return nil }),
}

func partialProtection(name string, lock func() error) func(extract.Limits) (Protections, error) {
	return func(extract.Limits) (g Protections, err error) {
		runtime.LockOSThread()
		if err := onAllThreads(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0); err != nil && !errors.Is(err, errThreads) {
			return g, err
		}
		g.add(name, lock())
		return g, nil
	}
}

// spy makes the attempts that the lines of the file name, or all, in the folder that the first line names. Its text has one
// line for each: "ok" or the error.
func spy(j job) iter.Seq[extract.Item] {
	return func(yield func(extract.Item) bool) {
		lines := strings.Split(string(j.data), "\n")
		tries := attempts(lines[0])
		names := lines[1:]
		if len(names) == 0 {
			names = slices.Sorted(maps.Keys(tries))
		}
		var b strings.Builder
		for _, name := range names {
			// A thread that has changed its rights must not go on to the next attempt.
			answer := make(chan error)
			go func() { answer <- tries[name]() }()
			err := <-answer
			var errno syscall.Errno
			if errors.As(err, &errno) {
				err = errors.New(unix.ErrnoName(errno))
			}
			if err == nil {
				err = errors.New("ok")
			}
			fmt.Fprintf(&b, "%s: %v\n", name, err)
		}
		yield(extract.Item{Format: j.Format, Extracted: &extract.Extracted{Text: b.String()}})
	}
}

func attempts(dir string) map[string]func() error {
	in := func(name string) string { return filepath.Join(dir, name) }
	return map[string]func() error{
		"read a file":       func() error { _, err := os.ReadFile(in("there")); return err },
		"read /proc":        func() error { _, err := os.ReadFile("/proc/self/maps"); return err },
		"write a file":      func() error { return os.WriteFile(in("there"), []byte("x"), 0o600) },
		"make a file":       func() error { return os.WriteFile(in("new"), []byte("x"), 0o600) },
		"make a folder":     func() error { return os.Mkdir(in("folder"), 0o700) },
		"list a folder":     func() error { _, err := os.ReadDir(dir); return err },
		"remove a file":     func() error { return os.Remove(in("there")) },
		"rename a file":     func() error { return os.Rename(in("there"), in("other")) },
		"make a link":       func() error { return os.Symlink("there", in("link")) },
		"truncate a file":   func() error { return os.Truncate(in("there"), 0) },
		"change rights":     func() error { return call(unix.SYS_FCHMODAT, at(), cstring(in("there")), 0o777) },
		"open (openat2)":    func() error { _, err := unix.Openat2(unix.AT_FDCWD, in("there"), &unix.OpenHow{}); return err },
		"memory as a file":  func() error { _, err := unix.MemfdCreate("x", 0); return err },
		"tcp":               func() error { return socket(unix.AF_INET, unix.SOCK_STREAM) },
		"tcp6":              func() error { return socket(unix.AF_INET6, unix.SOCK_STREAM) },
		"udp":               func() error { return socket(unix.AF_INET, unix.SOCK_DGRAM) },
		"unix":              func() error { return socket(unix.AF_UNIX, unix.SOCK_STREAM) },
		"netlink":           func() error { return socket(unix.AF_NETLINK, unix.SOCK_RAW) },
		"packet":            func() error { return socket(unix.AF_PACKET, unix.SOCK_RAW) },
		"vsock":             func() error { return socket(unix.AF_VSOCK, unix.SOCK_STREAM) },
		"socketpair":        func() error { _, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0); return err },
		"listen":            listen,
		"run a program":     func() error { return exec.Command("/bin/true").Run() },
		"execve":            func() error { return call(unix.SYS_EXECVE, cstring("/bin/true"), 0, 0) },
		"execveat":          func() error { return call(unix.SYS_EXECVEAT, at(), cstring("/bin/true"), 0) },
		"fork":              func() error { return fork(uintptr(unix.SIGCHLD)) },
		"fork (vfork)":      func() error { return fork(uintptr(unix.SIGCHLD | unix.CLONE_VFORK)) },
		"fork (name space)": func() error { return fork(uintptr(unix.SIGCHLD | unix.CLONE_NEWUSER)) },
		"fork (clone3)":     func() error { return call(unix.SYS_CLONE3, 0, 0, 0) },
		"signal the parent": func() error { return unix.Kill(os.Getppid(), 0) },
		"signal a thread":   func() error { return unix.Tgkill(os.Getppid(), os.Getppid(), 0) },
		"signal by fcntl":   func() error { return call(unix.SYS_FCNTL, 0, unix.F_SETOWN, uintptr(os.Getppid())) },
		"pidfd":             func() error { _, err := unix.PidfdOpen(os.Getppid(), 0); return err },
		"ptrace":            func() error { return unix.PtraceSeize(os.Getppid()) },
		"read its memory":   func() error { return call(unix.SYS_PROCESS_VM_READV, uintptr(os.Getppid()), 0, 0) },
		"limits of parent":  func() error { return unix.Prlimit(os.Getppid(), unix.RLIMIT_NOFILE, nil, &unix.Rlimit{}) },
		"mount":             func() error { return unix.Mount("none", dir, "tmpfs", 0, "") },
		"unshare":           func() error { return unix.Unshare(unix.CLONE_NEWUTS) },
		"chroot":            func() error { return unix.Chroot(dir) },
		"io_uring":          func() error { return call(unix.SYS_IO_URING_SETUP, 1, 0, 0) },
		"bpf":               func() error { return call(unix.SYS_BPF, 0, 0, 0) },
		"perf":              func() error { return call(unix.SYS_PERF_EVENT_OPEN, 0, 0, 0) },
		"keys":              func() error { return call(unix.SYS_KEYCTL, 0, 0, 0) },
		"userfaultfd":       func() error { return call(unix.SYS_USERFAULTFD, 0, 0, 0) },
		"reboot":            func() error { return call(unix.SYS_REBOOT, 0, 0, 0) },
		"own code":          func() error { return call(unix.SYS_MMAP, 0, 4096, unix.PROT_READ|unix.PROT_EXEC) },
		"ioctl":             func() error { return call(unix.SYS_IOCTL, 0, unix.TIOCSTI, 0) },
		"a pipe":            func() error { return unix.Pipe2(make([]int, 2), 0) },
	}
}

func call(number, a, b, c uintptr) error {
	_, _, errno := unix.Syscall6(number, a, b, c, 0, 0, 0)
	if errno != 0 {
		return errno
	}
	return nil
}

func cstring(s string) uintptr {
	p, err := unix.BytePtrFromString(s)
	if err != nil {
		panic(err)
	}
	kept = append(kept, p)
	return uintptr(unsafe.Pointer(p))
}

// kept keeps memory alive that was passed to the kernel as a number.
var kept []*byte

func at() uintptr { here := unix.AT_FDCWD; return uintptr(here) }

func socket(family, kind int) error {
	fd, err := unix.Socket(family, kind, 0)
	if err == nil {
		err = unix.Close(fd)
	}
	return err
}

// listen binds a TCP port of the loopback interface.
func listen() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM, 0)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	return unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})
}

// fork makes a process, which ends at once.
func fork(flags uintptr) error {
	pid, _, errno := unix.RawSyscall6(unix.SYS_CLONE, flags, 0, 0, 0, 0, 0)
	if errno != 0 {
		return errno
	}
	if pid == 0 {
		unix.RawSyscall(unix.SYS_EXIT_GROUP, 0, 0, 0)
	}
	_, err := unix.Wait4(int(pid), nil, 0, nil)
	return err
}

// spyResults returns the results of a spy in a worker of a kind.
func spyResults(t *testing.T, kind string, names ...string) (map[string]string, Protections) {
	t.Helper()
	dir := t.TempDir()
	there := filepath.Join(dir, "there")
	if err := os.WriteFile(there, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := openSandbox(t, Options{}, kind)
	parts := readAll(t, c, extract.HTML, "x", strings.Join(append([]string{dir}, names...), "\n"))
	if len(parts) != 1 || parts[0].Extracted == nil {
		t.Fatalf("parts %+v", parts)
	}
	got := map[string]string{}
	for line := range strings.Lines(parts[0].Extracted.Text) {
		name, answer, _ := strings.Cut(strings.TrimSpace(line), ": ")
		got[name] = answer
	}
	if len(got) != len(names) && len(got) != len(attempts(dir)) {
		t.Fatalf("only %d attempts: %v", len(got), got)
	}
	g, err := c.Protections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if kind != "spy free" {
		if text, err := os.ReadFile(there); err != nil || string(text) != "secret" {
			t.Errorf("the file there: %q, %v", text, err)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
			t.Errorf("the folder holds %v, %v", entries, err)
		}
	}
	return got, g
}

func isActive(g Protections, name string) bool { return slices.Contains(g.Active, name) }

func TestAllProtectionsStopEveryAttempt(t *testing.T) {
	got, g := spyResults(t, "spy")
	t.Log(g)
	if !isActive(g, protectSyscalls) {
		t.Skip("no seccomp here")
	}
	for name, answer := range got {
		if answer != "EPERM" && !(name == "fork (clone3)" && answer == "ENOSYS") {
			t.Errorf("%s: %s", name, answer)
		}
	}
}

func TestSeccompAloneStopsEveryAttempt(t *testing.T) {
	got, g := spyResults(t, "spy seccomp")
	if !isActive(g, protectSyscalls) {
		t.Skip("no seccomp here")
	}
	for name, answer := range got {
		if answer != "EPERM" && !(name == "fork (clone3)" && answer == "ENOSYS") {
			t.Errorf("%s: %s", name, answer)
		}
	}
}

func TestLandlockAloneStopsFilesPortsAndSignals(t *testing.T) {
	names := []string{
		"read a file", "read /proc", "write a file", "make a file", "make a folder", "list a folder", "remove a file", "rename a file",
		"make a link", "truncate a file", "open (openat2)", "listen", "run a program", "signal the parent",
	}
	g, err := openSandbox(t, Options{}, "spy landlock").Protections(t.Context())
	if err != nil || !isActive(g, protectFiles) {
		t.Skipf("no Landlock here: %v, %v", g, err)
	}
	got, _ := spyResults(t, "spy landlock", names...)
	for name, answer := range got {
		if answer != "EACCES" && answer != "EPERM" && answer != "EXDEV" {
			t.Errorf("%s: %s", name, answer)
		}
	}
}

// TestAttemptsSucceedWithoutProtections is the negative control of the other tests.
func TestAttemptsSucceedWithoutProtections(t *testing.T) {
	got, _ := spyResults(t, "spy free", "read a file", "write a file", "make a file", "make a folder", "list a folder", "make a link", "truncate a file",
		"tcp", "udp", "unix", "socketpair", "listen", "run a program", "fork", "signal the parent", "memory as a file", "signal by fcntl")
	for name, answer := range got {
		if answer != "ok" {
			t.Errorf("%s: %s", name, answer)
		}
	}
}
