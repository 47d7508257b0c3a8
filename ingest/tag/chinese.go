package tag

import (
	"strings"
	"unicode/utf8"

	"daftar/index/date"
)

// Chinese is written without spaces, so that its dates are read in the text itself and not in words.

// han reports whether a byte begins a Chinese character, a fullwidth digit or 〇.
func han(b byte) bool { return b >= 0xE3 && b <= 0xE9 || b == 0xEF }

// chineseDigits are the digits as written in years; ten and the tens are read by chineseNumber.
const chineseDigits = "〇一二三四五六七八九"

// chineseNumber reads a number and returns how many bytes it takes: 26, 二十六, 二〇二五.
func chineseNumber(text string) (value, digits, size int) {
	for size < len(text) {
		r, n := utf8.DecodeRuneInString(text[size:])
		d, ok := digit(r)
		switch i := strings.IndexRune(chineseDigits, r); {
		case ok:
		case r == '零':
			d = 0
		case i >= 0:
			d = i / len("〇")
		case r == '十':
			return chineseTens(text, value, digits, size)
		default:
			return value, digits, size
		}
		if digits++; digits > 4 {
			return 0, 0, 0
		}
		value, size = value*10+d, size+n
	}
	return value, digits, size
}

// chineseTens reads what follows the sign for ten: 十, 十六, 二十, 二十六.
func chineseTens(text string, tens, digits, size int) (int, int, int) {
	if digits > 1 {
		return 0, 0, 0
	}
	if digits == 0 {
		tens = 1
	}
	size += len("十")
	r, n := utf8.DecodeRuneInString(text[size:])
	if i := strings.IndexRune(chineseDigits, r); i > 0 {
		return tens*10 + i/len("〇"), 2, size + n
	}
	return tens * 10, 2, size
}

// chineseUnit reads a number and the sign of its unit, with spaces around: 7月. Size is 0 if there is none.
func chineseUnit(text, units string) (value, digits, size int) {
	skip := len(text) - len(strings.TrimLeft(text, " "))
	value, digits, size = chineseNumber(text[skip:])
	if digits == 0 {
		return 0, 0, 0
	}
	size += skip
	size += len(text[size:]) - len(strings.TrimLeft(text[size:], " "))
	r, n := utf8.DecodeRuneInString(text[size:])
	if n == 0 || !strings.ContainsRune(units, r) {
		return 0, 0, 0
	}
	return value, digits, size + n
}

// chinese reads the date that begins at a byte and returns the byte behind it, 0 if there is none.
func chinese(text string, at, end int) (when, int) {
	rest := text[at:end]
	if year, digits, n := chineseUnit(rest, "年"); n > 0 && digits == 4 && year >= firstYear && year <= lastYear {
		return chineseYear(rest, year, n, at)
	}
	if century, _, n := chineseUnit(rest, "世"); n > 0 && strings.HasPrefix(rest[n:], "纪") {
		n += len("纪")
		if tens, _, m := chineseUnit(rest[n:], "年"); m > 0 && strings.HasPrefix(rest[n+m:], "代") && tens%10 == 0 && century > 10 && century < 22 {
			return grammar{}.tenYears((century-1)*100+tens, at+n+m+len("代"))
		}
	}
	if m, _, n := chineseUnit(rest, "月"); n > 0 && m >= 1 && m <= 12 {
		if d, _, k := chineseUnit(rest[n:], "日号"); k > 0 && d >= 1 && d <= 31 {
			return open(gregorian, monthDay{m, d}, monthDay{}, at+n+k)
		}
	}
	return chineseRelative(rest, at)
}

// chineseYear reads what follows the year: month and day, a range of days, a quarter, or the sign of a decade.
func chineseYear(rest string, year, n, at int) (when, int) {
	if strings.HasPrefix(rest[n:], "代") && year%10 == 0 {
		return grammar{}.tenYears(year, at+n+len("代"))
	}
	if q, _, k := chineseUnit(strings.TrimPrefix(rest[n:], "第"), "季"); k > 0 && q >= 1 && q <= 4 {
		k += len(rest[n:]) - len(strings.TrimPrefix(rest[n:], "第"))
		if strings.HasPrefix(rest[n+k:], "度") {
			return grammar{}.days(gregorian, year, monthDay{3*q - 2, 0}, monthDay{3 * q, 0}, at+n+k+len("度"))
		}
	}
	m, _, k := chineseUnit(rest[n:], "月")
	if k == 0 || m < 1 || m > 12 {
		d, ok := date.New(year, 0, 0)
		return full(d, ok, at+n)
	}
	n += k
	day, _, k := chineseUnit(rest[n:], "日号")
	if k == 0 {
		d, ok := date.New(year, m, 0)
		return full(d, ok, at+n)
	}
	n += k
	for _, sign := range []string{"至", "到", "-", "—", "–"} {
		behind, found := strings.CutPrefix(rest[n:], sign)
		to := monthDay{m, 0}
		skip := n + len(sign)
		if m2, _, k2 := chineseUnit(behind, "月"); found && k2 > 0 {
			to.month, behind, skip = m2, behind[k2:], skip+k2
		}
		if last, _, k := chineseUnit(behind, "日号"); found && k > 0 {
			to.day = last
			if w, end := (grammar{}).days(gregorian, year, monthDay{m, day}, to, at+skip+k); end > 0 {
				return w, end
			}
		}
	}
	d, ok := date.New(year, m, day)
	return full(d, ok, at+n)
}

var chineseWords = []struct {
	text        string
	unit, shift int
}{
	{"昨天", unitDay, -1}, {"昨日", unitDay, -1}, {"今天", unitDay, 0}, {"今日", unitDay, 0}, {"明天", unitDay, 1}, {"前天", unitDay, -2},
	{"去年", unitYear, -1}, {"今年", unitYear, 0}, {"明年", unitYear, 1}, {"上个月", unitMonth, -1}, {"上月", unitMonth, -1},
	{"本月", unitMonth, 0}, {"下个月", unitMonth, 1}, {"上周", unitWeek, -1}, {"下周", unitWeek, 1},
}

func chineseRelative(rest string, at int) (when, int) {
	for _, w := range chineseWords {
		if strings.HasPrefix(rest, w.text) {
			return when{unit: w.unit, shift: w.shift}, at + len(w.text)
		}
	}
	return when{}, 0
}
