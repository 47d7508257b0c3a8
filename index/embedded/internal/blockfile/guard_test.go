//go:build unix

package blockfile

import (
	"errors"
	"os"
	"strings"
	"testing"

	"daftar/index"
)

func TestTruncatedMappingIsDamaged(t *testing.T) {
	name := example(t)
	f, err := Open(name, "example", Mapped)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	long, err := f.Section("long")
	if err != nil {
		t.Fatal(err)
	}
	var guard Guard
	guard.Add(name, f.Mapping())
	read := func() error {
		_, err := long.All()
		return err
	}
	if err := guard.Run(read); err != nil {
		t.Fatalf("whole file: %v", err)
	}
	if err := os.Truncate(name, 0); err != nil {
		t.Fatal(err)
	}
	clear(long.checked[0:1])
	err = guard.Run(read)
	if !errors.Is(err, index.ErrDamaged) || !strings.Contains(err.Error(), name) {
		t.Errorf("truncated file: got %v, want ErrDamaged with the name of the file", err)
	}
	if err := guard.Run(func() error { return os.ErrClosed }); err != os.ErrClosed {
		t.Errorf("after a fault: got %v, want the error of the function", err)
	}
}

func TestOtherFaultsAndPanicsGoOn(t *testing.T) {
	name := example(t)
	f, err := Open(name, "example", Mapped)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := os.Truncate(name, 0); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		run  func() error
	}{
		{"fault in a mapping that the guard does not know", func() error { _, err := f.sections["long"].All(); return err }},
		{"nil pointer", func() error { var s *Section; s.length++; return nil }},
		{"panic", func() error { panic("other") }},
	} {
		var guard Guard
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: Run returns", c.name)
				}
			}()
			_ = guard.Run(c.run)
		}()
	}
}
