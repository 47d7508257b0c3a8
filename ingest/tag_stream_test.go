package ingest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"daftar/index"
)

// tagAll runs TagLines and returns its lines and complaints.
func tagAll(t *testing.T, in string) (lines []taggedDocument, complaints string) {
	t.Helper()
	var out bytes.Buffer
	var wrong []string
	err := NewAnnotator(testVocabulary(t)).TagStream(t.Context(), strings.NewReader(in), &out, 3, func(p index.Problem) {
		wrong = append(wrong, describeProblem(p))
	})
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		var tagged taggedDocument
		if err := json.Unmarshal([]byte(line), &tagged); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, tagged)
	}
	return lines, strings.Join(wrong, "|")
}

func TestTagStreamKeepsTheOrder(t *testing.T) {
	var in strings.Builder
	for n := range 2000 {
		fmt.Fprintf(&in, "{\"id\":\"%d\",\"text\":%q}\n", n, strings.Repeat("Troops of Tajikistan left. ", n%40+1))
	}
	lines, wrong := tagAll(t, in.String())
	if wrong != "" || len(lines) != 2000 {
		t.Fatalf("%d lines, complaints %q", len(lines), wrong)
	}
	for n, line := range lines {
		if line.ID != fmt.Sprint(n) || len(line.Countries) != 1 || line.Countries[0].ID != "TJ" {
			t.Fatalf("line %d = %+v", n, line)
		}
	}
}

func TestTagStreamCountsCodePoints(t *testing.T) {
	const title, text = "Überblick: Pakistan", "Größe – in Tashkent, Uzbekistan, on 26 July 2025, they met."
	in, _ := json.Marshal(map[string]any{"id": "x", "title": title, "text": text, "countries": []string{"FR"}, "Text": "no", "topics": []string{"nuclear"}})
	lines, _ := tagAll(t, string(in))
	if len(lines) != 1 {
		t.Fatalf("%d lines", len(lines))
	}
	spans := 0
	check := func(what string, evidence []taggedSpan) {
		for _, e := range evidence {
			spans++
			whole := []rune(text)
			if e.In == "title" {
				whole = []rune(title)
			}
			if e.Start < 0 || e.End > len(whole) || string(whole[e.Start:e.End]) != e.Text {
				t.Errorf("%s: %+v does not lie at its words", what, e)
			}
		}
	}
	got := map[string]bool{}
	for _, c := range lines[0].Countries {
		got[c.ID] = true
		check(c.ID, c.Evidence)
	}
	for _, d := range lines[0].Dates {
		got[d.From.String()] = d.Kind == "event"
		check("date", d.Evidence)
	}
	for _, want := range []string{"PK", "UZ", "2025-07-26"} {
		if !got[want] {
			t.Errorf("%s is missing in %v", want, got)
		}
	}
	if got["FR"] || spans == 0 {
		t.Errorf("labels of a dataset were read: %v, %d spans", got, spans)
	}
}

func TestTagStreamWritesEmptyLists(t *testing.T) {
	var out bytes.Buffer
	in := strings.NewReader(`{"id":"n","text":"Nothing of note."}`)
	if err := NewAnnotator(testVocabulary(t)).TagStream(t.Context(), in, &out, 1, func(index.Problem) {}); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), `{"id":"n","lang":"en","countries":[],"themes":[],"dates":[]}`+"\n"; got != want {
		t.Errorf("got %s want %s", got, want)
	}
}

func TestTagStreamReportsBadLines(t *testing.T) {
	lines, wrong := tagAll(t, "{\"id\":1,\"text\":\"x\"}\nnot\n{\"text\":5}\n{\"id\":\"z\",\"title\":null}\n")
	if want := "line 2: bad_json not an object|line 3: bad_metadata text a string 5"; wrong != want {
		t.Errorf("complaints = %q, want %q", wrong, want)
	}
	if len(lines) != 2 || lines[0].ID != "1" || lines[1].ID != "z" {
		t.Errorf("lines = %+v", lines)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("pipe closed") }

func TestTagStreamEndsWithItsOutput(t *testing.T) {
	m := NewAnnotator(testVocabulary(t))
	in := strings.Repeat(`{"text":"some words on nothing"}`+"\n", 50_000)
	if err := m.TagStream(t.Context(), strings.NewReader(in), brokenWriter{}, 2, func(index.Problem) {}); err == nil || !strings.Contains(err.Error(), "pipe closed") {
		t.Errorf("error = %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := m.TagStream(ctx, strings.NewReader(in), &bytes.Buffer{}, 2, func(index.Problem) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error = %v", err)
	}
}

func TestHostileTextsAreTagged(t *testing.T) {
	m := NewAnnotator(testVocabulary(t))
	for _, text := range []string{"", " ", "\x00\x01", strings.Repeat("a", 1<<20), strings.Repeat("\u202e", 1000), strings.Repeat("PK ", 10_000)} {
		d := &index.Document{Text: text}
		m.Annotate(d)
		if n := len(d.Passages); n > 0 && d.Passages[n-1].End != len(text) {
			t.Errorf("passages of %.20q end at %d", text, d.Passages[n-1].End)
		}
	}
}
