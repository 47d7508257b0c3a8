package pdf

import (
	"strings"

	"daftar/ingest/extract"
)

// metaBytes of UTF-16 are what a field of the document's own information may have.
const metaBytes = 4 * extract.FieldBytes

// readMeta reads what a document says about itself, by the names of the PDF specification.
func (in *instance) readMeta(document uint64) map[string]string {
	m := make(map[string]string)
	for _, name := range []string{"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate"} {
		key := in.cString(name)
		value := extract.OneLine(in.callUTF16(metaBytes, "FPDF_GetMetaText", document, key), extract.FieldBytes)
		in.free(key)
		if value != "" {
			m[name] = value
		}
	}
	return m
}

// metadata sorts what the document says about itself: the title and the author have a meaning, the rest is kept. The
// day on which the file was made is not the day on which it was published.
func (d *document) metadata() extract.Metadata {
	m := extract.Metadata{Title: extract.GivenTitle(d.meta["Title"]), Author: d.meta["Author"]}
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

// addMeta keeps values under a key.
func addMeta(m map[string]string, key string, values []string) map[string]string {
	if len(values) == 0 {
		return m
	}
	if m == nil {
		m = make(map[string]string)
	}
	m[key] = extract.OneLine(strings.Join(values, " · "), extract.FieldBytes)
	return m
}

// calendarDay is the calendar day of a date of PDF (D:YYYYMMDDHHmmSS), "" if it is none.
func calendarDay(s string) string {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 || strings.Trim(s[:8], "0123456789") != "" {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:8]
}
