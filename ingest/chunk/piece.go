package chunk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// windowBytes bounds what is handed to the sentence rules at once: they take quadratic time on a line of nothing but
// spaces or brackets. A longer sentence is read in pieces.
const windowBytes = 1024

// maxSymbolRun ends a window behind so many ASCII bytes that are neither letter nor digit, for the same reason.
const maxSymbolRun = 64

// maxSegment bounds a piece, so that a text without sentences is packed as evenly as one with them. About 70 words.
const maxSegment = 420

// maxBlank bounds the blank lines that a piece takes with it, so that no piece outgrows a passage.
const maxBlank = 1024

// Lines of this length were broken to fit a page: unless a sentence ends with the line it goes on in the next one.
// Shorter ones are headings and list entries, longer ones whole paragraphs.
const (
	shortLine = 45
	longLine  = 120
)

// segmenter walks over sentences, parts of long ones, and lines. After next the piece is what lies before at.
type segmenter struct {
	text     string
	pos      int
	limit    int
	weight   int
	boundary boundary

	sentenceEnd int // the end of the sentence that at is in
	sentences   *sentences.Iterator[string]
	lineStart   int // where the line begins
	windowStart int // where the window of sentences begins
	windowEnd   int // where it ends
	truncated   bool
}

func (p *segmenter) next() bool {
	if p.pos >= p.limit {
		return false
	}
	from := p.pos
	if p.pos >= p.sentenceEnd {
		p.readSentence()
	}
	if p.sentenceEnd-from > maxSegment {
		p.pos = from + lastWordBreak(p.text[from:from+maxSegment])
		p.boundary = midSentence
	} else {
		p.pos = p.sentenceEnd
		p.boundary = p.boundaryAfter(from)
	}
	p.weight = weigh(p.text[from:p.pos])
	return true
}

// readSentence reads to the end of the next sentence, line or window.
func (p *segmenter) readSentence() {
	if p.pos >= p.windowEnd {
		p.openWindow()
	}
	p.sentenceEnd = p.windowEnd
	if p.sentences.Next() {
		p.sentenceEnd = p.windowStart + p.sentences.End()
	}
	p.sentenceEnd = p.skipBlankLines(p.sentenceEnd)
}

// openWindow starts a window at the present place: to the end of the line, or, in a long line, to the last space.
func (p *segmenter) openWindow() {
	rest := p.text[p.pos:min(p.limit, p.pos+windowBytes)]
	size := len(rest)
	p.truncated = false
	if nl := strings.IndexByte(rest, '\n'); nl >= 0 {
		size = nl + 1
	} else if p.pos+size < p.limit {
		p.truncated = true
		size = lastWordBreak(rest)
	}
	if m := symbolRunEnd(rest[:size]); m < size {
		p.truncated = true
		size = m
	}
	p.windowStart, p.windowEnd = p.pos, p.pos+size
	if p.pos > 0 && p.text[p.pos-1] == '\n' {
		p.lineStart = p.pos
	}
	p.sentences = sentences.FromString(p.text[p.windowStart:p.windowEnd])
}

// lastWordBreak returns where a full window is best cut: behind its last space, else before its last, perhaps halved, rune.
func lastWordBreak(s string) int {
	if at := strings.LastIndexAny(s, " \t"); at > len(s)/2 {
		return at + 1
	}
	at := len(s) - 1
	for at > len(s)-utf8.UTFMax && !utf8.RuneStart(s[at]) {
		at--
	}
	if utf8.FullRuneInString(s[at:]) {
		return len(s)
	}
	return max(at, 1)
}

// symbolRunEnd returns the end of the first run of maxMarks ASCII bytes that are no letters or digits, or the length.
func symbolRunEnd(s string) int {
	run := 0
	for i := range len(s) {
		if b := s[i]; b < utf8.RuneSelf && !isLetter(b) && (b < '0' || b > '9') {
			if run++; run == maxSymbolRun {
				return i + 1
			}
			continue
		}
		run = 0
	}
	return len(s)
}

// skipBlankLines moves an end behind the blank lines that follow: they belong to the passage before them.
func (p *segmenter) skipBlankLines(at int) int {
	if at == 0 || p.text[at-1] != '\n' || at < p.windowEnd {
		return at
	}
	limit := min(p.limit, at+maxBlank)
	for i := at; i < limit && isSpace(p.text[i]); i++ {
		if p.text[i] == '\n' {
			at = i + 1
		}
	}
	p.windowEnd = at
	return at
}

// boundaryAfter says how good the end of the piece that begins at from is to cut.
func (p *segmenter) boundaryAfter(from int) boundary {
	if p.pos >= p.limit {
		return paragraphEnd
	}
	piece := p.text[from:p.pos]
	if !strings.HasSuffix(piece, "\n") {
		switch {
		case endsInAbbreviation(piece):
			return afterTitle
		case p.pos == p.windowEnd && p.truncated:
			return midSentence
		}
		return sentenceEnd
	}
	body := strings.TrimRight(piece, " \t\r\n")
	line := from + len(body) - p.lineStart
	indented := p.text[p.pos] == ' ' || p.text[p.pos] == '\t'
	switch {
	case strings.Count(piece[len(body):], "\n") > 1, line > longLine, indented && endsSentence(body):
		return paragraphEnd
	case line < shortLine, endsSentence(body):
		return sentenceEnd
	}
	return midSentence
}

// endsSentence reports whether a sentence ends with the text, perhaps in quotes or brackets.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]`)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;…。！？۔؟।", r)
}

// endsInAbbreviation reports whether the full stop at the end is one of an abbreviation that a name follows: "Gen. Smith",
// "J. Smith", "the U.S. Army". UAX 29 sees an end of sentence there.
func endsInAbbreviation(piece string) bool {
	s := strings.TrimRight(piece, " \t")
	if !strings.HasSuffix(s, ".") {
		return false
	}
	s = s[:len(s)-1]
	from := len(s)
	for from > 0 && isLetter(s[from-1]) {
		from--
	}
	last := s[from:]
	if len(last) == 1 {
		return last[0] < 'a'
	}
	switch last {
	case "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Sgt", "Capt", "Cpt", "Cmdr", "Adm", "Brig",
		"Sen", "Rep", "Gov", "Pres", "Amb", "Sec", "Rev", "Hon", "St", "Mt", "No", "Nos", "Art", "vs", "cf", "Jan", "Feb",
		"Mar", "Apr", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec":
		return true
	}
	return false
}

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// weigh measures a text: words between spaces, and characters of scripts without spaces.
func weigh(s string) int {
	weight, inWord := 0, false
	for i := 0; i < len(s); i++ {
		if b := s[i]; b < utf8.RuneSelf {
			space := b <= ' '
			if !space && !inWord {
				weight += wordWeight
			}
			inWord = !space
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size - 1
		switch {
		case r >= firstUnspacedRune && unicode.In(r, unspacedScripts...):
			weight += charWeight
			inWord = true
		case unicode.IsSpace(r):
			inWord = false
		case !inWord:
			weight += wordWeight
			inWord = true
		}
	}
	return weight
}

// unspacedScripts are the scripts that are written without spaces between words; Thai, the first in Unicode, begins at
// firstUnspaced.
var unspacedScripts = []*unicode.RangeTable{unicode.Thai, unicode.Lao,
	unicode.Myanmar, unicode.Khmer, unicode.Hiragana, unicode.Katakana, unicode.Han}

const firstUnspacedRune = 0x0E00
