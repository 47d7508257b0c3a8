package tag

import (
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/vocabulary"
)

// published is the day on which the texts of the tests were published: a Monday.
var published = index.Date{From: 739460, To: 739460, Precision: index.PrecisionDay}

func datesOf(r Result) string {
	var all []string
	for _, m := range r.Mentions {
		all = append(all, m.Date.String())
	}
	return strings.Join(all, " ")
}

// languageDates are sentences in all languages with the dates that they name, published on that day.
var languageDates = []struct{ lang, in, want string }{
	// Russian
	{"ru", "Встреча прошла 26 июля 2025 года в Душанбе.", "2025-07-26"},
	{"ru", "Договор от 5 мая 2024 г. в силе.", "2024-05-05"},
	{"ru", "В июле 2025 года и в 2024 году.", "2025-07 2024"},
	{"ru", "С марта по май 2024 года шли бои.", "2024-03-01/2024-05-31"},
	{"ru", "26–27 июля 2025 года", "2025-07-26/2025-07-27"},
	{"ru", "с 30 апреля по 2 мая 2024 года", "2024-04-30/2024-05-02"},
	{"ru", "в 1990-х годах и в 2014–2016 годах", "1990-01-01/1999-12-31 2014-01-01/2016-12-31"},
	{"ru", "во втором квартале 2025 года", "2025-04-01/2025-06-30"},
	{"ru", "26.07.2025 и 2025-07-27", "2025-07-26 2025-07-27"},
	{"ru", "Об этом сообщили вчера, а в прошлом году молчали; в прошлом месяце тоже.", "2025-07-27 2024 2025-06"},
	{"ru", "В пятницу стороны разошлись.", "2025-07-25"},
	{"ru", "В мае 2023 года начались бои. 14 июня город пал.", "2023-05 2023-06-14"},
	{"ru", "В 1500 километрах от города погибли 2000 человек.", ""},
	// Persian and Dari
	{"fa", "در ۲۶ ژوئیه ۲۰۲۵ دیدار کردند.", "2025-07-26"},
	{"fa", "روز ۵ مرداد ۱۴۰۴ دیدار کردند.", "2025-07-27"},
	{"fa", "در تاریخ ۱۴۰۴/۵/۵ دیدار کردند.", "2025-07-27"},
	{"fa", "به تاریخ ۱۴ می ۲۰۲۵ گفت و می گوید.", "2025-05-14"},
	{"fa", "۲۴ اسد ۱۴۰۰ کابل سقوط کرد.", "2021-08-15"},
	{"fa", "در سال ۱۴۰۲ جنگ بود.", "2023-03-21/2024-03-19"},
	{"fa", "در سال ۱۹۷۹ میلادی انقلاب شد.", "1979"},
	{"fa", "مرداد ماه ۱۴۰۴ گرم است.", "2025-07-23/2025-08-22"},
	{"fa", "دیروز و سال گذشته و هفته گذشته", "2025-07-27 2024-03-20/2025-03-20 2025-07-21/2025-07-27"},
	{"fa", "روز دوشنبه ۵ مرداد آمد.", "2025-07-27"},
	{"fa", "بشار اسد در شهر است و می رود.", ""},
	// Urdu
	{"ur", "11 مارچ 2025 کو حملہ ہوا۔", "2025-03-11"},
	{"ur", "۱۱ مارچ ۲۰۲۵ء کو حملہ ہوا۔", "2025-03-11"},
	{"ur", "مئی 2024 میں اور سنہ 2019 میں", "2024-05 2019"},
	{"ur", "سال 2019 میں", "2019"},
	{"ur", "گزشتہ سال اور آج", "2024 2025-07-28"},
	// Pashto
	{"ps", "د ۲۰۲۵ کال د اکتوبر پر ۱۹مه اوربند پیل شو.", "2025-10-19"},
	{"ps", "د ۱۴۰۴ کال د زمري ۵مه غونډه وشوه.", "2025-07-27"},
	{"ps", "د ۲۰۲۵ کال د اکتوبر پر ۹مه برید وشو. د اکتوبر پر ۱۱مه بل.", "2025-10-09 2025-10-11"},
	{"ps", "په ۲۰۲۱ کال کې", "2021"},
	// Arabic
	{"ar", "في 7 يوليو 2025 وقع الهجوم.", "2025-07-07"},
	{"ar", "في ٧ تموز/يوليو ٢٠٢٥", "2025-07-07"},
	{"ar", "في 26 كانون الثاني 2024 وفي تشرين الأول 2023", "2024-01-26 2023-10"},
	{"ar", "في 1 محرم 1447هـ", "2025-06-26/2025-06-28"},
	{"ar", "في عام 2023 وعام 2024", "2023 2024"},
	{"ar", "خلال الربع الأول من عام 2025", "2025-01-01/2025-03-31"},
	{"ar", "أمس وفي العام الماضي والشهر الماضي", "2025-07-27 2024 2025-06"},
	{"ar", "رفع 2000 رجل العلم", ""},
	// Turkish
	{"tr", "12 Mayıs 2025'te kongre toplandı.", "2025-05-12"},
	{"tr", "26 Temmuz'da geldi; 2025'te ve 1990'larda.", "2025-07-26 2025 1990-01-01/1999-12-31"},
	{"tr", "Temmuz 2025", "2025-07"},
	{"tr", "2025 yılının Temmuz ayında", "2025-07"},
	{"tr", "dün, geçen yıl, geçen ay", "2025-07-27 2024 2025-06"},
	// Uzbek
	{"uz", "2025-yil 26-iyul kuni uchrashuv boʻldi.", "2025-07-26"},
	{"uz", "2022-yil iyul oyida oʻtkazildi", "2022-07"},
	{"uz", "2025-yil 9-may kuni", "2025-05-09"},
	{"uz", "2025 йил 26 июлда учрашув бўлди.", "2025-07-26"},
	{"uz", "2016-yilda va 1990-yillarda", "2016 1990-01-01/1999-12-31"},
	{"uz", "kecha va oʻtgan yili", "2025-07-27 2024"},
	// Kazakh
	{"kk", "1991 жылғы 29 тамызда полигон жабылды.", "1991-08-29"},
	{"kk", "2025 жылдың 26 шілдесінде, 2024 жылы, 1990 жылдары", "2025-07-26 2024 1990-01-01/1999-12-31"},
	{"kk", "2025 жылғы шілдеде; 26 шілде 2025 жыл", "2025-07 2025-07-26"},
	{"kk", "кеше және былтыр", "2025-07-27 2024"},
	// Kyrgyz
	{"ky", "2025-жылдын 26-июлунда жолугушту.", "2025-07-26"},
	{"ky", "2025-жылы 13-мартта; 2022-жылдын сентябрь айында", "2025-03-13 2022-09"},
	{"ky", "кечээ жана былтыр", "2025-07-27 2024"},
	// Tajik
	{"tg", "Рӯзи 27 ноябри соли 2025 ҳамла карданд.", "2025-11-27"},
	{"tg", "26 июли 2025; соли 2019; моҳи ноябри соли 2024", "2025-07-26 2019 2024-11"},
	{"tg", "дирӯз ва соли гузашта, солҳои 1990", "2025-07-27 2024 1990-01-01/1999-12-31"},
	// Chinese
	{"zh", "2025年7月26日，两国国防部长在北京会晤。", "2025-07-26"},
	{"zh", "二〇二五年七月二十六日签署", "2025-07-26"},
	{"zh", "会议于2025年7月26日至28日举行", "2025-07-26/2025-07-28"},
	{"zh", "中国在2024年5月和2023年签署", "2024-05 2023"},
	{"zh", "2025年第一季度，20世纪90年代，1980年代", "2025-01-01/2025-03-31 1990-01-01/1999-12-31 1980-01-01/1989-12-31"},
	{"zh", "2025年5月战争开始。7月3日停火。昨天签署。", "2025-05 2025-07-03 2025-07-27"},
	{"zh", "去年三千人参加", "2024"},
	// English, with the published date
	{"en", "Yesterday, last month, last year and on Friday they met.", "2025-07-27 2025-06 2024 2025-07-25"},
	{"en", "They met last Tuesday and will meet next Monday.", "2025-07-22 2025-08-04"},
	{"en", "They met in December and on May 5.", "2024-12 2025-05-05"},
	{"en", "They will meet again on Friday.", "2025-08-01"},
	{"en", "5 Mordad 1404", "2025-07-27"},
}

func TestDatesOfLanguages(t *testing.T) {
	if published.String() != "2025-07-28" {
		t.Fatalf("the day of publication is %s", published)
	}
	tagger := tagger(t)
	for _, tt := range languageDates {
		t.Run(tt.in, func(t *testing.T) {
			d := document("", tt.in)
			d.Lang, d.Published = tt.lang, published
			r := tagger.Tag(d)
			if got := datesOf(r); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			check(t, d, r)
		})
	}
}

// FuzzDates proves of any text, with and without a published date, in a language with a calendar of its own or not, that
// each date is one of the calendar and rests on words, which check proves.
func FuzzDates(f *testing.F) {
	v, err := vocabulary.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	tagger := New(v)
	for _, row := range languageDates {
		f.Add(row.lang, row.in)
	}
	f.Fuzz(func(t *testing.T, lang, text string) {
		for _, day := range []index.Date{{}, published, {From: 1, To: 1, Precision: index.PrecisionDay}, {From: index.LastDay, To: index.LastDay, Precision: index.PrecisionDay}} {
			d := document(text[:len(text)/3], text)
			d.Lang, d.Published = lang, day
			r := tagger.Tag(d)
			check(t, d, r)
			for _, m := range r.Mentions {
				if m.Date.From < 1 || m.Date.To < m.Date.From || m.Date.To > index.LastDay || m.Date.Precision == "" {
					t.Errorf("%+v is no date", m.Date)
				}
			}
		}
	})
}
