package stored

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"daftar/index"
	"daftar/index/embedded/internal/blockfile"
	"daftar/index/internal/rank"
)

// kind is a kind of file.
type kind int

const (
	headKind kind = iota
	textKind
	evidenceKind
	kinds
)

func (k kind) String() string { return [kinds]string{"head", "text", "evidence"}[k] }

// Version and section of every file.
const (
	version = 1
	section = "document"
)

func fileName(dir string, k kind, build uint32) string {
	return filepath.Join(dir, fmt.Sprintf("%s-%06d", k, build))
}

// Ref is where a document is stored: the number of the build that wrote it, and the number of the record.
type Ref struct{ Build, Record uint32 }

// Dictionaries are the dictionaries of each kind of file. Those of the zero value are trained.
type Dictionaries [kinds][]byte

// Writer writes the documents of a build. It is safe for concurrent use.
type Writer struct {
	build uint32

	mu     sync.Mutex
	count  uint32
	files  [kinds]*recordFile
	closed bool
}

// Create creates the files of a build in a folder. The caller must call Close.
func Create(dir string, build uint32, d Dictionaries) (*Writer, error) {
	w := &Writer{build: build}
	for k := range kinds {
		f, err := createRecordFile(dir, k, build, d[k])
		if err != nil {
			return nil, errors.Join(err, w.Close())
		}
		w.files[k] = f
	}
	return w, nil
}

// Put writes a document.
func (w *Writer) Put(d *index.Document, keyTerms []rank.KeyTerm) (Ref, error) {
	head, err := encodeHead(d)
	if err != nil {
		return Ref{}, fmt.Errorf("encode %q: %w", d.Path, err)
	}
	evidence, err := encodeEvidence(d, keyTerms)
	if err != nil {
		return Ref{}, fmt.Errorf("encode %q: %w", d.Path, err)
	}
	return w.add([kinds][]byte{headKind: head, textKind: []byte(d.Text), evidenceKind: evidence})
}

// Copy writes a document of another build.
func (w *Writer) Copy(r *Reader, ref Ref) (Ref, error) {
	var records [kinds][]byte
	for k := range records {
		var err error
		if records[k], err = r.record(kind(k), ref); err != nil {
			return Ref{}, err
		}
	}
	return w.add(records)
}

func (w *Writer) add(records [kinds][]byte) (Ref, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return Ref{}, errors.New("document written after the end of the build")
	}
	ref := Ref{Build: w.build, Record: w.count}
	w.count++
	for k, f := range w.files {
		f.add(records[k])
	}
	return ref, nil
}

// Close writes what is left and closes the files. It does not sync them. Only the first call does anything.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil
	}
	w.closed = true
	var errs []error
	for _, f := range w.files {
		if f != nil {
			errs = append(errs, f.close())
		}
	}
	return errors.Join(errs...)
}

// Samples for training a dictionary: the records until one of these limits.
const (
	maxSamples     = 1000
	maxSampleBytes = 8 << 20
)

// recordFile is a file that is being written. Without a dictionary, it collects records until it can train one.
type recordFile struct {
	file    *blockfile.Writer
	records *blockfile.RecordWriter // nil while samples are collected
	samples [][]byte
	bytes   int
}

func createRecordFile(dir string, k kind, build uint32, dictionary []byte) (*recordFile, error) {
	w, err := blockfile.Create(fileName(dir, k, build), k.String(), version)
	if err != nil {
		return nil, err
	}
	f := &recordFile{file: w}
	if len(dictionary) > 0 {
		f.records = w.Records(section, dictionary)
	}
	return f, nil
}

func (f *recordFile) add(record []byte) {
	if f.records != nil {
		f.records.Add(record)
		return
	}
	f.samples = append(f.samples, record)
	f.bytes += len(record)
	if len(f.samples) >= maxSamples || f.bytes >= maxSampleBytes {
		f.train()
	}
}

// train writes the records that were collected.
func (f *recordFile) train() {
	f.records = f.file.Records(section, blockfile.Train(f.samples))
	for _, record := range f.samples {
		f.records.Add(record)
	}
	f.samples = nil
}

func (f *recordFile) close() error {
	if f.records == nil {
		f.train()
	}
	f.records.End()
	return f.file.Close()
}
