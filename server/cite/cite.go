// Package cite writes references to documents and their passages as text, RIS, BibTeX and CSL JSON.
//
// A reference names the hash of the text that was read, so that a later reader can tell whether the text is still the same.
// The package knows no HTTP: the caller supplies the address of the document in this library.
package cite

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"daftar/index"
	"daftar/index/date"
)

// Reference is a reference to a document or to a passage of it.
type Reference struct {
	Document *index.Document
	Passage  int    // from 0; negative for the whole document
	Address  string // of the document or passage in this library
}

// Format is a format of references.
type Format struct {
	Name        string // the value of the API's parameter format
	ContentType string
	Extension   string // of a file
	write       func(Reference) string
}

// Write returns the reference in the format.
func (f Format) Write(r Reference) string { return f.write(r) }

// Formats are the formats by preference; the first is the default.
var Formats = []Format{
	{"text", "text/plain; charset=utf-8", ".txt", Reference.Text},
	{"ris", "application/x-research-info-systems; charset=utf-8", ".ris", Reference.ris},
	{"bibtex", "application/x-bibtex; charset=utf-8", ".bib", Reference.bibtex},
	{"csl", "application/vnd.citationstyles.csl+json; charset=utf-8", ".json", Reference.csl},
}

// FormatByName returns a format by its name; false if there is none.
func FormatByName(name string) (Format, bool) {
	n := slices.IndexFunc(Formats, func(f Format) bool { return f.Name == name })
	if n < 0 {
		return Format{}, false
	}
	return Formats[n], true
}

// PageUnit returns the key of what the pages of a file format are called: "page" or "slide". Passages of a spreadsheet name
// their rows in the heading.
func PageUnit(format string) string {
	if format == "pptx" || format == "odp" {
		return "slide"
	}
	return "page"
}

// maxQuotation is in characters: a length that fair use and a footnote allow.
const maxQuotation = 400

// quotation returns the beginning of the passage, "" for the whole document.
func (r Reference) quotation() string {
	d := r.Document
	if r.Passage < 0 || r.Passage >= len(d.Passages) {
		return ""
	}
	p := d.Passages[r.Passage]
	text := []rune(strings.Join(strings.Fields(d.Text[p.Start:p.End]), " "))
	if len(text) <= maxQuotation {
		return string(text)
	}
	cut := maxQuotation
	for cut > maxQuotation/2 && !unicode.IsSpace(text[cut]) {
		cut--
	}
	return strings.TrimRightFunc(string(text[:cut]), unicode.IsSpace) + " …"
}

// place returns the number of the passage and its page.
func (r Reference) place() string {
	if r.Passage < 0 || r.Passage >= len(r.Document.Passages) {
		return ""
	}
	if page := r.Document.Passages[r.Passage].Page; page > 0 {
		return fmt.Sprintf("passage %d, %s %d", r.Passage+1, PageUnit(r.Document.Format), page)
	}
	return fmt.Sprintf("passage %d", r.Passage+1)
}

// link returns the address at which the document was published, else its address in this library.
func (r Reference) link() string {
	if r.Document.URL != "" {
		return r.Document.URL
	}
	return r.Address
}

// version returns the hash of the text.
func (r Reference) version() string {
	if r.Document.Hash == "" {
		return ""
	}
	return "sha256:" + r.Document.Hash
}

// Text writes a footnote: author, title, source, date of publication, place, address, version.
func (r Reference) Text() string {
	d := r.Document
	var b strings.Builder
	if q := r.quotation(); q != "" {
		fmt.Fprintf(&b, "“%s”\n", q)
	}
	var parts []string
	add := func(text string) {
		if text = strings.Join(strings.Fields(text), " "); text != "" {
			parts = append(parts, text)
		}
	}
	add(d.Author)
	if title := strings.Join(strings.Fields(d.Title), " "); title != "" {
		add("“" + title + "”")
	}
	add(d.Source)
	switch {
	case !d.Published.IsZero():
		add(d.Published.String())
	case !d.Event.IsZero():
		add("n.d. (about " + d.Event.String() + ")")
	default:
		add("n.d.")
	}
	add(r.place())
	add(r.link())
	if r.link() != r.Address {
		add(r.Address)
	}
	add(r.version())
	b.WriteString(strings.Join(parts, ", ") + ".\n")
	return b.String()
}

// ris writes the format of Research Information Systems (RefMan, 2001): a tag of two letters, two spaces, a hyphen, a space and
// the value on one line, ended by CR LF.
func (r Reference) ris() string {
	d := r.Document
	var b strings.Builder
	add := func(tag, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	b.WriteString("TY  - " + r.risType() + "\r\n")
	add("TI", d.Title)
	add("AU", d.Author)
	add("PB", d.Source)
	if !d.Published.IsZero() {
		year, month, day := d.Published.From.Civil()
		add("PY", fmt.Sprintf("%04d", year))
		switch d.Published.Precision {
		case date.PrecisionDay:
			add("DA", fmt.Sprintf("%04d/%02d/%02d", year, month, day))
		case date.PrecisionMonth:
			add("DA", fmt.Sprintf("%04d/%02d", year, month))
		}
	}
	add("SP", r.place())
	add("LA", d.Lang)
	add("UR", r.link())
	if r.link() != r.Address {
		add("L2", r.Address)
	}
	add("N2", r.quotation())
	add("N1", r.version())
	add("ID", d.ID)
	b.WriteString("ER  - \r\n")
	return b.String()
}

func (r Reference) risType() string {
	if r.Document.URL != "" {
		return "ELEC"
	}
	return "GEN"
}

// bibtex writes an entry of type misc, with the fields of biblatex and of older styles.
func (r Reference) bibtex() string {
	d := r.Document
	var b strings.Builder
	b.WriteString("@misc{daftar-" + d.ID)
	add := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			b.WriteString(",\n  " + name + " = {" + value + "}")
		}
	}
	add("title", "{"+bibtexText(d.Title)+"}")
	if d.Author != "" {
		add("author", "{"+bibtexText(d.Author)+"}")
	}
	add("howpublished", bibtexText(d.Source))
	if !d.Published.IsZero() {
		add("date", d.Published.String())
		add("year", d.Published.From.String()[:4])
	}
	add("url", bibtexURL(r.link()))
	add("language", d.Lang)
	if note := strings.Join(nonEmpty(r.place(), r.version()), ", "); note != "" {
		add("note", bibtexText(note))
	}
	add("abstract", bibtexText(r.quotation()))
	b.WriteString("\n}\n")
	return b.String()
}

func nonEmpty(all ...string) (some []string) {
	for _, s := range all {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}

// bibtexText escapes text for TeX. Braces become parentheses: an unbalanced one would end the entry.
func bibtexText(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash `, "{", "(", "}", ")", "%", `\%`, "$", `\$`, "#", `\#`, "&", `\&`, "_", `\_`, "~", `\textasciitilde `, "^", `\textasciicircum `).Replace(s)
}

// bibtexURL escapes the characters of an address that would end the field.
func bibtexURL(s string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(s)
}

// csl writes an item in the JSON format of the Citation Style Language (CSL 1.0.2).
func (r Reference) csl() string {
	d := r.Document
	item := map[string]any{"id": "daftar-" + d.ID, "type": "document", "title": d.Title, "URL": r.link()}
	set := func(name, value string) {
		if value != "" {
			item[name] = value
		}
	}
	if d.Author != "" {
		item["author"] = []map[string]string{{"literal": d.Author}}
	}
	set("publisher", d.Source)
	set("language", d.Lang)
	set("locator", r.place())
	set("abstract", r.quotation())
	set("version", r.version())
	if !d.Published.IsZero() {
		item["issued"] = map[string]any{"date-parts": cslDate(d.Published)}
	}
	data, err := json.MarshalIndent([]any{item}, "", "  ")
	if err != nil {
		panic(err) // plain maps of texts and numbers
	}
	return string(data) + "\n"
}

func cslDate(d date.Date) [][]int {
	part := func(day date.Day) []int {
		year, month, n := day.Civil()
		switch d.Precision {
		case date.PrecisionYear:
			return []int{year}
		case date.PrecisionMonth:
			return []int{year, month}
		}
		return []int{year, month, n}
	}
	if d.Precision == date.PrecisionRange {
		return [][]int{part(d.From), part(d.To)}
	}
	return [][]int{part(d.From)}
}
