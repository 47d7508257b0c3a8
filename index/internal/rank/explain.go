package rank

import (
	"math"
	"strings"

	"daftar/index"
	"daftar/index/message"
)

// Keys of the texts of an explanation, with their arguments.
const (
	keySum       = "explain.sum"
	keyBest      = "explain.best"
	keyWord      = "explain.word"   // word, occurrences in the title, in the text, documents with it, documents
	keyPhrase    = "explain.phrase" // phrase, occurrences in the title, in all
	keyIDF       = "explain.idf"
	keyPhraseIDF = "explain.phrase_idf"
	keyTF        = "explain.tf"
	keyNot       = "explain.not"
	keyFilter    = "explain.filter"   // the filter
	keyFeedback  = "explain.feedback" // terms, separated by commas
)

// Sum explains a score that is the sum of its parts.
func Sum(parts ...index.Explanation) index.Explanation {
	e := index.Explanation{Text: message.New(keySum), Parts: parts}
	for _, p := range parts {
		e.Value += p.Value
	}
	return e
}

// Best explains a score that is the highest of its parts.
func Best(parts ...index.Explanation) index.Explanation {
	e := index.Explanation{Value: math.Inf(-1), Text: message.New(keyBest), Parts: parts}
	for _, p := range parts {
		e.Value = max(e.Value, p.Value)
	}
	return e
}

// Word is a word of a query in one document.
type Word struct {
	Text                   string
	Title, Body            uint32 // occurrences
	DocumentsWith, InTotal uint64 // documents
	TF                     float64
}

// Explain explains the score of a word.
func (w Word) Explain() index.Explanation {
	weight := IDF(w.InTotal, w.DocumentsWith)
	text := message.New(keyWord, w.Text, int(w.Title), int(w.Body), int(w.DocumentsWith), int(w.InTotal))
	return product(text, index.Explanation{Value: weight, Text: message.New(keyIDF)}, w.TF)
}

// Phrase is a phrase of a query in one document.
type Phrase struct {
	Text       string
	Title, All uint32 // occurrences
	IDF        float64
	TF         float64
}

// Explain explains the score of a phrase.
func (p Phrase) Explain() index.Explanation {
	text := message.New(keyPhrase, p.Text, int(p.Title), int(p.All))
	return product(text, index.Explanation{Value: p.IDF, Text: message.New(keyPhraseIDF)}, p.TF)
}

func product(text message.Message, idf index.Explanation, tf float64) index.Explanation {
	saturated := index.Explanation{Value: Saturate(tf), Text: message.New(keyTF)}
	return index.Explanation{
		Value: Round(idf.Value * saturated.Value), Text: text, Parts: []index.Explanation{idf, saturated},
	}
}

// Not explains a part of a query that is negated and therefore scores nothing.
func Not() index.Explanation { return index.Explanation{Text: message.New(keyNot)} }

// Filter explains a filter that is written as a word and scores nothing.
func Filter(text string) index.Explanation {
	return index.Explanation{Text: message.New(keyFilter, text)}
}

// WithFeedback adds to an explanation what feedback added to the score, and up to six terms of the document (in the order
// given) that feedback used.
func (b Boosts) WithFeedback(e index.Explanation, doc uint32, terms []KeyTerm) index.Explanation {
	const maxTerms = 6
	var shared []string
	for _, t := range terms {
		if _, used := b.Terms[HashTerm(t.Term)]; !used || len(shared) == maxTerms {
			continue
		}
		word := t.Term
		if _, stem, isStem := strings.Cut(t.Term, ":"); isStem { // the stem of a language is LANG:STEM
			word = stem
		}
		shared = append(shared, word)
	}
	boost := b.Docs[doc]
	part := index.Explanation{Value: Round(boost), Text: message.New(keyFeedback, strings.Join(shared, ", "))}
	sum := Sum(e, part)
	sum.Value = Round(e.Value + boost)
	return sum
}
