package analysis

import (
	"strings"
	"unicode/utf8"
)

// affixes is a light stemmer: it cuts prefixes and suffixes off a word while enough of it is left. It knows no grammar;
// the lists are in the spelling of normal.go.
type affixes struct {
	prefixes []string
	suffixes []string // longer ones first
	rounds   int      // how often a suffix is cut
	least    int      // letters that must be left
}

func (a affixes) stem(term string) string {
	for _, p := range a.prefixes {
		if rest, ok := strings.CutPrefix(term, p); ok && utf8.RuneCountInString(rest) >= a.least {
			term = rest
			break
		}
	}
	for range a.rounds {
		cut := false
		for _, s := range a.suffixes {
			if rest, ok := strings.CutSuffix(term, s); ok && utf8.RuneCountInString(rest) >= a.least {
				term, cut = rest, true
				break
			}
		}
		if !cut {
			break
		}
	}
	return term
}

// Arabic is light10 of Larkey, Ballesteros and Connell (Light Stemming for Arabic Information Retrieval, 2007).
var arabic = affixes{
	prefixes: strings.Fields("وال بال کال فال ال لل و"),
	suffixes: strings.Fields("ها ان ات ون ین یه ه ی"),
	rounds:   3, least: 2,
}

func stemArabic(term string) string { return arabic.stem(term) }

// Persian keeps the final ی, which is as often part of a word as a suffix.
var persian = affixes{
	suffixes: strings.Fields("هایشان هایمان هایتان هایش هایی های ها ترین تر"),
	rounds:   1, least: 3,
}

func stemPersian(term string) string { return persian.stem(term) }

var urdu = affixes{
	suffixes: strings.Fields("یوں یاں ئیں ؤں وں یں ات ی ا ه"),
	rounds:   1, least: 3,
}

func stemUrdu(term string) string { return urdu.stem(term) }

var pashto = affixes{
	suffixes: strings.Fields("ګانو ګانی ونو ونه انو انی ان ات یو ې ی ه و"),
	rounds:   1, least: 3,
}

func stemPashto(term string) string { return pashto.stem(term) }

var turkish = affixes{
	suffixes: strings.Fields(`larindan lerinden larinda lerinde larinin lerinin lariyla leriyle larini lerini larina lerine
		larin lerin lardan lerden larda lerde lari leri lara lere lar ler
		sindan sinden sundan sindeki sinda sinde sunda sunde sinin sunun siyla siyle sini sunu sina sine suna sune
		indan inden undan unden inda inde unda unde inin unun iyla iyle uyla uyle ini unu ina ine una une
		nin nun dan den tan ten daki deki taki teki dir tir dur tur imiz iniz umuz unuz
		da de ta te yi yu ya ye yla yle in un im um si su la le i u a e`),
	rounds: 2, least: 4,
}

func stemTurkish(term string) string { return turkish.stem(term) }

var uzbek = affixes{
	suffixes: strings.Fields(`larining laridan lariga larida larini larning lardan larga larda larni lari lar
		sining sidan siga sida sini ining idan iga ida ini imiz ingiz ning dagi dan ga ka qa da ni si i`),
	rounds: 2, least: 4,
}

// stemUzbek folds both scripts together: a Cyrillic word is written in Latin letters first.
func stemUzbek(term string) string { return uzbek.stem(uzbekLatin.Replace(term)) }

// uzbekLatin is the Latin alphabet of 1995 without its apostrophes, which normal drops.
var uzbekLatin = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "ғ", "g", "д", "d", "е", "e", "ж", "j", "з", "z", "и", "i", "й", "y", "к", "k",
	"қ", "q", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ў", "o", "ф", "f",
	"х", "x", "ҳ", "h", "ц", "ts", "ч", "ch", "ш", "sh", "ъ", "", "ь", "", "ы", "i", "э", "e", "ю", "yu", "я", "ya",
)

var kazakh = affixes{
	suffixes: strings.Fields(`ларының лерінің дарының дерінің тарының терінің ларына леріне дарына деріне ларын лерін
		лардың лердің дардың дердің тардың тердің лары лері дары дері тары тері лар лер дар дер тар тер
		сының сінің ының інің сына сіне ына іне сында сінде ында інде сынан сінен ынан інен
		ның нің дың дің тың тің дағы дегі тағы тегі дан ден тан тен нан нен мен бен пен
		ға ге қа ке да де та те ны ні ды ді ты ті сы сі ын ін ы і`),
	rounds: 2, least: 4,
}

func stemKazakh(term string) string { return kazakh.stem(term) }

var kyrgyz = affixes{
	suffixes: strings.Fields(`ларынын леринин дарынын деринин тарынын теринин ларына лерине ларын лерин
		лардын лердин дардын дердин тардын тердин лары лери лору лөрү дары дери тары тери
		лар лер лор лөр дар дер дор дөр тар тер тор төр
		сынын синин ынын инин сына сине ына ине сында синде ында инде
		нын нин нун нүн дын дин дун дүн тын тин тун түн дагы деги тагы теги дан ден дон дөн тан тен тон төн
		га ге го гө ка ке ко кө да де до дө та те то тө ны ни ну нү ды ди ду дү ты ти ту тү сы си су сү ы и у ү`),
	rounds: 2, least: 4,
}

func stemKyrgyz(term string) string { return kyrgyz.stem(term) }

var tajik = affixes{
	suffixes: strings.Fields("ҳоямон ҳояшон ҳоро ҳои ҳо гонро гони гон онро они он ро амон ашон аш ам ии и"),
	rounds:   2, least: 3,
}

func stemTajik(term string) string { return tajik.stem(term) }
