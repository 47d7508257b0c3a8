package tag

import (
	"unicode"
	"unicode/utf8"

	"daftar/index/analysis"
)

// folds are the letters that are read as another one, so that spellings of a name meet: ي as ی, ё as е, é as e. They are
// those of index/analysis, as far as one letter stands for one.
type folds [foldEnd]rune

// foldEnd is past the last letter that may be folded: Latin Extended Additional.
const foldEnd = 0x1F00

// newFolds asks the analysis what it makes of each letter.
func newFolds() *folds {
	f := &folds{}
	for r := range rune(foldEnd) {
		f[r] = r
		if r < utf8.RuneSelf || r >= 0x0900 && r < 0x1E00 {
			continue
		}
		if unicode.Is(unicode.Mn, r) || r == tatweel {
			f[r] = -1
		}
		if !unicode.IsLetter(r) || r == tatweel {
			continue
		}
		if tokens := analysis.Tokens(string(r), ""); len(tokens) == 1 {
			if to, size := utf8.DecodeRuneInString(tokens[0].Term); size == len(tokens[0].Term) && size > 0 {
				f[r] = to
			}
		}
	}
	return f
}

// tatweel only makes an Arabic word longer.
const tatweel = 'ـ'

// fold returns the letter that a small letter is read as, -1 for a mark that is not read.
func (f *folds) fold(r rune) rune {
	if f == nil || r >= foldEnd || r < 0 {
		return r
	}
	return f[r]
}

// isHan reports whether a letter is of a script without spaces between words: each is a token of its own, so that
// names are found inside a run, the longest first.
func isHan(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }

func ascii[T string | []byte](word T) bool {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// arabicLead is the least first byte of a word in Arabic letters.
const arabicLead = 0xD8
