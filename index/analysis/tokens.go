package analysis

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Token is a word of a text.
type Token struct {
	Term     string // normalised, unstemmed
	Stem     string // "en:sanction"; equal to Term where nothing is stemmed
	Start    int    // byte offset in the text
	End      int    // byte offset past the word
	Position int    // position of the word in the text, from 0

	// PositionLength is the number of positions that the token covers: 1 for a word; the number of parts for the joined
	// form of a hyphenated word, which starts at the position of its first part; 0 for a single Chinese or Japanese
	// character beside its pair. Only tokens of length 1 count towards the length of a field.
	PositionLength int
}

// Tokens returns the tokens of a text in a language (primary subtag of BCP 47, "" if unknown), in order of position.
func Tokens(text, lang string) []Token { return AppendTokens(nil, text, lang) }

// AppendTokens appends the tokens of a text to dst and returns it. Terms and stems share memory between calls.
func AppendTokens(dst []Token, text, lang string) []Token {
	return AppendMatching(dst, text, lang, nil)
}

// TermSet is an approximate set of terms and stems to look for in texts: it knows their first ASCII bytes.
type TermSet struct{ first [utf8.RuneSelf]bool }

// NewTermSet returns the set of some terms and stems.
func NewTermSet(terms ...string) *TermSet {
	s := &TermSet{}
	for _, t := range terms {
		if i := strings.IndexByte(t, ':'); i > 0 { // a stem's language
			t = t[i+1:]
		}
		if t != "" && t[0] < utf8.RuneSelf {
			s.first[t[0]] = true
		}
	}
	return s
}

// AppendMatching is AppendTokens without tokens that are surely not in a set, at three times the speed. It may append
// tokens that are not in the set. A nil set matches every token.
func AppendMatching(dst []Token, text, lang string, set *TermSet) []Token {
	t := tokenizers.Get().(*tokenizer)
	defer tokenizers.Put(t)
	t.text, t.lang, t.tokens, t.position, t.set = text, lang, dst, 0, set
	t.parts, t.run = t.parts[:0], t.run[:0]
	if t.forms = t.languages[lang]; t.forms == nil {
		t.forms = make(map[string]form, 1024)
		if len(t.languages) < maxLanguages {
			t.languages[lang] = t.forms
		}
	}
	t.scan()
	t.endCompound()
	t.endRun()
	dst = t.tokens
	t.text, t.tokens, t.set = "", nil, nil
	return dst
}

// tokenizers keeps tokenizers with their caches of forms. No result depends on what a cache holds.
var tokenizers = sync.Pool{New: func() any { return &tokenizer{languages: make(map[string]map[string]form)} }}

// Limits of the caches of a tokenizer.
const (
	// maxForms words of each language are cached: the first 60,000 different words of English text are 97 % of it.
	maxForms = 60_000
	// maxFormBytes keeps sequences that are no words, such as a line of base64, out of the cache.
	maxFormBytes = 40
	// maxLanguages bounds the caches, because documents state their language themselves.
	maxLanguages = 24
)

// tokenizer reads one text at a time.
type tokenizer struct {
	text, lang string
	set        *TermSet // nil: every word
	languages  map[string]map[string]form
	forms      map[string]form // of the text's language
	tokens     []Token
	position   int

	parts  []part // of the compound being read
	hyphen int    // offset past the hyphen after the last part, 0 for none

	run        []rune // Chinese or Japanese characters being read
	runOffsets []int

	afterCapitals bool // the last word was in capitals
	acronym       int  // 1 + index of the token whose acronym the next word may still disprove; 0 for none
}

// form returns the form of a word in the language of the text.
func (t *tokenizer) form(word string) form {
	if f, ok := t.forms[word]; ok {
		return f
	}
	f := newForm(word)
	f.stem = stem(f, t.lang)
	if len(t.forms) < maxForms && len(word) <= maxFormBytes {
		t.forms[strings.Clone(word)] = f // a copy: the text must not stay in memory for one word
	}
	return f
}
