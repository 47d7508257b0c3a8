package office

import (
	"slices"
	"strings"

	"daftar/index"
	"daftar/ingest/extract"
)

// workbook reads the displayed values of an XLSX, sheet by sheet (SpreadsheetML, ISO 29500-1 section 18). Of a formula it
// reads the stored result.
type workbook struct {
	*openFile
	table   rowWriter
	shared  []string
	formats []numberFormat // by cell style
	epoch   epoch
}

type sheet struct {
	name, id string
	hidden   bool
}

func (o *openFile) readWorkbook() error {
	root := o.relationsOf("")
	name := root.first("officeDocument", "xl/workbook.xml")
	if !o.archive.Has(name) {
		name = "xl/workbook.xml"
	}
	if strings.HasSuffix(name, ".bin") || !o.archive.Has(name) && o.archive.Has("xl/workbook.bin") {
		return extract.NewError(index.ProblemUnsupported, "Excel binary (xlsb)")
	}
	_ = o.part(root.first("core-properties", "docProps/core.xml"), func(m *xmlStream) { o.properties = readProperties(m) })
	w := &workbook{openFile: o}
	w.table.openFile = o
	var sheets []sheet
	if err := o.part(name, func(m *xmlStream) { sheets = w.readSheetList(m) }); err != nil {
		return err
	}
	rels := o.relationsOf(name)
	_ = o.part(rels.first("sharedStrings", "xl/sharedStrings.xml"), w.readSharedStrings)
	_ = o.part(rels.first("styles", "xl/styles.xml"), func(m *xmlStream) { w.formats = readFormats(m) })
	targets, kinds, seen := rels.targets(), rels.kinds(), make(map[string]bool)
	var comments []comment
	for _, s := range sheets {
		if kinds[s.id] == "chartsheet" || kinds[s.id] == "dialogsheet" {
			continue
		}
		part := targets[s.id]
		delete(targets, s.id) // read a sheet that is listed twice only once
		if part == "" && seen[s.id] {
			continue
		}
		seen[s.id] = true
		w.table.begin(s.name, s.hidden)
		if err := o.part(part, w.readRows); err != nil {
			o.report(extract.ProblemOf(err).At(index.Place{Part: shown(s.name)}))
		}
		w.table.end()
		comments = append(comments, w.drawingsAndComments(part)...)
	}
	for _, r := range comments {
		o.flow.comment(r.author, r.paragraphs)
	}
	return nil
}

// maxSheets bounds memory; it is far above the sheets of real workbooks.
const maxSheets = 10_000

func (w *workbook) readSheetList(m *xmlStream) (sheets []sheet) {
	m.descendants(func(name string) {
		switch {
		case name == "x:workbookPr":
			if date1904 := m.attr("date1904"); date1904 != "" && isOn(date1904) {
				w.epoch = since1904
			}
		case name == "x:sheet" && len(sheets) < maxSheets:
			state := m.attr("state")
			sheets = append(sheets, sheet{m.attr("name"), m.attr("r:id"), state == "hidden" || state == "veryHidden"})
		}
	})
	return sheets
}

// maxSharedBytes bounds the shared strings: twice the text limit of a document.
const maxSharedBytes = 128 << 20

func (w *workbook) readSharedStrings(m *xmlStream) {
	size := 0
	m.descendants(func(name string) {
		if name != "x:si" || size > maxSharedBytes {
			return
		}
		s := richText(m)
		if size += len(s) + stringBytes; size > maxSharedBytes {
			w.addLimit(index.NewProblem(index.ProblemLimitText, maxSharedBytes>>20))
			return
		}
		w.shared = append(w.shared, s)
	})
}

// stringBytes is the memory of an empty string; a file may have a hundred million of them.
const stringBytes = 16

// richText returns the text of the current string element without phonetic guides.
func richText(m *xmlStream) string {
	var b strings.Builder
	var node func(string)
	node = func(name string) {
		switch name {
		case "x:t":
			b.WriteString(unescaped(m.textContent()))
		case "x:rPh", "x:phoneticPr":
		default:
			m.children(node, nil)
		}
	}
	m.children(node, nil)
	return b.String()
}

func (w *workbook) readRows(m *xmlStream) {
	last := 0
	var cells []string
	m.descendants(func(name string) {
		switch {
		case name == "x:row":
			last = number(m.attr("r"), last+1)
			cells = cells[:0]
			m.children(func(name string) {
				if name == "x:c" && len(cells) <= maxCells {
					cells = append(cells, w.cell(m))
				}
			}, nil)
			if !w.table.row(last, last, slices.Clone(cells)) {
				m.stop()
			}
		case name == "x:cols", name == "x:headerFooter", name == "x:dataValidations":
			m.children(nil, nil)
		}
	})
}

// cell returns the displayed text of a cell.
func (w *workbook) cell(m *xmlStream) string {
	kind, style := m.attr("t"), number(m.attr("s"), 0)
	value := ""
	m.children(func(name string) {
		switch name {
		case "x:v":
			value = m.textContent()
		case "x:is":
			value = richText(m)
		}
	}, nil)
	switch kind {
	case "s":
		if n := number(strings.TrimSpace(value), -1); n >= 0 && n < len(w.shared) {
			return w.shared[n]
		}
		return ""
	case "b":
		return map[string]string{"0": "FALSE", "1": "TRUE"}[strings.TrimSpace(value)]
	case "str":
		return unescaped(value)
	case "inlineStr", "e":
		return value
	case "d":
		return strings.TrimSuffix(strings.Replace(value, "T", " ", 1), " 00:00:00")
	}
	format := numberFormat{}
	if style >= 0 && style < len(w.formats) {
		format = w.formats[style]
	}
	return format.show(strings.TrimSpace(value), w.epoch)
}

// unescaped replaces escapes such as _x000D_, which Excel writes for characters that XML does not allow, by spaces.
func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escapedCharacter.ReplaceAllString(s, " ")
}

// drawingsAndComments writes the text in the drawings of a sheet and returns its comments, which follow the last sheet.
func (w *workbook) drawingsAndComments(part string) []comment {
	rels := w.relationsOf(part)
	for _, drawing := range rels.byKind("drawing") {
		for _, words := range w.paragraphsOf(drawing) {
			if strings.TrimSpace(words) != "" {
				w.flow.MarkHeading(w.table.sheet)
				w.flow.sentence(words)
			}
		}
	}
	var all []comment
	for _, comments := range rels.byKind("comments") {
		_ = w.part(comments, func(m *xmlStream) { all = append(all, w.comments(m)...) })
	}
	return all
}

func (w *workbook) comments(m *xmlStream) (all []comment) {
	var authors []string
	m.descendants(func(name string) {
		switch {
		case len(all) >= maxStyles || len(authors) >= maxStyles:
		case name == "x:author":
			authors = append(authors, m.textContent())
		case name == "x:comment":
			r := comment{author: w.table.sheet + " " + m.attr("ref")}
			if n := number(m.attr("authorId"), -1); n >= 0 && n < len(authors) && authors[n] != "" {
				r.author = authors[n] + " on " + r.author
			}
			p := &paragraph{}
			p.add(richText(m))
			r.paragraphs = []*paragraph{p}
			all = append(all, r)
		}
	})
	return all
}
