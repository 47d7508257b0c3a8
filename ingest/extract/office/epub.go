package office

import (
	"io"
	"net/url"
	"path"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// book is an EPUB (EPUB 3.3, and 2.0.1): a package document lists its files and in which order they are read.
type book struct {
	*openFile
	folder string
	files  map[string]bookFile // by id
	spine  []string            // ids
	dates  int
	marked bool              // the date of publication is marked as such
	titles map[string]string // of chapters, by the name of the file, from the table of contents
}

type bookFile struct {
	name, kind string
	isContents bool // it is the table of contents
}

// maxChapterBytes is the longest chapter that is read: its tree takes ten times as much memory.
const maxChapterBytes = extract.MaxPageBytes

func (o *openFile) readBook() error {
	name := ""
	_ = o.part("META-INF/container.xml", func(m *xmlStream) {
		m.descendants(func(element string) {
			if path := m.attr("full-path"); strings.HasSuffix(element, "rootfile") && name == "" {
				name = path
			}
		})
	})
	if !o.archive.Has(name) {
		if name = o.archive.Find(".opf"); name == "" {
			return extract.NewError(index.ProblemPartMissing, "*.opf")
		}
	}
	b := &book{openFile: o, folder: path.Dir(name), files: make(map[string]bookFile), titles: make(map[string]string)}
	if err := o.part(name, b.packageDocument); err != nil {
		return err
	}
	locked := b.encryptedFiles()
	b.tableOfContents()
	chapters, closed := 0, 0
	for _, id := range b.spine {
		f, listed := b.files[id]
		delete(b.files, id) // a chapter that is listed twice is read once
		if !listed || b.flow.Full() || f.isContents || !strings.Contains(f.kind, "html") && f.kind != "text/x-oeb1-document" && f.kind != "" {
			continue
		}
		chapters++
		if locked[strings.ToLower(f.name)] {
			closed++
			continue
		}
		b.chapter(f.name)
	}
	if closed > 0 && closed == chapters {
		return extract.NewError(index.ProblemEncrypted, "DRM")
	}
	if closed > 0 {
		o.report(index.NewProblem(index.ProblemPartEncrypted, closed, chapters))
	}
	return nil
}

// packageDocument reads the package document: what the book is called, which files it has, and their order.
func (b *book) packageDocument(m *xmlStream) {
	m.descendants(func(name string) {
		if len(b.files) > maxRelations || len(b.spine) > maxRelations {
			return
		}
		switch name[strings.LastIndexByte(name, ':')+1:] {
		case "title":
			if b.properties.title == "" {
				b.properties.title = m.textContent()
			}
		case "creator":
			if creator := strings.TrimSpace(m.textContent()); creator != "" {
				b.properties.author = strings.TrimPrefix(b.properties.author+"; "+creator, "; ")
			}
		case "language":
			if b.properties.lang == "" {
				b.properties.lang = m.textContent()
			}
		case "publisher":
			b.properties.source = m.textContent()
		case "date":
			b.date(m)
		case "item":
			kind := strings.ToLower(m.attr("media-type"))
			b.files[m.attr("id")] = bookFile{b.resolve(m.attr("href")), kind, strings.Contains(" "+m.attr("properties")+" ", " nav ")}
		case "itemref":
			b.spine = append(b.spine, m.attr("idref"))
		}
	})
}

// date takes the day of publication: the one that is marked as such, as EPUB 2 does, or the only one there is. Books with
// several unmarked dates also have the day on which a program made them. Programs write the year 101 for a day that they
// do not know.
func (b *book) date(m *xmlStream) {
	event := m.attr("opf:event")
	value := strings.TrimSpace(m.textContent())
	b.dates++
	switch {
	case strings.HasPrefix(value, "0"):
	case event == "publication" || event == "original-publication":
		b.properties.published, b.marked = value, true
	case b.marked:
	case event == "" && b.dates == 1:
		b.properties.published = value
	default:
		b.properties.published = ""
	}
}

// resolve finds a file of the book by its address.
func (b *book) resolve(href string) string {
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return targetOf(b.folder+"/", href)
}

// encryptedFiles are the files that are encrypted. Fonts often are, to protect them, and nobody misses them.
func (b *book) encryptedFiles() map[string]bool {
	names := make(map[string]bool)
	if !b.archive.Has("META-INF/encryption.xml") {
		return names
	}
	_ = b.part("META-INF/encryption.xml", func(m *xmlStream) {
		m.descendants(func(name string) {
			if uri := m.attr("URI"); uri != "" && len(names) < maxRelations {
				if plain, err := url.PathUnescape(uri); err == nil {
					uri = plain
				}
				names[strings.ToLower(strings.TrimLeft(strings.ReplaceAll(uri, `\`, "/"), "/"))] = true
			}
		})
	})
	return names
}

// tableOfContents reads the titles of chapters from the table of contents of EPUB 2, for chapters that have no heading.
func (b *book) tableOfContents() {
	for _, f := range b.files {
		if f.kind != "application/x-dtbncx+xml" {
			continue
		}
		_ = b.part(f.name, func(m *xmlStream) {
			title := ""
			m.descendants(func(name string) {
				switch {
				case strings.HasSuffix(name, "text"):
					title = m.textContent()
				case strings.HasSuffix(name, "content"):
					at, _, part := strings.Cut(m.attr("src"), "#")
					if at = targetOf(path.Dir(f.name)+"/", at); !part && b.titles[at] == "" && len(b.titles) < maxRelations {
						b.titles[at] = extract.OneLine(title, extract.MaxTitleBytes)
					}
				}
			})
		})
	}
}

// chapter adds a file of the book. A chapter without headings stands under its title in the table of contents.
func (b *book) chapter(name string) {
	place := index.Place{Part: shown(name)}
	r, err := b.archive.Open(name)
	if err != nil {
		b.report(extract.ProblemOf(err).At(place))
		return
	}
	raw, err := io.ReadAll(io.LimitReader(r, maxChapterBytes+1))
	limit, exhausted := b.archive.Limit()
	switch {
	case exhausted:
		b.addLimit(limit)
	case err != nil:
		b.report(index.NewProblem(index.ProblemDamaged, extract.HTML.Label, "").At(place))
	case len(raw) > maxChapterBytes:
		raw = raw[:maxChapterBytes]
		b.addLimit(index.NewProblem(index.ProblemLimitSize, maxChapterBytes>>20))
	}
	source, _ := extract.DecodeCharset(raw, declared(raw))
	if title := b.titles[name]; title != "" {
		b.flow.MarkHeading(title)
	}
	b.flow.Paragraph()
	b.flow.WriteHTML(source)
	b.flow.Paragraph()
}
