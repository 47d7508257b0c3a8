package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
)

// script is a file for inProcessReader.
func script(lines ...string) string { return "%PDF-script\n" + strings.Join(lines, "\n") }

const letter = `
- | - | eml | title: A letter; date: 2024-05-01; handling: TLP:AMBER; We met at the border.
1/report.docx | - | docx | title: The report; Troops moved.
2/old.zip | - | zip | -
2/old.zip/1/map.png | 2/old.zip | png | problem: unsupported, PNG image
2/old.zip/2/note#1.txt | 2/old.zip | txt | handling: TLP:RED; A note of the guard.
3/forwarded.eml | - | eml | title: Forwarded; date: 2020; An older letter.
3/forwarded.eml/1/annex.pdf | 3/forwarded.eml | pdf | title: The annex; Numbers.
4/locked.pdf | - | pdf | problem: encrypted, password
`

func lettered(lines string) string { return script(strings.TrimSpace(lines)) }

// linksOf writes what the links of documents say, one line a document.
func linksOf(b *fakeBuild) string {
	var out []string
	name := func(l index.Link) string {
		if l.ID != "" && l.ID != index.DocumentID(l.Path) {
			return "?" + l.Path
		}
		if l.ID == "" && l.Path != "" {
			return l.Path + " (no text)"
		}
		return l.Path
	}
	for _, path := range slices.Sorted(maps.Keys(b.docs)) {
		d := b.docs[path]
		line := path + " in [" + name(d.Parent) + "]"
		for _, l := range d.Attachments {
			line += " holds " + name(l) + " " + l.Title + ";"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestAttachmentsAreDocumentsLinkedToTheirContainer(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.pdf": lettered(letter), "a.pdf.yaml": "source: Embassy\nhandling: TLP:GREEN"})
	b := newFakeBuild()
	r := runOn(t, b, Options{Sources: []string{dir}})
	want := `a.pdf in [] holds a.pdf#1/report.docx The report; holds a.pdf#2/old.zip/2/note%231.txt A note of the guard.; holds a.pdf#3/forwarded.eml Forwarded;
a.pdf#1/report.docx in [a.pdf]
a.pdf#2/old.zip/2/note%231.txt in [a.pdf]
a.pdf#3/forwarded.eml in [a.pdf] holds a.pdf#3/forwarded.eml/1/annex.pdf The annex;
a.pdf#3/forwarded.eml/1/annex.pdf in [a.pdf#3/forwarded.eml]`
	if got := linksOf(b); got != want {
		t.Errorf("links:\n%s\nwant:\n%s", got, want)
	}
	wantProblems := "a.pdf: 2/old.zip/1/map.png: unsupported PNG image\na.pdf: 4/locked.pdf: encrypted password"
	if got := b.problems(); got != wantProblems {
		t.Errorf("problems:\n%s\nwant:\n%s", got, wantProblems)
	}
	if got, want := counts(r), "added 5 changed 0 unchanged 0 deleted 0 failed 1"; got != want {
		t.Errorf("report = %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(r.Formats), "[{eml 1 5 1 0 0 0 0}]"; got != want {
		t.Errorf("formats = %s, want %s", got, want)
	}
	for path, want := range map[string]string{
		"a.pdf":                             "Embassy|TLP:GREEN|2024-05-01|",
		"a.pdf#1/report.docx":               "|TLP:GREEN||2024-05-01",
		"a.pdf#2/old.zip/2/note%231.txt":    "|TLP:RED||2024-05-01",
		"a.pdf#3/forwarded.eml/1/annex.pdf": "|TLP:GREEN||2020",
	} {
		d := b.docs[path]
		if got := strings.Join([]string{d.Source, d.Handling, d.Published.String(), d.Meta[parentDate]}, "|"); got != want {
			t.Errorf("%s: source, handling, date, date around = %s, want %s", path, got, want)
		}
		if d.Origin != b.docs["a.pdf"].Origin || len(d.Origin.SHA256) != 64 || d.Origin.Size == 0 {
			t.Errorf("%s: origin = %+v", path, d.Origin)
		}
	}
}

func TestArchiveHasNoDocumentOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.pdf": script("- | - | zip | -", "1/x.txt | - | txt | Words.", "2/y.txt | - | txt | title: T; date: 2021; More words."),
		"b.pdf": script("- | - | zip | -"), "a.pdf.yaml": "title: Papers\ndate: 1999\nsource: Archive\ndecided: {countries: {add: [TM]}}",
	})
	b := newFakeBuild()
	runOn(t, b, Options{Sources: []string{dir}})
	want := "a.pdf#1/x.txt in [a.pdf (no text)]\na.pdf#2/y.txt in [a.pdf (no text)]"
	if got := linksOf(b); got != want {
		t.Errorf("links:\n%s\nwant:\n%s", got, want)
	}
	for path, title := range map[string]string{"a.pdf#1/x.txt": "Words.", "a.pdf#2/y.txt": "T"} {
		d := b.docs[path]
		if d.Title != title || d.Source != "Archive" || tagIndex(d.Tags, index.KindCountry, "TM") < 0 || d.Published.String() == "1999" {
			t.Errorf("%s: %q of %q, %s, tags %v", path, d.Title, d.Source, d.Published, d.Tags)
		}
	}
	if f := b.files["b.pdf"]; f.Outcome != index.OutcomeEmpty || f.Format != "zip" {
		t.Errorf("an empty archive: %+v", f)
	}
}

func TestItemsWithWrongNamesAreContained(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("y", 2*extract.MaxNameBytes)
	write(t, dir, map[string]string{"a.pdf": script(
		"- | - | eml | The letter.",
		"- | - | eml | The letter again.",
		"1/x | 1/x | txt | Its own parent.",
		"1/x | - | txt | The same name.",
		"2/y | nowhere | txt | A parent that never came.",
		long+"1 | - | txt | A long name.", long+"2 | - | txt | Another long name.",
		"3/\x1b[31m | - | txt | A name that paints.",
	)})
	b := newFakeBuild()
	r := runOn(t, b, Options{Sources: []string{dir}})
	if len(b.docs) != 6 || r.Failed != 2 {
		t.Errorf("%d documents, %d failed: %s", len(b.docs), r.Failed, b.paths())
	}
	for path, d := range b.docs {
		if len(path) > len("a.pdf#")+extract.MaxNameBytes || strings.ContainsAny(path, "\x1b\n") {
			t.Errorf("path %q", path)
		}
		if path != "a.pdf" && d.Parent.Path != "a.pdf" {
			t.Errorf("%q is attached to %q", path, d.Parent.Path)
		}
	}
	if n := len(b.docs["a.pdf"].Attachments); n != 5 {
		t.Errorf("the letter holds %d, want 5", n)
	}
}

func TestAttachmentsAndProblemsAreBounded(t *testing.T) {
	dir := t.TempDir()
	lines := []string{"- | - | eml | The letter."}
	for n := range index.MaxAttachments + 7 {
		lines = append(lines, fmt.Sprintf("%d/a.txt | - | txt | Words.", n), fmt.Sprintf("%d/b.pdf | - | pdf | problem: not_format, PDF", n))
	}
	write(t, dir, map[string]string{"a.pdf": script(lines...)})
	b := newFakeBuild()
	r := runOn(t, b, Options{Sources: []string{dir}})
	if d := b.docs["a.pdf"]; len(d.Attachments) != index.MaxAttachments || d.MoreAttachments != 7 {
		t.Errorf("holds %d and %d more", len(d.Attachments), d.MoreAttachments)
	}
	f := b.files["a.pdf"]
	if len(f.Problems) != maxProblems+1 || describeProblem(f.Problems[maxProblems]) != "more_problems 107" || f.Lost != 207 || r.Failed != 207 {
		t.Errorf("%d problems, lost %d, failed %d", len(f.Problems), f.Lost, r.Failed)
	}
}

// TestReindexOfChangedContainer follows a message with attachments through changes of its file.
func TestReindexOfChangedContainer(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.pdf": lettered(letter), "b.txt": "Words."})
	o := Options{Sources: []string{dir}}
	b := newFakeBuild()
	runOn(t, b, o)
	for _, step := range []struct {
		name, letter, sidecar, counts, paths string
		gone                                 bool
	}{
		{name: "nothing happened", counts: "added 0 changed 0 unchanged 6 deleted 0 failed 1", paths: b.paths()},
		{name: "a sidecar", sidecar: "title: T", counts: "added 0 changed 5 unchanged 1 deleted 0 failed 1", paths: b.paths()},
		{
			name: "less in it", letter: "- | - | eml | We met.\n1/report.docx | - | docx | Troops moved.",
			counts: "added 0 changed 2 unchanged 1 deleted 3 failed 0", paths: "a.pdf a.pdf#1/report.docx b.txt",
		},
		{
			name: "it breaks off", letter: "- | - | eml | We met again.\n! unexpected end",
			counts: "added 0 changed 1 unchanged 2 deleted 0 failed 1", paths: "a.pdf a.pdf#1/report.docx b.txt",
		},
		{
			name: "and again", counts: "added 0 changed 1 unchanged 2 deleted 0 failed 1", paths: "a.pdf a.pdf#1/report.docx b.txt",
		},
		{
			name: "no text of its own any more", letter: "- | - | zip | -\n1/report.docx | - | docx | Troops moved.",
			counts: "added 0 changed 1 unchanged 1 deleted 1 failed 0", paths: "a.pdf#1/report.docx b.txt",
		},
		{name: "gone", gone: true, counts: "added 0 changed 0 unchanged 1 deleted 1 failed 0", paths: "b.txt"},
	} {
		if step.letter != "" {
			write(t, dir, map[string]string{"a.pdf": script(step.letter)})
		}
		if step.sidecar != "" {
			write(t, dir, map[string]string{"a.pdf.yaml": step.sidecar})
		}
		if step.gone {
			os.Remove(filepath.Join(dir, "a.pdf"))
			os.Remove(filepath.Join(dir, "a.pdf.yaml"))
		}
		b = b.next()
		if got := counts(runOn(t, b, o)); got != step.counts || b.paths() != step.paths {
			t.Errorf("%s: %s, %s\nwant %s, %s", step.name, got, b.paths(), step.counts, step.paths)
		}
	}
}

// TestReindexReadsOnlyAffectedFiles changes versions and limits and checks which files are opened.
func TestReindexReadsOnlyAffectedFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{
		"a.pdf":      script("- | - | pdf | Words."),
		"b.docx":     "- | - | docx | Words.",
		"c.pdf":      script("- | - | eml | A letter that is called otherwise."),
		"d.odt":      "- | - | odt | problem: timed_out, 30",
		"e.txt":      "Words.",
		"f.html":     "<p>Words.",
		"g.pdf":      script("- | - | pdf | problem: encrypted, password"),
		"h/x.docx":   "- | - | docx | Words.",
		"h/x.yaml":   "source: S",
		"i.jsonl.gz": `{"id":"1","text":"Words."}`,
	})
	limits := extract.DefaultLimits()
	limits.Pages *= 2
	version := func(name string) map[string]string {
		v := Versions(testVocabulary(t))
		before := v[formatVersions]
		if v[formatVersions] = strings.Replace(before, name+"=", name+"=9", 1); v[formatVersions] == before {
			t.Fatalf("no version of %s in %q", name, before)
		}
		return v
	}
	for _, tt := range []struct {
		name    string
		options Options
		opened  string
		puts    int
	}{
		{"nothing", Options{}, "", 0},
		{"a reader of PDF", Options{Versions: version("pdf")}, "a.pdf c.pdf g.pdf", 2},
		{"a reader of Word", Options{Versions: version("docx")}, "b.docx c.pdf x.docx", 3},
		{"a reader of mail", Options{Versions: version("eml")}, "c.pdf", 1},
		{"a reader of text", Options{Versions: version("txt")}, "c.pdf", 2},
		{"a reader of HTML", Options{Versions: version("html")}, "c.pdf f.html", 2},
		{"a reader of lines", Options{Versions: version("jsonl")}, "c.pdf", 2},
		{"limits", Options{Limits: limits}, "d.odt g.pdf", 0},
		{"letters of scans", Options{OCR: "tesseract 5 eng"}, "a.pdf c.pdf g.pdf", 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			base := Options{Sources: []string{dir}, Jobs: 1}
			b := newFakeBuild()
			runOn(t, b, base)
			var opened []string
			o := tt.options
			o.Sources, o.Jobs = base.Sources, 1
			o.Reader = inProcessReader{opened: func(name string) { opened = append(opened, name) }}
			next := b.next()
			runOn(t, next, o)
			slices.Sort(opened)
			if got := strings.Join(opened, " "); got != tt.opened || next.puts != tt.puts {
				t.Errorf("opened %q with %d puts, want %q with %d", got, next.puts, tt.opened, tt.puts)
			}
		})
	}
}

func TestOCRTextIsKeptWithoutOCR(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.pdf": script("- | - | pdf | Words of a scan."), "b.docx": "- | - | docx | Words."})
	o := Options{Sources: []string{dir}}
	b := newFakeBuild()
	for _, step := range []struct {
		ocr, counts, file string
	}{
		{"", "added 2 changed 0 unchanged 0 deleted 0 failed 0", ""},
		{"tesseract 5 (eng)", "added 0 changed 1 unchanged 1 deleted 0 failed 0", "tesseract 5 (eng)"},
		{"", "added 0 changed 0 unchanged 2 deleted 0 failed 0", "tesseract 5 (eng)"},
		{"tesseract 5 (eng)", "added 0 changed 0 unchanged 2 deleted 0 failed 0", "tesseract 5 (eng)"},
		{"tesseract 5 (eng+fas)", "added 0 changed 1 unchanged 1 deleted 0 failed 0", "tesseract 5 (eng+fas)"},
	} {
		o.OCR = step.ocr
		b = b.next()
		if got := counts(runOn(t, b, o)); got != step.counts || b.files["a.pdf"].OCR != step.file || b.files["b.docx"].OCR != "" {
			t.Errorf("with %q: %s by %q, want %s by %q", step.ocr, got, b.files["a.pdf"].OCR, step.counts, step.file)
		}
	}
}

func TestLimitsAreRecordedAndHigherOnesTried(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.pdf": script("- | - | pdf | Words."), "b.txt": strings.Repeat("word ", 1000)})
	o := Options{Sources: []string{dir}, Limits: extract.DefaultLimits()}
	o.Limits.Text = 1 << 10
	o.Reader = inProcessReader{limits: []index.Problem{index.NewProblem(index.ProblemLimitPages, 3)}}
	b := newFakeBuild()
	r := runOn(t, b, o)
	want := "a.pdf: limit_pages 3\nb.txt: limit_text_kb 1"
	if got := b.problems(); got != want || r.Limited != 2 {
		t.Errorf("problems:\n%s\nwant:\n%s", got, want)
	}
	for path, limit := range map[string]string{"a.pdf": "limit_pages 3", "b.txt": "limit_text_kb 1"} {
		if got := b.docs[path].Limits; len(got) != 1 || describeProblem(got[0]) != limit {
			t.Errorf("limits of %s: %+v", path, got)
		}
	}
	if again := b.next(); again.puts != 0 || counts(runOn(t, again, o)) != "added 0 changed 0 unchanged 2 deleted 0 failed 0" {
		t.Errorf("the second run: %d puts", again.puts)
	}
	o.Limits, o.Reader = extract.DefaultLimits(), inProcessReader{}
	next := b.next()
	if got, want := counts(runOn(t, next, o)), "added 0 changed 2 unchanged 0 deleted 0 failed 0"; got != want || next.problems() != "" {
		t.Errorf("higher limits: %s, problems %q", got, next.problems())
	}
}

func TestProgressNamesTheSlowestFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.pdf": script("- | - | pdf | Words."), "b.txt": "Words.", "c.txt": "Words.", "d.txt": "Words."})
	others, said := make(chan struct{}), map[string]bool{}
	closed := false
	o := Options{Sources: []string{dir}, Jobs: 2, Progress: func(p Progress) {
		said[p.Path] = true
		if p.Files == 3 && p.Path == "a.pdf" && !closed {
			closed = true
			close(others)
		}
	}}
	o.Reader = inProcessReader{wait: func(ctx context.Context) {
		select {
		case <-others:
		case <-ctx.Done():
		}
	}}
	runOn(t, newFakeBuild(), o)
	if !closed || !said[""] {
		t.Errorf("progress named %v, but not the file that the others were faster than", said)
	}
}

func TestOutcomesOfFilesWithoutText(t *testing.T) {
	dir := t.TempDir()
	const scans = "scanned, 3, 3"
	write(t, dir, map[string]string{
		"a.pdf": script("- | - | pdf | problem: encrypted, password"), "b.pdf": script("- | - | pdf | problem: " + scans),
		"c.pdf": script("- | - | pdf | problem: empty"), "d.pdf": script("- | - | xls | problem: unsupported, Excel 97"),
		"e.pdf": script("- | - | pdf | problem: timed_out, 30"), "f.pdf": script("- | - | pdf |"),
		"g.pdf": script("- | - | zip | -", "1/a.pdf | - | pdf | problem: "+scans, "2/b.pdf | - | pdf | problem: not_format, PDF"),
		"h.pdf": script("- | - | zip | -", "1/a.pdf | - | pdf | problem: "+scans, "2/b.xls | - | xls | problem: unsupported, Excel 97"),
		"i.pdf": script("- | - | pdf | problem: ocr_empty, 2, 2"),
	})
	b := newFakeBuild()
	r := runOn(t, b, Options{Sources: []string{dir}})
	for path, want := range map[string]index.Outcome{
		"a.pdf": index.OutcomeFailed, "b.pdf": index.OutcomeEmpty, "c.pdf": index.OutcomeEmpty, "d.pdf": index.OutcomeUnsupported,
		"e.pdf": index.OutcomeFailed, "f.pdf": index.OutcomeFailed, "g.pdf": index.OutcomeFailed, "h.pdf": index.OutcomeEmpty,
		"i.pdf": index.OutcomeEmpty,
	} {
		if got := b.files[path].Outcome; got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if r.Failed != 4 || r.Empty != 4 || r.Unsupported != 1 {
		t.Errorf("%d failed, %d empty, %d unsupported", r.Failed, r.Empty, r.Unsupported)
	}
}

func TestSandboxedFilesNeedAReader(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.html": "<p>Words."})
	b := newFakeBuild()
	v := testVocabulary(t)
	if _, err := Run(t.Context(), b, Options{Sources: []string{dir}, Vocabulary: v, Versions: Versions(v)}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.problems(), "a.html: parser_failed no sandbox"; got != want || len(b.docs) != 0 {
		t.Errorf("problems %q, want %q", got, want)
	}
}

// readTwice reads a file from its beginning again, as a sandbox does after a crash.
type readTwice struct{ inProcessReader }

func (r readTwice) Read(ctx context.Context, f extract.Format, name string, in io.Reader, size int64, each func(extract.Item) error) error {
	if _, err := io.CopyN(io.Discard, in, 10); err != nil {
		return err
	}
	seeker := in.(io.Seeker)
	if _, err := seeker.Seek(1, io.SeekStart); err == nil {
		return errors.New("went to the middle of a stream")
	}
	if _, err := seeker.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return r.inProcessReader.Read(ctx, f, name, in, size, each)
}

func TestFileCanBeReadAgain(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.pdf": script("- | - | pdf | Words."), "b.pdf.gz": script("- | - | pdf | Packed words.")})
	b := newFakeBuild()
	var last Progress
	runOn(t, b, Options{Sources: []string{dir}, Reader: readTwice{}, Progress: func(p Progress) { last = p }})
	if got := b.paths(); got != "a.pdf b.pdf.gz" || b.problems() != "" {
		t.Errorf("paths %q, problems %q", got, b.problems())
	}
	if last.Bytes > last.BytesTotal {
		t.Errorf("%d bytes read of %d", last.Bytes, last.BytesTotal)
	}
}
