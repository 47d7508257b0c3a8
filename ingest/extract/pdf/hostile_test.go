package pdf

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"daftar/ingest/extract"
)

// TestReadAfterBadFile reads damaged, cyclic and huge files, and a valid file after each.
func TestReadAfterBadFile(t *testing.T) {
	e := openReader(t)
	good := testPDF{pages: []string{column(72, 700, "All is well.")}}.bytes()
	limits := extract.DefaultLimits()
	limits.Time = 4 * time.Second
	circle := assemble([]string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
		"<< >>", "<< >>", "<< >>", "<< >>",
	})
	form := "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream"
	for _, tt := range []struct {
		name string
		data []byte
	}{
		{"truncated", good[:len(good)/2]},
		{"cyclic page tree", circle},
		{"form in itself", testPDF{pages: []string{"/X Do"}, extra: []string{form}, page: "/Resources << /XObject << /X 7 0 R >> >>"}.bytes()},
		{"page size 1e9", []byte(strings.Replace(string(testPDF{pages: []string{column(72, 700, "far")}}.bytes()), "595 842", "1e9 1e9", 1))},
		{"endless brackets", []byte("%PDF-1.4\n1 0 obj\n" + strings.Repeat("[", 1<<20))},
		{"all letters at one position", testPDF{pages: []string{strings.Repeat(at(72, 700, "F1", 11, "here"), 20_000)}}.bytes()},
		{"letters at 60,000 heights", testPDF{pages: []string{scattered(60_000)}}.bytes()},
		{"infinite coordinates", testPDF{pages: []string{"BT /F1 1e38 Tf 1e38 0 0 1e38 1e38 -1e38 Tm (huge) Tj ET"}}.bytes()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if r, problems := e.Read(tt.data, limits); r == nil && describeProblems(problems) == "" {
				t.Error("neither text nor a problem")
			}
			if r, problems := e.Read(good, limits); r == nil || r.Text != "All is well." {
				t.Errorf("next file: %v, %s", r, describeProblems(problems))
			}
		})
	}
}

// scattered draws n letters, all at different heights.
func scattered(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(fmt.Sprintf("BT /F1 8 Tf 1 0 0 1 %d %.2f Tm (a) Tj ET\n", 20+(i*37)%550, 20+float64(i)*800/float64(n)))
	}
	return b.String()
}

// TestTimeLimit stops at a page that draws without end and keeps the pages before it.
func TestTimeLimit(t *testing.T) {
	e := openReader(t)
	endless := strings.Repeat("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> /Font << /F1 3 0 R >> >> /Length 61 >>\nstream\n/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do  \nendstream\x00", 9)
	var forms []string
	for i, f := range strings.Split(strings.TrimSuffix(endless, "\x00"), "\x00") {
		forms = append(forms, fmt.Sprintf(f, firstExtraObject+i+1))
	}
	text := at(1, 1, "F1", 8, "again")
	forms = append(forms, fmt.Sprintf("<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >> /Length %d >>\nstream\n%s\nendstream", len(text), text))
	file := testPDF{
		pages: []string{column(72, 700, "The first page is short."), "/X Do"},
		extra: forms,
	}.bytes()
	file = []byte(strings.ReplaceAll(string(file), "/F3 5 0 R >> >>", fmt.Sprintf("/F3 5 0 R >> /XObject << /X %d 0 R >> >>", firstExtraObject)))
	limits := extract.DefaultLimits()
	limits.Time = time.Second
	start := time.Now()
	r, problems := e.Read(file, limits)
	if took := time.Since(start); took > 20*limits.Time {
		t.Errorf("took %v", took)
	}
	if r == nil || r.Text != "The first page is short." || describeProblems(problems) != "page 2: limit_time 1" {
		t.Errorf("Read = %+v, %s", r, describeProblems(problems))
	}
	if r, _ := e.Read(testPDF{pages: []string{column(72, 700, "All is well.")}}.bytes(), limits); r == nil {
		t.Error("next file has no text")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(testPDF{pages: []string{column(72, 700, "The first column has", "lines like these.") + column(320, 700, "The second has others", "beside them.")}}.bytes())
	f.Add(testPDF{pages: []string{at(72, 700, "F2", 20, "Heading") + column(72, 650, "A line."), ""}, info: "/Title (Given)"}.bytes())
	f.Add([]byte("%PDF-1.4\ntrailer << /Root 1 0 R >>"))
	e := openReader(f)
	good := testPDF{pages: []string{column(72, 700, "All is well.")}}.bytes()
	limits := extract.DefaultLimits()
	limits.Time = 10 * time.Second
	f.Fuzz(func(t *testing.T, data []byte) {
		r, problems := e.Read(data, limits)
		if r == nil && describeProblems(problems) == "" {
			t.Error("neither text nor a problem")
		}
		if r != nil {
			for _, b := range r.Breaks {
				if b.Offset < 0 || b.Offset > len(r.Text) {
					t.Errorf("break at %d of %d bytes", b.Offset, len(r.Text))
				}
			}
		}
		if r, _ := e.Read(good, limits); r == nil || r.Text != "All is well." {
			t.Error("the next file was not read")
		}
	})
}
