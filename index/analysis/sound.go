package analysis

import "strings"

// PhoneticKey is what a name sounds like, whatever script it is written in: Mirziyoyev, Мирзиёев and میرضیایف have sounds
// that lie close together. It is made for names of the region, by a small table; it knows no language.
//
// Each character stands for a sound: a e i o u are vowels, A the long a or o of Arabic script and * a vowel that its
// first letter carries; Y and W sound as y or i, and as w, v, o or u; S is sh, C ch, J j and zh; h is h and kh.
type PhoneticKey struct {
	units  string
	script script
}

// PhoneticKeyOf returns the sound of a term. ok is false for what is not Latin, Cyrillic or Arabic letters.
func PhoneticKeyOf(term string) (s PhoneticKey, ok bool) {
	s.script = scriptOf(term)
	switch s.script {
	case latinScript:
		s.units = latinSounds.Replace(term)
	case cyrillicScript:
		s.units = cyrillicSounds.Replace(term)
	case arabicScript:
		s.units = arabicSounds.Replace(carried(term))
	default:
		return s, false
	}
	s.units = single(s.units)
	for i := range len(s.units) {
		if !strings.Contains("bcdfghijklmnopqrstuvzaeSCJYWA*", s.units[i:i+1]) || s.units[i] == 'c' {
			return s, false
		}
	}
	return s, s.units != ""
}

// latinSounds reads English romanisations, Uzbek and Turkish letters without their marks. Longer ones stand first.
var latinSounds = strings.NewReplacer(
	"shch", "S", "sch", "S", "sh", "S", "tch", "C", "ch", "C", "dzh", "J", "dj", "J", "zh", "J", "kh", "h", "gh", "g", "ph", "f",
	"th", "t", "ck", "k", "ce", "se", "ci", "si", "cy", "si", "c", "k", "oo", "u", "ou", "u", "ee", "i",
	"ya", "Ya", "ye", "Ye", "yi", "Yi", "yo", "Yo", "yu", "Yu", "y", "i", "j", "J", "w", "W", "x", "h",
)

// cyrillicSounds reads Russian letters and those of Central Asia.
var cyrillicSounds = strings.NewReplacer(
	"дж", "J", "иее", "iYeYe", "ае", "aYe", "ие", "iYe", "ее", "eYe", "ое", "oYe", "уе", "uYe",
	"а", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "ґ", "g", "д", "d", "е", "e", "є", "Ye", "ж", "J", "җ", "J", "з", "z", "и", "i", "і", "i",
	"ї", "Yi", "й", "Y", "к", "k", "қ", "q", "ҡ", "q", "л", "l", "м", "m", "н", "n", "ң", "n", "о", "o", "ө", "o", "п", "p",
	"р", "r", "с", "s", "т", "t", "у", "u", "ү", "u", "ұ", "u", "ӯ", "u", "ў", "o", "ф", "f", "х", "h", "ҳ", "h", "һ", "h", "ц", "ts",
	"ч", "C", "ҷ", "J", "ш", "S", "щ", "S", "ъ", "", "ы", "i", "ӣ", "i", "ь", "", "э", "e", "ю", "Yu", "я", "Ya", "ә", "a",
)

// arabicSounds reads Arabic, Persian, Urdu and Pashto letters in the spelling of normal.go. Short vowels are not written.
var arabicSounds = strings.NewReplacer(
	"ا", "A", "ب", "b", "پ", "p", "ت", "t", "ط", "t", "ٹ", "t", "ټ", "t", "ث", "s", "ج", "J", "چ", "C", "ح", "h", "خ", "h", "ه", "h",
	"د", "d", "ڈ", "d", "ډ", "d", "ذ", "z", "ز", "z", "ض", "z", "ظ", "z", "ځ", "z", "ژ", "J", "ر", "r", "ڑ", "r", "ړ", "r", "س", "s",
	"ص", "s", "څ", "s", "ش", "S", "ښ", "S", "ع", "", "غ", "g", "گ", "g", "ږ", "g", "ف", "f", "ق", "q", "ک", "k", "ل", "l", "م", "m",
	"ن", "n", "ں", "n", "ڼ", "n", "و", "W", "ی", "Y", "ې", "Y", "ۍ", "Y", "ء", "",
)

// carried replaces the letter that carries the vowel at the beginning of a word.
func carried(term string) string {
	for _, carrier := range []struct{ letters, vowel string }{{"ای", "i"}, {"او", "u"}, {"ا", "*"}, {"ع", "*"}} {
		if rest, ok := strings.CutPrefix(term, carrier.letters); ok {
			return carrier.vowel + rest
		}
	}
	return term
}

// single writes doubled sounds once.
func single(units string) string {
	var b strings.Builder
	var last rune
	for _, r := range units {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// Consonants returns the consonants that no script leaves out or writes as another: sounds that are alike have the same.
func (s PhoneticKey) Consonants() string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'p':
			return 'b'
		case 'q':
			return 'k'
		case 'd':
			return 't'
		case 'g', 'a', 'e', 'i', 'o', 'u', 'A', '*', 'Y', 'W', 'v', 'f', 'h':
			return -1
		}
		return r
	}, s.units)
}

// Costs of the differences between two sounds, in steps of a short vowel that Arabic script does not write.
const (
	shortVowel  = 1
	nearSound   = 2
	otherVowel  = 3
	weakSound   = 4
	addedVowel  = 5
	otherSound  = 99
	soundsLimit = 24 // units: a longer word is no name
)

// Distance returns how far apart two sounds of different scripts are, 0 for the same; ok is false if they are not alike,
// or of one script.
func (s PhoneticKey) Distance(t PhoneticKey) (distance int, ok bool) {
	a, b := s.units, t.units
	if s.script == t.script || len(a) > soundsLimit || len(b) > soundsLimit {
		return 0, false
	}
	unwritten := s.script == arabicScript || t.script == arabicScript
	var rows [2][soundsLimit + 1]int
	for i := range len(a) + 1 {
		row, above := &rows[i%2], &rows[(i+1)%2]
		for j := range len(b) + 1 {
			switch {
			case i == 0 && j == 0:
				row[j] = 0
				continue
			case i == 0:
				row[j] = row[j-1] + t.left(j-1, unwritten)
				continue
			case j == 0:
				row[j] = above[j] + s.left(i-1, unwritten)
				continue
			}
			row[j] = min(above[j-1]+between(a[i-1], b[j-1]), above[j]+s.left(i-1, unwritten),
				row[j-1]+t.left(j-1, unwritten))
		}
	}
	distance = rows[len(a)%2][len(b)]
	return distance, distance <= 1+max(len(a), len(b))/2
}

// left is the cost of a sound that the other side does not have. Arabic script leaves short vowels out, but not the last.
func (s PhoneticKey) left(i int, unwritten bool) int {
	switch s.units[i] {
	case 'a', 'e', 'i', 'o', 'u':
		if unwritten && s.script != arabicScript && i < len(s.units)-1 {
			return shortVowel
		}
		return addedVowel
	case '*':
		return shortVowel
	case 'Y':
		return nearSound
	case 'A', 'W', 'h':
		return weakSound
	}
	return otherSound
}

// between is the cost of one sound in the place of another.
func between(a, b byte) int {
	if a == b {
		return 0
	}
	if a > b {
		a, b = b, a
	}
	switch string([]byte{a, b}) {
	case "Aa", "*a", "*e", "*i", "*o", "*u", "Yi", "Ye", "Wu", "Wo", "Wv":
		return 0
	case "Ao", "fv":
		return shortVowel
	case "bp", "Ae", "Wf", "dt", "ei", "ou", "ao", "ae":
		return nearSound
	case "kq", "gh", "eo":
		return otherVowel
	case "ai", "au", "eu", "io", "iu":
		return addedVowel
	case "Ya", "Wa", "Yo", "Yu":
		return weakSound
	}
	return otherSound
}
