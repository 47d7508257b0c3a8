package tag_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

// floors are the figures reached so far; they may only rise. Each is of a part of a set of ../shared/corpora: F1, or the
// measure in its name. Figures of shares that should be small are ceilings.
var floors = map[string]float64{
	"countries, F1 / current-events-2025/docs":                                       .91,
	"countries, F1 / reuters21578-train":                                             .797,
	"countries, F1 / geoparsing/geovirus":                                            .946,
	"countries, F1 / geoparsing/lgl":                                                 .751,
	"incident country among main, R / muc4-dev":                                      .935,
	"main country right alone / factbook":                                            .97,
	"dates that name a year, month or day, F1 / tempeval3":                           .905,
	"dates, all, F1 / tempeval3":                                                     .854,
	"terrorist activity or armed conflict, mentioned, R / conflibert/satp_relevant":  .949,
	"terrorist activity or armed conflict, mentioned, R / muc4-dev":                  .870,
	"terrorist activity or armed conflict, mentioned, F1 / current-events-2025/docs": .826,
	"organised crime, mentioned, R / conflibert/insightCrime":                        .990,
	"nuclear, mentioned, F1 / unvotes":                                               .914,
	"arms control, mentioned, F1 / unvotes":                                          .811,
	"rights, mentioned, F1 / unvotes":                                                .726,
	"terrorist activity or armed conflict as main, share / bbc-news":                 .023,
	"any theme as main, share / reuters21578-train, with topics but ship":            .0105,
	"no theme, share / re3d":                                                         .072,
	"language of a sentence / sib200-train":                                          .997,
	"language of ten sentences / sib200-train":                                       .999,
}

// rounding is the difference that the order of equal values may make.
const rounding = 0.0005

// figure is one line of the table.
type figure struct {
	what, set string
	value     float64
	naive     float64 // the same measure of the naive baseline; negative: none
	target    float64 // 0: none
	atMost    bool    // smaller is better
	documents int
	note      string
}

func (f figure) key() string { return f.what + " / " + f.set }

// TestEvaluation measures the tags on every labelled development set and prints a table, as "make eval" does. People gave the
// labels; the tagger never reads them.
func TestEvaluation(t *testing.T) {
	if testing.Short() {
		t.Skip("slow; the Makefile runs it without the race detector")
	}
	root := filepath.Join("..", "..", "..", "shared", "corpora")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("no corpora in %s", root)
	}
	e := newEvaluation(t, root)
	e.countries()
	e.dates()
	e.themes()
	e.falseAlarms()
	e.languages()
	t.Log("\n" + table(e.figures))
	for _, f := range e.figures {
		floor, known := floors[f.key()]
		switch {
		case !known:
			t.Errorf("%s: %.3f has no floor", f.key(), f.value)
		case f.atMost && f.value > floor+rounding:
			t.Errorf("%s: %.3f is above %.3f", f.key(), f.value, floor)
		case !f.atMost && f.value < floor-rounding:
			t.Errorf("%s: %.3f is below %.3f", f.key(), f.value, floor)
		}
	}
	for key := range floors {
		if !slices.ContainsFunc(e.figures, func(f figure) bool { return f.key() == key }) {
			t.Errorf("%s has a floor but is not measured", key)
		}
	}
}

func table(figures []figure) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "what\tset\tdocuments\tdaftar\tnaive\ttarget\t")
	for _, f := range figures {
		naive, target := "-", "-"
		if f.naive >= 0 {
			naive = fmt.Sprintf("%.3f", f.naive)
		}
		if f.target > 0 {
			target = "at least " + fmt.Sprintf("%.3f", f.target)
			if f.atMost {
				target = "at most " + fmt.Sprintf("%.3f", f.target)
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%.3f\t%s\t%s\t%s\n", f.what, f.set, f.documents, f.value, naive, target, f.note)
	}
	w.Flush()
	return b.String()
}
