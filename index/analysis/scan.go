package analysis

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// scan reads the words of the text. ASCII words follow UAX 29 in our own code, because they are most of most texts and
// this is four times as fast; every word that touches another script goes through the library.
func (t *tokenizer) scan() {
	text := t.text
	t.afterCapitals, t.acronym, t.hyphen = false, 0, 0
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && !wordByte[c] {
			t.separator(i, i+1)
			i++
			continue
		}
		end, plain := i, false
		if c < utf8.RuneSelf {
			end, plain = asciiWord(text, i)
		}
		switch {
		case end == i:
			if end = t.unicodeWord(i); end == i {
				return
			}
		case plain && t.set != nil && !t.set.first[lower(c)]:
			t.skip(i, end)
		default:
			t.word(i, end)
		}
		i = end
	}
}

// unicodeWord reads the segment that starts at an offset with the library and returns its end.
func (t *tokenizer) unicodeWord(start int) (end int) {
	segment := words.FromString(t.text[start:])
	if !segment.Next() {
		return start
	}
	end = start + len(segment.Value())
	if !t.mixedWord(start, end) {
		t.separator(start, end)
	}
	return end
}

// mixedWord reads a segment that is not plain ASCII and reports whether it is a word.
func (t *tokenizer) mixedWord(start, end int) bool {
	for i, r := range t.text[start:end] {
		if isCJK(r) { // a Katakana word, or a mix of scripts
			t.character(r, start+i)
		} else if isWord(r) {
			t.word(start+i, end)
			return true
		}
	}
	return len(t.run) > 0 && t.runOffsets[len(t.runOffsets)-1] >= start
}

// asciiWord returns the end of the UAX 29 word that starts at an offset, and whether it is letters and digits alone. The
// end is the start if the word touches a character that only the library can judge.
func asciiWord(text string, start int) (end int, plain bool) {
	plain = true
	for i := start; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf {
			return start, false
		}
		if wordByte[c] {
			plain = plain && c != '_'
			continue
		}
		if !middleByte[c] || i+1 >= len(text) {
			return i, plain
		}
		next := text[i+1]
		if next >= utf8.RuneSelf {
			return start, false
		}
		if !joins(text[i-1], c, next) {
			return i, plain
		}
		plain = false
	}
	return len(text), plain
}

// joins reports whether c between two bytes is inside a word (UAX 29 rules WB6, WB7, WB11 and WB12).
func joins(before, c, after byte) bool {
	switch {
	case isLetter(before) && isLetter(after):
		return c == '.' || c == '\'' || c == ':'
	case isDigit(before) && isDigit(after):
		return c == '.' || c == '\'' || c == ',' || c == ';'
	}
	return false
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// wordByte are the ASCII bytes that make words (ALetter, Numeric, ExtendNumLet), middleByte those that may join them.
var wordByte, middleByte = func() (word, middle [256]bool) {
	for c := range utf8.RuneSelf {
		word[c] = isLetter(byte(c)) || isDigit(byte(c)) || c == '_'
	}
	for _, c := range []byte(".':,;") {
		middle[c] = true
	}
	return word, middle
}()
