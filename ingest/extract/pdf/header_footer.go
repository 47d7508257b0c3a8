package pdf

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Headers and footers repeat on page after page at the same height. In the text they would interrupt sentences.

// Bounds of headers and footers.
const (
	headerRows     = 3 // lines from the top and bottom that are compared
	minHeaderPages = 3 // pages on which a line must repeat
	headerShift    = 4 // points by which its height may differ
	// part of the page height, from the top and from the bottom
	headerZone = 0.12
)

// lineKey is the text of a line without numbers, and its height.
type lineKey struct {
	text string
	y    int
}

// removeHeadersFooters removes headers and footers and returns each different one.
func removeHeadersFooters(pages []page) (headers, footers []string) {
	seen := make(map[lineKey]int)
	top, bottom := headerFooterZones(pages)
	for _, pg := range pages {
		for _, l := range pg.edgeLines(top, bottom) {
			key := keyOf(l)
			seen[key]++
			seen[lineKey{key.text, key.y + 1}]++ // lines between two heights count in both
		}
	}
	reported := make(map[string]bool)
	for i := range pages {
		for _, l := range pages[i].edgeLines(top, bottom) {
			key := keyOf(l)
			if n := max(seen[key], seen[lineKey{key.text, key.y + 1}]); n < minHeaderPages {
				continue
			}
			if !reported[key.text] && countLetters(l.text) > 2 {
				reported[key.text] = true
				if l.y < top {
					headers = append(headers, l.text)
				} else {
					footers = append(footers, l.text)
				}
			}
			l.text = ""
		}
	}
	for i := range pages {
		pages[i].dropEmptyLines()
	}
	return headers, footers
}

func (pg *page) dropEmptyLines() {
	for b := range pg.blocks {
		p := &pg.blocks[b]
		if n := len(p.lines); n > 0 {
			p.lines = slices.DeleteFunc(p.lines, func(l line) bool { return l.text == "" })
			if len(p.lines) < n {
				p.measure()
			}
		}
	}
}

// headerFooterZones returns the heights above which headers and below which footers are.
func headerFooterZones(pages []page) (top, bottom float64) {
	first := true
	for _, pg := range pages {
		for _, p := range pg.blocks {
			for i := range p.lines {
				if y := p.lines[i].y; first {
					top, bottom, first = y, y, false
				} else {
					top, bottom = min(top, y), max(bottom, y)
				}
			}
		}
	}
	zone := headerZone * (bottom - top)
	return top + zone, bottom - zone
}

// edgeLines returns the lines at the top and bottom of a page.
func (pg *page) edgeLines(top, bottom float64) []*line {
	var above, below []*line
	for b := range pg.blocks {
		p := &pg.blocks[b]
		for i := range p.lines {
			switch l := &p.lines[i]; {
			case p.rotated:
			case l.y < top:
				above = append(above, l)
			case l.y > bottom:
				below = append(below, l)
			}
		}
	}
	slices.SortStableFunc(above, func(a, b *line) int { return cmp.Compare(a.y, b.y) })
	slices.SortStableFunc(below, func(a, b *line) int { return cmp.Compare(b.y, a.y) })
	return append(above[:min(len(above), headerRows)], below[:min(len(below), headerRows)]...)
}

var (
	numbers = regexp.MustCompile(`\pN+`)
	roman   = regexp.MustCompile(`^()[ivxlc]+( |$)|( )[ivxlc]+$`)
)

func keyOf(l *line) lineKey {
	text := roman.ReplaceAllString(strings.ToLower(l.text), "$1$3#$2")
	return lineKey{numbers.ReplaceAllString(text, "#"), int(l.y / headerShift)}
}
