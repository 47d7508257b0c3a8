// Package message holds texts for people before they have a language: a key and its arguments.
//
// Packages below the user interface (query, engines, ingest) return a Message. Package server/i18n renders it in the
// language of a page, or in English for the command line. The texts are in server/i18n/messages, so the wording changes
// without the code, and no code can depend on the wording.
package message

import (
	"encoding/json"
	"fmt"
)

// Message is a key of the message files and the values of the placeholders {1}, {2} … in its text.
type Message struct {
	Key  string `json:"key"`
	Args Args   `json:"args,omitempty"`
}

// New returns the message of a key. Args says what an argument may be.
func New(key string, args ...any) Message { return Message{key, args} }

// Args are the values of the placeholders of a text, in order. An element is a string, an int (the first selects the
// plural form of the text), or a value that the localizer renders: a Message, a date.Date, a query.Filter (the label of
// its value) or a []string (a list). Only strings and ints survive JSON.
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
