package manifest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// verifiedFile, in the folder of an index, lists the files of its generations that were verified on this machine.
const verifiedFile = "VERIFIED"

// raceMargin is how long before it is read a file must have been written to be trusted later. A change within the same tick
// of the file system's clock as the last one leaves the time as it is; the coarsest clocks (FAT) have ticks of 2 seconds.
const raceMargin = 2 * time.Second

// Stamps remember which files were verified, so that opening an index need not read all of it. A file is trusted as long as
// its inode, size and modification time are those of its last complete verification: generations share files by hard links,
// which have one inode. (The change time would not do: making or removing any hard link changes it.)
//
// The stamps of an index are in the file VERIFIED beside CURRENT, and valid on one machine and for one folder: a copy has
// other inodes. Without the right to write there they last as long as the process. They are safe for concurrent use.
type Stamps struct {
	dir string

	mu      sync.Mutex
	files   map[uint64]stamp // by inode
	fresh   map[uint64]stamp // of files that this process wrote, not saved
	changed bool
}

// stamp is the state of a file when it was last verified.
type stamp struct {
	Inode    uint64 `json:"inode"`
	Size     int64  `json:"size"`
	Modified int64  `json:"modified"` // nanoseconds since 1970
	SHA256   string `json:"sha256"`
	Verified int64  `json:"verified"` // seconds since 1970
}

// stampFile is the content of VERIFIED, after its own checksum.
type stampFile struct {
	Folder string  `json:"folder"` // folderID
	Files  []stamp `json:"files"`
}

// LoadStamps reads the stamps of an index. If there are none, or none that are valid here, it returns an empty set.
func LoadStamps(dir string) *Stamps {
	s := newStamps(dir)
	s.Reload()
	return s
}

func newStamps(dir string) *Stamps {
	return &Stamps{dir: dir, files: make(map[uint64]stamp), fresh: make(map[uint64]stamp)}
}

// Reload adds the stamps that other processes have saved since.
func (s *Stamps) Reload() {
	_, body, err := readChecked(filepath.Join(s.dir, verifiedFile))
	var f stampFile
	if err != nil || json.Unmarshal(body, &f) != nil || f.Folder != folderID(s.dir) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range f.Files {
		if st.Verified > s.files[st.Inode].Verified {
			s.files[st.Inode] = st
		}
	}
}

// Save writes the stamps if any has changed, without those of files that are gone. A folder that cannot be written has no
// stamps, which is no error: its files are read at every opening.
func (s *Stamps) Save() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.changed {
		return
	}
	s.changed = false
	present := inodes(s.dir)
	maps.DeleteFunc(s.files, func(inode uint64, _ stamp) bool { return !present[inode] })
	files := slices.SortedFunc(maps.Values(s.files), func(a, b stamp) int { return cmp.Compare(a.Inode, b.Inode) })
	body, err := json.Marshal(stampFile{folderID(s.dir), files})
	if err != nil {
		return
	}
	tmp, err := os.CreateTemp(s.dir, verifiedFile+".*"+temporary) // readable by the owner only
	if err != nil {
		return
	}
	_, err = tmp.Write(withChecksum(body))
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(tmp.Name(), filepath.Join(s.dir, verifiedFile))
	}
	if err != nil {
		_ = os.Remove(tmp.Name()) // RemoveLeftovers does if this fails
	}
}

// verified returns when a file in this state was last verified, or the zero time.
func (s *Stamps) verified(info fs.FileInfo, sha256 string) time.Time {
	now, ok := stampOf(info, sha256)
	if !ok {
		return time.Time{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range []stamp{s.files[now.Inode], s.fresh[now.Inode]} {
		verified := st.Verified
		if st.Verified = 0; st == now {
			return time.Unix(verified, 0)
		}
	}
	return time.Time{}
}

func (s *Stamps) trusts(info fs.FileInfo, sha256 string) bool {
	return !s.verified(info, sha256).IsZero()
}

// record stores that a file was read completely, beginning at a time, and has a checksum.
func (s *Stamps) record(info fs.FileInfo, sha256 string, began time.Time) {
	st, ok := stampOf(info, sha256)
	if !ok || began.Sub(info.ModTime()) < raceMargin {
		return
	}
	st.Verified = began.Unix()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[st.Inode] = st
	s.changed = true
}

// trust stores that this process has written a file with a checksum.
func (s *Stamps) trust(info fs.FileInfo, sha256 string) {
	st, ok := stampOf(info, sha256)
	if !ok {
		return
	}
	st.Verified = time.Now().Unix()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fresh[st.Inode] = st
}

// forget removes the stamp of a file.
func (s *Stamps) forget(info fs.FileInfo) {
	st, ok := stampOf(info, "")
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.files[st.Inode]; ok {
		delete(s.files, st.Inode)
		s.changed = true
	}
	delete(s.fresh, st.Inode)
}

// stampOf returns the state of a file, without the time of a verification. It fails where files have no inodes.
func stampOf(info fs.FileInfo, sha256 string) (stamp, bool) {
	_, inode, ok := fileID(info)
	return stamp{Inode: inode, Size: info.Size(), Modified: info.ModTime().UnixNano(), SHA256: sha256}, ok
}

// inodes returns the inodes of all files of the generations of an index.
func inodes(dir string) map[uint64]bool {
	present := make(map[uint64]bool)
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		if info, err := e.Info(); err == nil {
			if _, inode, ok := fileID(info); ok {
				present[inode] = true
			}
		}
		return nil
	})
	return present
}

// folderID identifies a folder of this machine: a copy on another one, or beside this one, has another ID.
func folderID(dir string) string {
	machine, err := os.ReadFile("/etc/machine-id")
	if err != nil {
		name, _ := os.Hostname() // "" is as good as a constant
		machine = []byte(name)
	}
	var device, inode uint64
	if info, err := os.Stat(dir); err == nil {
		device, inode, _ = fileID(info)
	}
	return hexSum(fmt.Appendf(nil, "%s %d %d", machine, device, inode))
}
