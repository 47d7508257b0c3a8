package legacy

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// codePages maps the code page numbers of Windows, DOS and Macintosh to encodings.
var codePages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 855: charmap.CodePage855, 866: charmap.CodePage866,
	874: charmap.Windows874, 932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1200: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 1250: charmap.Windows1250, 1251: charmap.Windows1251,
	1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256,
	1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh, 10001: japanese.ShiftJIS, 10006: charmap.Windows1253,
	10007: charmap.MacintoshCyrillic, 10008: simplifiedchinese.GBK, 20127: charmap.Windows1252, 20866: charmap.KOI8R, 21866: charmap.KOI8U,
	28591: charmap.Windows1252, 28592: charmap.ISO8859_2, 28595: charmap.ISO8859_5, 28596: charmap.ISO8859_6, 28597: charmap.ISO8859_7,
	28598: charmap.ISO8859_8, 28599: charmap.Windows1254, 50220: japanese.ISO2022JP, 51932: japanese.EUCJP, 51949: korean.EUCKR,
	52936: simplifiedchinese.HZGB2312, 54936: simplifiedchinese.GB18030, 65001: unicode.UTF8,
}

// windows1252 is the code page of text that names none.
const windows1252 = 1252

// DecodeCodePage decodes bytes in a Windows code page; an unknown number counts as 1252. Invalid bytes become U+FFFD.
func DecodeCodePage(raw []byte, codePage int) string {
	e := codePages[codePage]
	if e == nil {
		e = codePages[windows1252]
	}
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return strings.ToValidUTF8(string(out), "\ufffd")
}

// codePageOfCharset maps the character sets of Windows fonts to code pages.
var codePageOfCharset = map[int]int{
	77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 179: 1256, 180: 1256,
	186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 437,
}

// symbolCharset marks fonts whose characters are pictures.
const symbolCharset = 2

// codePageOfLanguage maps the primary language (lower ten bits, [MS-LCID]) to the code page of its 8-bit text in Word,
// if it is not 1252.
var codePageOfLanguage = map[int]int{
	0x01: 1256, 0x29: 1256, 0x20: 1256, 0x63: 1256, 0x80: 1256, // Arabic, Persian, Urdu, Pashto, Uyghur
	0x02: 1251, 0x19: 1251, 0x22: 1251, 0x23: 1251, 0x2f: 1251, 0x3f: 1251, 0x40: 1251, 0x44: 1251, 0x50: 1251, 0x28: 1251, // Cyrillic
	0x05: 1250, 0x0e: 1250, 0x15: 1250, 0x18: 1250, 0x1a: 1250, 0x1b: 1250, 0x1c: 1250, 0x24: 1250, // central Europe
	0x08: 1253, 0x0d: 1255, 0x1f: 1254, 0x2c: 1254, 0x43: 1254, 0x25: 1257, 0x26: 1257, 0x27: 1257, 0x2a: 1258,
	0x04: 936, 0x11: 932, 0x12: 949, 0x1e: 874,
}

func languageCodePage(language int) int {
	if language == 0x0404 || language == 0x0c04 { // Taiwan, Hong Kong
		return 950
	}
	if cp, ok := codePageOfLanguage[language&0x3ff]; ok {
		return cp
	}
	return windows1252
}
