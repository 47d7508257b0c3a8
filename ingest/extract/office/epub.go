package office

import (
	"io"
	"net/url"
	"path"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// book is an EPUB (EPUB 3.3 and 2.0.1). Its package document lists the files and their reading order (spine).
type book struct {
	*openFile
	folder            string
	files             map[string]bookFile // by id
	spine             []string            // ids
	dates             int
	publicationMarked bool              // a date was marked as the date of publication
	titles            map[string]string // chapter titles in the table of contents, by file name
}

type bookFile struct {
	name, mediaType string
	isContents      bool // the table of contents of EPUB 3
}

// maxChapterBytes bounds a chapter: its HTML tree takes ten times as much memory.
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
	encrypted := b.encryptedFiles()
	b.tableOfContents()
	chapters, encryptedChapters := 0, 0
	for _, id := range b.spine {
		f, listed := b.files[id]
		delete(b.files, id) // read a chapter that is listed twice only once
		if !listed || b.flow.Full() || f.isContents || !strings.Contains(f.mediaType, "html") && f.mediaType != "text/x-oeb1-document" && f.mediaType != "" {
			continue
		}
		chapters++
		if encrypted[strings.ToLower(f.name)] {
			encryptedChapters++
			continue
		}
		b.chapter(f.name)
	}
	if encryptedChapters > 0 && encryptedChapters == chapters {
		return extract.NewError(index.ProblemEncrypted, "DRM")
	}
	if encryptedChapters > 0 {
		o.report(index.NewProblem(index.ProblemPartEncrypted, encryptedChapters, chapters))
	}
	return nil
}

// packageDocument reads metadata, files and spine.
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

// date takes a date marked as publication (EPUB 2), or the only date. With several unmarked dates, none is taken: one of
// them is the day on which a program made the file. Some programs write the year 101 for an unknown date.
func (b *book) date(m *xmlStream) {
	event := m.attr("opf:event")
	value := strings.TrimSpace(m.textContent())
	b.dates++
	switch {
	case strings.HasPrefix(value, "0"):
	case event == "publication" || event == "original-publication":
		b.properties.published, b.publicationMarked = value, true
	case b.publicationMarked:
	case event == "" && b.dates == 1:
		b.properties.published = value
	default:
		b.properties.published = ""
	}
}

// resolve returns the member name of a relative URL in the package document.
func (b *book) resolve(href string) string {
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return targetOf(b.folder+"/", href)
}

// encryptedFiles returns the lower-case names of encrypted files. They are often fonts only, which have no text.
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

// tableOfContents reads chapter titles from the table of contents of EPUB 2 (NCX), for chapters without a heading.
func (b *book) tableOfContents() {
	for _, f := range b.files {
		if f.mediaType != "application/x-dtbncx+xml" {
			continue
		}
		_ = b.part(f.name, func(m *xmlStream) {
			title := ""
			m.descendants(func(name string) {
				switch {
				case strings.HasSuffix(name, "text"):
					title = m.textContent()
				case strings.HasSuffix(name, "content"):
					file, _, fragment := strings.Cut(m.attr("src"), "#")
					if file = targetOf(path.Dir(f.name)+"/", file); !fragment && b.titles[file] == "" && len(b.titles) < maxRelations {
						b.titles[file] = extract.OneLine(title, extract.MaxTitleBytes)
					}
				}
			})
		})
	}
}

// chapter adds a chapter. One without headings gets its title in the table of contents as heading.
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
