package vocabulary

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// ownFile stands beside the stored files of a vocabulary and names, one a line, those that came from a folder. A library
// made by a vocabulary of one's own is so told from one that an older daftar made by what was built in then.
const ownFile = "OWN"

// OverlayFiles returns the names of the files that a folder laid over the embedded ones, sorted; none of the embedded vocabulary.
func (v *Vocabulary) OverlayFiles() []string { return v.overlayFiles }

// GenerationFiles returns the data files by name as Files does, and with them the names of those of Own, for a generation to keep;
// Remembered reads them again.
func (v *Vocabulary) GenerationFiles() map[string][]byte {
	files := v.Files()
	if len(v.overlayFiles) > 0 {
		files[ownFile] = []byte(strings.Join(v.overlayFiles, "\n") + "\n")
	}
	return files
}

// FromGeneration reads what Stored gave: the files of the folder laid over the vocabulary that is embedded now, so that a
// newer daftar brings its corrections to all others; the embedded vocabulary if no file was from a folder. If the files
// no longer fit, the error is a Complaints.
func FromGeneration(stored fs.FS) (*Vocabulary, error) {
	names, err := fs.ReadFile(stored, ownFile)
	if errors.Is(err, fs.ErrNotExist) {
		return BuiltIn()
	}
	if err != nil {
		return nil, fmt.Errorf("read which files of the vocabulary are of a folder: %w", err)
	}
	return overlay(stored, strings.Fields(string(names)), nil)
}
