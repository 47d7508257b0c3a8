// Package language detects the language of a text.
//
// The script decides most cases: many scripts are written by one language, and a script leaves few languages to choose
// from. Among the languages of the Latin, Cyrillic, Arabic and Devanagari scripts a naive Bayes classifier decides over
// letter n-grams of one to four letters (Cavnar and Trenkle, "N-Gram-Based Text Categorization", 1994, with smoothed
// probabilities instead of ranks). N-grams do not cross word boundaries; a word boundary counts as a letter at their
// ends.
//
// The model is profile.gz: for each language the negative log probability of its most frequent n-grams, learned from
// the translations of the Universal Declaration of Human Rights. profile_test.go builds it (go test -run
// TestUpdateProfile -update) and names the translation used for each language; profile.go describes the file format. On
// sentences that the model has not seen, at least 98 % are detected in each of the 13 languages of
// TestAccuracyOnSentences.
//
// The model includes neighbouring languages, so that their texts are not detected as one of those. It does not know
// dialects, transliteration or mixed text. Dari is reported as fa. The package imports no other package of Daftar.
package language

import (
	"math"
	"unicode"
)

// Version changes whenever the same text may be detected as another language.
const Version = "1"

// A sample has enough letters to be certain, from spans all over a long text, so that a foreign title or a long
// quotation at the start does not decide.
const (
	sampleLetters = 400 // in all spans
	sampleSpans   = 6
)

// minConfidence is the confidence below which Detect returns "".
const minConfidence = 0.7

// minLetters is the shortest text that the classifier decides; a script of one language needs only one word.
const minLetters = 12

// minScriptShare is the share of letters that must be in one script.
const minScriptShare = 0.5

// Detect returns the BCP 47 primary language of a text and the confidence from 0 to 1; "" if the language is unknown or
// the confidence is below 0.7. It reads some hundred letters spread over the text, which takes less than 100 µs.
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

// script is a writing system.
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

// languageOfScript maps scripts to the one language that Daftar's documents use them for.
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

// rareLanguages are close to a language that far more documents are written in. Each needs a lead of rarePenalty powers
// of e.
var rareLanguages = map[string]bool{"pnb": true, "skr": true, "crh": true}

const rarePenalty = 40

// certain is the confidence at which the second half of a full sample is skipped.
const certain = 0.999999

// decide returns the most probable language of letters.
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

// score subtracts the weights of the n-grams that start between from and to, and returns how many of them the model
// knows.
func (m *model) score(scores []int, letters []uint16, from, to int) (known int) {
	for at := from; at < to; at++ {
		var key uint64
		for n := 0; n < maxGram && at+n < len(letters); n++ {
			if n > 1 && letters[at+n-1] == wordBoundary {
				break // n-grams do not cross word boundaries
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

// best returns the language with the best score. N-grams overlap, so each letter is counted about maxGram times; the
// lead is divided by that.
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
