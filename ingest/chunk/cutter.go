package chunk

import "daftar/index"

// border says how good a place is to cut.
type border int

const (
	behindTitle border = iota // "Gen." before "Smith"
	inSentence
	sentence
	paragraph
)

// cutter packs the pieces of a text into passages as they come. It never looks ahead: when the passage grows too long
// it is cut at the best place seen, and what lies behind that place begins the next one.
type cutter struct {
	text     string
	passages []index.Passage

	start  int // of the passage being filled
	at     int // how far the text is read
	weight int // of start..at
	best   [paragraph + 1]place

	last int // weight of the last passage emitted in this section, -1 if none
}

// place is the latest place to cut of its kind; a zero end is none.
type place struct{ end, weight int }

// section packs the text up to end, where a heading or the end of the text makes a border.
func (c *cutter) section(end int) {
	pieces := pieces{text: c.text, at: c.at, end: end}
	for pieces.next() {
		c.add(pieces.at, pieces.weight, pieces.border)
	}
	c.at = end
	switch {
	case c.joins(end):
		c.passages[len(c.passages)-1].End = end
		c.reset(end)
	case c.weight >= scrap:
		c.emit(end)
	}
	c.last = -1
}

// joins reports whether what is left up to the end of a section is better part of the passage before it.
func (c *cutter) joins(end int) bool {
	return c.last >= 0 && c.weight < rest && c.last+c.weight <= most+rest &&
		end-c.passages[len(c.passages)-1].Start <= maxBytes
}

// add takes the piece that ends at end.
func (c *cutter) add(end, weight int, b border) {
	for c.weight > 0 && c.weight+weight > most || c.at > c.start && end-c.start > maxBytes {
		c.cut()
	}
	c.at = end
	c.weight += weight
	c.best[b] = place{end, c.weight}
	if b == paragraph && c.weight >= fewest {
		c.emit(end)
	}
}

// cut ends the passage at the best place seen.
func (c *cutter) cut() {
	at := c.place()
	read, behind := c.at, c.weight-at.weight
	c.emit(at.end)
	c.at, c.weight = read, behind
}

// place returns the best place to cut: a paragraph's end unless that leaves too little and a sentence's end more, then a
// sentence's, then any.
func (c *cutter) place() place {
	p, s := c.best[paragraph], c.best[sentence]
	switch {
	case p.weight >= least && (p.weight >= fewest || s.weight < p.weight):
		return p
	case s.weight >= least:
		return s
	case c.best[inSentence].weight >= least:
		return c.best[inSentence]
	}
	return place{c.at, c.weight}
}

// emit ends the passage at end and forgets what was read behind it.
func (c *cutter) emit(end int) {
	c.passages = append(c.passages, index.Passage{Start: c.start, End: end})
	c.last = c.weight
	c.reset(end)
}

func (c *cutter) reset(at int) {
	c.start, c.at, c.weight = at, at, 0
	c.best = [paragraph + 1]place{}
}
