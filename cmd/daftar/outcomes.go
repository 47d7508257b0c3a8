package main

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"daftar/index"
)

// maxShownReasons are printed; --json has all of them.
const maxShownReasons = 25

// printOutcomes prints the table by format, then the reasons why files gave no document.
func printOutcomes(out io.Writer, o index.Outcomes) {
	printFormats(out, o.Formats)
	titles := map[index.Outcome]string{
		index.OutcomeFailed: "failed", index.OutcomeEmpty: "empty", index.OutcomeUnsupported: "unsupported",
	}
	last := index.Outcome("")
	for _, r := range o.Reasons[:min(len(o.Reasons), maxShownReasons)] {
		if r.Outcome != last {
			fmt.Fprintf(out, "%s:\n", titles[r.Outcome])
			last = r.Outcome
		}
		more := ""
		if n := r.Count - len(r.Paths); n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		names := make([]string, len(r.Paths))
		for i, p := range r.Paths {
			names[i] = path.Base(p)
		}
		fmt.Fprintf(out, "%6d  %s: %s%s\n", r.Count, english().Problem(r.Problem()), strings.Join(names, ", "), more)
	}
	if n := len(o.Reasons) - maxShownReasons; n > 0 {
		fmt.Fprintln(out, plural(n, "more reason", "more reasons"))
	}
}

// printFormats prints the table by format, without columns that are all zero.
func printFormats(out io.Writer, formats []index.FormatCount) {
	columns := []struct {
		name  string
		value func(index.FormatCount) int
	}{
		{"files", func(f index.FormatCount) int { return f.Files }},
		{"documents", func(f index.FormatCount) int { return f.Documents }},
		{"read", func(f index.FormatCount) int { return f.Read }},
		{"empty", func(f index.FormatCount) int { return f.Empty }},
		{"limited", func(f index.FormatCount) int { return f.Limited }},
		{"unsupported", func(f index.FormatCount) int { return f.Unsupported }},
		{"failed", func(f index.FormatCount) int { return f.Failed }},
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	totals := make([]int, len(columns))
	for _, f := range formats {
		for at, c := range columns {
			totals[at] += c.value(f)
		}
	}
	row := func(name string, cell func(at int) string) {
		for at := range columns {
			if at <= 2 || totals[at] > 0 {
				name += "\t" + cell(at)
			}
		}
		fmt.Fprintln(w, name+"\t")
	}
	row("format", func(at int) string { return columns[at].name })
	for _, f := range formats {
		row(f.Format, func(at int) string { return fmt.Sprint(columns[at].value(f)) })
	}
	if len(formats) > 1 {
		row("all", func(at int) string { return fmt.Sprint(totals[at]) })
	}
	w.Flush()
}

// failClasses are the values of --fail-on. They depend on outcomes and codes, never on texts.
var failClasses = []struct {
	name        string
	description string
	count       func(index.Outcomes) int
}{
	{"error", "could not be read", func(o index.Outcomes) int { return o.Failed }},
	{"limit", "reached a limit", func(o index.Outcomes) int { return o.Limited }},
	{"empty", "had no text", func(o index.Outcomes) int { return o.Empty }},
	{"unsupported", "had an unsupported format", func(o index.Outcomes) int { return o.Unsupported }},
}

func failNames() []string {
	var names []string
	for _, c := range failClasses {
		names = append(names, c.name)
	}
	return names
}

func checkFailOn(classes []string) error {
	for _, c := range classes {
		if !slices.Contains(failNames(), c) {
			return usageErrorf("reindex", "--fail-on must be one of %s, got %q", strings.Join(failNames(), ", "), c)
		}
	}
	return nil
}

// failOn returns an error if there are files of one of the classes. The generation has been published.
func failOn(classes []string, o index.Outcomes) error {
	var all []string
	for _, c := range failClasses {
		if n := c.count(o); n > 0 && slices.Contains(classes, c.name) {
			all = append(all, plural(n, "file", "files")+" "+c.description)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return fmt.Errorf("reindexed, but %s (--fail-on %s)", strings.Join(all, ", "), strings.Join(classes, ","))
}
