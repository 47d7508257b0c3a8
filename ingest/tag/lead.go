package tag

import (
	"strings"

	"daftar/index"
	"daftar/ingest/tag/match"
)

// The lead is whole sentences of up to leadWords words; a longer first sentence is the lead up to maxLeadWords.
const (
	leadWords    = 60
	maxLeadWords = 120
)

// maxTitleExtra is how many bytes the line that repeats a title may have beyond it: marks and spaces.
const maxTitleExtra = 64

// leadOf returns the lead of a text: its beginning, behind a line that only repeats the title.
func leadOf(s *match.Scanner, d *index.Document) index.Span {
	start := endOfTitleLine(d)
	tokens := s.Tokenize(d.Text, start, len(d.Text), maxLeadWords)
	end := start
	for n, t := range tokens {
		if t.SentenceStart && n > 0 {
			if n > leadWords {
				break
			}
			end = t.Start
		}
		if n == len(tokens)-1 && (n < leadWords || end == start) {
			end = t.End
		}
	}
	return index.Span{Start: start, End: end}
}

// endOfTitleLine returns where the text begins behind a first line that repeats the title, perhaps with marks around it.
func endOfTitleLine(d *index.Document) int {
	if d.Title == "" || d.TitleDerived {
		return 0
	}
	body := strings.TrimLeft(d.Text, "#*= \t\r\n")
	line, _, _ := strings.Cut(body[:min(len(body), len(d.Title)+maxTitleExtra)], "\n")
	if !strings.EqualFold(strings.Trim(line, "*= \t\r"), strings.TrimSpace(d.Title)) {
		return 0
	}
	return len(d.Text) - len(body) + len(line)
}
