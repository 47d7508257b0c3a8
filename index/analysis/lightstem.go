package analysis

import (
	"strings"
	"unicode/utf8"
)

// lightStemmer removes prefixes and suffixes while enough of a term is left. It knows no grammar. The affixes are written
// as package fold writes terms.
type lightStemmer struct {
	prefixes   []string
	suffixes   []string // longer ones first
	rounds     int      // how many suffixes are removed
	minLetters int      // letters that must be left
}

func (l lightStemmer) stem(term string) string {
	for _, p := range l.prefixes {
		if rest, ok := strings.CutPrefix(term, p); ok && utf8.RuneCountInString(rest) >= l.minLetters {
			term = rest
			break
		}
	}
	for range l.rounds {
		rest, ok := l.cutSuffix(term)
		if !ok {
			break
		}
		term = rest
	}
	return term
}

// cutSuffix removes the first suffix that leaves enough of a term.
func (l lightStemmer) cutSuffix(term string) (rest string, ok bool) {
	for _, s := range l.suffixes {
		if rest, ok := strings.CutSuffix(term, s); ok && utf8.RuneCountInString(rest) >= l.minLetters {
			return rest, true
		}
	}
	return term, false
}

// light10 of Larkey, Ballesteros and Connell, Light Stemming for Arabic Information Retrieval (2007).
var arabic = lightStemmer{
	prefixes: strings.Fields("وال بال کال فال ال لل و"),
	suffixes: strings.Fields("ها ان ات ون ین یه ه ی"),
	rounds:   3, minLetters: 2,
}

// A final ی stays: it is as often part of a word as a suffix.
var persian = lightStemmer{
	suffixes: strings.Fields("هایشان هایمان هایتان هایش هایی های ها ترین تر"),
	rounds:   1, minLetters: 3,
}

var urdu = lightStemmer{
	suffixes: strings.Fields("یوں یاں ئیں ؤں وں یں ات ی ا ه"),
	rounds:   1, minLetters: 3,
}

var pashto = lightStemmer{
	suffixes: strings.Fields("ګانو ګانی ونو ونه انو انی ان ات یو ې ی ه و"),
	rounds:   1, minLetters: 3,
}

var turkish = lightStemmer{
	suffixes: strings.Fields(`larindan lerinden larinda lerinde larinin lerinin lariyla leriyle larini lerini larina lerine
		larin lerin lardan lerden larda lerde lari leri lara lere lar ler
		sindan sinden sundan sindeki sinda sinde sunda sunde sinin sunun siyla siyle sini sunu sina sine suna sune
		indan inden undan unden inda inde unda unde inin unun iyla iyle uyla uyle ini unu ina ine una une
		nin nun dan den tan ten daki deki taki teki dir tir dur tur imiz iniz umuz unuz
		da de ta te yi yu ya ye yla yle in un im um si su la le i u a e`),
	rounds: 2, minLetters: 4,
}

var uzbek = lightStemmer{
	suffixes: strings.Fields(`larining laridan lariga larida larini larning lardan larga larda larni lari lar
		sining sidan siga sida sini ining idan iga ida ini imiz ingiz ning dagi dan ga ka qa da ni si i`),
	rounds: 2, minLetters: 4,
}

// stemUzbek gives words of both scripts the same stem: it writes a Cyrillic word in Latin letters first.
func stemUzbek(term string) string { return uzbek.stem(uzbekLatin.Replace(term)) }

// uzbekLatin transliterates to the Latin alphabet of 1995 without its apostrophes, which terms do not have.
var uzbekLatin = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "д", "d", "е", "e", "ж", "j", "з", "z", "и", "i", "й", "y", "к", "k",
	"қ", "q", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ў", "o", "ф", "f",
	"х", "x", "ҳ", "h", "ц", "ts", "ч", "ch", "ш", "sh", "ъ", "", "ь", "", "ы", "i", "э", "e", "ю", "yu", "я", "ya",
)

var kazakh = lightStemmer{
	suffixes: strings.Fields(`ларының лерінің дарының дерінің тарының терінің ларына леріне дарына деріне ларын лерін
		лардың лердің дардың дердің тардың тердің лары лері дары дері тары тері лар лер дар дер тар тер
		сының сінің ының інің сына сіне ына іне сында сінде ында інде сынан сінен ынан інен
		ның нің дың дің тың тің дағы дегі тағы тегі дан ден тан тен нан нен мен бен пен
		ға ге қа ке да де та те ны ні ды ді ты ті сы сі ын ін ы і`),
	rounds: 2, minLetters: 4,
}

var kyrgyz = lightStemmer{
	suffixes: strings.Fields(`ларынын леринин дарынын деринин тарынын теринин ларына лерине ларын лерин
		лардын лердин дардын дердин тардын тердин лары лери лору лөрү дары дери тары тери
		лар лер лор лөр дар дер дор дөр тар тер тор төр
		сынын синин ынын инин сына сине ына ине сында синде ында инде
		нын нин нун нүн дын дин дун дүн тын тин тун түн дагы деги тагы теги дан ден дон дөн тан тен тон төн
		га ге го гө ка ке ко кө да де до дө та те то тө ны ни ну нү ды ди ду дү ты ти ту тү сы си су сү ы и у ү`),
	rounds: 2, minLetters: 4,
}

var tajik = lightStemmer{
	suffixes: strings.Fields("ҳоямон ҳояшон ҳоро ҳои ҳо гонро гони гон онро они он ро амон ашон аш ам ии и"),
	rounds:   2, minLetters: 3,
}
