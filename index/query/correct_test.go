package query_test

import (
	"slices"
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

func TestReplace(t *testing.T) {
	for _, test := range []struct{ text, word, by, want string }{
		{"excercise", "excercise", "exercise", "exercise"},
		{`joint "excercise" -excercises`, "excercise", "exercise", `joint "exercise" -excercises`},
		{"title:excercise OR excercise", "excercise", "exercise", "title:exercise OR exercise"},
		{"counter-terorism law", "counter-terorism", "counter-terrorism", "counter-terrorism law"},
		{"учениа в Кабуле", "учениа", "учения", "учения в Кабуле"},
		{"رزمیش مشترک", "رزمیش", "رزمایش", "رزمایش مشترک"},
		{"nothing", "thing", "x", "nothing"},
	} {
		if got := query.ReplaceWord(test.text, test.word, test.by); got != test.want {
			t.Errorf("%s: got %s, want %s", test.text, got, test.want)
		}
	}
}

func TestCorrectable(t *testing.T) {
	v := words(t)
	for _, word := range []string{"exercize", "Goverment", "PAKISTNA", "учениа", "رزمیش", "terorism"} {
		if !query.Correctable(word, v) {
			t.Errorf("%s may not be corrected", word)
		}
	}
	for _, word := range []string{
		"NATO", "НАТО", "SCO", "Pakistan", "PAKISTAN", "pakistani", "Lanka", "1979", "S-400", "T72", "U.S",
	} {
		if query.Correctable(word, v) {
			t.Errorf("%s may be corrected", word)
		}
	}
}

func TestDrops(t *testing.T) {
	for in, want := range map[string][]string{
		"drill":                         nil,
		"(drill OR exercise)":           nil,
		"drill naval":                   {"drill|naval", "naval|drill"},
		`"joint drill" country:PK -air`: {`"joint drill"|country:PK -air`, `country:PK|"joint drill" -air`, `-air|"joint drill" country:PK`},
		"(drill OR exercise) naval sea": {"drill OR exercise|naval sea", "naval|(drill OR exercise) sea", "sea|(drill OR exercise) naval"},
	} {
		var got []string
		for _, less := range query.Relaxations(query.Parse(in, query.Options{Vocabulary: words(t)}).Tree) {
			got = append(got, less.Dropped.String()+"|"+less.Rest.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}
