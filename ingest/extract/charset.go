package extract

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// The module file lists github.com/gogs/chardet only because go-readability requires it. This project does not import it:
// guess detects encodings with letter frequencies.

// DecodeCharset decodes bytes whose encoding a message, a page or an archive declares; name is "" if it does not. Many
// declarations are wrong: valid UTF-8 is read as UTF-8, and bytes that do not fit the declared encoding are guessed. It
// returns the encoding that was used. Bytes that cannot be decoded become U+FFFD.
func DecodeCharset(raw []byte, name string) (text, used string) {
	if order := utf16Order(raw); order != nil {
		if text, err := decodeUTF16(raw[2:], order, true); err == nil {
			return text, "utf-16"
		}
	}
	if bytes.IndexByte(raw[:min(len(raw), SniffBytes)], 0) >= 0 {
		if text, used, ok := decodeUnmarkedUTF16(raw); ok {
			return text, used
		}
	}
	raw = bytes.TrimPrefix(raw, bom)
	canonical, named := charsetNamed(name)
	if canonical == "utf-7" {
		return decodeUTF7(raw), canonical
	}
	if looksLikeASCII[canonical] && named != nil {
		if text, ok := decodeFitting(raw, named); ok {
			return text, canonical
		}
	}
	if utf8.Valid(raw) {
		return string(raw), "utf-8"
	}
	if named != nil && !isWrongLatin(raw, canonical) {
		if text, ok := decodeFitting(raw, named); ok {
			return text, canonical
		}
	}
	if isMostlyUTF8(raw) {
		return strings.ToValidUTF8(string(raw), "\ufffd"), "utf-8"
	}
	if text, used, ok := guess(raw); ok {
		return text, used
	}
	return strings.ToValidUTF8(string(raw), "\ufffd"), "utf-8"
}

// isWrongLatin reports whether bytes that are declared as Latin letters are clearly of another script: many programs
// declare everything as windows-1252.
func isWrongLatin(raw []byte, name string) bool {
	const minCharacters = 8
	if !latin[name] && name != "iso-8859-15" || beyondASCII(raw[:min(len(raw), guessBytes)]) < minCharacters {
		return false
	}
	_, used, ok := guess(raw)
	return ok && !latin[used]
}

// looksLikeASCII are the encodings of which every text is valid UTF-8.
var looksLikeASCII = map[string]bool{"iso-2022-jp": true, "utf-16le": true, "utf-16be": true}

// charsetAliases are names in use that are in neither list of names.
var charsetAliases = map[string]string{
	"cp1250": "windows-1250", "cp1251": "windows-1251", "cp1252": "windows-1252", "cp1254": "windows-1254", "cp1256": "windows-1256",
	"win-1251": "windows-1251", "win1251": "windows-1251", "cp866": "ibm866", "cp936": "gbk", "cp950": "big5", "cp932": "shift_jis",
	"cp949": "euc-kr", "utf8": "utf-8", "utf_8": "utf-8", "cp65001": "utf-8", "ansi_x3.110-1983": "iso-8859-1", "iso-8859-8-i": "iso-8859-8",
	"iso-8859-8-e": "iso-8859-8", "iso-8859-6-i": "iso-8859-6", "default": "", "unknown-8bit": "", "unicode-1-1-utf-7": "utf-7", "utf7": "utf-7", "x-unknown": "", "us-ascii": "", "ascii": "",
}

// charsetNamed returns the canonical name and the encoding of a name; nil if there is none.
func charsetNamed(name string) (string, encoding.Encoding) {
	name = strings.ToLower(strings.Trim(strings.TrimPrefix(strings.TrimSpace(name), "charset="), `"' `))
	if alias, ok := charsetAliases[name]; ok {
		name = alias
	}
	if name == "" {
		return "", nil
	}
	if e, err := htmlindex.Get(name); err == nil {
		if canonical, err := htmlindex.Name(e); err == nil {
			name = canonical
		}
		if name == "replacement" || name == "utf-8" {
			return name, nil
		}
		return name, e
	}
	if e, err := ianaindex.MIME.Encoding(name); err == nil && e != nil {
		return name, e
	}
	return name, nil
}

// declaredInPage returns the encoding that an HTML page declares in its head: <meta charset="x">, <meta http-equiv…
// content="text/html; charset=x">, or <?xml encoding="x"?>.
func declaredInPage(raw []byte) string {
	found := pageCharset.FindSubmatch(raw[:min(len(raw), SniffBytes)])
	if found == nil {
		return ""
	}
	return string(found[1])
}

var pageCharset = regexp.MustCompile(`(?i)(?:<meta[^>]{0,200}charset\s*=\s*["']?|<\?xml[^>]{0,100}encoding\s*=\s*["'])\s*([a-z0-9_.:-]{2,40})`)

// maxWrong is the share of characters that may be wrong in the declared encoding: a mail that was cut, or an emoji in it,
// does not make the declaration wrong.
const maxWrong = 0.02

func decodeFitting(raw []byte, e encoding.Encoding) (string, bool) {
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return "", false
	}
	text := string(out)
	wrong := strings.Count(text, "\ufffd")
	return text, float64(wrong) <= maxWrong*float64(utf8.RuneCountInString(text))
}

// isMostlyUTF8 reports whether raw is UTF-8 but for a few bytes, such as those of a character that a limit cut.
func isMostlyUTF8(raw []byte) bool {
	valid, wrong := 0, 0
	for offset := 0; offset < len(raw); {
		r, size := utf8.DecodeRune(raw[offset:])
		switch {
		case r == utf8.RuneError && size == 1:
			wrong++
		case size > 1:
			valid++
		}
		offset += size
	}
	return valid > 0 && wrong <= valid/20+1 && valid >= 8*wrong
}
