package fold

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestWord(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"case", "PAKISTAN", "pakistan"},
		{"full width", "ＣＰＥＣ", "cpec"},
		{"ligature", "ﬁlm", "film"},
		{"diacritics", "İstanbul", "istanbul"},
		{"letters without decomposition", "Łódź", "lodz"},
		{"one letter folds to two", "Þórr", "thorr"},
		{"sharp s", "Straße", "strasse"},
		{"apostrophes", "Oʻzbekiston", "ozbekiston"},
		{"acronym", "U.S.", "us"},
		{"thousands", "1,500", "1500"},
		{"decimals", "3.14", "3.14"},
		{"ё is е", "Ёлка", "елка"},
		{"й and ў are letters", "Йўл", "йўл"},
		{"ї is a letter", "Київ", "київ"},
		{"Arabic keyboard", "كتابي", "کتابی"},
		{"vowel signs", "مُحَمَّد", "محمد"},
		{"hamza carriers", "أفغانستان", "افغانستان"},
		{"tatweel", "محـمد", "محمد"},
		{"zero-width non-joiner", "می\u200cشود", "میشود"},
		{"Persian digits", "۱۴۰۴", "1404"},
		{"Arabic digits", "٢٠٢٥", "2025"},
		{"Devanagari keeps its signs", "हिन्दी", "हिन्दी"},
		{"soft hyphen", "se\u00ADcurity", "security"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Word(c.in); got != c.want {
				t.Errorf("Word(%q): got %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"spaces", "  Sri \t Lanka ", "sri lanka"},
		{"hyphens", "Guinea-Bissau", "guinea bissau"},
		{"non-breaking hyphen", "Guinea\u2011Bissau", "guinea bissau"},
		{"underscore", "cyber_security", "cyber security"},
		{"acronym", "U.S.A.", "usa"},
		{"apostrophe and accent", "Côte d’Ivoire", "cote divoire"},
		{"ASCII apostrophe", "Cote d'Ivoire", "cote divoire"},
		{"Arabic and Persian letters", "تركيا ترکیا", "ترکیا ترکیا"},
		{"comma stays", "Korea, North", "korea, north"},
		{"Chinese", "中国", "中国"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Name(c.in); got != c.want {
				t.Errorf("Name(%q): got %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestFoldingIsIdempotent(t *testing.T) {
	for r := range rune(0x3100) {
		if unicode.Is(unicode.Cherokee, r) { // x/text swaps its two cases instead of folding them
			continue
		}
		s := "а" + string(r) + "b"
		if once := Word(s); Word(once) != once {
			t.Errorf("Word(%q): %q folds again to %q", s, once, Word(once))
		}
		if once := Name(s); Name(once) != once {
			t.Errorf("Name(%q): %q folds again to %q", s, once, Name(once))
		}
	}
}

func TestLettersAgreeWithWord(t *testing.T) {
	table := Letters()
	for r := rune(utf8.RuneSelf); r < 0x30000; r++ {
		if !unicode.IsLetter(r) || unicode.ToLower(r) != r {
			continue
		}
		word, got := Word(string(r)), table.Fold(r)
		if utf8.RuneCountInString(word) == 1 && (r < 0x0900 || r >= 0x1E00 && r < tableEnd) && string(got) != word {
			t.Errorf("%q: Fold gives %q, Word %q", r, got, word)
		}
		if got != r && string(got) != word && word != "" {
			t.Errorf("%q: Fold gives %q, Word %q", r, got, word)
		}
	}
	for _, mark := range []rune{'\u0301', '\u064E', 'ـ'} {
		if got := table.Fold(mark); got != -1 {
			t.Errorf("mark %U: got %q, want -1", mark, got)
		}
	}
	for _, r := range []rune{-1, 'a', 'Z', '5', '中', utf8.MaxRune} {
		if got := table.Fold(r); got != r {
			t.Errorf("%q: got %q, want it unchanged", r, got)
		}
	}
}

func TestDigit(t *testing.T) {
	for _, digits := range []string{"0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "０１２３４５６７８９"} {
		want := 0
		for _, r := range digits {
			if got, ok := Digit(r); !ok || got != want {
				t.Errorf("Digit(%q): got %d, %v, want %d", r, got, ok, want)
			}
			want++
		}
	}
	for _, r := range "a/:Ⅷ²一" {
		if _, ok := Digit(r); ok {
			t.Errorf("Digit(%q): want false", r)
		}
	}
}
