package highlight

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"daftar/index"
)

func TestHTML(t *testing.T) {
	for _, test := range []struct {
		name, text string
		marks      []Mark
		want       string
	}{
		{"none", "a < b", nil, "a &lt; b"},
		{"one", "a drill", []Mark{{index.Span{Start: 2, End: 7}, Match}}, "a <mark>drill</mark>"},
		{"escaped inside", "<b>x</b>", []Mark{{index.Span{Start: 0, End: 3}, Match}}, "<mark>&lt;b&gt;</mark>x&lt;/b&gt;"},
		{"an entity of the text is text", "&lt;", []Mark{{index.Span{Start: 0, End: 4}, Match}}, "<mark>&amp;lt;</mark>"},
		{"evidence", "PK", []Mark{{index.Span{Start: 0, End: 2}, Evidence}}, `<mark class="why">PK</mark>`},
		{"overlap", "abcdef", []Mark{{index.Span{Start: 0, End: 4}, Match}, {index.Span{Start: 2, End: 6}, Evidence}},
			`<mark>ab</mark><mark class="why hit">cd</mark><mark class="why">ef</mark>`},
		{"inside", "abcdef", []Mark{{index.Span{Start: 0, End: 6}, Evidence}, {index.Span{Start: 2, End: 4}, Match}},
			`<mark class="why">ab</mark><mark class="why hit">cd</mark><mark class="why">ef</mark>`},
		{"out of order, twice", "ab cd", []Mark{{index.Span{Start: 3, End: 5}, Match}, {index.Span{Start: 0, End: 2}, Match}, {index.Span{Start: 0, End: 2}, Match}},
			"<mark>ab</mark> <mark>cd</mark>"},
		{"side by side", "abcd", []Mark{{index.Span{Start: 0, End: 2}, Match}, {index.Span{Start: 2, End: 4}, Match}}, "<mark>abcd</mark>"},
		{"beyond the text", "ab", []Mark{{index.Span{Start: -5, End: 99}, Match}}, "<mark>ab</mark>"},
		{"backwards, empty", "ab", []Mark{{index.Span{Start: 2, End: 0}, Match}, {index.Span{Start: 1, End: 1}, Match}}, "ab"},
		{"inside a character", "ایران", []Mark{{index.Span{Start: 1, End: 3}, Match}}, "<mark>ای</mark>ران"},
		{"not UTF-8", "a\xffb", []Mark{{index.Span{Start: 0, End: 1}, Match}}, "<mark>a</mark>\uFFFDb"},
	} {
		if got := string(HTML(test.text, test.marks)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

var ourTags = regexp.MustCompile(`<mark( class="why( hit)?")?>|</mark>`)

func FuzzHTML(f *testing.F) {
	f.Add(`<script>alert(1)</script>"'&amp;<b>drill</b>`, 3, 9, 5, 30)
	f.Add("رزمایش <b>", 1, 7, -1, 100)
	f.Add("\xff\xfe<", 0, 2, 1, 3)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		got := string(HTML(text, []Mark{{index.Span{Start: a, End: b}, Match}, {index.Span{Start: c, End: d}, Evidence}}))
		bare := ourTags.ReplaceAllString(got, "")
		if strings.ContainsAny(bare, "<>\"'") {
			t.Errorf("markup of the text comes through: %q", got)
		}
		want := strings.ReplaceAll(string([]rune(text)), "\x00", "\uFFFD")
		if back := html.UnescapeString(bare); utf8.ValidString(text) && back != want {
			t.Errorf("the text has changed: got %q, want %q", back, want)
		}
		if strings.Count(got, "<mark") != strings.Count(got, "</mark>") {
			t.Errorf("a mark is open: %q", got)
		}
	})
}

func TestOffsets(t *testing.T) {
	text := strings.Repeat("aبц语😀", 2000)
	p := NewOffsets(text)
	for at := range text {
		if at%997 == 0 {
			if got, want := p.At(at), utf8.RuneCountInString(text[:at]); got != want {
				t.Fatalf("at %d: got %d, want %d", at, got, want)
			}
		}
	}
	for at, want := range map[int]int{-1: 0, 0: 0, len(text): 10000, len(text) + 9: 10000} {
		if got := p.At(at); got != want {
			t.Errorf("at %d: got %d, want %d", at, got, want)
		}
	}
	if got := NewOffsets("").At(5); got != 0 {
		t.Errorf("empty: got %d", got)
	}
}

func TestShorten(t *testing.T) {
	filler := strings.Repeat("some words of no interest ", 40)
	text := filler + "then a drill and a drill " + filler
	first := strings.Index(text, "drill")
	second := strings.LastIndex(text, "drill")
	got, marks := Shorten(text, []index.Span{{Start: 5, End: 10}, {Start: first, End: first + 5}, {Start: second, End: second + 5}})
	if !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") || len(got) > snippetBytes+10 {
		t.Errorf("got %q", got)
	}
	if len(marks) != 2 {
		t.Fatalf("marks %v", marks)
	}
	for _, m := range marks {
		if got[m.Start:m.End] != "drill" {
			t.Errorf("mark %v is %q", m, got[m.Start:m.End])
		}
	}
	if got, _ := Shorten("short\n\n", nil); got != "short" {
		t.Errorf("got %q", got)
	}
	chinese := strings.Repeat("上海合作组织", 200)
	if got, _ := Shorten(chinese, []index.Span{{Start: 1800, End: 1806}}); !utf8.ValidString(got) {
		t.Errorf("a character was cut: %q", got)
	}
}
