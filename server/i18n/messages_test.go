package i18n

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"daftar/index/query"
)

var (
	quotedKey  = regexp.MustCompile(`"([a-z][a-z0-9_.-]*)"`)
	calledWith = regexp.MustCompile(`(?:\bt|\baround) "([^"]+)"`)
)

// TestEveryMessageIsUsedAndEveryUsedMessageExists reads the templates and the code of the server and of index.
func TestEveryMessageIsUsedAndEveryUsedMessageExists(t *testing.T) {
	texts := English(nil).texts
	used := map[string]bool{}
	for _, root := range []string{"..", "../../index"} {
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case strings.HasSuffix(name, ".html"):
				noteTemplate(t, name, texts, used)
			case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
				noteLiterals(t, name, texts, used)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, code := range problemCodes(t) {
		used["problem."+string(code)] = true
		used["problem."+string(code)+"-plain"] = true
	}
	for _, f := range query.Syntax() {
		if used["help."+f.Name] = true; texts["help."+f.Name] == nil {
			t.Errorf("%s is not explained", f.Query)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		if !used[key] {
			t.Errorf("message %q is not used", key)
		}
	}
}

func noteTemplate(t *testing.T, name string, texts catalog, used map[string]bool) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range quotedKey.FindAllStringSubmatch(string(data), -1) {
		used[m[1]] = true
	}
	for _, m := range calledWith.FindAllStringSubmatch(string(data), -1) {
		if texts[m[1]] == nil {
			t.Errorf("%s uses %q, which is no message", name, m[1])
		}
	}
}

// keyed are the functions whose first argument is the key of a message.
var keyed = map[string]bool{"message.New": true, "T": true, "msg": true, "fact": true}

// noteLiterals notes the texts of a Go file, and reports first arguments of keyed functions that are no keys.
func noteLiterals(t *testing.T, name string, texts catalog, used map[string]bool) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				used[text] = true
			}
		case *ast.CallExpr:
			called := ""
			switch f := n.Fun.(type) {
			case *ast.Ident:
				called = f.Name
			case *ast.SelectorExpr:
				called = f.Sel.Name
				if pkg, ok := f.X.(*ast.Ident); ok && pkg.Name == "message" {
					called = "message." + called
				}
			}
			if !keyed[called] || len(n.Args) == 0 {
				return true
			}
			if arg, ok := n.Args[0].(*ast.BasicLit); ok {
				if key, _ := strconv.Unquote(arg.Value); texts[key] == nil {
					t.Errorf("%s uses %q, which is no message", name, key)
				}
			}
		}
		return true
	})
}

func TestCompareCatalogs(t *testing.T) {
	english := catalog{"a": {"{1} of {2}"}, "b": {"text"}, "c": {"one {1}", "many {1}"}}
	fa := catalog{"a": {"{1}"}, "c": {"", ""}, "d": {"more"}}
	var got []string
	for _, err := range compareCatalogs("fa", english, fa) {
		got = append(got, err.Error())
	}
	want := []string{
		`messages/fa.yaml: a: has the placeholders ["{1}"], English has ["{1}" "{2}"]`, "messages/fa.yaml: b: is missing",
		"messages/fa.yaml: c: is empty", `messages/fa.yaml: c: has the placeholders [], English has ["{1}"]`, "messages/fa.yaml: d: is not in English",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
