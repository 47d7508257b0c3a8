package office

import (
	"fmt"
	"strings"
	"testing"

	"daftar/ingest/extract"
)

const sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// workbookFile is an XLSX with one sheet of rows, and a hidden one.
func workbookFile(name, rows string) made {
	return made{
		"[Content_Types].xml":        `<Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`,
		"xl/workbook.xml":            `<workbook ` + sheetSpace + `><workbookPr date1904="0"/><sheets><sheet name="` + name + `" r:id="r1"/><sheet name="Old" state="hidden" r:id="r2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships>` + relationTo("r1", "worksheet", "worksheets/sheet1.xml") + relationTo("r2", "worksheet", "/xl/worksheets/sheet2.xml") + `</Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet ` + sheetSpace + `><sheetData>` + rows + `</sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml":   `<worksheet ` + sheetSpace + `><sheetData><row r="5"><c t="inlineStr"><is><t>secret</t></is></c></row></sheetData></worksheet>`,
		"xl/sharedStrings.xml":       `<sst ` + sheetSpace + `><si><t>Place</t></si><si><r><t>Tor</t></r><r><t>kham</t></r><rPh><t>kana</t></rPh></si><si><t>two_x000D_lines</t></si></sst>`,
		"xl/styles.xml": `<styleSheet ` + sheetSpace + `><numFmts><numFmt numFmtId="164" formatCode="&quot;no. &quot;0"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
			<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
	}
}

func TestXLSXCellsDrawingsAndComments(t *testing.T) {
	f := workbookFile("Posts", `<row r="2"><c r="A2" t="s"><v>0</v></c><c t="str"><v>Opened</v></c><c t="inlineStr"><is><t>Share</t></is></c></row>
		<row/><row r="4"><c t="s"><v>1</v></c><c s="1"><v>45413</v></c><c s="2"><f>1/8</f><v>0.125</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c s="3"><v>7</v></c><c t="d"><v>2024-05-01T00:00:00</v></c></row>
		<row><c t="s"><v>2</v></c><c t="s"><v>99</v></c><c t="s"><v>-1</v></c><c s="77"><v>0.30000000000000004</v></c><c><v>odd</v></c></row>`)
	f["xl/worksheets/_rels/sheet1.xml.rels"] = `<Relationships>` + relationTo("c", "comments", "../comments1.xml") + relationTo("d", "drawing", "../drawings/drawing1.xml") + `</Relationships>`
	f["xl/comments1.xml"] = `<comments ` + sheetSpace + `><authors><author>Ali</author></authors><commentList><comment ref="B4" authorId="0"><text><t>Check.</t></text></comment></commentList></comments>`
	f["xl/drawings/drawing1.xml"] = `<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>In a box</a:t></a:r></a:p></d>`
	r := read(t, extract.XLSX, f.zip(t))
	want := "Posts\n\nPlace | Opened | Share\nTorkham | 2024-05-01 | 12.50% | TRUE | #N/A | no. 7 | 2024-05-01\ntwo lines | 0.3 | odd\n\nIn a box\n\nOld [hidden sheet]\n\nsecret\n\nComment by Ali on Posts B4: Check."
	if r.Text != want {
		t.Errorf("got  %q\nwant %q", r.Text, want)
	}
	if got := headings(r); got != "Posts; Posts, rows 2-5: Place | Opened | Share; Posts; Old [hidden sheet]; Old [hidden sheet], row 5; Comments" {
		t.Errorf("headings %s", got)
	}
	if r.Heading != "Posts" {
		t.Errorf("heading %q", r.Heading)
	}
}

func headings(r *extract.Extracted) string {
	var all []string
	for _, b := range r.Breaks {
		all = append(all, b.Heading)
	}
	return strings.Join(all, "; ")
}

func TestXLSXLimitsAndDamagedFiles(t *testing.T) {
	row := `<row><c t="inlineStr"><is><t>word</t></is></c></row>`
	shared := workbookFile("Sheet1", strings.Repeat(`<row>`+strings.Repeat(`<c t="s"><v>0</v></c>`, 300)+`</row>`, 3))
	shared["xl/sharedStrings.xml"] = `<sst ` + sheetSpace + `><si><t>` + strings.Repeat("long ", 10_000) + `</t></si></sst>`
	binary := made{"[Content_Types].xml": "", "xl/workbook.bin": ""}
	missing := workbookFile("A", row)
	delete(missing, "xl/worksheets/sheet1.xml")
	tests := []struct {
		name           string
		in             made
		text, problems string
	}{
		{"too many rows", workbookFile("Sheet1", strings.Repeat(row, 60)), "word", "limit_rows(50)"},
		{"one long text in every cell", shared, "long", "limit_cells(16384,1)"},
		{"far away", workbookFile("Sheet1", `<row r="999999999999999999999"><c r="XFD1048576"><v>1</v></c></row>`+row), "word", ""},
		{"a million columns", workbookFile("Sheet1", `<row>`+strings.Repeat(`<c><v>1</v></c>`, 100_000)+`</row>`), "1", "limit_cells(16384,1)"},
		{"binary", binary, "", "xlsb"},
		{"sheet is missing", missing, "secret", "A: part_missing(xl/worksheets/sheet1.xml)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := tight()
			l.Ratio = 100
			r, problems := Read(extract.XLSX, tt.in.zip(t), l)
			if got := reasons(problems); tt.problems == "" && got != "" || !strings.Contains(got, tt.problems) {
				t.Errorf("problems %q, want %q", got, tt.problems)
			}
			if r == nil && tt.text != "" || r != nil && (!strings.Contains(r.Text, tt.text) || len(r.Text) > 4*maxRowBytes) {
				t.Errorf("got %d bytes, want %q", len(r.Text), tt.text)
			}
		})
	}
}

// The heading of every block of rows has the row numbers and the column names.
func TestSheetBlocksNameRowsAndColumns(t *testing.T) {
	var rows strings.Builder
	rows.WriteString("Name,Place\n")
	for n := range 100 {
		fmt.Fprintf(&rows, "Person %d,Post number %d\n", n, n)
	}
	r, _ := readCSV([]byte(rows.String()), extract.DefaultLimits())
	want := "rows 1-23: Name | Place; rows 24-45: Name | Place; rows 46-67: Name | Place; rows 68-89: Name | Place; rows 90-101: Name | Place"
	if got := headings(r); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestODSRepeatedRowsCellsAndHiddenSheets(t *testing.T) {
	cell := func(attrs, text string) string {
		return `<table:table-cell ` + attrs + `><text:p>` + text + `</text:p></table:table-cell>`
	}
	body := `<table:table table:name="Posts"><table:table-header-rows><table:table-row>` + cell("", "Place") + cell("", "Opened") + `</table:table-row></table:table-header-rows>
		<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
		<table:table-row>` + cell("", "Torkham") + cell(`office:value-type="date" office:date-value="2024-05-01"`, "01.05.24") + `<table:covered-table-cell/>` + cell(`office:value-type="percentage" office:value="0.125"`, "12,5 %") + cell(`table:number-columns-repeated="3"`, "x") + `</table:table-row>
		<table:table-row table:number-rows-repeated="1048571">` + cell("", "same") + `</table:table-row></table:table>
		<table:table table:name="Tabelle2" table:style-name="ta1"><table:table-row>` + cell("", "hidden<office:annotation><text:p>Why?</text:p></office:annotation>") + `</table:table-row></table:table>`
	r := read(t, extract.ODS, odfFile("spreadsheet", body).zip(t))
	want := "Posts\n\nPlace | Opened\nTorkham | 2024-05-01 | 12,5 % | x | x | x\nsame\n\nTabelle2 [hidden sheet]\n\nhidden\n\nComment: Why?"
	if r.Text != want {
		t.Errorf("got  %q\nwant %q", r.Text, want)
	}
	if got := headings(r); got != "Posts; Posts, rows 1-1048576: Place | Opened; Tabelle2 [hidden sheet]; Tabelle2 [hidden sheet], row 1; Comments" {
		t.Errorf("headings %s", got)
	}
}

func TestNumberFormatShowsValuesAsExcel(t *testing.T) {
	tests := []struct{ code, value, want string }{
		{"", "1234.5", "1234.5"},
		{"General", "0.1", "0.1"},
		{"", "1E+20", "1E+20"},
		{"", "923001234567", "923001234567"},
		{"0", "2.5", "3"},
		{"0.00", "2.5", "2.50"},
		{"#,##0", "1234567.4", "1,234,567"},
		{"#,##0.00", "-1234.5", "-1,234.50"},
		{"0.0%", "0.125", "12.5%"},
		{"0.00E+00", "12345", "1.23E+04"},
		{`"$"#,##0`, "-5000", "-$5,000"},
		{`#,##0\ [$€-407]`, "12", "12 €"},
		{`0.0,,"M"`, "2500000", "2.5M"},
		{`[Red]0;[Blue]-0`, "3", "3"},
		{"@", "007", "7"},
		{"dd/mm/yyyy", "45413", "2024-05-01"},
		{"d mmmm yyyy", "1", "1900-01-01"},
		{"d mmmm yyyy", "61", "1900-03-01"},
		{"mmm-yy", "45413", "2024-05"},
		{"yyyy", "45413", "2024"},
		{"yyyy-mm-dd hh:mm", "45413.5", "2024-05-01 12:00"},
		{"m/d/yy h:mm AM/PM", "45413.75", "2024-05-01 18:00"},
		{"hh:mm:ss", "0.5", "12:00:00"},
		{"[h]:mm", "1.5", "36:00"},
		{"mm:ss", "0.25", "06:00:00"},
		{"[$-F800]dddd, mmmm dd, yyyy", "45413", "2024-05-01"},
		{"yyyy", "99999999", "99999999"},
		{"0", "word", "word"},
		{"0", "NaN", "NaN"},
		{strings.Repeat("0", 300), "1", "1"},
	}
	for _, tt := range tests {
		if got := parseFormat(tt.code).show(tt.value, since1900); got != tt.want {
			t.Errorf("%s of %s: got %q, want %q", tt.code, tt.value, got, tt.want)
		}
	}
	if got := parseFormat("yyyy-mm-dd").show("0", since1904); got != "1904-01-01" {
		t.Errorf("first day since 1904: %s", got)
	}
}

func TestCSVSeparatorsQuotesAndEncodings(t *testing.T) {
	tests := []struct{ name, in, want, problems string }{
		{"commas", "a,b\n1,\"x, y\"\n", "a | b\n1 | x, y", ""},
		{"semicolons and decimal commas", "name;rate\nA;1,5\nB;2,5\n", "name | rate\nA | 1,5\nB | 2,5", ""},
		{"tabs", "a\tb, c\n1\t2, 3\n", "a | b, c\n1 | 2, 3", ""},
		{"bars", "a|b\nc|d\n", "a | b\nc | d", ""},
		{"sep= line", "sep=;\na;b,c\n", "a | b,c", ""},
		{"quotation marks", "\"a \"\"b\"\"\",c\n", `a "b" | c`, ""},
		{"line break in a value", "a,b\n\"one\r\ntwo\",x\n", "a | b\none two | x", ""},
		{"missing closing quotation mark", "a,b\n\"one,two\nc,d\n", "a | b\n\"one | two\nc | d", "line 2: damaged(CSV,quotation mark without end)"},
		{"old line ends", "a,b\rc,d\r", "a | b\nc | d", ""},
		{"text after a quoted value", "\"a\"b,c\n", "ab | c", ""},
		{"UTF-16", "\xff\xfea\x00,\x00b\x00", "a | b", ""},
		{"binary", "a,b\x00", "", "not_text(3)"},
		{"empty cells only", ",,\n,,\n", "", "empty"},
		{"one column", "a\nb\n", "a\nb", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := Read(extract.CSV, []byte(tt.in), extract.DefaultLimits())
			if got := reasons(problems); tt.problems == "" && got != "" || !strings.Contains(got, tt.problems) {
				t.Errorf("problems %q, want %q", got, tt.problems)
			}
			if got := ""; r != nil || tt.want != "" {
				if r != nil {
					got = r.Text
				}
				if got != tt.want {
					t.Errorf("got %q, want %q", got, tt.want)
				}
			}
		})
	}
}

func TestCSVNotesGuessedEncoding(t *testing.T) {
	text := "Имя;Место\nАлиев;Пограничная застава у реки\nКаримов;Таможенный пункт на дороге\n"
	r, problems := Read(extract.CSV, []byte(in1251(t, text)), extract.DefaultLimits())
	if r == nil || r.Meta["encoding"] == "" {
		t.Fatalf("got %+v, %v", r, problems)
	}
}

func FuzzSheet(f *testing.F) {
	f.Add(`<row r="2"><c t="s" s="1"><v>1</v></c></row>`, "yyyy-mm-dd")
	f.Add(`<row><c><v>1e300</v></c><c s="1"><v>-1</v></c></row>`, `[h]:mm;"a"0.0,,%`)
	f.Add("", `[hi:mm;"a"0.0,,%`)
	f.Fuzz(func(t *testing.T, rows, code string) {
		file := workbookFile("A", rows)
		file["xl/styles.xml"] = `<styleSheet ` + sheetSpace + `><cellXfs><xf/></cellXfs></styleSheet>`
		if r, _ := Read(extract.XLSX, file.zip(t), tight()); r != nil {
			checkReading(t, r)
		}
		format := parseFormat(code)
		for _, value := range []string{"1", "-45413.123", "1e308", rows} {
			format.show(value, since1904)
		}
	})
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("a,b\n\"c\nd\",e"))
	f.Add([]byte("sep=;\n\"\";\"\"\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, _ := Read(extract.CSV, data, tight()); r != nil {
			checkReading(t, r)
		}
	})
}
