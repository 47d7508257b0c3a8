package pdf

import (
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// metaBytes bounds a field of the document information, in UTF-16.
const metaBytes = 4 * extract.MaxFieldBytes

// readMeta reads the document information dictionary (ISO 32000-1, 14.3.3).
func (in *instance) readMeta(document uint64) map[string]string {
	m := make(map[string]string)
	for _, name := range []string{"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate"} {
		key := in.cString(name)
		value := extract.OneLine(in.callUTF16(metaBytes, "FPDF_GetMetaText", document, key), extract.MaxFieldBytes)
		in.free(key)
		if value != "" {
			m[name] = value
		}
	}
	return m
}

// metadata keeps title and author as such, other fields as metadata. The creation date of the file is not the date of
// publication.
func (d *document) metadata() index.Metadata {
	m := index.Metadata{Title: extract.CleanTitle(d.meta["Title"]), Author: d.meta["Author"]}
	for from, to := range map[string]string{"Subject": "subject", "Keywords": "keywords", "Creator": "creator", "Producer": "producer"} {
		m.Meta = addMeta(m.Meta, to, one(d.meta[from]))
	}
	m.Meta = addMeta(m.Meta, "created", one(calendarDay(d.meta["CreationDate"])))
	return m
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// addMeta sets key to the values, if there are any.
func addMeta(m map[string]string, key string, values []string) map[string]string {
	if len(values) == 0 {
		return m
	}
	if m == nil {
		m = make(map[string]string)
	}
	m[key] = extract.OneLine(strings.Join(values, " · "), extract.MaxFieldBytes)
	return m
}

// calendarDay returns the day of a PDF date (D:YYYYMMDDHHmmSS), "" if invalid.
func calendarDay(s string) string {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 || strings.Trim(s[:8], "0123456789") != "" {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:8]
}
