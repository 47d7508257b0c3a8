package server

import (
	"strings"
	"testing"

	"daftar/server/request"
)

func TestWriteText(t *testing.T) {
	f := library(t)
	a, err := request.NewSearcher(f, words(t)).Search(t.Context(), parse(t, "q=drill&facets=none&limit=2&sort=newest"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := a.WriteText(&b, request.HighlightStyle{Open: "«", Close: "»"}); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{
		"1. «Joint drill in Islamabad»\n   26 July 2025 (inferred from the text) · Daftar test note · notes/drill.md\n",
		"   passage 1  Pakistan hosted a joint «drill» with", "2. «Steppe exercise»\n   2021 · Another source",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if got, want := a.Summary(), "3 documents, newest first (1.8 ms), showing 1 to 2"; got != want {
		t.Errorf("summary %q, want %q", got, want)
	}
}
