package snippet

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/analysis"
)

// document returns a document of passages.
func document(passages ...string) *index.Document {
	d := &index.Document{Lang: "en"}
	for _, p := range passages {
		start := len(d.Text)
		d.Text += p
		d.Passages = append(d.Passages, index.Passage{Start: start, End: len(d.Text)})
	}
	return d
}

func wordOf(w string) Pattern   { return Pattern{Stems: analysis.Stems(w), Weight: 1} }
func rareWord(w string) Pattern { return Pattern{Stems: analysis.Stems(w), Weight: 5} }
func phraseOf(terms string) Pattern {
	return Pattern{Phrases: [][]string{strings.Fields(terms)}, Weight: 2}
}
func nearWords(terms string, n int) Pattern { p := phraseOf(terms); p.Near = n; return p }

// show formats snippets as passage:text with the highlights in square brackets.
func show(best []index.Snippet) string {
	var out []string
	for _, e := range best {
		text, at := "", 0
		for _, m := range e.Highlights {
			text += e.Text[at:m.Start] + "[" + e.Text[m.Start:m.End] + "]"
			at = m.End
		}
		out = append(out, fmt.Sprintf("%d:%s", e.Passage, text+e.Text[at:]))
	}
	return strings.Join(out, " | ")
}

func TestBest(t *testing.T) {
	for _, c := range []struct {
		name     string
		passages []string
		patterns []Pattern
		n        int
		want     string
		more     int
	}{
		{"no patterns: the first passage", []string{"One. ", "Two."}, nil, 3, "0:One. ", 0},
		{"no match in the text: the first passage", []string{"One. ", "Two."}, []Pattern{wordOf("three")}, 3, "0:One. ", 0},
		{"stems are highlighted as written", []string{"They drilled; drills followed."}, []Pattern{wordOf("drill")}, 1, "0:They [drilled]; [drills] followed.", 0},
		{"more patterns beat more of one", []string{"drill drill drill. ", "naval drill. "}, []Pattern{wordOf("drill"), wordOf("naval")}, 1, "1:[naval] [drill]. ", 1},
		{"rare beats common", []string{"drill. ", "gwadar. "}, []Pattern{wordOf("drill"), rareWord("gwadar")}, 1, "1:[gwadar]. ", 1},
		{"near beats far", []string{"naval then a long way to a drill. ", "naval drill far from a long way to then. "}, []Pattern{wordOf("naval"), wordOf("drill")}, 1,
			"1:[naval] [drill] far from a long way to then. ", 1},
		{"document order", []string{"drill. ", "none. ", "naval drill. "}, []Pattern{wordOf("naval"), wordOf("drill")}, 2, "0:[drill].  | 2:[naval] [drill]. ", 0},
		{"number of further passages", []string{"drill. ", "drill. ", "drill. ", "drill. "}, []Pattern{wordOf("drill")}, 3, "0:[drill].  | 1:[drill].  | 2:[drill]. ", 1},
		{"a phrase is one highlight", []string{"A joint exercise, not an exercise alone or joint."}, []Pattern{phraseOf("joint exercise")}, 1,
			"0:A [joint exercise], not an exercise alone or joint.", 0},
		{"a phrase matches the hyphenated form", []string{"The counter-terrorism centre."},
			[]Pattern{{Phrases: [][]string{{"counterterrorism", "centre"}}, Weight: 1}}, 1, "0:The [counter-terrorism centre].", 0},
		{"near highlights the words, not the text between", []string{"Forces of the neighbours may withdraw. Forces."}, []Pattern{nearWords("forces withdraw", 5)}, 1,
			"0:[Forces] of the neighbours may [withdraw]. [Forces].", 0},
		{"too far apart", []string{"Forces of the neighbours may withdraw."}, []Pattern{nearWords("forces withdraw", 2)}, 1, "0:Forces of the neighbours may withdraw.", 0},
		{"overlapping highlights are merged", []string{"A joint exercise."}, []Pattern{phraseOf("joint exercise"), wordOf("exercise")}, 1, "0:A [joint exercise].", 0},
		{"a phrase across passages is cut", []string{"A joint ", "exercise."}, []Pattern{phraseOf("joint exercise")}, 2, "0:A [joint ]", 0},
		{"Persian", []string{"نیروهای پاکستان در اسلام\u200cآباد"}, []Pattern{wordOf("پاکستان")}, 1, "0:نیروهای [پاکستان] در اسلام\u200cآباد", 0},
		{"Chinese", []string{"中国军队"}, []Pattern{wordOf("国军")}, 1, "0:中[国军]队", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			best, more := Best(document(c.passages...), c.patterns, c.n)
			if got := show(best); got != c.want || more != c.more {
				t.Errorf("\n got %s and %d more\nwant %s and %d more", got, more, c.want, c.more)
			}
		})
	}
}

func TestHighlightsEqualThoseOfBest(t *testing.T) {
	d := document("drill. ", "none. ", "naval drills. ")
	highlights := Highlights(d, []Pattern{wordOf("drill")})
	best, _ := Best(d, []Pattern{wordOf("drill")}, 3)
	if len(highlights) != len(best) {
		t.Fatalf("got highlights of %d passages, want %d", len(highlights), len(best))
	}
	for _, e := range best {
		if !slices.Equal(highlights[e.Passage], e.Highlights) {
			t.Errorf("passage %d: %v, want %v", e.Passage, highlights[e.Passage], e.Highlights)
		}
	}
}

func TestSnippetSpan(t *testing.T) {
	sentence := func(words string) string {
		return "The commission heard " + words + " on the second day of its session in the capital. "
	}
	plain := sentence("a long report about nothing in particular")
	turkish := strings.Repeat("Toplantıda güvenlik konuları görüşüldü ve karar alındı. ", 12)
	for _, c := range []struct {
		name, text string
		patterns   []Pattern
		want       string // start and end of the displayed text, with ... between
	}{
		{"short passage", "A drill. Another one.\n\n", []Pattern{wordOf("drill")}, "A drill. Another one."},
		{"slightly longer passage", strings.Repeat("A drill of it. ", 34), []Pattern{wordOf("drill")}, "A drill of it. A...drill of it."},
		{"begins with the sentence of the match", strings.Repeat(plain, 5) + sentence("of the drill") + strings.Repeat(plain, 5), []Pattern{wordOf("drill")},
			"The commission heard of the drill...the capital."},
		{"all patterns beat many of one", sentence("of a drill, a drill and a drill") + strings.Repeat(plain, 6) + sentence("of the naval drill") + strings.Repeat(plain, 6),
			[]Pattern{wordOf("drill"), wordOf("naval")}, "The commission heard of the naval drill...the capital."},
		{"rare beats common", sentence("of a drill") + strings.Repeat(plain, 6) + sentence("of Gwadar") + strings.Repeat(plain, 6),
			[]Pattern{wordOf("drill"), rareWord("gwadar")}, "The commission heard of Gwadar...the capital."},
		{"match at the end", strings.Repeat(plain, 8) + "A drill.", []Pattern{wordOf("drill")}, "The commission heard a long report...A drill."},
		{"a title does not end a sentence", strings.Repeat(plain, 6) + "At noon Gen. Smith and Col. Khan watched the drill in the hills. " + strings.Repeat(plain, 6), []Pattern{wordOf("drill")},
			"At noon Gen. Smith...the capital."},
		{"a line end does not end a sentence", strings.Repeat(plain, 6) + "At noon the general\nwatched the drill in the hills. " + strings.Repeat(plain, 6), []Pattern{wordOf("drill")},
			"At noon the general...the capital."},
		{"no match", strings.Repeat(plain, 9), nil, "The commission heard a long report...the capital."},
		{"Arabic", strings.Repeat("قال الوزير إن الحدود آمنة تماما. ", 20) + "بدأت المناورات اليوم؟ " + strings.Repeat("قال الوزير إن الحدود آمنة تماما. ", 20), []Pattern{wordOf("المناورات")},
			"بدأت المناورات اليوم...تماما."},
		{"Chinese", strings.Repeat("部长说边境安全。", 40) + "演习今天开始。" + strings.Repeat("部长说边境安全。", 40), []Pattern{wordOf("演习")}, "演习今天开始。部长...安全。"},
		{"Turkish", turkish + "Tatbikat bugün başladı. " + turkish, []Pattern{wordOf("tatbikat")}, "Tatbikat bugün başladı...alındı."},
		{"long sentence", strings.Repeat("and then some ", 60) + "drill " + strings.Repeat("and then some ", 60), []Pattern{wordOf("drill")}, "drill and then some...and"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document(c.text)
			best, _ := Best(d, c.patterns, 1)
			e := best[0]
			got := e.Text[e.SnippetSpan.Start:e.SnippetSpan.End]
			start, end, cut := strings.Cut(c.want, "...")
			if !strings.HasPrefix(got, start) || !strings.HasSuffix(got, end) || !cut && got != c.want || len(got) > maxSpan+spanSlack {
				t.Errorf("got %q, %d bytes, want %q", got, len(got), c.want)
			}
			inside := len(e.Highlights) == 0
			for _, m := range e.Highlights {
				inside = inside || m.Start >= e.SnippetSpan.Start && m.End <= e.SnippetSpan.End
			}
			if !inside {
				t.Errorf("no highlight of %v is inside %v", e.Highlights, e.SnippetSpan)
			}
		})
	}
}

// FuzzBest checks that highlights are in order, inside their passage and do not overlap, and that spans are valid.
func FuzzBest(f *testing.F) {
	f.Add("A joint exercise in 中国 with counter-terrorism", "joint exercise", 7)
	f.Fuzz(func(t *testing.T, text, query string, cut int) {
		if len(text) == 0 {
			return
		}
		at := max(cut, -cut) % len(text)
		if at <= 0 {
			at = len(text)
		}
		d := document(text[:at], text[at:])
		if d.Passages[1].Start == d.Passages[1].End {
			d.Passages = d.Passages[:1]
		}
		var terms []string
		for _, tok := range analysis.Tokens(query, "") {
			terms = append(terms, tok.Term)
		}
		patterns := []Pattern{wordOf(query)}
		if len(terms) > 0 {
			patterns = append(patterns, Pattern{Phrases: [][]string{terms}, Weight: 1}, Pattern{Phrases: [][]string{terms}, Near: 3, Weight: 1})
		}
		best, _ := Best(d, patterns, 3)
		for _, e := range best {
			if s := e.SnippetSpan; s.Start < 0 || s.End < s.Start || s.End > len(e.Text) || utf8.ValidString(e.Text) && !utf8.ValidString(e.Text[s.Start:s.End]) {
				t.Fatalf("span is %v of %q", s, e.Text)
			}
			last := 0
			for _, m := range e.Highlights {
				if m.Start < last || m.End <= m.Start || m.End > len(e.Text) {
					t.Fatalf("highlights are %v in %q", e.Highlights, e.Text)
				}
				last = m.End
			}
		}
	})
}
