package query_test

import (
	"strings"
	"testing"

	"daftar/index/query"
)

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"":                                  "",
		"drill":                             "drill",
		"the drill of Drill drill":          "drill Drill",
		`"joint exercise" -naval naval`:     "joint exercise naval",
		"counter-terrorism centre":          "counter-terrorism centre",
		"(drill OR exercise) country:PK":    "drill exercise",
		"title:учения -(a b)":               "учения",
		"رزمایش مشترک":                      "رزمایش مشترک",
		"联合演习 drill":                        "drill",
		`"fight counter-terrorism now"~4 x`: "fight counter-terrorism now x",
	} {
		got := query.Words(query.Parse(in, query.Options{}).Tree)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestReplaceWord(t *testing.T) {
	for _, test := range []struct{ text, word, replacement, want string }{
		{"excercise", "excercise", "exercise", "exercise"},
		{`joint "excercise" -excercises`, "excercise", "exercise", `joint "exercise" -excercises`},
		{"title:excercise OR excercise", "excercise", "exercise", "title:exercise OR exercise"},
		{"counter-terorism law", "counter-terorism", "counter-terrorism", "counter-terrorism law"},
		{"учениа в Кабуле", "учениа", "учения", "учения в Кабуле"},
		{"رزمیش مشترک", "رزمیش", "رزمایش", "رزمایش مشترک"},
		{"nothing", "thing", "x", "nothing"},
	} {
		if got := query.ReplaceWord(test.text, test.word, test.replacement); got != test.want {
			t.Errorf("%s: got %s, want %s", test.text, got, test.want)
		}
	}
}

func TestCorrectable(t *testing.T) {
	v := builtIn(t)
	for _, word := range []string{"exercize", "Goverment", "PAKISTNA", "учениа", "رزمیش", "terorism"} {
		if !query.Correctable(word, v) {
			t.Errorf("Correctable(%q): got false, want true", word)
		}
	}
	for _, word := range []string{
		"NATO", "НАТО", "SCO", "Pakistan", "PAKISTAN", "pakistani", "Lanka", "1979", "S-400", "T72", "U.S",
	} {
		if query.Correctable(word, v) {
			t.Errorf("Correctable(%q): got true, want false", word)
		}
	}
}
