// Package analysis turns text into terms, for every language we know. One analysis, used by all: engines, excerpts,
// queries, suggestions.
//
// Text is cut into words by Unicode's rules (UAX 29). Each word has a term, its normalised form: NFKC, case folded,
// without diacritics, apostrophes, zero-width joiners and vowel signs, with one spelling of the letters that languages
// of one script write differently (normal.go). Beside the term stands its stem (stem.go), which carries the language it was
// made for ("en:sanction"), so that no language's stemmer touches another's words. Runs of a script written without
// spaces are cut into overlapping pairs (run.go), words with hyphens also give the joined form (counter-terrorism:
// counter, terrorism, counterterrorism).
//
// Nothing here decides what a question means, and nothing knows an engine.
package analysis

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Version changes whenever the same text would give other tokens or another signature: an index made with another version must be remade.
const Version = "1"

// Token is a word of a text.
type Token struct {
	Term     string // normalised, unstemmed
	Stem     string // "en:sanction"; Term itself where nothing is stemmed
	Start    int    // byte offset in the text
	End      int    // byte offset past the word
	Position int    // position of the word in the text, from 0

	// PositionLength is the number of positions that the token covers: 1 for a word; the number of its parts for the joined form
	// of a hyphenated one, which starts at the position of its first part; 0 for a single character of a run, which
	// stands beside the pairs so that it can be found alone. Only tokens of Span 1 count towards a length.
	PositionLength int
}

// Tokens returns the tokens of a text in a language (BCP 47 primary, "" if unknown), in order of position.
func Tokens(text, lang string) []Token { return AppendTokens(nil, text, lang) }

// AppendTokens appends the tokens of a text to dst and returns it; terms and stems share memory between calls.
func AppendTokens(dst []Token, text, lang string) []Token { return appendWanted(dst, text, lang, nil) }

// TermSet is a set of terms and stems to look for in texts.
type TermSet struct{ first [utf8.RuneSelf]bool }

// NewTermSet makes the set.
func NewTermSet(terms ...string) *TermSet {
	w := &TermSet{}
	for _, t := range terms {
		if i := strings.IndexByte(t, ':'); i > 0 { // a stem's language
			t = t[i+1:]
		}
		if t != "" && t[0] < utf8.RuneSelf {
			w.first[t[0]] = true
		}
	}
	return w
}

// AppendMatching is Append for someone who looks for few words in much text: tokens that are surely not wanted are left
// out, at three times the speed. Those that come are as Append gives them.
func AppendMatching(dst []Token, text, lang string, w *TermSet) []Token {
	return appendWanted(dst, text, lang, w)
}

func appendWanted(dst []Token, text, lang string, w *TermSet) []Token {
	a := pool.Get().(*analyzer)
	defer pool.Put(a)
	a.text, a.lang, a.tokens, a.pos, a.wanted = text, lang, dst, 0, w
	a.parts, a.run = a.parts[:0], a.run[:0]
	if a.forms = a.languages[lang]; a.forms == nil {
		a.forms = make(map[string]form, 1024)
		if len(a.languages) < maxLanguages {
			a.languages[lang] = a.forms
		}
	}
	a.scan()
	a.endCompound()
	a.endRun()
	dst = a.tokens
	a.text, a.tokens, a.wanted = "", nil, nil
	return dst
}

// pool holds analyzers with their warm caches; it holds nothing that an answer could depend on.
var pool = sync.Pool{New: func() any { return &analyzer{languages: make(map[string]map[string]form)} }}

// cacheSize bounds the words of a language an analyzer remembers: the first 60,000 different words of English text are 97 % of it.
const cacheSize = 60_000

// maxLanguages bounds the languages whose words are remembered: what a text says of its language is not ours to trust.
const maxLanguages = 24

// form is what the cache knows of a word as written.
type form struct {
	term   string
	stem   string // in the language of the text
	script script
	caps   bool // two to five capitals: an acronym unless its neighbours are capitals too
	shout  bool // two capitals or more: makes its neighbours no acronyms
	letter bool // letters only
	dots   bool // to be cut at its full stops and colons
}

// part is a word of a compound that may still go on.
type part struct {
	form       form
	start, end int
	unwanted   bool // only its place and its capitals are known
}

type analyzer struct {
	text, lang string
	wanted     *TermSet // nil: every word
	languages  map[string]map[string]form
	forms      map[string]form // of the text's language
	tokens     []Token
	pos        int
	parts      []part // of the compound being read
	hyphen     int    // offset past the hyphen after the last part, 0 for none
	run        []rune // of the run being read
	runAt      []int  // offsets of its characters
	shouted    bool   // the last word was in capitals
	acronym    int    // token whose acronym the next word may still disprove, +1; 0 for none
}

// scan walks over the words. The ASCII part follows UAX 29 by hand, because it is most of most texts and four times
// as fast; whatever touches another script goes through the library.
func (a *analyzer) scan() {
	text := a.text
	a.shouted, a.acronym, a.hyphen = false, 0, 0
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && !wordByte[c] {
			a.between(i, i+1)
			i++
			continue
		}
		end, plain := i, false
		if c < utf8.RuneSelf {
			end, plain = asciiWord(text, i)
		}
		if end == i { // not ASCII, or ASCII that touches something else
			it := words.FromString(text[i:])
			if !it.Next() {
				return
			}
			end = i + len(it.Value())
			if !a.other(i, end) {
				a.between(i, end)
				i = end
				continue
			}
		} else if plain && a.wanted != nil && !a.wanted.first[lower(c)] {
			a.pass(i, end)
		} else {
			a.word(i, end)
		}
		i = end
	}
}

// asciiWord returns the end of the UAX 29 word that begins at i, or i if it needs the library to tell, and whether it is
// letters and digits alone.
func asciiWord(text string, i int) (end int, plain bool) {
	plain = true
	for i0 := i; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf {
			return i0, false
		}
		if wordByte[c] {
			plain = plain && c != '_'
			continue
		}
		if !middle[c] || i+1 >= len(text) {
			return i, plain
		}
		next := text[i+1]
		if next >= utf8.RuneSelf {
			return i0, false
		}
		if !joins(text[i-1], c, next) {
			return i, plain
		}
		plain = false
	}
	return i, plain
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// joins says whether c stands inside a word (UAX 29 rules WB6, WB7, WB11 and WB12).
func joins(before, c, after byte) bool {
	switch {
	case isLetter(before) && isLetter(after):
		return c == '.' || c == '\'' || c == ':'
	case isDigit(before) && isDigit(after):
		return c == '.' || c == '\'' || c == ',' || c == ';'
	}
	return false
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// wordByte are the ASCII bytes that make words (ALetter, Numeric, ExtendNumLet); middle those that may join them.
var wordByte, middle = func() (w, m [256]bool) {
	for c := range 128 {
		w[c] = isLetter(byte(c)) || isDigit(byte(c)) || c == '_'
	}
	for _, c := range []byte(".':,;") {
		m[c] = true
	}
	return w, m
}()

// other handles a word that is not plain ASCII and says whether it was one.
func (a *analyzer) other(start, end int) bool {
	r, size := utf8.DecodeRuneInString(a.text[start:end])
	if start+size == end && isRun(r) {
		a.character(r, start)
		return true
	}
	for i, r := range a.text[start:end] {
		if isRun(r) { // a katakana word, or a mix
			a.character(r, start+i)
		} else if isWord(r) {
			a.word(start+i, end)
			return true
		}
	}
	return len(a.run) > 0 && a.runAt[len(a.runAt)-1] >= start
}

// between handles what stands between words: only a single hyphen keeps a compound open.
func (a *analyzer) between(start, end int) {
	a.endRun()
	if n := len(a.parts); n > 0 && a.parts[n-1].end == start && isHyphen(a.text[start:end]) {
		a.hyphen = end
		return
	}
	a.endCompound()
}

func isHyphen(s string) bool { return s == "-" || s == "‐" || s == "‑" }

// maxParts bounds a compound: what has more hyphens is a line of a table, not a word.
const maxParts = 4

// word adds a word, cut at full stops where it is no acronym.
func (a *analyzer) word(start, end int) {
	a.endRun()
	f := a.form(a.text[start:end])
	if f.dots {
		a.cut(start, end)
		return
	}
	if n := len(a.parts); n > 0 && (a.hyphen != start || n == maxParts) {
		a.endCompound()
	}
	if f.term == "" {
		return
	}
	a.parts = append(a.parts, part{form: f, start: start, end: end})
	a.hyphen = 0
}

// pass goes over a word that is not wanted: it takes a position, and may be a part of a compound or keep a neighbour
// from being an acronym.
func (a *analyzer) pass(start, end int) {
	a.endRun()
	if n := len(a.parts); n > 0 && (a.hyphen != start || n == maxParts) {
		a.endCompound()
	}
	p := part{start: start, end: end, unwanted: true}
	if c := a.text[start]; c < 'a' { // a capital or a digit
		_, p.form.shout = capitals(a.text[start:end])
	}
	p.form.letter = true // join asks again
	a.parts = append(a.parts, p)
	a.hyphen = 0
}

// cut adds the pieces of a word such as "end.Next" or "www.example.org".
func (a *analyzer) cut(start, end int) {
	from := start
	for i := start; i <= end; i++ {
		if i == end || a.text[i] == '.' || a.text[i] == ':' || a.text[i] == ';' || a.text[i] == '_' {
			if i > from {
				a.word(from, i)
			}
			from = i + 1
		}
	}
}

// endCompound emits the parts read so far and, if there are several, their joined form.
func (a *analyzer) endCompound() {
	if len(a.parts) == 0 {
		return
	}
	first := a.pos
	joinable := len(a.parts) > 1
	for _, p := range a.parts {
		a.emit(p)
		joinable = joinable && p.form.letter
	}
	if joinable && !a.parts[0].unwanted {
		a.join(first)
	}
	a.parts, a.hyphen = a.parts[:0], 0
}

func (a *analyzer) join(first int) {
	raw := ""
	for _, p := range a.parts {
		if p.unwanted && !a.form(a.text[p.start:p.end]).letter {
			return
		}
		raw += a.text[p.start:p.end]
	}
	f := a.form(raw)
	a.tokens = append(a.tokens, Token{
		Term: f.term, Stem: f.stem, Position: first, PositionLength: len(a.parts),
		Start: a.parts[0].start, End: a.parts[len(a.parts)-1].end,
	})
}

// emit adds the token of one word and settles whether it, or the one before it, is an acronym.
func (a *analyzer) emit(p part) {
	f := p.form
	t := Token{Term: f.term, Start: p.start, End: p.end, Position: a.pos, PositionLength: 1}
	if f.shout && a.acronym > 0 {
		before := &a.tokens[a.acronym-1]
		before.Stem = a.form(a.text[before.Start:before.End]).stem
	}
	a.acronym = 0
	if p.unwanted {
	} else if f.caps && !a.shouted {
		t.Stem = f.term
		a.acronym = len(a.tokens) + 1
	} else {
		t.Stem = f.stem
	}
	a.shouted = f.shout
	if !p.unwanted {
		a.tokens = append(a.tokens, t)
	}
	a.pos++
}

// form looks a word up, or makes its form.
func (a *analyzer) form(word string) form {
	if f, ok := a.forms[word]; ok {
		return f
	}
	f := newForm(word)
	f.stem = stem(f, a.lang)
	if len(a.forms) < cacheSize && len(word) <= maxCached {
		a.forms[string([]byte(word))] = f // a copy: the text must not stay in memory for one word
	}
	return f
}

// maxCached keeps what is no word, such as a line of base64, out of the cache.
const maxCached = 40
