package sandbox

import (
	"fmt"
	"runtime"
	"syscall"

	"daftar/ingest/extract"

	"golang.org/x/sys/unix"
)

// canSandboxPrograms returns why another program cannot be sandboxed: without Landlock it could read every file.
func canSandboxPrograms() error {
	if err := landlockSupported(); err != nil {
		return fmt.Errorf("sandbox without Landlock: %w", err)
	}
	return nil
}

// maxProgramDescriptors are enough for the libraries and data of a program.
const maxProgramDescriptors = 64

// execProgram restricts this thread to running the program with the system's libraries and its data, and becomes the
// program.
func execProgram(l extract.Limits, program, data string, args []string) error {
	if err := limitResources(l, maxProgramDescriptors, ocrTime); err != nil {
		return fmt.Errorf("set resource limits: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("give up new privileges: %w", err)
	}
	if err := landlockProgram(program, data); err != nil {
		return fmt.Errorf("restrict files by Landlock: %w", err)
	}
	arch, ok := auditArch()
	if !ok {
		return errSeccompArch
	}
	if err := seccomp(programFilter(arch), 0); err != nil {
		return fmt.Errorf("restrict system calls by seccomp: %w", err)
	}
	return syscall.Exec(program, args, []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8"})
}

// deniedSyscalls are those that no program needs for turning an image into text. What it does need differs from system to
// system, so everything else is allowed; Landlock restricts files.
func deniedSyscalls() []uintptr {
	calls := []uintptr{
		unix.SYS_SOCKET, unix.SYS_SOCKETPAIR, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_LISTEN, unix.SYS_ACCEPT, unix.SYS_ACCEPT4,
		unix.SYS_SENDTO, unix.SYS_SENDMSG, unix.SYS_SENDMMSG, unix.SYS_RECVFROM, unix.SYS_RECVMSG, unix.SYS_RECVMMSG,
		unix.SYS_KILL, unix.SYS_TKILL, unix.SYS_RT_SIGQUEUEINFO, unix.SYS_RT_TGSIGQUEUEINFO, unix.SYS_PIDFD_OPEN, unix.SYS_PIDFD_SEND_SIGNAL,
		unix.SYS_PIDFD_GETFD, unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_PROCESS_MADVISE, unix.SYS_KCMP,
		unix.SYS_MOUNT, unix.SYS_UMOUNT2, unix.SYS_PIVOT_ROOT, unix.SYS_CHROOT, unix.SYS_FSOPEN, unix.SYS_FSMOUNT, unix.SYS_OPEN_TREE,
		unix.SYS_MOVE_MOUNT, unix.SYS_UNSHARE, unix.SYS_SETNS, unix.SYS_OPEN_BY_HANDLE_AT, unix.SYS_NAME_TO_HANDLE_AT,
		unix.SYS_IO_URING_SETUP, unix.SYS_IO_URING_ENTER, unix.SYS_IO_URING_REGISTER, unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_USERFAULTFD,
		unix.SYS_ADD_KEY, unix.SYS_REQUEST_KEY, unix.SYS_KEYCTL, unix.SYS_INIT_MODULE, unix.SYS_FINIT_MODULE, unix.SYS_DELETE_MODULE,
		unix.SYS_KEXEC_LOAD, unix.SYS_REBOOT, unix.SYS_SWAPON, unix.SYS_SWAPOFF, unix.SYS_SETHOSTNAME, unix.SYS_SETTIMEOFDAY,
		unix.SYS_CLOCK_SETTIME, unix.SYS_ACCT, unix.SYS_QUOTACTL, unix.SYS_PERSONALITY, unix.SYS_MSGGET, unix.SYS_SHMGET, unix.SYS_SEMGET,
		unix.SYS_MQ_OPEN, unix.SYS_MEMFD_CREATE,
	}
	if runtime.GOARCH == "amd64" {
		const fork, vfork = 57, 58 // arm64 has only clone
		calls = append(calls, fork, vfork)
	}
	return calls
}

// x32Syscalls is the first number of the x32 interface of amd64, which has every system call once more.
const x32Syscalls = 0x40000000

// programFilter is the seccomp filter for a program of others.
func programFilter(arch uint32) bpfProgram {
	var p bpfProgram
	p.checkArch(arch)
	p.load(offsetSyscall)
	p.add(unix.BPF_JMP|unix.BPF_JGE|unix.BPF_K, x32Syscalls, 0, 1)
	p.ret(actionDeny)
	for _, number := range deniedSyscalls() {
		p.onSyscall(number, func(p *bpfProgram) { p.ret(actionDeny) })
	}
	p.onSyscall(unix.SYS_CLONE, allowThreads)
	p.onSyscall(unix.SYS_CLONE3, func(p *bpfProgram) { p.ret(actionNoSys) })
	p.ret(actionAllow)
	return p
}
