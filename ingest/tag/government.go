package tag

import (
	"slices"
	"strings"
)

// saying are the verbs by which a capital that begins them stands for its government: "Islamabad said".
var saying = strings.Fields(`accused accuses accepted accepts agreed agrees announced announces argued argues asked asks backed backs
	blamed blames called calls claimed claims condemned condemns confirmed confirms criticised criticises criticized criticizes
	decided decides demanded demands denied denies denounced denounces expelled expressed fears hopes imposed imposes insisted insists
	offered offers opposed opposes ordered pledged pledges proposed proposes protested protests ratified recalled recalls refused refuses
	rejected rejects repeated replied replies responded responds retaliated said sanctioned says seeks signalled signaled sought stated states
	summoned summons supported supports threatened threatens told urged urges vowed vows wanted wants warned warns welcomed welcomes`)

// between lets one word stand between a capital and what it says.
var between = strings.Fields("has have had also later then immediately strongly again repeatedly formally officially never already reportedly swiftly quickly")

// outlets are words that make the name of a newspaper or a station of what stands before them: Jerusalem Post.
var outlets = strings.Fields("Times Post Herald Tribune Gazette Observer Independent Daily Broadcasting Examiner Chronicle Inquirer Globe Mirror")

// speakers makes metonyms of capitals that say or do what governments do, and drops the names of newspapers.
func (s *scanner) speakers() {
	s.countries = slices.DeleteFunc(s.countries, s.isOutlet)
	for n := range s.countries {
		if h := &s.countries[n]; h.kind == capital && s.says(h.to) {
			h.kind = metonym
		}
	}
}

// says reports whether the words from a token on, behind a capital, are a verb of saying.
func (s *scanner) says(at int) bool {
	for skipped := 0; at < len(s.tokens) && skipped < 2; skipped++ {
		t := &s.tokens[at]
		if t.Gap != joined || t.SentenceStart || t.Capitalized && !s.capitals {
			return false
		}
		word := strings.ToLower(s.text[t.Start:t.End])
		if slices.Contains(saying, word) {
			return true
		}
		if !slices.Contains(between, word) {
			return false
		}
		at++
	}
	return false
}

// isOutlet reports whether a hit is part of the name of a newspaper or a station.
func (s *scanner) isOutlet(h hit) bool {
	if h.to >= len(s.tokens) {
		return false
	}
	t := &s.tokens[h.to]
	return t.Capitalized && t.Gap == joined && !t.SentenceStart && slices.Contains(outlets, s.text[t.Start:t.End])
}

// listings adds the countries whose stock exchange the code of a share names, as news agencies print it: <SONY.T>,
// (BASF.DE). The suffixes are those of the Reuters Instrument Codes.
func (s *scanner) listings() {
	for n := 1; n < len(s.tokens); n++ {
		share, suffix := &s.tokens[n-1], &s.tokens[n]
		if suffix.Start != share.End+1 || s.text[share.End] != '.' || !suffix.AllCaps || share.Cased && !share.AllCaps {
			continue
		}
		if share.Start == 0 || suffix.End == len(s.text) || !inBrackets(s.text[share.Start-1], s.text[suffix.End]) {
			continue
		}
		for _, owner := range s.exchanges[s.text[suffix.Start:suffix.End]] {
			s.countries = append(s.countries, hit{entry: entry{kind: listing, owner: owner}, from: n - 1, to: n + 1})
		}
	}
}

func inBrackets(before, behind byte) bool {
	return before == '<' && behind == '>' || before == '(' && behind == ')'
}
