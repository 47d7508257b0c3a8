package server

import (
	"strings"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/vocabulary"
	"daftar/server/i18n"
)

// speaker is a localizer with the texts of pages that need more than a key.
type speaker struct{ *i18n.Localizer }

func newSpeakers(v *vocabulary.Vocabulary) (map[string]speaker, error) {
	localizers, err := i18n.All(v)
	if err != nil {
		return nil, err
	}
	all := map[string]speaker{}
	for code, l := range localizers {
		all[code] = speaker{l}
	}
	return all, nil
}

// english returns the localizer of the API and the command line.
func (l Library) english() speaker { return speaker{i18n.English(l.Vocabulary)} }

func (s speaker) documents(n int) string { return s.T("documents", n) }

// notes returns what an engine did with parts of a query, in words.
func (s speaker) notes(notes []index.Note) (lines []string) {
	for _, n := range notes {
		switch words := strings.Join(n.Words, s.T("comma")); {
		case n.Kind == index.NoteNoMatch:
			lines = append(lines, s.T("note.none", n.Text))
		case n.Kind == index.NoteIgnored:
			lines = append(lines, s.T("note.blank", n.Text))
		case n.More > 0:
			lines = append(lines, s.T("note.forms-more", n.Text, words, n.More))
		default:
			lines = append(lines, s.T("note.forms", n.Text, words))
		}
	}
	return lines
}

// machineDate is the date for <time datetime>, or "" for a span of days, which HTML has no form for.
func machineDate(d date.Date) string {
	if d.Precision == date.PrecisionRange {
		return ""
	}
	return d.String()
}

// problems returns the texts of problems.
func (s speaker) problems(all []index.Problem) (texts []string) {
	for _, p := range all {
		texts = append(texts, s.Problem(p))
	}
	return texts
}
