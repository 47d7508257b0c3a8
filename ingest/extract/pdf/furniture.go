package pdf

import (
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
)

// spot is what a line says, with numbers left out, and where.
type spot struct {
	text string
	y    int
}

// removeFurniture takes headers and footers out of pages and returns the first of each.
func removeFurniture(pages []page) (headers, footers []string) {
	seen := make(map[spot]int)
	for _, pg := range pages {
		for _, l := range pg.edges() {
			key := spotOf(l)
			seen[key]++
			seen[spot{key.text, key.y + 1}]++ // lines at the border of two heights count in both
		}
	}
	told := make(map[string]bool)
	for i := range pages {
		for _, l := range pages[i].edges() {
			key := spotOf(l)
			if n := max(seen[key], seen[spot{key.text, key.y + 1}]); n < furniturePages {
				continue
			}
			if !told[key.text] && countLetters(l.text) > 2 {
				told[key.text] = true
				if l.y < pages[i].middle() {
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

// edges are the lines at the top and at the bottom of a page.
func (pg *page) edges() []*line {
	var all []*line
	for b := range pg.passages {
		if pg.passages[b].aside {
			continue
		}
		for i := range pg.passages[b].lines {
			all = append(all, &pg.passages[b].lines[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *line) int {
		switch {
		case a.y < b.y:
			return -1
		case a.y > b.y:
			return 1
		}
		return 0
	})
	if len(all) <= 2*furnitureRows {
		return all
	}
	return append(slices.Clone(all[:furnitureRows]), all[len(all)-furnitureRows:]...)
}

// middle is the height of the middle of the text.
func (pg *page) middle() float64 {
	all := pg.edges()
	if len(all) == 0 {
		return 0
	}
	return (all[0].y + all[len(all)-1].y) / 2
}

var (
	numbers = regexp.MustCompile(`\pN+`)
	roman   = regexp.MustCompile(`^[ivxlc]+$`)
)

func spotOf(l *line) spot {
	text := strings.ToLower(l.text)
	if roman.MatchString(text) {
		text = "#"
	}
	return spot{numbers.ReplaceAllString(text, "#"), int(l.y / furnitureShift)}
}
