package office

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"daftar/ingest/extract"
)

const slideSpace = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`

func relationTo(id, kind, target string) string {
	return `<Relationship Id="` + id + `" Type="` + wordPackage + kind + `" Target="` + target + `"/>`
}

// slideFile is a PPTX whose presentation order differs from the order of file names.
func slideFile(slides ...string) made {
	f := made{"[Content_Types].xml": `<Override ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/>`}
	ids, rels := "", ""
	for n, s := range slides {
		file := len(slides) - n
		f[fmt.Sprintf("ppt/slides/slide%d.xml", file)] = `<p:sld ` + slideSpace + `><p:cSld><p:spTree>` + s + `</p:spTree></p:cSld></p:sld>`
		ids += fmt.Sprintf(`<p:sldId id="%d" r:id="s%d"/>`, 256+n, n)
		rels += relationTo(fmt.Sprintf("s%d", n), "slide", fmt.Sprintf("slides/slide%d.xml", file))
	}
	f["ppt/presentation.xml"] = `<p:presentation ` + slideSpace + `><p:sldIdLst>` + ids + `</p:sldIdLst></p:presentation>`
	f["ppt/_rels/presentation.xml.rels"] = `<Relationships>` + rels + `</Relationships>`
	return f
}

func shape(kind string, lines ...string) string {
	s := `<p:sp><p:nvSpPr><p:nvPr><p:ph type="` + kind + `"/></p:nvPr></p:nvSpPr><p:txBody>`
	for _, line := range lines {
		s += `<a:p><a:r><a:t>` + line + `</a:t></a:r></a:p>`
	}
	return s + `</p:txBody></p:sp>`
}

func TestPPTXSlidesNotesAndComments(t *testing.T) {
	table := `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>A</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>B</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
	f := slideFile(
		shape("body", "first point", "second point")+shape("title", "On borders")+shape("sldNum", "1")+shape("ftr", "Ministry"),
		`<p:grpSp>`+shape("", "no title here")+`</p:grpSp>`+shape("ftr", "Ministry")+table,
		shape("title", "The end")+`<mc:AlternateContent><mc:Choice>`+shape("body", "once")+`</mc:Choice><mc:Fallback>`+shape("body", "once")+`</mc:Fallback></mc:AlternateContent>`,
	)
	f["ppt/slides/slide1.xml"] = strings.Replace(f["ppt/slides/slide1.xml"], "<p:sld ", `<p:sld show="0" `, 1)
	f["ppt/slides/_rels/slide1.xml.rels"] = `<Relationships>` + relationTo("n", "notesSlide", "../notesSlides/notesSlide1.xml") + relationTo("c", "comments", "../comments/comment1.xml") + `</Relationships>`
	f["ppt/notesSlides/notesSlide1.xml"] = `<p:notes ` + slideSpace + `><p:cSld><p:spTree>` + shape("sldImg") + shape("body", "say thanks") + shape("sldNum", "3") + `</p:spTree></p:cSld></p:notes>`
	f["ppt/comments/comment1.xml"] = `<p:cmLst ` + slideSpace + `><p:cm authorId="0"><p:text>Shorter.</p:text></p:cm></p:cmLst>`
	f["ppt/commentAuthors.xml"] = `<p:cmAuthorLst ` + slideSpace + `><p:cmAuthor id="0" name="Ali"/></p:cmAuthorLst>`
	f["ppt/_rels/presentation.xml.rels"] = strings.Replace(f["ppt/_rels/presentation.xml.rels"], "</Relationships>", relationTo("a", "commentAuthors", "commentAuthors.xml")+"</Relationships>", 1)

	r := read(t, extract.PPTX, f.zip(t))
	want := "On borders\n\nfirst point\nsecond point\n\nno title here\n\nA | B\n\nThe end\n\n[Hidden slide]\n\nonce\n\nNotes: say thanks\n\nComment by Ali: Shorter.\n\nMinistry"
	if r.Text != want {
		t.Errorf("got  %q\nwant %q", r.Text, want)
	}
	breaks := []extract.Break{{Offset: 0, Page: 1}, {Offset: 0, Heading: "On borders"}, {Offset: 38, Page: 2, Heading: "Slide 2"}, {Offset: 60, Page: 3}, {Offset: 60, Heading: "The end"},
		{Offset: 110, Heading: "Comments"}, {Offset: 136, Heading: "Headers and footers"}}
	if !reflect.DeepEqual(r.Breaks, breaks) {
		t.Errorf("got  %+v\nwant %+v", r.Breaks, breaks)
	}
	if r.Heading != "On borders" {
		t.Errorf("heading %q", r.Heading)
	}
}

func TestPPTXLimitsAndDamagedFiles(t *testing.T) {
	many := make([]string, 7)
	for n := range many {
		many[n] = shape("title", fmt.Sprint("Slide of ", n))
	}
	missing := slideFile(shape("title", "a"), shape("title", "b"))
	delete(missing, "ppt/slides/slide1.xml")
	loop := slideFile(shape("title", "a"))
	loop["ppt/slides/_rels/slide1.xml.rels"] = `<Relationships>` + relationTo("n", "notesSlide", "slide1.xml") + relationTo("c", "comments", "slide1.xml") + `</Relationships>`
	tests := []struct {
		name           string
		in             made
		text, problems string
	}{
		{"too many slides", slideFile(many...), "Slide of 4", "limit_pages(5)"},
		{"missing slide", missing, "a", "page 2: part_missing(ppt/slides/slide1.xml)"},
		{"slide that is its own notes", loop, "a", ""},
		{"no list of slides", made{"ppt/presentation.xml": "<p:presentation/>"}, "", "empty"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := Read(extract.PPTX, tt.in.zip(t), tight())
			if got := reasons(problems); tt.problems == "" && got != "" || !strings.Contains(got, tt.problems) {
				t.Errorf("problems %q, want %q", got, tt.problems)
			}
			if r == nil && tt.text != "" || r != nil && !strings.HasSuffix(r.Text, tt.text) {
				t.Errorf("got %+v, want %q", r, tt.text)
			}
		})
	}
}

func TestODPSlidesAndNotes(t *testing.T) {
	frame := func(class, text string) string {
		return `<draw:frame presentation:class="` + class + `"><draw:text-box><text:p>` + text + `</text:p></draw:text-box></draw:frame>`
	}
	table := `<draw:frame><table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table></draw:frame>`
	body := `<draw:page draw:name="page1">` + frame("outline", "point") + frame("title", "On borders") + `<presentation:notes><draw:page-thumbnail/>` + frame("notes", "say thanks") + `</presentation:notes></draw:page>` +
		`<draw:page draw:style-name="dp1">` + table + frame("page-number", "2") + `</draw:page>`
	r := read(t, extract.ODP, odfFile("presentation", body).zip(t))
	if want := "On borders\n\npoint\n\nNotes: say thanks\n\n[Hidden slide]\n\nA | B"; r.Text != want {
		t.Errorf("got  %q\nwant %q", r.Text, want)
	}
	want := []extract.Break{{Offset: 0, Page: 1}, {Offset: 0, Heading: "On borders"}, {Offset: 38, Page: 2, Heading: "Slide 2"}}
	if !reflect.DeepEqual(r.Breaks, want) {
		t.Errorf("got  %+v\nwant %+v", r.Breaks, want)
	}
}

func FuzzSlides(f *testing.F) {
	f.Add(shape("title", "a")+shape("body", "b"), `<Relationship Id="n" Type="/notesSlide" Target="slide1.xml"/>`)
	f.Add(`<p:grpSp><a:tbl><a:tr><a:tc>`, ``)
	f.Fuzz(func(t *testing.T, slide, rels string) {
		file := slideFile(slide, slide)
		file["ppt/slides/_rels/slide1.xml.rels"] = rels
		if r, _ := Read(extract.PPTX, file.zip(t), tight()); r != nil {
			checkReading(t, r)
		}
	})
}
