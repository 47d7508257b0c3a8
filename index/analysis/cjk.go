package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsCJK reports whether a word begins with a character of Chinese or Japanese, which are written without spaces.
func IsCJK(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return isCJK(r)
}

func isCJK(r rune) bool {
	if r < 0x2E80 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々'
}

// character adds a character to the run being read.
func (t *tokenizer) character(r rune, offset int) {
	t.endCompound()
	t.run = append(t.run, r)
	t.runOffsets = append(t.runOffsets, offset)
}

// endRun emits the tokens of a run: its overlapping pairs at consecutive positions, and its characters beside them.
func (t *tokenizer) endRun() {
	n := len(t.run)
	if n == 0 {
		return
	}
	offsets := append(t.runOffsets, t.runOffsets[n-1]+utf8.RuneLen(t.run[n-1]))
	if n == 1 {
		t.emitCharacters(t.run, offsets[0], offsets[1], 1)
		t.position++
	}
	for i := range n - 1 {
		t.emitCharacters(t.run[i:i+2], offsets[i], offsets[i+2], 1)
		t.emitCharacters(t.run[i:i+1], offsets[i], offsets[i+1], 0)
		if i+2 == n {
			t.emitCharacters(t.run[i+1:], offsets[i+1], offsets[n], 0)
		}
		t.position++
	}
	t.run, t.runOffsets, t.afterCapitals, t.acronym = t.run[:0], offsets[:0], false, 0
}

func (t *tokenizer) emitCharacters(characters []rune, start, end, positionLength int) {
	written := string(characters)
	f, ok := t.forms[written]
	if !ok {
		f = form{term: strings.Clone(term(written))}
		if len(t.forms) < maxForms {
			t.forms[strings.Clone(written)] = f
		}
	}
	t.tokens = append(t.tokens, Token{
		Term: f.term, Stem: f.term, Start: start, End: end, Position: t.position, PositionLength: positionLength,
	})
}
