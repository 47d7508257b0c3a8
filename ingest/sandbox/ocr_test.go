package sandbox

import (
	"fmt"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/pdf"
)

// foundOCR skips a test where there is no tesseract that can be sandboxed.
func foundOCR(t *testing.T) OCR {
	t.Helper()
	o, err := FindOCR(t.Context())
	if err != nil {
		t.Skipf("no OCR here: %v", err)
	}
	return o
}

// pdfiumCache is shared with the tests of package pdf: compiling PDFium takes ten seconds.
func pdfiumCache() string {
	home, err := os.UserCacheDir()
	if err != nil {
		home = os.TempDir()
	}
	return filepath.Join(home, "daftar-test", "pdfium")
}

// scan is a PDF of three pages: the first is written, the second an image of writing, the third an image of nothing.
func scan(t *testing.T) string {
	t.Helper()
	e, err := pdf.Open(pdfiumCache())
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	written := pdfOf(catalogue, pages, onePage, stream("BT /F 20 Tf 20 200 Td (The convoy left the port.) Tj 0 -30 Td (Two frigates followed.) Tj ET"), font)
	img, err := e.Render([]byte(written), 1, 200, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	blank := image.NewGray(img.Bounds())
	for n := range blank.Pix {
		blank.Pix[n] = 255
	}
	page := "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 6 0 R /Resources << /XObject << /X %d 0 R >> >> >>"
	return pdfOf(catalogue, "<< /Type /Pages /Kids [3 0 R 7 0 R 8 0 R] /Count 3 >>", onePage,
		stream("BT /F 12 Tf 20 200 Td (What was said on the first page.) Tj ET"), font, stream("300 0 0 300 0 0 cm /X Do"),
		fmt.Sprintf(page, 9), fmt.Sprintf(page, 10), imageOf(img), imageOf(blank))
}

func imageOf(img *image.Gray) string {
	size := img.Bounds().Size()
	return strings.Replace(flate(string(img.Pix)), "<<",
		fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8", size.X, size.Y), 1)
}

func TestOCRReadsScannedPages(t *testing.T) {
	o := foundOCR(t)
	data := scan(t)
	without := readAll(t, openSandbox(t, Options{Cache: pdfiumCache()}, "real"), extract.PDF, "a.pdf", data)
	if got := describeItems(without); !strings.Contains(got, "scanned 2 3") {
		t.Fatalf("without OCR: %s", got)
	}
	parts := readAll(t, openSandbox(t, Options{Cache: pdfiumCache(), OCR: o}, "real"), extract.PDF, "a.pdf", data)
	if len(parts) != 1 || parts[0].Extracted == nil {
		t.Fatalf("got %s", describeItems(parts))
	}
	r := parts[0].Extracted
	t.Logf("%s: %q %v", o, r.Text, parts[0].Problems)
	first, second := strings.Index(r.Text, "first page"), strings.Index(r.Text, "frigates followed")
	if first < 0 || second < first {
		t.Errorf("text %q", r.Text)
	}
	at := slices.IndexFunc(r.Breaks, func(b extract.Break) bool { return b.Page == 2 })
	if at < 0 || !strings.HasPrefix(r.Text[r.Breaks[at].Offset:], "The convoy") {
		t.Errorf("breaks %v of %q", r.Breaks, r.Text)
	}
	if !slices.ContainsFunc(r.Limits, func(p index.Problem) bool { return p.Code == index.ProblemOCRText }) {
		t.Errorf("limits %+v do not say that it was OCR", r.Limits)
	}
	if got := describeItems(parts); !strings.Contains(got, "ocr_empty 1 2") {
		t.Errorf("got %s", got)
	}
}

// TestProgramIsSandboxed runs programs that are not tesseract in its sandbox.
func TestProgramIsSandboxed(t *testing.T) {
	if err := canSandboxPrograms(); err != nil {
		t.Skip(err)
	}
	data := t.TempDir()
	if err := os.WriteFile(filepath.Join(data, "eng.traineddata"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	step := func(program string, args ...string) (string, error) {
		cmd := exec.CommandContext(t.Context(), self, append([]string{"worker", "locked", "locked", program, data}, args...)...)
		cmd.Env = []string{}
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	cat, err := exec.LookPath("cat")
	if err != nil {
		t.Skip("no cat here")
	}
	if out, err := step(cat, filepath.Join(data, "eng.traineddata")); err != nil {
		t.Errorf("its own data: %v, %s", err, out)
	}
	for _, path := range []string{filepath.Join(dir, "secret"), "/etc/passwd", "/proc/self/maps", self} {
		if out, err := step(cat, path); err == nil || !strings.Contains(out, "denied") {
			t.Errorf("%s: %v, %.100s", path, err, out)
		}
	}
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell here")
	}
	for _, script := range []string{"cat /dev/null", "echo x >" + filepath.Join(dir, "new"), "kill -0 1", "(echo x)", "exec ls /"} {
		if out, err := step(shell, "-c", script); err == nil {
			t.Errorf("sh -c %q: %s", script, out)
		}
	}
	const send = "exec 3<>/dev/udp/127.0.0.1/9"
	if exec.CommandContext(t.Context(), "bash", "-c", send).Run() != nil {
		t.Skip("no shell here that opens sockets")
	}
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal(err)
	}
	if out, err := step(bash, "-c", send); err == nil || !strings.Contains(out, "not permitted") {
		t.Errorf("a socket: %v, %s", err, out)
	}
}

func TestParseOCR(t *testing.T) {
	const list = "List of available languages in \"/usr/share/tessdata/\" (5):\nara\neng\nosd\nrus\nxyz\n"
	for _, test := range []struct{ name, list, want, wrong string }{
		{"three", list, "tesseract 5.3.0 (eng+rus+ara)", ""},
		{"none", strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(list, "eng", "e"), "rus", "r"), "ara", "a"), "", "none of the languages"},
		{"no folder", "eng\n", "", "does not name the folder"},
	} {
		o, err := parseOCR("/usr/bin/tesseract", "tesseract 5.3.0\n leptonica-1.82.0\n", test.list)
		if o.String() != test.want || (err == nil) != (test.wrong == "") || err != nil && !strings.Contains(err.Error(), test.wrong) {
			t.Errorf("%s: %q, %v; want %q, %q", test.name, o, err, test.want, test.wrong)
		}
	}
}

func TestInsertPages(t *testing.T) {
	r := &extract.Extracted{Text: "one\n\nhead\n\nfour", Breaks: []extract.Break{{Offset: 0, Page: 1}, {Offset: 5, Heading: "head"}, {Offset: 11, Page: 4}}}
	insertPages(r, []pageText{{page: 2, text: "two"}, {page: 5, text: "five"}})
	if want := "one\n\nhead\n\ntwo\n\nfour\n\nfive"; r.Text != want {
		t.Errorf("text %q, want %q", r.Text, want)
	}
	want := []extract.Break{{Page: 1}, {Offset: 5, Heading: "head"}, {Offset: 11, Page: 2}, {Offset: 16, Page: 4}, {Offset: 22, Page: 5}}
	if !slices.Equal(r.Breaks, want) {
		t.Errorf("breaks %v, want %v", r.Breaks, want)
	}
}
