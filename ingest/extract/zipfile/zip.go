// Package archive opens ZIP files: which files lie in this archive, and what are their bytes?
//
// It hands the files over one by one in the order of the archive's directory, unpacked in memory and never on a disk,
// so that no name can lead anywhere; names are made harmless all the same, as people and paths will see them. What the
// files are is for others to tell. Encrypted files, links and unknown methods of packing are named, not followed.
// Unpacking stops at the limits of the whole file: entries, bytes, and the ratio that only a bomb reaches.
package zipfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// Read opens an archive. Problems are those of the archive itself; each file's own are handed over with it. What is no
// ZIP at all has no files and a problem.
func Read(data []byte, l extract.Limits) (iter.Seq[extract.Embedded], []index.Problem) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		found := scan(data, l.Embedded)
		if len(found) == 0 {
			return func(func(extract.Embedded) bool) {}, []index.Problem{{Reason: "the archive's directory is damaged: " + strings.TrimPrefix(err.Error(), "zip: ")}}
		}
		return each(found, int64(len(data)), l), []index.Problem{{Reason: "the archive is damaged or not whole; what was found in it was read", Limit: true}}
	}
	var files []entry
	for _, f := range in.File {
		if !isNoise(f) {
			files = append(files, entry{header: &f.FileHeader, open: f.Open})
		}
	}
	return each(files, int64(len(data)), l), nil
}

// entry is a file of an archive that was not opened yet.
type entry struct {
	header *zip.FileHeader
	open   func() (io.ReadCloser, error)
}

// isNoise reports whether an entry is a folder, or what a system puts beside the files of people.
func isNoise(f *zip.File) bool {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	base := name[strings.LastIndexByte(name, '/')+1:]
	return base == "" || strings.HasPrefix(name, "__MACOSX/") || base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini"
}

func each(files []entry, size int64, l extract.Limits) iter.Seq[extract.Embedded] {
	return func(yield func(extract.Embedded) bool) {
		u := unpacker{limits: l, size: size, naming: namingOf(files)}
		for _, f := range files {
			if !yield(u.held(f)) {
				return
			}
		}
	}
}

// unpacker counts what an archive has unpacked to.
type unpacker struct {
	naming
	limits extract.Limits
	size   int64 // of the archive
	opened int64
}

func (u *unpacker) held(f entry) extract.Embedded {
	h := extract.Embedded{Name: u.name(f.header)}
	reason, limit := "", false
	switch mode := f.header.Mode(); {
	case f.header.Flags&0x1 != 0:
		reason = "encrypted: a password is needed"
	case mode&fs.ModeSymlink != 0:
		reason = "a link, not followed"
	case mode&fs.ModeType != 0:
		reason = "no regular file"
	case f.header.Method != zip.Store && f.header.Method != zip.Deflate:
		reason = fmt.Sprintf("packed by method %d (%s), which is not read", f.header.Method, method(f.header.Method))
	default:
		h.Bytes, reason, limit = u.unpack(f)
	}
	if reason != "" {
		h.Problem = &index.Problem{Reason: reason, Limit: limit}
	}
	return h
}

// unpack reads an entry until a limit. What was read before a fault stands.
func (u *unpacker) unpack(f entry) (raw []byte, reason string, limit bool) {
	room := min(u.limits.File, u.limits.Unpacked-u.opened)
	ratio := max(extract.MinUnpackedLimit, u.limits.Ratio*u.size) - u.opened
	most := max(min(room, ratio), 0)
	in, err := f.open()
	if err != nil {
		return nil, fault(err), false
	}
	defer in.Close()
	raw, err = io.ReadAll(io.LimitReader(in, most+1))
	u.opened += int64(len(raw))
	if int64(len(raw)) > most {
		return nil, u.reached(most, ratio), true
	}
	if err != nil {
		return raw, fault(err), len(raw) > 0
	}
	return raw, "", false
}

func (u *unpacker) reached(most, ratio int64) string {
	switch {
	case most >= u.limits.File:
		return fmt.Sprintf("larger than %d MB, not read", u.limits.File>>20)
	case most < ratio:
		return fmt.Sprintf("the archive unpacks to more than %d MB, not read", u.limits.Unpacked>>20)
	}
	return fmt.Sprintf("the archive unpacks to more than %d times its size, not read", u.limits.Ratio)
}

func fault(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the packed file ends in the middle"
	case errors.Is(err, zip.ErrChecksum):
		return "the packed file is damaged: wrong checksum"
	}
	return "the packed file is damaged: " + strings.TrimPrefix(err.Error(), "zip: ")
}

// method names the ways of packing that people meet (APPNOTE.TXT 4.4.5).
func method(n uint16) string {
	names := map[uint16]string{1: "Shrink", 6: "Implode", 9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}
	if name, ok := names[n]; ok {
		return name
	}
	return "unknown"
}
