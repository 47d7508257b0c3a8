package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// guess returns the encoding of a text that does not declare it and is not UTF-8. It tries every encoding in use and takes
// the one in which the text reads best by the letter frequencies of its script (letter_frequencies.go). It returns false
// for bytes that read well in none: they are not text.
func guess(raw []byte) (text, used string, ok bool) {
	sample := raw[:min(len(raw), guessBytes)]
	if isISO2022(sample) {
		return decodeAs(raw, "iso-2022-jp")
	}
	if float64(countControls(sample)) > maxControls*float64(len(sample)) {
		return "", "", false
	}
	best, score := "", minScore
	for _, c := range candidates {
		if s := c.score(sample); s > score {
			best, score = c.name, s
		}
	}
	if best == "" {
		return "", "", false
	}
	return decodeAs(raw, best)
}

const (
	// guessBytes is the size of the sample: enough to identify an encoding, and fast to decode thirty times.
	guessBytes = 64 << 10
	// minScore is above the score of noise: a common letter counts 3, a rare one -1, a sign inside a word -4.
	minScore = 0.3
	// maxControls is the share of control characters that a text may have.
	maxControls = 0.005
)

// isISO2022 reports whether a text is Japanese in ISO 2022, which uses ASCII bytes only.
func isISO2022(raw []byte) bool {
	return bytes.Contains(raw, []byte("\x1b$B")) || bytes.Contains(raw, []byte("\x1b$@"))
}

func decodeAs(raw []byte, name string) (text, used string, ok bool) {
	_, e := charsetNamed(name)
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return "", "", false
	}
	return string(out), name, true
}

// countControls counts the control characters that texts do not have.
func countControls(raw []byte) (n int) {
	for _, c := range raw {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b && c != 0x1a || c == 0x7f {
			n++
		}
	}
	return n
}

// candidate is an encoding and the script that is written in it.
type candidate struct {
	name   string
	script *script // nil for East Asia
	common string  // for East Asia: the most frequent characters
}

// candidates are tried in this order; the first of two equal ones wins.
var candidates = []candidate{
	{"windows-1252", &west, ""}, {"windows-1254", &turkish, ""}, {"windows-1250", &central, ""},
	{"windows-1251", &cyrillic, ""}, {"koi8-r", &cyrillic, ""}, {"koi8-u", &cyrillic, ""}, {"ibm866", &cyrillic, ""}, {"iso-8859-5", &cyrillic, ""}, {"x-mac-cyrillic", &cyrillic, ""},
	{"windows-1256", &arabic, ""}, {"iso-8859-6", &arabic, ""},
	{"windows-1253", &greek, ""}, {"windows-1255", &hebrew, ""}, {"windows-874", &thai, ""},
	{"gb18030", nil, commonChinese}, {"big5", nil, commonTraditional}, {"shift_jis", nil, commonJapanese}, {"euc-jp", nil, commonJapanese}, {"euc-kr", nil, commonKorean},
}

// score returns how well a text reads in the encoding: the mean over its characters beyond ASCII.
func (c candidate) score(raw []byte) float64 {
	_, e := charsetNamed(c.name)
	if e == nil {
		return minScore
	}
	text, ok := decodeSample(raw, e)
	if !ok {
		return minScore
	}
	if c.script == nil {
		return scoreEastAsian(text, c.common) - c.rarePenalty(raw)
	}
	return c.script.score(text)
}

// rarePenalty is what a text loses for the characters that were added to the Chinese encodings later and are hardly used:
// their first bytes are those of frequent characters in Japanese encodings.
func (c candidate) rarePenalty(raw []byte) float64 {
	if c.name != "gb18030" && c.name != "big5" {
		return 0
	}
	rare, count := 0, 0
	for i := 0; i < len(raw); i++ {
		if raw[i] >= utf8.RuneSelf {
			count++
			if raw[i] <= 0xa0 {
				rare++
			}
			i++
		}
	}
	if count == 0 {
		return 0
	}
	return 2 * float64(rare) / float64(count)
}

func decodeSample(raw []byte, e encoding.Encoding) (string, bool) {
	out, err := e.NewDecoder().Bytes(raw)
	return string(out), err == nil
}

// Scores of characters that are not in the table of a script.
const (
	scoreBroken   = -12.0 // a byte without a meaning
	scoreSign     = -4.0  // a sign inside a word, or a capital after a small letter
	scoreForeign  = -3.0  // a letter of another script inside a word
	scoreCapitals = -0.4  // a capital after a capital: texts in capitals are rare
	scoreLetter   = 2.0   // a frequent letter
	shortPenalty  = 2.0   // of scripts wholly beyond ASCII: a single character may be frequent by chance
	scoreMark     = 0.5   // a quotation mark or dash between words
)

// marks are the signs that all scripts use.
const marks = "¿¡«»“”„’‘–—…•°№§€\u00a0©®\u200c\u200d\u200e\u200f،؛؟"

// score returns the mean score of the characters beyond ASCII, each judged with its neighbours.
func (s *script) score(text string) float64 {
	sum, count := 0.0, 0
	before, previous := ' ', ' ' // two characters back, one back
	for i, r := range text {
		if r >= utf8.RuneSelf {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if r == utf8.RuneError {
				next = ' '
			}
			sum += s.scoreRune(before, previous, r, next)
			count++
		}
		before, previous = previous, r
	}
	if count == 0 {
		return 0
	}
	if !s.mixed {
		sum -= shortPenalty
	}
	return sum / float64(count)
}

func (s *script) scoreRune(before, previous, r, next rune) float64 {
	inWord := unicode.IsLetter(previous) && unicode.IsLetter(next)
	switch {
	case r == utf8.RuneError || unicode.IsControl(r):
		return scoreBroken
	case (r == '¿' || r == '¡') && unicode.IsLetter(next) && !unicode.IsLetter(previous):
		return scoreLetter
	case strings.ContainsRune(marks, r):
		if inWord && r != '’' && r != '\u200c' && r != '\u200d' {
			return scoreSign
		}
		return scoreMark
	case !unicode.IsLetter(r) && !unicode.IsMark(r):
		return scoreSign
	}
	score, known := s.letters[r]
	if !known {
		score, known = s.letters[unicode.ToLower(r)]
	}
	switch {
	case !known:
		return scoreForeign
	case !s.mixed && unicode.IsUpper(r) && unicode.IsUpper(previous):
		score += scoreCapitals
	case unicode.IsUpper(r) && unicode.IsLower(previous):
		score += scoreSign
	case s.mixed && previous >= utf8.RuneSelf && unicode.IsLetter(previous):
		score += scoreForeign / 2
		if before >= utf8.RuneSelf && unicode.IsLetter(before) {
			score += scoreForeign
		}
	case !s.mixed && (isASCIILetter(previous) || isASCIILetter(next)):
		score += scoreForeign
	}
	return score
}

func isASCIILetter(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }

// scoreEastAsian scores Chinese, Japanese or Korean by the most frequent characters, which are a third of all text.
func scoreEastAsian(text, common string) float64 {
	sum, count := 0.0, 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			continue
		}
		count++
		switch {
		case r == utf8.RuneError:
			sum += scoreBroken
		case strings.ContainsRune(common, r):
			sum += 4
		case strings.ContainsRune("，。、；：！？「」『』《》（）“”‘’—…·　・ー", r):
			sum++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana) && r < '\uff00' && common == commonJapanese:
			sum += 3
		case unicode.In(r, unicode.Hangul) && common == commonKorean, unicode.In(r, unicode.Han) && r >= '一' && r <= '\u9fff' && common != commonKorean:
			sum++
		case r >= '！' && r <= '～':
			sum += scoreMark
		default:
			sum += scoreForeign
		}
	}
	if count == 0 {
		return 0
	}
	return (sum - shortPenalty) / float64(count)
}

var latin = map[string]bool{"windows-1252": true, "windows-1250": true, "windows-1254": true}

func beyondASCII(raw []byte) int {
	n := 0
	for _, c := range raw {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return n
}
