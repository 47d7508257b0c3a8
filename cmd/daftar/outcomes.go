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

// maxShownReasons of a table are printed; --json has all of them.
const maxShownReasons = 25

// printOutcomes prints the table by format, then why there is no text of some files.
func printOutcomes(out io.Writer, o index.Outcomes) {
	printFormats(out, o.Formats)
	titles := map[index.Outcome]string{
		index.OutcomeFailed: "failed", index.OutcomeEmpty: "empty", index.OutcomeUnsupported: "not read yet",
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
		fmt.Fprintf(out, "%6d  %s: %s%s\n", r.Count, r.Reason, strings.Join(names, ", "), more)
	}
	if n := len(o.Reasons) - maxShownReasons; n > 0 {
		fmt.Fprintf(out, "and %s\n", plural(n, "reason more", "reasons more"))
	}
}

// printFormats prints the table by format; columns that are all zero say nothing and are left out.
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
		{"not read yet", func(f index.FormatCount) int { return f.Unsupported }},
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

// failClasses are the values of --fail-on, and how many files are of each kind.
var failClasses = []struct {
	name  string
	what  string
	count func(index.Outcomes) int
}{
	{"error", "could not be read", func(o index.Outcomes) int { return o.Failed }},
	{"limit", "reached a limit", func(o index.Outcomes) int { return o.Limited }},
	{"empty", "had no text", func(o index.Outcomes) int { return o.Empty }},
	{"unknown", "had a format that is not read", func(o index.Outcomes) int { return o.Unsupported }},
}

// failNames are the values of --fail-on.
func failNames() []string {
	var names []string
	for _, k := range failClasses {
		names = append(names, k.name)
	}
	return names
}

// checkFailOn refuses kinds that there are not.
func checkFailOn(kinds []string) error {
	for _, k := range kinds {
		if !slices.Contains(failNames(), k) {
			return usageErrorf("reindex", "--fail-on %q is not allowed; allowed: %s", k, strings.Join(failNames(), ", "))
		}
	}
	return nil
}

// failOn is an error if there are files of one of the kinds. The generation is published all the same.
func failOn(kinds []string, o index.Outcomes) error {
	var all []string
	for _, k := range failClasses {
		if n := k.count(o); n > 0 && slices.Contains(kinds, k.name) {
			all = append(all, plural(n, "file", "files")+" "+k.what)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return fmt.Errorf("reindexed, but %s (--fail-on %s)", strings.Join(all, ", "), strings.Join(kinds, ","))
}
