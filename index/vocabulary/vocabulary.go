// Package vocabulary knows the countries, regions, themes and languages that documents are tagged with and filtered by.
//
// They are data files (data/*.yaml, embedded; each says in its head comment what its fields mean) that a librarian
// edits, not a programmer, so that Load reports every mistake of every file at once, with file, line and a suggestion.
// The package only tells: what a term matches is decided by ingest/tag, what a filter means by the engines. It knows
// nothing of documents and imports nothing of ours.
package vocabulary

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed data/*.yaml
var embedded embed.FS

// maxFileBytes bounds a vocabulary file: the largest of ours, countries in twelve languages, stays below 2 MB.
const maxFileBytes = 16 << 20

// versionBytes of a SHA-256 are enough to tell versions of the data apart.
const versionBytes = 6

// Vocabulary is one immutable set of countries, themes, regions and languages. Many goroutines may read it; the values
// it returns must not be changed.
type Vocabulary struct {
	files        map[string][]byte
	version      string
	overlayFiles []string // names of the files that a folder gave
	languages    []Language
	countries    []Country
	groups       []Group
	themes       []Theme
	regions      []Region
	synonyms     []Synonym

	termLanguages []TermLanguage
	labels        map[string]labels // by language

	synonym   map[string][]string // other ways to say a term, folded
	longest   int                 // words of the longest term with synonyms
	language  map[string]int
	country   map[string]int
	byName    map[string]int // of countries, folded
	theme     map[string]int
	themeName map[string]int
	group     map[string]int
	region    map[string]int
}

// BuiltIn returns the vocabulary that comes with Daftar, read once.
func BuiltIn() (*Vocabulary, error) { return loadBuiltIn() }

var loadBuiltIn = sync.OnceValues(func() (*Vocabulary, error) {
	data, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, fmt.Errorf("open the embedded vocabulary: %w", err)
	}
	return Load(data)
})

// Load reads languages.yaml, countries.yaml, places.yaml, themes.yaml, its files of terms themes.*.yaml, regions.yaml,
// synonyms.yaml and the files of labels labels.*.yaml from the top of fsys. If anything in them is wrong the error is a
// Complaints that holds all of it.
func Load(fsys fs.FS) (*Vocabulary, error) { return load(layers{base: fsys}, nil) }

func load(from layers, complaints Diagnostics) (*Vocabulary, error) {
	v := &Vocabulary{files: map[string][]byte{}, labels: map[string]labels{}, termLanguages: []TermLanguage{{Code: themeLang, Reviewed: true}}}
	v.readLanguages(v.open(from, &complaints, languagesFile, "languages"))
	v.readCountries(v.open(from, &complaints, countriesFile, "countries"))
	v.readPlaces(v.open(from, &complaints, placesFile, "places"))
	v.readThemes(v.open(from, &complaints, themesFile, "language", "groups", "retired"))
	for _, name := range from.files("themes.*.yaml") {
		v.readTermFile(v.open(from, &complaints, name, "language", "reviewed", "judged", "themes"))
	}
	v.readRegions(v.open(from, &complaints, regionsFile, "regions"))
	v.readSynonyms(v.open(from, &complaints, synonymsFile, "synonyms"))
	for _, name := range from.files("labels.*.yaml") {
		v.readLabelFile(v.open(from, &complaints, name, append(labelKinds, "language")...))
	}
	if len(complaints) > 0 {
		complaints.sort()
		return nil, complaints
	}
	v.version = v.hash()
	return v, nil
}

// hash names the data by its content: the same files give the same version, whatever folder they come from. Places and
// labels are left out: no tag depends on them, and another word for a theme is no reason to tag a library anew.
func (v *Vocabulary) hash() string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(v.files)) {
		if name == placesFile || isLabelFile(name) {
			continue
		}
		fmt.Fprintf(h, "%s %d\n", name, len(v.files[name]))
		h.Write(v.files[name])
	}
	return hex.EncodeToString(h.Sum(nil)[:versionBytes])
}

// Version returns a short hash of the data: equal versions tag alike.
func (v *Vocabulary) Version() string { return v.version }

// Files returns a copy of the data files by name, for a generation to keep; Load reads them again.
func (v *Vocabulary) Files() map[string][]byte {
	files := make(map[string][]byte, len(v.files))
	for name, data := range v.files {
		files[name] = bytes.Clone(data)
	}
	return files
}

// Languages returns the languages in the order of the file.
func (v *Vocabulary) Languages() []Language { return v.languages }

// Language returns the language of a BCP 47 primary code, in any case.
func (v *Vocabulary) Language(code string) (Language, bool) {
	return find(v.languages, v.language, strings.ToLower(code))
}

// Countries returns the countries and historical states in the order of the file: by id, historical states last.
func (v *Vocabulary) Countries() []Country { return v.countries }

// Country returns the country of an id, which is matched with its case.
func (v *Vocabulary) Country(id string) (Country, bool) { return find(v.countries, v.country, id) }

// CountryByName returns the country of an id, label, name, adjective or people in any case and any language. A word
// that several share belongs to the first of these kinds, then to the first country of the file.
func (v *Vocabulary) CountryByName(name string) (Country, bool) {
	return find(v.countries, v.byName, fold(name))
}

// Groups returns the groups of themes in the order of the file.
func (v *Vocabulary) Groups() []Group { return v.groups }

// Group returns the group of an id.
func (v *Vocabulary) Group(id string) (Group, bool) { return find(v.groups, v.group, id) }

// Themes returns the themes in the order of the file, group by group.
func (v *Vocabulary) Themes() []Theme { return v.themes }

// Theme returns the theme of an id.
func (v *Vocabulary) Theme(id string) (Theme, bool) { return find(v.themes, v.theme, id) }

// ThemeByName returns the theme of an id, a retired id or a label, in any case, with spaces or hyphens.
func (v *Vocabulary) ThemeByName(name string) (Theme, bool) {
	return find(v.themes, v.themeName, fold(name))
}

// Regions returns the regions in the order of the file.
func (v *Vocabulary) Regions() []Region { return v.regions }

// Region returns the region of an id.
func (v *Vocabulary) Region(id string) (Region, bool) { return find(v.regions, v.region, id) }

func find[T any](all []T, at map[string]int, key string) (found T, ok bool) {
	n, ok := at[key]
	if !ok {
		return found, false
	}
	return all[n], true
}

// fold makes two spellings of a name alike: case, hyphens and spaces, dots of acronyms, apostrophes, and what keyboards and
// languages of one script write differently.
func fold(name string) string { return alike(plain(name)) }

// plain makes two ways to write a name alike: case, hyphens and spaces, dots of acronyms, apostrophes.
func plain(name string) string {
	name = strings.Map(func(r rune) rune {
		switch r {
		case '-', '‐', '‑', '–', '_':
			return ' '
		case '.', '\'', '’', '‘', 'ʼ', 'ʻ', '`':
			return -1
		}
		return r
	}, strings.ToLower(name))
	return strings.Join(strings.Fields(name), " ")
}
