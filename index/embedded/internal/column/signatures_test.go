package column

import (
	"path/filepath"
	"slices"
	"testing"

	"daftar/index/analysis"
)

func TestReadSignaturesRefusesOtherNumberOfDocuments(t *testing.T) {
	rows := []*Row{{Signature: analysis.Signature{1}}, nil, {Signature: analysis.Signature{2}}}
	name := filepath.Join(t.TempDir(), "signatures")
	if err := WriteSignatures(name, rows); err != nil {
		t.Fatal(err)
	}
	got, err := ReadSignatures(name, 3)
	if want := []analysis.Signature{{1}, {}, {2}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %d signatures, %v, want those written", len(got), err)
	}
	if _, err := ReadSignatures(name, 2); err == nil {
		t.Error("three signatures for two documents: got no error")
	}
}
