package embedded

import (
	"encoding/json"
	"fmt"
	"sync"

	"daftar/index"
	"daftar/index/embedded/internal/blockfile"
)

// The list of files is a block file of kind "files", version 1, with one section of records, "file": each is an index.File
// as JSON. It is decoded when it is used for the first time, because no search needs it.
const (
	filesKind    = "files"
	filesVersion = 1
	filesSection = "file"
)

// fileList is an open list of files.
type fileList struct {
	file *blockfile.File
	all  func() ([]index.File, error)
}

func writeFileList(name string, files []index.File) error {
	records := make([][]byte, len(files))
	for i, f := range files {
		record, err := json.Marshal(f)
		if err != nil {
			return err
		}
		records[i] = record
	}
	w, err := blockfile.Create(name, filesKind, filesVersion)
	if err != nil {
		return err
	}
	r := w.Records(filesSection, nil)
	for _, record := range records {
		r.Add(record)
	}
	r.End()
	return w.Close()
}

// openFileList opens a list of files. The caller must call close.
func openFileList(name string) (*fileList, error) {
	f, err := blockfile.Open(name, filesKind, blockfile.ReadAt)
	if err != nil {
		return nil, err
	}
	l := &fileList{file: f}
	l.all = sync.OnceValues(l.read)
	return l, nil
}

func (l *fileList) read() ([]index.File, error) {
	loader := blockfile.NewLoader(l.file)
	if v := l.file.Version(); v != filesVersion {
		loader.Fail(fmt.Errorf("has version %d instead of %d", v, filesVersion))
	}
	records := blockfile.LoadRecords(loader, filesSection)
	defer records.Close()
	files := make([]index.File, 0, records.Len())
	if loader.Err() == nil {
		loader.Fail(records.Each(func(record []byte) error {
			files = append(files, index.File{})
			return json.Unmarshal(record, &files[len(files)-1])
		}))
	}
	return files, loader.Err()
}

func (l *fileList) close() error { return l.file.Close() }
