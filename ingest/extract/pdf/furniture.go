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
	furnitureRows  = 3 // lines from the top and from the bottom that are looked at
	furniturePages = 3 // on which a line must come again
	furnitureShift = 4 // points that it may stand higher or lower
	// furnitureZone is the part of the height of all pages, from the top and from the bottom, in which it stands.
	furnitureZone = 0.12
)

// spot is what a line says, with numbers left out, and where.
type spot struct {
	text string
	y    int
}

// removeFurniture takes headers and footers out of pages and returns the first of each.
func removeFurniture(pages []page) (headers, footers []string) {
	seen := make(map[spot]int)
	top, bottom := zones(pages)
	for _, pg := range pages {
		for _, l := range pg.edges(top, bottom) {
			key := spotOf(l)
			seen[key]++
			seen[spot{key.text, key.y + 1}]++ // lines at the border of two heights count in both
		}
	}
	told := make(map[string]bool)
	for i := range pages {
		for _, l := range pages[i].edges(top, bottom) {
			key := spotOf(l)
			if n := max(seen[key], seen[spot{key.text, key.y + 1}]); n < furniturePages {
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
		pages[i].tidy()
	}
	return headers, footers
}

// tidy drops lines without text.
func (pg *page) tidy() {
	for b := range pg.passages {
		p := &pg.passages[b]
		if n := len(p.lines); n > 0 {
			p.lines = slices.DeleteFunc(p.lines, func(l line) bool { return l.text == "" })
			if len(p.lines) < n {
				p.measure()
			}
		}
	}
}

// zones are the heights above which headers stand, and below which footers do.
func zones(pages []page) (top, bottom float64) {
	first := true
	for _, pg := range pages {
		for _, p := range pg.passages {
			for i := range p.lines {
				if y := p.lines[i].y; first {
					top, bottom, first = y, y, false
				} else {
					top, bottom = min(top, y), max(bottom, y)
				}
			}
		}
	}
	zone := furnitureZone * (bottom - top)
	return top + zone, bottom - zone
}

// edges are the lines at the top and at the bottom of a page.
func (pg *page) edges(top, bottom float64) []*line {
	var above, below []*line
	for b := range pg.passages {
		p := &pg.passages[b]
		for i := range p.lines {
			switch l := &p.lines[i]; {
			case p.aside:
			case l.y < top:
				above = append(above, l)
			case l.y > bottom:
				below = append(below, l)
			}
		}
	}
	slices.SortStableFunc(above, func(a, b *line) int { return cmp.Compare(a.y, b.y) })
	slices.SortStableFunc(below, func(a, b *line) int { return cmp.Compare(b.y, a.y) })
	return append(above[:min(len(above), furnitureRows)], below[:min(len(below), furnitureRows)]...)
}

var (
	numbers = regexp.MustCompile(`\pN+`)
	roman   = regexp.MustCompile(`^()[ivxlc]+( |$)|( )[ivxlc]+$`)
)

func spotOf(l *line) spot {
	text := roman.ReplaceAllString(strings.ToLower(l.text), "$1$3#$2")
	return spot{numbers.ReplaceAllString(text, "#"), int(l.y / furnitureShift)}
}
