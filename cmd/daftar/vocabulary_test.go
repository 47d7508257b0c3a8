package main

import (
	"testing"

	"daftar/index/vocabulary"
)

func testVocabulary(t *testing.T) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVocabularyFilesCanBeReadAgain(t *testing.T) {
	v := testVocabulary(t)
	files, err := vocabularyFiles(v)
	if err != nil {
		t.Fatal(err)
	}
	again, err := vocabulary.Load(files)
	if err != nil || again.Version() != v.Version() {
		t.Errorf("version = %v (%v), want %q", again, err, v.Version())
	}
}
