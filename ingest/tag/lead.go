package tag

import (
	"strings"

	"daftar/index"
)

// The lead is whole sentences of up to leadWords words; a first sentence that is longer is the lead up to leadMost.
const (
	leadWords = 60
	leadMost  = 120
)

// titleSlack is how many bytes the line that repeats a title may have beyond it: signs and spaces.
const titleSlack = 64

// leadOf returns the lead of a text: its beginning, behind a line that only repeats the title.
func (s *scanner) leadOf(d *index.Document) span {
	start := titleLine(d)
	tokens := s.read(d.Text, start, len(d.Text), leadMost)
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
	return span{start, end}
}

// titleLine returns where the text begins behind a line at its head that repeats the title, and signs around it.
func titleLine(d *index.Document) int {
	if d.Title == "" || d.TitleDerived {
		return 0
	}
	body := strings.TrimLeft(d.Text, "#*= \t\r\n")
	line, _, _ := strings.Cut(body[:min(len(body), len(d.Title)+titleSlack)], "\n")
	if !strings.EqualFold(strings.Trim(line, "*= \t\r"), strings.TrimSpace(d.Title)) {
		return 0
	}
	return len(d.Text) - len(body) + len(line)
}
