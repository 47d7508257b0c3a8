package chunk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// windowBytes bounds the input of the UAX 29 iterator: its time is quadratic on a line of only spaces or brackets. A
// longer sentence is read in parts.
const windowBytes = 1024

// maxSymbolRun ends a window after this many ASCII bytes in a row that are neither letters nor digits, for the same
// reason.
const maxSymbolRun = 64

// maxSegment bounds a segment, about 70 words, so that text without sentences is packed as evenly as text with them.
const maxSegment = 420

// maxBlank bounds the blank lines at the end of a segment, so that no segment is larger than a passage.
const maxBlank = 1024

// Lines of shortLine to longLine bytes were wrapped to fit a page: a sentence continues in the next line unless it ends
// with the line. Shorter lines are headings and list items, longer ones are whole paragraphs.
const (
	shortLine = 45
	longLine  = 120
)

// segmenter iterates over sentences, parts of long sentences, and lines. After next, the segment ends at pos.
type segmenter struct {
	text     string
	pos      int
	limit    int
	weight   int
	boundary boundary

	sentenceEnd int // end of the sentence that contains pos
	sentences   *sentences.Iterator[string]
	lineStart   int
	windowStart int // of the window that the sentence iterator sees
	windowEnd   int
	truncated   bool // the window ends inside a line
}

func (s *segmenter) next() bool {
	if s.pos >= s.limit {
		return false
	}
	from := s.pos
	if s.pos >= s.sentenceEnd {
		s.readSentence()
	}
	if s.sentenceEnd-from > maxSegment {
		s.pos = from + lastWordBreak(s.text[from:from+maxSegment])
		s.boundary = midSentence
	} else {
		s.pos = s.sentenceEnd
		s.boundary = s.boundaryAfter(from)
	}
	s.weight = weigh(s.text[from:s.pos])
	return true
}

// readSentence advances sentenceEnd to the end of the next sentence, line or window.
func (s *segmenter) readSentence() {
	if s.pos >= s.windowEnd {
		s.openWindow()
	}
	s.sentenceEnd = s.windowEnd
	if s.sentences.Next() {
		s.sentenceEnd = s.windowStart + s.sentences.End()
	}
	s.sentenceEnd = s.skipBlankLines(s.sentenceEnd)
}

// openWindow starts a window at pos: to the end of the line, or, in a long line, to its last space.
func (s *segmenter) openWindow() {
	rest := s.text[s.pos:min(s.limit, s.pos+windowBytes)]
	size := len(rest)
	s.truncated = false
	if nl := strings.IndexByte(rest, '\n'); nl >= 0 {
		size = nl + 1
	} else if s.pos+size < s.limit {
		s.truncated = true
		size = lastWordBreak(rest)
	}
	if m := symbolRunEnd(rest[:size]); m < size {
		s.truncated = true
		size = m
	}
	s.windowStart, s.windowEnd = s.pos, s.pos+size
	if s.pos > 0 && s.text[s.pos-1] == '\n' {
		s.lineStart = s.pos
	}
	s.sentences = sentences.FromString(s.text[s.windowStart:s.windowEnd])
}

// lastWordBreak returns the best end of a full window: after its last space, or before a rune that is cut off.
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

// symbolRunEnd returns the end of the first run of maxSymbolRun ASCII bytes that are neither letters nor digits, or
// len(s).
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

// skipBlankLines moves an end past the blank lines that follow: they belong to the passage before them.
func (s *segmenter) skipBlankLines(at int) int {
	if at == 0 || s.text[at-1] != '\n' || at < s.windowEnd {
		return at
	}
	limit := min(s.limit, at+maxBlank)
	for i := at; i < limit && isSpace(s.text[i]); i++ {
		if s.text[i] == '\n' {
			at = i + 1
		}
	}
	s.windowEnd = at
	return at
}

// boundaryAfter rates the end of the segment that starts at from.
func (s *segmenter) boundaryAfter(from int) boundary {
	if s.pos >= s.limit {
		return paragraphEnd
	}
	segment := s.text[from:s.pos]
	if !strings.HasSuffix(segment, "\n") {
		switch {
		case endsInAbbreviation(segment):
			return afterTitle
		case s.pos == s.windowEnd && s.truncated:
			return midSentence
		}
		return sentenceEnd
	}
	body := strings.TrimRight(segment, " \t\r\n")
	line := from + len(body) - s.lineStart
	indented := s.text[s.pos] == ' ' || s.text[s.pos] == '\t'
	switch {
	case strings.Count(segment[len(body):], "\n") > 1, line > longLine, indented && endsSentence(body):
		return paragraphEnd
	case line < shortLine, endsSentence(body):
		return sentenceEnd
	}
	return midSentence
}

// endsSentence reports whether s ends with sentence punctuation, possibly inside quotes or brackets.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]`)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;…。！？۔؟।", r)
}

// endsInAbbreviation reports whether the full stop at the end belongs to an abbreviation that a name follows, such as
// "Gen. Smith", "J. Smith" or "the U.S. Army". UAX 29 ends a sentence there.
func endsInAbbreviation(segment string) bool {
	s := strings.TrimRight(segment, " \t")
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

// weigh returns the weight of s: its words between spaces, and its characters in scripts without spaces.
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

// unspacedScripts are written without spaces between words.
var unspacedScripts = []*unicode.RangeTable{unicode.Thai, unicode.Lao,
	unicode.Myanmar, unicode.Khmer, unicode.Hiragana, unicode.Katakana, unicode.Han}

// firstUnspacedRune is the first letter of Thai, which comes first in Unicode.
const firstUnspacedRune = 0x0E00
