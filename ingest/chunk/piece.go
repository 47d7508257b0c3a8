package chunk

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// window bounds what is handed to the sentence rules at once: they take quadratic time on a line of nothing but
// spaces or brackets. A longer sentence is read in pieces.
const window = 1024

// maxMarks ends a window behind so many ASCII bytes that are neither letter nor digit, for the same reason.
const maxMarks = 64

// maxPiece bounds a piece, so that a text without sentences is packed as evenly as one with them. About 70 words.
const maxPiece = 420

// maxBlank bounds the blank lines that a piece takes with it, so that no piece outgrows a passage.
const maxBlank = 1024

// Lines of this length were broken to fit a page: unless a sentence ends with the line it goes on in the next one.
// Shorter ones are headings and list entries, longer ones whole paragraphs.
const (
	shortLine = 45
	longLine  = 120
)

// pieces walks over sentences, parts of long ones, and lines. After next the piece is what lies before at.
type pieces struct {
	text   string
	at     int
	end    int
	weight int
	border border

	read      int // the end of the sentence that at is in
	sentences *sentences.Iterator[string]
	line      int // where the line begins
	base      int // where the window of sentences begins
	stop      int // where it ends
	cut       bool
}

func (p *pieces) next() bool {
	if p.at >= p.end {
		return false
	}
	from := p.at
	if p.at >= p.read {
		p.sentence()
	}
	if p.read-from > maxPiece {
		p.at = from + wordEnd(p.text[from:from+maxPiece])
		p.border = inSentence
	} else {
		p.at = p.read
		p.border = p.borderAt(from)
	}
	p.weight = weigh(p.text[from:p.at])
	return true
}

// sentence reads to the end of the next sentence, line or window.
func (p *pieces) sentence() {
	if p.at >= p.stop {
		p.open()
	}
	p.read = p.stop
	if p.sentences.Next() {
		p.read = p.base + p.sentences.End()
	}
	p.read = p.blankLines(p.read)
}

// open starts a window at the present place: to the end of the line, or, in a long line, to the last space.
func (p *pieces) open() {
	rest := p.text[p.at:min(p.end, p.at+window)]
	size := len(rest)
	p.cut = false
	if nl := strings.IndexByte(rest, '\n'); nl >= 0 {
		size = nl + 1
	} else if p.at+size < p.end {
		p.cut = true
		size = wordEnd(rest)
	}
	if m := marks(rest[:size]); m < size {
		p.cut = true
		size = m
	}
	p.base, p.stop = p.at, p.at+size
	if p.at > 0 && p.text[p.at-1] == '\n' {
		p.line = p.at
	}
	p.sentences = sentences.FromString(p.text[p.base:p.stop])
}

// wordEnd returns where a full window is best cut: behind its last space, else before its last, perhaps halved, rune.
func wordEnd(s string) int {
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

// marks returns the end of the first run of maxMarks ASCII bytes that are no letters or digits, or the length.
func marks(s string) int {
	run := 0
	for i := range len(s) {
		if b := s[i]; b < utf8.RuneSelf && !isLetter(b) && (b < '0' || b > '9') {
			if run++; run == maxMarks {
				return i + 1
			}
			continue
		}
		run = 0
	}
	return len(s)
}

// blankLines moves an end behind the blank lines that follow: they belong to the passage before them.
func (p *pieces) blankLines(at int) int {
	if at == 0 || p.text[at-1] != '\n' || at < p.stop {
		return at
	}
	limit := min(p.end, at+maxBlank)
	for i := at; i < limit && isSpace(p.text[i]); i++ {
		if p.text[i] == '\n' {
			at = i + 1
		}
	}
	p.stop = at
	return at
}

// borderAt says how good the end of the piece that begins at from is to cut.
func (p *pieces) borderAt(from int) border {
	if p.at >= p.end {
		return paragraph
	}
	piece := p.text[from:p.at]
	if !strings.HasSuffix(piece, "\n") {
		switch {
		case abbreviated(piece):
			return behindTitle
		case p.at == p.stop && p.cut:
			return inSentence
		}
		return sentence
	}
	body := strings.TrimRight(piece, " \t\r\n")
	line := from + len(body) - p.line
	indented := p.text[p.at] == ' ' || p.text[p.at] == '\t'
	switch {
	case strings.Count(piece[len(body):], "\n") > 1, line > longLine, indented && ends(body):
		return paragraph
	case line < shortLine, ends(body):
		return sentence
	}
	return inSentence
}

// ends reports whether a sentence ends with the text, perhaps in quotes or brackets.
func ends(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]`)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;…。！？۔؟।", r)
}

// abbreviated reports whether the full stop at the end is one of an abbreviation that a name follows: "Gen. Smith",
// "J. Smith", "the U.S. Army". UAX 29 sees an end of sentence there.
func abbreviated(piece string) bool {
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
				weight += word
			}
			inWord = !space
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size - 1
		switch {
		case r >= firstUnspaced && unicode.In(r, unspaced...):
			weight += character
			inWord = true
		case unicode.IsSpace(r):
			inWord = false
		case !inWord:
			weight += word
			inWord = true
		}
	}
	return weight
}

// unspaced are the scripts that are written without spaces between words; Thai, the first in Unicode, begins at
// firstUnspaced.
var unspaced = []*unicode.RangeTable{unicode.Thai, unicode.Lao,
	unicode.Myanmar, unicode.Khmer, unicode.Hiragana, unicode.Katakana, unicode.Han}

const firstUnspaced = 0x0E00
