package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"daftar/index"
	"daftar/index/vocabulary"

	"github.com/spf13/pflag"
)

// builtInVocabulary is said instead of a folder to use the vocabulary that comes with daftar, whatever the library was made by.
const builtInVocabulary = "built-in"

// bindVocabulary adds the flag that says which vocabulary is used.
func bindVocabulary(flags *pflag.FlagSet, folder *string) {
	flags.StringVar(folder, "vocabulary", "", "`DIR` of vocabulary files laid over the built-in ones, or "+builtInVocabulary)
}

// openVocabulary reads the built-in vocabulary, or that with the files of a folder laid over it. What is wrong in the files
// is a vocabulary.Complaints.
func openVocabulary(folder string) (*vocabulary.Vocabulary, error) {
	if folder == "" || folder == builtInVocabulary {
		v, err := vocabulary.BuiltIn()
		if err != nil {
			return nil, fmt.Errorf("read the vocabulary: %w", err)
		}
		return v, nil
	}
	info, err := os.Stat(folder)
	if err != nil {
		return nil, fmt.Errorf("vocabulary: %w", withoutSyscall(err))
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("vocabulary: %q is no folder", folder)
	}
	v, err := vocabulary.LoadOverlay(os.DirFS(folder))
	if err != nil {
		return nil, fmt.Errorf("vocabulary %q: %w", folder, err)
	}
	return v, nil
}

// libraryVocabulary reads the vocabulary of a folder or, where none is named, the one that the library was made by: that
// of a folder is remembered. Where the documents are tagged by another one it says so, which is for those who show tags;
// for those who tag anew, stderr is nil.
func libraryVocabulary(dir, folder string, stderr io.Writer) (*vocabulary.Vocabulary, error) {
	stored, version, err := storedVocabulary(dir)
	if errors.Is(err, index.ErrUnavailable) {
		return openVocabulary(folder)
	}
	if err != nil {
		return nil, err
	}
	v, err := openVocabulary(folder)
	if folder == "" {
		if v, err = vocabulary.FromGeneration(stored); err != nil {
			err = fmt.Errorf("vocabulary of %s (name its folder by --vocabulary, or say --vocabulary %s): %w", dir, builtInVocabulary, err)
		}
	}
	if err == nil && stderr != nil && v.Version() != version {
		fmt.Fprintf(stderr, "daftar: the documents are tagged by another vocabulary (%s) than this one (%s); \"daftar retag%s\" tags them by it\n",
			version, v.Version(), flagOf(folder))
	}
	return v, err
}

func flagOf(folder string) string {
	if folder == "" {
		return ""
	}
	return " --vocabulary " + folder
}
