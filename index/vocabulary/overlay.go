package vocabulary

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"daftar/index/yamlfile"
)

// The files that every vocabulary has.
const (
	languagesFile      = "languages.yaml"
	countriesFile      = "countries.yaml"
	placesFile         = "places.yaml"
	themesFile         = "themes.yaml"
	regionsFile        = "regions.yaml"
	synonymsFile       = "synonyms.yaml"
	countryContextFile = "country_context.yaml"
	eventRolesFile     = "event_roles.yaml"
	inflectionsFile    = "inflections.yaml"
)

var fixedFiles = []string{languagesFile, countriesFile, placesFile, regionsFile, synonymsFile, themesFile,
	countryContextFile, eventRolesFile, inflectionsFile}

// Files of these names add to the fixed file of the same beginning: themes.ru.yaml. Labels have no fixed file.
var additionPatterns = []string{"themes.*.yaml", "labels.*.yaml", "country_context.*.yaml", "event_roles.*.yaml", "inflections.*.yaml"}

// isVocabularyFile reports whether a file name is that of a vocabulary file.
func isVocabularyFile(name string) bool {
	return slices.Contains(fixedFiles, name) || slices.ContainsFunc(additionPatterns, func(pattern string) bool {
		matches, _ := path.Match(pattern, name)
		return matches
	})
}

// overlayListFile stands beside the vocabulary files of a generation and names, one a line, those that came from a folder.
// It tells a custom vocabulary from the built-in one of an older daftar.
const overlayListFile = "OWN"

// LoadOverlay reads the built-in vocabulary with the files of a folder over it: a file replaces the built-in one of its
// name, and files with a further name, such as themes.NAME.yaml, add to the built-in ones. If anything is wrong the error is a
// yamlfile.Diagnostics with every mistake; an unknown file name, and a folder without vocabulary files, are mistakes.
// Files that are not YAML are ignored.
func LoadOverlay(folder fs.FS) (*Vocabulary, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("read the vocabulary folder: %w", err)
	}
	var diagnostics yamlfile.Diagnostics
	var names []string
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case path.Ext(name) != ".yaml" && path.Ext(name) != ".yml":
		case isVocabularyFile(name):
			names = append(names, name)
		default:
			diagnostics = append(diagnostics, yamlfile.Diagnostic{File: name, Kind: yamlfile.KindUnknown,
				Message: "not a vocabulary file; allowed: " + allowedFiles() + yamlfile.DidYouMean(name, fixedFiles)})
		}
	}
	if len(names) == 0 && len(diagnostics) == 0 {
		diagnostics = append(diagnostics, yamlfile.Diagnostic{File: ".", Kind: yamlfile.KindMissing,
			Message: "the folder has no vocabulary file; allowed: " + allowedFiles()})
	}
	return loadOver(folder, names, diagnostics)
}

func allowedFiles() string {
	return strings.ReplaceAll(strings.Join(slices.Concat(fixedFiles, additionPatterns), ", "), "*", "NAME")
}

// FromGeneration reads the files of GenerationFiles: those that came from a folder, over the files that are built in now, so
// that a newer daftar brings its corrections to all others. If they no longer fit, the error is a yamlfile.Diagnostics.
func FromGeneration(stored fs.FS) (*Vocabulary, error) {
	names, err := fs.ReadFile(stored, overlayListFile)
	if errors.Is(err, fs.ErrNotExist) {
		return BuiltIn()
	}
	if err != nil {
		return nil, fmt.Errorf("read the list of custom vocabulary files: %w", err)
	}
	return loadOver(stored, strings.Fields(string(names)), nil)
}

// loadOver reads the built-in vocabulary with the named files of a folder over it.
func loadOver(folder fs.FS, names []string, diagnostics yamlfile.Diagnostics) (*Vocabulary, error) {
	v, err := load(overlay{base: builtInFS(), folder: folder, names: names}, diagnostics)
	if err != nil {
		return nil, err
	}
	v.overlayFiles = names
	return v, nil
}

// overlay is a set of files in which those of a folder replace or extend those of base.
type overlay struct {
	base   fs.FS
	folder fs.FS    // nil if names is empty
	names  []string // the files taken from folder
}

func (o overlay) read(name string) ([]byte, error) {
	if slices.Contains(o.names, name) {
		return fs.ReadFile(o.folder, name)
	}
	return fs.ReadFile(o.base, name)
}

// match returns the names of the files that match a pattern, sorted.
func (o overlay) match(pattern string) []string {
	names, err := fs.Glob(o.base, pattern)
	if err != nil {
		return nil // only of a bad pattern
	}
	for _, name := range o.names {
		if matches, _ := path.Match(pattern, name); matches {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
