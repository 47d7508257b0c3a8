package yamlfile

import (
	"fmt"
	"strings"
)

// Nearest returns the allowed word that a wrong one was most likely meant to be, ignoring case, or "" if none is close: at
// most a third of the letters may differ (Levenshtein distance).
func Nearest(wrong string, allowed []string) string {
	best, limit := "", len([]rune(wrong))/3+1
	for _, word := range allowed {
		if d := distance(strings.ToLower(wrong), strings.ToLower(word)); d <= limit && (best == "" || d < limit) {
			best, limit = word, d
		}
	}
	return best
}

// DidYouMean returns "; did you mean X?" for the nearest allowed word, "" if none is close.
func DidYouMean(wrong string, allowed []string) string {
	if word := Nearest(wrong, allowed); word != "" {
		return fmt.Sprintf("; did you mean %q?", word)
	}
	return ""
}

// distance is the Levenshtein distance in letters.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			replace := diagonal
			if x[i] != y[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(y)]
}
