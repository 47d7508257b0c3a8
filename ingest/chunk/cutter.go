package chunk

import "daftar/index"

// boundary says how good a place is to cut.
type boundary int

const (
	afterTitle boundary = iota // "Gen." before "Smith"
	midSentence
	sentenceEnd
	paragraphEnd
)

// packer packs the pieces of a text into passages as they come. It never looks ahead: when the passage grows too long
// it is cut at the best place seen, and what lies behind that place begins the next one.
type packer struct {
	text     string
	passages []index.Passage

	start  int // of the passage being filled
	pos    int // how far the text is read
	weight int // of start..at
	best   [paragraphEnd + 1]splitPoint

	lastWeight int // weight of the last passage emitted in this section, -1 if none
}

// splitPoint is the latest place to cut of its kind; a zero end is none.
type splitPoint struct{ end, weight int }

// packSection packs the text up to end, where a heading or the end of the text makes a border.
func (c *packer) packSection(end int) {
	pieces := segmenter{text: c.text, pos: c.pos, limit: end}
	for pieces.next() {
		c.add(pieces.pos, pieces.weight, pieces.boundary)
	}
	c.pos = end
	switch {
	case c.joinsPrevious(end):
		c.passages[len(c.passages)-1].End = end
		c.reset(end)
	case c.weight >= minSection:
		c.emit(end)
	}
	c.lastWeight = -1
}

// joinsPrevious reports whether what is left up to the end of a section is better part of the passage before it.
func (c *packer) joinsPrevious(end int) bool {
	return c.lastWeight >= 0 && c.weight < minLast && c.lastWeight+c.weight <= maxPassage+minLast &&
		end-c.passages[len(c.passages)-1].Start <= maxBytes
}

// add takes the piece that ends at end.
func (c *packer) add(end, weight int, b boundary) {
	for c.weight > 0 && c.weight+weight > maxPassage || c.pos > c.start && end-c.start > maxBytes {
		c.split()
	}
	c.pos = end
	c.weight += weight
	c.best[b] = splitPoint{end, c.weight}
	if b == paragraphEnd && c.weight >= minPassage {
		c.emit(end)
	}
}

// split ends the passage at the best place seen.
func (c *packer) split() {
	at := c.bestSplit()
	read, behind := c.pos, c.weight-at.weight
	c.emit(at.end)
	c.pos, c.weight = read, behind
}

// bestSplit returns the best place to cut: a paragraph's end unless that leaves too little and a sentence's end more, then a
// sentence's, then any.
func (c *packer) bestSplit() splitPoint {
	p, s := c.best[paragraphEnd], c.best[sentenceEnd]
	switch {
	case p.weight >= minSplit && (p.weight >= minPassage || s.weight < p.weight):
		return p
	case s.weight >= minSplit:
		return s
	case c.best[midSentence].weight >= minSplit:
		return c.best[midSentence]
	}
	return splitPoint{c.pos, c.weight}
}

// emit ends the passage at end and forgets what was read behind it.
func (c *packer) emit(end int) {
	c.passages = append(c.passages, index.Passage{Start: c.start, End: end})
	c.lastWeight = c.weight
	c.reset(end)
}

func (c *packer) reset(at int) {
	c.start, c.pos, c.weight = at, at, 0
	c.best = [paragraphEnd + 1]splitPoint{}
}
