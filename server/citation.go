package server

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"daftar/index"
	"daftar/index/date"
)

// citation is what a reference to a document, or to a passage of it, says. It names the hash of the text that was read,
// so that a later reader can tell whether it still says the same.
type citation struct {
	document *index.Document
	passage  int    // -1: the whole document
	address  string // of the document in this library, with the passage; relative where the server's name is unknown
}

// citationFormats are the formats by the value of format=, with the type and the ending of the file.
var citationFormats = map[string]struct {
	kind, ending string
	write        func(citation) string
}{
	"text":   {"text/plain; charset=utf-8", ".txt", citation.text},
	"ris":    {"application/x-research-info-systems; charset=utf-8", ".ris", citation.ris},
	"bibtex": {"application/x-bibtex; charset=utf-8", ".bib", citation.bibtex},
	"csl":    {"application/vnd.citationstyles.csl+json; charset=utf-8", ".json", citation.csl},
}

// quotedRunes bound the quotation of a passage in runes: what fair use takes and a footnote holds.
const quotedRunes = 400

// quotation is the beginning of the passage, "" of the whole document.
func (c citation) quotation() string {
	d := c.document
	if c.passage < 0 || c.passage >= len(d.Passages) {
		return ""
	}
	p := d.Passages[c.passage]
	text := []rune(strings.Join(strings.Fields(d.Text[p.Start:p.End]), " "))
	if len(text) <= quotedRunes {
		return string(text)
	}
	cut := quotedRunes
	for cut > quotedRunes/2 && !unicode.IsSpace(text[cut]) {
		cut--
	}
	return strings.TrimRightFunc(string(text[:cut]), unicode.IsSpace) + " …"
}

// place is the passage in words, with its page.
func (c citation) place() string {
	if c.passage < 0 || c.passage >= len(c.document.Passages) {
		return ""
	}
	if page := c.document.Passages[c.passage].Page; page > 0 {
		return fmt.Sprintf("p%d, %s %d", c.passage, leaf(c.document.Format), page)
	}
	return fmt.Sprintf("p%d", c.passage)
}

// link is where the document was published, else where it stands here.
func (c citation) link() string {
	if c.document.URL != "" {
		return c.document.URL
	}
	return c.address
}

// version names the text.
func (c citation) version() string {
	if c.document.Hash == "" {
		return ""
	}
	return "sha256:" + c.document.Hash
}

// text writes a line as a footnote has it: author, title, source, date of publication, place, address, version.
func (c citation) text() string {
	d := c.document
	var b strings.Builder
	if q := c.quotation(); q != "" {
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
	add(c.place())
	add(c.link())
	if c.link() != c.address {
		add(c.address)
	}
	add(c.version())
	b.WriteString(strings.Join(parts, ", ") + ".\n")
	return b.String()
}

// ris writes the format of Research Information Systems (RefMan, 2001): two letters, two spaces, a hyphen, a space, the
// value, ended by carriage return and line feed. A value is one line.
func (c citation) ris() string {
	d := c.document
	var b strings.Builder
	add := func(tag, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	b.WriteString("TY  - " + c.risType() + "\r\n")
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
	add("SP", c.place())
	add("LA", d.Lang)
	add("UR", c.link())
	if c.link() != c.address {
		add("L2", c.address)
	}
	add("N2", c.quotation())
	add("N1", c.version())
	add("ID", d.ID)
	b.WriteString("ER  - \r\n")
	return b.String()
}

func (c citation) risType() string {
	if c.document.URL != "" {
		return "ELEC"
	}
	return "GEN"
}

// bibtex writes an entry @misc, the type for what has no other, with the fields that biblatex and the old styles know.
func (c citation) bibtex() string {
	d := c.document
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
	add("url", bibtexURL(c.link()))
	add("language", d.Lang)
	if note := strings.Join(nonEmpty(c.place(), c.version()), ", "); note != "" {
		add("note", bibtexText(note))
	}
	add("abstract", bibtexText(c.quotation()))
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

// bibtexText writes text that TeX takes as it is. Braces have no place in it: a lone one would end the entry.
func bibtexText(s string) string {
	return strings.NewReplacer(`\`, `\textbackslash `, "{", "(", "}", ")", "%", `\%`, "$", `\$`, "#", `\#`, "&", `\&`, "_", `\_`, "~", `\textasciitilde `, "^", `\textasciicircum `).Replace(s)
}

// bibtexURL writes an address without what would end the field.
func bibtexURL(s string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(s)
}

// csl writes an item of the Citation Style Language's JSON (CSL 1.0.2).
func (c citation) csl() string {
	d := c.document
	item := map[string]any{"id": "daftar-" + d.ID, "type": "document", "title": d.Title, "URL": c.link()}
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
	set("locator", c.place())
	set("abstract", c.quotation())
	set("version", c.version())
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
