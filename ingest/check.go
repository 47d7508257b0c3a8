package ingest

import (
	"context"
	"fmt"
	"path"
	"path/filepath"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/index/yamlfile"
	"daftar/ingest/extract"
)

// Check reads the sidecars and the front matter of all sources and returns every mistake in them, with the name that the
// file has on this machine. It reads no text beyond the front matter. A source that cannot be read is an error.
func Check(ctx context.Context, names []string, v *vocabulary.Vocabulary) ([]yamlfile.Diagnostic, error) {
	c := checker{maker: NewAnnotator(v)}
	var named []string
	for _, name := range names {
		if isSidecar(name) {
			if err := c.sidecarAlone(name); err != nil {
				return nil, err
			}
			continue
		}
		named = append(named, name)
	}
	if len(named) == 0 {
		return c.diagnostics, nil
	}
	sources, err := openSources(Options{Sources: named})
	if err != nil {
		return nil, err
	}
	defer sources.close()
	files, err := sources.files(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.file(f)
	}
	return c.diagnostics, nil
}

type checker struct {
	maker       *Annotator
	diagnostics []yamlfile.Diagnostic
}

func (c *checker) add(file string, line int, message string) {
	c.diagnostics = append(c.diagnostics, yamlfile.Diagnostic{File: file, Line: line, Message: message})
}

// displayName is the name of a file as the user would open it.
func (f file) displayName(name string) string {
	if f.source.fileName != "" {
		return filepath.Join(filepath.Dir(f.source.name), filepath.FromSlash(name))
	}
	return filepath.Join(f.source.name, filepath.FromSlash(name))
}

func (c *checker) file(f file) {
	if f.problem != "" {
		if isSidecar(f.name) {
			c.add(f.displayName(f.name), 0, f.problem)
		}
		return
	}
	if f.sidecar != "" {
		data, err := f.readSidecar()
		if err != nil {
			c.add(f.displayName(f.sidecar), 0, err.Error())
		}
		c.metadata(f.displayName(f.sidecar), data)
	}
	if err := f.sniff(); err != nil {
		return
	}
	in, err := f.open(nil)
	if err != nil {
		return
	}
	defer in.Close()
	m, problems := extract.ReadFrontMatter(f.format, in)
	if f.format.Name == extract.Text.Name || f.format.Name == extract.Markdown.Name {
		c.report(f.displayName(f.name), m, problems)
	}
}

func (c *checker) sidecarAlone(name string) error {
	src, err := openSource(name)
	defer src.close()
	if err != nil {
		return fmt.Errorf("%q: %w", name, err)
	}
	data, err := file{source: src, sidecar: path.Base(src.fileName)}.readSidecar()
	if err != nil {
		return err
	}
	c.metadata(name, data)
	return nil
}

func (c *checker) metadata(name string, data []byte) {
	m, problems := extract.ParseMetadata(data, 1)
	c.report(name, m, problems)
}

func (c *checker) report(name string, m extract.Metadata, problems []index.Problem) {
	for _, p := range problems {
		c.add(name, lineOf(p), p.Reason)
	}
	_, faults := c.maker.resolveDecisions(m.Overrides)
	for _, f := range faults {
		c.add(name, f.line, f.reason)
	}
}
