package country

import (
	"strings"

	"daftar/index/analysis/words"
	"daftar/ingest/tag/match"
)

// maxAdverbs is how many words may stand between a capital and its verb.
const maxAdverbs = 1

// isGovernment reports whether the words from a token on, behind a capital, are a verb by which the capital stands for its
// government: Islamabad has said.
func (r *Rules) isGovernment(s *match.Scanner, at int) bool {
	for skipped := 0; at < len(s.Tokens) && skipped <= maxAdverbs; skipped++ {
		t := &s.Tokens[at]
		if t.Gap != words.Joined || t.SentenceStart || t.Capitalized && !s.AllCaps {
			return false
		}
		word := strings.ToLower(s.Text[t.Start:t.End])
		if r.governmentVerbs[word] {
			return true
		}
		if !r.adverbs[word] {
			return false
		}
		at++
	}
	return false
}

// isMedia reports whether a hit is part of the name of a newspaper or a station.
func (r *Rules) isMedia(s *match.Scanner, h match.Hit) bool {
	if h.To >= len(s.Tokens) {
		return false
	}
	t := &s.Tokens[h.To]
	return t.Capitalized && t.Gap == words.Joined && !t.SentenceStart && r.media[s.Text[t.Start:t.End]]
}
