package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isRun reports whether a character belongs to a script that is written without spaces and cut into pairs.
func isRun(r rune) bool {
	if r < 0x2E80 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々'
}

// IsCJK reports whether a word is of a script that is written without spaces (Chinese, Japanese).
func IsCJK(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return isRun(r)
}

// character adds a character to the run being read.
func (a *analyzer) character(r rune, at int) {
	a.endCompound()
	a.run = append(a.run, r)
	a.runAt = append(a.runAt, at)
}

// endRun emits a run: its overlapping pairs at consecutive positions, and its characters beside them.
func (a *analyzer) endRun() {
	n := len(a.run)
	if n == 0 {
		return
	}
	last := a.runAt[n-1] + utf8.RuneLen(a.run[n-1])
	if n == 1 {
		a.emitRun(a.run[0:1], a.runAt[0], last, a.pos, 1)
		a.pos++
	}
	for i := 0; i+1 < n; i++ {
		end := last
		if i+2 < n {
			end = a.runAt[i+2]
		}
		a.emitRun(a.run[i:i+2], a.runAt[i], end, a.pos, 1)
		a.emitRun(a.run[i:i+1], a.runAt[i], a.runAt[i+1], a.pos, 0)
		if i+2 == n {
			a.emitRun(a.run[i+1:], a.runAt[i+1], last, a.pos, 0)
		}
		a.pos++
	}
	a.run, a.runAt, a.shouted, a.acronym = a.run[:0], a.runAt[:0], false, 0
}

func (a *analyzer) emitRun(chars []rune, start, end, pos, span int) {
	term := string(chars)
	f, ok := a.forms[term]
	if !ok {
		f = form{term: strings.Clone(normal(term))}
		if len(a.forms) < cacheSize {
			a.forms[strings.Clone(term)] = f
		}
	}
	a.tokens = append(a.tokens, Token{Term: f.term, Stem: f.term, Start: start, End: end, Position: pos, PositionLength: span})
}
