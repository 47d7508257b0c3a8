package eventrole

import (
	"strings"
	"unicode/utf8"

	"daftar/index/analysis/words"
	"daftar/index/vocabulary"
)

// cue is what a word says about the country beside it. A word may have several.
type cue uint32

// The cues of vocabulary.RoleCue.
const (
	event cue = 1 << iota
	visit
	hosting
	action
	agent
	dealing
	delegate
	official
	auxiliary
	in
	inAfter
	from
	to
	by
	with
	withAfter
	between
	betweenAfter
	and
	article
	filler
)

var cues = map[vocabulary.RoleCue]cue{
	vocabulary.CueEvents: event, vocabulary.CueVisits: visit, vocabulary.CueHosting: hosting, vocabulary.CueActions: action,
	vocabulary.CueAgent: agent, vocabulary.CueDealings: dealing, vocabulary.CueDelegates: delegate, vocabulary.CueOfficials: official,
	vocabulary.CueAuxiliaries: auxiliary, vocabulary.CueIn: in, vocabulary.CueInAfter: inAfter, vocabulary.CueFrom: from, vocabulary.CueTo: to,
	vocabulary.CueBy: by, vocabulary.CueWith: with, vocabulary.CueWithAfter: withAfter, vocabulary.CueBetween: between,
	vocabulary.CueBetweenAfter: betweenAfter, vocabulary.CueAnd: and, vocabulary.CueArticle: article, vocabulary.CueFillers: filler,
}

// Rules are the words of all languages. They do not change and are safe for use by many goroutines.
type Rules struct {
	languages map[string]*roleRules
	english   *roleRules
}

// roleRules are the words of one language.
type roleRules struct {
	vocabulary.EventRoleWords
	fold  func(string) string // makes a word of a text what the words of the rules are
	words map[string]cue
	stems map[string][]stem // by their first two letters
}

// stem is the beginning of words.
type stem struct {
	text string
	cue  cue
}

const english = "en"

// NewRules returns the rules of a vocabulary.
func NewRules(v *vocabulary.Vocabulary) *Rules {
	r := &Rules{languages: map[string]*roleRules{}}
	for _, w := range v.EventRoles() {
		r.languages[w.Lang] = newRoleRules(w)
	}
	if r.languages[english] == nil {
		r.languages[english] = newRoleRules(vocabulary.EventRoleWords{Lang: english})
	}
	r.english = r.languages[english]
	for _, c := range v.CountryContexts() {
		if rules := r.languages[c.Lang]; rules != nil {
			rules.add(c.GovernmentVerbs, action)
		}
	}
	return r
}

func newRoleRules(w vocabulary.EventRoleWords) *roleRules {
	r := &roleRules{EventRoleWords: w, fold: words.Key, words: map[string]cue{}, stems: map[string][]stem{}}
	if w.Lang == english {
		r.fold = strings.ToLower // so that we're is not were
	}
	for c, list := range w.Words {
		r.add(list, cues[c])
	}
	return r
}

func (r *roleRules) add(list []string, c cue) {
	for _, word := range list {
		text, open := strings.CutSuffix(word, "*")
		text = r.fold(text)
		if !open {
			r.words[text] |= c
			continue
		}
		key := firstLetters(text)
		r.stems[key] = append(r.stems[key], stem{text, c})
	}
}

// firstLetters returns the first two letters of a word.
func firstLetters(word string) string {
	_, one := utf8.DecodeRuneInString(word)
	_, two := utf8.DecodeRuneInString(word[one:])
	return word[:one+two]
}

// cueOf returns the cues of a folded word.
func (r *roleRules) cueOf(word string) cue {
	c := r.words[word]
	if len(r.stems) == 0 {
		return c
	}
	for _, s := range r.stems[firstLetters(word)] {
		if strings.HasPrefix(word, s.text) {
			c |= s.cue
		}
	}
	return c
}
