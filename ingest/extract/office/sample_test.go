package office

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/ingest/extract"
)

// sampleFile is an archive of real files of many formats that are hard to read.
var sampleFile = filepath.Join("..", "..", "..", "..", "shared", "corpora", "formats-sample", "formats_sample.tar.gz")

// tally counts the outcomes of the files of one format.
type tally struct {
	files, text, empty, encrypted, failed int
	why                                   []string
}

func (c *tally) add(name string, r *extract.Extracted, problems []index.Problem) {
	codes := reasons(problems)
	c.files++
	switch {
	case r != nil:
		c.text++
		if codes == "" {
			return
		}
	case strings.HasSuffix(codes, "empty"):
		c.empty++
		return
	case strings.Contains(codes, "encrypted"):
		c.encrypted++
		return
	default:
		c.failed++
	}
	c.why = append(c.why, path.Base(name)+": "+codes)
}

// Each real file gives text or a problem. floors are the minimum numbers of files that give text.
func TestSampleFilesGiveTextOrProblem(t *testing.T) {
	floors := map[string]int{"docx": 54, "odt": 26, "pptx": 8, "xlsx": 2, "csv": 5, "epub": 14}
	counts := make(map[string]*tally)
	eachSample(t, func(name string, data []byte) {
		f, ok := sampleKind(name, data)
		if !ok {
			return
		}
		if counts[f.Name] == nil {
			counts[f.Name] = &tally{}
		}
		r, problems := Read(f, data, extract.DefaultLimits())
		if r == nil && len(problems) == 0 {
			t.Errorf("%s: neither text nor reason", name)
		}
		if r != nil {
			checkReading(t, r)
		}
		counts[f.Name].add(name, r, problems)
	})
	t.Log("format  files  text  empty  encrypted  failed")
	for _, format := range slices.Sorted(maps.Keys(counts)) {
		c := counts[format]
		t.Logf("%-6s %6d %5d %6d %10d %7d  %s", format, c.files, c.text, c.empty, c.encrypted, c.failed, strings.Join(c.why, "\n"))
		if c.text < floors[format] {
			t.Errorf("%s: %d files with text, want %d", format, c.text, floors[format])
		}
	}
}

// sampleKind returns the format of a file by content, or by name if it is too damaged; false for formats of other packages.
func sampleKind(name string, data []byte) (extract.Format, bool) {
	if f, ok := DetectFormat(data); ok && f != extract.ZIP {
		return f, true
	}
	f := extract.Sniff(name, data[:min(len(data), extract.SniffBytes)])
	if named := extract.Sniff(name, nil); f == extract.OLE && Encrypted(data) {
		f = named
	}
	mine := []extract.Format{extract.DOCX, extract.ODT, extract.PPTX, extract.ODP, extract.XLSX, extract.ODS, extract.CSV, extract.EPUB}
	return f, slices.Contains(mine, f)
}

func eachSample(t *testing.T, do func(name string, data []byte)) {
	t.Helper()
	file, err := os.Open(sampleFile)
	if err != nil {
		t.Skipf("no sample of real files: %v", err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	for in := tar.NewReader(unpacked); ; {
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if head.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		do(head.Name, data)
	}
}
