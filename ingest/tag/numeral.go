package tag

import (
	"strings"
	"unicode/utf8"
)

// zeros are the digits 0 of the scripts in which the languages of the region write numbers.
var zeros = [...]rune{'٠', '۰', '०', '০', '０'}

func digit(r rune) (int, bool) {
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

// numeral reads the number that begins a word: its value, how many digits it has (0 if none), and what follows in the word.
func (g grammar) numeral(at int) (value, digits int, rest string) {
	if at < 0 || at >= len(g.tokens) {
		return 0, 0, ""
	}
	word := g.text[g.tokens[at].Start:g.tokens[at].End]
	for n, r := range word {
		d, ok := digit(r)
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

// digits returns the value of a word of n digits alone, or -1.
func (g grammar) digits(at, n int) int {
	value, digits, rest := g.numeral(at)
	if digits != n || rest != "" {
		return -1
	}
	return value
}

// dayEndings may follow the number of a day in its word.
const dayEndings = " st nd rd th ST ND RD TH مه مې م го е ге де да те та "

// day reads 1 to 31, 1st to 31st; 0 is none.
func (g grammar) day(at int) int {
	n, digits, rest := g.numeral(at)
	if digits == 0 || digits > 2 || n < 1 || n > 31 {
		return 0
	}
	if rest != "" && !strings.Contains(dayEndings, " "+rest+" ") {
		return 0
	}
	return n
}

// fullYear reads a year of four digits that is not part of a larger number; 0 is none.
func (g grammar) fullYear(at int) int {
	year, digits, rest := g.numeral(at)
	if digits != 4 || year < firstYear || year > lastYear || rest != "" && !yearEnding(rest) {
		return 0
	}
	behind := g.text[g.tokens[at].End:]
	if len(behind) > 1 && strings.IndexByte(",.:", behind[0]) >= 0 && behind[1] >= '0' && behind[1] <= '9' || behind != "" && behind[0] == '%' {
		return 0
	}
	return year
}

// yearEnding reports whether letters may follow the digits of a year in its word: the case endings of Turkish (2025'te),
// the year's sign in Urdu and Arabic (2025ء, 2025م).
func yearEnding(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	if isApostrophe(r) {
		return len(rest)-size <= 6 && rest[size:] != "s"
	}
	switch rest {
	case "ء", "م", "ش", "ه", "هـ", "ھ", "г":
		return true
	}
	return false
}

// eraOf returns the calendar that the sign at the end of a year or behind it names, and the word behind the sign.
func (g grammar) eraOf(at int) (c calendar, known bool, to int) {
	_, _, rest := g.numeral(at)
	switch rest {
	case "ء", "م":
		return gregorian, true, at + 1
	case "ش":
		return solar, true, at + 1
	case "ه", "هـ", "ھ":
		return lunar, true, at + 1
	}
	to = at + 1
	for to < len(g.tokens) && g.class(to) == era && (g.near(to) || strings.Trim(g.between(to), " .") == "") && to <= at+3 {
		c, known = calendar(g.tokens[to].Value-1), true
		to++
	}
	if word := g.word(to - 1); known && c == lunar && g.persian && word != "ق" && word != "قمری" {
		c = solar // the Hijri year of Persian and Pashto texts
	}
	if !known && g.class(to) == yearWord && g.near(to) {
		if g.class(to+1) == era && g.near(to+1) {
			return calendar(g.tokens[to+1].Value - 1), true, to + 2
		}
		return c, false, to + 1
	}
	return c, known, to
}

// maxYearWords bounds the words between a month and its year: "of the year", "соли".
const maxYearWords = 3

// yearBehind reads the year that ends a date: "2025", ", 2025", "of 2025", "соли 2025", "2025 года".
func (g grammar) yearBehind(at int, c calendar) (year, to int) {
	for n := 0; n < maxYearWords && (g.near(at) || g.loose(at)); n++ {
		switch g.class(at) {
		case ofWord, yearWord, monthWord:
			at++
			continue
		}
		break
	}
	if !g.loose(at) && !g.near(at) || g.between(at) == "" {
		return 0, 0
	}
	year = g.fullYear(at)
	if year == 0 {
		if c == gregorian && g.class(at) == spelled {
			if w, to := g.spelledYear(at); to > 0 {
				year, _, _ = w.date.From.Civil()
				return year, to
			}
		}
		return 0, 0
	}
	if named, known, _ := g.eraOf(at); known && named != c {
		return 0, 0
	}
	if first, last := c.years(); year < first || year > last {
		return 0, 0
	}
	_, _, to = g.eraOf(at)
	return year, to
}

// pivot is the first of the years of two digits that are of the last century.
const pivot = 30

// shortYear reads the year of 8 FEB 89, as telegrams write it: behind a month of three letters, and no word follows.
func (g grammar) shortYear(at int) int {
	n := g.digits(at, 2)
	if month := g.word(at - 1); n < 0 || len(month) != 3 || !isLetterByte(month[0]) || g.between(at) != " " || g.between(at+1) == " " {
		return 0
	}
	if sign := g.after(at); sign == '.' || sign == ':' || sign == ',' || sign == '%' || sign == '-' {
		return 0
	}
	if n < pivot {
		return 2000 + n
	}
	return 1900 + n
}

// dayEnding reports whether a word is the ending of a number with a hyphen before: 26-го.
func (g grammar) dayEnding(at int) bool {
	t := &g.tokens[at]
	return t.End-t.Start <= 6 && g.between(at) == "-" && strings.Contains(dayEndings, " "+g.text[t.Start:t.End]+" ")
}
