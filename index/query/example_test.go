package query_test

import (
	"fmt"

	"daftar/index/query"
	"daftar/server/i18n"
)

func ExampleParse() {
	parsed := query.Parse(`"joint exercise" drone OR UAV -naval after:2024 colour:red`, query.Options{})
	english := i18n.English(nil)
	fmt.Println("Tree:", parsed.Tree)
	fmt.Println("Searching for:", english.Message(parsed.Description))
	for _, note := range parsed.Notes {
		fmt.Println("Note:", english.Message(note))
	}
	// Output:
	// Tree: "joint exercise" (drone OR UAV) -naval after:2024 colour red
	// Searching for: the phrase "joint exercise" and (drone or UAV) and colour and red but not naval, dated 2024 or later
	// Note: colour is not a filter; searched as words. Filters: title, country, theme, theme_group, source, lang, format, after, before
}

func ExampleRelaxations() {
	parsed := query.Parse(`drill country:PK -naval`, query.Options{})
	for _, relaxed := range query.Relaxations(parsed.Tree) {
		fmt.Printf("without %s: %s\n", relaxed.Dropped, relaxed.Rest)
	}
	// Output:
	// without drill: country:PK -naval
	// without country:PK: drill -naval
	// without -naval: drill country:PK
}
