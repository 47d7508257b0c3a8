package vocabulary

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// The files of a vocabulary; to them come files of terms, themes.*.yaml, and of labels, labels.*.yaml.
const (
	languagesFile = "languages.yaml"
	countriesFile = "countries.yaml"
	placesFile    = "places.yaml"
	themesFile    = "themes.yaml"
	regionsFile   = "regions.yaml"
	synonymsFile  = "synonyms.yaml"
)

var wholeFiles = []string{languagesFile, countriesFile, placesFile, themesFile, regionsFile, synonymsFile}

// Folder reads the embedded vocabulary with the files of a folder laid over it: a file replaces the embedded one of its
// name, and a file of terms of another name (themes.ours.yaml) extends what the themes have. If anything is wrong the
// error is a Complaints that holds all of it; a file that is no vocabulary file, and a folder without any, is wrong.
func Folder(folder fs.FS) (*Vocabulary, error) {
	base, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, fmt.Errorf("open the embedded vocabulary: %w", err)
	}
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("read the vocabulary folder: %w", err)
	}
	var complaints Complaints
	found := false
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case path.Ext(name) != ".yaml" && path.Ext(name) != ".yml":
		case slices.Contains(wholeFiles, name) || isTermFile(name) || isLabelFile(name):
			found = true
		default:
			p := page{file: name, complaints: &complaints}
			p.complain(0, "is no vocabulary file; allowed: languages.yaml, countries.yaml, places.yaml, regions.yaml, synonyms.yaml, themes.yaml, themes.NAME.yaml, labels.NAME.yaml%s", meant(name, wholeFiles))
		}
	}
	if !found && len(complaints) == 0 {
		p := page{file: ".", complaints: &complaints}
		p.complain(0, "the folder holds no vocabulary file: languages.yaml, countries.yaml, places.yaml, regions.yaml, synonyms.yaml, themes.yaml, themes.NAME.yaml or labels.NAME.yaml")
	}
	return load(layers{folder, base}, complaints)
}

// layers are file systems of which the first that has a file gives it.
type layers []fs.FS

func (l layers) read(name string) ([]byte, error) {
	var err error
	for _, layer := range l {
		var data []byte
		if data, err = fs.ReadFile(layer, name); !errors.Is(err, fs.ErrNotExist) {
			return data, err
		}
	}
	return nil, err
}

// files returns the names of the files that fit a pattern, sorted.
func (l layers) files(pattern string) []string {
	var names []string
	for _, layer := range l {
		found, err := fs.Glob(layer, pattern)
		if err != nil {
			continue // only of a bad pattern
		}
		names = append(names, found...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
