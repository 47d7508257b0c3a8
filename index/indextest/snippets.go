package indextest

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/query"
)

// longFixtures have the same words in several passages.
var longFixtures = []fixture{
	{path: "long", title: "Report on piracy", lang: "en", text: "Opening words without any of it.\n\n" +
		"Counter-terrorism drills began. A drill of divers followed.\n\n" +
		"The navy paused.\n\n" +
		"Naval drills and air drills: a joint exercise, then joint exercises.\n\n" +
		"One more drill closed the week; the joint, careful exercise ended.\n\n" +
		"演习在上海举行，联合反恐演习。"},
	{path: "short", lang: "en", text: "A drill."},
}

// testSnippets checks the snippets of a hit. In want, each passage is followed by its highlighted words.
func testSnippets(t *testing.T, open Open) {
	s, docs := openWith(t, open, longFixtures)
	tests := []struct {
		in       string
		passages int
		want     string // passage number and highlighted words
		more     int
	}{
		{"piracy", 3, "0:", 0}, // only in the title
		{"", 3, "0:", 0},
		{"-nothing", 3, "0:", 0},
		{"lang:en", 2, "0:", 0},
		{"navy", 3, "2:navy", 0},
		{"navy", 0, "", 0},
		{`"drill" navy`, 3, "1:drill 2:navy 4:drill", 0},
		{"drills -wreck", 3, "1:drills,drill 3:drills,drills 4:drill", 0},
		{"counterterrorism", 3, "1:Counter-terrorism", 0},
		{"counter-terrorism", 1, "1:Counter-terrorism", 0},
		{`"joint exercise"`, 3, "3:joint exercise", 0},
		{"exercise", 3, "3:exercise,exercises 4:exercise", 0},
		{`"exercise joint"~1`, 3, "3:joint,exercise,joint 4:joint,exercise", 0},
		{"反恐演习", 3, "5:演习,反恐演习", 0},
		{`"反恐演习"`, 3, "5:反恐演习", 0},
		{"divers OR paused OR careful", 3, "1:divers 2:paused 4:careful", 0},
	}
	for _, test := range tests {
		t.Run(test.in, func(t *testing.T) {
			q := index.Query{Tree: query.Parse(test.in, query.Options{}).Tree, Limit: 10, Snippets: test.passages}
			h := hitOf(t, search(t, s, q), "long")
			if got := formatSnippets(t, docs[0], h.Snippets); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if test.passages > 0 && h.MorePassages != test.more {
				t.Errorf("more passages: got %d, want %d", h.MorePassages, test.more)
			}
		})
	}
	for passages, more := range map[int]int{1: 2, 2: 1, 3: 0} {
		h := hitOf(t, search(t, s, index.Query{Tree: query.Word{Text: "drill"}, Limit: 10, Snippets: passages}), "long")
		if len(h.Snippets) != passages || h.MorePassages != more {
			t.Errorf("%d passages requested: got %d and %d more, want %d more", passages, len(h.Snippets), h.MorePassages, more)
		}
		formatSnippets(t, docs[0], h.Snippets)
	}
	h := hitOf(t, search(t, s, index.Query{Tree: query.Word{Text: "drill"}, Limit: 10, Snippets: 3}), "short")
	if d := h.Document; d.Text != "" || d.Passages != nil || d.DateMentions != nil || d.Title != docs[1].Title || d.Lang != "en" {
		t.Errorf("document of a hit: got %+v, want it without text, passages and date mentions", d)
	}
}

func hitOf(t *testing.T, r *index.Result, path string) index.Hit {
	t.Helper()
	i := slices.IndexFunc(r.Hits, func(h index.Hit) bool { return h.Document.Path == path })
	if i < 0 {
		t.Fatalf("%s is not among the hits %s", path, paths(r))
	}
	return r.Hits[i]
}

// formatSnippets checks the snippets against the document and writes them on one line.
func formatSnippets(t *testing.T, d *index.Document, passages []index.Snippet) string {
	t.Helper()
	var all []string
	last := -1
	for _, e := range passages {
		if e.Passage <= last || e.Passage >= len(d.Passages) {
			t.Fatalf("passage %d after %d of %d", e.Passage, last, len(d.Passages))
		}
		last = e.Passage
		p := d.Passages[e.Passage]
		if e.Text != d.Text[p.Start:p.End] || e.Page != p.Page || e.Heading != p.Heading {
			t.Errorf("passage %d: got %+v, want the text %q", e.Passage, e, d.Text[p.Start:p.End])
		}
		if span := e.SnippetSpan; span.Start < 0 || span.End > len(e.Text) || span.Start >= span.End || !utf8.ValidString(e.Text[span.Start:span.End]) {
			t.Errorf("passage %d: snippet span is %v of %d bytes", e.Passage, span, len(e.Text))
		} else if len(e.Highlights) > 0 && !slices.ContainsFunc(e.Highlights, func(m index.Span) bool { return m.Start >= span.Start && m.End <= span.End }) {
			t.Errorf("passage %d: no highlight of %v is in the snippet span %v", e.Passage, e.Highlights, span)
		}
		all = append(all, string(rune('0'+e.Passage))+":"+strings.Join(highlightedWords(t, e.Text, e.Highlights), ","))
	}
	return strings.Join(all, " ")
}

// highlightedWords checks that highlights are whole characters, in order and not overlapping, and returns their text.
func highlightedWords(t *testing.T, text string, spans []index.Span) []string {
	t.Helper()
	var words []string
	last := 0
	for _, m := range spans {
		if m.Start < last || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("highlights %v of a text of %d bytes", spans, len(text))
		}
		last = m.End
		w := text[m.Start:m.End]
		if !utf8.ValidString(w) {
			t.Errorf("highlight %v splits a character: %q", m, w)
		}
		words = append(words, w)
	}
	return words
}

// testHighlights checks the highlights of a whole document.
func testHighlights(t *testing.T, open Open) {
	s, docs := openWith(t, open, longFixtures)
	tests := []struct {
		in   string
		want map[int]string
	}{
		{"drill", map[int]string{1: "drills drill", 3: "drills drills", 4: "drill"}},
		{`"joint exercise" navy`, map[int]string{2: "navy", 3: "joint exercise"}},
		{"drill -navy", map[int]string{1: "drills drill", 3: "drills drills", 4: "drill"}},
		{"title:piracy", map[int]string{}},
		{"piracy", map[int]string{}},
		{"nowhere", map[int]string{}},
	}
	for _, test := range tests {
		highlights, err := s.Highlight(t.Context(), docs[0].ID, query.Parse(test.in, query.Options{}).Tree)
		if err != nil {
			t.Errorf("%s: %v", test.in, err)
			continue
		}
		got := make(map[int]string)
		for n, spans := range highlights {
			p := docs[0].Passages[n]
			got[n] = strings.Join(highlightedWords(t, docs[0].Text[p.Start:p.End], spans), " ")
		}
		if !maps.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.in, got, test.want)
		}
	}
	if highlights, err := s.Highlight(t.Context(), docs[0].ID, nil); err != nil || len(highlights) != 0 {
		t.Errorf("no words: got %v, %v, want no highlights", highlights, err)
	}
}

// testExplain checks that the value of an explanation is the score of its hit.
func testExplain(t *testing.T, open Open) {
	s, _ := openWith(t, open, englishFixtures)
	for _, in := range []string{"exercise", "exercise joint", "counter-terrorism OR navy", `"joint exercise" pakistan -navy`, `"exercise joint"~2 title:air`} {
		q := index.Query{Tree: query.Parse(in, query.Options{}).Tree, Limit: 10, Explain: true}
		r := search(t, s, q)
		if len(r.Hits) == 0 {
			t.Errorf("%s: no hits", in)
		}
		for _, h := range r.Hits {
			if h.Explanation == nil || math.Abs(h.Explanation.Value-h.Score) > 10*scoreSlack {
				t.Errorf("%s, %s: got %+v, want an explanation of %f", in, h.Document.Path, h.Explanation, h.Score)
			}
		}
		q.Explain = false
		for _, h := range search(t, s, q).Hits {
			if h.Explanation != nil {
				t.Errorf("%s: explanation without Query.Explain", in)
			}
		}
	}
}
