package sandbox

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"daftar/ingest/extract"

	"golang.org/x/sys/unix"
)

// apply sets resource limits first, since seccomp forbids setting them, then Landlock, then seccomp.
func (p *Protections) apply(l extract.Limits) error {
	// Some restrictions are set for one thread and then copied to all.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := closeInherited(); err != nil {
		return err
	}
	p.add(protectMemory, limitResources(l, maxDescriptors, maxCPUTime))
	p.add(protectPrivileges, errors.Join(onAllThreads(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0), unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)))
	p.add(protectFiles, landlockAll())
	p.add(protectSyscalls, filterSyscalls())
	return nil
}

// onAllThreads makes a system call on every thread of the process. With cgo Go cannot: it makes the call on this thread only
// and returns errThreads.
func onAllThreads(call, a, b, c uintptr) error {
	_, _, errno := syscall.AllThreadsSyscall6(call, a, b, c, 0, 0, 0)
	if errno == syscall.ENOTSUP {
		if _, _, errno := syscall.Syscall6(call, a, b, c, 0, 0, 0); errno != 0 {
			return errno
		}
		return errThreads
	}
	if errno != 0 {
		return errno
	}
	return nil
}

var errThreads = errors.New("built with cgo: set for one thread only")

// closeInherited closes descriptors that the parent inherited and left open, except those of Go's poller.
func closeInherited() error {
	const folder = "/proc/self/fd"
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil // there is no /proc
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		fd, err := strconv.Atoi(e.Name())
		if err != nil || fd <= 2 {
			continue
		}
		target, err := os.Readlink(filepath.Join(folder, e.Name()))
		if err != nil || strings.HasPrefix(target, "anon_inode:[event") {
			continue
		}
		if err := unix.Close(fd); err != nil {
			return err
		}
	}
	return nil
}

// maxDescriptors is more than the pipes and Go's poller need.
const maxDescriptors = 16

// maxCPUTime bounds the whole life of a worker whose parent is gone: files take seconds.
const maxCPUTime = 2 * time.Hour

// limitResources sets resource limits (setrlimit(2)). RLIMIT_NPROC is not among them, since it counts all processes of the
// user; seccomp forbids processes.
func limitResources(l extract.Limits, descriptors int, cpu time.Duration) error {
	var all []error
	for _, r := range []struct {
		resource int
		limit    uint64
	}{
		{unix.RLIMIT_DATA, uint64(l.Memory)},
		{unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_FSIZE, 0},
		{unix.RLIMIT_NOFILE, uint64(descriptors)},
		{unix.RLIMIT_MEMLOCK, 0},
		{unix.RLIMIT_MSGQUEUE, 0},
		{unix.RLIMIT_CPU, uint64(cpu.Seconds())},
	} {
		all = append(all, unix.Setrlimit(r.resource, &unix.Rlimit{Cur: r.limit, Max: r.limit}))
	}
	return errors.Join(all...)
}

// newProcessGroup keeps Ctrl-C away from a child: the parent ends its workers in order.
func newProcessGroup() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

// jiffies per second, the unit of /proc: USER_HZ, the same on every machine that Go runs on (proc(5)).
const jiffies = 100

// usageOf reads /proc/PID/stat (proc_pid_stat(5)): utime and stime are fields 14 and 15, rss in pages is field 24. Field 2 is
// the name in parentheses, which may contain anything.
func usageOf(pid int) (usage, bool) {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return usage{}, false
	}
	s := string(stat)
	fields := strings.Fields(s[strings.LastIndexByte(s, ')')+1:]) // from field 3 on
	if len(fields) < 22 {
		return usage{}, false
	}
	number := func(field int) int64 {
		n, _ := strconv.ParseInt(fields[field-3], 10, 64)
		return n
	}
	return usage{
		cpu:    time.Duration(number(14)+number(15)) * time.Second / jiffies,
		memory: number(24) * int64(os.Getpagesize()),
	}, true
}
