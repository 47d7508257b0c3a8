package tag

// happenings adds the verbs by which things happen, and the words of publication, of the languages other than English, in
// the forms in which news and histories tell them.
func (l wordList) happenings() {
	l.put(happening, 0, `accepted broke erupted defeated stormed opened imposed offered offering withdrew joined destroyed
		damaged ambushed burned blew dynamited raided shelled executed massacred planted hurled hijacked derailed shelled sank sunk`)
	l.put(sayVerb, 0, "said says reported told stated disclosed added noted сообщил сообщила сообщили заявил заявила заявили")
	l.put(happening, 0, `состоялся состоялась состоялось состоялись прошел прошёл прошла прошли провел провёл провела провели встретился
		встретились подписал подписала подписали подписан подписано подписана напал напала напали атаковал атаковали убит убиты убито
		погиб погибли погибло ранен ранены взорвался взорвалась произошел произошёл произошла произошло произошли начался началась
		началось начались завершился завершилась завершились прибыл прибыла прибыли посетил посетила заключил заключили объявил
		объявила объявили принял приняла приняли захватил захватили вторглись ввел ввели вывел вывели обстрелял обстреляли задержал
		задержали арестован арестованы избран избрана назначен назначена объяснил`)
	l.put(happening, 0, `گفت گفتند شد شدند کرد کردند برگزار دیدار امضا حمله کشته زخمی آغاز پایان اعلام توافق سفر وارد منفجر انفجار
		بازداشت دستگیر تصویب برقرار`)
	l.put(happening, 0, `ہوا ہوئی ہوئے گیا گئے گئی کیا کی ہلاک زخمی حملہ دھماکہ ملاقات دستخط اعلان شروع ختم گرفتار اغوا منعقد`)
	l.put(happening, 0, `شو شول شوه شوې وکړ وکړل وکړه برید ووژل وژل ټپیان پیل پای لاسلیک غونډه اعلان ونیول وویل`)
	l.put(happening, 0, `عقد عقدت وقع وقعت التقى اجتمع اجتمعت هاجم هاجمت قتل قتلت أصيب أصيبت انفجر انفجرت بدأ بدأت انتهى انتهت أعلن أعلنت
		وصل وصلت زار زارت شن شنت شنّت تعرض تعرضت تعرّضت اندلع اندلعت اعتقل اعتقلت استهدف استهدفت فرض فرضت صوت غرقت أقر أقرت انسحب انسحبت`)
	l.put(happening, 0, `yapıldı düzenlendi buluştu görüştü imzaladı imzalandı saldırdı saldırı öldü öldürüldü yaralandı patladı başladı sona
		geldi açıkladı ilan etti kabul edildi tutuklandı gözaltına çekildi durdurduğunu katıldı gerçekleşti`)
	l.put(happening, 0, `otkazildi otkazdi bolib boldi imzolandi imzoladi uchrashdi hujum halok boshlandi yakunlandi tashrif qabul elon keldi
		ўтказилди ўтказди бўлиб бўлди имзоланди имзолади учрашди ҳужум ҳалок бошланди якунланди ташриф қабул эълон келди`)
	l.put(happening, 0, `өтті өткізілді болды қол қойылды қойды кездесті шабуыл қаза жараланды басталды аяқталды келді жариялады жабылды
		өткізген қабылдады сайланды`)
	l.put(happening, 0, `өттү өткөрүлдү болду койду коюлду жолугушту кол салуу каза набыт башталды аяктады келди жарыялады кабыл шайланды`)
	l.put(happening, 0, `баргузор шуд шуданд кард карданд имзо мулоқот ҳамла кушта захмӣ оғоз анҷом расид эълон қабул намуд намуданд`)
	l.put(writing, 0, `опубликовано обновлено منتشر نشر опубликован yayınlandı yayımlandı жарияланған`)
}
