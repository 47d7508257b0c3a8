package i18n

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"daftar/index/yamlfile"
)

//go:embed messages/*.yaml
var messageFiles embed.FS

// text is a text, or its forms for numbers in the order of its language.
type text []string

// catalog holds the texts of one language by key.
type catalog map[string]text

// The files are part of the binary and read once a process; the command line reads only the English one.
var (
	loadEnglish = sync.OnceValues(func() (catalog, error) { return readCatalog(english()) })
	loadAll     = sync.OnceValues(readAndCompareAll)
)

func readAndCompareAll() (map[string]catalog, error) {
	all := map[string]catalog{}
	var errs []error
	for _, l := range languages {
		texts, err := readCatalog(l)
		errs = append(errs, err)
		all[l.Code] = texts
	}
	for _, l := range languages[1:] {
		errs = append(errs, compareCatalogs(l.Code, all[english().Code], all[l.Code])...)
	}
	return all, errors.Join(errs...)
}

func readCatalog(l Language) (catalog, error) {
	name := "messages/" + l.Code + ".yaml"
	data, err := messageFiles.ReadFile(name)
	if err != nil {
		return nil, err
	}
	texts := catalog{}
	f := yamlfile.Parse(data, yamlfile.Options{Name: name})
	for key, node := range f.Root().Fields().All() {
		texts[key] = readText(f, l, key, node)
	}
	return texts, f.Diagnostics().Err()
}

func readText(f *yamlfile.File, l Language, key string, node yamlfile.Node) text {
	if node.IsScalar() {
		return text{node.Verbatim()}
	}
	forms := map[string]string{}
	for name, form := range node.Fields().All() {
		forms[name] = form.Verbatim()
	}
	t, err := l.ordered(forms)
	if err != nil {
		f.Report(node.Line(), yamlfile.KindValue, key, "%s: %v", key, err)
		return text{""}
	}
	return t
}

// compareCatalogs reports keys that only one of two languages has, empty texts, and placeholders that differ.
func compareCatalogs(code string, english, texts catalog) (errs []error) {
	report := func(key, problem string) {
		errs = append(errs, fmt.Errorf("messages/%s.yaml: %s: %s", code, key, problem))
	}
	for _, key := range slices.Sorted(maps.Keys(english)) {
		t, found := texts[key]
		if !found {
			report(key, "is missing")
			continue
		}
		if strings.Join(t, "") == "" {
			report(key, "is empty")
		}
		if got, want := t.placeholders(), english[key].placeholders(); !slices.Equal(got, want) {
			report(key, fmt.Sprintf("has the placeholders %q, English has %q", got, want))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if _, found := english[key]; !found {
			report(key, "is not in English")
		}
	}
	return errs
}

var placeholder = regexp.MustCompile(`\{[0-9]+\}`)

// placeholders returns those that any form has, sorted: "one document" need not name its number.
func (t text) placeholders() []string {
	return slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(strings.Join(t, " "), -1))))
}
