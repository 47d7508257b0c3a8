package server

import (
	"html/template"
	"strings"
)

// List writes the rows of a section. A page of results may have some hundreds of them, of a dozen texts each; html/template
// calls its escapers by reflection, which took two thirds of the time of such a page. As in mark, every text and address
// is escaped, and the tags are ours.
func (f facetSection) List() template.HTML {
	var b strings.Builder
	if f.Group != nil {
		b.WriteString(`<ul class="rows group">`)
		f.Group.write(&b)
		b.WriteString("</ul>\n")
	}
	if len(f.Rows) > 0 {
		b.WriteString(`<ul class="rows`)
		if f.Group != nil {
			b.WriteString(" under")
		}
		b.WriteString(`">`)
		for _, r := range f.Rows {
			r.write(&b)
		}
		b.WriteString("</ul>\n")
	}
	return template.HTML(b.String())
}

func (r facetRow) write(b *strings.Builder) {
	class, checked := "row", ""
	if r.Zero {
		class += " zero"
	}
	if r.Excluded {
		class += " out"
	}
	if r.Checked {
		checked = " checked"
	}
	shown := escape(r.Shown)
	for _, part := range []string{
		`<li class="`, class, `">`,
		`<input type="checkbox" form="ask" name="`, escape(r.Name), `" value="`, escape(r.Value), `"`, checked, ` aria-label="`, shown, `">`,
		`<a class="value" href="`, escape(r.URL), `"><bdi>`, shown, `</bdi> <span class="n">`, escape(r.Count), `</span></a>`,
	} {
		b.WriteString(part)
	}
	if r.Not != "" {
		for _, part := range []string{` <a class="not" href="`, escape(r.Not), `" aria-label="`, escape(r.NotName), `">`, escape(r.NotWord), `</a>`} {
			b.WriteString(part)
		}
	}
	b.WriteString("</li>\n")
}
