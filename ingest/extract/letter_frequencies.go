package extract

import "strings"

// script holds the scores of the letters of a script: how frequent they are in the languages written in it.
type script struct {
	letters map[rune]float64
	mixed   bool // words are mostly ASCII with some letters beyond it
}

// levels are the scores of letters from the most frequent, each about a tenth of a text, to the rarest: about the binary
// logarithm of their share in percent.
var levels = [...]float64{3, 2.2, 1.4, 0.6, -0.4, -1.5, -3}

// byLevel returns a script from the letters of each level, with a space between levels.
func byLevel(letters string) script {
	s := script{letters: map[rune]float64{}}
	for level, group := range strings.Fields(letters) {
		for _, r := range group {
			s.letters[r] = levels[level]
		}
	}
	return s
}

// flat gives all letters the same score, and none to the letters of other languages of the region.
func flat(common, other string) script {
	s := script{letters: map[rune]float64{}, mixed: true}
	for _, r := range other {
		s.letters[r] = 0
	}
	for _, r := range common {
		s.letters[r] = 2
	}
	return s
}

// The letters of the scripts by frequency: Russian with what Ukrainian, Belarusian, Bulgarian and Serbian add;
// Arabic with what Persian, Urdu and Pashto add.
var (
	cyrillic = byLevel("оеаинт срвлк мдпу яыьгзбчй хжшюці щэфїєё ґўјљњћђџъ")
	arabic   = byLevel("اليمون رتهدب سعفکكقی ةحشجگأ ىپصطخزہےںچث ضئغإظآءذ ٹھڈڑؤژًَُِّـٍْٰ")
	greek    = byLevel("αοιετς σνηυρ πκλμ άόίέήδ γώχύθω φβξζψ ϊϋΐΰ")
	hebrew   = byLevel("יוהל ארתבשמ דנםעח קפכסט צגזן ךףץ")
	thai     = byLevel("านรอก เ่งมยลว้ด ีทตสัิปะบคห แจพข็ชใไื์ึ โผซุูถำธฉศณ ญฟษฐภฝฎฮฏฑฒฬๆ")

	west    = flat("éèêëàâäáãåæçíìîïñóòôöõøœúùûüß", "ðþýšžıÿ")
	central = flat("ąćęłńóśźżěščřžýáíéúůďťňôőűöüäßăâîşţđľĺŕ", "çë")
	turkish = flat("ışğüöçİâî", "éû")
)

// The most frequent characters of written Chinese, Japanese and Korean: a third of all text.
const (
	commonChinese = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理世车阿伊斯巴坦印度美俄安联合"

	commonTraditional = "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處世車"

	commonJapanese = "のにはをたがでてとしれさるいなもかっらりこあすまきくけそつどうよんじだみやせおわえめばごずへげちびべぼゃゅょぎぐざむひふほねろゆぶぜぞプロアントスルイクリシーレラドフテメサコタマバ日本人大年国会中出者社事月分時上行地方同合政業"

	commonKorean = "이다는을를의에가고은로한지사하기도서대자인해전시어정과국일리그부아나수있제스들보상주조원성장으공라동게선경여장비만니마민화진위했우방트계신안구연소유금관회"
)
