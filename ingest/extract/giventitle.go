package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// CleanTitle is a title from a file's metadata, or "" if a program put it there by itself: "Microsoft Word - x.doc",
// "Document1", "untitled", the name of a file.
func CleanTitle(s string) string {
	s = OneLine(strings.ToValidUTF8(s, ""), MaxTitleBytes)
	if strings.IndexFunc(s, unicode.IsLetter) < 0 || programTitle.MatchString(s) || fileTitle.MatchString(s) || defaultTitle.MatchString(s) {
		return ""
	}
	return s
}

var (
	// programTitle begins with the program that printed it.
	programTitle = regexp.MustCompile(`(?i)^(microsoft|ms)[ -]*(office )?(word|excel|powerpoint|publisher|visio)\b( -.*)?$`)
	// fileTitle is one word that ends like the name of a file, or a path.
	fileTitle = regexp.MustCompile(`(?i)^([a-z]:\\.*|file:/.*|[^ ]*\.[a-z]{3,4}[a-z0-9]?|.*\.(docx?|dotx?|docm|pptx?|xlsx?|od[tsp]|rtf|pdf|wpd|indd|qxd|pub|epub|html?|txt|tmp|fm|p65))$`)
	// defaultTitle is what programs call a thing that has no name yet, in the languages they are sold in.
	defaultTitle = regexp.MustCompile(`(?i)^(document|dokument|doc|documento|документ|belge|文档|文書|untitled|unnamed|no title|unbenannt|sans titre|sin título|senza titolo|без имени|без названия|無題|无标题|` +
		`title|titel|presentation|powerpoint[ -]?(presentation|-präsentation)?|präsentation|présentation( powerpoint)?|презентация( powerpoint)?|slide|folie|слайд|workbook|arbeitsmappe|mappe|book|книга|sheet|tabelle|лист|` +
		`new (microsoft word )?document|word document|(office )?word( document)?|template|normal|بدون عنوان|سند|full page (photo|fax) print)[ _-]*[(]?[0-9۰-۹]*[)]?( *document)?( \d+)?$`)
)
