package grammar

import "strings"

// The words of dates in all languages, as data. Where a word has two uses, the rules that read it tell them apart.

// Case endings that the name of a month may have in a date. Some follow only some names; a list for all does no harm.
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

// englishWords adds the words of English dates except the names of months and weekdays.
func (t wordTable) englishWords() {
	t.add(YearPreposition, 0, "in during circa mid-year spring summer autumn fall winter year fiscal fy elections election")
	t.add(BeforeAfter, 0, "since until till by before after")
	t.add(rangeStart, 0, "from between")
	t.add(RangeEnd, 0, "to")
	t.add(RangeEnd, 1, "and")
	t.add(RangeEnd, 2, "through thru")
	t.add(Of, 0, "of")
	t.add(determiner, 0, "the its their his her our my this that last next a an")
	t.add(partOfPeriod, 0, "early mid late")
	t.add(yearOrCount, 0, "for into throughout both")
	t.add(functionWord, 0, `when with as at on but or was were is are had has have he she it they we who which there
		if while where than because following compared according`)
}

func (t wordTable) latinMonths() {
	t.addMonths(0, []string{"january jan", "february feb", "march mar", "april apr", "may", "june jun",
		"july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"})
	t.addMonths(0, []string{"ocak", "şubat", "", "nisan", "mayıs mayis", "haziran", "temmuz", "ağustos agustos", "eylül eylul", "ekim",
		"kasım kasim", "aralık aralik"}, turkishEndings)
	t.add(monthName, 3, "mart martta marttan marttaki")
	t.addMonths(monthLowerCase, []string{"yanvar", "fevral", "", "aprel", "", "iyun", "iyul", "avgust", "sentabr sentyabr", "oktabr oktyabr", "noyabr",
		"dekabr"}, uzbekEndings)
	t.add(monthName, 3|monthLowerCase, "martda martdan martning martga martgacha martida martidan martdagi")
	t.add(monthName, 5|monthLowerCase|monthAmbiguous, "mayda")
	t.add(monthName, 5|monthLowerCase, "maydan mayning mayga maygacha mayida mayidan maydagi")
	t.addMonths(monthSolarHijri|monthAmbiguous, []string{"farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban", "azar", "dey",
		"bahman", "esfand"})
	t.addMonths(monthHijri|monthAmbiguous, []string{"muharram", "safar", "", "", "", "", "rajab", "shaban shaaban", "ramadan ramazan", "shawwal", "", ""})
}

func (t wordTable) cyrillicMonths() {
	t.add(monthName, 5|monthLowerCase|monthAmbiguous, "май майда майды майын майга майдан")
	t.addMonths(monthLowerCase, []string{"январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"},
		russianEndings, turkicEndings, tajikEndings)
	t.add(monthName, 5|monthLowerCase, "мая маю мае маем маи")
	delete(t, "майя") // the people
	t.addMonths(monthLowerCase, []string{"янв", "фев февр", "", "апр", "", "", "", "авг", "сен сент", "окт", "ноя нояб", "дек"})
	t.addMonths(monthLowerCase|monthAmbiguous, []string{"", "", "наурыз", "", "", "маусым", "", "", "", "қазан", "", ""}, kazakhEndings)
	t.addMonths(monthLowerCase, []string{"қаңтар", "ақпан", "", "сәуір", "мамыр", "", "шілде", "тамыз", "қыркүйек қыркүйег", "", "қараша", "желтоқсан"},
		kazakhEndings)
}

func (t wordTable) arabicMonths() {
	t.add(monthName, 5|monthAmbiguous, "می مې مۍ مه ماي")
	t.add(monthName, 8|monthAmbiguous, "آب")
	t.addMonths(0, []string{"يناير جانفي كانون_الثاني", "فبراير فيفري شباط", "مارس آذار", "أبريل إبريل أفريل نيسان", "مايو أيار", "يونيو يونيه جوان حزيران",
		"يوليو يوليه جويلية تموز", "أغسطس أوت", "سبتمبر شتنبر أيلول", "أكتوبر", "نوفمبر نونبر", "ديسمبر دجنبر"})
	t.addMonths(0, []string{"ويناير", "وفبراير", "", "وأبريل", "ومايو", "ويونيو", "ويوليو", "وأغسطس", "وسبتمبر", "وأكتوبر", "ونوفمبر", "وديسمبر"})
	t.addMonths(0, []string{"ژانویه ژانویهٔ ژانویۀ جنوری", "فوریه فوریهٔ فوریۀ فبروری فروری", "مارس مارچ", "آوریل اپریل", "مئی مهٔ", "ژوئن ژوئین جون",
		"ژوئیه ژوئیهٔ ژوئیۀ ژوییه جولای جولائی", "اوت آگوست اگست اګست آگست", "سپتامبر سپتمبر سپټمبر ستمبر", "اکتبر اکتوبر", "نوامبر نومبر نوومبر",
		"دسامبر دسمبر ډسمبر"})
	t.addMonths(monthSolarHijri, []string{"فروردین فروردینماه", "اردیبهشت", "خرداد", "", "مرداد امرداد", "شهریور", "", "آبان", "", "", "بهمن", "اسفند"}, "ماه")
	t.addMonths(monthSolarHijri, []string{"", "", "", "تیرماه", "", "", "مهرماه", "", "آذرماه", "دیماه", "", ""})
	t.addMonths(monthSolarHijri|monthAmbiguous, []string{"حمل وری", "ثور غویی غويي", "جوزا غبرګولی غبرګولي", "تیر سرطان چنګاښ", "اسد زمری زمري", "سنبله وږی وږي",
		"مهر میزان تله تلې", "عقرب لړم", "آذر قوس لیندۍ لينده ليندۍ", "دی جدی مرغومی مرغومي", "دلو سلواغه سلواغې", "حوت کب"})
}

// twoWordMonths are the second words of months of two: by the value of the first, the number of the month.
var twoWordMonths = [...]struct {
	flags  int16
	second map[string]int
}{
	{0, map[string]int{"الثاني": 1, "الثانی": 1, "الاول": 12, "الأول": 12}},
	{0, map[string]int{"الثاني": 11, "الثانی": 11, "الاول": 10, "الأول": 10}},
	{monthHijri, map[string]int{"الأول": 3, "الاول": 3, "الثاني": 4, "الثانی": 4, "الآخر": 4, "الاخر": 4}},
	{monthHijri, map[string]int{"الأولى": 5, "الاولى": 5, "الاول": 5, "الاولی": 5, "الأول": 5, "الثانية": 6, "الآخرة": 6, "الثاني": 6, "الثانی": 6, "الثانیه": 6}},
	{monthHijri, map[string]int{"القعدة": 11, "القعده": 11, "قعده": 11, "الحجة": 12, "الحجه": 12, "حجه": 12, "الحج": 12, "حجہ": 12, "قعدہ": 11,
		"الحجہ": 12, "القعدہ": 11}},
}

func (t wordTable) hijriMonths() {
	t.add(twoWordMonth, 0, "كانون")
	t.add(twoWordMonth, 1, "تشرين")
	t.add(twoWordMonth, 2, "ربيع")
	t.add(twoWordMonth, 3, "جمادى جمادی")
	t.add(twoWordMonth, 4, "ذو ذي ذی")
	t.addMonths(monthHijri, []string{"محرم المحرم", "", "", "", "", "", "رجب", "شعبان", "رمضان", "شوال", "ذوالقعده ذیقعده ذیقعدہ", "ذوالحجة ذوالحجہ ذیحجه ذوالحج"})
	t.add(monthName, 2|monthHijri|monthAmbiguous, "صفر")
	t.add(monthName, 11|monthHijri, "ذوالقعدة")
}

func (t wordTable) weekdays() {
	for n, names := range []string{
		"monday mondays понедельник понедельника пазартеси pazartesi dushanba душанба дүйсенбі дүйшөмбү дүйшөмбүдө دوشنبه دوشنبې الاثنين الإثنين",
		"tuesday вторник вторника вторники seshanba сешанба сейсенбі шейшемби шейшембиде الثلاثاء منگل",
		"wednesday среду средой среды чоршанба chorshanba сәрсенбі шаршемби шаршембиде чаршанбе çarşamba چهارشنبه چهارشنبې الأربعاء بدھ",
		"thursday четверг четверга perşembe payshanba пайшанба бейсенбі бейшемби бейшембиде панҷшанбе پنجشنبه پنجشنبې الخميس جمعرات",
		"friday пятницу пятницы пятница жұма ҷумъа جمعه الجمعة جمعہ",
		"saturday субботу субботы суббота cumartesi shanba сенбі ишемби шанбе شنبه شنبې السبت",
		"sunday воскресенье воскресенья yakshanba якшанба жексенбі жекшемби якшанбе یکشنبه یکشنبې الأحد اتوار",
	} {
		t.add(Weekday, int16(n), names, "")
	}
}

func (t wordTable) units() {
	t.add(yearNoun, 0, `год года году годом г гг йил йили йилнинг йилда йилда йилги жыл жылы жылғы жылдың жылда жылдан жылға жылдын жылкы жылында
		жылынын сол сола соли солаи yil yili yilda yilning yilgi yilda yilida yilidan yildan yıl yılı yılında yılının yılda yılın
		سال سن کال کلونو عام العام سنة السنة سنه عامي `)
	t.add(yearNoun, 0, "لعام لسنة بعام وعام وسنة والعام ولعام سنہ")
	t.add(monthNoun, 0, "والشهر وشهر لشهر بشهر")
	t.add(yearNoun, 1, `годы годов годах годами жылдар жылдары жылдардың жылдардын жылдарда йиллар йилларда йилларнинг солҳои солхои yillar yillarda
		yillarning yıllar yıllarda yılları yıllarında سالهای سالوں دہائی دهه دههٔ دهۀ لسیزه عقد دہائی`)
	t.add(monthNoun, 0, `month months месяц месяца месяце моҳ моҳи моҳҳои ой ойи ойида ойда ойининг ай айы айда айында айынын айының oy oyi oyida
		oyining oyda ay ayı ayında ayının ayın ماه شهر الشهر میاشت میاشتې مياشت مياشتې ماہ مہینے مہینہ مهینه`)
	t.add(weekNoun, 0, `week weeks неделя неделе недели неделю hafta haftada haftasi ҳафта ҳафтаи ҳафтада апта аптада аптасы жума жумада
		هفته هفتهٔ هفتۀ أسبوع الأسبوع اونۍ اونې ہفتے`)
	t.add(DayNoun, 0, "day days день дня дней дни числа kun kuni кун куни күн күні күнү gün günü рӯзи рӯз روز ورځ ورځې يوم دن")
	t.add(quarterNoun, 0, `quarter qtr quarters квартал квартала квартале тоқсан тоқсаны тоқсанында choragi choragida çeyrek çeyreği çeyreğinde
		الربع ربع ماهه`)
	t.add(decadeNoun, 0, "decade decades")
}

func (t wordTable) relativeWords() {
	t.add(DayOffset, 0, "today tonight сегодня bugün bugun бугун бүгін бүгүн имрӯз امروز آج نن اليوم")
	t.add(DayOffset, -1, "وأمس")
	t.add(DayOffset, -1, "yesterday вчера dün kecha кеча кеше кечээ дирӯз دیروز پرون أمس امس")
	t.add(DayOffset, 1, "tomorrow завтра yarın ertaga эртага ертең эртең фардо فردا سبا غدا")
	t.add(DayOffset, -2, "позавчера پریروز")
	t.add(yearOffset, -1, "былтыр پارسال")
	t.add(yearOffset, 0, "امسال سږکال биыл быйыл bıyıl")
	t.add(lastWord, 0, `past previous preceding прошлый прошлого прошлом прошлой прошлую минувший минувшего минувшем минувшей geçen geçtiğimiz
		otgan ўтган өткен өткөн гузашта گذشته ماضی الماضي الماضية گزشتہ پچھلے تېر تېره تیر`)
	t.add(thisWord, 0, `current этого этом этот эту нынешнего нынешнем текущего текущем нынешний bu shu joriy жорий шу бу осы биылғы ушул جاری ҷорӣ
		الحالي الحالية الجاري رواں сږ`)
	t.add(nextWord, 0, `coming upcoming следующий следующего следующем следующей будущего будущем gelecek önümüzdeki keyingi kelasi келаси
		келесі келерки оянда آینده المقبل المقبلة القادم القادمة آئندہ اگلے راتلونکی راتلونکې`)
	t.add(agoWord, 0, "ago назад önce oldin avval олдин бұрын мурун мурда пеш پیش قبل پہلے مخکې")
	for n, names := range []string{"one один одну", "two couple два две", "three три", "four четыре", "five пять", "six шесть", "seven семь",
		"eight восемь", "nine девять", "ten десять", "eleven", "twelve"} {
		t.add(smallNumber, int16(n+1), names)
	}
	t.add(FutureWord, 0, "will shall wont scheduled expected expects plans going slated due likely postponed until till soon early")
	t.add(everyWord, 0, "each every هر ہر каждый каждого")
	t.add(prefixWord, 0, "post pre")
	for n, names := range []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
		t.add(numberWord, int16(10*n), names)
	}
	for n, names := range []string{"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"} {
		t.add(numberWord, int16(10+n), names)
	}
	t.add(numberWord, 1000, "thousand")
}

func (t wordTable) functionWords() {
	t.add(Of, 0, "من د")
	t.add(rangeStart, 0, "с со от между از بین ما من меж аз байни")
	t.add(RangeEnd, 0, "по до تا تر إلى الى حتى سے то")
	t.add(RangeEnd, 1, "и و او اور va ve ile va ва және жана")
	t.add(onWord, 0, "پر په به на")
	t.add(era, int16(Gregorian)+1, "ad ce م میلادی ميلادي ميلادية عیسوی عيسوي милоди милодии ء")
	t.add(era, int16(SolarHijri)+1, "شمسی ش خورشیدی لمریز لمريز هجریشمسی шамсӣ")
	t.add(era, int16(Hijri)+1, "هـ ه هجری هجري هجرية ھ ہجری قمری ق")
	t.add(yearOrCount, 0, "в во در خلال فی في وفي")
	t.add(BeforeAfter, 0, "до после منذ بعد قبل بعد حتى پس کے после баъд аз sonra keyin кейін кийин")
	for n, names := range []string{"первый первом первого i birinchi биринчи бірінші ilk birinci الأول نخست اول яку_ якум",
		"второй втором второго ii ikkinchi екінші иккинчи экинчи ikinci الثاني دوم", "третий третьем третьего iii uchinchi үшінші учинчи үчүнчү üçüncü الثالث سوم",
		"четвертый четвёртый четвертом четвёртом четвертого четвёртого iv tortinchi төртінші тўртинчи төртүнчү dördüncü الرابع چهارم"} {
		for w := range strings.FieldsSeq(names) {
			t.add(ordinal, int16(n+1), w)
		}
	}
	for n, names := range []string{"first 1st", "second 2nd", "third 3rd", "fourth 4th"} {
		t.add(ordinal, int16(n+1), names)
	}
}
