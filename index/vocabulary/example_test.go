package vocabulary_test

import (
	"fmt"
	"testing/fstest"

	"daftar/index/vocabulary"
)

// A vocabulary folder, here one in memory, adds terms to a theme and replaces no built-in file. In a program it is
// os.DirFS("my-vocabulary").
func ExampleLoadOverlay() {
	folder := fstest.MapFS{"themes.ours.yaml": {Data: []byte(`version: 1
language: en
reviewed: false
themes:
- {id: nuclear, strong: yellowcake; enrichment hall*}
`)}}
	v, err := vocabulary.LoadOverlay(folder)
	if err != nil {
		fmt.Println(err)
		return
	}
	theme, _ := v.Theme("nuclear")
	var added vocabulary.ThemeTerms
	for _, terms := range theme.Terms {
		if terms.Lang == "en" {
			added = terms // the built-in ones come first
		}
	}
	fmt.Printf("%q\n", added.Strong)
	// Output: ["yellowcake" "enrichment hall*"]
}

// A mistake in a vocabulary folder is reported with file and line.
func ExampleLoadOverlay_diagnostics() {
	folder := fstest.MapFS{"themes.ours.yaml": {Data: []byte(`version: 1
language: en
reviewed: false
themes:
- {id: nuclaer, stong: yellowcake}
`)}}
	_, err := vocabulary.LoadOverlay(folder)
	fmt.Println(err)
	// Output:
	// themes.ours.yaml:5: unknown key "stong"; allowed: id, strong, weak, near, unless, unless-near; did you mean "strong"?
	// themes.ours.yaml:5: theme "nuclaer" is not in themes.yaml; did you mean "nuclear"?
	// themes.ours.yaml:5: theme "nuclaer" has no terms; allowed: strong, weak, near, unless, unless-near
}
