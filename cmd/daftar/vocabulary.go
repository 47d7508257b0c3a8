package main

import (
	"fmt"
	"os"

	"daftar/index/vocabulary"

	"github.com/spf13/pflag"
)

// bindVocabulary adds the flag that says which vocabulary is used.
func bindVocabulary(flags *pflag.FlagSet, folder *string) {
	flags.StringVar(folder, "vocabulary", "", "`DIR` of vocabulary files laid over the built-in ones")
}

// openVocabulary reads the built-in vocabulary, or that with the files of a folder laid over it. What is wrong in the files
// is a vocabulary.Complaints.
func openVocabulary(folder string) (*vocabulary.Vocabulary, error) {
	if folder == "" {
		v, err := vocabulary.Embedded()
		if err != nil {
			return nil, fmt.Errorf("read the vocabulary: %w", err)
		}
		return v, nil
	}
	info, err := os.Stat(folder)
	if err != nil {
		return nil, fmt.Errorf("vocabulary: %w", unwrapPath(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("vocabulary: %q is no folder", folder)
	}
	v, err := vocabulary.Folder(os.DirFS(folder))
	if err != nil {
		return nil, fmt.Errorf("vocabulary %q: %w", folder, err)
	}
	return v, nil
}
