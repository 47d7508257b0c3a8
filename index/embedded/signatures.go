package embedded

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"daftar/index/analysis"
)

// writeSignatures writes the signatures of rows one after the other, zeros for deleted documents.
func writeSignatures(name string, rows []*row) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, filePerm)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	for _, r := range rows {
		var s analysis.Signature
		if r != nil {
			s = r.signature
		}
		if _, err := w.Write(s[:]); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return errors.Join(w.Flush(), f.Close())
}

// lastSignatures returns the signatures of the last generation by document number; nil without one.
func (b *Build) lastSignatures() ([]analysis.Signature, error) {
	if b.last == nil {
		return nil, nil
	}
	name := filepath.Join(b.dir, b.last.manifest.Name, signaturesIn)
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, damaged(name, err)
	}
	out := make([]analysis.Signature, len(b.last.columns.IDs))
	if len(content) != len(out)*len(analysis.Signature{}) {
		return nil, damaged(name, fmt.Errorf("has %d bytes for %d documents", len(content), len(out)))
	}
	for d := range out {
		content = content[copy(out[d][:], content):]
	}
	return out, nil
}
