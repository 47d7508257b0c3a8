package sandbox

import (
	"encoding/binary"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"daftar/ingest/extract"
)

// mutant damages a file in one to three ways, the same each time for the same number.
func mutant(s sample, other []byte, number uint64) sample {
	random := rand.New(rand.NewPCG(number, 6))
	data := slices.Clone(s.data)
	for range 1 + random.IntN(3) {
		data = mutate(random, data, other)
	}
	return sample{s.name, data}
}

func mutate(random *rand.Rand, data, other []byte) []byte {
	if len(data) < 8 {
		return append(data, other[:min(len(other), 100)]...)
	}
	at := random.IntN(len(data))
	// Most of what matters stands at the beginning and at the end.
	switch near := min(len(data), 512); random.IntN(3) {
	case 0:
		at = random.IntN(near)
	case 1:
		at = len(data) - 1 - random.IntN(near)
	}
	run := 1 + random.IntN(min(len(data)-at, 4096))
	switch random.IntN(8) {
	case 0: // bits
		for range 1 + random.IntN(40) {
			data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		}
	case 1: // bytes
		for n := range run {
			data[at+n] = byte(random.Uint32())
		}
	case 2: // the end is missing
		return data[:at]
	case 3: // a piece is missing
		return append(data[:at], data[at+run:]...)
	case 4: // a piece comes often
		return slices.Insert(data, at, slices.Repeat(data[at:at+run], 1+random.IntN(20))...)
	case 5: // a number is too large
		if at+4 <= len(data) {
			binary.LittleEndian.PutUint32(data[at:], []uint32{0xffffffff, 0x7fffffff, 0x80000000, 0, 0x10000}[random.IntN(5)])
		}
	case 6: // a digit
		for n := at; n < len(data); n++ {
			if data[n] >= '0' && data[n] <= '9' {
				data[n] = byte('0' + random.IntN(10))
				break
			}
		}
	case 7: // a piece of another file
		from := random.IntN(len(other))
		return slices.Insert(data, at, other[from:min(from+run, len(other))]...)
	}
	return data
}

// ownSamples are small files of our own.
func ownSamples() []sample {
	all := []sample{
		{"a.html", []byte(page)}, {"a.eml", []byte(letter)},
		{"a.docx", []byte(docx(`<w:document ` + wordSpace + `><w:body><w:p><w:r><w:t>The convoy left.</w:t></w:r></w:p></w:body></w:document>`))},
		{"a.odt", []byte(odf("text", `<office:document-content `+odfSpaces+`><office:body><office:text><text:p>The convoy left.</text:p></office:text></office:body></office:document-content>`))},
		{"a.xlsx", []byte(xlsx(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>convoys</t></is></c></row></sheetData></worksheet>`))},
		{"a.pdf", []byte(pdfOf(catalogue, pages, onePage, stream("BT /F 12 Tf 20 20 Td (The convoy left.) Tj ET"), font))},
		{"a.rtf", []byte(`{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\title Convoys}}\f0 The \b convoy\b0  left.\par It came back.}`)},
		{"a.csv", []byte("day;ships\n2026-02-03;4\n2026-02-04;5\n")},
		{"a.mbox", []byte("From a@example.org Tue Feb  3 10:00:00 2026\n" + strings.ReplaceAll(letter, "\r\n", "\n") + "\n")},
	}
	return append(all, sample{"a.zip", []byte(zipped(entry{"a.docx", string(all[2].data)}, entry{"a.pdf", string(all[5].data)}))})
}

// TestDamagedFilesHaveTextOrReason also bounds the memory of the parent. With DAFTAR_MUTANTS=1 it reads 5,000 mutations of
// real files.
func TestDamagedFilesHaveTextOrReason(t *testing.T) {
	if raceDetector || testing.Short() {
		t.Skip("takes a while")
	}
	files, number := ownSamples(), 80
	if os.Getenv("DAFTAR_MUTANTS") != "" {
		files, number = samples(t), 5000
	}
	mutants := make([]sample, number)
	for n := range mutants {
		other := files[(n*7+3)%len(files)].data
		mutants[n] = mutant(files[n%len(files)], append(other, 0), uint64(n))
	}
	c := openSandbox(t, Options{Workers: 2, Cache: pdfiumCache(), Limits: extract.Limits{Time: 10 * time.Second}}, "real")
	if _, err := c.Protections(t.Context()); err != nil {
		t.Fatal(err)
	}
	before, begin := resetPeak(t), time.Now()
	outcomes, reasons := readAllOf(t, c, mutants)
	above := peak(t) - before
	t.Logf("%d files in %s, parent %s above rest\n%s", number, time.Since(begin).Round(time.Millisecond), mb(above), table(outcomes, reasons))
	if above > peakOfParent {
		t.Errorf("the parent needed %s more than before", mb(above))
	}
	for name, o := range outcomes {
		if o.silent > 0 {
			t.Errorf("%s: %d files have neither text nor reason", name, o.silent)
		}
	}
}
