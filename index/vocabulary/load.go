package vocabulary

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"daftar/index/yamlfile"
)

//go:embed data/*.yaml
var builtInFiles embed.FS

// formatVersion is the version of the file format that is read here.
const formatVersion = "1"

// versionBytes of a SHA-256 tell versions of the data apart: 48 bits.
const versionBytes = 6

// BuiltIn returns the vocabulary that comes with Daftar. It is read once per process.
func BuiltIn() (*Vocabulary, error) { return builtIn() }

var builtIn = sync.OnceValues(func() (*Vocabulary, error) {
	v, err := Load(builtInFS())
	if err == nil {
		v.builtIn = true
	}
	return v, err
})

func builtInFS() fs.FS {
	data, err := fs.Sub(builtInFiles, "data")
	if err != nil {
		panic(err) // only of an invalid path
	}
	return data
}

// Load reads the vocabulary files at the top of fsys; all of them must be there. If anything in them is wrong the error is a
// yamlfile.Diagnostics with every mistake.
func Load(fsys fs.FS) (*Vocabulary, error) { return load(overlay{base: fsys}, nil) }

// load reads the files of a vocabulary; diagnostics are those found before.
func load(files overlay, diagnostics yamlfile.Diagnostics) (*Vocabulary, error) {
	l := &loader{files: files, diagnostics: diagnostics, contents: map[string][]byte{}}
	v := &Vocabulary{files: l.contents, labels: map[string]labels{}, termLanguages: []TermLanguage{{Code: themeLang, Reviewed: true}}}
	readLanguages(v, l.open(languagesFile, "languages"))
	readCountries(v, l.open(countriesFile, "countries"))
	readPlaces(v, l.open(placesFile, "places"))
	readThemes(v, l.open(themesFile, "language", "groups", "retired"))
	for _, name := range files.match("themes.*.yaml") {
		readTermFile(v, l.open(name, "language", "reviewed", "evaluation", "themes"))
	}
	readRegions(v, l.open(regionsFile, "regions"))
	readSynonyms(v, l.open(synonymsFile, "synonyms"))
	for _, name := range files.match("labels.*.yaml") {
		readLabelFile(v, l.open(name, append(labelKinds, "language")...))
	}
	for _, list := range wordLists {
		additions := files.match(strings.TrimSuffix(list.file, ".yaml") + ".*.yaml")
		for _, name := range append([]string{list.file}, additions...) {
			list.read(v, l.open(name, list.fields...))
		}
	}
	for _, f := range l.opened {
		l.diagnostics = append(l.diagnostics, f.Diagnostics()...)
	}
	if err := l.diagnostics.Err(); err != nil {
		return nil, err
	}
	v.version = hash(l.contents)
	return v, nil
}

// wordLists are the files of word lists and their readers. Files NAME.yaml and NAME.*.yaml are read in this order.
var wordLists = []struct {
	file   string
	fields []string
	read   func(*Vocabulary, yamlfile.Fields)
}{
	{countryContextFile, []string{"languages"}, readCountryContext},
	{eventRolesFile, []string{"languages"}, readEventRoles},
	{inflectionsFile, []string{"languages", "latin-names"}, readInflections},
}

// loader opens vocabulary files and keeps what they contain.
type loader struct {
	files       overlay
	contents    map[string][]byte
	opened      []*yamlfile.File
	diagnostics yamlfile.Diagnostics
}

// open returns the fields of a file, which has the given ones and its version. A file that cannot be read has no fields.
func (l *loader) open(name string, allowed ...string) yamlfile.Fields {
	data, err := l.files.read(name)
	if err != nil {
		l.diagnostics = append(l.diagnostics, yamlfile.Diagnostic{File: name, Message: fmt.Sprintf("cannot be read: %v", err)})
		return yamlfile.Fields{}
	}
	l.contents[name] = data
	f := yamlfile.Parse(data, yamlfile.Options{Name: name})
	l.opened = append(l.opened, f)
	if !f.Root().Exists() {
		if len(f.Diagnostics()) == 0 {
			f.Report(0, yamlfile.KindMissing, "", "the file is empty")
		}
		return yamlfile.Fields{}
	}
	top := f.Root().Fields(append(allowed, "version")...)
	if top.Get("version").Text() != formatVersion {
		f.Report(0, yamlfile.KindValue, "version", "must have \"version: %s\", the version of the format", formatVersion)
	}
	return top
}

// hash names the data by its content, whatever folder it comes from. Places and labels are left out: no tag depends on
// them, and a new label is no reason to tag a library again.
func hash(files map[string][]byte) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == placesFile || isLabelFile(name) {
			continue
		}
		fmt.Fprintf(h, "%s %d\n", name, len(files[name]))
		h.Write(files[name])
	}
	return hex.EncodeToString(h.Sum(nil)[:versionBytes])
}

// addID enters an id of a list at its position and reports one that is taken.
func addID(positions map[string]int, id string, position int, n yamlfile.Node) {
	if _, taken := positions[id]; taken && id != "" {
		n.Report(yamlfile.KindDuplicate, "id %q is repeated", id)
	}
	positions[id] = position
}
