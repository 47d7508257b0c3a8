package blockfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"daftar/index"
)

func writeRecords(t *testing.T, records [][]byte, dictionary []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "records")
	w, err := Create(name, "example", 1)
	if err != nil {
		t.Fatal(err)
	}
	r := w.Records("text", dictionary)
	for _, record := range records {
		r.Add(record)
	}
	r.End()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// reports returns texts that have much in common.
func reports(n int) (all [][]byte) {
	for i := range n {
		all = append(all, fmt.Appendf(nil, "%s Telegram from the embassy, number %d. %s", strings.Repeat("The Department of State. ", i%7),
			i*i*7919, strings.Repeat(fmt.Sprintf("Paragraph %d about item %d.\n", i, i*31), i%60)))
	}
	return all
}

func TestRecordsReadAsWritten(t *testing.T) {
	many := reports(900)
	for _, c := range []struct {
		name       string
		records    [][]byte
		dictionary []byte
	}{
		{"none", nil, nil},
		{"one empty record", [][]byte{{}}, nil},
		{"short, empty and long", [][]byte{[]byte("a"), {}, bytes.Repeat([]byte("long "), 100_000), []byte("z")}, nil},
		{"many", many, nil},
		{"many with a dictionary", many, Train(many)},
	} {
		t.Run(c.name, func(t *testing.T) {
			if strings.Contains(c.name, "dictionary") && c.dictionary == nil {
				t.Fatal("Train returned no dictionary")
			}
			name := writeRecords(t, c.records, c.dictionary)
			for how, access := range accesses {
				f, err := Open(name, "example", access)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				l := NewLoader(f)
				records := LoadRecords(l, "text")
				defer records.Close()
				if l.Err() != nil || records.Len() != len(c.records) {
					t.Fatalf("%s: got %d records, %v, want %d", how, records.Len(), l.Err(), len(c.records))
				}
				for i, want := range c.records {
					if got, err := records.At(i); err != nil || !bytes.Equal(got, want) {
						t.Errorf("%s: record %d: got %.40q, %v, want %.40q", how, i, got, err, want)
					}
				}
				next := 0
				err = records.Each(func(record []byte) error {
					if !bytes.Equal(record, c.records[next]) {
						t.Errorf("%s: record %d in order: got %.40q, want %.40q", how, next, record, c.records[next])
					}
					next++
					return nil
				})
				if err != nil || next != len(c.records) {
					t.Errorf("%s: visited %d records, %v, want %d", how, next, err, len(c.records))
				}
				if _, err := records.At(len(c.records)); !errors.Is(err, index.ErrDamaged) {
					t.Errorf("%s: record after the last: got %v", how, err)
				}
			}
		})
	}
}

func TestTrainNeedsEnoughSamples(t *testing.T) {
	if d := Train(reports(10)); d != nil {
		t.Errorf("10 samples: got a dictionary of %d bytes", len(d))
	}
	if d := Train(nil); d != nil {
		t.Errorf("no samples: got a dictionary of %d bytes", len(d))
	}
}

func TestDictionaryMakesRecordsSmaller(t *testing.T) {
	records := reports(900)
	plain, trained := writeRecords(t, records, nil), writeRecords(t, records, Train(records))
	a, err := os.Stat(plain)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.Stat(trained)
	if err != nil {
		t.Fatal(err)
	}
	if content := b.Size() - dictionarySize; content >= a.Size() {
		t.Errorf("got %d bytes besides the dictionary, want less than %d", content, a.Size())
	}
}

func FuzzRecordOf(f *testing.F) {
	f.Add([]byte{1, 2, 'a', 'b', 'c'}, 2, 1)
	f.Add([]byte{255, 255, 255, 255, 3}, 1, 0)
	f.Fuzz(func(t *testing.T, frame []byte, n, i int) {
		if n < 0 || i < 0 || n > len(frame) {
			return
		}
		record, err := recordOf(frame, n, i)
		if err == nil && !bytes.Contains(frame, record) {
			t.Errorf("record %q is not in the frame", record)
		}
	})
}

func TestRecordOfRefusesLengthsThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		name  string
		frame []byte
		n, i  int
	}{
		{"fewer bytes than the lengths", []byte{3, 'a', 'b'}, 1, 0},
		{"more bytes than the lengths", []byte{1, 'a', 'b'}, 1, 0},
		{"fewer lengths than records", []byte{1}, 2, 1},
		{"record after the last", []byte{1, 'a'}, 1, 1},
		{"length that overflows", binary.AppendUvarint(nil, 1<<63), 1, 0},
	} {
		if got, err := recordOf(c.frame, c.n, c.i); err == nil {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}
