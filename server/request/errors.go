package request

import (
	"strings"

	"daftar/index"
	"daftar/index/message"
	"daftar/server/i18n"
)

// InvalidParam is a parameter that is unknown or has a value that is not allowed.
type InvalidParam struct {
	Name    string
	Value   string // "" for an unknown name
	Allowed message.Message
}

// ParamsError reports every invalid parameter of a search.
type ParamsError struct{ Invalid []InvalidParam }

func (e *ParamsError) Error() string {
	english := i18n.English(nil)
	var texts []string
	for _, p := range e.Invalid {
		texts = append(texts, p.english(english))
	}
	return strings.Join(texts, "; ")
}

func (p InvalidParam) english(l *i18n.Localizer) string {
	if p.Value == "" {
		return p.Name + ": " + l.Message(p.Allowed)
	}
	return (&index.InvalidError{Name: p.Name, Value: p.Value, Allowed: l.Message(p.Allowed)}).Error()
}

func (e ParamsError) orNil() error {
	if len(e.Invalid) == 0 {
		return nil
	}
	return &e
}

// Verbatim returns a text that is the same in every language.
func Verbatim(text string) message.Message { return message.New("as-is", text) }

// maxAbbreviated is the number of characters of a value that a message repeats.
const maxAbbreviated = 80

// Abbreviate cuts a text that a message or a title repeats.
func Abbreviate(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if runes := []rune(text); len(runes) > maxAbbreviated {
		return string(runes[:maxAbbreviated]) + "…"
	}
	return text
}
