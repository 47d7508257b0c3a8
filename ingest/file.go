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

	"daftar/ingest/extract"
)

// file is a file of a source that may hold documents.
type file struct {
	source  *source
	name    string // in the source's root
	path    string // in the collection
	size    int64
	sidecar string // in the source's root; "" if there is none
	problem string // why it cannot be read at all
	format  extract.Format
	gzipped bool // compressed with gzip
}

// files lists the files of a source by path: no hidden ones, no symbolic links that leave it.
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
			// A folder that cannot be read stands for all that was read from it before.
			all = append(all, src.newFile(name, fmt.Sprintf("cannot be read: %v", plainError(err))))
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

// onlyFile is the file of a source that is one, with the sidecar beside it.
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

func (src *source) newFile(name, problem string) file {
	return file{source: src, name: name, path: src.mount + escapePath(name), problem: problem}
}

// statEntry finds out what a name stands for. A symbolic link to a folder is passed over: if the folder lies in the source it
// is read at its own place, else it has no business here.
func (src *source) statEntry(name string, e fs.DirEntry) (file, bool) {
	f := src.newFile(name, "")
	info, err := src.root.Stat(name)
	isLink := e.Type()&fs.ModeSymlink != 0
	switch {
	case err != nil && isLink:
		f.problem = "not read: a symbolic link that leads nowhere or out of the source"
	case err != nil:
		f.problem = fmt.Sprintf("cannot be read: %v", plainError(err))
	case info.IsDir():
		return f, false
	case !info.Mode().IsRegular():
		f.problem = "not read: not a regular file"
	default:
		f.size = info.Size()
	}
	return f, true
}

// hidden reports whether a file or folder is none of the user's: dot files, and what Office and Windows leave behind.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") ||
		strings.EqualFold(name, "Thumbs.db") || strings.EqualFold(name, "desktop.ini")
}

func isSidecar(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// pairSidecars gives every document its sidecar and takes the sidecars off the list. report.html.yaml belongs to
// report.html, and so does report.yaml if no other document is called report. A sidecar that belongs to none is a problem.
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
			f.problem = fmt.Sprintf("metadata for which of the %d documents? call it %s%s", len(same), path.Base(docs[same[0]].name), path.Ext(f.name))
		case f.problem == "":
			f.problem = "metadata without a document beside it"
		}
		docs = append(docs, f)
	}
	return docs
}

// stemOf is the name without its extension; ".gz" does not count as one.
func stemOf(name string) string {
	base := strings.TrimSuffix(name, ".gz")
	return strings.TrimSuffix(base, path.Ext(base))
}

// escapePath writes a name so that it can stand in a path of the collection: "#" divides file and line there.
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

// openFile is the content of a file, unpacked if it was compressed.
type openFile struct {
	io.Reader
	io.Closer
	gzipped bool
	readErr error // what ended the reading before the end
}

func (o *openFile) Read(p []byte) (int, error) {
	n, err := o.Reader.Read(p)
	if err != nil && err != io.EOF {
		o.readErr = err
	}
	return n, err
}

// contentError says that the content of a file is wrong, while the file itself can be read.
type contentError struct{ error }

// open opens the file and unpacks it if it is compressed. The bytes read of the file itself are counted.
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

// rewindableFile is the content of a file that can be read again from its beginning, which is what Seek is for: a Reader whose
// child process died over a part reads on with another one.
type rewindableFile struct {
	*openFile
	file file
}

func (f file) openRewindable(count func(int)) (*rewindableFile, error) {
	in, err := f.open(count)
	return &rewindableFile{in, f}, err
}

// Seek goes back to the beginning, and nowhere else. What is read again is not counted.
func (r *rewindableFile) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence != io.SeekStart {
		return 0, errors.New("a file can only be read from its beginning")
	}
	in, err := r.file.open(nil)
	if err != nil {
		return 0, err
	}
	err = r.openFile.Close()
	r.openFile = in
	return 0, err
}

// copyBuffer is about what a disk likes to give at once.
const copyBuffer = 256 << 10

// sniff tells the format from the head of the file.
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

// readSidecar returns the bytes of the sidecar, at most one more than are allowed; nil without one.
func (f file) readSidecar() ([]byte, error) {
	if f.sidecar == "" {
		return nil, nil
	}
	in, err := f.source.root.Open(f.sidecar)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path.Base(f.sidecar), plainError(err))
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, extract.MaxMetadataBytes+1))
}

// countReader tells how many bytes were read.
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

// boundedReader fails when more is read than allowed.
type boundedReader struct {
	io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("larger than %d GB when unpacked, not read on", extract.MaxUnpackedBytes>>30)
	}
	return n, err
}
