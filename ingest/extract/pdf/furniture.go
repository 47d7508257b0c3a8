package pdf

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Headers and footers say the same on page after page at the same height. They are taken out of the text, where they
// would stand in the middle of sentences.

const (
	headerRows     = 3 // lines from the top and from the bottom that are looked at
	minHeaderPages = 3 // on which a line must come again
	headerShift    = 4 // points that it may stand higher or lower
	// headerZone is the part of the height of all pages, from the top and from the bottom, in which it stands.
	headerZone = 0.12
)

// lineKey is what a line says, with numbers left out, and where.
type lineKey struct {
	text string
	y    int
}

// removeHeadersFooters takes headers and footers out of pages and returns the first of each.
func removeHeadersFooters(pages []page) (headers, footers []string) {
	seen := make(map[lineKey]int)
	top, bottom := headerFooterZones(pages)
	for _, pg := range pages {
		for _, l := range pg.edgeLines(top, bottom) {
			key := keyOf(l)
			seen[key]++
			seen[lineKey{key.text, key.y + 1}]++ // lines at the border of two heights count in both
		}
	}
	told := make(map[string]bool)
	for i := range pages {
		for _, l := range pages[i].edgeLines(top, bottom) {
			key := keyOf(l)
			if n := max(seen[key], seen[lineKey{key.text, key.y + 1}]); n < minHeaderPages {
				continue
			}
			if !told[key.text] && countLetters(l.text) > 2 {
				told[key.text] = true
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

// dropEmptyLines drops lines without text.
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

// headerFooterZones are the heights above which headers stand, and below which footers do.
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

// edgeLines are the lines at the top and at the bottom of a page.
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
