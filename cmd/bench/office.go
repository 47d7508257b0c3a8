package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest"
	"daftar/ingest/extract"
	"daftar/ingest/sandbox"
)

// officeStage parses a folder of office files and PDFs in the sandbox, as "daftar reindex" does.
const officeStage = "office files and PDFs"

// officeTarget is the target throughput on two cores, in files per second.
const officeTarget = 20

// officeCorpora are the archives of sample files; officeKinds the extensions that are used.
var officeCorpora = []string{
	"../../../shared/corpora/formats-sample/formats_sample.tar.gz", "../../../shared/corpora/crs-reports/pdf.tar",
}

var officeKinds = []string{".pdf", ".docx", ".doc", ".odt", ".rtf", ".pptx", ".odp", ".xlsx", ".ods", ".epub"}

// officeFile is a file with its name in the corpus.
type officeFile struct {
	name string
	data []byte
}

// offices measures parsing of n office files.
func (b *bench) offices(ctx context.Context, work string) error {
	folder := filepath.Join(work, "office")
	made, err := writeOfficeFiles(folder, b.office, b.seed)
	if err != nil {
		return fmt.Errorf("write office files: %w", err)
	}
	b.progress("parsing %d %s", b.office, officeStage)
	built, err := startStage(ctx, officeStage, folder, filepath.Join(work, "office-index"), b.stderr)
	if err != nil {
		return err
	}
	b.report.Office = &Office{Build: built, Synthetic: made, Files: b.office, PerSecond: float64(b.office) / built.Seconds}
	return nil
}

// writeOfficeFiles writes n files into a folder: those of the corpora in turn, or generated ones. It reports whether they
// are generated.
func writeOfficeFiles(folder string, n int, seed uint64) (made bool, err error) {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return false, err
	}
	var files []officeFile
	for _, corpus := range officeCorpora {
		found, err := readTar(corpus)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, fmt.Errorf("%s: %w", corpus, err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		files, made = syntheticOfficeFiles(seed), true
	}
	for i := range n {
		f := files[i%len(files)]
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%04d-%s", i, f.name)), f.data, 0o600); err != nil {
			return made, err
		}
	}
	return made, nil
}

// readTar returns the office files and PDFs of an archive, which may be gzipped.
func readTar(name string) (files []officeFile, err error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var plain io.Reader = in
	if strings.HasSuffix(name, ".gz") {
		if plain, err = gzip.NewReader(in); err != nil {
			return nil, err
		}
	}
	for archive := tar.NewReader(plain); ; {
		h, err := archive.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		base := path.Base(h.Name)
		if h.Typeflag != tar.TypeReg || !slices.Contains(officeKinds, strings.ToLower(path.Ext(base))) {
			continue
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			return nil, err
		}
		files = append(files, officeFile{base, data})
	}
}

// fillFromOffices does the same as "daftar reindex". This program is also the sandbox worker.
func fillFromOffices(ctx context.Context, from, to string) (b Build, err error) {
	v, err := vocabulary.BuiltIn()
	if err != nil {
		return b, err
	}
	reader, err := openSandbox(to)
	if err != nil {
		return b, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	// Compiling PDFium happens once per machine, so it is not measured.
	if _, err := reader.Protections(ctx); err != nil {
		return b, err
	}
	var clock stopwatch
	clock.start()
	sources, versions := []string{from}, ingest.Versions(v)
	into, err := embedded.Begin(ctx, to, embedded.BuildOptions{Sources: sources, Versions: versions})
	if err != nil {
		return b, err
	}
	defer into.Abort()
	report, err := ingest.Run(ctx, into, ingest.Options{Sources: sources, Vocabulary: v, Versions: versions, Reader: reader})
	if err != nil {
		return b, err
	}
	g, err := into.Publish(ctx)
	clock.stop()
	b = b.withClock(g.Documents, clock)
	b.Outcomes = &report.Outcomes
	return b, err
}

// openSandbox opens the sandbox with this program as worker.
func openSandbox(to string) (*sandbox.Sandbox, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = filepath.Dir(to)
	}
	cache = filepath.Join(cache, "daftar")
	if err := os.MkdirAll(cache, 0o700); err != nil {
		return nil, err
	}
	return sandbox.Open(sandbox.Options{
		Command: []string{self, workerCommand}, Workers: runtime.GOMAXPROCS(0), Limits: extract.DefaultLimits(), Cache: cache,
	})
}
