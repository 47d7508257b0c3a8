package zipfile

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"daftar/ingest/extract"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

type packed struct {
	name, text string
	change     func(*zip.FileHeader)
}

func pack(t testing.TB, files ...packed) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.change != nil {
			f.change(h)
		}
		out, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		out.Write([]byte(f.text))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func listing(data []byte, l extract.Limits) string {
	archive, err := Open(data, l)
	if err != nil {
		return "(" + err.Error() + ")"
	}
	var all []string
	for h := range archive.Files() {
		s := fmt.Sprintf("%s %.20q", h.Name, h.Bytes)
		if h.Problem != nil {
			s += " (" + h.Problem.String() + ")"
		}
		all = append(all, s)
	}
	for _, p := range archive.Problems() {
		all = append(all, "("+p.String()+")")
	}
	return strings.Join(all, "; ")
}

func inPage(t testing.TB, c encoding.Encoding, s string) func(*zip.FileHeader) {
	t.Helper()
	raw, err := c.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return func(h *zip.FileHeader) { h.Name, h.NonUTF8 = raw, true }
}

func TestFilesYieldsNamesBytesAndProblems(t *testing.T) {
	whole := pack(t, packed{name: "a.txt", text: "words"}, packed{name: "b/c.txt", text: "more"})
	changed := func(mark string, at int, value byte) []byte {
		out := bytes.Clone(whole)
		out[bytes.Index(out, []byte(mark))+at] = value
		return out
	}
	wrongChecksum := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(wrongChecksum[bytes.Index(wrongChecksum, []byte("PK\x01\x02"))+16:], 7)
	unicodePathField := append([]byte{0x75, 0x70, 13, 0, 1, 0, 0, 0, 0}, "При.txt"[:8]...)
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"files and folders", whole, `a.txt "words"; b/c.txt "more"`},
		{"names outside the folder", pack(t, packed{name: "../../etc/x"}, packed{name: "/abs"}, packed{name: `C:\dir\y`}, packed{name: ".."}, packed{name: "a\x01\nb"}),
			`etc/x ""; abs ""; dir/y ""; file ""; a b ""`},
		{"system files are skipped", pack(t, packed{name: "dir/"}, packed{name: "__MACOSX/._a"}, packed{name: "x/.DS_Store"}, packed{name: "Thumbs.db"}, packed{name: "a"}), `a ""`},
		{"links and devices", pack(t, packed{"link", "/etc/passwd", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }}, packed{"tty", "", func(h *zip.FileHeader) { h.SetMode(fs.ModeDevice) }}),
			`link "" (not_regular); tty "" (not_regular)`},
		{"encrypted", changed("PK\x01\x02", 8, 9), `a.txt "" (encrypted(password)); b/c.txt "more"`},
		{"unknown compression method", changed("PK\x01\x02", 10, 14), `a.txt "" (unsupported(ZIP method 14 (LZMA))); b/c.txt "more"`},
		{"wrong checksum", wrongChecksum, `a.txt "words" (part_damaged(checksum error)); b/c.txt "more"`},
		{"Russian DOS names", pack(t, packed{"x", "", inPage(t, charmap.CodePage866, "Отчёт № 5.txt")}), `Отчёт № 5.txt ""`},
		{"Russian Windows names", pack(t, packed{"x", "", inPage(t, charmap.Windows1251, "Доклад о границе.txt")}), `Доклад о границе.txt ""`},
		{"Western DOS names", pack(t, packed{"x", "", inPage(t, charmap.CodePage437, "Größe.txt")}), `Größe.txt ""`},
		{"Japanese names", pack(t, packed{"x", "", inPage(t, japanese.ShiftJIS, "文章1.txt")}, packed{"x", "", inPage(t, japanese.ShiftJIS, "文章2.txt")}), `文章1.txt ""; 文章2.txt ""`},
		{"Unicode path field", pack(t, packed{"x", "", func(h *zip.FileHeader) { h.Name, h.NonUTF8, h.Extra = "\x8f?", true, unicodePathField }}), "При.t \"\""},
		{"truncated directory", whole[:len(whole)-40], `a.txt "words"; b/c.txt "more"; (part_damaged(central directory))`},
		{"truncated file", pack(t, packed{name: "a", text: strings.Repeat("0123456789abcdef", 9000)})[:200], `a "0123456789abcdef0123" (part_damaged(unexpected EOF)); (part_damaged(central directory))`},
		{"not an archive", []byte("words"), "(not_format(ZIP))"},
		{"empty", pack(t), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := listing(tt.data, extract.DefaultLimits()); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestUnpackedSizeStaysWithinLimits(t *testing.T) {
	zeros := strings.Repeat("\x00", 24<<20)
	small := extract.DefaultLimits()
	small.File, small.Unpacked = 1<<20, 3<<20
	flat := pack(t, packed{name: "a", text: zeros}, packed{name: "b", text: "words"})
	tests := []struct {
		name   string
		data   []byte
		limits extract.Limits
		want   string
	}{
		{"ratio", flat, extract.DefaultLimits(), "a \"\" (limit_ratio(200))"},
		{"size of one file", pack(t, packed{name: "a", text: zeros[:2<<20]}), small, `a "" (too_large(1))`},
		{"size of all files", pack(t, packed{name: "a", text: zeros[:1<<20]}, packed{name: "b", text: zeros[:1<<20]}, packed{name: "c", text: zeros[:1<<20-1]}, packed{name: "d", text: "words"}), small,
			`d "" (limit_unpacked(3))`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := listing(tt.data, tt.limits); !strings.Contains(got, tt.want) {
				t.Errorf("got %.300s, want %s in it", got, tt.want)
			}
		})
	}
}

// A thousand entries point to the same compressed file.
func TestOverlappingEntriesStayWithinLimits(t *testing.T) {
	one := pack(t, packed{name: "a", text: strings.Repeat("0123456789abcdef", 1<<16)})
	at := bytes.Index(one, []byte("PK\x01\x02"))
	end := bytes.Index(one, []byte("PK\x05\x06"))
	data := append(bytes.Clone(one[:at]), bytes.Repeat(one[at:end], 1000)...)
	tail := bytes.Clone(one[end:])
	binary.LittleEndian.PutUint16(tail[8:], 1000)
	binary.LittleEndian.PutUint16(tail[10:], 1000)
	binary.LittleEndian.PutUint32(tail[12:], uint32(1000*(end-at)))
	archive, err := Open(append(data, tail...), extract.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	total, refused := 0, 0
	for h := range archive.Files() {
		total += len(h.Bytes)
		if h.Problem != nil {
			refused++
		}
	}
	if total > 64<<20 || refused < 900 {
		t.Errorf("%d MB unpacked, %d refused", total>>20, refused)
	}
}

func FuzzZIP(f *testing.F) {
	whole := pack(f, packed{name: "a.txt", text: "words"}, packed{name: "../b", text: "more"})
	f.Add(whole)
	f.Add(whole[:len(whole)-30])
	limits := extract.DefaultLimits()
	limits.File, limits.Unpacked, limits.Embedded = 1<<20, 1<<20, 100
	f.Fuzz(func(t *testing.T, data []byte) {
		archive, err := Open(data, limits)
		if err != nil {
			return
		}
		count := 0
		for h := range archive.Files() {
			for part := range strings.SplitSeq(h.Name, "/") {
				if part == "" || part == ".." {
					t.Fatalf("name %q", h.Name)
				}
			}
			if count++; count > 1000 {
				return
			}
		}
	})
}
