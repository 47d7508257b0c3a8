package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/ingest/extract"
)

// file is a file of a source that may contain documents.
type file struct {
	source  *source
	name    string // in the source's root
	path    string // in the collection
	size    int64
	sidecar string         // in the source's root; "" if there is none
	problem *index.Problem // why it cannot be read at all
	format  extract.Format
	gzipped bool // compressed with gzip
}

// files lists the files of a source by path, without hidden files and without symbolic links that leave the source.
func (src *source) files(ctx context.Context) ([]file, error) {
	if src.fileName != "" {
		return src.onlyFile()
	}
	var all []file
	err := fs.WalkDir(src.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		switch {
		case err != nil && name == ".":
			return plainError(err)
		case err != nil:
			// An unreadable folder stands for everything that was read from it before.
			all = append(all, src.brokenFile(name, unreadable(err)))
			return fs.SkipDir
		case name != "." && hidden(e.Name()):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		}
		if f, ok := src.statEntry(name, e); ok {
			all = append(all, f)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all = pairSidecars(all)
	slices.SortFunc(all, func(a, b file) int { return strings.Compare(a.path, b.path) })
	return all, nil
}

// onlyFile returns the file of a source that is a single file, with its sidecar.
func (src *source) onlyFile() ([]file, error) {
	entries, err := fs.ReadDir(src.root.FS(), ".")
	if err != nil {
		return nil, plainError(err)
	}
	var beside []file
	for _, e := range entries {
		if e.Name() == src.fileName || !hidden(e.Name()) && !e.IsDir() {
			if f, ok := src.statEntry(e.Name(), e); ok {
				beside = append(beside, f)
			}
		}
	}
	for _, f := range pairSidecars(beside) {
		if f.name == src.fileName {
			f.path = src.mount
			return []file{f}, nil
		}
	}
	return nil, nil
}

func (src *source) newFile(name string) file {
	return file{source: src, name: name, path: src.mount + escapePath(name)}
}

func (src *source) brokenFile(name string, p index.Problem) file {
	f := src.newFile(name)
	f.problem = &p
	return f
}

// statEntry describes a directory entry; ok is false for a folder. A symbolic link to a folder is skipped: a folder within the
// source is read at its own place.
func (src *source) statEntry(name string, e fs.DirEntry) (file, bool) {
	info, err := src.root.Stat(name)
	isLink := e.Type()&fs.ModeSymlink != 0
	switch {
	case err != nil && isLink:
		return src.brokenFile(name, index.NewProblem(index.ProblemBadSymlink)), true
	case err != nil:
		return src.brokenFile(name, unreadable(err)), true
	case info.IsDir():
		return file{}, false
	case !info.Mode().IsRegular():
		return src.brokenFile(name, index.NewProblem(index.ProblemNotRegular)), true
	}
	f := src.newFile(name)
	f.size = info.Size()
	return f, true
}

// hidden reports whether a file or folder is not a document of the user: dot files, lock files of Office, files of Windows.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") ||
		strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

func isSidecar(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// pairSidecars gives every document its sidecar and removes sidecars from the list. report.html.yaml belongs to report.html,
// and so does report.yaml if report.html is the only document named report. A sidecar without a document is a problem.
func pairSidecars(all []file) []file {
	byName, byStem := map[string]int{}, map[string][]int{}
	var docs []file
	for _, f := range all {
		if isSidecar(f.name) {
			continue
		}
		byName[f.name] = len(docs)
		stem := stemOf(f.name)
		byStem[stem] = append(byStem[stem], len(docs))
		docs = append(docs, f)
	}
	for _, f := range all {
		if !isSidecar(f.name) {
			continue
		}
		target := strings.TrimSuffix(f.name, path.Ext(f.name))
		if n, ok := byName[target]; ok {
			docs[n].sidecar = f.name
			continue
		}
		same := byStem[target]
		switch {
		case len(same) == 1 && docs[same[0]].sidecar == "":
			docs[same[0]].sidecar = f.name
			continue
		case len(same) > 1:
			p := index.NewProblem(index.ProblemSidecarAmbiguous, len(same), path.Base(docs[same[0]].name)+path.Ext(f.name))
			f.problem = &p
		case f.problem == nil:
			p := index.NewProblem(index.ProblemSidecarUnused)
			f.problem = &p
		}
		docs = append(docs, f)
	}
	return docs
}

// stemOf returns the name without its extension, and without ".gz" after that.
func stemOf(name string) string {
	base := strings.TrimSuffix(name, ".gz")
	return strings.TrimSuffix(base, path.Ext(base))
}

// escapePath escapes a name for paths of the collection, in which "#" separates a file from a line or embedded file.
func escapePath(name string) string {
	plain := func(r rune) bool {
		return r != '#' && r != '%' && r != utf8.RuneError && (unicode.IsPrint(r) || unicode.Is(unicode.Cf, r))
	}
	if strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	var b strings.Builder
	for at := 0; at < len(name); {
		r, size := utf8.DecodeRuneInString(name[at:])
		if plain(r) {
			b.WriteString(name[at : at+size])
		} else {
			for _, c := range []byte(name[at : at+size]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		at += size
	}
	return b.String()
}

// openFile is the content of a file, unpacked if it is compressed.
type openFile struct {
	io.Reader
	io.Closer
	gzipped bool
	readErr error // ended reading before the end
}

func (o *openFile) Read(p []byte) (int, error) {
	n, err := o.Reader.Read(p)
	if err != nil && err != io.EOF {
		o.readErr = err
	}
	return n, err
}

// contentError reports that a file can be read but its content does not unpack.
type contentError struct{ error }

// sidecarError reports that a sidecar cannot be read.
type sidecarError struct {
	name string
	error
}

func unreadable(err error) index.Problem {
	return index.NewProblem(index.ProblemUnreadable, plainError(err).Error())
}

// problemOf returns the problem of a file that cannot be read.
func problemOf(err error) index.Problem {
	var problem *extract.ProblemError
	var content contentError
	var sidecar sidecarError
	switch {
	case errors.As(err, &problem):
		return problem.Problem
	case errors.As(err, &content):
		return index.NewProblem(index.ProblemDamaged, "gzip", content.Error())
	case errors.As(err, &sidecar):
		return unreadable(sidecar.error).At(index.Place{Part: sidecar.name})
	}
	return unreadable(err)
}

// open opens the file and unpacks it if it is compressed. It counts the bytes read from disk.
func (f file) open(count func(int)) (*openFile, error) {
	raw, err := f.source.root.Open(f.name)
	if err != nil {
		return nil, plainError(err)
	}
	in := bufio.NewReaderSize(&countReader{raw, count}, copyBuffer)
	magic, err := in.Peek(2)
	if err != nil && err != io.EOF {
		return nil, errors.Join(plainError(err), raw.Close())
	}
	if !bytes.Equal(magic, []byte("\x1f\x8b")) {
		return &openFile{Reader: in, Closer: raw}, nil
	}
	unpacked, err := gzip.NewReader(in)
	if err != nil {
		return nil, contentError{errors.Join(err, raw.Close())}
	}
	return &openFile{Reader: &boundedReader{unpacked, extract.MaxUnpackedBytes}, Closer: raw, gzipped: true}, nil
}

// rewindableFile can be read again from its beginning: a Reader needs that when its child process has died.
type rewindableFile struct {
	*openFile
	file file
}

func (f file) openRewindable(count func(int)) (*rewindableFile, error) {
	in, err := f.open(count)
	return &rewindableFile{in, f}, err
}

// Seek returns to the beginning, the only place it can go to. Bytes that are read again are not counted.
func (r *rewindableFile) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekStart {
		return 0, fmt.Errorf("seek to %d: only the beginning is allowed", offset)
	}
	in, err := r.file.open(nil)
	if err != nil {
		return 0, err
	}
	err = r.openFile.Close()
	r.openFile = in
	return 0, err
}

// copyBuffer is a size that disks read fast.
const copyBuffer = 256 << 10

// sniff detects the format from the head of the file.
func (f *file) sniff() error {
	in, err := f.open(nil)
	if err != nil {
		return err
	}
	defer in.Close()
	head := make([]byte, extract.SniffBytes)
	n, err := io.ReadFull(in, head)
	f.gzipped = in.gzipped
	f.format = extract.Sniff(f.name, head[:n])
	switch {
	case err == nil, err == io.EOF, err == io.ErrUnexpectedEOF && (!in.gzipped || n > 0):
		return nil
	case in.gzipped:
		return contentError{err}
	}
	return plainError(err)
}

// readSidecar returns the content of the sidecar, at most one byte more than is allowed; nil without one.
func (f file) readSidecar() ([]byte, error) {
	if f.sidecar == "" {
		return nil, nil
	}
	in, err := f.source.root.Open(f.sidecar)
	if err != nil {
		return nil, sidecarError{path.Base(f.sidecar), err}
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, extract.MaxMetadataBytes+1))
}

// countReader reports how many bytes are read.
type countReader struct {
	io.Reader
	count func(int)
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.count != nil {
		c.count(n)
	}
	return n, err
}

// boundedReader fails when more than left bytes are read.
type boundedReader struct {
	io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, extract.NewError(index.ProblemLimitUnpacked, extract.MaxUnpackedBytes>>20)
	}
	return n, err
}
