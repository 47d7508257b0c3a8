package extract

import "testing"

func TestCleanTitleDropsDefaultTitles(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Annual report on border security", "Annual report on border security"},
		{"  Two \n lines ", "Two lines"},
		{"Microsoft Word - cable_07.doc", ""},
		{"Microsoft Word", ""},
		{"Microsoft Word for analysts", "Microsoft Word for analysts"},
		{"Document1", ""},
		{"Документ1", ""},
		{"untitled", ""},
		{"Untitled-2", ""},
		{"Untitled lands: tenure in the valley", "Untitled lands: tenure in the valley"},
		{"PowerPoint Presentation", ""},
		{"Презентация PowerPoint", ""},
		{"Slide 1", ""},
		{"report final v2.docx", ""},
		{"scan0001.tif", ""},
		{`C:\Users\x\letter`, ""},
		{"Dr. Khan on the U.S.S.R.", "Dr. Khan on the U.S.S.R."},
		{"Presentation of credentials", "Presentation of credentials"},
		{"12345", ""},
		{"گزارش سالانه", "گزارش سالانه"},
		{"بدون عنوان", ""},
		{"Book of record", "Book of record"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := CleanTitle(tt.in); got != tt.want {
			t.Errorf("GivenTitle(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
