package mail

import (
	"encoding/base64"
	"strings"

	"daftar/ingest/extract"
)

// encodedWord is a part of a header in another encoding (RFC 2047), such as =?koi8-r?B?8NLJ18XU?=.
type encodedWord struct {
	charset string
	bytes   []byte
}

// decodeEncodedWords decodes the encoded words of a field. Adjacent words in the same encoding are decoded together,
// because programs split them inside a character. The encoding of other bytes is guessed.
func decodeEncodedWords(s string) string {
	if !strings.Contains(s, "=?") {
		return decodeRaw(s)
	}
	var b strings.Builder
	var pending encodedWord
	flush := func() {
		if len(pending.bytes) > 0 {
			text, _ := extract.DecodeCharset(pending.bytes, pending.charset)
			b.WriteString(text)
		}
		pending = encodedWord{}
	}
	for s != "" {
		at := strings.Index(s, "=?")
		if at < 0 {
			break
		}
		word, size, ok := parseEncodedWord(s[at:])
		if !ok {
			flush()
			b.WriteString(decodeRaw(s[:at+2]))
			s = s[at+2:]
			continue
		}
		if between := s[:at]; strings.TrimSpace(between) != "" || len(pending.bytes) == 0 {
			flush()
			b.WriteString(decodeRaw(between))
		}
		if !strings.EqualFold(pending.charset, word.charset) {
			flush()
			pending.charset = word.charset
		}
		pending.bytes = append(pending.bytes, word.bytes...)
		s = s[at+size:]
	}
	flush()
	b.WriteString(decodeRaw(s))
	return b.String()
}

func decodeRaw(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] == 0x1b {
			text, _ := extract.DecodeCharset([]byte(s), "")
			return text
		}
	}
	return s
}

// parseEncodedWord reads the encoded word at the start of s. It accepts spaces inside, which RFC 2047 forbids.
func parseEncodedWord(s string) (word encodedWord, size int, ok bool) {
	charset, rest, found := strings.Cut(s[2:], "?")
	kind, text, again := strings.Cut(rest, "?")
	end := strings.Index(text, "?=")
	const longest = 40 // the longest charset name has 45 bytes with its language
	if !found || !again || end < 0 || len(charset) > longest+5 || len(kind) != 1 {
		return encodedWord{}, 0, false
	}
	size = 2 + len(charset) + 1 + len(kind) + 1 + end + 2
	word.charset, _, _ = strings.Cut(charset, "*")
	switch kind {
	case "B", "b":
		word.bytes = decodeBase64([]byte(text[:end]))
	case "Q", "q":
		word.bytes = decodeQuotedPrintable([]byte(strings.ReplaceAll(text[:end], "_", " ")))
	default:
		return encodedWord{}, 0, false
	}
	return word, size, true
}

// decodeBase64 skips characters outside the alphabet and accepts a missing end.
func decodeBase64(in []byte) []byte {
	clean := make([]byte, 0, len(in))
	out := []byte(nil)
	for _, c := range in {
		switch {
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/':
			clean = append(clean, c)
		case c == '-':
			clean = append(clean, '+')
		case c == '_':
			clean = append(clean, '/')
		case c == '=' && len(clean) > 0: // parts encoded separately and concatenated
			out, clean = appendBase64(out, clean), clean[:0]
		}
	}
	return appendBase64(out, clean)
}

func appendBase64(out, clean []byte) []byte {
	if len(clean)%4 == 1 { // 6 bits are less than a byte
		clean = clean[:len(clean)-1]
	}
	piece := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(piece, clean)
	return append(out, piece[:n]...)
}

// decodeQuotedPrintable keeps invalid escapes as they are.
func decodeQuotedPrintable(in []byte) []byte {
	out := make([]byte, 0, len(in))
	for i := 0; i < len(in); i++ {
		if in[i] != '=' {
			out = append(out, in[i])
			continue
		}
		if i+2 < len(in) {
			high, ok := unhex(in[i+1])
			low, also := unhex(in[i+2])
			if ok && also {
				out = append(out, high<<4|low)
				i += 2
				continue
			}
		}
		if end := softBreak(in[i+1:]); end > 0 || i+1 == len(in) {
			i += end
			continue
		}
		out = append(out, '=')
	}
	return out
}

// softBreak returns the length of the line end that belongs to the "=" before it, or 0.
func softBreak(in []byte) int {
	for i, c := range in {
		switch c {
		case '\n':
			return i + 1
		case ' ', '\t', '\r':
		default:
			return 0
		}
	}
	return 0
}

func unhex(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	}
	return 0, false
}
