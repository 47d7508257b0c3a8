package vocabulary

import (
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

// LoadOverlay reads the embedded vocabulary with the files of a folder laid over it: a file replaces the embedded one of its
// name, and a file of terms of another name (themes.ours.yaml) extends what the themes have. If anything is wrong the
// error is a Complaints that holds all of it; a file that is no vocabulary file, and a folder without any, is wrong.
func LoadOverlay(files fs.FS) (*Vocabulary, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("read the vocabulary folder: %w", err)
	}
	var complaints Diagnostics
	var own []string
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case path.Ext(name) != ".yaml" && path.Ext(name) != ".yml":
		case slices.Contains(wholeFiles, name) || isTermFile(name) || isLabelFile(name):
			own = append(own, name)
		default:
			p := page{file: name, complaints: &complaints}
			p.complain(0, "is no vocabulary file; allowed: languages.yaml, countries.yaml, places.yaml, regions.yaml, synonyms.yaml, themes.yaml, themes.NAME.yaml, labels.NAME.yaml%s", meant(name, wholeFiles))
		}
	}
	if len(own) == 0 && len(complaints) == 0 {
		p := page{file: ".", complaints: &complaints}
		p.complain(0, "the folder holds no vocabulary file: languages.yaml, countries.yaml, places.yaml, regions.yaml, synonyms.yaml, themes.yaml, themes.NAME.yaml or labels.NAME.yaml")
	}
	return overlay(files, own, complaints)
}

// overlay lays the named files over the embedded ones.
func overlay(files fs.FS, own []string, complaints Diagnostics) (*Vocabulary, error) {
	base, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, fmt.Errorf("open the embedded vocabulary: %w", err)
	}
	v, err := load(layers{base: base, over: files, own: own}, complaints)
	if err != nil {
		return nil, err
	}
	v.overlayFiles = own
	return v, nil
}

// layers are files, and those of another file system that stand before them.
type layers struct {
	base fs.FS
	over fs.FS    // nil if own is empty
	own  []string // the names that over gives
}

func (l layers) read(name string) ([]byte, error) {
	if slices.Contains(l.own, name) {
		return fs.ReadFile(l.over, name)
	}
	return fs.ReadFile(l.base, name)
}

// files returns the names of the files that fit a pattern, sorted.
func (l layers) files(pattern string) []string {
	names, err := fs.Glob(l.base, pattern)
	if err != nil {
		return nil // only of a bad pattern
	}
	for _, name := range l.own {
		if fits, _ := path.Match(pattern, name); fits {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
