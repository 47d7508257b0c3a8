package main

import (
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// TestLicensesCoverLinkedModules holds licenses.txt against the modules linked into this test, which include those of the
// binary.
func TestLicensesCoverLinkedModules(t *testing.T) {
	info, ok := debug.ReadBuildInfo()
	if !ok || len(info.Deps) == 0 {
		t.Skip("this test binary records no modules")
	}
	lines := slices.Sorted(strings.SplitSeq(licenses, "\n"))
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		if _, found := slices.BinarySearch(lines, m.Path+" "+m.Version); !found {
			t.Errorf(`%s %s is not in licenses.txt; run "go generate ./cmd/daftar"`, m.Path, m.Version)
		}
	}
	for _, part := range []string{"The Go standard library", "PDFium", "GeoNames", "Unicode CLDR", "Natural Earth"} {
		if !strings.Contains(licenses, part) {
			t.Errorf("licenses.txt does not name %q", part)
		}
	}
}

func TestVersionPrintsLicenses(t *testing.T) {
	stdout, stderr, code := runCommand(t.Context(), "", "version", "--licenses")
	if stdout != licenses || stderr != "" || code != exitOK {
		t.Errorf("exit %d, stderr %q, %d bytes on stdout, want the %d of licenses.txt", code, stderr, len(stdout), len(licenses))
	}
}
