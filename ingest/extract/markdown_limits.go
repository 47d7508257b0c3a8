package extract

import "strings"

// The Markdown parser takes time quadratic in the depth of what one line nests, and in the links that one paragraph opens
// and does not close: 40,000 of them, a file of 160 KB, take eight seconds. Nobody writes more than a few. A text beyond
// these limits is read as plain text.
const (
	maxNested    = 100
	maxOpenLinks = 1000
)

// isTooNested reports whether a Markdown text is beyond the limits.
func isTooNested(body string) bool {
	open := 0
	for line := range strings.Lines(body) {
		if strings.TrimSpace(line) == "" {
			open = 0
			continue
		}
		if nestingOf(line) > maxNested {
			return true
		}
		for i := 0; i < len(line); i++ {
			switch {
			case line[i] == '(' && i > 0 && line[i-1] == ']':
				open++
			case line[i] == ')' && open > 0:
				open--
			}
			if open > maxOpenLinks {
				return true
			}
		}
	}
	return false
}

// nestingOf counts the quotations and lists that a line opens at its beginning.
func nestingOf(line string) int {
	depth := 0
	for i := 0; i < len(line); {
		digits := len(line[i:]) - len(strings.TrimLeft(line[i:], "0123456789"))
		rest := line[i+digits:]
		switch {
		case digits == 0 && (rest[0] == ' ' || rest[0] == '\t'):
			i++
			continue
		case digits == 0 && rest[0] == '>':
		case digits == 0 && strings.ContainsRune("-+*", rune(rest[0])) && strings.HasPrefix(rest[1:], " "):
		case digits > 0 && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")):
		default:
			return depth
		}
		depth++
		i += digits + 1
	}
	return depth
}
