package tag

import "strings"

// Parts of the value of a month: its number in the low bits, and
const (
	monthNumber = 15
	monthLow    = 1 << 4 // it may begin with a small letter
	monthWeak   = 1 << 5 // it has another everyday meaning: no date without its year
	monthSolar  = 1 << 6
	monthLunar  = 1 << 7
)

// wordList puts words into a table: each of those in a list with each of the endings, in all the spellings of the Arabic
// script. A word that the table has already keeps its meaning.
type wordList map[string]word

func (l wordList) put(c class, value int16, list string, endings ...string) {
	for stem := range strings.FieldsSeq(list) {
		for _, spelling := range arabicSpellings(stem) {
			l.one(c, value, spelling)
			for _, ending := range endings {
				for e := range strings.FieldsSeq(ending) {
					l.one(c, value, spelling+e)
				}
			}
		}
	}
}

func (l wordList) one(c class, value int16, text string) {
	if w := l[text]; w.class == plain {
		w.class, w.value = c, value
		l[text] = w
	}
}

// months puts twelve lists of names.
func (l wordList) months(flags int16, names []string, endings ...string) {
	for n, list := range names {
		l.put(month, int16(n+1)|flags, list, endings...)
	}
}

// keyboards exchange letters that look alike.
var keyboards = [...]*strings.Replacer{
	strings.NewReplacer("ی", "ي", "ک", "ك"), strings.NewReplacer("ی", "ى"), strings.NewReplacer("أ", "ا", "إ", "ا"),
	strings.NewReplacer("آ", "ا"), strings.NewReplacer("ة", "ه"), strings.NewReplacer("ہ", "ه"), strings.NewReplacer("ي", "ی", "ك", "ک", "ى", "ی"),
}

// arabicSpellings returns a word with the letters that keyboards of Arabic, Persian, Urdu and Pashto write each in their
// own way.
func arabicSpellings(text string) []string {
	all := []string{text}
	for _, r := range keyboards {
		for _, known := range all {
			if other := r.Replace(known); other != known {
				all = append(all, other)
			}
		}
	}
	return all
}

// Endings of nouns after which a name of a month is still one. They are those of all cases in which dates stand; that
// some can follow only some names does no harm.
const (
	russianEndings = "а у ом е ь я ю ем ём"
	turkicEndings  = `та тан тын ту да дан дын га гача ы ын ында ындагы ынан ынын ына нинг ни и ида идан ининг ига дагы де ден дин ге инде индеги инен
		инин ине унда ундагы унан унун уна у дун лик ьда ьдан ьнинг ьга ьгача ьда ьдаги`
	tajikEndings  = "и ро"
	kazakhEndings = `сында сінде сының сінің сындағы сіндегі да де та те дан ден тан тен нан нен дағы дегі тағы тегі ға ге қа ке ның нің дың дің тың тің ды ді ты ті ы і ында інде
		ындағы індегі мен ға дейін`
	uzbekEndings   = "da dan ning ga gacha ni i ida idan iga igacha ining dagi idagi"
	turkishEndings = "da de ta te dan den tan ten a e ya ye ın in un ün ı i u ü daki deki taki teki"
)

// addDateWords adds the words of dates in all languages.
func addDateWords(words map[string]word) {
	l := wordList(words)
	l.latinMonths()
	l.cyrillicMonths()
	l.arabicMonths()
	l.hijriMonths()
	l.weekdays()
	l.units()
	l.relations()
	l.joints()
	l.happenings()
}

func (l wordList) latinMonths() {
	l.months(0, []string{"january jan", "february feb", "march mar", "april apr", "may", "june jun",
		"july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"})
	l.months(0, []string{"ocak", "şubat", "", "nisan", "mayıs mayis", "haziran", "temmuz", "ağustos agustos", "eylül eylul", "ekim",
		"kasım kasim", "aralık aralik"}, turkishEndings)
	l.put(month, 3, "mart martta marttan marttaki")
	l.months(monthLow, []string{"yanvar", "fevral", "", "aprel", "", "iyun", "iyul", "avgust", "sentabr sentyabr", "oktabr oktyabr", "noyabr",
		"dekabr"}, uzbekEndings)
	l.put(month, 3|monthLow, "martda martdan martning martga martgacha martida martidan martdagi")
	l.put(month, 5|monthLow|monthWeak, "mayda")
	l.put(month, 5|monthLow, "maydan mayning mayga maygacha mayida mayidan maydagi")
	l.months(monthSolar|monthWeak, []string{"farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "dey",
		"bahman", "esfand"})
	l.months(monthLunar|monthWeak, []string{"muharram", "safar", "", "", "", "", "rajab", "shaban shaaban", "ramadan ramazan", "shawwal", "", ""})
}

func (l wordList) cyrillicMonths() {
	l.put(month, 5|monthLow|monthWeak, "май майда майды майын майга майдан")
	l.months(monthLow, []string{"январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"},
		russianEndings, turkicEndings, tajikEndings)
	l.put(month, 5|monthLow, "мая маю мае маем маи")
	delete(l, "майя") // the people
	l.months(monthLow, []string{"янв", "фев февр", "", "апр", "", "", "", "авг", "сен сент", "окт", "ноя нояб", "дек"})
	l.months(monthLow|monthWeak, []string{"", "", "наурыз", "", "", "маусым", "", "", "", "қазан", "", ""}, kazakhEndings)
	l.months(monthLow, []string{"қаңтар", "ақпан", "", "сәуір", "мамыр", "", "шілде", "тамыз", "қыркүйек қыркүйег", "", "қараша", "желтоқсан"},
		kazakhEndings)
}

func (l wordList) arabicMonths() {
	l.put(month, 5|monthWeak, "می مې مۍ مه ماي")
	l.put(month, 8|monthWeak, "آب")
	l.months(0, []string{"يناير جانفي كانون_الثاني", "فبراير فيفري شباط", "مارس آذار", "أبريل إبريل أفريل نيسان", "مايو أيار", "يونيو يونيه جوان حزيران",
		"يوليو يوليه جويلية تموز", "أغسطس أوت", "سبتمبر شتنبر أيلول", "أكتوبر", "نوفمبر نونبر", "ديسمبر دجنبر"})
	l.months(0, []string{"ويناير", "وفبراير", "", "وأبريل", "ومايو", "ويونيو", "ويوليو", "وأغسطس", "وسبتمبر", "وأكتوبر", "ونوفمبر", "وديسمبر"})
	l.months(0, []string{"ژانویه ژانویهٔ ژانویۀ جنوری", "فوریه فوریهٔ فوریۀ فبروری فروری", "مارس مارچ", "آوریل اپریل", "مئی مهٔ", "ژوئن ژوئین جون",
		"ژوئیه ژوئیهٔ ژوئیۀ ژوییه جولای جولائی", "اوت آگوست اگست اګست آگست", "سپتامبر سپتمبر سپټمبر ستمبر", "اکتبر اکتوبر", "نوامبر نومبر نوومبر",
		"دسامبر دسمبر ډسمبر"})
	l.months(monthSolar, []string{"فروردین فروردینماه", "اردیبهشت", "خرداد", "", "مرداد امرداد", "شهریور", "", "آبان", "", "", "بهمن", "اسفند"}, "ماه")
	l.months(monthSolar, []string{"", "", "", "تیرماه", "", "", "مهرماه", "", "آذرماه", "دیماه", "", ""})
	l.months(monthSolar|monthWeak, []string{"حمل وری", "ثور غویی غويي", "جوزا غبرګولی غبرګولي", "تیر سرطان چنګاښ", "اسد زمری زمري", "سنبله وږی وږي",
		"مهر میزان تله تلې", "عقرب لړم", "آذر قوس لیندۍ لينده ليندۍ", "دی جدی مرغومی مرغومي", "دلو سلواغه سلواغې", "حوت کب"})
}

// monthTwo are the second words of months of two: by the value of the first, the number of the month.
var monthTwo = [...]struct {
	flags  int16
	second map[string]int
}{
	{0, map[string]int{"الثاني": 1, "الثانی": 1, "الاول": 12, "الأول": 12}},
	{0, map[string]int{"الثاني": 11, "الثانی": 11, "الاول": 10, "الأول": 10}},
	{monthLunar, map[string]int{"الأول": 3, "الاول": 3, "الثاني": 4, "الثانی": 4, "الآخر": 4, "الاخر": 4}},
	{monthLunar, map[string]int{"الأولى": 5, "الاولى": 5, "الاول": 5, "الاولی": 5, "الأول": 5, "الثانية": 6, "الآخرة": 6, "الثاني": 6, "الثانی": 6, "الثانیه": 6}},
	{monthLunar, map[string]int{"القعدة": 11, "القعده": 11, "قعده": 11, "الحجة": 12, "الحجه": 12, "حجه": 12, "الحج": 12, "حجہ": 12, "قعدہ": 11,
		"الحجہ": 12, "القعدہ": 11}},
}

func (l wordList) hijriMonths() {
	l.put(twoMonth, 0, "كانون")
	l.put(twoMonth, 1, "تشرين")
	l.put(twoMonth, 2, "ربيع")
	l.put(twoMonth, 3, "جمادى جمادی")
	l.put(twoMonth, 4, "ذو ذي ذی")
	l.months(monthLunar, []string{"محرم المحرم", "", "", "", "", "", "رجب", "شعبان", "رمضان", "شوال", "ذوالقعده ذیقعده ذیقعدہ", "ذوالحجة ذوالحجہ ذیحجه ذوالحج"})
	l.put(month, 2|monthLunar|monthWeak, "صفر")
	l.put(month, 11|monthLunar, "ذوالقعدة")
}

func (l wordList) weekdays() {
	for n, names := range []string{
		"monday mondays понедельник понедельника пазартеси pazartesi dushanba душанба дүйсенбі дүйшөмбү дүйшөмбүдө دوشنبه دوشنبې الاثنين الإثنين",
		"tuesday вторник вторника вторники seshanba сешанба сейсенбі шейшемби шейшембиде الثلاثاء منگل",
		"wednesday среду средой среды чоршанба chorshanba сәрсенбі шаршемби шаршембиде чаршанбе çarşamba چهارشنبه چهارشنبې الأربعاء بدھ",
		"thursday четверг четверга perşembe payshanba пайшанба бейсенбі бейшемби бейшембиде панҷшанбе پنجشنبه پنجشنبې الخميس جمعرات",
		"friday пятницу пятницы пятница жұма ҷумъа جمعه الجمعة جمعہ",
		"saturday субботу субботы суббота cumartesi shanba сенбі ишемби шанбе شنبه شنبې السبت",
		"sunday воскресенье воскресенья yakshanba якшанба жексенбі жекшемби якшанбе یکشنبه یکشنبې الأحد اتوار",
	} {
		l.put(weekday, int16(n), names, "")
	}
}

// The units of time, as values of relative dates.
const (
	unitDay     = 1
	unitWeek    = 2
	unitMonth   = 3
	unitYear    = 4
	unitQuarter = 5
	unitDecade  = 6
)

func (l wordList) units() {
	l.put(yearWord, 0, `год года году годом г гг йил йили йилнинг йилда йилда йилги жыл жылы жылғы жылдың жылда жылдан жылға жылдын жылкы жылында
		жылынын сол сола соли солаи yil yili yilda yilning yilgi yilda yilida yilidan yildan yıl yılı yılında yılının yılda yılın
		سال سن کال کلونو عام العام سنة السنة سنه عامي `)
	l.put(yearWord, 0, "لعام لسنة بعام وعام وسنة والعام ولعام سنہ")
	l.put(monthWord, 0, "والشهر وشهر لشهر بشهر")
	l.put(yearWord, 1, `годы годов годах годами жылдар жылдары жылдардың жылдардын жылдарда йиллар йилларда йилларнинг солҳои солхои yillar yillarda
		yillarning yıllar yıllarda yılları yıllarında سالهای سالوں دہائی دهه دههٔ دهۀ لسیزه عقد دہائی`)
	l.put(monthWord, 0, `month months месяц месяца месяце моҳ моҳи моҳҳои ой ойи ойида ойда ойининг ай айы айда айында айынын айының oy oyi oyida
		oyining oyda ay ayı ayında ayının ayın ماه شهر الشهر میاشت میاشتې مياشت مياشتې ماہ مہینے مہینہ مهینه`)
	l.put(weekWord, 0, `week weeks неделя неделе недели неделю hafta haftada haftasi ҳафта ҳафтаи ҳафтада апта аптада аптасы жума жумада
		هفته هفتهٔ هفتۀ أسبوع الأسبوع اونۍ اونې ہفتے`)
	l.put(dayWord, 0, "day days день дня дней дни числа kun kuni кун куни күн күні күнү gün günü рӯзи рӯз روز ورځ ورځې يوم دن")
	l.put(quarter, 0, `quarter qtr quarters квартал квартала квартале тоқсан тоқсаны тоқсанында choragi choragida çeyrek çeyreği çeyreğinde
		الربع ربع ماهه`)
	l.put(decadeWord, 0, "decade decades")
}

func (l wordList) relations() {
	l.put(dayShift, 0, "today tonight сегодня bugün bugun бугун бүгін бүгүн имрӯз امروز آج نن اليوم")
	l.put(dayShift, -1, "وأمس")
	l.put(dayShift, -1, "yesterday вчера dün kecha кеча кеше кечээ дирӯз دیروز پرون أمس امس")
	l.put(dayShift, 1, "tomorrow завтра yarın ertaga эртага ертең эртең фардо فردا سبا غدا")
	l.put(dayShift, -2, "позавчера پریروز")
	l.put(yearShift, -1, "былтыр پارسال")
	l.put(yearShift, 0, "امسال سږکال биыл быйыл bıyıl")
	l.put(modLast, 0, `past previous preceding прошлый прошлого прошлом прошлой прошлую минувший минувшего минувшем минувшей geçen geçtiğimiz
		otgan ўтган өткен өткөн гузашта گذشته ماضی الماضي الماضية گزشتہ پچھلے تېر تېره تیر`)
	l.put(modThis, 0, `current этого этом этот эту нынешнего нынешнем текущего текущем нынешний bu shu joriy жорий шу бу осы биылғы ушул جاری ҷорӣ
		الحالي الحالية الجاري رواں сږ`)
	l.put(modNext, 0, `coming upcoming следующий следующего следующем следующей будущего будущем gelecek önümüzdeki keyingi kelasi келаси
		келесі келерки оянда آینده المقبل المقبلة القادم القادمة آئندہ اگلے راتلونکی راتلونکې`)
	l.put(agoWord, 0, "ago назад önce oldin avval олдин бұрын мурун мурда пеш پیش قبل پہلے مخکې")
	for n, names := range []string{"one один одну", "two couple два две", "three три", "four четыре", "five пять", "six шесть", "seven семь",
		"eight восемь", "nine девять", "ten десять", "eleven", "twelve"} {
		l.put(countWord, int16(n+1), names)
	}
	l.put(willWord, 0, "will shall wont scheduled expected expects plans going slated due likely postponed until till soon early")
	l.put(everyWord, 0, "each every هر ہر каждый каждого")
	l.put(postWord, 0, "post pre")
	for n, names := range []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		l.put(spelled, int16(10*n), names)
	}
	for n, names := range []string{"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"} {
		l.put(spelled, int16(10+n), names)
	}
	l.put(spelled, 1000, "thousand")
}

func (l wordList) joints() {
	l.put(ofWord, 0, "من د")
	l.put(rangeLead, 0, "с со от между از بین ما من меж аз байни")
	l.put(rangeTo, 0, "по до تا تر إلى الى حتى سے то")
	l.put(rangeTo, 1, "и و او اور va ve ile va ва және жана")
	l.put(onWord, 0, "پر په به на")
	l.put(era, int16(gregorian)+1, "ad ce م میلادی ميلادي ميلادية عیسوی عيسوي милоди милодии ء")
	l.put(era, int16(solar)+1, "شمسی ش خورشیدی لمریز لمريز هجریشمسی шамсӣ")
	l.put(era, int16(lunar)+1, "هـ ه هجری هجري هجرية ھ ہجری قمری ق")
	l.put(yearMay, 0, "в во در خلال فی في وفي")
	l.put(beforeAfter, 0, "до после منذ بعد قبل بعد حتى پس کے после баъд аз sonra keyin кейін кийин")
	for n, names := range []string{"первый первом первого i birinchi биринчи бірінші ilk birinci الأول نخست اول яку_ якум",
		"второй втором второго ii ikkinchi екінші иккинчи экинчи ikinci الثاني دوم", "третий третьем третьего iii uchinchi үшінші учинчи үчүнчү üçüncü الثالث سوم",
		"четвертый четвёртый четвертом четвёртом четвертого четвёртого iv tortinchi төртінші тўртинчи төртүнчү dördüncü الرابع چهارم"} {
		for w := range strings.FieldsSeq(names) {
			l.put(ordinal, int16(n+1), w)
		}
	}
	for n, names := range []string{"first 1st", "second 2nd", "third 3rd", "fourth 4th"} {
		l.put(ordinal, int16(n+1), names)
	}
}
