package extract

import (
	"regexp"
	"strings"
	"unicode"
)

// CleanTitle returns the title in the metadata of a file, or "" if a program filled it in: "Microsoft Word - x.doc",
// "Document1", "untitled", the name of a file.
func CleanTitle(s string) string {
	s = OneLine(strings.ToValidUTF8(s, ""), MaxTitleBytes)
	if strings.IndexFunc(s, unicode.IsLetter) < 0 || programTitle.MatchString(s) || fileTitle.MatchString(s) || defaultTitle.MatchString(s) {
		return ""
	}
	return s
}

var (
	// programTitle begins with the name of a program.
	programTitle = regexp.MustCompile(`(?i)^(microsoft|ms)[ -]*(office )?(word|excel|powerpoint|publisher|visio)\b( -.*)?$`)
	// fileTitle is a path, or a word that ends like the name of a file.
	fileTitle = regexp.MustCompile(`(?i)^([a-z]:\\.*|file:/.*|[^ ]*\.[a-z]{3,4}[a-z0-9]?|.*\.(docx?|dotx?|docm|pptx?|xlsx?|od[tsp]|rtf|pdf|wpd|indd|qxd|pub|epub|html?|txt|tmp|fm|p65))$`)
	// defaultTitle is what programs call a new file, in the languages in which they are sold.
	defaultTitle = regexp.MustCompile(`(?i)^(document|dokument|doc|documento|документ|belge|文档|文書|untitled|unnamed|no title|unbenannt|sans titre|sin título|senza titolo|без имени|без названия|無題|无标题|` +
		`title|titel|presentation|powerpoint[ -]?(presentation|-präsentation)?|präsentation|présentation( powerpoint)?|презентация( powerpoint)?|slide|folie|слайд|workbook|arbeitsmappe|mappe|book|книга|sheet|tabelle|лист|` +
		`new (microsoft word )?document|word document|(office )?word( document)?|template|normal|بدون عنوان|سند|full page (photo|fax) print)[ _-]*[(]?[0-9۰-۹]*[)]?( *document)?( \d+)?$`)
)
