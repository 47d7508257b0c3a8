// Package message holds texts for people before they have a language: a key and its arguments.
//
// Packages below the user interface (query, engines, ingest) return a Message; server/i18n turns it into the language of
// a page, and the command line into English. The English text of every key is in server/i18n, so wording and code change
// independently, and nothing can depend on the wording.
package message

import (
	"encoding/json"
	"fmt"
)

// Message is a text as a key of the message files and the values of its placeholders {1}, {2} ….
type Message struct {
	Key  string `json:"key"`
	Args Args   `json:"args,omitempty"`
}

// New returns the message of a key. The arguments are those that Args allows.
func New(key string, args ...any) Message { return Message{key, args} }

// Args are the values of the placeholders of a text, in order. An element is a string, an int (which selects the plural
// form of the text), or another kind that the localizer documents: a Message, a date, or a label to be looked up. Only
// strings and ints survive JSON.
type Args []any

// UnmarshalJSON reads strings and whole numbers, the latter as int.
func (a *Args) UnmarshalJSON(data []byte) error {
	var raw []json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	args := make(Args, len(raw))
	for i, r := range raw {
		var s string
		var n int
		switch {
		case json.Unmarshal(r, &n) == nil:
			args[i] = n
		case json.Unmarshal(r, &s) == nil:
			args[i] = s
		default:
			return fmt.Errorf("argument %d of a message must be a string or a whole number, got %s", i+1, r)
		}
	}
	*a = args
	return nil
}
