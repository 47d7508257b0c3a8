package tag

import (
	"slices"
	"strings"
)

// What dates in Arabic letters need beyond the common rules: languages share words that mean different days (فردا is
// tomorrow in Persian and "one man" in Arabic), days of the week of two words, years told by the word behind them, and
// weekdays that are capitals or that stand before what tells which one.

// ownDays are the words for yesterday, today and tomorrow by language: in a text of one of these no other counts.
var ownDays = map[string][]string{
	"fa": strings.Fields("امروز دیروز پریروز فردا"),
	"ur": strings.Fields("آج"),
	"ps": strings.Fields("نن پرون سبا"),
	"ar": strings.Fields("الیوم أمس امس وأمس غدا"),
}

// foreignDay reports whether a word for a day is of another language than the text.
func (g grammar) foreignDay(at int) bool {
	own, known := ownDays[g.lang]
	if !known || g.tokens[at].Cased {
		return false
	}
	word := bareArabic(g.word(at))
	return !slices.ContainsFunc(own, func(w string) bool { return bareArabic(w) == word })
}

// bareArabic returns a word without vowel signs and with the letters of keyboards made one.
func bareArabic(word string) string {
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

// festive are the words that make of "the day" another thing than today: اليوم الوطني is the national day.
var festive = strings.Fields("الوطني العالمي الدولي الأول الثاني الثالث الرابع الخامس الأخير التالي السابق نفسه ذاته الواحد المفتوح")

// isDay reports whether a word for today, yesterday or tomorrow means that day, and how many days it is from the
// published one: أمس الأول is the day before yesterday.
func (g grammar) isDay(at int) (shift, to int, ok bool) {
	shift, to = int(g.tokens[at].Value), at+1
	if g.foreignDay(at) {
		return 0, 0, false
	}
	if g.lang != "ar" {
		return shift, to, true
	}
	behind := ""
	if g.near(to) {
		behind = g.word(to)
	}
	switch {
	case shift == -1 && bareArabic(behind) == "الاول":
		return -2, to + 1, true
	case shift == -1 && at > 0 && (bareArabic(g.word(at-1)) == "اول" || at > 1 && g.word(at-1) == "من" && bareArabic(g.word(at-2)) == "اول"):
		return -2, to, true
	case shift == 0 && slices.Contains(festive, behind):
		return 0, 0, false
	}
	return shift, to, true
}

// namedDay reads the name of the weekday behind today, yesterday or tomorrow: اليوم الأربعاء. It tells the day where the two
// do not agree, because a text may be published a day after it was written.
func (g grammar) namedDay(w when, to int) (when, int) {
	if !g.near(to) || g.tokens[to].Cased {
		return w, to
	}
	if value, end := g.weekdayOf(to); end > 0 {
		w.named, w.mod = value+1, dayShift
		return w, end
	}
	return w, to
}

// weekdayOf reads the name of a weekday, also of two words: سه شنبه. 0 is none.
func (g grammar) weekdayOf(at int) (value, to int) {
	if at < 0 || at >= len(g.tokens) {
		return 0, 0
	}
	if g.class(at) == weekday {
		return int(g.tokens[at].Value), at + 1
	}
	n := slices.Index(daysBeforeSaturday, bareArabic(g.word(at)))
	if n >= 0 && g.class(at+1) == weekday && g.tokens[at+1].Value == saturday && !g.tokens[at+1].Cased && g.near(at+1) {
		return (saturday + n + 1) % 7, at + 2
	}
	return 0, 0
}

// daysBeforeSaturday are the numbers that make Sunday to Thursday of the Persian and Pashto Saturday.
var daysBeforeSaturday = strings.Fields("یک دو سه چهار پنج")

const saturday = 5

// cityLeads are words behind which the name of a weekday that is a capital as well means the capital.
var cityLeads = strings.Fields("در شهر به از")

// isCity reports whether the name of a weekday means Dushanbe: behind in, and no word of last or next follows.
func (g grammar) isCity(at int) bool {
	if g.tokens[at].Cased || bareArabic(g.word(at)) != "دوشنبه" || at == 0 || g.tokens[at].SentenceStart || !g.near(at) {
		return false
	}
	return slices.Contains(cityLeads, g.word(at-1)) && (!g.near(at+1) || g.modOf(at+1) == plain)
}

// postpositions follow a year and not a number of things, by language; never those that stand in counting.
var postpositions = map[string][]string{
	"ur": strings.Fields("میں سے تک کے کی کا کو"),
	"ps": strings.Fields("کې کښې کښي کی پورې راهیسې"),
}

// counting are words behind سے that make a number of a year: 2000 سے زائد is more than 2000.
var counting = strings.Fields("زائد زیادہ کم اوپر سے قریب لگ لیکر")

// postposed reports whether a word behind a number says that it is a year: 2022 میں, په ٢٠٠٣ کې.
func (g grammar) postposed(at int) bool {
	list, known := postpositions[g.lang]
	if !known || !g.recent(at) || !g.near(at+1) || g.numbered(at-1) {
		return false
	}
	word := strings.NewReplacer("ي", "ی", "ك", "ک").Replace(g.word(at + 1))
	if !slices.Contains(list, word) && !(g.lang == "ps" && word == "کی") {
		return false
	}
	if round := g.fullYear(at)%100 == 0; round && word != "میں" {
		return false
	}
	return !g.near(at+2) || !slices.Contains(counting, g.word(at+2))
}

// attackWords stand beside the eleventh of September that needs no year.
var attackWords = strings.Fields(`attack attacks attackers hijackers hijackings terrorist bombings terror атак атаки атака теракт теракты терактов
	терактам событий события нападения حملات حمله حملهٔ حوادث حادثه رویداد رویدادهای هجمات احداث أحداث اعتداءات حملوں حملے حملو
	برید بریدونو بریدونه پېښې saldırıları saldırılarının hujumlari ҳужумлари ҳамлаи`)

// nineEleven makes the eleventh of September beside a word of attack that of 2001.
func (g grammar) nineEleven(w when, at, to int) when {
	if (w.from != monthDay{9, 11}) || w.to.month > 0 || w.calendar != gregorian || !w.date.IsZero() {
		return w
	}
	for _, beside := range [...]int{at - 2, at - 1, to, to + 1} {
		if beside >= 0 && beside < len(g.tokens) && slices.Contains(attackWords, bareArabic(strings.ToLower(g.word(beside)))) {
			d, _ := gregorian.date(2001, 9, 11)
			return when{date: d}
		}
	}
	return w
}

// counted reports whether a word before a unit of Persian time counts it: چند ماه پیش is some months ago.
func (g grammar) counted(at int) bool {
	if at < 0 || g.tokens[at+1].SentenceStart {
		return false
	}
	return g.numbered(at) || slices.Contains(persianCounts, bareArabic(g.word(at)))
}

var persianCounts = strings.Fields("چند چندین یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل پنجاه صد اندی")
