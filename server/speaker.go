package server

import (
	"fmt"
	"strings"
	"unicode"

	"daftar/index"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// speaker says what people read in one language: texts, numbers, dates, and the labels of the vocabulary. It is a plain
// value that many goroutines may use.
type speaker struct {
	pageLanguage
	texts      messages
	vocabulary *vocabulary.Vocabulary
}

func newSpeakers(v *vocabulary.Vocabulary) (map[string]speaker, error) {
	texts, err := builtInMessages()
	if err != nil {
		return nil, err
	}
	all := map[string]speaker{}
	for _, l := range pageLanguages {
		all[l.Code] = speaker{l, texts[l.Code], v}
	}
	return all, nil
}

// english speaks for the API and the command line. The texts are part of the binary and checked by New; without them it
// says the keys.
func (l Library) english() speaker {
	texts, _ := builtInMessages()
	return speaker{pageLanguages[0], texts[pageLanguages[0].Code], l.Vocabulary}
}

// Say returns the text of a key, with {1}, {2} … replaced by the arguments. Ints are written as numbers, and the first of
// them chooses the form of a text that has several. An unknown key comes back as it is.
func (s speaker) Say(key string, args ...any) string {
	text, known := s.texts[key]
	if !known {
		return key
	}
	form, said := 0, make([]string, len(args))
	for n, arg := range args {
		number, counts := arg.(int)
		if !counts {
			said[n] = s.isolated(fmt.Sprint(arg))
			continue
		}
		said[n] = s.number(number)
		if form == 0 && len(text) > 1 {
			form = s.plural(number)
		}
	}
	return filled(text[form], said)
}

// filled puts arguments in the places of a text, which are {1} to {9}; a place without one stays.
func filled(text string, said []string) string {
	at := strings.IndexByte(text, '{')
	if at < 0 || len(said) == 0 {
		return text
	}
	var b strings.Builder
	for ; at >= 0; at = strings.IndexByte(text, '{') {
		b.WriteString(text[:at])
		text = text[at:]
		if n := placeOf(text); n > 0 && n <= len(said) {
			b.WriteString(said[n-1])
			text = text[len("{1}"):]
			continue
		}
		b.WriteByte('{')
		text = text[1:]
	}
	b.WriteString(text)
	return b.String()
}

// placeOf is the number of the place that a text begins with, 0 for none.
func placeOf(text string) int {
	if len(text) < len("{1}") || text[2] != '}' || text[1] < '1' || text[1] > '9' {
		return 0
	}
	return int(text[1] - '0')
}

// isolated keeps letters that run from left to right, and dates and addresses of digits, from turning the words around
// them in a text that runs from right to left (Unicode bidirectional algorithm, isolates).
func (s speaker) isolated(text string) string {
	foreign := func(r rune) bool { return r < '\u0590' && (unicode.IsLetter(r) || r == '-' || r == '/') }
	if s.Dir != "rtl" || strings.HasPrefix(text, "\u2068") || !strings.ContainsFunc(text, foreign) {
		return text
	}
	return "\u2068" + text + "\u2069"
}

// text is Say for templates, where a key that is not known is an error.
func (s speaker) text(key string, args ...any) (string, error) {
	if _, known := s.texts[key]; !known {
		return "", fmt.Errorf("no message %q", key)
	}
	return s.Say(key, args...), nil
}

// around is a text cut at a place where a template puts an element: what stands before it and after it.
type around struct{ Before, After string }

// around cuts the text of a key at {1}; further arguments start at {2}.
func (s speaker) around(key string, args ...any) (around, error) {
	const here = "\x00"
	text, err := s.text(key, append([]any{here}, args...)...)
	before, after, _ := strings.Cut(text, here)
	return around{before, after}, err
}

// label returns what people call a value of a field.
func (s speaker) label(f index.Field, value string) string {
	if value == index.Missing {
		return s.Say(missingLabels[f])
	}
	label := ""
	switch f {
	case index.FieldCountry:
		label = s.vocabulary.CountryLabel(value, s.Code)
	case index.FieldTheme:
		label = s.vocabulary.ThemeLabel(value, s.Code)
	case index.FieldThemeGroup:
		label = s.vocabulary.GroupLabel(value, s.Code)
	case index.FieldLang:
		label = s.vocabulary.LanguageLabel(value, s.Code)
	case index.FieldFormat:
		label = strings.ToUpper(value)
	}
	if label == "" {
		return value
	}
	return label
}

// missingLabels name the choice "has none" of each field.
var missingLabels = map[index.Field]string{
	index.FieldCountry: "missing.country", index.FieldTheme: "missing.theme", index.FieldThemeGroup: "missing.theme",
	index.FieldSource: "missing.source", index.FieldLang: "missing.language", index.FieldFormat: "missing.format",
	index.FieldDate: "missing.date",
}

func (s speaker) regionLabel(id string) string {
	if label := s.vocabulary.RegionLabel(id, s.Code); label != "" {
		return label
	}
	return id
}

// Label names the value of a filter for a question read aloud.
func (s speaker) Label(f query.Filter) string { return s.label(index.Field(f.Name), f.Value) }

func (s speaker) documents(n int) string { return s.Say("documents", n) }

// notes say what an engine did that a question did not say.
func (s speaker) notes(notes []index.Note) (lines []string) {
	for _, n := range notes {
		switch words := strings.Join(n.Words, s.Say("comma")); {
		case n.Kind == index.NoteNoMatch:
			lines = append(lines, s.Say("note.none", n.Text))
		case n.Kind == index.NoteIgnored:
			lines = append(lines, s.Say("note.blank", n.Text))
		case n.More > 0:
			lines = append(lines, s.Say("note.forms-more", n.Text, words, n.More))
		default:
			lines = append(lines, s.Say("note.forms", n.Text, words))
		}
	}
	return lines
}
