package column

import (
	"fmt"
	"os"

	"daftar/index/analysis"
	"daftar/index/embedded/internal/manifest"
)

// WriteSignatures writes the signatures of rows to a new file, one after the other, zeros for deleted documents. Only the
// next build reads them, hence they are not in the table.
func WriteSignatures(name string, rows []*Row) error {
	content := make([]byte, 0, len(rows)*len(analysis.Signature{}))
	for _, r := range rows {
		var s analysis.Signature
		if r != nil {
			s = r.Signature
		}
		content = append(content, s[:]...)
	}
	return os.WriteFile(name, content, manifest.FilePerm)
}

// ReadSignatures reads the signatures of a number of documents.
func ReadSignatures(name string, documents int) ([]analysis.Signature, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, manifest.Damaged(name, err)
	}
	out := make([]analysis.Signature, documents)
	if len(content) != len(out)*len(analysis.Signature{}) {
		return nil, manifest.Damaged(name, fmt.Errorf("has %d bytes for %d documents", len(content), documents))
	}
	for d := range out {
		content = content[copy(out[d][:], content):]
	}
	return out, nil
}
