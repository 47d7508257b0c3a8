package office

import (
	"strconv"

	"daftar/index"
	"daftar/ingest/extract"
)

// slide is one page of a presentation. It is written as title, shapes, speaker notes, whatever the order in the file.
type slide struct {
	number int
	hidden bool
	title  []*paragraph
	shapes [][]*paragraph
	notes  []*paragraph
}

// putSlide writes a slide. A slide without a title gets its number as heading; otherwise its text would belong to the
// heading of the previous slide.
func (f *flow) putSlide(s *slide) {
	f.StartPage(s.number)
	f.page = s.number
	title := &paragraph{heading: true}
	for n, p := range s.title {
		if n > 0 {
			title.add(" ")
		}
		title.pieces = append(title.pieces, p.pieces...)
	}
	if title.blank() {
		f.MarkHeading("Slide " + strconv.Itoa(s.number))
	}
	f.put(title)
	if s.hidden {
		f.sentence("[Hidden slide]")
	}
	for _, shape := range s.shapes {
		f.inList = false
		for _, p := range shape {
			p.point, p.heading = true, false // keeps the lines of a shape together
			f.put(p)
		}
	}
	f.inList = false
	f.markedParagraphs("Notes:", s.notes)
}

func (f *flow) sentence(s string) {
	f.Paragraph()
	f.Words(s)
	f.Paragraph()
}

// readSlides reads the slides of a PPTX in presentation order (PresentationML, ISO 29500-1 section 19).
func (o *openFile) readSlides() error {
	root := o.relationsOf("")
	name := root.first("officeDocument", "ppt/presentation.xml")
	if !o.archive.Has(name) {
		name = "ppt/presentation.xml"
	}
	_ = o.part(root.first("core-properties", "docProps/core.xml"), func(m *xmlStream) { o.properties = readProperties(m) })
	var ids []string
	err := o.part(name, func(m *xmlStream) {
		m.descendants(func(name string) {
			if name == "p:sldId" && len(ids) <= o.limits.Pages {
				ids = append(ids, m.attr("r:id"))
			}
		})
	})
	if err != nil {
		return err
	}
	if len(ids) > o.limits.Pages {
		ids = ids[:o.limits.Pages]
		o.addLimit(index.NewProblem(index.ProblemLimitPages, o.limits.Pages))
	}
	rels := o.relationsOf(name)
	deck := &deck{openFile: o, targets: rels.targets(), authors: o.authors(rels.byKind("commentAuthors")), footers: make(map[string]bool)}
	seen := make(map[string]bool)
	for n, id := range ids {
		if part := deck.targets[id]; !seen[part] && !o.flow.Full() {
			seen[part] = true
			deck.slide(n+1, part)
		}
	}
	deck.writeCommentsAndMargins()
	return nil
}

// deck is an open PPTX.
type deck struct {
	*openFile
	targets        map[string]string
	authors        map[string]string
	comments       []comment
	headersFooters []*paragraph
	footers        map[string]bool
}

func (d *deck) slide(number int, part string) {
	s := &slide{number: number}
	rels := d.relationsOf(part)
	err := d.part(part, func(m *xmlStream) {
		m.children(func(string) {
			s.hidden = !isOn(m.attr("show"))
			reader := shapeReader{openFile: d.openFile, xmlStream: m, slide: s, targets: rels.targets()}
			m.children(reader.node, nil)
			d.headersFooters = append(d.headersFooters, reader.headersFooters...)
		}, nil)
	})
	if err != nil {
		d.report(extract.ProblemOf(err).At(index.Place{Page: number}))
	}
	for _, part := range rels.byKind("notesSlide") {
		_ = d.part(part, func(m *xmlStream) {
			notes := slide{}
			reader := shapeReader{openFile: d.openFile, xmlStream: m, slide: &notes, speaker: true}
			m.children(func(string) { m.children(reader.node, nil) }, nil)
			for _, shape := range notes.shapes {
				s.notes = append(s.notes, shape...)
			}
		})
	}
	for _, part := range rels.byKind("comments") {
		_ = d.part(part, d.readComments)
	}
	d.flow.putSlide(s)
}

// authors returns the names of comment authors by id.
func (o *openFile) authors(parts []string) map[string]string {
	names := make(map[string]string)
	for _, part := range parts {
		_ = o.part(part, func(m *xmlStream) {
			m.descendants(func(name string) {
				if name == "p:cmAuthor" && len(names) < maxStyles {
					names[m.attr("id")] = m.attr("name")
				}
			})
		})
	}
	return names
}

func (d *deck) readComments(m *xmlStream) {
	m.descendants(func(name string) {
		if name != "p:cm" {
			return
		}
		r := comment{author: d.authors[m.attr("authorId")]}
		m.children(func(name string) {
			if name == "p:text" {
				p := &paragraph{}
				p.add(m.textContent())
				r.paragraphs = append(r.paragraphs, p)
			}
		}, nil)
		d.comments = append(d.comments, r)
	})
}

// writeCommentsAndMargins writes comments, then each distinct header and footer of the slides.
func (d *deck) writeCommentsAndMargins() {
	for _, r := range d.comments {
		d.flow.comment(r.author, r.paragraphs)
	}
	for _, p := range d.headersFooters {
		d.flow.headerFooter(p, d.footers)
	}
}

// shapeReader reads the shapes of a slide from back to front, which is usually the reading order.
type shapeReader struct {
	*openFile
	*xmlStream
	slide          *slide
	targets        map[string]string
	speaker        bool // the slide is a notes page
	headersFooters []*paragraph
}

func (r *shapeReader) node(name string) {
	switch name {
	case "p:sp":
		r.shape()
	case "a:tbl":
		r.table()
	case "dgm:relIds":
		var lines []*paragraph
		for _, words := range r.paragraphsOf(r.targets[r.attr("r:dm")]) {
			p := &paragraph{}
			p.add(words)
			lines = append(lines, p)
		}
		r.slide.shapes = append(r.slide.shapes, lines)
	case "mc:AlternateContent":
		r.firstChoice(r.node)
	default:
		r.children(r.node, nil)
	}
}

// shape reads the text of a shape. The placeholder type tells whether it is a title, a footer or other text.
func (r *shapeReader) shape() {
	kind := ""
	var lines []*paragraph
	var node func(string)
	node = func(name string) {
		switch name {
		case "p:ph":
			if kind = r.attr("type"); kind == "" {
				kind = "obj"
			}
		case "a:p":
			lines = append(lines, drawnParagraph(r.xmlStream))
		case "mc:AlternateContent":
			r.firstChoice(node)
		default:
			r.children(node, nil)
		}
	}
	r.children(node, nil)
	switch {
	case r.speaker && (kind == "ftr" || kind == "hdr"), kind == "dt", kind == "sldNum", kind == "sldImg":
	case kind == "ftr" || kind == "hdr":
		r.headersFooters = append(r.headersFooters, lines...)
	case kind == "title" || kind == "ctrTitle":
		r.slide.title = append(r.slide.title, lines...)
	default:
		r.slide.shapes = append(r.slide.shapes, lines)
	}
}

func (r *shapeReader) table() {
	var rows []*paragraph
	var cells [][]*paragraph
	r.children(func(name string) {
		if name != "a:tr" {
			return
		}
		cells = nil
		r.children(func(name string) {
			if name != "a:tc" {
				return
			}
			var lines []*paragraph
			r.children(func(name string) {
				r.children(func(name string) {
					if name == "a:p" {
						lines = append(lines, drawnParagraph(r.xmlStream))
					}
				}, nil)
			}, nil)
			cells = append(cells, lines)
		}, nil)
		rows = append(rows, rowOf(cells))
	}, nil)
	r.slide.shapes = append(r.slide.shapes, rows)
}

func drawnParagraph(m *xmlStream) *paragraph {
	p := &paragraph{}
	p.add(drawingParagraph(m))
	return p
}
