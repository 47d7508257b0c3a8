package query_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"daftar/index/query"
)

var update = flag.Bool("update", false, "write the golden files anew")

const understoodGolden = "testdata/understood.golden"

// TestUnderstood compares what people read, the tree read aloud and the notes, with a golden file.
func TestUnderstood(t *testing.T) {
	questions := []string{
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
	v := words(t)
	var b strings.Builder
	for _, in := range questions {
		for _, loose := range []bool{false, true} {
			p := query.Parse(in, query.Options{Vocabulary: v, MatchAny: loose})
			if loose {
				fmt.Fprintf(&b, "any:  %s\n\n", p.Description)
				continue
			}
			fmt.Fprintf(&b, "%s\nall:  %s\n", in, p.Description)
			for _, n := range p.Notes {
				fmt.Fprintf(&b, "note: %s\n", n)
			}
		}
	}
	if *update {
		if err := os.WriteFile(understoodGolden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(understoodGolden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got other words than %s holds; look at them and run with -update\n%s", understoodGolden, b.String())
	}
}
