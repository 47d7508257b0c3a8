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

// TypedQuery is a question as it comes from keyboards, word processors and pasting.
type TypedQuery struct {
	Lang      string // of the documents that its words are from
	Intended  string // what was meant
	Typed     string // what was typed
	Malformed bool   // what was typed need not mean what is clean, only something
}

// RandomTypedQueries returns n questions in turn in the languages of the documents that are asked for, the same ones for the
// same documents and seed. Their words are those of the documents. What is typed differs from what is meant in ways that
// should not matter (noises); a sixth is broken on purpose.
func RandomTypedQueries(docs []*index.Document, langs []string, n int, seed uint64) []TypedQuery {
	byLang := make(map[string][]*index.Document)
	for _, d := range docs {
		byLang[d.Lang] = append(byLang[d.Lang], d)
	}
	random := rand.New(rand.NewPCG(seed, 4))
	var out []TypedQuery
	for i := range n {
		lang := langs[i%len(langs)]
		if len(byLang[lang]) == 0 {
			continue
		}
		out = append(out, typingErrors{queryGenerator{docs: byLang[lang], random: random}}.typed(lang))
	}
	return out
}

// typingErrors draws questions and types them.
type typingErrors struct{ queryGenerator }

func (y typingErrors) typed(lang string) TypedQuery {
	t := TypedQuery{Lang: lang, Intended: y.words(), Malformed: y.chance(16)}
	if y.chance(10) && y.shoutable(t.Intended) {
		t.Intended = strings.ToLower(t.Intended)
		t.Typed = strings.ToUpper(t.Intended)
	} else {
		t.Typed = t.Intended
	}
	for range 1 + y.random.IntN(3) {
		t.Typed = pick(y.queryGenerator, noises...)(y, t.Typed)
	}
	if t.Malformed {
		t.Typed = y.wild(t.Typed)
	}
	return t
}

// shoutable reports whether a question means the same in capitals: no operator, no name of a filter, and no word that may
// be an acronym.
func (y typingErrors) shoutable(text string) bool {
	const longest = 5 // letters of an acronym
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if utf8.RuneCountInString(word) <= longest {
			return false
		}
	}
	return text != "" && !strings.Contains(text, ":")
}

// noises change how a question is written and not what it asks.
var noises = []func(typingErrors, string) string{
	typingErrors.quotes, typingErrors.spaces, typingErrors.invisible, typingErrors.joiners, typingErrors.digits, typingErrors.letters, typingErrors.wide, typingErrors.points, typingErrors.strays,
}

var inQuotes = regexp.MustCompile(`"([^"]*)"`)

// quotes writes quotation marks as word processors and other languages do.
func (y typingErrors) quotes(text string) string {
	marks := pick(y.queryGenerator, "“”", "„“", "””", "«»", "»«", "＂＂", "〝〞", "「」", "『』", "《》", `"”`, `“"`)
	pair := []rune(marks)
	return inQuotes.ReplaceAllString(text, string(pair[0])+"$1"+string(pair[1]))
}

// spaces puts other spaces for some.
func (y typingErrors) spaces(text string) string {
	return y.some(text, 50, func(_, r, _ rune) string {
		if r != ' ' {
			return ""
		}
		return pick(y.queryGenerator, "\u00A0", "\u202F", "\u3000", "\u2009", "\t", "\r\n", "  ", "\u200B")
	})
}

// invisible puts marks of direction, soft hyphens and byte order marks anywhere.
func (y typingErrors) invisible(text string) string {
	return y.some(text, 10, func(_, r, _ rune) string {
		return pick(y.queryGenerator, "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u061C", "\uFEFF", "\u00AD", "\u2060") + string(r)
	})
}

// joiners puts joiners between letters of the Arabic script, where keyboards leave them.
func (y typingErrors) joiners(text string) string {
	return y.some(text, 20, func(before, r, _ rune) string {
		if !unicode.Is(unicode.Arabic, before) || !unicode.IsLetter(before) || !unicode.Is(unicode.Arabic, r) || !unicode.IsLetter(r) {
			return ""
		}
		return pick(y.queryGenerator, "\u200C", "\u200D", "ـ") + string(r)
	})
}

// digits writes some digits in other scripts.
func (y typingErrors) digits(text string) string {
	zero := pick(y.queryGenerator, '٠', '۰', '०', '০', '０')
	return y.some(text, 70, func(_, r, _ rune) string {
		if r < '0' || r > '9' {
			return ""
		}
		return string(zero + r - '0')
	})
}

// letters writes letters as the keyboard of a neighbour does.
func (y typingErrors) letters(text string) string {
	other := map[rune]string{'ی': "ي", 'ک': "ك", 'ي': "ی", 'ك': "ک", 'ё': "е", 'Ё': "Е", 'ه': "ہ", '\'': "’", '’': "'", 'é': "e\u0301"}
	return y.some(text, 70, func(_, r, _ rune) string { return other[r] })
}

// wide writes small Latin letters as a Chinese keyboard does, but not in names of filters.
func (y typingErrors) wide(text string) string {
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
func (y typingErrors) points(text string) string {
	return y.some(text+" ", 30, func(before, r, _ rune) string {
		if r != ' ' || !unicode.IsLetter(before) || before == 'R' || strings.Count(text, `"`)+strings.Count(text, "“") > 0 {
			return ""
		}
		return pick(y.queryGenerator, ",", ";", "?", "!", "،", "؛", "؟", "。", "，", "、", "？", "！", "…", "۔") + " "
	})
}

// strays puts operators and brackets where they have nothing to do.
func (y typingErrors) strays(text string) string {
	if y.chance(50) {
		return pick(y.queryGenerator, "AND ", "OR ", ") ", "* ", "~ ", "? ", "– ", "(", "（", "+ ", "&& ") + text
	}
	return text + pick(y.queryGenerator, " AND", " OR", " NOT", " -", " (", " )", "）", " *", " ~", ` "`, " «", " |", " ^", " \\", " []", " {}")
}

// wild breaks a question at a few places.
func (y typingErrors) wild(text string) string {
	for range 1 + y.random.IntN(4) {
		runes := []rune(text)
		at := y.random.IntN(len(runes) + 1)
		junk := pick(y.queryGenerator, " OR ", " AND ", " NOT ", "(", ")", `"`, "«", "”", "*", "~", "~9", `"~`, "-", ":", "title:", "country:", "after:", "\x00", "\x1b[2J", "<b>", "%", "\\", "/", "’", "()", "'", "🙂", "\xff", "。", "'; --")
		text = string(runes[:at]) + junk + string(runes[at:])
	}
	return text
}

// some replaces of the characters for which put has another writing some in a hundred, or all where that is none of them.
func (y typingErrors) some(text string, percent int, put func(before, r, after rune) string) string {
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

// CheckTypedAgainstScan asks an engine typed questions and reports where its answer (total, facets, order of hits) is not that of the
// scan, and where what was typed finds other documents than what was meant.
func CheckTypedAgainstScan(t *testing.T, s index.Searcher, scan *NaiveScan, questions []TypedQuery) {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	different := 0
	for i, typed := range questions {
		q := index.Query{Tree: query.Parse(typed.Typed, query.Options{Vocabulary: v}).Tree, Limit: 10, Offset: 10 * (i % 3), Collapse: i%2 == 0}
		for _, f := range index.ValueFields {
			q.Facets = append(q.Facets, index.Facet{Field: f})
		}
		q.Facets = append(q.Facets, index.Facet{Field: index.FieldDate, Interval: index.IntervalAuto})
		ok := t.Run(typed.Lang, func(t *testing.T) {
			checkQuery(t, s, scan, q)
			if !typed.Malformed {
				holdMeant(t, scan, q, query.Parse(typed.Intended, query.Options{Vocabulary: v}).Tree)
			}
			if t.Failed() {
				t.Logf("typed %+q, meant %+q (%s)", typed.Typed, typed.Intended, typed.Intended)
			}
		})
		if !ok {
			different++
		}
		if different == maxFailures {
			t.Fatalf("stopped after %d questions with another answer", different)
		}
	}
}

// holdMeant reports whether a question finds what another tree does.
func holdMeant(t *testing.T, scan *NaiveScan, q index.Query, meant query.Node) {
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
	CompareResults(t, got, want)
	if t.Failed() {
		t.Logf("understood %v, meant %v", understood, meant)
	}
}
