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

// document makes a document of passages.
func document(passages ...string) *index.Document {
	d := &index.Document{Lang: "en"}
	for _, p := range passages {
		start := len(d.Text)
		d.Text += p
		d.Passages = append(d.Passages, index.Passage{Start: start, End: len(d.Text)})
	}
	return d
}

func word(w string) Pattern { return Pattern{Stems: analysis.Stems(w), Weight: 1} }
func rare(w string) Pattern { return Pattern{Stems: analysis.Stems(w), Weight: 5} }
func phrase(terms string) Pattern {
	return Pattern{Phrases: [][]string{strings.Fields(terms)}, Weight: 2}
}
func nearby(terms string, n int) Pattern { p := phrase(terms); p.Near = n; return p }

// show writes excerpts as number:text with the marks in brackets.
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
		{"no words asked: the first passage", []string{"One. ", "Two."}, nil, 3, "0:One. ", 0},
		{"no word in the text: the first passage", []string{"One. ", "Two."}, []Pattern{word("three")}, 3, "0:One. ", 0},
		{"stems are marked as they stand", []string{"They drilled; drills followed."}, []Pattern{word("drill")}, 1, "0:They [drilled]; [drills] followed.", 0},
		{"more patterns beat more of one", []string{"drill drill drill. ", "naval drill. "}, []Pattern{word("drill"), word("naval")}, 1, "1:[naval] [drill]. ", 1},
		{"rare beats common", []string{"drill. ", "gwadar. "}, []Pattern{word("drill"), rare("gwadar")}, 1, "1:[gwadar]. ", 1},
		{"near beats far", []string{"naval then a long way to a drill. ", "naval drill far from a long way to then. "}, []Pattern{word("naval"), word("drill")}, 1,
			"1:[naval] [drill] far from a long way to then. ", 1},
		{"in the order of the document", []string{"drill. ", "none. ", "naval drill. "}, []Pattern{word("naval"), word("drill")}, 2, "0:[drill].  | 2:[naval] [drill]. ", 0},
		{"how many more", []string{"drill. ", "drill. ", "drill. ", "drill. "}, []Pattern{word("drill")}, 3, "0:[drill].  | 1:[drill].  | 2:[drill]. ", 1},
		{"a phrase is marked as one", []string{"A joint exercise, not an exercise alone or joint."}, []Pattern{phrase("joint exercise")}, 1,
			"0:A [joint exercise], not an exercise alone or joint.", 0},
		{"a phrase finds the hyphenated form", []string{"The counter-terrorism centre."},
			[]Pattern{{Phrases: [][]string{{"counterterrorism", "centre"}}, Weight: 1}}, 1, "0:The [counter-terrorism centre].", 0},
		{"near marks the words, not what is between", []string{"Forces of the neighbours may withdraw. Forces."}, []Pattern{nearby("forces withdraw", 5)}, 1,
			"0:[Forces] of the neighbours may [withdraw]. [Forces].", 0},
		{"too far is not near", []string{"Forces of the neighbours may withdraw."}, []Pattern{nearby("forces withdraw", 2)}, 1, "0:Forces of the neighbours may withdraw.", 0},
		{"overlapping marks are one", []string{"A joint exercise."}, []Pattern{phrase("joint exercise"), word("exercise")}, 1, "0:A [joint exercise].", 0},
		{"a phrase over a border is cut", []string{"A joint ", "exercise."}, []Pattern{phrase("joint exercise")}, 2, "0:A [joint ]", 0},
		{"Persian", []string{"نیروهای پاکستان در اسلام\u200cآباد"}, []Pattern{word("پاکستان")}, 1, "0:نیروهای [پاکستان] در اسلام\u200cآباد", 0},
		{"Chinese", []string{"中国军队"}, []Pattern{word("国军")}, 1, "0:中[国军]队", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			best, more := Best(document(c.passages...), c.patterns, c.n)
			if got := show(best); got != c.want || more != c.more {
				t.Errorf("\n got %s and %d more\nwant %s and %d more", got, more, c.want, c.more)
			}
		})
	}
}

func TestMarksAreThoseOfBest(t *testing.T) {
	d := document("drill. ", "none. ", "naval drills. ")
	marks := Highlights(d, []Pattern{word("drill")})
	best, _ := Best(d, []Pattern{word("drill")}, 3)
	if len(marks) != len(best) {
		t.Fatalf("%d passages marked, %d best", len(marks), len(best))
	}
	for _, e := range best {
		if !slices.Equal(marks[e.Passage], e.Highlights) {
			t.Errorf("passage %d: %v, want %v", e.Passage, marks[e.Passage], e.Highlights)
		}
	}
}

func TestShow(t *testing.T) {
	sentence := func(words string) string {
		return "The commission heard " + words + " on the second day of its session in the capital. "
	}
	dull := sentence("a long report about nothing in particular")
	turkish := strings.Repeat("Toplantıda güvenlik konuları görüşüldü ve karar alındı. ", 12)
	for _, c := range []struct {
		name, text string
		patterns   []Pattern
		want       string // beginning and end of what is shown, with ... between
	}{
		{"short is whole", "A drill. Another one.\n\n", []Pattern{word("drill")}, "A drill. Another one."},
		{"hardly longer is whole", strings.Repeat("A drill of it. ", 34), []Pattern{word("drill")}, "A drill of it. A...drill of it."},
		{"begins with the sentence of the match", strings.Repeat(dull, 5) + sentence("of the drill") + strings.Repeat(dull, 5), []Pattern{word("drill")},
			"The commission heard of the drill...the capital."},
		{"all patterns beat many of one", sentence("of a drill, a drill and a drill") + strings.Repeat(dull, 6) + sentence("of the naval drill") + strings.Repeat(dull, 6),
			[]Pattern{word("drill"), word("naval")}, "The commission heard of the naval drill...the capital."},
		{"rare beats common", sentence("of a drill") + strings.Repeat(dull, 6) + sentence("of Gwadar") + strings.Repeat(dull, 6),
			[]Pattern{word("drill"), rare("gwadar")}, "The commission heard of Gwadar...the capital."},
		{"at the end it is filled from before", strings.Repeat(dull, 8) + "A drill.", []Pattern{word("drill")}, "The commission heard a long report...A drill."},
		{"a title ends no sentence", strings.Repeat(dull, 6) + "At noon Gen. Smith and Col. Khan watched the drill in the hills. " + strings.Repeat(dull, 6), []Pattern{word("drill")},
			"At noon Gen. Smith...the capital."},
		{"a broken line ends no sentence", strings.Repeat(dull, 6) + "At noon the general\nwatched the drill in the hills. " + strings.Repeat(dull, 6), []Pattern{word("drill")},
			"At noon the general...the capital."},
		{"without a match the start", strings.Repeat(dull, 9), nil, "The commission heard a long report...the capital."},
		{"Arabic", strings.Repeat("قال الوزير إن الحدود آمنة تماما. ", 20) + "بدأت المناورات اليوم؟ " + strings.Repeat("قال الوزير إن الحدود آمنة تماما. ", 20), []Pattern{word("المناورات")},
			"بدأت المناورات اليوم...تماما."},
		{"Chinese", strings.Repeat("部长说边境安全。", 40) + "演习今天开始。" + strings.Repeat("部长说边境安全。", 40), []Pattern{word("演习")}, "演习今天开始。部长...安全。"},
		{"Turkish", turkish + "Tatbikat bugün başladı. " + turkish, []Pattern{word("tatbikat")}, "Tatbikat bugün başladı...alındı."},
		{"a sentence too long is cut between words", strings.Repeat("and then some ", 60) + "drill " + strings.Repeat("and then some ", 60), []Pattern{word("drill")}, "drill and then some...and"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document(c.text)
			best, _ := Best(d, c.patterns, 1)
			e := best[0]
			got := e.Text[e.SnippetSpan.Start:e.SnippetSpan.End]
			begins, ends, cut := strings.Cut(c.want, "...")
			if !strings.HasPrefix(got, begins) || !strings.HasSuffix(got, ends) || !cut && got != c.want || len(got) > shown+slack {
				t.Errorf("got %q, %d bytes, want %q", got, len(got), c.want)
			}
			inside := len(e.Highlights) == 0
			for _, m := range e.Highlights {
				inside = inside || m.Start >= e.SnippetSpan.Start && m.End <= e.SnippetSpan.End
			}
			if !inside {
				t.Errorf("no mark of %v is in %v", e.Highlights, e.SnippetSpan)
			}
		})
	}
}

// FuzzBest holds that marks are in order, inside their passage and never overlap, whatever the text and the passages.
func FuzzBest(f *testing.F) {
	f.Add("A joint exercise in 中国 with counter-terrorism", "joint exercise", 7)
	f.Fuzz(func(t *testing.T, text, asked string, cut int) {
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
		for _, tok := range analysis.Tokens(asked, "") {
			terms = append(terms, tok.Term)
		}
		patterns := []Pattern{word(asked)}
		if len(terms) > 0 {
			patterns = append(patterns, Pattern{Phrases: [][]string{terms}, Weight: 1}, Pattern{Phrases: [][]string{terms}, Near: 3, Weight: 1})
		}
		best, _ := Best(d, patterns, 3)
		for _, e := range best {
			if s := e.SnippetSpan; s.Start < 0 || s.End < s.Start || s.End > len(e.Text) || utf8.ValidString(e.Text) && !utf8.ValidString(e.Text[s.Start:s.End]) {
				t.Fatalf("shown is %v of %q", s, e.Text)
			}
			last := 0
			for _, m := range e.Highlights {
				if m.Start < last || m.End <= m.Start || m.End > len(e.Text) {
					t.Fatalf("marks %v in %q", e.Highlights, e.Text)
				}
				last = m.End
			}
		}
	})
}
