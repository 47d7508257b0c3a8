package analysis

import "strings"

// PhoneticKey is how a name sounds, whatever script it is written in: Mirziyoyev, Мирзиёев and میرضیایف have keys at a
// short distance. The tables are made for names of the region and know no language.
//
// Each byte stands for a sound: a e i o u are vowels; A is the long a or o of Arabic script, * a vowel that the first
// letter of the word carries; Y sounds as y or i, W as w, v, o or u; S is sh, C ch, J j and zh; h is h and kh.
type PhoneticKey struct {
	sounds string
	script script
}

const knownSounds = "bdfghijklmnopqrstuvzaeSCJYWA*"

// PhoneticKeyOf returns the key of a term, and false for a term that is not in Latin, Cyrillic or Arabic letters.
func PhoneticKeyOf(term string) (key PhoneticKey, ok bool) {
	key.script = scriptOf(term)
	switch key.script {
	case latinScript:
		key.sounds = latinSounds.Replace(term)
	case cyrillicScript:
		key.sounds = cyrillicSounds.Replace(term)
	case arabicScript:
		key.sounds = arabicSounds.Replace(withCarriedVowel(term))
	default:
		return key, false
	}
	key.sounds = withoutDoubles(key.sounds)
	for i := range len(key.sounds) {
		if strings.IndexByte(knownSounds, key.sounds[i]) < 0 {
			return key, false
		}
	}
	return key, key.sounds != ""
}

// latinSounds covers English romanisation and Uzbek and Turkish letters without their marks. The longest match comes
// first.
var latinSounds = strings.NewReplacer(
	"shch", "S", "sch", "S", "sh", "S", "tch", "C", "ch", "C", "dzh", "J", "dj", "J", "zh", "J", "kh", "h", "gh", "g", "ph", "f",
	"th", "t", "ck", "k", "ce", "se", "ci", "si", "cy", "si", "c", "k", "oo", "u", "ou", "u", "ee", "i",
	"ya", "Ya", "ye", "Ye", "yi", "Yi", "yo", "Yo", "yu", "Yu", "y", "i", "j", "J", "w", "W", "x", "h",
)

// cyrillicSounds covers the letters of Russian, Ukrainian and Central Asian languages.
var cyrillicSounds = strings.NewReplacer(
	"дж", "J", "иее", "iYeYe", "ае", "aYe", "ие", "iYe", "ее", "eYe", "ое", "oYe", "уе", "uYe",
	"а", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "ґ", "g", "д", "d", "е", "e", "є", "Ye", "ж", "J", "җ", "J", "з", "z", "и", "i", "і", "i",
	"ї", "Yi", "й", "Y", "к", "k", "қ", "q", "ҡ", "q", "л", "l", "м", "m", "н", "n", "ң", "n", "о", "o", "ө", "o", "п", "p",
	"р", "r", "с", "s", "т", "t", "у", "u", "ү", "u", "ұ", "u", "ӯ", "u", "ў", "o", "ф", "f", "х", "h", "ҳ", "h", "һ", "h", "ц", "ts",
	"ч", "C", "ҷ", "J", "ш", "S", "щ", "S", "ъ", "", "ы", "i", "ӣ", "i", "ь", "", "э", "e", "ю", "Yu", "я", "Ya", "ә", "a",
)

// arabicSounds covers Arabic, Persian, Urdu and Pashto letters as package fold writes them. Short vowels are not written.
var arabicSounds = strings.NewReplacer(
	"ا", "A", "ب", "b", "پ", "p", "ت", "t", "ط", "t", "ٹ", "t", "ټ", "t", "ث", "s", "ج", "J", "چ", "C", "ح", "h", "خ", "h", "ه", "h",
	"د", "d", "ڈ", "d", "ډ", "d", "ذ", "z", "ز", "z", "ض", "z", "ظ", "z", "ځ", "z", "ژ", "J", "ر", "r", "ڑ", "r", "ړ", "r", "س", "s",
	"ص", "s", "څ", "s", "ش", "S", "ښ", "S", "ع", "", "غ", "g", "گ", "g", "ږ", "g", "ف", "f", "ق", "q", "ک", "k", "ل", "l", "م", "m",
	"ن", "n", "ں", "n", "ڼ", "n", "و", "W", "ی", "Y", "ې", "Y", "ۍ", "Y", "ء", "",
)

// withCarriedVowel replaces the letters that carry the vowel at the start of a word in Arabic script.
func withCarriedVowel(term string) string {
	for _, carrier := range []struct{ letters, vowel string }{{"ای", "i"}, {"او", "u"}, {"ا", "*"}, {"ع", "*"}} {
		if rest, ok := strings.CutPrefix(term, carrier.letters); ok {
			return carrier.vowel + rest
		}
	}
	return term
}

// withoutDoubles writes repeated sounds once.
func withoutDoubles(sounds string) string {
	var b strings.Builder
	var last rune
	for _, r := range sounds {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// Consonants returns the consonants that every script writes, with similar ones merged. Keys at a short distance have the
// same consonants, so they can serve as a bucket.
func (k PhoneticKey) Consonants() string {
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
	}, k.sounds)
}

// Costs of the differences between two keys. The unit is a short vowel that Arabic script does not write.
const (
	costShortVowel   = 1
	costSimilarSound = 2
	costOtherVowel   = 3
	costWeakSound    = 4
	costExtraVowel   = 5
	costOtherSound   = 99
)

// maxSounds bounds the keys that are compared: a longer word is no name.
const maxSounds = 24

// Distance returns the weighted edit distance between keys of different scripts, 0 for the same sounds. It is false if
// the keys do not sound alike or are of one script.
func (k PhoneticKey) Distance(other PhoneticKey) (distance int, ok bool) {
	a, b := k.sounds, other.sounds
	if k.script == other.script || len(a) > maxSounds || len(b) > maxSounds {
		return 0, false
	}
	unwritten := k.script == arabicScript || other.script == arabicScript
	var rows [2][maxSounds + 1]int
	for i := range len(a) + 1 {
		row, above := &rows[i%2], &rows[(i+1)%2]
		for j := range len(b) + 1 {
			switch {
			case i == 0 && j == 0:
				row[j] = 0
			case i == 0:
				row[j] = row[j-1] + other.deletion(j-1, unwritten)
			case j == 0:
				row[j] = above[j] + k.deletion(i-1, unwritten)
			default:
				row[j] = min(above[j-1]+substitution(a[i-1], b[j-1]), above[j]+k.deletion(i-1, unwritten),
					row[j-1]+other.deletion(j-1, unwritten))
			}
		}
	}
	distance = rows[len(a)%2][len(b)]
	return distance, distance <= 1+max(len(a), len(b))/2
}

// deletion is the cost of a sound that the other key does not have. Arabic script leaves short vowels out, but not the
// last one.
func (k PhoneticKey) deletion(i int, unwritten bool) int {
	switch k.sounds[i] {
	case 'a', 'e', 'i', 'o', 'u':
		if unwritten && k.script != arabicScript && i < len(k.sounds)-1 {
			return costShortVowel
		}
		return costExtraVowel
	case '*':
		return costShortVowel
	case 'Y':
		return costSimilarSound
	case 'A', 'W', 'h':
		return costWeakSound
	}
	return costOtherSound
}

// substitution is the cost of one sound in the place of another.
func substitution(a, b byte) int {
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
		return costShortVowel
	case "bp", "Ae", "Wf", "dt", "ei", "ou", "ao", "ae":
		return costSimilarSound
	case "kq", "gh", "eo":
		return costOtherVowel
	case "ai", "au", "eu", "io", "iu":
		return costExtraVowel
	case "Ya", "Wa", "Yo", "Yu":
		return costWeakSound
	}
	return costOtherSound
}
