package fold

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// tableEnd is past the last letter that Table maps: Latin Extended Additional and all scripts before it.
const tableEnd = 0x1F00

// Table folds letter by letter, for scanners that cannot build a string for each word. It agrees with Word on every
// letter that folds to one letter; a letter that folds to several stays as it is.
type Table [tableEnd]rune

// Letters returns the table. It is computed once.
var Letters = sync.OnceValue(newTable)

// Fold returns the letter that a lower-case letter is read as, or -1 for a mark that is not read.
func (t *Table) Fold(r rune) rune {
	if r < 0 || r >= tableEnd {
		return r
	}
	return t[r]
}

func newTable() *Table {
	t := &Table{}
	for r := range rune(tableEnd) {
		t[r] = r
		if r < utf8.RuneSelf || r >= 0x0900 && r < 0x1E00 { // scripts from Devanagari on have no variants
			continue
		}
		switch {
		case r == tatweel || unicode.Is(unicode.Mn, r):
			t[r] = -1
		case unicode.IsLetter(r):
			word := Word(string(r))
			if to, size := utf8.DecodeRuneInString(word); size == len(word) && size > 0 {
				t[r] = to
			}
		}
	}
	return t
}
