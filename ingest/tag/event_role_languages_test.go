package tag

import "testing"

func TestEventRolesInOtherLanguages(t *testing.T) {
	tests := []struct{ lang, in, want string }{
		// Russian
		{"ru", "Саммит прошёл в Исламабаде.", "PK=host"},
		{"ru", "В Кабуле произошёл взрыв.", "AF=host"},
		{"ru", "Президент прибыл с визитом в Узбекистан.", "UZ=host"},
		{"ru", "Казахстан примет форум весной.", "KZ=host"},
		{"ru", "Между Ираном и Ираком идут переговоры.", "IQ=participant IR=participant"},
		{"ru", "Переговоры с Индией продолжаются.", "IN=participant"},
		{"ru", "Китай и Россия подписали договор.", "CN=participant RU=participant"},
		{"ru", "Российские войска ушли, а министр обороны Индии молчит.", "IN=participant RU=participant"},
		{"ru", "Делегации из Китая, России и Непала ждали.", "CN=participant NP=participant RU=participant"},
		{"ru", "У Бразилии нет выхода к этому морю.", ""},
		{"ru", "Чай из Кении дорог.", ""},
		// Persian and Dari
		{"fa", "نشست در شهر اسلام آباد برگزار شد.", "PK=host"},
		{"fa", "رئیس جمهور به ازبکستان سفر کرد.", "UZ=host"},
		{"fa", "سفر به ازبکستان پایان یافت.", "UZ=host"},
		{"fa", "قزاقستان میزبان اجلاس خواهد بود.", "KZ=host"},
		{"fa", "مذاکرات بین ایران و عراق ادامه دارد.", "IQ=participant IR=participant"},
		{"fa", "گفتگو با هند ادامه دارد.", "IN=participant"},
		{"fa", "چین این اقدام را محکوم کرد.", "CN=participant"},
		{"fa", "وزیر خارجه هند آمد.", "IN=participant"},
		{"fa", "ارتش پاکستان آماده است.", "PK=participant"},
		{"fa", "برزیل به این دریا راه ندارد.", ""},
		// Tajik
		{"tg", "Нишаст дар шаҳри Исломобод баргузор шуд.", "PK=host"},
		{"tg", "Вазири хориҷии Ҳиндустон омад.", "IN=participant"},
		{"tg", "Музокирот байни Эрон ва Ироқ идома дорад.", "IQ=participant IR=participant"},
		// Urdu
		{"ur", "اسلام آباد میں اجلاس ہوا۔", "PK=host"},
		{"ur", "وزیر خارجہ نے ازبکستان کا دورہ کیا۔", "UZ=host"},
		{"ur", "قازقستان اجلاس کی میزبانی کرے گا۔", "KZ=host"},
		{"ur", "ایران اور عراق کے درمیان مذاکرات ہوئے۔", "IQ=participant IR=participant"},
		{"ur", "چین نے اس کی مذمت کی۔", "CN=participant"},
		{"ur", "بھارتی فوج اور پاکستان کے وزیر خارجہ", "IN=participant PK=participant"},
		{"ur", "بھارت کے ساتھ مذاکرات جاری ہیں۔", "IN=participant"},
		{"ur", "برازیل بہت بڑا ہے۔", ""},
		// Pashto
		{"ps", "په کابل کې غونډه وشوه.", "AF=host"},
		{"ps", "د هند ولسمشر راغی.", "IN=participant"},
		{"ps", "د ایران او عراق ترمنځ خبرې روانې دي.", "IQ=participant IR=participant"},
		{"ps", "برازیل لوی هېواد دی.", ""},
		// Arabic
		{"ar", "عقد الاجتماع في مدينة إسلام آباد.", "PK=host"},
		{"ar", "عقد المؤتمر بالرياض أمس.", "SA=host"},
		{"ar", "زيارة إلى أوزبكستان", "UZ=host"},
		{"ar", "تستضيف كازاخستان المنتدى.", "KZ=host"},
		{"ar", "محادثات بين إيران والعراق", "IQ=participant IR=participant"},
		{"ar", "محادثات مع الهند", "IN=participant"},
		{"ar", "أدانت الصين الهجوم.", "CN=participant"},
		{"ar", "وزير الخارجية الهندي والجيش الباكستاني", "IN=participant PK=participant"},
		{"ar", "البرازيل بلد كبير.", ""},
		// Turkish
		{"tr", "Zirve Ankara'da yapıldı.", "TR=host"},
		{"tr", "Kanada büyük bir ülke, zirve bitti.", ""},
		{"tr", "Bakan Özbekistan'ı ziyaret etti.", "UZ=host"},
		{"tr", "Çin saldırıyı kınadı.", "CN=participant"},
		{"tr", "İran ve Irak arasında görüşmeler sürüyor.", "IQ=participant IR=participant"},
		{"tr", "Hindistan Dışişleri Bakanı geldi.", "IN=participant"},
		// Uzbek
		{"uz", "Sammit Islomobodda oʻtkazildi.", "PK=host"},
		{"uz", "Саммит Исломободда ўтказилди.", "PK=host"},
		{"uz", "Eron va Iroq oʻrtasida muzokaralar boʻldi.", "IQ=participant IR=participant"},
		{"uz", "Hindiston tashqi ishlar vaziri keldi.", "IN=participant"},
		// Kazakh
		{"kk", "Саммит Исламабадта өтті.", "PK=host"},
		{"kk", "Иран мен Ирак арасында келіссөз жүріп жатыр.", "IQ=participant IR=participant"},
		{"kk", "Канада үлкен ел, саммит бітті.", ""},
		// Kyrgyz
		{"ky", "Саммит Исламабадда өттү.", "PK=host"},
		{"ky", "Иран менен Ирак ортосунда сүйлөшүү жүрүп жатат.", "IQ=participant IR=participant"},
		{"ky", "Кытай армиясы келди.", "CN=participant"},
	}
	tagger := tagger(t)
	for _, tt := range tests {
		t.Run(tt.lang+" "+tt.in, func(t *testing.T) {
			d := document("", tt.in)
			d.Lang = tt.lang
			r := tagger.Tag(d)
			if got := eventRoles(r); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			for _, tag := range r.Tags {
				for _, e := range tag.EventRoleEvidence {
					if e.Words(d) == "" || e.Rule != "role:"+string(tag.EventRole) {
						t.Errorf("%s: evidence %+v is %q", tag.ID, e, e.Words(d))
					}
				}
			}
			check(t, d, r)
		})
	}
}
