package grammar

import (
	"slices"
	"strings"
)

// Rules for dates in Arabic letters. Languages share words that mean different days (فردا is tomorrow in Persian and "one
// man" in Arabic), weekdays of two words, years that only the word after them makes one, and weekdays that are also the
// name of a capital.

// dayWordsByLanguage are the words for yesterday, today and tomorrow of a language: in a text of that language no other
// counts.
var dayWordsByLanguage = map[string][]string{
	"fa": strings.Fields("امروز دیروز پریروز فردا"),
	"ur": strings.Fields("آج"),
	"ps": strings.Fields("نن پرون سبا"),
	"ar": strings.Fields("الیوم أمس امس وأمس غدا"),
}

// isForeignDay reports whether a word for a day belongs to another language than the text.
func (r *Reader) isForeignDay(at int) bool {
	own, known := dayWordsByLanguage[r.lang]
	if !known || r.tokens[at].Cased {
		return false
	}
	word := BareArabic(r.Word(at))
	return !slices.ContainsFunc(own, func(p string) bool { return BareArabic(p) == word })
}

// BareArabic returns a word without vowel signs and with one form of the letters that keyboards write differently.
func BareArabic(word string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'ً' && r <= 'ْ':
			return -1
		case r == 'ي' || r == 'ى':
			return 'ی'
		case r == 'أ' || r == 'إ' || r == 'آ':
			return 'ا'
		}
		return r
	}, word)
}

// notToday are the words that give "the day" another meaning than today: اليوم الوطني is the national day.
var notToday = strings.Fields("الوطني العالمي الدولي الأول الثاني الثالث الرابع الخامس الأخير التالي السابق نفسه ذاته الواحد المفتوح")

// dayOffsetAt returns how many days a word for today, yesterday or tomorrow is away, and the token after it: أمس الأول
// is the day before yesterday. It is false if the word has another meaning.
func (r *Reader) dayOffsetAt(at int) (offset, to int, ok bool) {
	offset, to = int(r.tokens[at].Value), at+1
	if r.isForeignDay(at) {
		return 0, 0, false
	}
	if r.lang != "ar" {
		return offset, to, true
	}
	after := ""
	if r.adjacent(to) {
		after = r.Word(to)
	}
	switch {
	case offset == -1 && BareArabic(after) == "الاول":
		return -2, to + 1, true
	case offset == -1 && at > 0 && (BareArabic(r.Word(at-1)) == "اول" || at > 1 && r.Word(at-1) == "من" && BareArabic(r.Word(at-2)) == "اول"):
		return -2, to, true
	case offset == 0 && slices.Contains(notToday, after):
		return 0, 0, false
	}
	return offset, to, true
}

// weekdayAfterDay reads the weekday after today, yesterday or tomorrow: اليوم الأربعاء. Where the two disagree the
// weekday counts, because a text may be published a day after it was written.
func (r *Reader) weekdayAfterDay(p PartialDate, to int) (PartialDate, int) {
	if !r.adjacent(to) || r.tokens[to].Cased {
		return p, to
	}
	if value, end := r.weekdayAt(to); end > 0 {
		p.Weekday, p.Modifier = value+1, NearestName
		return p, end
	}
	return p, to
}

// weekdayAt returns the weekday at a token, also of two words (سه شنبه), and the token after it; 0 if there is none.
func (r *Reader) weekdayAt(at int) (value, to int) {
	if at < 0 || at >= len(r.tokens) {
		return 0, 0
	}
	if r.Class(at) == Weekday {
		return int(r.tokens[at].Value), at + 1
	}
	n := slices.Index(saturdayPrefixes, BareArabic(r.Word(at)))
	if n >= 0 && r.Class(at+1) == Weekday && r.tokens[at+1].Value == saturday && !r.tokens[at+1].Cased && r.adjacent(at+1) {
		return (saturday + n + 1) % 7, at + 2
	}
	return 0, 0
}

// saturdayPrefixes are the numbers before the Persian and Pashto Saturday that make Sunday to Thursday of it.
var saturdayPrefixes = strings.Fields("یک دو سه چهار پنج")

const saturday = 5

// cityPrepositions are words before دوشنبه that make it the capital Dushanbe.
var cityPrepositions = strings.Fields("در شهر به از")

// isCity reports whether the name of a weekday means Dushanbe: after "in", and not before "last" or "next".
func (r *Reader) isCity(at int) bool {
	if r.tokens[at].Cased || BareArabic(r.Word(at)) != "دوشنبه" || at == 0 || r.tokens[at].SentenceStart || !r.adjacent(at) {
		return false
	}
	return slices.Contains(cityPrepositions, r.Word(at-1)) && (!r.adjacent(at+1) || r.modifierAt(at+1) == NoModifier)
}

// postpositions follow a year and not a number of things, by language.
var postpositions = map[string][]string{
	"ur": strings.Fields("میں سے تک کے کی کا کو"),
	"ps": strings.Fields("کې کښې کښي کی پورې راهیسې"),
}

// comparisons are words after سے that make a count of a number: 2000 سے زائد is more than 2000.
var comparisons = strings.Fields("زائد زیادہ کم اوپر سے قریب لگ لیکر")

// beforePostposition reports whether a postposition makes a number a year: 2022 میں, په ٢٠٠٣ کې.
func (r *Reader) beforePostposition(at int) bool {
	list, known := postpositions[r.lang]
	if !known || !r.isRecentYear(at) || !r.adjacent(at+1) || r.isNumber(at-1) {
		return false
	}
	word := strings.NewReplacer("ي", "ی", "ك", "ک").Replace(r.Word(at + 1))
	if !slices.Contains(list, word) && !(r.lang == "ps" && word == "کی") {
		return false
	}
	if round := r.fourDigitYear(at)%100 == 0; round && word != "میں" {
		return false
	}
	return !r.adjacent(at+2) || !slices.Contains(comparisons, r.Word(at+2))
}

// isCounted reports whether a word counts a Persian unit of time: چند ماه پیش is some months ago.
func (r *Reader) isCounted(at int) bool {
	if at < 0 || r.tokens[at+1].SentenceStart {
		return false
	}
	return r.isNumber(at) || slices.Contains(persianCounts, BareArabic(r.Word(at)))
}

var persianCounts = strings.Fields("چند چندین یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل پنجاه صد اندی")
