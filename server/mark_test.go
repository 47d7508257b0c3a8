package server

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"daftar/index"
)

func TestMark(t *testing.T) {
	for _, test := range []struct {
		name, text string
		marks      []markSpan
		want       string
	}{
		{"none", "a < b", nil, "a &lt; b"},
		{"one", "a drill", []markSpan{{index.Span{Start: 2, End: 7}, markHit}}, "a <mark>drill</mark>"},
		{"escaped inside", "<b>x</b>", []markSpan{{index.Span{Start: 0, End: 3}, markHit}}, "<mark>&lt;b&gt;</mark>x&lt;/b&gt;"},
		{"an entity of the text is text", "&lt;", []markSpan{{index.Span{Start: 0, End: 4}, markHit}}, "<mark>&amp;lt;</mark>"},
		{"evidence", "PK", []markSpan{{index.Span{Start: 0, End: 2}, markWhy}}, `<mark class="why">PK</mark>`},
		{"overlap", "abcdef", []markSpan{{index.Span{Start: 0, End: 4}, markHit}, {index.Span{Start: 2, End: 6}, markWhy}},
			`<mark>ab</mark><mark class="why hit">cd</mark><mark class="why">ef</mark>`},
		{"inside", "abcdef", []markSpan{{index.Span{Start: 0, End: 6}, markWhy}, {index.Span{Start: 2, End: 4}, markHit}},
			`<mark class="why">ab</mark><mark class="why hit">cd</mark><mark class="why">ef</mark>`},
		{"out of order, twice", "ab cd", []markSpan{{index.Span{Start: 3, End: 5}, markHit}, {index.Span{Start: 0, End: 2}, markHit}, {index.Span{Start: 0, End: 2}, markHit}},
			"<mark>ab</mark> <mark>cd</mark>"},
		{"side by side", "abcd", []markSpan{{index.Span{Start: 0, End: 2}, markHit}, {index.Span{Start: 2, End: 4}, markHit}}, "<mark>abcd</mark>"},
		{"beyond the text", "ab", []markSpan{{index.Span{Start: -5, End: 99}, markHit}}, "<mark>ab</mark>"},
		{"backwards, empty", "ab", []markSpan{{index.Span{Start: 2, End: 0}, markHit}, {index.Span{Start: 1, End: 1}, markHit}}, "ab"},
		{"inside a character", "ایران", []markSpan{{index.Span{Start: 1, End: 3}, markHit}}, "<mark>ای</mark>ران"},
		{"not UTF-8", "a\xffb", []markSpan{{index.Span{Start: 0, End: 1}, markHit}}, "<mark>a</mark>\uFFFDb"},
	} {
		if got := string(mark(test.text, test.marks)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

var ourTags = regexp.MustCompile(`<mark( class="why( hit)?")?>|</mark>`)

func FuzzMark(f *testing.F) {
	f.Add(hostileText, 3, 9, 5, 30)
	f.Add("رزمایش <b>", 1, 7, -1, 100)
	f.Add("\xff\xfe<", 0, 2, 1, 3)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		got := string(mark(text, []markSpan{{index.Span{Start: a, End: b}, markHit}, {index.Span{Start: c, End: d}, markWhy}}))
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

func TestPoints(t *testing.T) {
	text := strings.Repeat("aبц语😀", 2000)
	p := newPoints(text)
	for at := range text {
		if at%997 == 0 {
			if got, want := p.at(at), utf8.RuneCountInString(text[:at]); got != want {
				t.Fatalf("at %d: got %d, want %d", at, got, want)
			}
		}
	}
	for at, want := range map[int]int{-1: 0, 0: 0, len(text): 10000, len(text) + 9: 10000} {
		if got := p.at(at); got != want {
			t.Errorf("at %d: got %d, want %d", at, got, want)
		}
	}
	if got := newPoints("").at(5); got != 0 {
		t.Errorf("empty: got %d", got)
	}
}

func TestShorten(t *testing.T) {
	filler := strings.Repeat("some words of no interest ", 40)
	text := filler + "then a drill and a drill " + filler
	first := strings.Index(text, "drill")
	second := strings.LastIndex(text, "drill")
	got, marks := shorten(text, []index.Span{{Start: 5, End: 10}, {Start: first, End: first + 5}, {Start: second, End: second + 5}})
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
	if got, _ := shorten("short\n\n", nil); got != "short" {
		t.Errorf("got %q", got)
	}
	chinese := strings.Repeat("上海合作组织", 200)
	if got, _ := shorten(chinese, []index.Span{{Start: 1800, End: 1806}}); !utf8.ValidString(got) {
		t.Errorf("a character was cut: %q", got)
	}
}
