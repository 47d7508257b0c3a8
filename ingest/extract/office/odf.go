package office

import (
	"bytes"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/zipfile"
)

// odf reads OpenDocument (ISO 26300-1): metadata, styles, and the body, which is a text, a presentation or a spreadsheet.
// They are three members of a ZIP archive, or sections of one XML file ("flat").
type odf struct {
	*openFile
	*xmlStream
	styles odfStyles
	story  *odfText // reads paragraphs
	found  bool     // a body was found
}

func (o *openFile) readODF(data []byte) error {
	d := &odf{openFile: o, styles: make(odfStyles)}
	d.story = &odfText{odf: d}
	if isFlat(data) {
		d.archive = &zipfile.Archive{}
		d.document(newXMLStream(bytes.NewReader(data)))
		return d.finishDocument()
	}
	if err := o.open(data); err != nil {
		return err
	}
	if strings.Contains(o.archive.ReadStart("META-INF/manifest.xml", maxListBytes), "encryption-data") {
		return extract.NewError(index.ProblemEncrypted, "password")
	}
	for _, name := range []string{"meta.xml", "styles.xml"} {
		if o.archive.Has(name) {
			_ = o.part(name, d.root)
		}
	}
	if err := o.part("content.xml", d.root); err != nil {
		return err
	}
	return d.finishDocument()
}

// isFlat reports whether data is a single XML file, not a ZIP archive.
func isFlat(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")
	return bytes.HasPrefix(data, []byte("<"))
}

func (d *odf) document(m *xmlStream) {
	d.root(m)
	if problem, failed := m.problem(); failed {
		d.report(problem)
	}
}

// finishDocument writes comments, headers and footers after the text.
func (d *odf) finishDocument() error {
	if !d.found {
		return extract.NewError(index.ProblemPartMissing, "office:body")
	}
	d.story.writeCommentsAndMargins()
	return nil
}

func (d *odf) root(m *xmlStream) {
	d.xmlStream = m
	m.children(func(string) { m.children(d.section, nil) }, nil)
}

func (d *odf) section(name string) {
	switch name {
	case "office:meta":
		d.properties = readProperties(d.xmlStream)
	case "office:styles", "office:automatic-styles":
		d.children(func(name string) { d.styles.read(d.xmlStream, name) }, nil)
	case "office:master-styles":
		d.story.masterPages()
	case "office:body":
		d.children(d.body, nil)
	}
}

// body reads the kind of body that is present, whatever the media type or the name of the file.
func (d *odf) body(name string) {
	switch name {
	case "office:text":
		d.found = true
		d.story.read()
	case "office:presentation", "office:drawing":
		d.found = true
		d.slides()
	case "office:spreadsheet":
		d.found = true
		d.sheets()
	}
}

// odfStyles are styles by family and name, such as "paragraph Heading_20_1".
type odfStyles map[string]*odfStyle

type odfStyle struct {
	parent  string // key
	display string
	level   string // outline level from 1; "" if not set
	hidden  visibility
	newPage bool
	lists   []odfLevel // of a list style, by depth
}

// visibility is set by a style or inherited from the nearest base style that sets it.
type visibility int

const (
	visibilityUnset visibility = iota
	visibilityShown
	visibilityHidden
)

// odfLevel is the label format of list items at one depth.
type odfLevel struct {
	format, before, after string
	shown                 int // number of levels shown in the label
	start                 int
}

// maxListDepth is the deepest nesting of lists that ISO 26300-1 allows.
const maxListDepth = 10

func (all odfStyles) read(m *xmlStream, element string) {
	if len(all) >= maxStyles {
		return
	}
	s := &odfStyle{}
	name, family := m.attr("style:name"), m.attr("style:family")
	switch element {
	case "style:style":
		if p := m.attr("style:parent-style-name"); p != "" {
			s.parent = family + " " + p
		}
		s.display, s.level = m.attr("style:display-name"), m.attr("style:default-outline-level")
		if s.display == "" {
			s.display = name
		}
		s.newPage = m.attr("style:master-page-name") != ""
		m.children(func(element string) { s.property(m, element) }, nil)
	case "text:list-style", "text:outline-style":
		if family = "list"; element == "text:outline-style" {
			name = outlineStyle
		}
		s.lists = make([]odfLevel, maxListDepth)
		m.children(func(string) { s.listLevel(m) }, nil)
	default:
		return
	}
	all[family+" "+name] = s
}

// outlineStyle is the key of the numbering of headings; no style can have this name.
const outlineStyle = "\x00outline"

func (s *odfStyle) property(m *xmlStream, element string) {
	switch element {
	case "style:text-properties":
		switch m.attr("text:display") {
		case "none":
			s.hidden = visibilityHidden
		case "true":
			s.hidden = visibilityShown
		}
	case "style:paragraph-properties":
		s.newPage = s.newPage || m.attr("fo:break-before") == "page"
	case "style:drawing-page-properties":
		if m.attr("presentation:visibility") == "hidden" {
			s.hidden = visibilityHidden
		}
	case "style:table-properties":
		if m.attr("table:display") == "false" {
			s.hidden = visibilityHidden
		}
	}
}

func (s *odfStyle) listLevel(m *xmlStream) {
	n := number(m.attr("text:level"), 0)
	if n < 1 || n > maxListDepth {
		return
	}
	s.lists[n-1] = odfLevel{
		format: m.attr("style:num-format"), before: m.attr("style:num-prefix"), after: m.attr("style:num-suffix"),
		shown: number(m.attr("text:display-levels"), 1), start: number(m.attr("text:start-value"), 1),
	}
	if m.attr("text:bullet-char") != "" {
		s.lists[n-1].format = bullet
	}
}

const bullet = "bullet"

// resolve merges a style with its parent styles. It also returns whether it is a title style, and its heading level from 0
// (-1: not a heading).
func (all odfStyles) resolve(family, name string) (s odfStyle, title bool, level int) {
	level = -1
	key := family + " " + name
	for n := range maxBases {
		next, ok := all[key]
		if !ok {
			next = &odfStyle{display: strings.TrimPrefix(key, family+" ")}
		}
		display := strings.ReplaceAll(next.display, "_20_", " ")
		title = title || titleNames[strings.ToLower(display)]
		if level < 0 {
			if level = number(next.level, 0) - 1; level < 0 {
				level = headingLevel(display)
			}
		}
		if n == 0 {
			s.newPage = next.newPage
		}
		if s.hidden == visibilityUnset {
			s.hidden = next.hidden
		}
		if next.parent == "" {
			break
		}
		key = next.parent
	}
	return s, title, level
}
