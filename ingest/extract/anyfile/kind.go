package anyfile

import (
	"bytes"

	"daftar/index"
	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy"
)

// kind tells what a held file is, by its head and its name. A message in a mailbox is a message, whatever it looks like.
func kind(holder, f file) extract.Format {
	if holder.format.Name == extract.MBOX.Name {
		return extract.EML
	}
	return extract.Sniff(f.title, f.data[:min(len(f.data), extract.HeadBytes)])
}

// refine tells what a container is by what lies in it.
func refine(f file) extract.Format {
	if bytes.HasPrefix(f.data, []byte("\xd0\xcf\x11\xe0")) {
		return legacy.Kind(f.data)
	}
	return f.format
}

// read reads a file that holds nothing else.
func (w *walk) read(f file) (*extract.Reading, []index.Problem) {
	switch f.format.Name {
	case extract.PDF.Name:
		if w.PDF != nil {
			return w.PDF.Read(f.data, w.limits)
		}
	case extract.DOC.Name:
		return legacy.ReadDOC(f.data, w.limits)
	case extract.RTF.Name:
		return legacy.ReadRTF(f.data, w.limits)
	case extract.Text.Name, extract.Markdown.Name, extract.HTML.Name:
		return extract.Read(f.format, bytes.NewReader(f.data))
	}
	if f.format == legacy.Encrypted {
		return nil, []index.Problem{{Reason: "encrypted: a password is needed"}}
	}
	return nil, []index.Problem{{Reason: f.format.NotRead()}}
}
