package chunk

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"daftar/index"
)

// sentencesOf returns n English sentences of ten words.
func sentencesOf(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "The chiefs of both armies met again on day %d. ", i)
	}
	return strings.TrimRight(b.String(), " ")
}

func TestSplitBoundaries(t *testing.T) {
	tests := []struct {
		name   string
		in     string
		breaks []Break
		want   []string // how each passage starts
	}{
		{name: "empty text"},
		{name: "short text is one passage", in: "One line.\n\nAnother.", want: []string{"One"}},
		{name: "paragraph of at least 100 words", in: sentencesOf(12) + "\n\nBehind. " + sentencesOf(12), want: []string{"The", "Behind"}},
		{name: "last sentence before the maximum", in: sentencesOf(40), want: []string{"The chiefs of both armies met again on day 0", "The chiefs of both armies met again on day 20"}},
		{name: "short remainder joins", in: sentencesOf(22), want: []string{"The"}},
		{name: "heading", in: sentencesOf(3) + "\nThreats\n" + sentencesOf(3), breaks: []Break{{Offset: len(sentencesOf(3)) + 1, Heading: "Threats"}}, want: []string{"The", "Threats"}},
		{name: "title joins the next section", in: "Title\n\nThreats\n" + sentencesOf(3), breaks: []Break{{Heading: "Title"}, {Offset: 7, Heading: "Threats"}}, want: []string{"Title"}},
		{name: "page alone does not split", in: sentencesOf(6), breaks: []Break{{Page: 1}, {Offset: 100, Page: 2}}, want: []string{"The"}},
		{name: "breaks outside the text", in: "Text.", breaks: []Break{{Offset: -1, Heading: "A"}, {Offset: 99, Heading: "B"}}, want: []string{"Text"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Split(tt.in, tt.breaks)
			check(t, tt.in, got)
			if len(got) != len(tt.want) {
				t.Fatalf("got %d passages, want %d: %v", len(got), len(tt.want), got)
			}
			for n, p := range got {
				if text := tt.in[p.Start:p.End]; !strings.HasPrefix(text, tt.want[n]) {
					t.Errorf("passage %d starts with %.50q, want %q", n, text, tt.want[n])
				}
			}
		})
	}
}

func TestSplitNotAfterAbbreviation(t *testing.T) {
	filler := strings.Repeat("and so they went on with it, day by day, ", 21)
	for _, name := range []string{"Gen. Smith", "J. Smith", "the U.S. Army", "Lt. Col. Khan"} {
		text := "First they spoke. " + filler + name + " " + filler
		for _, p := range Split(text, nil) {
			if got := text[p.Start:p.End]; strings.HasPrefix(got, "Smith") || strings.HasPrefix(got, "Army") || strings.HasPrefix(got, "Khan") {
				t.Errorf("%s: cut before %.20q", name, got)
			}
		}
	}
}

func TestSplitWrappedLines(t *testing.T) {
	line := "and the delegates of the northern provinces went on to speak of the"
	text := strings.TrimSpace(strings.Repeat(line+"\n", 14)) + "\nend. A new sentence begins here, with a few more words.\n" + strings.Repeat(line+"\n", 14)
	passages := Split(text, nil)
	check(t, text, passages)
	if first := text[passages[0].Start:passages[0].End]; len(passages) < 2 || !strings.HasSuffix(first, "more words.\n") {
		t.Errorf("the passage ends inside a sentence: %q", first[max(0, len(first)-60):])
	}
}

func TestSplitLabelsHeadingsAndPages(t *testing.T) {
	one, two := sentencesOf(6)+"\n\n", "Threats\n"+sentencesOf(6)
	got := Split(one+two, []Break{{Offset: len(one), Heading: "Threats", Page: 2}, {Page: 1, Heading: "Report"}})
	want := []index.Passage{
		{Start: 0, End: len(one), Heading: "Report", Page: 1},
		{Start: len(one), End: len(one + two), Heading: "Threats", Page: 2},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestSplitSizes(t *testing.T) {
	tests := []struct {
		name       string
		in         string
		least, max int // characters of a passage
	}{
		{"English", sentencesOf(400), 100 * 4, 200 * 6},
		{"Russian", strings.Repeat("Начальники штабов встретились в столице и говорили о сотрудничестве. ", 200), 600, 2000},
		{"Chinese", strings.Repeat("各国国防部长在伊斯兰堡会晤，并谈到了与其他国家的合作。", 200), 250, 560},
		{"Urdu", strings.Repeat("دفاعی سربراہوں نے اسلام آباد میں ملاقات کی۔ ", 200), 400, 1400},
		{"one line without spaces", strings.Repeat("x", 100_000), 1000, maxBytes},
		{"only line ends", strings.Repeat("\n", 100_000), 1, maxBytes},
		{"only brackets", strings.Repeat(")", 100_000), 1, maxBytes},
		{"full stop and spaces", "." + strings.Repeat(" ", 100_000), 1, maxBytes},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			passages := Split(tt.in, nil)
			check(t, tt.in, passages)
			for n, p := range passages {
				size := utf8.RuneCountInString(tt.in[p.Start:p.End])
				if size > tt.max || size < tt.least && n < len(passages)-1 {
					t.Errorf("passage %d has %d characters, want %d to %d", n, size, tt.least, tt.max)
				}
			}
		})
	}
}

// check verifies the invariants of every split: no gap, no overlap, no passage above maxBytes, no broken character.
func check(t *testing.T, text string, passages []index.Passage) {
	t.Helper()
	at := 0
	for n, p := range passages {
		switch {
		case p.Start != at || p.End <= p.Start:
			t.Fatalf("passage %d is %d..%d, want it to start at %d", n, p.Start, p.End, at)
		case p.End-p.Start > maxBytes:
			t.Fatalf("passage %d has %d bytes", n, p.End-p.Start)
		case utf8.ValidString(text) && !utf8.ValidString(text[p.Start:p.End]):
			t.Fatalf("passage %d splits a character", n)
		}
		at = p.End
	}
	if at != len(text) {
		t.Fatalf("%d of %d bytes belong to no passage", len(text)-at, len(text))
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("A sentence. Another one.\n\nA paragraph.", 3, 20)
	f.Add("各国。国防\u3000部长", 1, 2)
	f.Add("\xff\xfe. \x80\n\n\r\n \t", 2, -1)
	f.Add(strings.Repeat("a. ", 900), 5, 1000)
	f.Add(strings.Repeat("\u0301", 3000), 0, 4001)
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		check(t, text, Split(text, []Break{{Offset: a, Heading: "a"}, {Offset: b, Heading: "b", Page: 2}}))
	})
}

func BenchmarkSplit(b *testing.B) {
	text := sentencesOf(20_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Split(text, nil)
	}
}
