package dates

import (
	"strings"

	"daftar/index/date/grammar"
)

// maxFutureWord is how many tokens before the name of a day a word of the future may be.
const maxFutureWord = 8

// addTense sets the modifier of a weekday or of a date without its year from the words near it.
func (p *piece) addTense(d grammar.PartialDate, from, to int) grammar.PartialDate {
	if d.Modifier != grammar.NoModifier {
		return d
	}
	noYear := d.From.Month > 0
	switch {
	case (noYear || d.Unit == grammar.Day && d.Weekday > 0) && p.isFuture(from):
		d.Modifier = grammar.Future
	case noYear && (p.isPast(from) || p.isNarrative(from, to)):
		d.Modifier = grammar.Last
	}
	return d
}

// isFuture reports whether a word of the future precedes a date, with no verb in the past between.
func (p *piece) isFuture(from int) bool {
	for at := from - 1; at >= max(0, from-maxFutureWord); at-- {
		t := &p.tokens[at]
		word := p.Word(at)
		switch {
		case t.Class == grammar.FutureWord,
			(word == "early" || word == "soon") && p.Word(at+1) == "as",
			(word == "by" || word == "until" || word == "till") && at == from-1,
			t.Class == grammar.RangeEnd && t.Value == 0 && at > 0 && strings.HasPrefix(word, "to") && !strings.HasPrefix(word, "ton") && p.precedesInfinitive(at-1):
			return true
		case t.Class == eventVerb && (p.Class(at-1) == grammar.FutureWord || p.Word(at-1) == "to"):
		case t.Class == eventVerb, strings.HasSuffix(word, "ed") && at >= from-2, t.Class == speechVerb, t.SentenceStart:
			return false
		}
	}
	return false
}

// precedesInfinitive reports whether a word before "to" makes the infinitive one of the future: is to meet, due to meet.
func (p *piece) precedesInfinitive(at int) bool {
	switch p.Word(at) {
	case "is", "are", "was", "were", "set", "due", "ready", "planned", "plan", "planning", "agreed", "hopes":
		return true
	}
	return false
}

// isPast reports whether the word before a date puts it into the past: since May, the year ended Jan. 31.
func (p *piece) isPast(from int) bool {
	for _, past := range [...]string{"since", "ended", "ending", "closed"} {
		if strings.EqualFold(p.Word(from-1), past) {
			return true
		}
	}
	return false
}

// isNarrative reports whether a sentence that starts with the date, "In January, the army ...", has no word of the future.
func (p *piece) isNarrative(from, to int) bool {
	if from == 0 || !p.tokens[from-1].SentenceStart || p.Class(from-1) != grammar.YearPreposition {
		return false
	}
	for at := to; at < min(len(p.tokens), to+2*maxFutureWord) && !p.tokens[at].SentenceStart; at++ {
		if p.Class(at) == grammar.FutureWord {
			return false
		}
	}
	return true
}
