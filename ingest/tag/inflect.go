package tag

import (
	"strings"
	"unicode/utf8"

	"daftar/index/analysis/words"
)

// Names bend in most languages of the region: Пакистана, Pakistan'ın, Pokistonda, پاکستانی, والباكستاني. The vocabulary
// holds the form of a dictionary; a paradigm says what such a word drops and which endings its forms have instead. The
// rules are those of names in the news, not of the whole grammar; a word that they bend too far is found less, never
// wrongly, because a form is only held against the names of the vocabulary.

// paradigm bends words that end in one of the letters of.
type paradigm struct {
	of      string // endings of the dictionary form; "" is any
	drop    int    // letters cut off it
	endings string // of the forms; "-" is none
}

// bends are the paradigms of a language: the first that fits a word is its.
type bends struct {
	every      bool // each word of a term bends, else only the last
	apostrophe bool // endings of names stand behind an apostrophe: Pakistan'da
	name       []paradigm
	adjective  []paradigm
	made       []paradigm // adjectives made from a name of one word
}

const (
	russianCases = "ий ого ому им ом ая ой ую ою ое ие их ими и"
	turkishMany  = "- lar ler larin lerin lari leri lara lere larla lerle lardan lerden in un u i"
	uzbekMany    = "- lar larning larni larga lardan larda ning ni ga лар ларнинг ларни ларга лардан ларда нинг ни га"
	kazakhMany   = "- тар тер дар дер лар лер тардың тердің дардың дердің лардың лердің тарға терге дарға дерге ның нің дың дің"
	kyrgyzMany   = "- тар тер дар дер лар лер тор төр дор дөр лор лөр тардын тердин дардын дердин лардын нын нин дын дин"
)

// bendsOf returns the paradigms of a language.
func bendsOf(lang string) bends {
	switch lang {
	case "ru":
		return bends{every: true, name: russianNames(), adjective: russianPeople()}
	case "tr":
		return bends{apostrophe: true,
			name: []paradigm{{endings: `- in un nin nun a e ya ye i u yi yu da de ta te dan den tan ten daki deki taki teki la le
				yla yle na ne ni nda nde ndan nden ndaki ndeki ca ce dir dur li lu`}},
			adjective: []paradigm{{endings: turkishMany}},
			made:      []paradigm{{endings: "li lu lilar liler lilarin lilerin lilari lileri lulari lularin lular luler"}}}
	case "uz":
		return bends{
			name: []paradigm{{endings: `- ning ni ga da dan dagi ka qa gacha cha niki
				нинг ни га да дан даги ка қа гача ча`}},
			adjective: []paradigm{{endings: uzbekMany}},
			made:      []paradigm{{endings: "lik liklar liklarning лик ликлар ликларнинг"}}}
	case "kk":
		return bends{
			name: []paradigm{{endings: `- ның нің дың дің тың тің ны ні ды ді ты ті ға ге қа ке да де та те дан ден тан тен нан нен
				мен бен пен дағы дегі тағы тегі на не нда нде ндағы ндегі сы сі`}},
			adjective: []paradigm{{endings: kazakhMany}},
			made:      []paradigm{{endings: "дық дік тық тік лық лік дықтар діктер тықтар тіктер лықтар ліктер"}}}
	case "ky":
		return bends{
			name: []paradigm{{endings: `- нын нин нун нүн дын дин дун дүн тын тин тун түн ны ни ну нү ды ди ду дү ты ти ту тү га ге го гө ка ке ко кө
				да де до дө та те то тө дан ден дон дөн тан тен тон төн дагы деги тагы теги догу нан нен на не нда нде`}},
			adjective: []paradigm{{endings: kyrgyzMany}},
			made:      []paradigm{{endings: "дык дик дук дүк тык тик тук түк лык лик лук лүк дыктар диктер тыктар тиктер лыктар ликтер"}}}
	case "tg":
		return bends{name: []paradigm{{endings: "- и ро у иву"}}, adjective: []paradigm{{endings: "- и ии он иён иҳо ҳо ҳои ро"}},
			made: []paradigm{{of: "а", drop: 1, endings: "агӣ"}, {of: "о е у ӣ и", endings: "ӣ"}, {endings: "ӣ ии иён иҳо"}}}
	}
	return arabicScript(lang)
}

// arabicScript returns the paradigms of the languages in Arabic letters, in the spelling of the folds.
func arabicScript(lang string) bends {
	const arabic = "ی یه یین یون یات یتین یتان یان یا"
	switch lang {
	case "ar":
		return bends{adjective: []paradigm{{of: "ی", drop: 1, endings: arabic}, {endings: "- ه ان ات"}},
			made: []paradigm{{of: "یا", drop: 2, endings: arabic}, {of: "ا ه", drop: 1, endings: arabic}, {of: "ی و", endings: "-"},
				{endings: arabic}}}
	case "fa":
		return bends{adjective: []paradigm{{of: "ی", endings: "- ان ها های"}, {endings: "- ها های"}},
			made: []paradigm{{of: "ا و", endings: "یی ی ییها ییان"}, {of: "ی ه", endings: "-"}, {endings: "ی یها یهای یان"}}}
	case "ur":
		return bends{adjective: []paradigm{{of: "ی", endings: "- وں"}, {endings: "- وں"}},
			made: []paradigm{{of: "ا و", endings: "یی ی ییوں"}, {of: "ی ه", endings: "-"}, {endings: "ی یوں"}}}
	case "ps":
		return bends{name: []paradigm{{of: "ی ه ا و", endings: "-"}, {endings: "- ه"}}, adjective: []paradigm{{endings: "- ان انو و"}},
			made: []paradigm{{of: "ا و", endings: "یی ی ییان"}, {of: "ی ه", endings: "-"}, {endings: "ی یان یانو ۍ ې"}}}
	}
	return bends{}
}

func russianNames() []paradigm {
	return []paradigm{
		{of: "ая", drop: 2, endings: "ая ой ую ою"},
		{of: "ое", drop: 2, endings: "ое ого ому ым им ом"},
		{of: "ые", drop: 2, endings: "ые ых ым ыми"},
		{of: "ие", drop: 2, endings: "ие их им ими"},
		{of: "ский цкий", drop: 2, endings: russianCases},
		{of: "ый", drop: 2, endings: "ый ого ому ым ом"},
		{of: "ия", drop: 2, endings: "ия ии ию ией иею"},
		{of: "я", drop: 1, endings: "я и ю ей е"},
		{of: "а", drop: 1, endings: "а ы и у е ой ою"},
		{of: "ь", drop: 1, endings: "ь я ю ем е и ью"},
		{of: "й", drop: 1, endings: "й я ю ем е"},
		{of: "ы", drop: 1, endings: "ы ов ам ами ах -"},
		{of: "ство ово", drop: 1, endings: "о а у ом е"},
		{of: "о е и у э ю", endings: "-"},
		{endings: "- а у ом е"},
	}
}

func russianPeople() []paradigm {
	return []paradigm{
		{of: "ский цкий", drop: 2, endings: russianCases},
		{of: "ый", drop: 2, endings: "ый ого ому ым ом ая ой ую ое ые ых ыми"},
		{of: "аец иец оец еец", drop: 2, endings: "ец йца йцу йцем йце йцы йцев йцам йцами йцах"},
		{of: "ец", drop: 2, endings: "ец ца цу цем цом це цы цев цам цами цах"},
		{of: "анин янин", drop: 2, endings: "ин ина ину ином ине е - ам ами ах"},
		{of: "ка", drop: 2, endings: "ка ки ке ку кой ок кам ками ках"},
		{endings: "- а у ом е ы и ов ам ами ах"},
	}
}

// bend returns what stays of a word in all its forms, and their endings; nil if it does not bend.
func bend(rules []paradigm, word string) (stem string, endings []string) {
	for _, p := range rules {
		if !p.fits(word) {
			continue
		}
		stem = word
		for range p.drop {
			_, size := utf8.DecodeLastRuneInString(stem)
			stem = stem[:len(stem)-size]
		}
		endings = strings.Fields(p.endings)
		if len(endings) == 1 && endings[0] == "-" {
			return word, nil
		}
		return stem, endings
	}
	return word, nil
}

func (p paradigm) fits(word string) bool {
	if p.of == "" {
		return true
	}
	for of := range strings.FieldsSeq(p.of) {
		if strings.HasSuffix(word, of) && len(word) > len(of) {
			return true
		}
	}
	return false
}

// inflection is a word with its endings.
type inflection struct {
	stem       string
	list       string          // of the endings, as the paradigm has them
	endings    map[string]bool // shared by the words of a paradigm
	apostrophe bool            // endings only behind one
	symbol     int32
}

// bentKey is the first letters of a word: what inflections are looked up by.
type bentKey [3]rune

// bentKeyOf returns the key of a word; ok is false if it has too few letters.
func bentKeyOf[T string | []byte](word T) (key bentKey, ok bool) {
	at := 0
	for n := range key {
		if at >= len(word) {
			return key, false
		}
		r, size := rune(word[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(string(word[at:min(len(word), at+utf8.UTFMax)]))
		}
		key[n] = r
		at += size
	}
	return key, true
}

// bent returns the symbol of a word with the endings of a paradigm.
func (l *lexicon) bent(word string, rules []paradigm, apostrophe bool) int32 {
	stem, endings := bend(rules, word)
	key, long := bentKeyOf(stem)
	if endings == nil || !long {
		return l.symbolOf(word, false)
	}
	list := strings.Join(endings, " ")
	for _, known := range l.inflections[key] {
		if known.stem == stem && known.apostrophe == apostrophe && known.list == list {
			return known.symbol
		}
	}
	if l.endings[list] == nil {
		set := make(map[string]bool, len(endings))
		for _, e := range endings {
			set[words.Key(strings.TrimPrefix(e, "-"))] = true
		}
		l.endings[list] = set
	}
	l.symbol++
	l.inflections[key] = append(l.inflections[key], inflection{stem, list, l.endings[list], apostrophe, l.symbol})
	return l.symbol
}

// bentForms adds the symbols of the inflections that a word is a form of.
func (l *lexer) bentForms(t *token, word []byte) {
	key, ok := bentKeyOf(word)
	if !ok {
		return
	}
	for _, i := range l.inflections[key] {
		if len(word) < len(i.stem) || string(word[:len(i.stem)]) != i.stem || !i.endings[string(word[len(i.stem):])] {
			continue
		}
		if !i.apostrophe || len(word) == len(i.stem) || int(t.Apostrophe) == len(i.stem) {
			l.symbols = append(l.symbols, i.symbol)
		}
	}
}

// Arabic writes and, so, in, to, like and the article as one word with the name behind them.
var (
	arabicLinks = []string{"و", "ف", ""}
	arabicWith  = []string{"ب", "ل", "ک", ""}
)

// arabicLead is the least first byte of a word in Arabic letters.
const arabicLead = 0xD8

// leastNoun is how much of a word must be left without what is written before it: three Arabic letters, in bytes.
const leastNoun = 3 * 2

// pashtoOf is the Pashto "of", which is often written together with the name behind it: دپاکستان.
const pashtoOf = "د"

// arabicArticle is the article; behind "to" it loses its first letter.
const arabicArticle, arabicToThe = "ال", "لل"

// unprefixed adds the symbols of an Arabic word without what is written before it.
func (l *lexer) unprefixed(t *token, word []byte) {
	for _, link := range arabicLinks {
		rest, ok := strings.CutPrefix(string(word), link)
		if !ok || len(rest) < leastNoun {
			continue
		}
		for _, with := range arabicWith {
			bare, ok := strings.CutPrefix(rest, with)
			if !ok || len(bare) < leastNoun {
				continue
			}
			if len(bare) < len(word) {
				l.known(t, bare)
			}
			if noun, ok := strings.CutPrefix(bare, arabicArticle); ok && len(noun) >= leastNoun {
				l.known(t, noun)
			}
		}
		if noun, ok := strings.CutPrefix(rest, arabicToThe); ok && len(noun) >= leastNoun {
			l.known(t, arabicArticle+noun)
			l.known(t, noun)
		}
	}
}

// known adds the symbols of a word that was cut out of another.
func (l *lexer) known(t *token, word string) {
	if w := l.distant[word]; w.symbol != 0 {
		l.symbols = append(l.symbols, w.symbol)
	}
	l.bentForms(t, []byte(word))
	l.hold([]byte(word))
}

// bending says how the words of a term bend.
type bending struct {
	rules      []paradigm
	every      bool // each word, else only the last
	apostrophe bool
}

// withoutBare returns paradigms whose forms all have an ending.
func withoutBare(rules []paradigm) []paradigm {
	bare := make([]paradigm, len(rules))
	for n, p := range rules {
		p.endings = strings.TrimPrefix(p.endings, "- ")
		bare[n] = p
	}
	return bare
}
