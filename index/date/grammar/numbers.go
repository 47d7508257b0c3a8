package grammar

import (
	"daftar/index/analysis/words"
	"strings"
	"unicode/utf8"
)

// zeros are the digit 0 of each script in which the languages of the region write numbers.
var zeros = [...]rune{'٠', '۰', '०', '০', '０'}

func digitValue(r rune) (int, bool) {
	if r >= '0' && r <= '9' {
		return int(r - '0'), true
	}
	if r >= utf8.RuneSelf {
		for _, zero := range zeros {
			if r >= zero && r <= zero+9 {
				return int(r - zero), true
			}
		}
	}
	return 0, false
}

// numberAt reads the digits that start a word: their value, how many there are (0 if none), and the rest of the word.
func (r *Reader) numberAt(at int) (value, digits int, rest string) {
	if at < 0 || at >= len(r.tokens) {
		return 0, 0, ""
	}
	word := r.text[r.tokens[at].Start:r.tokens[at].End]
	for n, char := range word {
		d, ok := digitValue(char)
		if !ok {
			return value, digits, word[n:]
		}
		if digits++; digits > 8 {
			return 0, 0, ""
		}
		value = value*10 + d
	}
	return value, digits, ""
}

// digitsAt returns the value of a word of exactly n digits, or -1.
func (r *Reader) digitsAt(at, n int) int {
	value, digits, rest := r.numberAt(at)
	if digits != n || rest != "" {
		return -1
	}
	return value
}

// dayEndings may follow the digits of a day in its word.
const dayEndings = " st nd rd th ST ND RD TH مه مې م го е ге де да те та "

// dayAt reads 1 to 31 or 1st to 31st; 0 is none.
func (r *Reader) dayAt(at int) int {
	n, digits, rest := r.numberAt(at)
	if digits == 0 || digits > 2 || n < 1 || n > 31 {
		return 0
	}
	if rest != "" && !strings.Contains(dayEndings, " "+rest+" ") {
		return 0
	}
	return n
}

// fourDigitYear reads a year of four digits that is not part of a larger number; 0 is none.
func (r *Reader) fourDigitYear(at int) int {
	year, digits, rest := r.numberAt(at)
	if digits != 4 || year < firstYear || year > lastYear || rest != "" && !isYearEnding(rest) {
		return 0
	}
	after := r.text[r.tokens[at].End:]
	if len(after) > 1 && strings.IndexByte(",.:", after[0]) >= 0 && after[1] >= '0' && after[1] <= '9' || after != "" && after[0] == '%' {
		return 0
	}
	return year
}

// isYearEnding reports whether letters may follow the digits of a year in its word: Turkish case endings (2025'te), the
// sign of the year in Urdu and Arabic (2025ء, 2025م).
func isYearEnding(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if words.IsApostrophe(r) {
		return len(rest)-size <= 6 && rest[size:] != "s"
	}
	switch rest {
	case "ء", "م", "ش", "ه", "هـ", "ھ", "г":
		return true
	}
	return false
}

// eraOf returns the calendar that an era in or after a year names, and the token after the era.
func (r *Reader) eraOf(at int) (c Calendar, known bool, to int) {
	_, _, rest := r.numberAt(at)
	switch rest {
	case "ء", "م":
		return Gregorian, true, at + 1
	case "ش":
		return SolarHijri, true, at + 1
	case "ه", "هـ", "ھ":
		return Hijri, true, at + 1
	}
	to = at + 1
	for to < len(r.tokens) && r.Class(to) == era && (r.adjacent(to) || strings.Trim(r.Between(to), " .") == "") && to <= at+3 {
		c, known = Calendar(r.tokens[to].Value-1), true
		to++
	}
	if word := r.Word(to - 1); known && c == Hijri && r.persian && word != "ق" && word != "قمری" {
		c = SolarHijri // Persian and Pashto texts call the Solar Hijri year so
	}
	if !known && r.Class(to) == yearNoun && r.adjacent(to) {
		if r.Class(to+1) == era && r.adjacent(to+1) {
			return Calendar(r.tokens[to+1].Value - 1), true, to + 2
		}
		return c, false, to + 1
	}
	return c, known, to
}

// maxWordsBeforeYear bounds the words between a month and its year: "of the year", "соли".
const maxWordsBeforeYear = 3

// yearAfter reads the year that ends a date: "2025", ", 2025", "of 2025", "соли 2025", "2025 года".
func (r *Reader) yearAfter(at int, c Calendar) (year, to int) {
	for n := 0; n < maxWordsBeforeYear && (r.adjacent(at) || r.separated(at)); n++ {
		switch r.Class(at) {
		case Of, yearNoun, monthNoun:
			at++
			continue
		}
		break
	}
	if !r.separated(at) && !r.adjacent(at) || r.Between(at) == "" {
		return 0, 0
	}
	year = r.fourDigitYear(at)
	if year == 0 {
		if c == Gregorian && r.Class(at) == numberWord {
			if p, to := r.spelledYear(at); to > 0 {
				year, _, _ = p.Date.From.Civil()
				return year, to
			}
		}
		return 0, 0
	}
	if stated, known, _ := r.eraOf(at); known && stated != c {
		return 0, 0
	}
	if first, last := c.yearsOf(); year < first || year > last {
		return 0, 0
	}
	_, _, to = r.eraOf(at)
	return year, to
}

// pivot is the first two-digit year of the 20th century: 30 is 1930, 29 is 2029.
const pivot = 30

// twoDigitYear reads the year of 8 FEB 89, as telegrams write it: after a month of three letters, and no word follows.
func (r *Reader) twoDigitYear(at int) int {
	n := r.digitsAt(at, 2)
	if month := r.Word(at - 1); n < 0 || len(month) != 3 || !words.IsASCIILetter(month[0]) || r.Between(at) != " " || r.Between(at+1) == " " {
		return 0
	}
	if sign := r.byteAfter(at); sign == '.' || sign == ':' || sign == ',' || sign == '%' || sign == '-' {
		return 0
	}
	if n < pivot {
		return 2000 + n
	}
	return 1900 + n
}

// isDayEnding reports whether a word is the ending of a number with a hyphen before: 26-го.
func (r *Reader) isDayEnding(at int) bool {
	t := &r.tokens[at]
	return t.End-t.Start <= 6 && r.Between(at) == "-" && strings.Contains(dayEndings, " "+r.text[t.Start:t.End]+" ")
}
