package chunk

import "daftar/index"

// boundary rates a place between two segments. A higher value is a better place to split.
type boundary int

const (
	afterTitle boundary = iota // "Gen." before "Smith"
	midSentence
	sentenceEnd
	paragraphEnd
)

// packer collects segments into passages. It does not look ahead: when the passage exceeds a maximum, it splits at the
// best boundary so far, and the text after that boundary starts the next passage.
type packer struct {
	text     string
	passages []index.Passage

	start  int                          // of the open passage
	pos    int                          // end of the text read so far
	weight int                          // of start..pos
	best   [paragraphEnd + 1]splitPoint // latest boundary of each kind

	lastWeight int // weight of the previous passage in this section, -1 if none
}

// splitPoint is a place to split; a zero end means none.
type splitPoint struct{ end, weight int }

// packSection packs the text up to end, where a heading starts or the text ends.
func (p *packer) packSection(end int) {
	segments := segmenter{text: p.text, pos: p.pos, limit: end}
	for segments.next() {
		p.add(segments.pos, segments.weight, segments.boundary)
	}
	p.pos = end
	switch {
	case p.joinsPrevious(end):
		p.passages[len(p.passages)-1].End = end
		p.reset(end)
	case p.weight >= minSection:
		p.emit(end)
	}
	p.lastWeight = -1
}

// joinsPrevious reports whether the remainder of a section that ends at end joins the previous passage.
func (p *packer) joinsPrevious(end int) bool {
	return p.lastWeight >= 0 && p.weight < minLast && p.lastWeight+p.weight <= maxPassage+minLast &&
		end-p.passages[len(p.passages)-1].Start <= maxBytes
}

// add adds the segment that ends at end.
func (p *packer) add(end, weight int, b boundary) {
	for p.weight > 0 && p.weight+weight > maxPassage || p.pos > p.start && end-p.start > maxBytes {
		p.split()
	}
	p.pos = end
	p.weight += weight
	p.best[b] = splitPoint{end, p.weight}
	if b == paragraphEnd && p.weight >= minPassage {
		p.emit(end)
	}
}

// split ends the passage at the best boundary so far.
func (p *packer) split() {
	at := p.bestSplit()
	read, behind := p.pos, p.weight-at.weight
	p.emit(at.end)
	p.pos, p.weight = read, behind
}

// bestSplit returns the best boundary: the end of a paragraph, unless it leaves less than minPassage and a sentence
// ends later; then the end of a sentence; then any boundary.
func (p *packer) bestSplit() splitPoint {
	para, sent := p.best[paragraphEnd], p.best[sentenceEnd]
	switch {
	case para.weight >= minSplit && (para.weight >= minPassage || sent.weight < para.weight):
		return para
	case sent.weight >= minSplit:
		return sent
	case p.best[midSentence].weight >= minSplit:
		return p.best[midSentence]
	}
	return splitPoint{p.pos, p.weight}
}

// emit ends the passage at end.
func (p *packer) emit(end int) {
	p.passages = append(p.passages, index.Passage{Start: p.start, End: end})
	p.lastWeight = p.weight
	p.reset(end)
}

func (p *packer) reset(at int) {
	p.start, p.pos, p.weight = at, at, 0
	p.best = [paragraphEnd + 1]splitPoint{}
}
