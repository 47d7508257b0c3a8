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

// longFixtures has its words in several passages.
var longFixtures = []fixture{
	{path: "long", title: "Report on piracy", lang: "en", text: "Opening words without any of it.\n\n" +
		"Counter-terrorism drills began. A drill of divers followed.\n\n" +
		"The navy paused.\n\n" +
		"Naval drills and air drills: a joint exercise, then joint exercises.\n\n" +
		"One more drill closed the week; the joint, careful exercise ended.\n\n" +
		"演习在上海举行，联合反恐演习。"},
	{path: "short", lang: "en", text: "A drill."},
}

// testExcerpts is about the passages of a hit. A row lists, passage by passage, the words that are marked.
func testExcerpts(t *testing.T, open Open) {
	s, docs := openWith(t, open, longFixtures)
	tests := []struct {
		in       string
		passages int
		want     string // number of the passage and the marked words
		more     int
	}{
		{"piracy", 3, "0:", 0}, // stands in the title alone
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
			h := hit(t, search(t, s, q), "long")
			if got := excerpts(t, docs[0], h.Snippets); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if test.passages > 0 && h.MorePassages != test.more {
				t.Errorf("more passages: got %d, want %d", h.MorePassages, test.more)
			}
		})
	}
	for passages, more := range map[int]int{1: 2, 2: 1, 3: 0} {
		h := hit(t, search(t, s, index.Query{Tree: query.Word{Text: "drill"}, Limit: 10, Snippets: passages}), "long")
		if len(h.Snippets) != passages || h.MorePassages != more {
			t.Errorf("%d passages asked: got %d and %d more, want %d more", passages, len(h.Snippets), h.MorePassages, more)
		}
		excerpts(t, docs[0], h.Snippets)
	}
	h := hit(t, search(t, s, index.Query{Tree: query.Word{Text: "drill"}, Limit: 10, Snippets: 3}), "short")
	if d := h.Document; d.Text != "" || d.Passages != nil || d.DateMentions != nil || d.Title != docs[1].Title || d.Lang != "en" {
		t.Errorf("document of a hit: got %+v, want it without text, passages and mentions", d)
	}
}

func hit(t *testing.T, r *index.Result, path string) index.Hit {
	t.Helper()
	i := slices.IndexFunc(r.Hits, func(h index.Hit) bool { return h.Document.Path == path })
	if i < 0 {
		t.Fatalf("%s is not among the hits %s", path, paths(r))
	}
	return r.Hits[i]
}

// excerpts writes passages on one line after checking them against the document.
func excerpts(t *testing.T, d *index.Document, passages []index.Snippet) string {
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
		if shown := e.SnippetSpan; shown.Start < 0 || shown.End > len(e.Text) || shown.Start >= shown.End || !utf8.ValidString(e.Text[shown.Start:shown.End]) {
			t.Errorf("passage %d: shown is %v of %d bytes", e.Passage, shown, len(e.Text))
		} else if len(e.Highlights) > 0 && !slices.ContainsFunc(e.Highlights, func(m index.Span) bool { return m.Start >= shown.Start && m.End <= shown.End }) {
			t.Errorf("passage %d: no mark of %v is in what is shown, %v", e.Passage, e.Highlights, shown)
		}
		all = append(all, string(rune('0'+e.Passage))+":"+strings.Join(marked(t, e.Text, e.Highlights), ","))
	}
	return strings.Join(all, " ")
}

// marked returns the marked words after checking that the marks are whole characters of the text, in order and apart.
func marked(t *testing.T, text string, marks []index.Span) []string {
	t.Helper()
	var words []string
	last := 0
	for _, m := range marks {
		if m.Start < last || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("marks %v of a text of %d bytes", marks, len(text))
		}
		last = m.End
		w := text[m.Start:m.End]
		if !utf8.ValidString(w) {
			t.Errorf("mark %v cuts a character: %q", m, w)
		}
		words = append(words, w)
	}
	return words
}

// testMarks is about the marks of a whole document.
func testMarks(t *testing.T, open Open) {
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
		marks, err := s.Highlight(t.Context(), docs[0].ID, query.Parse(test.in, query.Options{}).Tree)
		if err != nil {
			t.Errorf("%s: %v", test.in, err)
			continue
		}
		got := make(map[int]string)
		for n, spans := range marks {
			p := docs[0].Passages[n]
			got[n] = strings.Join(marked(t, docs[0].Text[p.Start:p.End], spans), " ")
		}
		if !maps.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.in, got, test.want)
		}
	}
	if marks, err := s.Highlight(t.Context(), docs[0].ID, nil); err != nil || len(marks) != 0 {
		t.Errorf("no words: got %v, %v, want no marks", marks, err)
	}
}

// testExplain holds an explanation to the score that it explains.
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
				t.Errorf("%s: explained without being asked", in)
			}
		}
	}
}
