package e2e

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// axe-core checks accessibility rules that a program can check (Deque, MPL-2.0). It is downloaded from npm, checked against
// a pinned SHA-512 and kept in the user's cache folder.
const (
	axeVersion = "4.14.1"
	axeSum     = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)

// TestPagesPassAxe runs axe-core on every page, in light and dark, at phone and desktop width, with all details open.
func TestPagesPassAxe(t *testing.T) {
	envPath(t, "CHROMIUM")
	script := axe(t)
	b := open(t, serve(t, seeds))
	for _, s := range slices.Concat(pageCases(b), localizedPages(b), errorPages) {
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{phone, desktop} {
				t.Run(fmt.Sprintf("%s/%s/%d", s.name, scheme, width), func(t *testing.T) {
					b := b.withTest(t)
					b.resize(width)
					b.scheme(scheme)
					b.visit(s.path)
					b.shoot(fmt.Sprintf("%s-%d-%s", s.name, width, scheme))
					b.openDetails()
					b.wantAccessible(script)
				})
			}
		}
	}
}

// wantAccessible reports every violated rule with its elements. The rule on target size is not enabled by default.
func (b tab) wantAccessible(script string) {
	b.Helper()
	broken := read[[]string](b, script+`;
		axe.run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}}).then(r => r.violations.map(v =>
			v.id + " (" + v.impact + "): " + v.help + v.nodes.slice(0, 5).map(n => "\n\t" + n.html.slice(0, 160) + "\n\t\t" +
				n.failureSummary.replace(/\s+/g, " ")).join("") + (v.nodes.length > 5 ? "\n\tand " + (v.nodes.length - 5) + " more" : "")))`)
	for _, rule := range broken {
		b.Error(rule)
	}
}

// axe returns the script of axe-core. Without npm the test is skipped. With CI=true and npm a failed download fails the test,
// since a check that did not run must not count as passed.
func axe(t *testing.T) string {
	t.Helper()
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = t.TempDir()
	}
	dir = filepath.Join(dir, "daftar-e2e")
	archive := filepath.Join(dir, "axe-core-"+axeVersion+".tgz")
	script, err := readAxe(archive)
	if err == nil {
		return script
	}
	if err = pack(dir); err == nil {
		script, err = readAxe(archive)
	}
	switch {
	case err == nil:
		return script
	case os.Getenv("CI") == "true" && !errors.Is(err, exec.ErrNotFound):
		t.Fatalf("axe-core: %v", err)
	}
	t.Skipf("axe-core cannot be downloaded from npm: %v", err)
	return ""
}

// pack downloads the archive of axe-core into a folder with npm.
func pack(dir string) error {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	// npm would read the settings of a project around its working folder.
	cmd := exec.Command(npm, "pack", "--silent", "axe-core@"+axeVersion)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("npm pack axe-core@%s: %w: %s", axeVersion, err, out)
	}
	return nil
}

// readAxe reads the script from the archive after checking its SHA-512.
func readAxe(archive string) (string, error) {
	data, err := os.ReadFile(archive)
	if err != nil {
		return "", err
	}
	if sum := sha512.Sum512(data); base64.StdEncoding.EncodeToString(sum[:]) != axeSum {
		return "", fmt.Errorf("SHA-512 of %s differs from the pinned one", archive)
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	for files := tar.NewReader(unzipped); ; {
		file, err := files.Next()
		if err != nil {
			return "", fmt.Errorf("%s: axe.min.js: %w", archive, err)
		}
		if file.Name == "package/axe.min.js" {
			script, err := io.ReadAll(files)
			return string(script), err
		}
	}
}
