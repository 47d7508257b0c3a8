package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// titleRunes bounds a derived title: it fits into a line of a result list.
const titleRunes = 100

// titleSearchBytes bounds the part of the text in which the first sentence is looked for.
const titleSearchBytes = 4096

// deriveTitle returns the first sentence of a text, cut at a word if it is too long; "" if the text has no letter or digit.
func deriveTitle(text string) string {
	if len(text) > titleSearchBytes {
		text = strings.ToValidUTF8(text[:titleSearchBytes], "")
	}
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		if strings.IndexFunc(line, wordRune) >= 0 {
			return shorten(firstSentence(strings.TrimLeft(line, "#*->•– ")))
		}
	}
	return ""
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// firstSentence ends at the first full stop before a space or the end that does not belong to an initial ("J. Smith", "U.S.
// forces") or a common abbreviation. Chinese full stops need no space.
func firstSentence(line string) string {
	for at, r := range line {
		end := at + utf8.RuneLen(r)
		rest := strings.TrimLeft(line[end:], `"'”’)»`)
		switch r {
		case '。', '！', '？':
			return line[:end]
		case '!', '?', '؟', '۔', '।', '…':
		case '.':
			if abbreviation(line[:at]) {
				continue
			}
		default:
			continue
		}
		if rest == "" || strings.HasPrefix(rest, " ") {
			return line[:len(line)-len(rest)]
		}
	}
	return line
}

var shortForms = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "st": true, "no": true, "gen": true, "col": true, "lt": true, "maj": true,
	"capt": true, "sgt": true, "prof": true, "sen": true, "rep": true, "gov": true, "vs": true, "jan": true, "feb": true,
	"aug": true, "sept": true, "oct": true, "nov": true, "dec": true, "inc": true, "co": true, "ltd": true, "гг": true, "им": true,
}

// abbreviation reports whether the word before a full stop is abbreviated.
func abbreviation(before string) bool {
	word := before[strings.LastIndexAny(before, " (\"“‘«")+1:]
	if _, last, dotted := strings.Cut(word, "."); dotted {
		word = last[strings.LastIndex(last, ".")+1:]
	}
	first, _ := utf8.DecodeRuneInString(word)
	if utf8.RuneCountInString(word) == 1 && (unicode.IsUpper(first) || unicode.IsDigit(first)) {
		return true
	}
	return shortForms[strings.ToLower(word)]
}

// shorten cuts a title at a word, or within a word that is too long itself.
func shorten(s string) string {
	if utf8.RuneCountInString(s) <= titleRunes {
		return s
	}
	runes := []rune(s)[:titleRunes-1]
	cut := string(runes)
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:–-—،؛") + "…"
}
