package sandbox

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// seccomp (seccomp(2)) runs a BPF program on every system call. The filter of a worker allows what the Go runtime needs for
// computing, waiting, and reading and writing open pipes, and nothing that opens, sends, starts, signals or makes memory
// executable: everything else fails with EPERM.

// allowedSyscalls are allowed with any arguments.
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

// threadFlags are the flags with which Go and C start a thread; other flags of clone make a process or a namespace.
const (
	threadFlags = unix.CLONE_VM | unix.CLONE_FS | unix.CLONE_FILES | unix.CLONE_SIGHAND | unix.CLONE_THREAD | unix.CLONE_SYSVSEM |
		unix.CLONE_SETTLS | unix.CLONE_PARENT_SETTID | unix.CLONE_CHILD_CLEARTID | unix.CLONE_CHILD_SETTID | unix.CLONE_DETACHED
	allFlags = 1<<32 - 1
)

// Offsets in struct seccomp_data. Arguments have 64 bits, the lower half first.
const (
	offsetSyscall = 0
	offsetArch    = 4
	offsetArgs    = 16
)

const (
	actionAllow = unix.SECCOMP_RET_ALLOW
	actionDeny  = unix.SECCOMP_RET_ERRNO | uint32(unix.EPERM)
	// actionNoSys makes C libraries fall back from clone3 to clone, whose flags a filter can see.
	actionNoSys = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
	actionKill  = unix.SECCOMP_RET_KILL_PROCESS
)

// bpfProgram is a filter being assembled.
type bpfProgram []unix.SockFilter

func (p *bpfProgram) add(code uint16, k uint32, jumpTrue, jumpFalse uint8) {
	*p = append(*p, unix.SockFilter{Code: code, Jt: jumpTrue, Jf: jumpFalse, K: k})
}

func (p *bpfProgram) load(offset uint32) { p.add(unix.BPF_LD|unix.BPF_W|unix.BPF_ABS, offset, 0, 0) }
func (p *bpfProgram) ret(action uint32)  { p.add(unix.BPF_RET|unix.BPF_K, action, 0, 0) }

// checkArch kills a process that calls through the interface of another processor, whose numbers differ.
func (p *bpfProgram) checkArch(arch uint32) {
	p.load(offsetArch)
	p.add(unix.BPF_JMP|unix.BPF_JEQ|unix.BPF_K, arch, 1, 0)
	p.ret(actionKill)
}

// onSyscall handles one system call by steps, which must end with ret.
func (p *bpfProgram) onSyscall(number uintptr, steps func(*bpfProgram)) {
	var inner bpfProgram
	steps(&inner)
	p.add(unix.BPF_JMP|unix.BPF_JEQ|unix.BPF_K, uint32(number), 0, uint8(len(inner)))
	*p = append(*p, inner...)
}

// allowWithoutBits allows the call if its argument has none of the bits.
func allowWithoutBits(argument int, bits uint32) func(*bpfProgram) {
	return func(p *bpfProgram) {
		p.load(offsetArgs + 8*uint32(argument))
		p.add(unix.BPF_JMP|unix.BPF_JSET|unix.BPF_K, bits, 0, 1)
		p.ret(actionDeny)
		p.ret(actionAllow)
	}
}

// allowThreads allows clone if it starts a thread.
func allowThreads(p *bpfProgram) {
	p.load(offsetArgs)
	p.add(unix.BPF_JMP|unix.BPF_JSET|unix.BPF_K, allFlags&^threadFlags, 2, 0)
	p.add(unix.BPF_JMP|unix.BPF_JSET|unix.BPF_K, unix.CLONE_THREAD, 0, 1)
	p.ret(actionAllow)
	p.ret(actionDeny)
}

// allowFirstArg allows the call if its first argument is the number.
func allowFirstArg(number uint32) func(*bpfProgram) {
	return func(p *bpfProgram) {
		p.load(offsetArgs)
		p.add(unix.BPF_JMP|unix.BPF_JEQ|unix.BPF_K, number, 0, 1)
		p.ret(actionAllow)
		p.ret(actionDeny)
	}
}

// workerFilter is the filter for a worker with this process id.
func workerFilter(arch uint32, pid int) bpfProgram {
	var p bpfProgram
	p.checkArch(arch)
	p.load(offsetSyscall)
	for _, number := range allowedSyscalls() {
		p.onSyscall(number, func(p *bpfProgram) { p.ret(actionAllow) })
	}
	p.onSyscall(unix.SYS_CLONE, allowThreads)
	p.onSyscall(unix.SYS_CLONE3, func(p *bpfProgram) { p.ret(actionNoSys) })
	p.onSyscall(unix.SYS_MMAP, allowWithoutBits(2, unix.PROT_EXEC))
	p.onSyscall(unix.SYS_MPROTECT, allowWithoutBits(2, unix.PROT_EXEC))
	// The Go runtime preempts its own threads by a signal.
	p.onSyscall(unix.SYS_TGKILL, allowFirstArg(uint32(pid)))
	p.ret(actionDeny)
	return p
}

// filterSyscalls installs the worker's filter for all threads.
func filterSyscalls() error {
	arch, ok := auditArch()
	if !ok {
		return errSeccompArch
	}
	return seccomp(workerFilter(arch, os.Getpid()), unix.SECCOMP_FILTER_FLAG_TSYNC)
}

var errSeccompArch = errors.New("no filter for this processor")

// auditArch is the kernel's identifier of this processor.
func auditArch() (uint32, bool) {
	arch, ok := map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64}[runtime.GOARCH]
	return arch, ok
}

// seccomp installs a filter for this thread, or for all with SECCOMP_FILTER_FLAG_TSYNC.
func seccomp(p bpfProgram, flags uintptr) error {
	program := unix.SockFprog{Len: uint16(len(p)), Filter: &p[0]}
	thread, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, flags, uintptr(unsafe.Pointer(&program)))
	switch {
	case errors.Is(errno, unix.ENOSYS), errors.Is(errno, unix.EINVAL):
		return errors.New("not supported by this kernel")
	case errno != 0:
		return errno
	case thread != 0:
		return fmt.Errorf("thread %d has another filter", thread)
	}
	return nil
}
