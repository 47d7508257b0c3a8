package grammar

import (
	"strings"
	"unicode/utf8"

	"daftar/index/analysis/words"
	"daftar/index/date"
)

// Chinese is written without spaces, so its dates are read byte by byte in the text and not in tokens.

// startsHan reports whether a byte starts a Chinese character, a full-width digit or 〇.
func startsHan(b byte) bool { return b >= 0xE3 && b <= 0xE9 || b == 0xEF }

// mayBeChinese reports whether a Chinese date may start in a token: it has Chinese characters, or digits before them.
func (r *Reader) mayBeChinese(t *words.Token) bool {
	first, last := r.text[t.Start], r.text[t.End-1]
	if last >= utf8.RuneSelf && (startsHan(first) || first < utf8.RuneSelf) {
		return true
	}
	if t.Number < 0 || t.End+2 >= len(r.text) {
		return false
	}
	end := t.End
	if r.text[end] == ' ' {
		end++
	}
	return r.text[end] >= 0xE4 && r.text[end] <= 0xE6
}

// chineseDates yields the Chinese dates that start in a token and returns the byte after the last one, 0 if there is none.
// It is false if yield stopped it.
func (r *Reader) chineseDates(at int, yield func(Found) bool) (after int, ok bool) {
	t := &r.tokens[at]
	limit := r.tokens[len(r.tokens)-1].End
	inNumber := false
	for offset := t.Start; offset < t.End; {
		_, digits, size := chineseNumber(r.text[offset:t.End])
		d, end := PartialDate{}, 0
		if !inNumber {
			d, end = chineseDate(r.text, offset, limit)
		}
		if end == 0 {
			_, one := utf8.DecodeRuneInString(r.text[offset:])
			inNumber = digits > 0 && size > one
			offset += one
			continue
		}
		inNumber = false
		if !yield(Found{Partial: d, Start: offset, End: end, From: at, To: at + 1, Chinese: true}) {
			return end, false
		}
		after, offset = end, end
	}
	return after, true
}

// chineseDigits are the digits of years; chineseNumber reads ten and the tens.
const chineseDigits = "〇一二三四五六七八九"

// chineseNumber reads a number (26, 二十六, 二〇二五) and returns its value, its digits and its bytes.
func chineseNumber(text string) (value, digits, size int) {
	for size < len(text) {
		r, n := utf8.DecodeRuneInString(text[size:])
		d, ok := digitValue(r)
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

// chineseTens reads from the sign for ten on: 十, 十六, 二十, 二十六.
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

// chineseDate reads the date that starts at a byte and returns the byte after it, 0 if there is none.
func chineseDate(text string, at, end int) (PartialDate, int) {
	rest := text[at:end]
	if year, digits, n := chineseUnit(rest, "年"); n > 0 && digits == 4 && year >= firstYear && year <= lastYear {
		return chineseYear(rest, year, n, at)
	}
	if century, _, n := chineseUnit(rest, "世"); n > 0 && strings.HasPrefix(rest[n:], "纪") {
		n += len("纪")
		if tens, _, m := chineseUnit(rest[n:], "年"); m > 0 && strings.HasPrefix(rest[n+m:], "代") && tens%10 == 0 && century > 10 && century < 22 {
			return decadeOf((century-1)*100+tens, at+n+m+len("代"))
		}
	}
	if month, _, n := chineseUnit(rest, "月"); n > 0 && month >= 1 && month <= 12 {
		if day, _, m := chineseUnit(rest[n:], "日号"); m > 0 && day >= 1 && day <= 31 {
			return withoutYear(Gregorian, MonthDay{month, day}, MonthDay{}, at+n+m)
		}
	}
	return chineseRelative(rest, at)
}

// chineseYear reads what follows a year, of whose text size bytes are read: month and day, a range of days, a quarter, or
// the sign of a decade.
func chineseYear(rest string, year, size, at int) (PartialDate, int) {
	if strings.HasPrefix(rest[size:], "代") && year%10 == 0 {
		return decadeOf(year, at+size+len("代"))
	}
	if quarter, n := chineseQuarter(rest[size:]); n > 0 {
		return dayRange(Gregorian, year, MonthDay{3*quarter - 2, 0}, MonthDay{3 * quarter, 0}, at+size+n)
	}
	month, _, n := chineseUnit(rest[size:], "月")
	if n == 0 || month < 1 || month > 12 {
		d, ok := date.New(year, 0, 0)
		return fullDate(d, ok, at+size)
	}
	size += n
	day, _, n := chineseUnit(rest[size:], "日号")
	if n == 0 {
		d, ok := date.New(year, month, 0)
		return fullDate(d, ok, at+size)
	}
	size += n
	from := MonthDay{month, day}
	if until, n := chineseRangeEnd(rest[size:], month); n > 0 {
		if p, end := dayRange(Gregorian, year, from, until, at+size+n); end > 0 {
			return p, end
		}
	}
	d, ok := date.New(year, month, day)
	return fullDate(d, ok, at+size)
}

// chineseQuarter reads 第一季度 and returns its bytes, 0 if there is none.
func chineseQuarter(text string) (quarter, size int) {
	rest := strings.TrimPrefix(text, "第")
	quarter, _, n := chineseUnit(rest, "季")
	if n == 0 || quarter < 1 || quarter > 4 || !strings.HasPrefix(rest[n:], "度") {
		return 0, 0
	}
	return quarter, len(text) - len(rest) + n + len("度")
}

// chineseRangeEnd reads the end of a range of days, 至28日 or 至8月2日, and returns its bytes, 0 if there is none.
func chineseRangeEnd(text string, month int) (until MonthDay, size int) {
	for _, sign := range []string{"至", "到", "-", "—", "–"} {
		rest, found := strings.CutPrefix(text, sign)
		if !found {
			continue
		}
		until = MonthDay{Month: month}
		if other, _, n := chineseUnit(rest, "月"); n > 0 {
			until.Month, rest = other, rest[n:]
		}
		day, _, n := chineseUnit(rest, "日号")
		if n == 0 {
			return MonthDay{}, 0
		}
		until.Day = day
		return until, len(text) - len(rest) + n
	}
	return MonthDay{}, 0
}

// chineseWords are the relative dates.
var chineseWords = []struct {
	text   string
	unit   Unit
	offset int
}{
	{"昨天", Day, -1}, {"昨日", Day, -1}, {"今天", Day, 0}, {"今日", Day, 0}, {"明天", Day, 1}, {"前天", Day, -2},
	{"去年", Year, -1}, {"今年", Year, 0}, {"明年", Year, 1}, {"上个月", Month, -1}, {"上月", Month, -1},
	{"本月", Month, 0}, {"下个月", Month, 1}, {"上周", Week, -1}, {"下周", Week, 1},
}

func chineseRelative(rest string, at int) (PartialDate, int) {
	for _, w := range chineseWords {
		if strings.HasPrefix(rest, w.text) {
			return PartialDate{Unit: w.unit, Offset: w.offset}, at + len(w.text)
		}
	}
	return PartialDate{}, 0
}
