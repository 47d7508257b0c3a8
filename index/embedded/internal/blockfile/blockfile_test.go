package blockfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"daftar/index"
	"daftar/index/internal/packed"
)

type day int32

// example writes a file with sections of all types, some longer than a block.
func example(t testing.TB) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "example")
	w, err := Create(name, "example", 7)
	if err != nil {
		t.Fatal(err)
	}
	w.Section("empty")
	w.Section("long")
	for i := range 40_000 {
		fmt.Fprintf(w, "%05d", i)
	}
	WriteNumbers(w, "bytes", []uint8{1, 2, 255})
	WriteNumbers(w, "words", []uint16{1, 0x1234, 65535})
	WriteNumbers(w, "days", []day{0, -5, 738_000})
	WriteNumbers(w, "counts", numbers(30_000))
	WriteNumbers(w, "large", []uint64{1 << 40, 7})
	w.Strings("names", packed.New("", "Kabul", "کابل"))
	w.Strings("none", packed.Strings{})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

func numbers(n int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(i * i)
	}
	return out
}

var accesses = map[string]Access{"mapped": Mapped, "read at": ReadAt}

func TestSectionsReadAsWritten(t *testing.T) {
	name := example(t)
	for how, access := range accesses {
		t.Run(how, func(t *testing.T) {
			f, err := Open(name, "example", access)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			l := NewLoader(f)
			if f.Version() != 7 || len(l.Bytes("empty")) != 0 {
				t.Errorf("got version %d and %d bytes, want 7 and 0", f.Version(), len(l.Bytes("empty")))
			}
			if got := LoadColumn[uint8](l, "bytes", 3); !slices.Equal(got, []uint8{1, 2, 255}) {
				t.Errorf("bytes: got %d", got)
			}
			if got := LoadNumbers[uint16](l, "words"); !slices.Equal(got, []uint16{1, 0x1234, 65535}) {
				t.Errorf("words: got %d", got)
			}
			if got := LoadNumbers[day](l, "days"); !slices.Equal(got, []day{0, -5, 738_000}) {
				t.Errorf("days: got %d", got)
			}
			if got := LoadNumbers[uint32](l, "counts"); !slices.Equal(got, numbers(30_000)) {
				t.Errorf("counts: got %d values that differ", len(got))
			}
			if got := LoadNumbers[uint64](l, "large"); !slices.Equal(got, []uint64{1 << 40, 7}) {
				t.Errorf("large: got %d", got)
			}
			if got := LoadStrings(l, "names").List(); !slices.Equal(got, []string{"", "Kabul", "کابل"}) {
				t.Errorf("names: got %q", got)
			}
			if got := LoadStrings(l, "none"); got.Len() != 0 || l.Err() != nil {
				t.Errorf("none: got %d strings, %v", got.Len(), l.Err())
			}
			long, err := f.Section("long")
			if err != nil || long.Len() != 200_000 {
				t.Fatalf("long: %d bytes, %v", long.Len(), err)
			}
			for _, n := range []int64{0, 13_106, 13_107, 26_213, 39_999} { // before, across and after ends of blocks
				if got, err := long.Range(5*n, 5*n+5); err != nil || string(got) != fmt.Sprintf("%05d", n) {
					t.Errorf("long at %d: got %q, %v", n, got, err)
				}
			}
		})
	}
}

func TestReadsAreSafeForConcurrentUse(t *testing.T) {
	f, err := Open(example(t), "example", Mapped)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	long, err := f.Section("long")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for range 200 {
				n := rand.Int64N(40_000)
				if got, err := long.Range(5*n, 5*n+5); err != nil || string(got) != fmt.Sprintf("%05d", n) {
					t.Errorf("at %d: got %q, %v", n, got, err)
				}
			}
		})
	}
	group.Wait()
}

// readAll opens a file and reads every section.
func readAll(name string, access Access) error {
	f, err := Open(name, "example", access)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, s := range f.sections {
		if _, err := s.All(); err != nil {
			return err
		}
	}
	return nil
}

// TestEveryChangedBitIsFound changes bits everywhere in header, directory and footer, and some in the sections.
func TestEveryChangedBitIsFound(t *testing.T) {
	name := example(t)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := readAll(name, ReadAt); err != nil {
		t.Fatalf("unchanged: %v", err)
	}
	step := 1
	for at := 0; at < len(whole); at += step {
		step = 1
		if at >= 100 && at < len(whole)-400 {
			step = 4099
		}
		changed := bytes.Clone(whole)
		changed[at] ^= 1 << (at % 8)
		checkDamaged(t, name, changed, fmt.Sprintf("bit of byte %d", at))
	}
}

func TestEveryTruncationAndExtensionIsFound(t *testing.T) {
	name := example(t)
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, 23, 24, 44, 100, len(whole) / 2, len(whole) - 100, len(whole) - 20, len(whole) - 1} {
		checkDamaged(t, name, whole[:n], fmt.Sprintf("first %d bytes", n))
	}
	checkDamaged(t, name, append(bytes.Clone(whole), 0), "one byte more")
	checkDamaged(t, name, append(bytes.Clone(whole), whole...), "twice")
}

func checkDamaged(t *testing.T, name string, content []byte, what string) {
	t.Helper()
	if err := os.WriteFile(name, content, filePerm); err != nil {
		t.Fatal(err)
	}
	for how, access := range accesses {
		if err := readAll(name, access); !errors.Is(err, index.ErrDamaged) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s, %s: got %v, want ErrDamaged with the name of the file", what, how, err)
		}
	}
}

func TestOpenRefusesOtherKindAndMissingFile(t *testing.T) {
	if f, err := Open(example(t), "other", Mapped); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("other kind: got %v, %v", f, err)
	}
	if f, err := Open(filepath.Join(t.TempDir(), "missing"), "example", Mapped); !errors.Is(err, index.ErrDamaged) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing file: got %v, %v", f, err)
	}
}

func TestLoaderReportsSectionsThatDoNotFit(t *testing.T) {
	f, err := Open(example(t), "example", Mapped)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, c := range []struct {
		name string
		load func(*Loader)
	}{
		{"missing section", func(l *Loader) { l.Bytes("nothing") }},
		{"other number of values", func(l *Loader) { LoadColumn[uint8](l, "bytes", 4) }},
		{"no whole number of values", func(l *Loader) { LoadNumbers[uint32](l, "bytes") }},
		{"offsets that do not start at 0", func(l *Loader) { LoadOffsets(l, "large", 3, 0) }},
		{"strings without offsets", func(l *Loader) { LoadStrings(l, "long") }},
		{"records without frames", func(l *Loader) { LoadRecords(l, "long").Close() }},
	} {
		l := NewLoader(f)
		c.load(l)
		if !errors.Is(l.Err(), index.ErrDamaged) {
			t.Errorf("%s: got %v, want ErrDamaged", c.name, l.Err())
		}
		first := l.Err()
		if got := LoadStrings(l, "names"); got.Len() != 0 || l.Err() != first {
			t.Errorf("%s: after an error: got %q, %v", c.name, got.List(), l.Err())
		}
	}
}

func TestWriterRefusesWhatItCannotWrite(t *testing.T) {
	for _, c := range []struct {
		name  string
		write func(*Writer)
	}{
		{"bytes before the first section", func(w *Writer) { _, _ = w.Write([]byte("x")) }},
		{"section twice", func(w *Writer) { w.Section("a"); w.Section("a") }},
		{"section without name", func(w *Writer) { w.Section("") }},
		{"section with a long name", func(w *Writer) { w.Section(strings.Repeat("a", maxSectionName+1)) }},
	} {
		w, err := Create(filepath.Join(t.TempDir(), "file"), "example", 1)
		if err != nil {
			t.Fatal(err)
		}
		c.write(w)
		if err := w.Close(); err == nil {
			t.Errorf("%s: Close returns no error", c.name)
		}
	}
	name := example(t)
	if _, err := Create(name, "example", 1); !errors.Is(err, os.ErrExist) {
		t.Errorf("existing file: got %v", err)
	}
	if _, err := Create(name+"2", "a kind too long", 1); err == nil {
		t.Error("long kind: got no error")
	}
}

// FuzzDirectory parses directories whose checksums are right.
func FuzzDirectory(f *testing.F) {
	f.Add(appendDirectory(nil, []entry{{"a", 9, []uint32{1}}, {"b", 0, nil}}), uint16(16))
	f.Add(appendDirectory(nil, []entry{{"a", BlockSize + 1, []uint32{1, 2}}}), uint16(8))
	f.Fuzz(func(t *testing.T, directory []byte, size uint16) {
		name := filepath.Join(t.TempDir(), "file")
		content, err := newHeader("example", 1)
		if err != nil {
			t.Fatal(err)
		}
		content = append(content, make([]byte, size)...)
		start := len(content)
		content = append(append(content, directory...), newFooter(int64(start), directory)...)
		if err := os.WriteFile(name, content, filePerm); err != nil {
			t.Fatal(err)
		}
		for _, access := range accesses {
			if err := readAll(name, access); err != nil && !errors.Is(err, index.ErrDamaged) {
				t.Errorf("got %v, want ErrDamaged or none", err)
			}
		}
		entries, err := parseDirectory(directory, int64(size))
		if err != nil {
			return
		}
		again, err := parseDirectory(appendDirectory(nil, entries), int64(size))
		if err != nil || len(again) != len(entries) {
			t.Errorf("written again: got %d entries, %v, want %d", len(again), err, len(entries))
		}
	})
}

// FuzzFile opens any content.
func FuzzFile(f *testing.F) {
	whole, err := os.ReadFile(example(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole[len(whole)-2000:])
	header, err := newHeader("example", 1)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(append(header, newFooter(headerSize, nil)...))
	f.Fuzz(func(t *testing.T, content []byte) {
		name := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(name, content, filePerm); err != nil {
			t.Fatal(err)
		}
		for _, access := range accesses {
			if err := readAll(name, access); err != nil && !errors.Is(err, index.ErrDamaged) {
				t.Errorf("got %v, want ErrDamaged or none", err)
			}
		}
	})
}

func TestNumbersOfUnalignedBytesAreCopied(t *testing.T) {
	b := binary.LittleEndian.AppendUint32([]byte{0}, 77)
	for from := range 2 {
		if got := numbersOf[uint32](slices.Clone(append(make([]byte, from), b[1:]...))[from:]); !slices.Equal(got, []uint32{77}) {
			t.Errorf("from byte %d: got %d, want 77", from, got)
		}
	}
}
