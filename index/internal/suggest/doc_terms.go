package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/internal/plan"
)

// DocTerms are the terms that a document adds to the index: its words, its phrases and its title.
type DocTerms struct{ words, phrases, title []term }

// term is a word or several words: the key is their analysed terms, joined by spaces, the form the text of the document.
type term struct{ key, form string }

// Limits of what a document adds.
const (
	maxPhraseTokens = 50_000 // tokens of the text that are searched for phrases; a book has used its terms by then
	maxPhraseWords  = 3      // without stop words
	maxPhraseLength = 4      // with stop words
	maxTitleLength  = 100    // characters; a longer title is a sentence, which nobody types
	maxWordLength   = 40     // bytes, at most twenty letters of a script of the region
)

// NewDocTerms returns the terms of a document from its tokens. A phrase is two or three words without digits that are
// adjacent in the title, or at least twice in the text. Stop words may be between them, but not at either end.
func NewDocTerms(d *index.Document, title, body []analysis.Token) *DocTerms {
	out := &DocTerms{}
	words, _ := plan.SplitCompounds(title)
	if len(words) > 1 && utf8.RuneCountInString(d.Title) <= maxTitleLength {
		out.title = []term{{strings.Join(plan.TermsOf(words), " "), oneLine(d.Title)}}
	}
	inBody, inTitle := newTextTerms(d.Text, body), newTextTerms(d.Title, title)
	out.words = inBody.words()
	for _, w := range inTitle.words() {
		if _, known := inBody.ids[w.key]; !known {
			out.words = append(out.words, w)
		}
	}
	out.phrases = inBody.phrases(2)
	for _, p := range inTitle.phrases(1) { // the form of the text wins: case in titles is less informative
		if !slices.ContainsFunc(out.phrases, func(q term) bool { return q.key == p.key }) {
			out.phrases = append(out.phrases, p)
		}
	}
	return out
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// textTerms is a text with its tokens and the properties of each different term.
type textTerms struct {
	text   string
	tokens []analysis.Token
	token  []uint32          // id of the term of each token
	ids    map[string]uint32 // of terms, from 1
	forms  []wordForm        // by id
}

type wordForm struct {
	term, text      string
	plain           bool // only letters
	stop            bool
	caseInformative bool // the form is neither the first word of a sentence nor all in capitals
}

func newTextTerms(text string, tokens []analysis.Token) *textTerms {
	t := &textTerms{
		text: text, tokens: tokens, token: make([]uint32, len(tokens)), ids: make(map[string]uint32, len(tokens)/3),
		forms: make([]wordForm, 1, 1+len(tokens)/3),
	}
	for i, tok := range tokens {
		id, known := t.ids[tok.Term]
		if known && t.forms[id].caseInformative {
			t.token[i] = id
			continue
		}
		written := withoutPossessive(text[tok.Start:tok.End])
		informative := !startsSentence(text, tok.Start) && !isAllCaps(written)
		switch {
		case !known:
			id = uint32(len(t.forms))
			t.ids[tok.Term] = id
			t.forms = append(t.forms, wordForm{term: tok.Term, text: written, plain: isPlain(written), caseInformative: informative})
		case informative:
			t.forms[id].text, t.forms[id].caseInformative = written, true
		}
		t.token[i] = id
	}
	for id := range t.forms {
		f := &t.forms[id]
		f.stop = f.plain && analysis.IsStop(f.text)
	}
	return t
}

// withoutPossessive removes an English 's.
func withoutPossessive(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
}

// startsSentence reports whether there is only space, or an opening mark, between an offset and the end of the sentence
// before it.
func startsSentence(text string, offset int) bool {
	for i := offset - 1; i >= 0; i-- {
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

// isAllCaps reports whether a word of two or more bytes is all in capitals: an acronym, or part of a headline.
func isAllCaps(word string) bool {
	return len(word) > 1 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsUpper(r) })
}

// isPlain reports whether a word consists of letters, with hyphens and apostrophes after the first one, and is not too
// long.
func isPlain(word string) bool {
	if len(word) > maxWordLength {
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
func (t *textTerms) words() (all []term) {
	for _, f := range t.forms[1:] {
		if f.plain && !f.stop {
			all = append(all, term{f.term, f.text})
		}
	}
	return all
}

// ngram is an occurrence of adjacent words: the ids of their terms, the first token and the number of tokens.
type ngram struct {
	ids   [maxPhraseLength]uint32
	first int32
	n     int32
}

// phrases returns the phrases that occur at least minCount times.
func (t *textTerms) phrases(minCount int) (out []term) {
	t.keepWords()
	all := t.ngrams(minCount)
	slices.SortFunc(all, func(a, b ngram) int {
		for i := range a.ids {
			if a.ids[i] != b.ids[i] {
				return cmp.Compare(a.ids[i], b.ids[i])
			}
		}
		return cmp.Compare(a.first, b.first)
	})
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].ids == all[i].ids {
			j++
		}
		words := t.tokens[all[i].first : all[i].first+all[i].n]
		last := words[len(words)-1]
		if end := t.text[last.Start:last.End]; j-i >= minCount && withoutPossessive(end) == end {
			out = append(out, term{strings.Join(plan.TermsOf(words), " "), oneLine(t.text[words[0].Start:last.End])})
		}
		i = j
	}
	return out
}

// keepWords drops the joined forms of compounds, the single characters of CJK runs, and the tokens of a long text that are
// not searched for phrases.
func (t *textTerms) keepWords() {
	n := 0
	for i, tok := range t.tokens {
		if tok.PositionLength == 1 && n < maxPhraseTokens {
			if n == 0 {
				t.tokens, t.token = slices.Clone(t.tokens), slices.Clone(t.token)
			}
			t.tokens[n], t.token[n] = tok, t.token[i]
			n++
		}
	}
	t.tokens, t.token = t.tokens[:n], t.token[:n]
}

// ngrams returns all occurrences of possible phrases: their words occur at least minCount times.
func (t *textTerms) ngrams(minCount int) (all []ngram) {
	counts := make([]int, len(t.forms))
	for _, id := range t.token {
		counts[id]++
	}
	for i := range t.tokens {
		g := ngram{first: int32(i)}
		words := 0
		for n := 0; n < maxPhraseLength && i+n < len(t.tokens) && words < maxPhraseWords; n++ {
			id := t.token[i+n]
			f := &t.forms[id]
			if counts[id] < minCount || !f.plain || n == 0 && f.stop || n > 0 && !t.adjacent(i+n) {
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

// adjacent reports whether a word and the one before it are separated by one space, hyphen or line break only.
func (t *textTerms) adjacent(i int) bool {
	a, b := t.tokens[i-1], t.tokens[i]
	if b.Start <= a.End { // pairs of characters of a CJK run overlap
		return b.Start > a.Start
	}
	between := t.text[a.End:b.Start]
	return between == " " || between == "-" || between == "\n" || between == "\r\n"
}
