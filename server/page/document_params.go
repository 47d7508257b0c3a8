package page

import (
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/message"
	"daftar/server/request"
)

// documentParams are the parameters of a document's page besides those of the search that led there.
type documentParams struct {
	tag     string // whose evidence is highlighted: country:PK, role:PK, theme:ID, date:2025-07-26
	section int    // of a long document, from 1
	cite    int    // the passage (from 0) whose citation is shown below it, or request.NoPassage

	hash    string // beginning of the hash of the cited text; "" if the URL is not a permalink
	passage int    // the cited passage (from 0), or request.NoPassage
}

// parseDocumentParams parses tag, section, cite, hash and passage. A permalink outlives the text: next to a hash, a passage or
// a section that no longer exists is not an error.
func parseDocumentParams(c echo.Context, d *index.Document) (p documentParams, err error) {
	p = documentParams{tag: c.QueryParam("tag"), section: 1, cite: request.NoPassage, passage: request.NoPassage, hash: strings.ToLower(c.QueryParam("hash"))}
	if !isHash(p.hash) {
		return p, invalid("hash", p.hash, message.New("allowed.hash"))
	}
	passages := len(d.Passages)
	if text := c.QueryParam("passage"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || p.hash == "" && n > passages {
			return p, invalidNumber("passage", text, passages)
		}
		p.passage = n - 1
	}
	if text := c.QueryParam("cite"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > passages {
			return p, invalidNumber("cite", text, passages)
		}
		p.cite = n - 1
	}
	p.section = request.SectionOf(min(max(p.passage, p.cite), passages-1))
	if text := c.QueryParam("section"); text != "" {
		last := request.SectionOf(passages - 1)
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || p.hash == "" && n > last {
			return p, invalidNumber("section", text, last)
		}
		p.section = min(n, last)
	}
	return p, nil
}

// isHash reports whether a text is the beginning of a SHA-256 in hex.
func isHash(text string) bool {
	_, err := hex.DecodeString(text + strings.Repeat("0", len(text)%2))
	return err == nil && len(text) <= 64
}

func invalidNumber(name, value string, high int) error {
	return invalid(name, value, message.New("allowed.number", "1", strconv.Itoa(high)))
}

func invalid(name, value string, allowed message.Message) error {
	return &request.ParamsError{Invalid: []request.InvalidParam{{Name: name, Value: request.Abbreviate(value), Allowed: allowed}}}
}
