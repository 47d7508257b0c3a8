package column

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/date"
	"daftar/index/embedded/internal/blockfile"
	"daftar/index/internal/rank"
)

// document returns the row of a document with values of all kinds.
func document(n int) *Row {
	r := NewRow(&index.Document{
		ID: fmt.Sprintf("id%02d", n), Path: fmt.Sprintf("notes/%d.txt", n), Title: fmt.Sprintf("کابل %d", n), Lang: "fa", Format: "txt",
		Source: fmt.Sprint("source ", n%3), Fingerprint: index.Fingerprint(fmt.Sprint("print ", n)),
		Published: date.Date{From: date.Day(730_000 + n), To: date.Day(730_030 + n)}, Added: date.Day(738_000 + n),
		Tags: []index.Tag{
			{Kind: index.KindCountry, ID: "AF", Role: index.RoleMain}, {Kind: index.KindCountry, ID: "PK", Role: index.RoleMentioned},
			{Kind: index.KindTheme, ID: fmt.Sprint("theme", n%5), Group: "group", Role: index.RoleMain},
		},
		Passages: []index.Passage{{Countries: []string{"AF", "PK"}}, {Countries: []string{"AF"}}, {Countries: []string{"IR", "PK"}}},
	})
	r.TitleLength, r.BodyLength = n, 10*n
	r.KeyTerms = rank.NewTermVector([]rank.KeyTerm{{Term: "embassy", Count: n + 1}, {Term: fmt.Sprint("word", n), Count: 1}})
	r.Signature = analysis.Signature{1: byte(n), 100: 7}
	return r
}

func rows(n int) []*Row {
	all := make([]*Row, n)
	for i := range all {
		if i%4 != 2 { // the others are deleted
			all[i] = document(i)
		}
	}
	return all
}

func write(t *testing.T, all []*Row) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "columns")
	if err := NewTable(all).Write(name); err != nil {
		t.Fatal(err)
	}
	return name
}

var accesses = map[string]blockfile.Access{"mapped": blockfile.Mapped, "read at": blockfile.ReadAt}

func TestRowsReadAsWritten(t *testing.T) {
	for _, n := range []int{0, 1, 40} {
		all := rows(n)
		name := write(t, all)
		for how, access := range accesses {
			table, err := Open(name, access)
			if err != nil {
				t.Fatalf("%d rows, %s: %v", n, how, err)
			}
			defer table.Close()
			if table.Len() != n {
				t.Fatalf("%d rows, %s: got %d", n, how, table.Len())
			}
			for d, want := range all {
				if want == nil {
					if !table.IDs.IsEmpty(d) {
						t.Errorf("%d rows, %s: deleted row %d has ID %q", n, how, d, table.IDs.At(d))
					}
					continue
				}
				if got := table.Row(d); !reflect.DeepEqual(got, want) {
					t.Errorf("%d rows, %s, row %d:\ngot  %+v\nwant %+v", n, how, d, got, want)
				}
			}
		}
	}
}

func TestTableMadeOfItsOwnRowsIsTheSame(t *testing.T) {
	name := write(t, rows(40))
	table, err := Open(name, blockfile.Mapped)
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	again := make([]*Row, table.Len())
	for d := range again {
		if !table.IDs.IsEmpty(d) {
			again[d] = table.Row(d)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(write(t, again))
	if err != nil || string(got) != string(want) {
		t.Errorf("written again: %d bytes that differ from the first %d, %v", len(got), len(want), err)
	}
}

// TestTableThatOpensCanBeRead changes the content of each section at random, with right checksums: a table must be refused
// or be readable without a panic.
func TestTableThatOpensCanBeRead(t *testing.T) {
	name := write(t, rows(40))
	f, err := blockfile.Open(name, kind, blockfile.ReadAt)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	random := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for _, changed := range f.Sections() {
		for round := range 20 {
			copied := filepath.Join(t.TempDir(), "columns")
			copyChanged(t, f, copied, changed, random)
			table, err := Open(copied, blockfile.Mapped)
			if err != nil {
				if !errors.Is(err, index.ErrDamaged) {
					t.Errorf("%s, round %d: got %v, want ErrDamaged", changed, round, err)
				}
				refused++
				continue
			}
			for d := range table.Len() {
				table.Row(d)
			}
			if err := table.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	if refused < 100 {
		t.Errorf("%d tables are refused, want at least 100", refused)
	}
}

// copyChanged copies a table with a section whose bytes or length are changed.
func copyChanged(t *testing.T, f *blockfile.File, name, changed string, random *rand.Rand) {
	t.Helper()
	w, err := blockfile.Create(name, kind, version)
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range f.Sections() {
		s, err := f.Section(section)
		if err != nil {
			t.Fatal(err)
		}
		content, err := s.All()
		if err != nil {
			t.Fatal(err)
		}
		if section == changed {
			content = append([]byte{}, content...)
			switch {
			case len(content) == 0 || random.IntN(5) == 0:
				content = append(content, 1, 2, 3, 4)
			case random.IntN(5) == 0:
				content = content[:len(content)-random.IntN(len(content))]
			default:
				content[random.IntN(len(content))] ^= byte(1 + random.IntN(255))
			}
		}
		w.Section(section)
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}
