package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// OpenOriginal opens the file that a document of these sources was read from; for an attachment, an archived file or a line
// that is the file around it. It opens only what Run would read, through the os.Root of the source: a regular file that is
// neither hidden nor a sidecar. For a file that is gone, or never was a document, it returns index.ErrNotFound.
//
// Original.Changed tells whether the bytes on disk differ from those that were read; summing them takes about a second for
// the largest files. A line of JSONL does not store the checksum of its file, so such a file never counts as changed.
func OpenOriginal(ctx context.Context, names []string, d *index.Document) (*index.Original, error) {
	// A missing source must not hide the others.
	s, err := openSources(Options{Sources: names, AllowMissing: true})
	if err != nil {
		return nil, fmt.Errorf("open the sources: %w", err)
	}
	defer s.close()
	for _, src := range s.all {
		name, ok := src.nameOf(fileOf(d.Path))
		if !ok || src.missing {
			continue
		}
		original, err := src.original(ctx, name, d.Origin)
		if !errors.Is(err, fs.ErrNotExist) {
			return original, err
		}
	}
	return nil, fmt.Errorf("the file of %q: %w", d.Path, index.ErrNotFound)
}

// nameOf returns the name in the source's root for a path of the collection, if the source may have it. The first source
// that has the file owns the path, as in sources.files.
func (src *source) nameOf(path string) (string, bool) {
	if src.fileName != "" {
		return src.fileName, path == src.mount
	}
	rest, ok := strings.CutPrefix(path, src.mount)
	if !ok {
		return "", false
	}
	name, err := unescapePath(rest)
	return name, err == nil && fs.ValidPath(name)
}

// unescapePath reverses escapePath. It returns an error for what escapePath does not write.
func unescapePath(escaped string) (string, error) {
	var b strings.Builder
	for at := 0; at < len(escaped); at++ {
		if escaped[at] != '%' {
			b.WriteByte(escaped[at])
			continue
		}
		if at+2 >= len(escaped) {
			return "", errors.New("incomplete % escape")
		}
		code, err := strconv.ParseUint(escaped[at+1:at+3], 16, 8)
		if err != nil {
			return "", err
		}
		b.WriteByte(byte(code))
		at += 2
	}
	if name := b.String(); escapePath(name) == escaped {
		return name, nil
	}
	return "", errors.New("not an escaped path")
}

// original opens a file of the source. Files that Run skips do not exist here.
func (src *source) original(ctx context.Context, name string, was index.Origin) (*index.Original, error) {
	for step := range strings.SplitSeq(name, "/") {
		if hidden(step) && src.fileName == "" {
			return nil, fs.ErrNotExist
		}
	}
	info, err := src.root.Stat(name)
	if err != nil || !info.Mode().IsRegular() || isSidecar(name) {
		return nil, fs.ErrNotExist
	}
	raw, err := src.root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", name, plainError(err))
	}
	o := &index.Original{ReadSeekCloser: raw, Name: path.Base(name)}
	if info, err = raw.Stat(); err == nil {
		o.Size = info.Size()
		o.Changed, err = changed(ctx, raw, o.Size, was)
	}
	if err == nil {
		o.Format, err = formatOf(raw, name)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read %q: %w", name, plainError(err)), raw.Close())
	}
	return o, nil
}

// changed reports whether a file differs from the one that was read.
func changed(ctx context.Context, in io.ReadSeeker, size int64, was index.Origin) (bool, error) {
	if was.SHA256 == "" {
		return false, nil
	}
	if size != was.Size {
		return true, nil
	}
	h := sha256.New()
	for {
		if err := context.Cause(ctx); err != nil {
			return false, err
		}
		_, err := io.CopyN(h, in, checksumChunk)
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)) != was.SHA256, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// checksumChunk bytes are summed between two checks of the context: some milliseconds of work.
const checksumChunk = 8 << 20

// formatOf detects the format of a file and returns to its beginning.
func formatOf(in io.ReadSeeker, name string) (string, error) {
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	head := make([]byte, extract.SniffBytes)
	n, err := io.ReadFull(in, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return "", err
	}
	_, err = in.Seek(0, io.SeekStart)
	return extract.Sniff(name, head[:n]).Name, err
}
