package request

import (
	"bytes"
	"encoding/json"
)

// EncodeJSON encodes a response as the API and the command line print it: one line with <, > and & as they are, since it is
// never read as HTML.
func EncodeJSON(value any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
