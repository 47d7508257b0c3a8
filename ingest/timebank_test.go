package ingest

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/vocabulary"
	"daftar/ingest/extract"
)

// The floors of F1 on the time expressions of people: they may only rise.
const (
	floorAll   = .82
	floorNamed = .88
)

// namesDate are the texts that name a year, a month or a day.
var namesDate = regexp.MustCompile(`(?i)\d|jan|feb|\bmar\b|march|apr|\bmay\b|june?|july?|aug|sept?|oct|nov|dec|(mon|tues|wednes|thurs|fri|satur|sun)day`)

type timex struct {
	Start, End        int
	Text, Type, Value string
}

// date reads the value of a day, month, year, quarter or decade; others have none.
func (x timex) date() date.Date {
	if x.Type != "DATE" {
		return date.Date{}
	}
	if d, err := date.Parse(x.Value); err == nil {
		return d
	}
	span := func(from, to string) date.Date {
		a, err1 := date.Parse(from)
		b, err2 := date.Parse(to)
		if err1 != nil || err2 != nil {
			return date.Date{}
		}
		return date.Date{From: a.From, To: b.To, Precision: date.PrecisionRange}
	}
	if len(x.Value) == 7 && x.Value[5] == 'Q' && x.Value[6] >= '1' && x.Value[6] <= '4' {
		q := int(x.Value[6] - '0')
		return span(x.Value[:5]+twoDigits(3*q-2), x.Value[:5]+twoDigits(3*q))
	}
	if len(x.Value) == 3 {
		return span(x.Value+"0", x.Value+"9")
	}
	return date.Date{}
}

func twoDigits(n int) string { return strconv.Itoa(100 + n)[1:] }

// score counts what was found, what was not, and what was found wrongly.
type score struct{ right, missed, wrong int }

func (s score) f1() float64 {
	return 2 * float64(s.right) / float64(2*s.right+s.missed+s.wrong)
}

// TestTimex measures the dates of news against those that people marked, as issue 4 has it.
func TestTimex(t *testing.T) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	m := NewAnnotator(v)
	var all, named score
	for _, name := range []string{"timebank", "aquaint"} {
		f, err := os.Open("../../shared/corpora/tempeval3/" + name + ".jsonl.gz")
		if err != nil {
			t.Skipf("the corpus is not here: %v", err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var line struct {
				Title, Text, Date, Lang string
				Timexes                 []timex
			}
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
				t.Fatal(err)
			}
			known, _ := extract.ParseFields(map[string]string{"date": line.Date})
			d := &index.Document{Title: line.Title, Text: line.Text, Lang: line.Lang, Published: known.Published}
			m.Annotate(d)
			hold(d, line.Timexes, &all, &named)
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("all: F1 %.3f %+v; those that name a year, month or day: F1 %.3f %+v", all.f1(), all, named.f1(), named)
	if all.f1() < floorAll || named.f1() < floorNamed {
		t.Errorf("F1 %.3f and %.3f, want at least %.2f and %.2f", all.f1(), named.f1(), floorAll, floorNamed)
	}
}

// hold holds the mentions of a document against the marked expressions. A week is no value that is measured.
func hold(d *index.Document, marked []timex, all, named *score) {
	count := func(text string, which func(*score) *int) {
		*which(all)++
		if namesDate.MatchString(text) {
			*which(named)++
		}
	}
	points := pointCounter{text: d.Text}
	found := make([]bool, len(marked))
	for _, m := range d.DateMentions {
		for _, e := range m.Evidence {
			if e.Title || m.Date.To-m.Date.From == 6 {
				continue
			}
			start, end, right := points.at(e.Start), points.at(e.End), false
			for n, x := range marked {
				if day := x.date(); start < x.End && end > x.Start && day.From == m.Date.From && day.To == m.Date.To {
					right, found[n] = true, true
				}
			}
			if !right {
				count(e.Words(d), func(s *score) *int { return &s.wrong })
			}
		}
	}
	for n, x := range marked {
		switch {
		case x.date().IsZero():
		case found[n]:
			count(x.Text, func(s *score) *int { return &s.right })
		default:
			count(x.Text, func(s *score) *int { return &s.missed })
		}
	}
}
