package server

import (
	"slices"
	"testing"

	"daftar/index"
)

func TestPageShowsNotesOfTheEngine(t *testing.T) {
	f := library(t)
	f.notes = []index.Note{
		{Kind: index.NoteExpanded, Text: "dri*", Words: []string{"drill", "drive"}}, {Kind: index.NoteExpanded, Text: "a*", Words: []string{"air"}, More: 3},
		{Kind: index.NoteNoMatch, Text: "zzz*"}, {Kind: index.NoteIgnored, Text: "!"},
	}
	s := serverOf(t, f)
	for lang, want := range map[string][]string{
		"en": {"dri*: drill, drive", "a*: air and 3 more words", "No word in this library matches zzz*", "Ignored: !"},
		"ru": {"dri*: drill, drive", "a*: air и ещё 3 слова", "Ни одно слово библиотеки не соответствует zzz*", "Пропущено: !"},
	} {
		if got := texts(find(getPage(t, s, "/search?q=drill&ui="+lang, 200), ".notes li")); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}
