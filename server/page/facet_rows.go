package page

import (
	"daftar/server/highlight"
	"html/template"
	"strings"
)

// List returns the rows of a section as HTML. A page of results may have hundreds of rows with a dozen texts each; html/template
// calls its escapers by reflection, which took two thirds of the time of such a page. Every text and address is escaped.
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
	shown := highlight.Escape(r.Shown)
	for _, part := range []string{
		`<li class="`, class, `">`,
		`<input type="checkbox" form="ask" name="`, highlight.Escape(r.Name), `" value="`, highlight.Escape(r.Value), `"`, checked, ` aria-label="`, shown, `">`,
		`<a class="value" href="`, highlight.Escape(r.URL), `"><bdi>`, shown, `</bdi> <span class="n">`, highlight.Escape(r.Count), `</span></a>`,
	} {
		b.WriteString(part)
	}
	if r.Not != "" {
		for _, part := range []string{` <a class="not" href="`, highlight.Escape(r.Not), `" aria-label="`, highlight.Escape(r.ExcludeName), `">`, highlight.Escape(r.ExcludeText), `</a>`} {
			b.WriteString(part)
		}
	}
	b.WriteString("</li>\n")
}
