package indextest

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// Typed is a question as it comes from keyboards, word processors and pasting.
type Typed struct {
	Lang  string // of the documents that its words are from
	Clean string // what was meant
	Text  string // what was typed
	Wild  bool   // what was typed need not mean what is clean, only something
}

// TypedQuestions returns n questions in turn in the languages of the documents that are asked for, the same ones for the
// same documents and seed. Their words are those of the documents. What is typed differs from what is meant in ways that
// should not matter (noises); a sixth is broken on purpose.
func TypedQuestions(docs []*index.Document, langs []string, n int, seed uint64) []Typed {
	byLang := make(map[string][]*index.Document)
	for _, d := range docs {
		byLang[d.Lang] = append(byLang[d.Lang], d)
	}
	random := rand.New(rand.NewPCG(seed, 4))
	var out []Typed
	for i := range n {
		lang := langs[i%len(langs)]
		if len(byLang[lang]) == 0 {
			continue
		}
		out = append(out, typist{asker{docs: byLang[lang], random: random}}.typed(lang))
	}
	return out
}

// typist draws questions and types them.
type typist struct{ asker }

func (y typist) typed(lang string) Typed {
	t := Typed{Lang: lang, Clean: y.words(), Wild: y.chance(16)}
	if y.chance(10) && y.shoutable(t.Clean) {
		t.Clean = strings.ToLower(t.Clean)
		t.Text = strings.ToUpper(t.Clean)
	} else {
		t.Text = t.Clean
	}
	for range 1 + y.random.IntN(3) {
		t.Text = pick(y.asker, noises...)(y, t.Text)
	}
	if t.Wild {
		t.Text = y.wild(t.Text)
	}
	return t
}

// shoutable reports whether a question means the same in capitals: no operator, no name of a filter, and no word that may
// be an acronym.
func (y typist) shoutable(text string) bool {
	const longest = 5 // letters of an acronym
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if utf8.RuneCountInString(word) <= longest {
			return false
		}
	}
	return text != "" && !strings.Contains(text, ":")
}

// noises change how a question is written and not what it asks.
var noises = []func(typist, string) string{
	typist.quotes, typist.spaces, typist.invisible, typist.joiners, typist.digits, typist.letters, typist.wide, typist.points, typist.strays,
}

var inQuotes = regexp.MustCompile(`"([^"]*)"`)

// quotes writes quotation marks as word processors and other languages do.
func (y typist) quotes(text string) string {
	marks := pick(y.asker, "“”", "„“", "””", "«»", "»«", "＂＂", "〝〞", "「」", "『』", "《》", `"”`, `“"`)
	pair := []rune(marks)
	return inQuotes.ReplaceAllString(text, string(pair[0])+"$1"+string(pair[1]))
}

// spaces puts other spaces for some.
func (y typist) spaces(text string) string {
	return y.some(text, 50, func(_, r, _ rune) string {
		if r != ' ' {
			return ""
		}
		return pick(y.asker, "\u00A0", "\u202F", "\u3000", "\u2009", "\t", "\r\n", "  ", "\u200B")
	})
}

// invisible puts marks of direction, soft hyphens and byte order marks anywhere.
func (y typist) invisible(text string) string {
	return y.some(text, 10, func(_, r, _ rune) string {
		return pick(y.asker, "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u061C", "\uFEFF", "\u00AD", "\u2060") + string(r)
	})
}

// joiners puts joiners between letters of the Arabic script, where keyboards leave them.
func (y typist) joiners(text string) string {
	return y.some(text, 20, func(before, r, _ rune) string {
		if !unicode.Is(unicode.Arabic, before) || !unicode.IsLetter(before) || !unicode.Is(unicode.Arabic, r) || !unicode.IsLetter(r) {
			return ""
		}
		return pick(y.asker, "\u200C", "\u200D", "ـ") + string(r)
	})
}

// digits writes some digits in other scripts.
func (y typist) digits(text string) string {
	zero := pick(y.asker, '٠', '۰', '०', '০', '０')
	return y.some(text, 70, func(_, r, _ rune) string {
		if r < '0' || r > '9' {
			return ""
		}
		return string(zero + r - '0')
	})
}

// letters writes letters as the keyboard of a neighbour does.
func (y typist) letters(text string) string {
	other := map[rune]string{'ی': "ي", 'ک': "ك", 'ي': "ی", 'ك': "ک", 'ё': "е", 'Ё': "Е", 'ه': "ہ", '\'': "’", '’': "'", 'é': "e\u0301"}
	return y.some(text, 70, func(_, r, _ rune) string { return other[r] })
}

// wide writes small Latin letters as a Chinese keyboard does, but not in names of filters.
func (y typist) wide(text string) string {
	if strings.ContainsAny(text, ":") {
		return text
	}
	return y.some(text, 30, func(_, r, _ rune) string {
		if r < 'a' || r > 'z' {
			return ""
		}
		return string('ａ' + r - 'a')
	})
}

// points puts punctuation behind words.
func (y typist) points(text string) string {
	return y.some(text+" ", 30, func(before, r, _ rune) string {
		if r != ' ' || !unicode.IsLetter(before) || before == 'R' || strings.Count(text, `"`)+strings.Count(text, "“") > 0 {
			return ""
		}
		return pick(y.asker, ",", ";", "?", "!", "،", "؛", "؟", "。", "，", "、", "？", "！", "…", "۔") + " "
	})
}

// strays puts operators and brackets where they have nothing to do.
func (y typist) strays(text string) string {
	if y.chance(50) {
		return pick(y.asker, "AND ", "OR ", ") ", "* ", "~ ", "? ", "– ", "(", "（", "+ ", "&& ") + text
	}
	return text + pick(y.asker, " AND", " OR", " NOT", " -", " (", " )", "）", " *", " ~", ` "`, " «", " |", " ^", " \\", " []", " {}")
}

// wild breaks a question at a few places.
func (y typist) wild(text string) string {
	for range 1 + y.random.IntN(4) {
		runes := []rune(text)
		at := y.random.IntN(len(runes) + 1)
		junk := pick(y.asker, " OR ", " AND ", " NOT ", "(", ")", `"`, "«", "”", "*", "~", "~9", `"~`, "-", ":", "title:", "country:", "after:", "\x00", "\x1b[2J", "<b>", "%", "\\", "/", "’", "()", "'", "🙂", "\xff", "。", "'; --")
		text = string(runes[:at]) + junk + string(runes[at:])
	}
	return text
}

// some replaces of the characters for which put has another writing some in a hundred, or all where that is none of them.
func (y typist) some(text string, percent int, put func(before, r, after rune) string) string {
	var b strings.Builder
	runes := []rune(text)
	for i, r := range runes {
		var before, after rune
		if i > 0 {
			before = runes[i-1]
		}
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		if y.chance(percent) {
			if other := put(before, r, after); other != "" {
				b.WriteString(other)
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// HoldTyped asks an engine typed questions and reports where its answer (total, facets, order of hits) is not that of the
// scan, and where what was typed finds other documents than what was meant.
func HoldTyped(t *testing.T, s index.Searcher, scan *Scan, questions []Typed) {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	different := 0
	for i, typed := range questions {
		q := index.Query{Tree: query.Parse(typed.Text, query.Options{Vocabulary: v}).Tree, Limit: 10, Offset: 10 * (i % 3), Collapse: i%2 == 0}
		for _, f := range index.ValueFields {
			q.Facets = append(q.Facets, index.Facet{Field: f})
		}
		q.Facets = append(q.Facets, index.Facet{Field: index.FieldDate, Interval: index.IntervalAuto})
		ok := t.Run(typed.Lang, func(t *testing.T) {
			hold(t, s, scan, q)
			if !typed.Wild {
				holdMeant(t, scan, q, query.Parse(typed.Clean, query.Options{Vocabulary: v}).Tree)
			}
			if t.Failed() {
				t.Logf("typed %+q, meant %+q (%s)", typed.Text, typed.Clean, typed.Clean)
			}
		})
		if !ok {
			different++
		}
		if different == maxDifferent {
			t.Fatalf("stopped after %d questions with another answer", different)
		}
	}
}

// holdMeant reports whether a question finds what another tree does.
func holdMeant(t *testing.T, scan *Scan, q index.Query, meant query.Node) {
	t.Helper()
	got, err := scan.Search(q)
	if err != nil {
		t.Fatal(err)
	}
	understood := q.Tree
	q.Tree = meant
	want, err := scan.Search(q)
	if err != nil {
		t.Fatal(err)
	}
	Compare(t, got, want)
	if t.Failed() {
		t.Logf("understood %v, meant %v", understood, meant)
	}
}
