package office

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// numberFormat is a parsed number format code of a cell (ISO 29500-1 section 18.8.31), such as "#,##0.00 [$€-1]" or
// "dd/mm/yyyy". Dates are written in ISO 8601 with the precision of the format. Colours, conditions and fractions are
// ignored.
type numberFormat struct {
	kind          numberKind
	before, after string // literal text
	decimals      int
	thousands     bool
	scale         float64 // factor; 0 means 1
	date          dateParts
}

type numberKind int

const (
	general numberKind = iota
	fixed
	percent
	scientific
	dated
	asText
)

// builtin are the formats that files refer to by number only (ISO 29500-1 section 18.8.30). Numbers 27 to 36 and 50 to 58
// are East Asian dates; formatOf handles them.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
	18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
	41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "@",
}

// readFormats returns the number formats by index of the cell style.
func readFormats(m *xmlStream) []numberFormat {
	codes := make(map[int]numberFormat)
	var all []numberFormat
	m.descendants(func(name string) {
		switch {
		case len(codes) >= maxStyles || len(all) >= maxStyles:
		case name == "x:numFmt":
			codes[number(m.attr("numFmtId"), 0)] = parseFormat(m.attr("formatCode"))
		case name == "x:cellXfs":
			m.children(func(name string) {
				if name == "x:xf" && len(all) < maxStyles {
					all = append(all, formatOf(number(m.attr("numFmtId"), 0), codes))
				}
			}, nil)
		case name == "x:cellStyleXfs", name == "x:dxfs":
			m.children(nil, nil)
		}
	})
	return all
}

func formatOf(id int, codes map[int]numberFormat) numberFormat {
	if f, ok := codes[id]; ok {
		return f
	}
	if id >= 27 && id <= 36 || id >= 50 && id <= 58 {
		return parseFormat("yyyy-mm-dd")
	}
	return parseFormat(builtin[id])
}

var (
	// codePart matches one part of a format code: literal text in quotes or after a backslash, a bracketed part, padding, digits.
	codePart         = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|am/pm|A/P|[Gg]eneral|E[+-]|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[0#?]+|.`)
	escapedCharacter = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)
)

// maxCodeBytes is the longest code that Excel accepts.
const maxCodeBytes = 255

func parseFormat(code string) numberFormat {
	if len(code) > maxCodeBytes {
		return numberFormat{}
	}
	f := numberFormat{}
	started, point := false, false
	for _, part := range codePart.FindAllString(code, -1) {
		if part == ";" {
			break
		}
		switch {
		case part == `""` || part[0] == '_' || part[0] == '*':
		case part[0] == '"' || part[0] == '\\':
			f.literal(strings.Trim(strings.TrimPrefix(part, `\`), `"`), started)
		case part[0] == '[' && len(part) > 1:
			f.bracket(part, started)
		case strings.Contains("0#?", part[:1]):
			if started = true; f.kind == general {
				f.kind = fixed
			}
			if point && f.kind != scientific {
				f.decimals += len(part)
			}
		case part == "." && f.kind != dated:
			point = true
		case part == "," && started:
			f.comma(code)
		case part == "%":
			f.kind, f.scale = percent, 100
			f.literal(part, true)
		case part == "E+" || part == "E-":
			f.kind = scientific
		case part == "@":
			return numberFormat{kind: asText}
		case len(part) > 0 && strings.Contains("yYmMdDhHsS", part[:1]) && !strings.EqualFold(part, "general"):
			f.datePart(part, code)
		case strings.Contains("$€£¥₽₹()+- ", part):
			f.literal(part, started)
		}
	}
	return f
}

func (f *numberFormat) literal(s string, behind bool) {
	if behind {
		f.after += s
	} else {
		f.before += s
	}
}

// bracket reads a currency ("[$€-407]") or elapsed time ("[h]") and ignores colours and conditions.
func (f *numberFormat) bracket(part string, started bool) {
	inner := strings.ToLower(part[1 : len(part)-1])
	if currency, ok := strings.CutPrefix(part, "[$"); ok {
		sign, _, _ := strings.Cut(strings.TrimSuffix(currency, "]"), "-")
		f.literal(sign, started)
		return
	}
	if inner != "" && strings.Trim(inner, "hms") == "" {
		f.kind = dated
		f.date.elapsed, f.date.hours, f.date.minutes = true, true, true
		f.date.seconds = f.date.seconds || inner[0] == 's'
	}
}

// thousandsCode matches a comma between digits.
var thousandsCode = regexp.MustCompile(`[0#?],[0#?]`)

// comma groups digits if the code has a comma between digits; a comma after the digits divides by 1000.
func (f *numberFormat) comma(code string) {
	if thousandsCode.MatchString(code) {
		f.thousands = true
		return
	}
	if f.scale == 0 {
		f.scale = 1
	}
	f.scale /= 1000
}

// datePart adds a unit to a date format. An m next to hours or seconds means minutes.
func (f *numberFormat) datePart(part, code string) {
	f.kind = dated
	d := &f.date
	switch part[0] | 0x20 {
	case 'y':
		d.year = true
	case 'd':
		d.day = true
	case 'h':
		d.hours = true
	case 's':
		d.seconds = true
	case 'm':
		if len(part) < 3 && minutesCode.MatchString(code) && (d.hours || d.minutes || !d.year && !d.day && !monthCode.MatchString(code)) {
			d.minutes = true
		} else {
			d.month = true
		}
	}
}

var (
	minutesCode = regexp.MustCompile(`(?i)h+\]?[^a-z0-9]*m|m+\]?[^a-z0-9]*s`)
	monthCode   = regexp.MustCompile(`(?i)[yd]`)
)

// show formats the stored value of a cell; values that are not numbers stay as they are.
func (f numberFormat) show(value string, from epoch) string {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return value
	}
	switch f.kind {
	case dated:
		if s, ok := f.date.show(v, from); ok {
			return s
		}
	case fixed, percent:
		if f.scale != 0 {
			v *= f.scale
		}
		s := strconv.FormatFloat(rounded(v, f.decimals), 'f', min(f.decimals, maxDecimals), 64)
		if f.thousands {
			s = grouped(s)
		}
		return strings.TrimSpace(signed(f.before, s) + f.after)
	case scientific:
		return strings.ToUpper(strconv.FormatFloat(v, 'e', min(f.decimals, maxDecimals), 64))
	}
	return shortest(v)
}

// maxDecimals is the most that Excel shows.
const maxDecimals = 30

// rounded rounds half away from zero, as Excel does. Numbers beyond the precision of 15 digits stay as they are.
func rounded(v float64, decimals int) float64 {
	const digits = 15
	if scale := math.Pow10(decimals); decimals <= digits && math.Abs(v)*scale < 1e15 {
		return math.Round(v*scale)/scale + 0 // turns -0 into 0
	}
	return v
}

// signed puts the minus before the prefix: -$5, not $-5.
func signed(before, number string) string {
	if rest, negative := strings.CutPrefix(number, "-"); negative && before != "" {
		return "-" + before + rest
	}
	return before + number
}

// shortest writes a number with Excel's precision of 15 digits, which hides the error of binary fractions.
func shortest(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	if err != nil {
		rounded = v
	}
	if a := math.Abs(rounded); a != 0 && (a < 1e-6 || a >= 1e15) {
		return strconv.FormatFloat(rounded, 'G', -1, 64)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func grouped(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}
