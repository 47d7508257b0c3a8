package extract

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"
)

// oldTexts are a long and a short text per language, with the legacy encodings of that language.
var oldTexts = []struct {
	lang, encodings string
	texts           []string
}{
	{"ru", "windows-1251 koi8-r ibm866 iso-8859-5", []string{
		"Министры обороны трёх стран встретились в Душанбе и обсудили охрану границы. Совместные учения пройдут осенью, сообщил представитель ведомства.",
		"Встреча прошла в Бишкеке", "СОВМЕСТНЫЕ УЧЕНИЯ ПРОЙДУТ В МАРТЕ", "доклад о границе", "Отчёт: «Граница и вода» — № 7 (2024)", "Report on Бишкек, 2024: visit of the delegation",
	}},
	{"uk", "windows-1251 koi8-u", []string{"Міністри зустрілися у столиці й обговорили охорону кордону, її стан і спільні навчання."}},
	{"ar", "windows-1256 iso-8859-6", []string{
		"اجتمع وزراء الدفاع في العاصمة لبحث أمن الحدود، وقال المتحدث إن المناورات المشتركة ستبدأ في الخريف.", "أمن الحدود", "تقرير عن المياه والحدود",
	}},
	{"fa", "windows-1256", []string{"وزيران دفاع سه کشور در پايتخت ديدار کردند و درباره امنيت مرز گفت\u200cوگو کردند. رزمايش پاييز برگزار مي\u200cشود.", "گزارش مرز و آب"}},
	{"ur", "windows-1256", []string{"پاکستان اور چين کے وزرا نے سرحد کي حفاظت پر بات کي اور مشقوں کا اعلان کيا"}},
	{"zh", "gb18030", []string{"三国国防部长在首都会晤，讨论边境安全问题。联合演习将于秋季举行，发言人说。", "边境安全报告", "中国和巴基斯坦举行联合演习"}},
	{"zh-Hant", "big5", []string{"三國國防部長在首都會晤，討論邊境安全問題。聯合演習將於秋季舉行，發言人說。", "邊境安全報告"}},
	{"ja", "shift_jis euc-jp iso-2022-jp", []string{"三か国の国防相が首都で会談し、国境の安全について話し合った。合同演習は秋に行われる。", "国境の安全についての報告"}},
	{"ko", "euc-kr", []string{"세 나라의 국방 장관이 수도에서 만나 국경의 안전을 논의했다. 합동 훈련은 가을에 한다고 대변인이 말했다.", "국경 안전에 대한 보고"}},
	{"tr", "windows-1254", []string{"Üç ülkenin savunma bakanları başkentte buluştu ve sınır güvenliğini görüştü. Ortak tatbikat sonbaharda yapılacak.", "Sınır güvenliği raporu", "IŞIĞIN İZİ"}},
	{"de", "windows-1252", []string{"Die Verteidigungsminister dreier Länder trafen sich in der Hauptstadt und sprachen über den Schutz der Grenze. Die Übung beginnt im Frühjahr – „gemeinsam“.", "Größe der Straße", "Bündnis für Österreich"}},
	{"fr", "windows-1252", []string{"Les ministres de la Défense des trois pays se sont réunis à la capitale. L’exercice aura lieu à l’été, a déclaré le porte-parole.", "Rapport sur la sécurité à la frontière", "Où est le général ?"}},
	{"es", "windows-1252", []string{"Los ministros de Defensa se reunieron en la capital; ¿habrá un acuerdo sobre la frontera mañana? La misión continúa.", "Año de la misión"}},
	{"pl", "windows-1250", []string{"Ministrowie obrony trzech państw spotkali się w stolicy i omówili ochronę granicy. Wspólne ćwiczenia odbędą się jesienią, powiedział rzecznik. Zażółć gęślą jaźń."}},
	{"cs", "windows-1250", []string{"Ministři obrany tří zemí se sešli v hlavním městě a jednali o ochraně hranice. Společné cvičení proběhne na podzim, řekl mluvčí; účastní se ho i dělostřelectvo."}},
	{"el", "windows-1253", []string{"Οι υπουργοί Άμυνας συναντήθηκαν στην πρωτεύουσα και συζήτησαν την ασφάλεια των συνόρων.", "Έκθεση για τα σύνορα"}},
	{"he", "windows-1255", []string{"שרי ההגנה של שלוש המדינות נפגשו בבירה ודנו בביטחון הגבול.", "דוח על הגבול"}},
	{"th", "windows-874", []string{"รัฐมนตรีกลาโหมของสามประเทศพบกันที่เมืองหลวงเพื่อหารือเรื่องความมั่นคงชายแดน"}},
}

func TestGuessLegacyEncodings(t *testing.T) {
	for _, tt := range oldTexts {
		for _, name := range strings.Fields(tt.encodings) {
			_, e := charsetNamed(name)
			for _, text := range tt.texts {
				raw, err := e.NewEncoder().Bytes([]byte(text))
				if err != nil {
					if name == "iso-8859-5" || name == "ibm866" || name == "koi8-r" || name == "iso-8859-6" {
						continue // has no signs beyond its letters
					}
					t.Fatalf("%s in %s: %v", tt.lang, name, err)
				}
				r, problems := Read(Text, bytes.NewReader(raw))
				if r == nil {
					t.Errorf("%s in %s: %q not read: %s", tt.lang, name, text, reasons(problems))
					continue
				}
				if r.Text != text {
					t.Errorf("%s in %s, taken for %s:\n got %q\nwant %q", tt.lang, name, r.Meta["encoding"], r.Text, text)
				}
				if !strings.HasSuffix(r.Meta["encoding"], " (guessed)") {
					t.Errorf("%s in %s: encoding noted as %q", tt.lang, name, r.Meta["encoding"])
				}
			}
		}
	}
}

func TestReadUTF16WithoutByteOrderMark(t *testing.T) {
	for _, endian := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		for _, tt := range oldTexts {
			text := tt.texts[0] + "\n" + tt.texts[0]
			raw, err := unicode.UTF16(endian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			r, problems := Read(Text, bytes.NewReader(raw))
			if r == nil || r.Text != text {
				t.Errorf("%s: %+v %s", tt.lang, r, reasons(problems))
			}
		}
	}
}

func TestReadRefusesBinaryData(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 4000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	high := make([]byte, 4000) // no byte below 0x80
	for i := range high {
		high[i] = byte(0x80 + random.IntN(0x80))
	}
	packed := bytes.ReplaceAll(bytes.ReplaceAll(noise, []byte{0}, []byte{0xe1}), []byte{0x1a}, []byte{0xb1})
	tests := []struct {
		name string
		in   []byte
	}{
		{"noise", noise}, {"noise above ASCII", high}, {"noise without zeros", packed},
		{"executable", append([]byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00"), noise...)},
		{"zeros", make([]byte, 1000)},
	}
	for _, tt := range tests {
		if r, _ := Read(Text, bytes.NewReader(tt.in)); r != nil {
			t.Errorf("%s was read as %s: %.60q", tt.name, r.Meta["encoding"], r.Text)
		}
	}
}

func TestReadHTMLInDeclaredOrGuessedEncoding(t *testing.T) {
	const text = "Министры встретились в Душанбе"
	tests := []struct{ name, head, charset string }{
		{"meta charset", `<meta charset="windows-1251">`, "windows-1251"},
		{"meta content", `<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">`, "koi8-r"},
		{"wrong charset", `<meta charset="utf-8">`, "windows-1251"},
		{"nothing", ``, "windows-1251"},
	}
	for _, tt := range tests {
		_, e := charsetNamed(tt.charset)
		raw, _ := e.NewEncoder().Bytes([]byte("<html><head>" + tt.head + "</head><body><p>" + text + "</p></body></html>"))
		r, problems := Read(HTML, bytes.NewReader(raw))
		if r == nil || r.Text != text {
			t.Errorf("%s: %+v %s", tt.name, r, reasons(problems))
		}
	}
}

func TestDecodeCharset(t *testing.T) {
	tests := []struct{ name, raw, charset, want, used string }{
		{"UTF-8 despite another charset", "Душанбе", "koi8-r", "Душанбе", "utf-8"},
		{"by name", "\xe4\xf6", "iso-8859-1", "äö", "windows-1252"},
		{"alias", "\xcf\xf0\xe8", "cp1251", "При", "windows-1251"},
		{"with ASCII", "\x1b$B9q6-\x1b(B", "iso-2022-jp", "国境", "iso-2022-jp"},
		{"UTF-7", "A +BBIEPgQ0BDA-, +- +", "utf-7", "A Вода, + +", "utf-7"},
		{"no name of an encoding", "\xe4", "x-no-such", "ä", "windows-1252"},
		{"cut in a character", "гранич\xd0", "", "гранич\ufffd", "utf-8"},
		{"western by name, Russian by its letters", "\xcf\xf0\xe8\xe2\xe5\xf2, \xe4\xee\xf0\xee\xe3\xee\xe9 \xe4\xf0\xf3\xe3", "iso-8859-1", "Привет, дорогой друг", "windows-1251"},
	}
	for _, tt := range tests {
		if got, used := DecodeCharset([]byte(tt.raw), tt.charset); got != tt.want || used != tt.used {
			t.Errorf("%s: got %q in %s, want %q in %s", tt.name, got, used, tt.want, tt.used)
		}
	}
}

func FuzzDecodeCharset(f *testing.F) {
	f.Add([]byte("\xcf\xf0\xe8"), "koi8-r")
	f.Add([]byte("\x1b$B9q"), "iso-2022-jp")
	f.Add([]byte("a\x00b\x00c\x00 \x00"), "")
	f.Fuzz(func(t *testing.T, raw []byte, name string) {
		if text, _ := DecodeCharset(raw, name); strings.ToValidUTF8(text, "") != text {
			t.Fatalf("not UTF-8: %q", text)
		}
		checkReading(t, Text, raw)
	})
}
