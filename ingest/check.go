package ingest

import (
	"context"
	"fmt"
	"path"
	"path/filepath"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/ingest/extract"
)

// Check reads the sidecars and front matter of all sources and returns every problem in them, with file names as the user
// would open them. It reads no text after the front matter. A source that cannot be read is an error.
func Check(ctx context.Context, names []string, v *vocabulary.Vocabulary) ([]FileProblem, error) {
	c := checker{annotator: NewAnnotator(v)}
	var sourceNames []string
	for _, name := range names {
		if isSidecar(name) {
			if err := c.sidecar(name); err != nil {
				return nil, err
			}
			continue
		}
		sourceNames = append(sourceNames, name)
	}
	if len(sourceNames) == 0 {
		return c.problems, nil
	}
	sources, err := openSources(Options{Sources: sourceNames})
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
	return c.problems, nil
}

type checker struct {
	annotator *Annotator
	problems  []FileProblem
}

// displayName is the name of a file as the user would open it.
func (f file) displayName(name string) string {
	if f.source.fileName != "" {
		return filepath.Join(filepath.Dir(f.source.name), filepath.FromSlash(name))
	}
	return filepath.Join(f.source.name, filepath.FromSlash(name))
}

func (c *checker) file(f file) {
	if f.problem != nil {
		if isSidecar(f.name) {
			c.add(f.displayName(f.name), *f.problem)
		}
		return
	}
	if f.sidecar != "" {
		data, err := f.readSidecar()
		if err != nil {
			c.add(f.displayName(f.sidecar), unreadable(err))
		}
		c.addMetadata(f.displayName(f.sidecar), data)
	}
	// Whether a file can be read is not a question of its metadata.
	if f.sniff() != nil || f.format.Name != extract.Text.Name && f.format.Name != extract.Markdown.Name {
		return
	}
	in, err := f.open(nil)
	if err != nil {
		return
	}
	defer in.Close()
	m, problems := extract.ReadFrontMatter(f.format, in)
	c.addOverrides(f.displayName(f.name), m, problems)
}

// sidecar checks a sidecar that was named itself.
func (c *checker) sidecar(name string) error {
	src, err := openSource(name)
	defer src.close()
	if err != nil {
		return fmt.Errorf("%q: %w", name, err)
	}
	data, err := file{source: src, sidecar: path.Base(src.fileName)}.readSidecar()
	if err != nil {
		return err
	}
	c.addMetadata(name, data)
	return nil
}

func (c *checker) addMetadata(name string, data []byte) {
	m, problems := extract.ParseMetadata(data, 1)
	c.addOverrides(name, m, problems)
}

// addOverrides adds the problems of metadata, and of the overrides in it.
func (c *checker) addOverrides(name string, m extract.Metadata, problems []index.Problem) {
	_, unresolved := c.annotator.resolveOverrides(m.Overrides)
	c.add(name, append(problems, unresolved...)...)
}

func (c *checker) add(name string, problems ...index.Problem) {
	for _, p := range problems {
		c.problems = append(c.problems, FileProblem{name, p})
	}
}
