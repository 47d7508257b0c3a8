package grammar

import (
	"iter"
	"strings"
	"unicode/utf8"

	"daftar/index/analysis/words"
	"daftar/index/date"
)

// The years that a bare number may be.
const (
	firstYear = 1000
	lastYear  = 2100
)

// Reader reads the dates in the tokens of a text.
type Reader struct {
	text    string
	tokens  []words.Token
	lang    string
	persian bool // years of the text are Solar Hijri unless an era says otherwise
}

// NewReader returns a reader of a text in a language (BCP 47, "" if unknown). The classes of the tokens must be set from
// Words; the tokens may be of a part of the text.
func NewReader(text string, tokens []words.Token, lang string) *Reader {
	return &Reader{text: text, tokens: tokens, lang: lang, persian: lang == "fa" || lang == "ps"}
}

// Found is a date and its place in the text.
type Found struct {
	Partial    PartialDate
	Start, End int  // bytes of the text
	From, To   int  // tokens; To is past the last
	Chinese    bool // read in running Chinese text, where a token is a character
}

// Dates returns the dates of the tokens, from left to right. At each token the longest date that the rules know is read,
// and the search goes on after it.
func (r *Reader) Dates() iter.Seq[Found] {
	return func(yield func(Found) bool) {
		after := 0
		for i := 0; i < len(r.tokens); i++ {
			t := &r.tokens[i]
			if t.Start < after || !r.mayBeDate(t) {
				continue
			}
			if r.mayBeChinese(t) {
				end, ok := r.chineseDates(i, yield)
				if !ok {
					return
				}
				if end > 0 {
					after = end
					continue
				}
			}
			if !r.mayStart(t) {
				continue
			}
			d, to := r.dateAt(i)
			if to == 0 {
				continue
			}
			if !yield(Found{Partial: d, Start: t.Start, End: r.tokens[to-1].End, From: i, To: to}) {
				return
			}
			i = to - 1
		}
	}
}

// mayBeDate rejects plain ASCII words, which most words are, as fast as possible.
func (r *Reader) mayBeDate(t *words.Token) bool {
	first := r.text[t.Start]
	return t.Class != words.NoClass || r.text[t.End-1] >= utf8.RuneSelf || !words.IsASCIILetter(first) || first == 'Q'
}

// mayStart reports whether a date of words may start at a token.
func (r *Reader) mayStart(t *words.Token) bool {
	switch t.Class {
	case words.NoClass:
		first := r.text[t.Start]
		return first >= '0' && first <= '9' || first == 'Q' || first >= utf8.RuneSelf && !t.Cased
	case words.Title, words.GivenName, words.Office, functionWord, yearOrCount, rangeStart, RangeEnd, BeforeAfter:
		return false
	}
	return t.Class < FirstFreeClass
}

// dateAt reads the date that starts at a token.
func (r *Reader) dateAt(at int) (PartialDate, int) {
	t := &r.tokens[at]
	if _, digits, _ := r.numberAt(at); digits > 0 {
		return r.firstOf(at, (*Reader).isoDate, (*Reader).dayFirst, (*Reader).numericDate, (*Reader).yearFirst, (*Reader).yearRange,
			(*Reader).decade, (*Reader).shortDecade, (*Reader).yearAlone, (*Reader).digitsAgo)
	}
	switch t.Class {
	case monthName, twoWordMonth:
		return r.monthFirst(at)
	case ordinal, quarterNoun:
		return r.quarter(at)
	case Weekday:
		return r.weekdayName(at)
	case words.NoClass, RangeEnd, smallNumber, Of:
		if value, next := r.weekdayAt(at); next > 0 && !t.Cased {
			return r.afterWeekday(at, value, next)
		}
		if t.Capitalized && t.End-t.Start == 2 && r.text[t.Start] == 'Q' {
			return r.quarter(at)
		}
	}
	return r.relative(at)
}

func (r *Reader) firstOf(at int, rules ...func(*Reader, int) (PartialDate, int)) (PartialDate, int) {
	for _, rule := range rules {
		if d, to := rule(r, at); to > 0 {
			return d, to
		}
	}
	return PartialDate{}, 0
}

// Class returns the class of a token, words.NoClass past the ends.
func (r *Reader) Class(at int) words.Class {
	if at < 0 || at >= len(r.tokens) {
		return words.NoClass
	}
	return r.tokens[at].Class
}

// Word returns a token as written, "" past the ends.
func (r *Reader) Word(at int) string {
	if at < 0 || at >= len(r.tokens) {
		return ""
	}
	return r.text[r.tokens[at].Start:r.tokens[at].End]
}

// Between returns the text between a token and the one before, "" past the ends.
func (r *Reader) Between(at int) string {
	if at <= 0 || at >= len(r.tokens) {
		return ""
	}
	return r.text[r.tokens[at-1].End:r.tokens[at].Start]
}

// byteAfter returns the byte after a token, 0 at the end.
func (r *Reader) byteAfter(at int) byte {
	if end := r.tokens[at].End; end < len(r.text) {
		return r.text[end]
	}
	return 0
}

// separated reports whether only spaces, a comma or the dot of an abbreviation precede a token.
func (r *Reader) separated(at int) bool {
	if at >= len(r.tokens) || r.tokens[at].Gap == words.Paragraph {
		return false
	}
	gap := r.Between(at)
	if r.Class(at-1) == monthName && !r.tokens[at-1].Cased {
		gap = strings.TrimPrefix(gap, ")") // يوليو (تموز) 2013
	}
	return len(gap) < 8 && strings.Trim(gap, " ,.،\t\r\n\u00a0") == "" && gap != ""
}

// adjacent reports whether only spaces or a hyphen precede a token.
func (r *Reader) adjacent(at int) bool {
	if at <= 0 || at >= len(r.tokens) || r.tokens[at].Gap == words.Paragraph {
		return false
	}
	switch gap := r.Between(at); gap {
	case " ", "-", "", "\u00a0", "‐", "‑", "\n", "\u200c":
		return true
	default:
		return len(gap) < 6 && strings.Trim(gap, " \t\r\n\u00a0") == ""
	}
}

// afterRangeSign returns the index of the token after the sign of a range (a dash, "to", "through", "and") that starts at
// or before a token, or 0.
func (r *Reader) afterRangeSign(at int) int {
	if at >= len(r.tokens) || r.tokens[at].Gap == words.Paragraph {
		return 0
	}
	switch strings.Trim(r.Between(at), " ") {
	case "-", "–", "—", "‑", "‐", "/":
		return at
	case "":
		if r.tokens[at].Class == RangeEnd {
			return at + 1
		}
	}
	return 0
}

// fullDate is the result of a rule that read a complete date.
func fullDate(d date.Date, ok bool, to int) (PartialDate, int) {
	if !ok || d.IsZero() {
		return PartialDate{}, 0
	}
	return PartialDate{Date: d}, to
}

// joinDates is the result of a rule that read a range from one date to another.
func joinDates(from, until date.Date, ok bool, to int) (PartialDate, int) {
	if !ok || from.IsZero() || until.IsZero() || from.From > until.To {
		return PartialDate{}, 0
	}
	return PartialDate{Date: date.Date{From: from.From, To: until.To, Precision: date.PrecisionRange}}, to
}

// dayRange is the result of a rule that read a range of days, or months, of a year.
func dayRange(c Calendar, year int, from, until MonthDay, to int) (PartialDate, int) {
	d1, ok1 := c.Date(year, from.Month, from.Day)
	d2, ok2 := c.Date(year, until.Month, until.Day)
	return joinDates(d1, d2, ok1 && ok2, to)
}

// withoutYear is the result of a rule that read a date without its year.
func withoutYear(c Calendar, from, until MonthDay, to int) (PartialDate, int) {
	const leapYear = 2024
	for _, md := range []MonthDay{from, until} {
		if c == Gregorian && md.Day > date.DaysIn(leapYear, max(md.Month, 1)) || md.Day > 31 {
			return PartialDate{}, 0
		}
	}
	if until.Month > 0 && (until.Month < from.Month || until.Month == from.Month && until.Day <= from.Day) {
		return PartialDate{}, 0
	}
	return PartialDate{Calendar: c, From: from, To: until}, to
}
