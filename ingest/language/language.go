// Package language answers one question: which language is this text in?
//
// The script decides most: it says Chinese from Hindi, and which languages are left. Between languages of one script a
// naive Bayes classifier decides over the pieces of one to four letters that their words are made of (Cavnar and Trenkle
// 1994, with probabilities instead of ranks). What it knows of each language is the file profile.gz: how frequent a
// piece is in the Universal Declaration of Human Rights. profile_test.go makes that file and says how.
//
// It knows the languages of the region and their neighbours, so that these are not taken for them; it does not know
// dialects, transliterations and mixtures. Dari is fa. The package imports nothing of ours.
package language

import (
	"math"
	"unicode"
)

// Version changes whenever the same text may be taken for another language.
const Version = "1"

// What Detect looks at: enough letters to be sure, from places all over a long text, so that a foreign title or a long
// quotation at its beginning does not decide.
const (
	sampleLetters = 400 // letters in all
	sampleSpans   = 6   // stretches they are taken from
)

// minConfidence is the confidence below which Detect says nothing rather than something.
const minConfidence = 0.7

// minLetters is the shortest text that can be told by its words; a script of one language needs no more than a word.
const minLetters = 12

// minScriptShare is the share of the letters that must be of one script.
const minScriptShare = 0.5

// Detect returns the BCP 47 primary language of a text and how sure that is, from 0 to 1; "" if it is not sure or does
// not know the language. It looks at some hundred letters spread over the text, which takes well below 100 µs.
func Detect(text string) (code string, confidence float64) {
	s := newSample(text)
	script, share := s.script()
	if share <= minScriptShare {
		return "", 0
	}
	if code, ok := languageOfScript[script]; ok {
		return code, share
	}
	m := profile()[script]
	if m == nil || s.letterCount < minLetters {
		return "", 0
	}
	code, confidence = m.decide(s.text[:s.size])
	if confidence < minConfidence {
		return "", confidence
	}
	return code, confidence
}

// script is a writing system that tells languages apart.
type script int

const (
	other script = iota
	latin
	cyrillic
	arabic
	devanagari
	bengali
	han
	kana
	hangul
	hebrew
	greek
	armenian
	georgian
	thai
	tamil
	telugu
	gujarati
	gurmukhi
	sinhala
	myanmar
	khmer
	tibetan
	ethiopic
	numScripts
)

// languageOfScript are the scripts that stand for one language, as far as Daftar's readers are concerned.
var languageOfScript = map[script]string{
	bengali: "bn", han: "zh", kana: "ja", hangul: "ko", hebrew: "he", greek: "el", armenian: "hy", georgian: "ka", thai: "th",
	tamil: "ta", telugu: "te", gujarati: "gu", gurmukhi: "pa", sinhala: "si", myanmar: "my", khmer: "km", tibetan: "bo", ethiopic: "am",
}

var scriptTables = []struct {
	script script
	table  *unicode.RangeTable
}{
	{latin, unicode.Latin}, {cyrillic, unicode.Cyrillic}, {arabic, unicode.Arabic}, {devanagari, unicode.Devanagari}, {bengali, unicode.Bengali},
	{han, unicode.Han}, {kana, unicode.Hiragana}, {kana, unicode.Katakana}, {hangul, unicode.Hangul}, {hebrew, unicode.Hebrew},
	{greek, unicode.Greek}, {armenian, unicode.Armenian}, {georgian, unicode.Georgian}, {thai, unicode.Thai}, {tamil, unicode.Tamil},
	{telugu, unicode.Telugu}, {gujarati, unicode.Gujarati}, {gurmukhi, unicode.Gurmukhi}, {sinhala, unicode.Sinhala},
	{myanmar, unicode.Myanmar}, {khmer, unicode.Khmer}, {tibetan, unicode.Tibetan}, {ethiopic, unicode.Ethiopic},
}

func scriptOf(r rune) script {
	switch {
	case r < 0x250:
		return latin
	case r >= 0x400 && r < 0x530:
		return cyrillic
	case r >= 0x600 && r < 0x780:
		return arabic
	case r >= 0x4e00 && r < 0xa000:
		return han
	}
	for _, t := range scriptTables {
		if unicode.Is(t.table, r) {
			return t.script
		}
	}
	return other
}

// rareLanguages are languages that few documents are in and that are close to one of the readers' languages: in doubt a text is
// not in one of them, by a factor of seldomCost powers of e.
var rareLanguages = map[string]bool{"pnb": true, "skr": true, "crh": true}

const rarePenalty = 40

// certain is the confidence at which the second half of a full sample is not looked at.
const certain = 0.999999

// decide finds the language whose pieces are the likeliest.
func (m *model) decide(letters []uint16) (code string, confidence float64) {
	scores := make([]int, len(m.languages))
	for i, code := range m.languages {
		if rareLanguages[code] {
			scores[i] = -rarePenalty * weightScale
		}
	}
	half := 0
	known := 0
	if len(letters) >= sampleLetters {
		half = len(letters) / 2
		known = m.score(scores, letters, 0, half)
		if code, confidence = m.best(scores, known); confidence > certain {
			return code, confidence
		}
	}
	known += m.score(scores, letters, half, len(letters))
	return m.best(scores, known)
}

// score adds the weights of the pieces that begin between from and to, and returns how many of them are known.
func (m *model) score(scores []int, letters []uint16, from, to int) (known int) {
	for at := from; at < to; at++ {
		var key uint64
		for n := 0; n < maxGram && at+n < len(letters); n++ {
			if n > 1 && letters[at+n-1] == wordBoundary {
				break // pieces do not reach over a border
			}
			key = key<<16 | uint64(letters[at+n])
			row, ok := m.rows[key]
			if !ok {
				continue
			}
			known++
			for i, weight := range m.weights[int(row)*len(scores) : (int(row)+1)*len(scores)] {
				scores[i] -= int(weight)
			}
		}
	}
	return known
}

// best turns scores into a decision. Pieces overlap, so that each letter is counted about four times: what is seen once
// must not be believed four times.
func (m *model) best(scores []int, known int) (string, float64) {
	first, second := -1, -1
	for i := range scores {
		switch {
		case first < 0 || scores[i] > scores[first]:
			first, second = i, first
		case second < 0 || scores[i] > scores[second]:
			second = i
		}
	}
	if second < 0 || known == 0 {
		return "", 0
	}
	lead := float64(scores[first]-scores[second]) / weightScale / maxGram
	return m.languages[first], 1 / (1 + math.Exp(-lead))
}
