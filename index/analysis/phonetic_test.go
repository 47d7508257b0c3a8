package analysis

import "testing"

func keyOf(t *testing.T, word string) PhoneticKey {
	t.Helper()
	key, ok := PhoneticKeyOf(term(word))
	if !ok {
		t.Fatalf("%s has no phonetic key", word)
	}
	return key
}

func TestPhoneticKeysOfOneNameAreClose(t *testing.T) {
	for _, names := range [][]string{
		{"Mirziyoyev", "Мирзиёев", "میرضیایف"},
		{"Kabul", "Кабул", "کابل"},
		{"Kandahar", "Кандагар"},
		{"Kandahar", "قندهار"},
		{"Tashkent", "Ташкент", "تاشکند"},
		{"Karimov", "Каримов", "کریموف"},
		{"Tokayev", "Токаев", "توکایف"},
		{"Rahmon", "Раҳмон", "رحمان"},
		{"Taliban", "Талибан", "طالبان"},
		{"Islamabad", "Исламабад", "اسلام\u200cآباد"},
		{"Herat", "Герат"},
		{"Herat", "هرات"},
		{"Peshawar", "Пешавар", "پشاور"},
		{"Zelensky", "Зеленский", "زلنسکی"},
		{"Lavrov", "Лавров", "لاوروف"},
		{"Gwadar", "Гвадар", "گوادر"},
		{"Bagram", "Баграм", "بگرام"},
	} {
		first := keyOf(t, names[0])
		for _, name := range names[1:] {
			other := keyOf(t, name)
			distance, ok := first.Distance(other)
			reverse, reverseOK := other.Distance(first)
			if !ok || !reverseOK || distance != reverse || first.Consonants() != other.Consonants() {
				t.Errorf("%s %+v and %s %+v are not close: distances %d, %d; consonants %q, %q",
					names[0], first, name, other, distance, reverse, first.Consonants(), other.Consonants())
			}
		}
	}
}

func TestPhoneticKeysOfOtherNamesAreApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"Kabul", "кабель"}, {"Kabul", "قبول"}, {"Syria", "Сербия"}, {"Iran", "Ирак"}, {"drill", "дорога"}, {"Kabul", "Kabul"},
		{"tank", "تن"},
	} {
		a, b := keyOf(t, pair[0]), keyOf(t, pair[1])
		if d, ok := a.Distance(b); ok && a.Consonants() == b.Consonants() {
			t.Errorf("%s and %s are close: distance %d (%+v, %+v)", pair[0], pair[1], d, a, b)
		}
	}
	for _, word := range []string{"联合", "1979", "", "a1"} {
		if key, ok := PhoneticKeyOf(word); ok {
			t.Errorf("%q: got key %+v, want none", word, key)
		}
	}
}
