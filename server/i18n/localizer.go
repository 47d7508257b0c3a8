package i18n

import (
	"fmt"
	"strings"
	"unicode"

	xmessage "golang.org/x/text/message"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/message"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// Localizer writes texts, numbers, dates and labels in one language. Many goroutines may use it.
type Localizer struct {
	Language   Language
	texts      catalog
	vocabulary *vocabulary.Vocabulary
	printer    *xmessage.Printer
	digits     []rune // those of 0 to 9
}

// All returns a Localizer of every language by its code. The vocabulary supplies labels. It fails if the message files do
// not have the same keys and placeholders.
func All(v *vocabulary.Vocabulary) (map[string]*Localizer, error) {
	catalogs, err := loadAll()
	if err != nil {
		return nil, err
	}
	all := map[string]*Localizer{}
	for _, l := range languages {
		all[l.Code] = newLocalizer(l, catalogs[l.Code], v)
	}
	return all, nil
}

// English returns the Localizer of the API and the command line. Without a vocabulary (nil), labels are the bare values.
func English(v *vocabulary.Vocabulary) *Localizer {
	texts, _ := loadEnglish() // All reports a broken file, and a test loads it
	return newLocalizer(english(), texts, v)
}

func newLocalizer(l Language, texts catalog, v *vocabulary.Vocabulary) *Localizer {
	localizer := &Localizer{Language: l, texts: texts, vocabulary: v, printer: xmessage.NewPrinter(l.tag)}
	for n := range 10 {
		localizer.digits = append(localizer.digits, []rune(localizer.PlainNumber(n))...)
	}
	return localizer
}

// T returns the text of a key with its arguments in the places {1} to {9}; an unknown key is returned as it is.
//
// An argument is a string, an int (written with grouping; the first selects the plural form), a message.Message (its text),
// a date.Date or date.Day, a query.Filter (the label of its value), or a []string (a list, with commas); any other value is
// written by fmt. In a language written from right to left, text in other letters is isolated from the words around it.
func (l *Localizer) T(key string, args ...any) string {
	forms, known := l.texts[key]
	if !known {
		return key
	}
	form, counted := 0, false
	texts := make([]string, len(args))
	for i, arg := range args {
		n, isInt := arg.(int)
		if !isInt {
			texts[i] = l.isolate(l.argument(arg))
			continue
		}
		texts[i] = l.Number(n)
		if !counted && len(forms) > 1 {
			form, counted = l.Language.formOf(n), true
		}
	}
	return fill(forms[form], texts)
}

// Message returns the text of a message.
func (l *Localizer) Message(m message.Message) string { return l.T(m.Key, m.Args...) }

// Messages returns the texts of some messages.
func (l *Localizer) Messages(all []message.Message) []string {
	var texts []string
	for _, m := range all {
		texts = append(texts, l.Message(m))
	}
	return texts
}

func (l *Localizer) argument(arg any) string {
	switch arg := arg.(type) {
	case string:
		return arg
	case message.Message:
		return l.Message(arg)
	case date.Date:
		return l.Date(arg)
	case date.Day:
		return l.Day(arg)
	case query.Filter:
		return l.Label(index.Field(arg.Name), arg.Value)
	case []string:
		return l.List(arg)
	}
	return fmt.Sprint(arg)
}

// List joins texts with the comma of the language.
func (l *Localizer) List(texts []string) string { return strings.Join(texts, l.T("comma")) }

// Lookup is T for templates: an unknown key is an error.
func (l *Localizer) Lookup(key string, args ...any) (string, error) {
	if _, known := l.texts[key]; !known {
		return "", fmt.Errorf("no message %q", key)
	}
	return l.T(key, args...), nil
}

// Around is a text cut at a placeholder: a template puts an element, such as a link, in between.
type Around struct{ Before, After string }

// Around cuts the text of a key at {1}. The arguments are those from {2} on.
func (l *Localizer) Around(key string, args ...any) (Around, error) {
	const cut = "\x00"
	text, err := l.Lookup(key, append([]any{cut}, args...)...)
	before, after, _ := strings.Cut(text, cut)
	return Around{before, after}, err
}

// fill puts arguments into the placeholders of a text. A placeholder without an argument stays.
func fill(text string, args []string) string {
	start := strings.IndexByte(text, '{')
	if start < 0 || len(args) == 0 {
		return text
	}
	var b strings.Builder
	for ; start >= 0; start = strings.IndexByte(text, '{') {
		b.WriteString(text[:start])
		text = text[start:]
		if n := placeholderNumber(text); n > 0 && n <= len(args) {
			b.WriteString(args[n-1])
			text = text[len("{1}"):]
			continue
		}
		b.WriteByte('{')
		text = text[1:]
	}
	b.WriteString(text)
	return b.String()
}

// placeholderNumber returns the number of the placeholder at the beginning of a text, 0 if there is none.
func placeholderNumber(text string) int {
	if len(text) < len("{1}") || text[2] != '}' || text[1] < '1' || text[1] > '9' {
		return 0
	}
	return int(text[1] - '0')
}

// Unicode bidirectional algorithm (UAX 9): an isolate does not change the order of the text around it.
const (
	firstStrongIsolate = "\u2068"
	popIsolate         = "\u2069"
)

// isolate wraps text that has letters of a script written from left to right, a date or a path in an isolate, in a
// language written from right to left.
func (l *Localizer) isolate(text string) string {
	foreign := func(r rune) bool { return r < '\u0590' && (unicode.IsLetter(r) || r == '-' || r == '/') }
	if l.Language.Dir != "rtl" || strings.HasPrefix(text, firstStrongIsolate) || !strings.ContainsFunc(text, foreign) {
		return text
	}
	return firstStrongIsolate + text + popIsolate
}
