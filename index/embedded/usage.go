package embedded

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/analysis"
)

// usage is what one document adds to the lexicon: its words, its phrases and its title.
type usage struct{ words, phrases, title []spelling }

// spelling is how a document writes a word, or several; key is their terms joined with spaces.
type spelling struct{ key, form string }

// Limits of what a document adds.
const (
	phraseTokens = 50_000 // of a longer text only the first are looked through for phrases: a book says what it is about by then
	phraseWords  = 3      // stop words not counted
	phraseLength = 4      // with them
	titleLength  = 100    // characters: a longer title is a sentence, which nobody types
	longestWord  = 40     // bytes, at most twenty letters of a script of the region: what is longer is no word
)

// usageOf reads the usage of a document from its tokens. A phrase is two or three words that stand next to each other in
// the title or twice in the text, without digits, not beginning or ending with a stop word; stop words may stand between
// them.
func usageOf(d *index.Document, title, body []analysis.Token) *usage {
	u := &usage{}
	if terms := terms(singles(title)); len(terms) > 1 && utf8.RuneCountInString(d.Title) <= titleLength {
		u.title = []spelling{{strings.Join(terms, " "), oneLine(d.Title)}}
	}
	inBody, inTitle := newReading(d.Text, body), newReading(d.Title, title)
	u.words = inBody.words()
	for _, s := range inTitle.words() {
		if _, known := inBody.ids[s.key]; !known {
			u.words = append(u.words, s)
		}
	}
	u.phrases = inBody.phrases(2)
	for _, s := range inTitle.phrases(1) { // whose capitals say less
		if !slices.ContainsFunc(u.phrases, func(t spelling) bool { return t.key == s.key }) {
			u.phrases = append(u.phrases, s)
		}
	}
	return u
}

// reading is a text with its tokens, and what is known of each of its words.
type reading struct {
	text   string
	tokens []analysis.Token
	token  []uint32          // ids of the tokens' terms
	ids    map[string]uint32 // of terms, from 1
	forms  []wordForm        // by id
}

type wordForm struct {
	term, text string
	plain      bool // letters alone
	stop       bool
	telling    bool // its capitals tell something: not the first word of a sentence, nor all in capitals
}

func newReading(text string, tokens []analysis.Token) *reading {
	r := &reading{
		text: text, tokens: tokens, token: make([]uint32, len(tokens)), ids: make(map[string]uint32, len(tokens)/3),
		forms: make([]wordForm, 1, 1+len(tokens)/3),
	}
	for i, t := range tokens {
		id, known := r.ids[t.Term]
		if known && r.forms[id].telling {
			r.token[i] = id
			continue
		}
		written := bareForm(text[t.Start:t.End])
		telling := !startsSentence(text, t.Start) && !shouted(written)
		switch {
		case !known:
			id = uint32(len(r.forms))
			r.ids[t.Term] = id
			r.forms = append(r.forms, wordForm{t.Term, written, isPlain(written), false, telling})
		case telling:
			r.forms[id].text, r.forms[id].telling = written, true
		}
		r.token[i] = id
	}
	for id := range r.forms {
		f := &r.forms[id]
		f.stop = f.plain && analysis.IsStop(f.text)
	}
	return r
}

// bareForm cuts an English 's off.
func bareForm(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
}

// startsSentence reports whether nothing but space stands between a place and the end of the sentence before.
func startsSentence(text string, at int) bool {
	for i := at - 1; i >= 0; i-- {
		switch text[i] {
		case ' ', '\t', '\r', '\n', '"', '(':
		case '.', '!', '?', ':':
			return true
		default:
			return false
		}
	}
	return true
}

// shouted reports whether a word is capitals alone: an acronym, or a line of a heading.
func shouted(word string) bool {
	return len(word) > 1 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsUpper(r) })
}

// isPlain reports whether a word is letters, with hyphens and apostrophes perhaps, and no longer than words are.
func isPlain(word string) bool {
	if len(word) > longestWord {
		return false
	}
	for i, r := range word {
		switch {
		case r < utf8.RuneSelf && (r|0x20 >= 'a' && r|0x20 <= 'z'):
		case i > 0 && (r == '-' || r == '\''):
		case r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("‐‑’ʻʼ\u200c", r):
			return false
		}
	}
	return true
}

// words returns the words of the text, without stop words.
func (r *reading) words() (all []spelling) {
	for _, f := range r.forms[1:] {
		if f.plain && !f.stop {
			all = append(all, spelling{f.term, f.text})
		}
	}
	return all
}

// gram is words next to each other: their ids, the place of the first among the tokens, and how many they are.
type gram struct {
	ids [phraseLength]uint32
	at  int32
	n   int32
}

// phrases returns the phrases that stand at least so many times in the text.
func (r *reading) phrases(times int) (out []spelling) {
	r.single()
	all := r.grams(times)
	slices.SortFunc(all, func(a, b gram) int {
		for i := range a.ids {
			if a.ids[i] != b.ids[i] {
				return cmp.Compare(a.ids[i], b.ids[i])
			}
		}
		return cmp.Compare(a.at, b.at)
	})
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].ids == all[i].ids {
			j++
		}
		words := r.tokens[all[i].at : all[i].at+all[i].n]
		last := words[len(words)-1]
		if ending := r.text[last.Start:last.End]; j-i >= times && bareForm(ending) == ending {
			out = append(out, spelling{strings.Join(terms(words), " "), oneLine(r.text[words[0].Start:last.End])})
		}
		i = j
	}
	return out
}

// single leaves the joined forms of compounds and the single characters of runs out, and the end of a long text.
func (r *reading) single() {
	n := 0
	for i, t := range r.tokens {
		if t.PositionLength == 1 && n < phraseTokens {
			if n == 0 {
				r.tokens, r.token = slices.Clone(r.tokens), slices.Clone(r.token)
			}
			r.tokens[n], r.token[n] = t, r.token[i]
			n++
		}
	}
	r.tokens, r.token = r.tokens[:n], r.token[:n]
}

// grams returns the phrases of the text at all their places, of words that stand there at least so many times.
func (r *reading) grams(times int) (all []gram) {
	found := make([]int, len(r.forms))
	for _, id := range r.token {
		found[id]++
	}
	for i := range r.tokens {
		g := gram{at: int32(i)}
		words := 0
		for n := 0; n < phraseLength && i+n < len(r.tokens) && words < phraseWords; n++ {
			id := r.token[i+n]
			f := &r.forms[id]
			if found[id] < times || !f.plain || n == 0 && f.stop || n > 0 && !r.adjacent(i+n) {
				break
			}
			g.ids[n] = id
			if f.stop {
				continue
			}
			words++
			if n > 0 {
				g.n = int32(n + 1)
				all = append(all, g)
			}
		}
	}
	return all
}

// adjacent reports whether nothing but a space, a hyphen or the end of a line stands between a word and the one before.
func (r *reading) adjacent(i int) bool {
	a, b := r.tokens[i-1], r.tokens[i]
	if b.Start <= a.End { // pairs of a run overlap
		return b.Start > a.Start
	}
	between := r.text[a.End:b.Start]
	return between == " " || between == "-" || between == "\n" || between == "\r\n"
}

// singles are the words among tokens.
func singles(tokens []analysis.Token) []analysis.Token {
	words, _ := split(tokens)
	return words
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
