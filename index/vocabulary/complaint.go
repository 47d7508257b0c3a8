package vocabulary

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Diagnostic is one mistake in a vocabulary file.
type Diagnostic struct {
	File    string
	Line    int    // from 1; 0 if it is about the whole file
	Message string // what is wrong, what is allowed, and a suggestion where there is one
}

// String returns FILE:LINE: MESSAGE.
func (c Diagnostic) String() string {
	if c.Line == 0 {
		return c.File + ": " + c.Message
	}
	return fmt.Sprintf("%s:%d: %s", c.File, c.Line, c.Message)
}

// Diagnostics are all mistakes of a vocabulary, by file and line.
type Diagnostics []Diagnostic

// Error returns every complaint on a line of its own.
func (c Diagnostics) Error() string {
	lines := make([]string, len(c))
	for n, complaint := range c {
		lines[n] = complaint.String()
	}
	return strings.Join(lines, "\n")
}

func (c Diagnostics) sort() {
	slices.SortStableFunc(c, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}

// nearest returns what of the allowed a wrong word was most likely meant to be, or "" if nothing is close: at most a
// third of its letters differ.
func nearest(wrong string, allowed []string) string {
	best, least := "", len([]rune(wrong))/3+1
	for _, word := range allowed {
		if d := distance(strings.ToLower(wrong), strings.ToLower(word)); d <= least && (best == "" || d < least) {
			best, least = word, d
		}
	}
	return best
}

// distance is Levenshtein's edit distance.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		before := row[0]
		row[0] = i + 1
		for j := range y {
			change := before
			if x[i] != y[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(y)]
}
