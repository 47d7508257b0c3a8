package dispatch

import (
	"bytes"

	"daftar/ingest/extract"
	"daftar/ingest/extract/legacy"
	"daftar/ingest/extract/office"
	"daftar/ingest/extract/zipfile"
)

// detectEmbedded detects the format of an embedded file by its beginning and its name. A file in a mailbox is a message,
// whatever it looks like.
func detectEmbedded(parent, f file) extract.Format {
	if parent.format.Name == extract.MBOX.Name {
		return extract.EML
	}
	return extract.Sniff(f.title, f.data[:min(len(f.data), extract.SniffBytes)])
}

// refine detects the format of a container by its contents.
func refine(f file) extract.Format {
	switch {
	case bytes.HasPrefix(f.data, []byte("\xd0\xcf\x11\xe0")):
		return legacy.CompoundFormat(f.data)
	case bytes.HasPrefix(f.data, []byte("PK\x03\x04")):
		format, _ := office.DetectFormat(f.data)
		if format.Name == extract.ZIP.Name && isDamagedZIP(f.data) {
			return f.format // its name states what it was; its reader salvages what is left
		}
		return format
	}
	return f.format
}

func isDamagedZIP(data []byte) bool {
	archive, err := zipfile.Open(data, extract.DefaultLimits())
	return err != nil || archive.Damaged()
}
