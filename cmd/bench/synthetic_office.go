package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Generated office files replace the corpora where these are absent: a few pages of words with the frequencies of English,
// in minimal files. Parsing them costs less than parsing real files.
const (
	syntheticFiles    = 60 // distinct files
	pagesPerFile      = 6
	paragraphsPerPage = 8  // per page
	wordsPerParagraph = 60 // per paragraph
)

func syntheticOfficeFiles(seed uint64) []officeFile {
	r := rand.New(rand.NewPCG(seed, 3))
	var files []officeFile
	for n := range syntheticFiles {
		pages := syntheticPages(r)
		switch n % 4 {
		case 0, 2:
			files = append(files, officeFile{fmt.Sprintf("made%d.pdf", n), syntheticPDF(pages)})
		case 1:
			files = append(files, officeFile{fmt.Sprintf("made%d.docx", n), syntheticDOCX(pages)})
		case 3:
			files = append(files, officeFile{fmt.Sprintf("made%d.odt", n), syntheticODT(pages)})
		}
	}
	return files
}

// syntheticPages generates pages of paragraphs.
func syntheticPages(r *rand.Rand) [][]string {
	words := strings.Fields(commonWords)
	pages := make([][]string, pagesPerFile)
	for p := range pages {
		for range paragraphsPerPage {
			var b strings.Builder
			for n := range wordsPerParagraph {
				if n%2 == 0 {
					b.WriteString(words[r.IntN(len(words))])
				} else {
					fmt.Fprintf(&b, "w%x", r.IntN(1<<16))
				}
				b.WriteByte(' ')
			}
			pages[p] = append(pages[p], strings.TrimSpace(b.String())+".")
		}
	}
	return pages
}

// zipOf returns a ZIP archive of alternating names and contents.
func zipOf(files ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		// Writing into memory does not fail.
		f, _ := w.Create(files[i])
		_, _ = f.Write([]byte(files[i+1]))
	}
	_ = w.Close()
	return b.Bytes()
}

func syntheticDOCX(pages [][]string) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for _, page := range pages {
		for _, p := range page {
			fmt.Fprintf(&b, `<w:p><w:r><w:t>%s</w:t></w:r></w:p>`, p)
		}
	}
	b.WriteString(`</w:body></w:document>`)
	return zipOf("[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", b.String())
}

func syntheticODT(pages [][]string) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>`)
	for _, page := range pages {
		for _, p := range page {
			fmt.Fprintf(&b, `<text:p>%s</text:p>`, p)
		}
	}
	b.WriteString(`</office:text></office:body></office:document-content>`)
	return zipOf("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", b.String(),
		"META-INF/manifest.xml", `<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`)
}

// syntheticPDF writes a PDF of lines in Helvetica: objects 1 catalog, 2 pages, 3 font, then a page and its content each.
func syntheticPDF(pages [][]string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(body string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), body)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	var kids strings.Builder
	for n := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 4+2*n)
	}
	object(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), len(pages)))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	for n, page := range pages {
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>", 5+2*n))
		content := pageContent(page)
		object(fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// lineWords is about the number of words in a line of a page.
const lineWords = 14

// pageContent breaks paragraphs into lines.
func pageContent(page []string) string {
	var b strings.Builder
	b.WriteString("BT /F 9 Tf 12 TL 56 790 Td\n")
	for _, p := range page {
		words := strings.Fields(p)
		for len(words) > 0 {
			n := min(lineWords, len(words))
			fmt.Fprintf(&b, "(%s) Tj T*\n", strings.Join(words[:n], " "))
			words = words[n:]
		}
		b.WriteString("T*\n")
	}
	b.WriteString("ET")
	return b.String()
}
