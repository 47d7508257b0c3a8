package tag

import (
	"slices"
	"strings"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/analysis/words"
)

// Parts in languages other than English are found by the same few questions - does something happen in this place, does
// somebody visit it, does this country act - which each language answers in its own order: "в Москве", "در تهران" put the
// word for in before the place, "اسلام آباد میں" behind it, "Ankara'da" into it; verbs stand behind the country, or before
// it, or at the end of the sentence. A frame holds the words of a language (framewords.go) and its order.

// frame is how a language says what part a country has.
type frame struct {
	words    map[string]cue
	stems    map[string][]stem // by their first letters
	endings  []string          // of a name that is a place: -da
	verbLast bool              // verbs end the sentence
	verbHead bool              // a verb may stand right before who acts
	before   bool              // an office stands before its country: وزیر خارجه ایران
	behind   bool              // an office stands behind its country: İran Dışişleri Bakanı
}

// stem is the beginning of a word in all its forms.
type stem struct {
	text string
	cue  cue
}

// stemKey is the first two letters of a word, by which stems are looked up.
func stemKey(word string) string {
	_, one := utf8.DecodeRuneInString(word)
	_, two := utf8.DecodeRuneInString(word[one:])
	return word[:one+two]
}

// newFrame compiles the words of a language, folded as the lexer folds those of texts.
func newFrame(w frameWords, folded func(string) string) *frame {
	f := &frame{words: map[string]cue{}, stems: map[string][]stem{}, endings: strings.Fields(w.endings),
		verbLast: w.verbLast, verbHead: w.verbHead, before: w.before, behind: w.behind}
	for c, list := range w.cues {
		for word := range strings.FieldsSeq(list) {
			text, isStem := strings.CutSuffix(word, "*")
			text = folded(text)
			if !isStem {
				f.words[text] |= c
				continue
			}
			f.stems[stemKey(text)] = append(f.stems[stemKey(text)], stem{text, c})
		}
	}
	return f
}

// cueOf returns what a folded word says.
func (f *frame) cueOf(word string) cue {
	c := f.words[word]
	for _, s := range f.stems[stemKey(word)] {
		if strings.HasPrefix(word, s.text) {
			c |= s.cue
		}
	}
	return c
}

// sight is a frame laid over the piece that the scanner has read.
type sight struct {
	*scanner
	frame *frame
}

// cue returns what the word of a token says, 0 past the ends.
func (s sight) cue(at int) cue {
	if at < 0 || at >= len(s.tokens) {
		return 0
	}
	t := &s.tokens[at]
	word := words.Key(s.text[t.Start:t.End])
	c := s.frame.cueOf(word)
	if rest, joined := strings.CutPrefix(word, "و"); c == 0 && joined && s.arabic {
		c = s.frame.cueOf(rest) // Arabic writes "and" together with the next word
	}
	return c
}

// Reaches, in words: of what happens from its place, of a verb that ends a sentence from who acts, and of offices, visits
// and the like, which stand close.
const (
	verbReach  = 16
	closeReach = 3
)

// part returns the part that the words around a hit give its country, and the tokens that say so.
func (s sight) part(h hit) (start, end int, part index.EventRole) {
	if h.kind != adjective && h.kind != people {
		if start, end, ok := s.hosting(h); ok {
			return start, end, index.EventRoleHost
		}
		if start, end, ok := s.located(h); ok {
			return start, end, index.EventRoleHost
		}
	}
	for _, rule := range [...]func(hit) (int, int, bool){s.opposite, s.office, s.acting} {
		if start, end, ok := rule(h); ok {
			return start, end, index.EventRoleParticipant
		}
	}
	return 0, 0, ""
}

// inSentence reports whether all tokens from one to another are of one sentence; both are included.
func (s sight) inSentence(from, to int) bool {
	if from < 0 || to >= len(s.tokens) {
		return false
	}
	for n := from + 1; n <= to; n++ {
		if s.tokens[n].SentenceStart {
			return false
		}
	}
	return true
}

// leads returns the first token before a hit that is not one of the words for a town or a region.
func (s sight) leads(h hit) int {
	at := h.from - 1
	for at > 0 && s.cue(at)&filling != 0 && s.inSentence(at, h.from) {
		at--
	}
	return at
}

// hosting reads a visit to a country, and one that hosts.
func (s sight) hosting(h hit) (start, end int, ok bool) {
	at := s.leads(h)
	if s.cue(at)&toward != 0 && s.inSentence(at, h.to) && s.cue(h.to)&visits != 0 {
		return at, h.to + 1, true
	}
	if s.cue(at)&(place|toward) != 0 {
		at--
	}
	if s.inSentence(at, h.from) && s.cue(at)&(visits|hosts) != 0 && s.cue(at+1)&from == 0 {
		return at, h.to, true
	}
	for at := h.to; at < h.to+closeReach && s.inSentence(h.from, at); at++ {
		c := s.cue(at)
		switch {
		case s.within(at) || s.tokens[at].Gap > comma:
			return 0, 0, false
		case c&hosts != 0, c&visits != 0 && s.frame.behind:
			return h.from, at + 1, true
		}
	}
	return 0, 0, false
}

// located reads that something happens in a country.
func (s sight) located(h hit) (start, end int, ok bool) {
	from, to := h.from, h.to
	lead := s.leads(h)
	switch {
	case s.cue(lead)&place != 0 && s.inSentence(lead, h.from):
		from = lead
	case s.cue(h.to)&placeBehind != 0 && s.inSentence(h.from, h.to):
		to++
	case s.inPlace(h):
	default:
		return 0, 0, false
	}
	for n := 1; n <= reach; n++ {
		if s.inSentence(from-n, from) && s.cue(from-n)&happens != 0 {
			return from - n, to, true
		}
		if s.inSentence(to-1, to-1+n) && s.cue(to-1+n)&happens != 0 {
			return from, to + n, true
		}
	}
	return 0, 0, false
}

// inPlace reports whether a name has the ending of a place, or the Arabic "in the" before it.
func (s sight) inPlace(h hit) bool {
	t := &s.tokens[h.to-1]
	if len(s.frame.endings) > 0 && slices.Contains(s.frame.endings, s.endingOf(t, words.Key(s.text[t.Start:t.End]))) {
		return true
	}
	return s.arabic && strings.HasPrefix(s.text[s.tokens[h.from].Start:], "بال")
}

// endingOf returns the ending of the case in which a name stands, "" if it has none.
func (l *lexer) endingOf(t *token, word string) string {
	ending := ""
	key, ok := bentKeyOf(word)
	if !ok {
		return ""
	}
	longest := 0
	for _, i := range l.inflections[key] {
		if len(i.stem) > longest && strings.HasPrefix(word, i.stem) && i.endings[word[len(i.stem):]] &&
			(!i.apostrophe || len(word) == len(i.stem) || int(t.Apostrophe) == len(i.stem)) {
			longest, ending = len(i.stem), word[len(i.stem):]
		}
	}
	return ending
}

// opposite reads who stands between, with or against whom.
func (s sight) opposite(h hit) (start, end int, ok bool) {
	at := h.from - 1
	switch c := s.cue(at); {
	case !s.inSentence(at, h.from):
	case c&betwixt != 0:
		return at, h.to, true
	case c&among != 0:
		for n := at - 1; n >= at-closeReach && s.inSentence(n, h.from); n-- {
			if s.cue(n)&dealing != 0 {
				return n, h.to, true
			}
		}
	case c&from != 0 && s.cue(at-1)&delegate != 0 && s.inSentence(at-1, h.from):
		return at - 1, h.to, true
	}
	together := false
	for at := h.to; at < h.to+reach && s.inSentence(h.from, at); at++ {
		c := s.cue(at)
		switch {
		case c&amid != 0:
			return h.from, at + 1, true
		case together && c&dealing != 0:
			return h.from, at + 1, true
		case c&beside != 0 && at <= h.to+1:
			together = true
		case !together && c&(filling|conjoins) == 0 && !s.within(at):
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// office reads the offices and forces of a country: российские войска, وزیر خارجه ایران, پاکستان کے وزیر.
func (s sight) office(h hit) (start, end int, ok bool) {
	if h.kind == city || h.kind == region {
		return 0, 0, false
	}
	if s.frame.before {
		for at := h.from - 1; at >= h.from-closeReach && s.inSentence(at, h.from) && s.tokens[at+1].Gap == joined && !s.within(at); at-- {
			if s.cue(at)&(place|toward|from|among|betwixt|conjoins) != 0 {
				break
			}
			if s.cue(at)&official != 0 {
				return at, h.to, true
			}
		}
	}
	adjectival := h.kind == adjective || h.kind == people
	if !adjectival && !s.frame.behind {
		return 0, 0, false
	}
	for at := h.to; at < h.to+closeReach && s.goesOn(at) && !s.within(at); at++ {
		c := s.cue(at)
		if c&official != 0 {
			return h.from, at + 1, true
		}
		if !s.frame.behind || c&placeBehind != 0 || c&filling == 0 && adjectival {
			break
		}
	}
	return 0, 0, false
}

// acting reads that a country does something: its verb stands behind it, right before it, or ends the sentence.
func (s sight) acting(h hit) (start, end int, ok bool) {
	if h.kind > metonym || h.kind == adjective || h.kind == people {
		return 0, 0, false
	}
	if s.cue(h.to)&agent != 0 && s.inSentence(h.from, h.to) {
		return h.from, h.to + 1, true
	}
	if at := h.from - 1; s.frame.verbHead && s.inSentence(at, h.from) && s.cue(at)&acts != 0 {
		return at, h.to, true
	}
	far := closeReach
	if s.frame.verbLast {
		if !s.opens(h) {
			return 0, 0, false
		}
		far = verbReach
	}
	for at := h.to; at < h.to+far && s.inSentence(h.from, at); at++ {
		c := s.cue(at)
		switch {
		case c&acts != 0:
			return h.from, at + 1, true
		case s.frame.verbLast && at == h.to && c&(place|placeBehind|beside|amid|filling) != 0:
			return 0, 0, false
		case !s.frame.verbLast && c&(helping|conjoins) == 0 && !s.within(at):
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// opens reports whether a country in its plain form begins its sentence, alone or in a list.
func (s sight) opens(h hit) bool {
	t := &s.tokens[h.to-1]
	if s.endingOf(t, words.Key(s.text[t.Start:t.End])) != "" {
		return false
	}
	for at := h.from; at >= 0; at-- {
		if s.tokens[at].SentenceStart {
			return true
		}
		if before := at - 1; before < 0 || !s.within(before) && s.cue(before)&conjoins == 0 {
			return false
		}
	}
	return true
}

// listed reports whether only a comma or a word for and lies between two countries.
func (s sight) listed(a, b hit) bool {
	for at := a.to; at < b.from; at++ {
		if s.tokens[at].SentenceStart || s.tokens[at].Gap > comma || s.cue(at)&conjoins == 0 {
			return false
		}
	}
	return s.tokens[b.from].Gap <= comma && !s.tokens[b.from].SentenceStart
}
