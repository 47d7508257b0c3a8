package sandbox

import (
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Landlock (landlock(7)) forbids a process what it is told to handle, but for what a rule allows; without rules all of
// it. Each version of the kernel's interface (ABI) knows more; what an older one does not know must not be asked for.

// landlockAccess is what a version handles.
type landlockAccess struct{ files, net, scopes uint64 }

func landlockOf(version int) landlockAccess {
	const first = 1<<13 - 1 // all from LANDLOCK_ACCESS_FS_EXECUTE to LANDLOCK_ACCESS_FS_MAKE_SYM
	a := landlockAccess{files: first}
	if version >= 2 {
		a.files |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if version >= 3 {
		a.files |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	if version >= 4 {
		a.net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
	}
	if version >= 5 {
		a.files |= unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
	}
	if version >= 6 {
		a.scopes = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | unix.LANDLOCK_SCOPE_SIGNAL
	}
	return a
}

// landlock forbids all threads everything that Landlock knows.
func landlock() error {
	rules, err := newRuleset()
	if err != nil {
		return err
	}
	defer unix.Close(rules)
	return onAllThreads(unix.SYS_LANDLOCK_RESTRICT_SELF, uintptr(rules), 0, 0)
}

// newRuleset returns the descriptor of a ruleset that forbids everything.
func newRuleset() (int, error) {
	version, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	switch {
	case errors.Is(errno, unix.ENOSYS), errors.Is(errno, unix.EOPNOTSUPP):
		return -1, errors.New("this kernel has none, or it is switched off")
	case errno != 0:
		return -1, errno
	}
	access := landlockOf(int(version))
	attr := unix.LandlockRulesetAttr{Handled_access_fs: access.files, Handled_access_net: access.net, Scoped: access.scopes}
	rules, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attr)), unsafe.Sizeof(attr), 0)
	if errno != 0 {
		return -1, fmt.Errorf("make rules of version %d: %w", version, errno)
	}
	return int(rules), nil
}
