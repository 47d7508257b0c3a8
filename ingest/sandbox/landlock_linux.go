package sandbox

import (
	"errors"
	"fmt"
	"os"

	"github.com/landlock-lsm/go-landlock/landlock"
	landlocksys "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// Landlock (landlock(7)) denies a process everything that its ruleset handles, except what a rule allows. Each version of
// the kernel's interface (ABI) handles more. denyAll handles everything that the running kernel knows: files from ABI 1,
// TCP from 4, device ioctls from 5, signals and abstract sockets from 6, Unix sockets from 9, UDP from 10.
var denyAll = landlock.V11.BestEffort()

// errNoLandlock is needed because best effort does nothing, and succeeds, on a kernel without Landlock.
var errNoLandlock = errors.New("not supported by this kernel or disabled")

func landlockSupported() error {
	if version, err := landlocksys.LandlockGetABIVersion(); err != nil || version < 1 {
		return errNoLandlock
	}
	return nil
}

// landlockAll denies all threads of this process everything that Landlock can deny.
func landlockAll() error {
	if err := landlockSupported(); err != nil {
		return err
	}
	return denyAll.Restrict()
}

// landlockProgram lets this thread, and the program that it becomes, run the program, load libraries, read the data folder
// and do nothing else. The caller has locked the thread and set "no new privileges".
func landlockProgram(program, data string) error {
	if err := landlockSupported(); err != nil {
		return err
	}
	const (
		readFile = landlocksys.AccessFSReadFile
		execFile = readFile | landlocksys.AccessFSExecute
		readDir  = readFile | landlocksys.AccessFSReadDir
		execDir  = readDir | landlocksys.AccessFSExecute
	)
	rules := []landlock.Rule{
		landlock.PathAccess(execFile, program).IgnoreIfMissing(),
		landlock.PathAccess(readDir, data).IgnoreIfMissing(),
		landlock.PathAccess(execDir, "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib").IgnoreIfMissing(),
		landlock.PathAccess(readFile, "/etc/ld.so.cache").IgnoreIfMissing(),
	}
	ruleset, flags, err := denyAll.NewRulesetFD(rules...)
	if err != nil {
		return err
	}
	if ruleset < 0 {
		return errNoLandlock
	}
	defer unix.Close(ruleset)
	if err := landlocksys.LandlockRestrictSelf(ruleset, flags); err != nil {
		return fmt.Errorf("restrict this thread: %w", os.NewSyscallError("landlock_restrict_self", err))
	}
	return nil
}
