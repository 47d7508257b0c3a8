package main

import (
	"testing"
	"testing/fstest"

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

// TestVocabularyOfAGenerationCanBeReadAgain holds that what begin hands to an engine is a vocabulary.
func TestVocabularyOfAGenerationCanBeReadAgain(t *testing.T) {
	v := testVocabulary(t)
	files := make(fstest.MapFS)
	for name, content := range v.Files() {
		files[name] = &fstest.MapFile{Data: content}
	}
	again, err := vocabulary.Load(files)
	if err != nil || again.Version() != v.Version() {
		t.Errorf("version = %v (%v), want %q", again, err, v.Version())
	}
}
