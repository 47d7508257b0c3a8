package tag

import (
	"slices"
	"testing"

	"daftar/index"
)

// TestThemesInOtherLanguages has inflected forms and variants of letters.
func TestThemesInOtherLanguages(t *testing.T) {
	tests := []struct{ name, lang, in, want string }{
		{"russian cases", "ru", "Министр говорил о ядерном оружии.", "nuclear"},
		{"russian ё", "ru", "Вооруженный конфликт продолжается.", "armed-conflict"},
		{"russian pair that does not count", "ru", "Взрыв бытового газа: трое погибли.", ""},
		{"russian case of an acronym", "ru", "Саммит ШОС открылся.", "regional-organisations"},
		{"persian", "fa", "دو طرف بر سر آتش\u200cبس توافق کردند.", "peace-processes"},
		{"persian in arabic letters", "fa", "غني\u200cسازي اورانيوم ادامه دارد.", "nuclear"},
		{"urdu", "ur", "فوجی مشقیں کل شروع ہوں گی۔", "joint-exercises"},
		{"pashto", "ps", "د ډیورنډ کرښه", "territorial-disputes"},
		{"arabic prefix", "ar", "وبالمخدرات والسلاح", "organised-crime"},
		{"arabic prefix and ending", "ar", "للحوثيين", "armed-conflict"},
		{"a minister alone is no diplomacy", "fa", "وزیر دفاع ایتالیا این را گفت.", ""},
		{"a minister who meets another", "fa", "وزیر دفاع با همتای خود دیدار کرد.", "military-diplomacy"},
		{"a minister who meets another, russian", "ru", "Министр обороны прибыл на переговоры с коллегой.", "military-diplomacy"},
		{"a minister who meets another, arabic", "ar", "وزير الدفاع التقى نظيره المصري.", "military-diplomacy"},
		{"armed forces named, arabic", "ar", "قال المتحدث باسم القوات المسلحة ذلك.", ""},
		{"a tanker that explodes", "ur", "آئل ٹینکر میں دھماکے سے 50 افراد ہلاک ہوئے۔", ""},
		{"a bomb that explodes", "ur", "مسجد میں دھماکے سے 50 افراد ہلاک ہوئے۔", "terrorist-activity"},
		{"a mafia of sugar", "ur", "شوگر مافیا کے خلاف کارروائی ہوگی۔", ""},
		{"pashto, of written together", "ps", "دترهګرۍ سره مبارزه", "terrorist-activity"},
		{"turkish endings", "tr", "Tatbikatların ilki bugün başladı.", "joint-exercises"},
		{"turkish only in its language", "en", "An ajan in Istanbul.", ""},
		{"uzbek latin, another apostrophe", "uz", "Terrorizmga qarshi kurash bo'yicha", "counterterrorism"},
		{"uzbek cyrillic", "uz", "Киберхавфсизликни таъминлаш", "cyber-security"},
		{"kazakh", "kk", "Шекарашылар есірткіні ұстады.", "organised-crime"},
		{"kyrgyz", "ky", "Чек арачылар билдирди.", "border-security"},
		{"tajik", "tg", "Қочоқчиёни маводи мухаддир", "organised-crime"},
		{"chinese without spaces", "zh", "双方今天举行联合军演并发表声明。", "joint-exercises"},
		{"chinese pair that does not count", "zh", "煤矿发生爆炸,三人死亡。", ""},
	}
	tagger := tagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document("", tt.in)
			d.Lang = tt.lang
			r := tagger.Tag(d)
			check(t, d, r)
			got := slices.ContainsFunc(r.Tags, func(tag index.Tag) bool { return tag.Kind == index.KindTheme && (tt.want == "" || tag.ID == tt.want) })
			if got != (tt.want != "") {
				t.Errorf("got %+v, want %q", r.Tags, tt.want)
			}
		})
	}
}
