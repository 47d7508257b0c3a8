//go:build unix

package manifest

import (
	"io/fs"
	"syscall"
)

// fileID returns the device and the inode of a file.
func fileID(info fs.FileInfo) (device, inode uint64, ok bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return uint64(st.Dev), uint64(st.Ino), true // the types differ between systems
}
