package sandbox

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// seccomp (seccomp(2)) runs a small program over every system call and answers those that it does not let through with an
// error. The program here lets through what the Go runtime needs to compute, to wait and to read and write what is open,
// and nothing that opens, sends, starts, signals or makes memory executable. Everything else is "operation not permitted".

// allowedSyscalls are let through whatever their arguments.
func allowedSyscalls() []uintptr {
	return []uintptr{
		unix.SYS_READ, unix.SYS_WRITE, unix.SYS_CLOSE, unix.SYS_FSTAT,
		unix.SYS_MUNMAP, unix.SYS_MREMAP, unix.SYS_MADVISE, unix.SYS_MINCORE, unix.SYS_BRK,
		unix.SYS_FUTEX, unix.SYS_SCHED_YIELD, unix.SYS_SCHED_GETAFFINITY, unix.SYS_MEMBARRIER, unix.SYS_RSEQ, unix.SYS_SET_ROBUST_LIST,
		unix.SYS_NANOSLEEP, unix.SYS_CLOCK_NANOSLEEP, unix.SYS_CLOCK_GETTIME, unix.SYS_GETTIMEOFDAY,
		unix.SYS_RT_SIGACTION, unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_SIGALTSTACK, unix.SYS_RESTART_SYSCALL,
		unix.SYS_EPOLL_CREATE1, unix.SYS_EPOLL_CTL, unix.SYS_EPOLL_PWAIT, unix.SYS_EVENTFD2,
		unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_GETRANDOM, unix.SYS_GETRUSAGE,
		unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
	}
}

// What a thread of Go or C is started with; anything else in clone's flags makes a process or a name space.
const (
	threadFlags = unix.CLONE_VM | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SIGHAND | unix.CLONE_THREAD | unix.CLONE_SYSVSEM |
		unix.CLONE_SETTLS | unix.CLONE_PARENT_SETTID | unix.CLONE_CHILD_CLEARTID | unix.CLONE_CHILD_SETTID | unix.CLONE_DETACHED
	allFlags = 1<<32 - 1
)

// Offsets in the struct seccomp_data that the program sees; arguments have 64 bits, the lower half first.
const (
	offsetSyscall = 0
	offsetArch    = 4
	offsetArgs    = 16
)

const (
	actionAllow = unix.SECCOMP_RET_ALLOW
	actionDeny  = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
	actionNoSys = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS) // makes C libraries take the older call, whose flags can be seen
	actionKill  = unix.SECCOMP_RET_KILL_PROCESS
)

// bpfProgram is a program under construction.
type bpfProgram []unix.SockFilter

func (f *bpfProgram) add(code uint16, k uint32, yes, no uint8) {
	*f = append(*f, unix.SockFilter{Code: code, Jt: yes, Jf: no, K: k})
}

func (f *bpfProgram) load(offset uint32) { f.add(unix.BPF_LD|unix.BPF_W|unix.BPF_ABS, offset, 0, 0) }
func (f *bpfProgram) ret(action uint32)  { f.add(unix.BPF_RET|unix.BPF_K, action, 0, 0) }

// onSyscall answers one system call by a few steps, which must end with an answer.
func (f *bpfProgram) onSyscall(number uintptr, steps func(*bpfProgram)) {
	var inner bpfProgram
	steps(&inner)
	f.add(unix.BPF_JMP|unix.BPF_JEQ|unix.BPF_K, uint32(number), 0, uint8(len(inner)))
	*f = append(*f, inner...)
}

// allowWithoutBits lets the call through if its argument has none of the bits.
func allowWithoutBits(argument int, bits uint32) func(*bpfProgram) {
	return func(f *bpfProgram) {
		f.load(offsetArgs + 8*uint32(argument))
		f.add(unix.BPF_JMP|unix.BPF_JSET|unix.BPF_K, bits, 0, 1)
		f.ret(actionDeny)
		f.ret(actionAllow)
	}
}

// allowThreads lets clone through if it starts a thread.
func allowThreads(f *bpfProgram) {
	f.load(offsetArgs)
	f.add(unix.BPF_JMP|unix.BPF_JSET|unix.BPF_K, allFlags&^threadFlags, 2, 0)
	f.add(unix.BPF_JMP|unix.BPF_JSET|unix.BPF_K, unix.CLONE_THREAD, 0, 1)
	f.ret(actionAllow)
	f.ret(actionDeny)
}

// allowFirstArg lets the call through if its first argument is the number.
func allowFirstArg(number uint32) func(*bpfProgram) {
	return func(f *bpfProgram) {
		f.load(offsetArgs)
		f.add(unix.BPF_JMP|unix.BPF_JEQ|unix.BPF_K, number, 0, 1)
		f.ret(actionAllow)
		f.ret(actionDeny)
	}
}

// workerFilter is the program for a worker with this process id.
func workerFilter(arch uint32, pid int) bpfProgram {
	var f bpfProgram
	f.load(offsetArch)
	f.add(unix.BPF_JMP|unix.BPF_JEQ|unix.BPF_K, arch, 1, 0)
	f.ret(actionKill)
	f.load(offsetSyscall)
	for _, number := range allowedSyscalls() {
		f.onSyscall(number, func(f *bpfProgram) { f.ret(actionAllow) })
	}
	f.onSyscall(unix.SYS_CLONE, allowThreads)
	f.onSyscall(unix.SYS_CLONE3, func(f *bpfProgram) { f.ret(actionNoSys) })
	f.onSyscall(unix.SYS_MMAP, allowWithoutBits(2, unix.PROT_EXEC))
	f.onSyscall(unix.SYS_MPROTECT, allowWithoutBits(2, unix.PROT_EXEC))
	// The Go runtime interrupts its own threads with a signal.
	f.onSyscall(unix.SYS_TGKILL, allowFirstArg(uint32(pid)))
	f.ret(actionDeny)
	return f
}

// filterSyscalls filters the calls of all threads.
func filterSyscalls() error {
	arch, ok := auditArch()
	if !ok {
		return errSeccompArch
	}
	return install(workerFilter(arch, os.Getpid()), unix.SECCOMP_FILTER_FLAG_TSYNC)
}

var errSeccompArch = errors.New("not for this processor")

// auditArch is the kernel's name of this processor.
func auditArch() (uint32, bool) {
	arch, ok := map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64}[runtime.GOARCH]
	return arch, ok
}

// installHere installs the program for this thread only.
func installHere(f bpfProgram) error { return install(f, 0) }

func install(f bpfProgram, flags uintptr) error {
	program := unix.SockFprog{Len: uint16(len(f)), Filter: &f[0]}
	stray, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags, uintptr(unsafe.Pointer(&program)))
	switch {
	case errors.Is(errno, unix.ENOSYS), errors.Is(errno, unix.EINVAL):
		return errors.New("this kernel has none")
	case errno != 0:
		return errno
	case stray != 0:
		return fmt.Errorf("thread %d has another filter", stray)
	}
	return nil
}
