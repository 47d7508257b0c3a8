package query_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"daftar/index/query"
	"daftar/server/i18n"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const descriptionsGolden = "testdata/descriptions.golden"

// TestDescriptionsAndNotesInEnglish compares the texts that people read with a golden file.
func TestDescriptionsAndNotesInEnglish(t *testing.T) {
	queries := []string{
		``, `drill`, `drill naval`, `drill -naval`, `drill -naval -air`, `-naval`, `-naval -air`, `naval OR air`,
		`naval OR air OR land`, `drill naval OR air`, `drill -(naval air)`, `drill -(naval OR air)`,
		`drill "joint exercise" -naval country:PK after:2024`, `"drill"`, `"joint exercise"~1`, `"joint exercise"~7`,
		`title:drill`, `title:"joint exercise" naval`, `country:PK`, `country:PK -country:AF`, `country:_missing`,
		`country:PK OR country:AF`, `drill OR country:PK`, `drill (naval OR country:PK)`, `-(drill country:PK)`,
		`theme:joint-exercises`, `theme_group:terrorism-extremism`, `lang:ru`, `source:"Dawn of Karachi"`, `format:pdf`,
		`after:2024`, `after:2024-03`, `after:2024-03-09 before:2025`, `before:2025-06`, `before:2025-06-30`,
		`учения -флот lang:ru`, `رزمایش "مشق فوجی"`, `联合演习 country:CN`,
		`the army of Pakistan`, `the of`, `country:XX theme:cooking`, `drill*`, `naval) OR`, `"open quote`,
	}
	v := builtIn(t)
	english := i18n.English(v)
	var b strings.Builder
	for _, in := range queries {
		for _, matchAny := range []bool{false, true} {
			p := query.Parse(in, query.Options{Vocabulary: v, MatchAny: matchAny})
			if matchAny {
				fmt.Fprintf(&b, "any:  %s\n\n", english.Message(p.Description))
				continue
			}
			fmt.Fprintf(&b, "%s\nall:  %s\n", in, english.Message(p.Description))
			for _, n := range english.Messages(p.Notes) {
				fmt.Fprintf(&b, "note: %s\n", n)
			}
		}
	}
	if *update {
		if err := os.WriteFile(descriptionsGolden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(descriptionsGolden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("texts differ from %s; check them and run the test with -update\n%s", descriptionsGolden, b.String())
	}
}
