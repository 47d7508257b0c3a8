package dispatch

import (
	"bytes"
	"iter"
	"path"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy"
	"daftar/ingest/extract/mail"
	"daftar/ingest/extract/office"
	"daftar/ingest/extract/zipfile"
)

// content is what one file contains: a document, files, or both.
type content struct {
	extracted *extract.Extracted
	problems  []index.Problem
	embedded  iter.Seq[extract.Embedded]
}

// read calls the reader of a format. If the file is skipped, only the files inside it are wanted.
func (w *walk) read(f file, skipped bool) (c content) {
	switch f.format.Name {
	case extract.EML.Name:
		return messageContent(mail.Read(f.data, w.limits))
	case extract.MSG.Name:
		return messageContent(mail.ReadMSG(f.data, w.limits))
	case extract.MBOX.Name:
		return content{embedded: mailboxMessages(f.data)}
	case extract.ZIP.Name:
		return archiveContent(f.data, w.remaining())
	}
	if skipped || f.format.DocumentPerLine {
		return content{}
	}
	c.extracted, c.problems = w.readDocument(f)
	return c
}

// readDocument reads a file that contains no others.
func (w *walk) readDocument(f file) (*extract.Extracted, []index.Problem) {
	if strings.EqualFold(path.Ext(f.title), ".p7m") {
		return nil, []index.Problem{index.NewProblem(index.ProblemEncrypted, "S/MIME")}
	}
	switch f.format.Name {
	case extract.PDF.Name:
		if w.PDF != nil {
			return w.PDF.Read(f.data, w.limits)
		}
	case extract.DOCX.Name, extract.ODT.Name, extract.PPTX.Name, extract.ODP.Name, extract.XLSX.Name, extract.ODS.Name, extract.CSV.Name, extract.EPUB.Name:
		return office.Read(f.format, f.data, w.limits)
	case extract.DOC.Name:
		return legacy.ReadDOC(f.data, w.limits)
	case extract.RTF.Name:
		return legacy.ReadRTF(f.data, w.limits)
	case extract.Text.Name, extract.Markdown.Name, extract.HTML.Name:
		if mail.IsPGP(string(f.data[:min(len(f.data), extract.SniffBytes)])) {
			return nil, []index.Problem{index.NewProblem(index.ProblemEncrypted, "PGP")}
		}
		return extract.Read(f.format, bytes.NewReader(f.data))
	}
	if f.format == legacy.EncryptedOffice {
		return nil, []index.Problem{index.NewProblem(index.ProblemEncrypted, "password")}
	}
	return nil, []index.Problem{f.format.Unsupported()}
}

func messageContent(m mail.Message) content {
	return content{extracted: m.Extracted, problems: m.Problems, embedded: m.Embedded}
}

func archiveContent(data []byte, l extract.Limits) content {
	archive, err := zipfile.Open(data, l)
	if err != nil {
		return content{problems: []index.Problem{extract.ProblemOf(err)}}
	}
	return content{embedded: archive.Files(), problems: archive.Problems()}
}

func mailboxMessages(data []byte) iter.Seq[extract.Embedded] {
	return func(yield func(extract.Embedded) bool) {
		for raw := range mail.Messages(data) {
			if !yield(extract.Embedded{Name: mail.MessageName(raw), Bytes: raw}) {
				return
			}
		}
	}
}
