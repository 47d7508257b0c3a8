package tag

import (
	"testing"

	"daftar/index"
)

func TestCountriesInOtherLanguages(t *testing.T) {
	tests := []struct{ name, lang, in, want string }{
		{"russian cases", "ru", "В Пакистане и Китае прошли переговоры с Индией, без Ирана и России.", "CN IN IR PK RU"},
		{"russian adjectives", "ru", "Пакистанские и афганские военные, американского посла, китайским.", "AF CN PK US"},
		{"russian people", "ru", "Пакистанцы, американцев, россиянам, киргизов.", "KG PK RU US"},
		{"russian of several words", "ru", "Визит в Соединённые Штаты Америки, Саудовскую Аравию и Южную Корею.", "KR SA US"},
		{"russian letters ё and е", "ru", "Объединенных Арабских Эмиратов", "AE"},
		{"russian acronyms", "ru", "США и КНР против КНДР, ОАЭ.", "AE CN KP US"},
		{"russian other word", "ru", "Того, кто пришёл, нигде не видели.", ""},
		{"russian Niger and Nigeria", "ru", "В Нигере и в Нигерии.", "NE NG"},
		{"russian historical", "ru", "В Советском Союзе.", "SU"},
		{"persian", "fa", "وزیر خارجه پاکستان با همتای ایرانی و هیئت آمریکایی در کابل دیدار کرد.", "AF IR PK US"},
		{"persian with arabic letters", "fa", "دولت تركيه و سوريه و جمهوري آذربايجان", "AZ SY TR"},
		{"persian zero-width joiner", "fa", "پاکستان\u200cها و افغانستان\u200c", "AF PK"},
		{"persian money is not Mali", "fa", "بحران مالی و منابع مالی ادامه دارد.", ""},
		{"urdu", "ur", "پاکستانی وزیر نے بھارت اور امریکہ کے ساتھ بات کی، پاکستانیوں نے چین کو سراہا۔", "CN IN PK US"},
		{"urdu evening is not Syria", "ur", "کل شام کو بارش ہوئی۔", ""},
		{"pashto", "ps", "د پاکستان او افغانستان چارواکو په اسلام اباد کې د امریکا له استازي سره ولیدل.", "AF PK US"},
		{"arabic prefixes", "ar", "التقى الوزير الباكستاني بالرئيس الأمريكي، وباكستان والصين، للعراق ولإيران.", "CN IQ IR PK US"},
		{"arabic feminine and plural", "ar", "القوات السورية والمسؤولين الروس والهندية", "IN RU SY"},
		{"turkish suffixes", "tr", "Pakistan'ın ve İran'da Türkiye’nin; Çin'den ABD'ye.", "CN IR PK TR US"},
		{"turkish people", "tr", "Pakistanlı askerler, Türklerin ve Rusların dostu.", "PK RU TR"},
		{"turkish not in English", "en", "He had a fas of Cin and Kore in a Mali dress.", "ML"},
		{"uzbek latin", "uz", "Pokistonda va Oʻzbekistonning chegarasida Afgʻonistondan, Qozog'iston.", "AF KZ PK UZ"},
		{"uzbek cyrillic", "uz", "Покистонда, Ўзбекистоннинг, Афғонистондан, АҚШ", "AF PK US UZ"},
		{"kazakh", "kk", "Қазақстанның Пәкістанға және Қытайдан Ресейде АҚШ-тың", "CN KZ PK RU US"},
		{"kyrgyz", "ky", "Кыргызстандын Кытайга Казакстанда Өзбекстандан", "CN KG KZ UZ"},
		{"tajik", "tg", "Тоҷикистону Афғонистон, Покистони мо ва мақомоти эронӣ", "AF IR PK TJ"},
		{"chinese", "zh", "巴基斯坦总理访问中国并会见美国和俄罗斯代表。", "CN PK RU US"},
		{"chinese longest match", "zh", "印度尼西亚在印度洋,几内亚比绍,马里兰。", "GW ID US"},
	}
	tagger := tagger(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := document("", tt.in)
			d.Lang = tt.lang
			r := tagger.Tag(d)
			if got := countries(r); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			check(t, d, r)
		})
	}
}

func TestInflectedNamesInTextOfUnknownLanguage(t *testing.T) {
	tagger := tagger(t)
	for in, want := range map[string]string{
		"встреча в Пакистане":  "Пакистане",
		"اجتماع والباكستانيين": "والباكستانيين",
		"toplantı Pakistan'da": "Pakistan'da",
		"他访问巴基斯坦时":             "巴基斯坦",
	} {
		d := document("", in)
		r := tagger.Tag(d)
		if len(r.Tags) != 1 || r.Tags[0].ID != "PK" || r.Tags[0].Kind != index.KindCountry || r.Tags[0].Evidence[0].Words(d) != want {
			t.Errorf("%s: got %+v, want PK by %q", in, r.Tags, want)
		}
	}
}
