package office

import "daftar/index"

func (d *odf) slides() {
	number := 0
	d.children(func(name string) {
		if name != "draw:page" {
			return
		}
		if number++; number > d.limits.Pages {
			d.addLimit(index.NewProblem(index.ProblemLimitPages, d.limits.Pages))
			return
		}
		style, _, _ := d.styles.resolve("drawing-page", d.attr("draw:style-name"))
		s := &slide{number: number, hidden: style.hidden == visibilityHidden}
		d.children(func(name string) { d.shape(s, name) }, nil)
		d.flow.putSlide(s)
	}, nil)
}

// shape reads a shape or the speaker notes of a slide.
func (d *odf) shape(s *slide, name string) {
	switch {
	case skippedODFElements[name]:
	case name == "office:annotation":
		d.story.readComment()
	case name == "presentation:notes":
		d.children(func(name string) {
			if class := d.attr("presentation:class"); class == "notes" || class == "" && name == "draw:frame" {
				s.notes = append(s.notes, d.story.innerParagraphs()...)
			}
		}, nil)
	case name == "draw:g":
		d.children(func(name string) { d.shape(s, name) }, nil)
	default:
		switch d.attr("presentation:class") {
		case "title":
			s.title = append(s.title, d.story.innerParagraphs()...)
		case "date-time", "page-number":
		case "footer", "header":
			d.story.headersFooters = append(d.story.headersFooters, d.story.innerParagraphs()...)
		default:
			s.shapes = append(s.shapes, d.story.innerParagraphs())
		}
	}
}
