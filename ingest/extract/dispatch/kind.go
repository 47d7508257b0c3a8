package dispatch

import (
	"archive/zip"
	"bytes"
	"errors"
	"path"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy"
	"daftar/ingest/extract/mail"
	"daftar/ingest/extract/office"
)

// kind tells what a held file is, by its head and its name. A message in a mailbox is a message, whatever it looks like.
func kind(holder, f file) extract.Format {
	if holder.format.Name == extract.MBOX.Name {
		return extract.EML
	}
	return extract.Sniff(f.title, f.data[:min(len(f.data), extract.SniffBytes)])
}

// refine tells what a container is by what lies in it.
func refine(f file) extract.Format {
	switch {
	case bytes.HasPrefix(f.data, []byte("\xd0\xcf\x11\xe0")):
		return legacy.CompoundFormat(f.data)
	case bytes.HasPrefix(f.data, []byte("PK\x03\x04")):
		kind, _ := office.DetectFormat(f.data)
		if kind.Name == extract.ZIP.Name && isDamaged(f.data) {
			return f.format // its name says what it was, its reader what is left of it
		}
		return kind
	}
	return f.format
}

func isDamaged(archive []byte) bool {
	_, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	return err != nil && !errors.Is(err, zip.ErrInsecurePath)
}

// read reads a file that holds nothing else.
func (w *walk) read(f file) (*extract.Extracted, []index.Problem) {
	if strings.EqualFold(path.Ext(f.title), ".p7m") {
		return nil, []index.Problem{{Reason: "encrypted or signed (S/MIME), not read"}}
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
		return nil, []index.Problem{{Reason: office.Locked}}
	}
	return nil, []index.Problem{{Reason: f.format.NotRead()}}
}
