package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
)

// guess finds the encoding of a text that does not say it and is no UTF-8: every one that is in use is tried, and the
// text that reads best by the letters of its script wins (letters.go). It is false for what reads well in none: no text.
// Between the encodings of Latin letters, of which single letters tell little, a count of three-letter sequences decides
// (chardet); for other scripts that errs on short texts more often than the letters do.
func guess(raw []byte) (text, used string, ok bool) {
	sample := raw[:min(len(raw), guessBytes)]
	if isShifted(sample) {
		return decodeAs(raw, "iso-2022-jp")
	}
	if controls(sample) > mostControls*float64(len(sample)) {
		return "", "", false
	}
	best, score := "", leastScore
	for _, c := range candidates {
		if s := c.score(sample); s > score {
			best, score = c.name, s
		}
	}
	if best == "" {
		return "", "", false
	}
	if latin[best] {
		best = latinBy(sample, best)
	}
	return decodeAs(raw, best)
}

const (
	// guessBytes is enough to know an encoding, and quick to try thirty times.
	guessBytes = 64 << 10
	// leastScore is what noise does not reach: a common letter is worth 3, a rare one -1, a sign in a word -4.
	leastScore = 0.3
	// mostControls is the share of control characters that a text may have: a form feed here and there.
	mostControls = 0.005
)

// isShifted reports whether a text is Japanese written with ASCII (ISO 2022).
func isShifted(raw []byte) bool {
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

// controls counts what no text has in it.
func controls(raw []byte) float64 {
	n := 0
	for _, c := range raw {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b && c != 0x1a || c == 0x7f {
			n++
		}
	}
	return float64(n)
}

// candidate is an encoding with the script that is written in it.
type candidate struct {
	name   string
	script *script // nil if it is one of east Asia
	common string  // of an east Asian one: its commonest characters
}

// candidates are tried in this order: of two that read equally well the first wins.
var candidates = []candidate{
	{"windows-1252", &west, ""}, {"windows-1254", &turkish, ""}, {"windows-1250", &central, ""},
	{"windows-1251", &cyrillic, ""}, {"koi8-r", &cyrillic, ""}, {"koi8-u", &cyrillic, ""}, {"ibm866", &cyrillic, ""}, {"iso-8859-5", &cyrillic, ""}, {"x-mac-cyrillic", &cyrillic, ""},
	{"windows-1256", &arabic, ""}, {"iso-8859-6", &arabic, ""},
	{"windows-1253", &greek, ""}, {"windows-1255", &hebrew, ""}, {"windows-874", &thai, ""},
	{"gb18030", nil, commonChinese}, {"big5", nil, commonTraditional}, {"shift_jis", nil, commonJapanese}, {"euc-jp", nil, commonJapanese}, {"euc-kr", nil, commonKorean},
}

// score is how well a text reads in the encoding, as the mean over its characters beyond ASCII.
func (c candidate) score(raw []byte) float64 {
	_, e := charsetNamed(c.name)
	if e == nil {
		return leastScore
	}
	text, ok := decodeSample(raw, e)
	if !ok {
		return leastScore
	}
	if c.script == nil {
		return scoreEast(text, c.common) - c.rare(raw)
	}
	return c.script.score(text)
}

// rare is what a text loses for the characters that were added to Chinese later, which hardly anybody writes: their first
// byte is that of Japanese ones in another encoding.
func (c candidate) rare(raw []byte) float64 {
	if c.name != "gb18030" && c.name != "big5" {
		return 0
	}
	rare, count := 0, 0
	for at := 0; at < len(raw); at++ {
		if raw[at] >= utf8.RuneSelf {
			count++
			if raw[at] <= 0xa0 {
				rare++
			}
			at++
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

// What a character is worth, where no table of letters says it.
const (
	worthBroken   = -12.0 // a byte that stands for nothing
	worthSign     = -4.0  // a sign in a word, or a capital after a small letter
	worthForeign  = -3.0  // a letter of another script in a word, or one that stands alone where words are whole
	worthCapitals = -0.4  // a capital after a capital: whole texts of them are rare
	worthLetter   = 2.0   // that of a common letter
	doubt         = 2.0   // what a text of one character loses where all are beyond ASCII: it may be a common one by chance
	worthMark     = 0.5   // a quotation mark or dash between words
)

// marks are the signs that all scripts share.
const marks = "¿¡«»“”„’‘–—…•°№§€\u00a0©®\u200c\u200d\u200e\u200f،؛؟"

// score goes through the characters beyond ASCII with their neighbours.
func (s *script) score(text string) float64 {
	sum, count := 0.0, 0
	before, previous := ' ', ' ' // two characters back, one back
	for i, r := range text {
		if r >= utf8.RuneSelf {
			next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
			if r == utf8.RuneError {
				next = ' '
			}
			sum += s.worth(before, previous, r, next)
			count++
		}
		before, previous = previous, r
	}
	if count == 0 {
		return 0
	}
	if !s.mixed {
		sum -= doubt
	}
	return sum / float64(count)
}

func (s *script) worth(before, previous, r, next rune) float64 {
	inWord := unicode.IsLetter(previous) && unicode.IsLetter(next)
	switch {
	case r == utf8.RuneError || unicode.IsControl(r):
		return worthBroken
	case (r == '¿' || r == '¡') && unicode.IsLetter(next) && !unicode.IsLetter(previous):
		return worthLetter
	case strings.ContainsRune(marks, r):
		if inWord && r != '’' && r != '\u200c' && r != '\u200d' {
			return worthSign
		}
		return worthMark
	case !unicode.IsLetter(r) && !unicode.IsMark(r):
		return worthSign
	}
	worth, known := s.letters[r]
	if !known {
		worth, known = s.letters[unicode.ToLower(r)]
	}
	switch {
	case !known:
		return worthForeign
	case !s.mixed && unicode.IsUpper(r) && unicode.IsUpper(previous):
		worth += worthCapitals
	case unicode.IsUpper(r) && unicode.IsLower(previous):
		worth += worthSign
	case s.mixed && previous >= utf8.RuneSelf && unicode.IsLetter(previous):
		worth += worthForeign / 2
		if before >= utf8.RuneSelf && unicode.IsLetter(before) {
			worth += worthForeign
		}
	case !s.mixed && (isASCIILetter(previous) || isASCIILetter(next)):
		worth += worthForeign
	}
	return worth
}

func isASCIILetter(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }

// scoreEast scores a text of Chinese, Japanese or Korean: by its commonest characters, of which every third is one.
func scoreEast(text, common string) float64 {
	sum, count := 0.0, 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			continue
		}
		count++
		switch {
		case r == utf8.RuneError:
			sum += worthBroken
		case strings.ContainsRune(common, r):
			sum += 4
		case strings.ContainsRune("，。、；：！？「」『』《》（）“”‘’—…·　・ー", r):
			sum++
		case unicode.In(r, unicode.Hiragana, unicode.Katakana) && r < '\uff00' && common == commonJapanese:
			sum += 3
		case unicode.In(r, unicode.Hangul) && common == commonKorean, unicode.In(r, unicode.Han) && r >= '一' && r <= '\u9fff' && common != commonKorean:
			sum++
		case r >= '！' && r <= '～':
			sum += worthMark
		default:
			sum += worthForeign
		}
	}
	if count == 0 {
		return 0
	}
	return (sum - doubt) / float64(count)
}

var latin = map[string]bool{"windows-1252": true, "windows-1250": true, "windows-1254": true}

// latinBy asks for the language of a text in Latin letters.
func latinBy(raw []byte, best string) string {
	const sure, few = 25, 12
	found, err := chardet.NewTextDetector().DetectBest(raw)
	if err != nil || found.Confidence < sure || beyondASCII(raw) < few {
		return best
	}
	switch found.Language {
	case "cs", "hu", "pl", "ro":
		return "windows-1250"
	case "tr":
		return "windows-1254"
	case "da", "de", "en", "es", "fr", "it", "nl", "no", "pt", "sv":
		if best == "windows-1250" {
			return "windows-1252"
		}
	}
	return best
}

func beyondASCII(raw []byte) int {
	n := 0
	for _, c := range raw {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return n
}
