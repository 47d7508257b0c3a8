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

// TypedQuery is a query as keyboards, word processors and pasting produce it.
type TypedQuery struct {
	Lang      string // language of the documents that its words come from
	Intended  string // the query without typing errors
	Typed     string // the query as typed
	Malformed bool   // Typed is broken on purpose and may mean something else than Intended
}

// RandomTypedQueries returns n queries with words of the documents, in turn in the given languages; the same ones for
// the same documents and seed. Typed differs from Intended in ways that must not matter (harmlessEdits); a sixth is
// malformed.
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
		out = append(out, typingErrors{queryGenerator{docs: byLang[lang], random: random}}.query(lang))
	}
	return out
}

type typingErrors struct{ queryGenerator }

func (y typingErrors) query(lang string) TypedQuery {
	t := TypedQuery{Lang: lang, Intended: y.words(), Malformed: y.chance(16)}
	if y.chance(10) && y.sameInCapitals(t.Intended) {
		t.Intended = strings.ToLower(t.Intended)
		t.Typed = strings.ToUpper(t.Intended)
	} else {
		t.Typed = t.Intended
	}
	for range 1 + y.random.IntN(3) {
		t.Typed = pick(y.queryGenerator, harmlessEdits...)(y, t.Typed)
	}
	if t.Malformed {
		t.Typed = y.breakSyntax(t.Typed)
	}
	return t
}

// sameInCapitals reports whether a query means the same in capitals: it has no operator, no filter name, and no word
// short enough to be an acronym.
func (y typingErrors) sameInCapitals(text string) bool {
	const maxAcronym = 5 // letters
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if utf8.RuneCountInString(word) <= maxAcronym {
			return false
		}
	}
	return text != "" && !strings.Contains(text, ":")
}

// harmlessEdits change how a query is written but not its meaning.
var harmlessEdits = []func(typingErrors, string) string{
	typingErrors.quotes, typingErrors.spaces, typingErrors.invisibleCharacters, typingErrors.arabicJoiners, typingErrors.digits, typingErrors.keyboardLetters, typingErrors.fullWidth, typingErrors.punctuation, typingErrors.strayOperators,
}

var inQuotes = regexp.MustCompile(`"([^"]*)"`)

// quotes replaces quotation marks by those of word processors and other languages.
func (y typingErrors) quotes(text string) string {
	marks := pick(y.queryGenerator, "“”", "„“", "””", "«»", "»«", "＂＂", "〝〞", "「」", "『』", "《》", `"”`, `“"`)
	pair := []rune(marks)
	return inQuotes.ReplaceAllString(text, string(pair[0])+"$1"+string(pair[1]))
}

// spaces replaces some spaces by other white space.
func (y typingErrors) spaces(text string) string {
	return y.replaceSome(text, 50, func(_, r, _ rune) string {
		if r != ' ' {
			return ""
		}
		return pick(y.queryGenerator, "\u00A0", "\u202F", "\u3000", "\u2009", "\t", "\r\n", "  ", "\u200B")
	})
}

// invisibleCharacters inserts direction marks, soft hyphens and byte order marks.
func (y typingErrors) invisibleCharacters(text string) string {
	return y.replaceSome(text, 10, func(_, r, _ rune) string {
		return pick(y.queryGenerator, "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u061C", "\uFEFF", "\u00AD", "\u2060") + string(r)
	})
}

// arabicJoiners inserts joiners between Arabic letters, as some keyboards do.
func (y typingErrors) arabicJoiners(text string) string {
	return y.replaceSome(text, 20, func(before, r, _ rune) string {
		if !unicode.Is(unicode.Arabic, before) || !unicode.IsLetter(before) || !unicode.Is(unicode.Arabic, r) || !unicode.IsLetter(r) {
			return ""
		}
		return pick(y.queryGenerator, "\u200C", "\u200D", "ـ") + string(r)
	})
}

// digits writes some digits in another script.
func (y typingErrors) digits(text string) string {
	zero := pick(y.queryGenerator, '٠', '۰', '०', '০', '０')
	return y.replaceSome(text, 70, func(_, r, _ rune) string {
		if r < '0' || r > '9' {
			return ""
		}
		return string(zero + r - '0')
	})
}

// keyboardLetters replaces letters by those of a neighbouring language's keyboard.
func (y typingErrors) keyboardLetters(text string) string {
	other := map[rune]string{'ی': "ي", 'ک': "ك", 'ي': "ی", 'ك': "ک", 'ё': "е", 'Ё': "Е", 'ه': "ہ", '\'': "’", '’': "'", 'é': "e\u0301"}
	return y.replaceSome(text, 70, func(_, r, _ rune) string { return other[r] })
}

// fullWidth writes Latin letters as a Chinese keyboard does, except in names of filters.
func (y typingErrors) fullWidth(text string) string {
	if strings.ContainsAny(text, ":") {
		return text
	}
	return y.replaceSome(text, 30, func(_, r, _ rune) string {
		if r < 'a' || r > 'z' {
			return ""
		}
		return string('ａ' + r - 'a')
	})
}

// punctuation inserts punctuation after words.
func (y typingErrors) punctuation(text string) string {
	return y.replaceSome(text+" ", 30, func(before, r, _ rune) string {
		if r != ' ' || !unicode.IsLetter(before) || before == 'R' || strings.Count(text, `"`)+strings.Count(text, "“") > 0 {
			return ""
		}
		return pick(y.queryGenerator, ",", ";", "?", "!", "،", "؛", "؟", "。", "，", "、", "？", "！", "…", "۔") + " "
	})
}

// strayOperators adds operators and parentheses without operands.
func (y typingErrors) strayOperators(text string) string {
	if y.chance(50) {
		return pick(y.queryGenerator, "AND ", "OR ", ") ", "* ", "~ ", "? ", "– ", "(", "（", "+ ", "&& ") + text
	}
	return text + pick(y.queryGenerator, " AND", " OR", " NOT", " -", " (", " )", "）", " *", " ~", ` "`, " «", " |", " ^", " \\", " []", " {}")
}

// breakSyntax inserts junk in up to four places.
func (y typingErrors) breakSyntax(text string) string {
	for range 1 + y.random.IntN(4) {
		runes := []rune(text)
		at := y.random.IntN(len(runes) + 1)
		junk := pick(y.queryGenerator, " OR ", " AND ", " NOT ", "(", ")", `"`, "«", "”", "*", "~", "~9", `"~`, "-", ":", "title:", "country:", "after:", "\x00", "\x1b[2J", "<b>", "%", "\\", "/", "’", "()", "'", "🙂", "\xff", "。", "'; --")
		text = string(runes[:at]) + junk + string(runes[at:])
	}
	return text
}

// replaceSome replaces a character, with the given probability, by what replacement returns; "" keeps it.
func (y typingErrors) replaceSome(text string, percent int, replacement func(before, r, after rune) string) string {
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
			if other := replacement(before, r, after); other != "" {
				b.WriteString(other)
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// CheckTypedAgainstScan reports where the result of an engine for a typed query (total, facets, order of hits) differs
// from that of the naive scan, and where Typed finds other documents than Intended.
func CheckTypedAgainstScan(t *testing.T, s index.Searcher, scan *NaiveScan, queries []TypedQuery) {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for i, typed := range queries {
		q := index.Query{Tree: query.Parse(typed.Typed, query.Options{Vocabulary: v}).Tree, Limit: 10, Offset: 10 * (i % 3), Collapse: i%2 == 0}
		for _, f := range index.ValueFields {
			q.Facets = append(q.Facets, index.Facet{Field: f})
		}
		q.Facets = append(q.Facets, index.Facet{Field: index.FieldDate, Interval: index.IntervalAuto})
		ok := t.Run(typed.Lang, func(t *testing.T) {
			checkQuery(t, s, scan, q)
			if !typed.Malformed {
				checkIntended(t, scan, q, query.Parse(typed.Intended, query.Options{Vocabulary: v}).Tree)
			}
			if t.Failed() {
				t.Logf("typed %+q, intended %+q (%s)", typed.Typed, typed.Intended, typed.Intended)
			}
		})
		if !ok {
			failed++
		}
		if failed == maxFailures {
			t.Fatalf("stopped after %d queries with a wrong result", failed)
		}
	}
}

// checkIntended reports whether a query finds the same as the intended tree.
func checkIntended(t *testing.T, scan *NaiveScan, q index.Query, intended query.Node) {
	t.Helper()
	got, err := scan.Search(q)
	if err != nil {
		t.Fatal(err)
	}
	parsed := q.Tree
	q.Tree = intended
	want, err := scan.Search(q)
	if err != nil {
		t.Fatal(err)
	}
	CompareResults(t, got, want)
	if t.Failed() {
		t.Logf("parsed %v, intended %v", parsed, intended)
	}
}
