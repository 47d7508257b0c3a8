package extract

import "strings"

// A Markdown parser takes time that grows with the square of the depth of what is nested in one line, and of the links
// that are opened and not closed in one paragraph: 40,000 of them, a file of 160 KB, take eight seconds. No person writes
// more than a few; a text beyond these limits is read as plain text.
const (
	mostNested = 100
	mostOpen   = 1000
)

// tangled reports whether a Markdown text is beyond the limits.
func tangled(body string) bool {
	open := 0
	for line := range strings.Lines(body) {
		if strings.TrimSpace(line) == "" {
			open = 0
			continue
		}
		if nested(line) > mostNested {
			return true
		}
		for at := 0; at < len(line); at++ {
			switch {
			case line[at] == '(' && at > 0 && line[at-1] == ']':
				open++
			case line[at] == ')' && open > 0:
				open--
			}
			if open > mostOpen {
				return true
			}
		}
	}
	return false
}

// nested counts the quotations and lists that a line opens at its head.
func nested(line string) int {
	depth := 0
	for at := 0; at < len(line); {
		digits := len(line[at:]) - len(strings.TrimLeft(line[at:], "0123456789"))
		rest := line[at+digits:]
		switch {
		case digits == 0 && (rest[0] == ' ' || rest[0] == '\t'):
			at++
			continue
		case digits == 0 && rest[0] == '>':
		case digits == 0 && strings.ContainsRune("-+*", rune(rest[0])) && strings.HasPrefix(rest[1:], " "):
		case digits > 0 && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ")):
		default:
			return depth
		}
		depth++
		at += digits + 1
	}
	return depth
}
