package mail

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy/legacytest"
)

// msg builds an Outlook message: streams by path.
type msg map[string][]byte

func (m msg) text(folder string, id int, value string) msg {
	var raw []byte
	for _, u := range utf16.Encode([]rune(value)) {
		raw = binary.LittleEndian.AppendUint16(raw, u)
	}
	return m.bytes(folder, id, typeText, raw)
}

func (m msg) bytes(folder string, id, kind int, raw []byte) msg {
	m[folder+streamName(id, kind)] = raw
	return m
}

// fixed writes the stream of short properties.
func (m msg) fixed(folder string, head int, values map[uint16]uint64) msg {
	raw := make([]byte, head)
	for id, v := range values {
		raw = binary.LittleEndian.AppendUint16(raw, 0)
		raw = binary.LittleEndian.AppendUint16(raw, id)
		raw = binary.LittleEndian.AppendUint32(raw, 0)
		raw = binary.LittleEndian.AppendUint64(raw, v)
	}
	m[folder+propertiesStream] = raw
	return m
}

func fileTime(t time.Time) uint64 { return uint64(t.Unix()+11644473600) * 10_000_000 }

var sentTime = time.Date(2024, 3, 4, 23, 0, 0, 0, time.UTC)

func sampleMessage() msg {
	const (
		attached = "__attach_version1.0_#00000000/"
		logo     = "__attach_version1.0_#00000001/"
		inner    = "__attach_version1.0_#00000002/" + "__substg1.0_3701000D/"
	)
	m := msg{}
	m.fixed("", messageHeaderBytes, map[uint16]uint64{propSubmitted: fileTime(sentTime)})
	m.text("", propSubject, "Граница").text("", propBody, "Встреча\r\nв Душанбе").text("", propFromName, "Lee, Ann").text("", propFromSMTP, "ann@example.org")
	m.text("", propMessageID, "<1@example.org>")
	for n, name := range []string{"Bob", "Cem"} {
		folder := fmt.Sprintf("__recip_version1.0_#%08X/", n)
		m.fixed(folder, otherHeaderBytes, map[uint16]uint64{propRecipient: uint64(n + 1)}).text(folder, propDisplayName, name)
		m.text(folder, propAddressSMTP, strings.ToLower(name)+"@example.org")
	}
	m.fixed(attached, otherHeaderBytes, nil).text(attached, propAttachLong, "../a.txt").bytes(attached, propAttachData, typeBinary, []byte("hi"))
	m.fixed(logo, otherHeaderBytes, nil).text(logo, propAttachLong, "logo.png").text(logo, propAttachType, "image/png").text(logo, propAttachID, "1")
	m.bytes(logo, propAttachData, typeBinary, []byte("x"))
	m.fixed(inner, embeddedHeaderBytes, nil).text(inner, propSubject, "Old one").text(inner, propBody, "inner words")
	return m
}

func TestMSG(t *testing.T) {
	m := ReadMSG(legacytest.CompoundFile(sampleMessage()), extract.DefaultLimits())
	if m.Extracted == nil {
		t.Fatal(describeProblems(m.Problems))
	}
	r := m.Extracted
	got := []string{r.Title, r.Text, r.Author, r.Published.String(), r.Meta["from"], r.Meta["to"], r.Meta["cc"], r.Meta["message-id"], r.Format}
	want := []string{"Граница", "Встреча\nв Душанбе", "Lee, Ann", "2024-03-04", `"Lee, Ann" <ann@example.org>`, "Bob <bob@example.org>", "Cem <cem@example.org>", "<1@example.org>", "msg"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("field %d = %q, want %q", i, got[i], want[i])
		}
	}
	var attachments []extract.Embedded
	for h := range m.Embedded {
		attachments = append(attachments, h)
	}
	if len(attachments) != 2 || attachments[0].Name != "a.txt" || string(attachments[0].Bytes) != "hi" || attachments[1].Name != "Old one.eml" {
		t.Fatalf("attachments %+v", attachments)
	}
	if inner := Read(attachments[1].Bytes, extract.DefaultLimits()).Extracted; inner == nil || inner.Text != "inner words" || inner.Title != "Old one" {
		t.Errorf("inner %+v", inner)
	}
}

func TestMSGBodies(t *testing.T) {
	long := strings.Repeat("many words of a page ", 20)
	packed := storedRTF(`{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2\par}`)
	russian := []byte("\xcf\xf0\xe8\xe2\xe5\xf2, \xe4\xee\xf0\xee\xe3\xee\xe9")
	tests := []struct {
		name string
		m    msg
		want string
	}{
		{"compressed RTF", msg{}.bytes("", propRTF, typeBinary, packed), `"Привет"`},
		{"HTML in its code page", msg{}.bytes("", propHTML, typeBinary, []byte("<p>\xcf\xf0\xe8</p>")).fixed("", messageHeaderBytes, map[uint16]uint64{propInternetCodePage: 1251}), `"При"`},
		{"HTML if the plain text is a stub", msg{}.text("", propBody, "see the page").bytes("", propHTML, typeBinary, []byte("<p>"+long)), fmt.Sprintf("%q", strings.TrimSpace(long))},
		{"8-bit text in its code page", msg{}.bytes("", propBody, typeText8, russian).fixed("", messageHeaderBytes, map[uint16]uint64{propMessageCodePage: 1251}), `"Привет, дорогой"`},
		{"8-bit text with wrong code page 1252", msg{}.bytes("", propBody, typeText8, russian).fixed("", messageHeaderBytes, map[uint16]uint64{propMessageCodePage: 1252}), `"Привет, дорогой"`},
		{"encrypted", msg{}.text("", propClass, "IPM.Note.SMIME").text("", propSubject, "s"), `"s" (encrypted S/MIME)`},
		{"Internet header", msg{}.text("", propHeaders, "Subject: from afar\nDate: Mon, 4 Mar 2024 1:00:00 +0300\n"), `"from afar"`},
		{"empty message", msg{"__properties_version1.0": nil}, ` (empty)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := describe(ReadMSG(legacytest.CompoundFile(tt.m), extract.DefaultLimits())); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	if got := describe(Message{Problems: ReadMSG([]byte("no"), extract.DefaultLimits()).Problems, Embedded: func(func(extract.Embedded) bool) {}}); got != " (not_format Outlook message)" {
		t.Errorf("got %s", got)
	}
}

// TestMSGDepthLimit nests messages deeper than the limit.
func TestMSGDepthLimit(t *testing.T) {
	m := msg{}
	folder := ""
	for n := range 12 {
		m.fixed(folder, embeddedHeaderBytes, nil).text(folder, propSubject, fmt.Sprintf("level %d", n)).text(folder, propBody, "words")
		folder += "__attach_version1.0_#00000000/__substg1.0_3701000D/"
	}
	depth := 0
	next := ReadMSG(legacytest.CompoundFile(m), extract.DefaultLimits())
	for ; next.Extracted != nil; depth++ {
		var inner *extract.Embedded
		for h := range next.Embedded {
			inner = &h
		}
		if inner == nil || inner.Problem != nil || len(inner.Bytes) == 0 {
			break
		}
		next = Read(inner.Bytes, extract.DefaultLimits())
	}
	if depth != extract.DefaultLimits().Depth {
		t.Errorf("%d nested messages were read, want %d", depth, extract.DefaultLimits().Depth)
	}
}

func storedRTF(text string) []byte {
	head := binary.LittleEndian.AppendUint32(nil, uint32(len(text)+12))
	head = binary.LittleEndian.AppendUint32(head, uint32(len(text)))
	head = binary.LittleEndian.AppendUint32(head, rtfUncompressed)
	return append(binary.LittleEndian.AppendUint32(head, 0), text...)
}

// The examples of [MS-OXRTFCP] 4.1 and 4.2.
func TestDecompressRTF(t *testing.T) {
	simple := []byte{0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0, 0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0}
	crossing := []byte{0x1a, 0, 0, 0, 0x1c, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xe2, 0xd4, 0x4b, 0x51, 0x41, 0, 0x04, 0x20, 0x57, 0x58, 0x59, 0x5a, 0x0d, 0x6e, 0x7d, 0x01, 0x0e, 0xb0}
	tests := []struct {
		name  string
		in    []byte
		limit int
		want  string
		ok    bool
	}{
		{"simple", simple, 1000, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", true},
		{"overlapping reference", crossing, 1000, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", true},
		{"limit", simple, 5, "{\\rtf", true},
		{"truncated", simple[:30], 1000, "{\\rtf1\\ansi\\ansicpg1252", false},
		{"stored", storedRTF("abc"), 1000, "abc", true},
		{"too short", []byte("x"), 1000, "", false},
		{"unknown compression", bytes.Repeat([]byte("x"), 40), 1000, "", false},
	}
	for _, tt := range tests {
		got, err := decompressRTF(tt.in, tt.limit)
		if string(got) != tt.want || (err == nil) != tt.ok {
			t.Errorf("%s: %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

func FuzzMSG(f *testing.F) {
	f.Add(legacytest.CompoundFile(sampleMessage()), []byte("x"))
	f.Add(legacytest.CompoundFile(msg{}.bytes("", propRTF, typeBinary, storedRTF(`{\rtf1 a}`))), []byte("{\\rtf"))
	f.Fuzz(func(t *testing.T, data, packed []byte) {
		if out, _ := decompressRTF(packed, 1<<16); len(out) > 1<<16 {
			t.Fatalf("%d bytes", len(out))
		}
		streams := maps.Clone(sampleMessage())
		streams[streamName(propRTF, typeBinary)] = packed
		streams[propertiesStream] = packed
		for _, in := range [][]byte{data, legacytest.CompoundFile(streams)} {
			m := ReadMSG(in, extract.DefaultLimits())
			if m.Extracted == nil && len(m.Problems) == 0 {
				t.Fatal("neither text nor a problem")
			}
			if m.Embedded == nil {
				continue
			}
			for h := range m.Embedded {
				Read(h.Bytes, extract.DefaultLimits())
			}
		}
	})
}
