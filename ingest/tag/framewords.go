package tag

// frameWords are the words of a frame by what they say; "*" at the end stands for any ending.
type frameWords struct {
	cues                               map[cue]string
	endings                            string
	verbLast, verbHead, before, behind bool
}

// frames returns the words of the languages that have a frame. Chinese, whose tokens are single letters, has none.
func frames() map[string]frameWords {
	return map[string]frameWords{"ru": russianFrame(), "ar": arabicFrame(), "fa": persianFrame(), "tg": tajikFrame(), "ur": urduFrame(),
		"ps": pashtoFrame(), "tr": turkishFrame(), "uz": uzbekFrame(), "kk": kazakhFrame(), "ky": kyrgyzFrame()}
}

func russianFrame() frameWords {
	return frameWords{before: true, verbHead: true, cues: map[cue]string{
		happens: `встреч* саммит* переговор* заседани* конференци* форум* учени* маневр* манёвр* совещани* съезд* митинг* протест* теракт*
			взрыв* взорв* нападени* напал* обстрел* бой бои столкновени* состоял* состоит* прошл* прошел прошёл пройдет пройдёт пройдут
			проходит проходят проходил* открыл* открыт* убит* погиб* ранен* задержан* арестован* выбор* землетрясени*
			церемони* убийств* беспорядк* подписан* стрельб* происход* произош*`,
		visits: "визит* посетил* посещени* посетит посещает поездк* прибыл* прибыва* прилетел* приехал* прибудет прибытии",
		hosts:  "примет принимает принимал* принимающ* проведет проведёт",
		acts: `подписал* объявил* заявил* согласил* отказал* обвинил* осудил* поддержал* ввел* ввёл ввела вывел* направил* отправил*
			договорил* потребовал потребовала потребовали призвал* предупредил* атаковал* захватил* присоединил* участву* вторгл* обстрелял* требует заявляет
			обвиняет осуждает поддерживает отозвал* выразил* выслал* приостановил* предложил* одобрил* запретил* развернул* разместил*
			испытал* запустил* подтвердил* опроверг* ратифицировал* признал* обсудил* нанес* нанёс нанесла закрыл*`,
		dealing:  "переговор* соглашени* договор* отношени* войн* сотрудничеств* границ* конфликт* встреч* диалог* спор* консультаци* торговл*",
		delegate: "делегаци* представител* лидер* министр* посланник* дипломат*",
		official: `войск* арми* военнослужащ* солдат* президент* премьер* министр* министерств* посол посла послом посольств* правительств* власт*
			полици* спецназ* генерал* флот* самолёт* самолет* истребител* дипломат* делегаци* парламент* мид мида спецслужб* разведк* пограничник*`,
		place: "в во", from: "из", among: "с со против", betwixt: "между", conjoins: "и", helping: "не также уже вновь ранее официально",
		filling: "городе город столице столицу районе провинции области территории республике",
	}}
}

func arabicFrame() frameWords {
	return frameWords{before: true, verbHead: true, cues: map[cue]string{
		happens: `اجتماع* لقاء* قمة القمة مؤتمر* المؤتمر مباحثات محادثات مفاوضات منتدى مناورات تدريب* عقد* انعقد* تعقد يعقد هجوم* الهجوم هجمات
			انفجار* تفجير* مقتل قتل* أصيب* اشتباكات معارك مظاهرات تظاهرات احتجاجات انتخابات الانتخابات زلزال غارات غارة قصف اعتقال* اعتقل*
			افتتح* توقيع اندلع* مراسم حادث*`,
		visits: "زيارة الزيارة زار زارت يزور تزور وصل وصلت زيارته",
		hosts:  "تستضيف استضافت يستضيف استضاف استضافة",
		acts: `وقع وقعت أعلن أعلنت اتهم اتهمت أدان أدانت رفض رفضت أكد أكدت حذر حذرت دعا دعت وافق وافقت شن شنت أرسل أرسلت سحب سحبت انسحب انسحبت
			طالب طالبت قصف قصفت فرض فرضت علق علقت طرد طردت شارك شاركت تشارك يشارك تطالب تحذر تعلن ترفض تتهم تدين ترسل توافق نفذ نفذت أجرى أجرت
			استدعى استدعت تعهد تعهدت هدد هددت نفى نفت انضم انضمت`,
		dealing:  "محادثات مفاوضات مباحثات اتفاق اتفاقية علاقات العلاقات حرب الحرب حدود الحدود تعاون التعاون معاهدة هدنة صراع اشتباكات اجتماع لقاء",
		delegate: "وفد وفود ممثلين ممثلون مندوبين وزراء",
		official: `الجيش جيش قوات القوات وزير وزيرة وزارة رئيس الرئيس الحكومة حكومة السفير سفير سفارة الشرطة شرطة وفد الوفد مسؤول المسؤول مسؤولين
			المسؤولين قائد البرلمان برلمان الطيران ملك الملك أمير جنود الجنود السلطات سلطات`,
		place: "في", from: "من", among: "مع ضد", betwixt: "بين", toward: "إلى",
		filling: "مدينة العاصمة منطقة محافظة دولة جمهورية شمال جنوب شرق غرب وسط",
	}}
}

func persianFrame() frameWords {
	return frameWords{before: true, verbLast: true, cues: map[cue]string{
		happens: `دیدار* نشست* اجلاس* مذاکر* گفتگو* کنفرانس* همایش* رزمایش* مانور* برگزار حمله حملات انفجار* بمبگذاری کشته زخمی درگیری* اعتراضات
			تظاهرات انتخابات زلزله سیل مراسم افتتاح امضا دستگیر* بازداشت* ترور تیراندازی`,
		visits: "سفر سفری سفرش بازدید وارد عازم راهی",
		hosts:  "میزبان* میزبانی",
		acts: `اعلام محکوم امضا حمله رد تایید تأیید پذیرفت خواستار توافق اعزام تحریم آزمایش شلیک پرتاب متهم هشدار حمایت لغو تهدید فراخواند اخراج
			تصرف اشغال گفت دیدار`,
		dealing:  "مذاکر* توافق* گفتگو* روابط جنگ مرز همکاری* پیمان* قرارداد* دیدار تنش درگیری مناسبات معاهده",
		delegate: "هیئت هیات نمایندگان",
		official: `ارتش نیروهای نیروی سربازان نظامیان وزیر وزارت رئیس رییس دولت سفیر سفارت پلیس نماینده نمایندگان هیئت هیات مقامات مقام
			سخنگوی فرمانده پارلمان رهبر رهبران جنگندههای`,
		place: "در", from: "از", toward: "به از", among: "با علیه", betwixt: "بین میان", conjoins: "و",
		filling: "شهر کشور پایتخت استان ولایت منطقه جنوب شمال شرق غرب مرکز خاک",
	}}
}

func tajikFrame() frameWords {
	return frameWords{before: true, verbLast: true, cues: map[cue]string{
		happens:  "мулоқот* вохӯрӣ* вохӯрии нишаст* ҷаласа* музокир* машқ* баргузор ҳамла* таркиш* кушта захмӣ конфронс* имзо интихобот*",
		visits:   "сафар* ташриф*",
		hosts:    "мизбон*",
		acts:     "эълон имзо маҳкум рад ҷонибдорӣ гуфт пешниҳод даъват фиристод",
		dealing:  "музокир* созишнома* муносибат* ҷанг* сарҳад* ҳамкорӣ* ҳамкории шартнома*",
		official: "артиши нерӯҳои вазири вазорати президенти раиси раисҷумҳури ҳукумати сафири сафорати пулиси намояндагони мақомоти фармондеҳи сарвазири хориҷии мудофиаи ҷумҳурии",
		place:    "дар", from: "аз", toward: "ба", among: "бо", betwixt: "байни миёни", conjoins: "ва", filling: "шаҳри пойтахти вилояти",
	}}
}

func urduFrame() frameWords {
	return frameWords{behind: true, verbLast: true, cues: map[cue]string{
		happens: `ملاقات* اجلاس* مذاکرات کانفرنس* مشق* سربراہی منعقد دھماک* حمل* ہلاک زخمی شہید جاں گرفتار فائرنگ احتجاج* مظاہر* انتخابات زلزل*
			سیلاب بمباری جھڑپ* کارروائی* تقریب حادث* قتل`,
		visits:  "دورہ دورے دوره پہنچ*",
		hosts:   "میزبان*",
		agent:   "نے",
		dealing: "مذاکرات معاہد* تعلقات جنگ سرحد* تعاون کشیدگی تنازع* ملاقات* تجارت",
		official: `فوج* افواج وزیر* وزارت صدر سفیر* سفارت* حکومت* حکام پولیس وفد* ترجمان جنرل پارلیمنٹ محکم* طیار* فورسز بحریہ فضائیہ دفتر کابینہ
			اہلکار* مندوب انتظامیہ`,
		placeBehind: "میں", beside: "ساتھ سے", amid: "درمیان مابین", conjoins: "اور", filling: "کے کی کا شہر",
	}}
}

func pashtoFrame() frameWords {
	return frameWords{behind: true, verbLast: true, cues: map[cue]string{
		happens: `غونډ* ناست* اترې کنفرانس* تمرین* برید* چاودن* ووژل* وژل* ټپي* نښت* مظاهر* ټاکن* زلزل* لیدن* کتن*`,
		visits:  "سفر", hosts: "کوربه*",
		acts:     "وویل ویلي اعلان لاسلیک وغندل* غندلي توافق ژمنه ولېږل* ولیږل* استولي",
		dealing:  "خبر* تړون* اړیک* جګړ* پول* همکار*",
		official: "پوځ* ځواک* وزیر* وزارت ولسمشر حکومت* سفیر* پولیس* چارواک* استاز* پلاوي پلاوی پارلمان قوماندان*",
		place:    "", placeBehind: "کې کی کښې کښی", beside: "سره", amid: "ترمنځ ترمینځ", conjoins: "او", filling: "ښار ته په د بهرنیو چارو",
	}}
}

func turkishFrame() frameWords {
	return frameWords{behind: true, verbLast: true, endings: "da de ta te nda nde", cues: map[cue]string{
		happens: `görüş* toplantı* zirve* müzakere* konferans* forum* tatbikat* düzenlen* gerçekleş* yapıl* saldırı* patla* öldürül* öldü yaralan*
			çatışma* protesto* gösteri* seçim* deprem* tören* imzalan* başla* buluş*`,
		visits: "ziyaret*", hosts: "sahipli*",
		acts: `imzala* açıkla* duyur* kına* reddet* kabul destekle* suçla* saldır* gönder* uyar* katıl* anlaş* onayla* konuşlandır* çağır* ilan
			istedi başlat*`,
		dealing: "görüş* anlaşma* müzakere* ilişki* savaş* sınır* işbirliği* çatışma* tatbikat*",
		official: `ordu* askerleri cumhurbaşkan* başbakan* bakan* dışişleri savunma hükümet* büyükelçi* polisi heyeti güçleri birlikleri
			genelkurmay* donanma* parlamento* yetkili* meclisi devlet`,
		beside: "ile", amid: "arasında*", conjoins: "ve ile", filling: "ev",
	}}
}

func uzbekFrame() frameWords {
	return frameWords{behind: true, verbLast: true, endings: "da dagi да даги", cues: map[cue]string{
		happens: `uchrash* yigilish* sammit* muzokara* konferensiya* forum* mashgulot* mashq* otkaz* bolib hujum* portla* halok yarador saylov*
			zilzila* imzolan* boshlan* учраш* йиғилиш* саммит* музокара* конференция* форум* машғулот* ўтказ* бўлиб ҳужум* портла* ҳалок ярадор
			сайлов* имзолан*`,
		visits: "tashrif* safar* ташриф* сафар*", hosts: "mezbon* мезбон*",
		acts:    "imzola* elon qorala* taklif yubor* qollab имзола* эълон қорала* таклиф юбор* қўллаб",
		dealing: "muzokara* kelishuv* munosabat* urush* chegara* hamkorlik* музокара* келишув* муносабат* уруш* чегара* ҳамкорлик*",
		official: `armiya* prezident* vazir* hukumat* elchi* qoshin* politsiya* delegatsiya* mudofaa armiyasi армия* президент* вазир* ҳукумат* элчи*
			қўшин* полиция* делегация* мудофаа`,
		beside: "bilan билан", amid: "ortasida* ўртасида*", conjoins: "va ва bilan билан", filling: "shahrida tashqi ishlar шаҳрида ташқи ишлар",
	}}
}

func kazakhFrame() frameWords {
	return frameWords{behind: true, verbLast: true, endings: "да де та те нда нде", cues: map[cue]string{
		happens: "кездес* жиын* саммит* келіссөз* конференция* форум* жаттығу* өтті өтеді өткізіл* шабуыл* жарылыс* қаза жарала* сайлау*",
		visits:  "сапар*", acts: "қойды мәлімде* айыпта* қолдады жариялады шақырды жіберді", dealing: "келіссөз* келісім* қатынас* соғыс* шекара* ынтымақтастық*",
		official: "әскер* армия* президент* министр* үкімет* елші* полиция* делегация* қорғаныс сыртқы",
		beside:   "мен бен пен", amid: "арасында*", conjoins: "және мен бен пен", filling: "қаласында істер",
	}}
}

func kyrgyzFrame() frameWords {
	return frameWords{behind: true, verbLast: true, endings: "да де до дө та те то тө нда нде", cues: map[cue]string{
		happens: "жолуг* жыйын* саммит* сүйлөшүү* конференция* форум* машыгуу* өттү өтөт өткөр* чабуул* жардыруу* каза жарадар шайлоо*",
		visits:  "сапар*", acts: "билдирди айыптады колдоду жарыялады чакырды жөнөттү койду", dealing: "сүйлөшүү* келишим* мамиле* согуш* чек кызматташ*",
		official: "аскер* армия* президент* министр* өкмөт* элчи* полиция* делегация* коргоо тышкы",
		beside:   "менен", amid: "ортосунда*", conjoins: "жана менен", filling: "шаарында иштер",
	}}
}
