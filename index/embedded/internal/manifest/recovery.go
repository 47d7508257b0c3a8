package manifest

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"

	"daftar/index"
)

// RecoveryFile is a second copy of what a full reindex needs from a generation: its description, with the sources, and its
// vocabulary. So a full reindex succeeds whatever single file is damaged, the manifest included. It is a ZIP archive after a
// line with its own checksum.
const RecoveryFile = "RECOVERY"

// Names in the archive.
const (
	descriptionEntry = "generation.json"
	vocabularyEntry  = "vocabulary"
)

// WriteRecovery writes the recovery file of a generation.
func WriteRecovery(generation string, g index.Generation, vocabulary map[string][]byte) error {
	description, err := json.Marshal(g)
	if err != nil {
		return err
	}
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	err = addEntry(w, descriptionEntry, description)
	for name, content := range vocabulary {
		err = errors.Join(err, addEntry(w, vocabularyEntry+"/"+filepath.Base(name), content))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	return WriteFile(filepath.Join(generation, RecoveryFile), withChecksum(archive.Bytes()))
}

func addEntry(w *zip.Writer, name string, content []byte) error {
	entry, err := w.Create(name)
	if err == nil {
		_, err = entry.Write(content)
	}
	return err
}

// Describe returns the description of a generation of any format from its manifest or its recovery file, whichever is whole.
func Describe(generation string) (index.Generation, error) {
	m, err := ReadAnyFormat(generation)
	if err == nil {
		return m.Generation, nil
	}
	var g index.Generation
	archive, recoveryErr := readRecovery(generation)
	if recoveryErr == nil {
		var content []byte
		if content, recoveryErr = fs.ReadFile(archive, descriptionEntry); recoveryErr == nil {
			recoveryErr = json.Unmarshal(content, &g)
		}
	}
	if recoveryErr != nil {
		return g, err
	}
	return g, nil
}

// Vocabulary returns the vocabulary files of a generation from its recovery file, or else from a folder in it, if they are
// as the manifest states.
func Vocabulary(ctx context.Context, generation, folder string) (fs.FS, error) {
	archive, err := readRecovery(generation)
	if err == nil {
		return fs.Sub(archive, vocabularyEntry)
	}
	m, err := ReadAnyFormat(generation)
	if err != nil {
		return nil, err
	}
	return m.readFolder(ctx, generation, folder)
}

func readRecovery(generation string) (*zip.Reader, error) {
	name := filepath.Join(generation, RecoveryFile)
	_, body, err := readChecked(name)
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, Damaged(name, err)
	}
	return archive, nil
}
