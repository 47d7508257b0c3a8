package dates

import (
	"daftar/index/analysis/words"
	"daftar/index/date/grammar"
)

// Classes of words near a date that tell whether it is the date of an event.
const (
	eventVerb       = grammar.FirstFreeClass + iota // held, attacked: its date is that of an event
	publicationWord                                 // published, updated: its date is that of a text
	speechVerb                                      // said, reported: its date is that of the words, not of the event
)

// Words returns the table of the date grammar with the event verbs, by spelling in small letters: the classes that the
// tokens of a Finder must have.
func Words() map[string]words.Word {
	table := grammar.Words()
	addEventVerbs(table)
	return table
}

// addEventVerbs adds event verbs, and words of publication and speech, in the forms in which news and histories use them.
func addEventVerbs(table map[string]words.Word) {
	grammar.AddWords(table, eventVerb, `held hosted met meets meet gathered convened attended visited arrived signed agreed launched began
		begun started opened closed ended took occurred happened exploded attacked attack killed died injured wounded
		struck hit fired bombed shot seized captured invaded crashed collapsed erupted withdrew departed elected voted
		adopted approved announced declared inaugurated appointed resigned arrested detained kidnapped abducted
		released deployed conducted carried staged detonated clashed fought landed entered left returned ratified
		established founded came fell won lost overthrew ousted assassinated murdered sentenced convicted`)
	grammar.AddWords(table, publicationWord, "published dated accessed retrieved updated revised written posted copyright edition issued ref")
	grammar.AddWords(table, eventVerb, `accepted broke erupted defeated stormed opened imposed offered offering withdrew joined destroyed
		damaged ambushed burned blew dynamited raided shelled executed massacred planted hurled hijacked derailed shelled sank sunk`)
	grammar.AddWords(table, speechVerb, "said says reported told stated disclosed added noted сообщил сообщила сообщили заявил заявила заявили")
	grammar.AddWords(table, eventVerb, `состоялся состоялась состоялось состоялись прошел прошёл прошла прошли провел провёл провела провели встретился
		встретились подписал подписала подписали подписан подписано подписана напал напала напали атаковал атаковали убит убиты убито
		погиб погибли погибло ранен ранены взорвался взорвалась произошел произошёл произошла произошло произошли начался началась
		началось начались завершился завершилась завершились прибыл прибыла прибыли посетил посетила заключил заключили объявил
		объявила объявили принял приняла приняли захватил захватили вторглись ввел ввели вывел вывели обстрелял обстреляли задержал
		задержали арестован арестованы избран избрана назначен назначена объяснил`)
	grammar.AddWords(table, eventVerb, `گفت گفتند شد شدند کرد کردند برگزار دیدار امضا حمله کشته زخمی آغاز پایان اعلام توافق سفر وارد منفجر انفجار
		بازداشت دستگیر تصویب برقرار`)
	grammar.AddWords(table, eventVerb, `ہوا ہوئی ہوئے گیا گئے گئی کیا کی ہلاک زخمی حملہ دھماکہ ملاقات دستخط اعلان شروع ختم گرفتار اغوا منعقد`)
	grammar.AddWords(table, eventVerb, `شو شول شوه شوې وکړ وکړل وکړه برید ووژل وژل ټپیان پیل پای لاسلیک غونډه اعلان ونیول وویل`)
	grammar.AddWords(table, eventVerb, `عقد عقدت وقع وقعت التقى اجتمع اجتمعت هاجم هاجمت قتل قتلت أصيب أصيبت انفجر انفجرت بدأ بدأت انتهى انتهت أعلن أعلنت
		وصل وصلت زار زارت شن شنت شنّت تعرض تعرضت تعرّضت اندلع اندلعت اعتقل اعتقلت استهدف استهدفت فرض فرضت صوت غرقت أقر أقرت انسحب انسحبت`)
	grammar.AddWords(table, eventVerb, `yapıldı düzenlendi buluştu görüştü imzaladı imzalandı saldırdı saldırı öldü öldürüldü yaralandı patladı başladı sona
		geldi açıkladı ilan etti kabul edildi tutuklandı gözaltına çekildi durdurduğunu katıldı gerçekleşti`)
	grammar.AddWords(table, eventVerb, `otkazildi otkazdi bolib boldi imzolandi imzoladi uchrashdi hujum halok boshlandi yakunlandi tashrif qabul elon keldi
		ўтказилди ўтказди бўлиб бўлди имзоланди имзолади учрашди ҳужум ҳалок бошланди якунланди ташриф қабул эълон келди`)
	grammar.AddWords(table, eventVerb, `өтті өткізілді болды қол қойылды қойды кездесті шабуыл қаза жараланды басталды аяқталды келді жариялады жабылды
		өткізген қабылдады сайланды`)
	grammar.AddWords(table, eventVerb, `өттү өткөрүлдү болду койду коюлду жолугушту кол салуу каза набыт башталды аяктады келди жарыялады кабыл шайланды`)
	grammar.AddWords(table, eventVerb, `баргузор шуд шуданд кард карданд имзо мулоқот ҳамла кушта захмӣ оғоз анҷом расид эълон қабул намуд намуданд`)
	grammar.AddWords(table, publicationWord, `опубликовано обновлено منتشر نشر опубликован yayınlandı yayımlandı жарияланған`)
}
