package analysis

import "testing"

func soundOf(t *testing.T, word string) PhoneticKey {
	t.Helper()
	s, ok := PhoneticKeyOf(normal(word))
	if !ok {
		t.Fatalf("%s has no sound", word)
	}
	return s
}

func TestSoundsAlike(t *testing.T) {
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
		first := soundOf(t, names[0])
		for _, name := range names[1:] {
			other := soundOf(t, name)
			distance, ok := first.Distance(other)
			back, also := other.Distance(first)
			if !ok || !also || distance != back || first.Consonants() != other.Consonants() {
				t.Errorf("%s %+v and %s %+v do not sound alike: distance %d, %d; keys %q, %q",
					names[0], first, name, other, distance, back, first.Consonants(), other.Consonants())
			}
		}
	}
}

func TestSoundsUnlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"Kabul", "кабель"}, {"Kabul", "قبول"}, {"Syria", "Сербия"}, {"Iran", "Ирак"}, {"drill", "дорога"}, {"Kabul", "Kabul"},
		{"tank", "تن"},
	} {
		a, b := soundOf(t, pair[0]), soundOf(t, pair[1])
		if d, ok := a.Distance(b); ok && a.Consonants() == b.Consonants() {
			t.Errorf("%s and %s sound alike at %d (%+v, %+v)", pair[0], pair[1], d, a, b)
		}
	}
	for _, word := range []string{"联合", "1979", "", "a1"} {
		if s, ok := PhoneticKeyOf(word); ok {
			t.Errorf("%q has the sound %+v", word, s)
		}
	}
}
