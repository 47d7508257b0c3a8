package grammar

import (
	"strings"

	"daftar/index/analysis/words"
)

// Words returns the table of the words of dates in all languages, by spelling in small letters.
func Words() map[string]words.Word {
	t := wordTable{}
	t.englishWords()
	t.latinMonths()
	t.cyrillicMonths()
	t.arabicMonths()
	t.hijriMonths()
	t.weekdays()
	t.units()
	t.relativeWords()
	t.functionWords()
	return t
}

// AddWords adds the words of a list, separated by spaces, with the spellings of keyboards in Arabic letters, to a table
// that Words returned. A word that the table has keeps its class.
func AddWords(table map[string]words.Word, class words.Class, list string) {
	wordTable(table).add(class, 0, list)
}

// wordTable is a table of words to which lists are added. A word that it has keeps its class.
type wordTable map[string]words.Word

// add adds the words of a list, each also with each of the endings, in all spellings of the Arabic script.
func (t wordTable) add(class words.Class, value int16, list string, endings ...string) {
	for stem := range strings.FieldsSeq(list) {
		for _, spelling := range spellingVariants(stem) {
			t.addSpelling(class, value, spelling)
			for _, ending := range endings {
				for e := range strings.FieldsSeq(ending) {
					t.addSpelling(class, value, spelling+e)
				}
			}
		}
	}
}

func (t wordTable) addSpelling(class words.Class, value int16, text string) {
	if t[text].Class == words.NoClass {
		t[text] = words.Word{Class: class, Value: value}
	}
}

// addMonths adds the names of twelve months, those of a month separated by spaces.
func (t wordTable) addMonths(flags int16, names []string, endings ...string) {
	for n, list := range names {
		t.add(monthName, int16(n+1)|flags, list, endings...)
	}
}

// keyboardVariants exchange letters that look alike.
var keyboardVariants = [...]*strings.Replacer{
	strings.NewReplacer("ی", "ي", "ک", "ك"), strings.NewReplacer("ی", "ى"), strings.NewReplacer("أ", "ا", "إ", "ا"),
	strings.NewReplacer("آ", "ا"), strings.NewReplacer("ة", "ه"), strings.NewReplacer("ہ", "ه"), strings.NewReplacer("ي", "ی", "ك", "ک", "ى", "ی"),
}

// spellingVariants returns a word in the letters that keyboards of Arabic, Persian, Urdu and Pashto write for each other.
func spellingVariants(text string) []string {
	all := []string{text}
	for _, r := range keyboardVariants {
		for _, known := range all {
			if other := r.Replace(known); other != known {
				all = append(all, other)
			}
		}
	}
	return all
}
