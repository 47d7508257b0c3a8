package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"daftar/index"
	"daftar/index/vocabulary"

	"github.com/spf13/pflag"
)

// builtInVocabulary, given instead of a folder, selects the vocabulary of the binary rather than the one stored in the index.
const builtInVocabulary = "built-in"

// bindVocabulary adds the flag --vocabulary.
func bindVocabulary(flags *pflag.FlagSet, folder *string) {
	flags.StringVar(folder, "vocabulary", "", "`DIR` of vocabulary files that override built-in ones, or "+builtInVocabulary)
}

// openVocabulary reads the built-in vocabulary, overridden by the files of a folder if one is named. Mistakes in the files
// are a list of diagnostics.
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
		return nil, fmt.Errorf("vocabulary: %q is not a folder", folder)
	}
	v, err := vocabulary.LoadOverlay(os.DirFS(folder))
	if err != nil {
		return nil, fmt.Errorf("vocabulary %q: %w", folder, err)
	}
	return v, nil
}

// libraryVocabulary reads the vocabulary of a folder, or the one stored in the index if no folder is named. If the documents
// were tagged with another one it warns on stderr; commands that tag pass nil.
func libraryVocabulary(ctx context.Context, dir, folder string, stderr io.Writer) (*vocabulary.Vocabulary, error) {
	stored, version, err := storedVocabulary(ctx, dir)
	if errors.Is(err, index.ErrUnavailable) {
		return openVocabulary(folder)
	}
	if err != nil {
		return nil, err
	}
	v, err := openVocabulary(folder)
	if folder == "" {
		if v, err = vocabulary.FromGeneration(stored); err != nil {
			err = fmt.Errorf("vocabulary of %s (name its folder with --vocabulary, or use --vocabulary %s): %w", dir, builtInVocabulary, err)
		}
	}
	if err == nil && stderr != nil && v.Version() != version {
		fmt.Fprintf(stderr, "daftar: the documents were tagged with vocabulary %s, not with this one (%s); \"daftar retag%s\" applies it\n",
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
