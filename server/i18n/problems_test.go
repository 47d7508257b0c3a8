package i18n

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"daftar/index"
)

// problemCodes reads the codes from the source, so that none can be forgotten.
func problemCodes(t *testing.T) (codes []index.ProblemCode) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../index/problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); ok && id.Name == "ProblemCode" {
			code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, index.ProblemCode(code))
		}
		return true
	})
	return codes
}

// TestEveryProblemCodeHasText holds the codes against the message files and against the classes of package index.
func TestEveryProblemCodeHasText(t *testing.T) {
	codes := problemCodes(t)
	if len(codes) < 20 {
		t.Fatalf("found only %d codes", len(codes))
	}
	for language, l := range localizers(t) {
		for _, code := range codes {
			forms := l.texts["problem."+string(code)]
			if forms == nil {
				t.Errorf("%s: no text for %s", language, code)
				continue
			}
			args := 0
			for args < 9 && strings.Contains(strings.Join(forms, ""), fmt.Sprintf("{%d}", args+1)) {
				args++
			}
			if !index.NewProblem(code, make([]any, args)...).Valid() {
				t.Errorf("%s: the text of %s has %d placeholders, problemClasses has another number or no row", language, code, args)
			}
		}
	}
}

func TestProblem(t *testing.T) {
	all := localizers(t)
	scanned := index.NewProblem(index.ProblemScanned, 12, 20)
	for _, test := range []struct {
		name, language string
		problem        index.Problem
		want           string
	}{
		{"whole file", "en", scanned, "12 of 20 pages are images without text; reindex with --ocr"},
		{"Persian", "fa", scanned, "۱۲ از ۲۰ صفحه تصویر بدون متن است؛ با \u2066--ocr\u2069 دوباره نمایه\u200cسازی کنید"},
		{"page", "en", index.NewProblem(index.ProblemOCREmpty, 1, 2).At(index.Place{Page: 3}), "page 3: OCR found no text on 1 of 2 pages"},
		{"line of a part", "en", index.NewProblem(index.ProblemBadDate, "published").At(index.Place{Part: "a.jsonl", Line: 7}), "a.jsonl: line 7: published must be a date: YYYY, YYYY-MM or YYYY-MM-DD"},
		{"detail", "en", index.NewProblem(index.ProblemDamaged, "PDF", "no trailer"), "the PDF file is damaged: no trailer"},
		{"no detail", "en", index.NewProblem(index.ProblemDamaged, "PDF", ""), "the PDF file is damaged"},
		{"plural form", "ru", index.NewProblem(index.ProblemLimitPages, 3), "прочитаны только первые 3 страницы"},
	} {
		if got := all[test.language].Problem(test.problem); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
