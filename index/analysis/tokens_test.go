package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// show formats tokens as term@position, with +length where the position length is not 1.
func show(tokens []Token) string {
	var out []string
	for _, t := range tokens {
		s := fmt.Sprintf("%s@%d", t.Term, t.Position)
		if t.PositionLength != 1 {
			s += fmt.Sprintf("+%d", t.PositionLength)
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"nothing to search", "!!! ... —", ""},
		{"case and possessive", "Pakistan’s PAKISTAN's fighters'", "pakistan@0 pakistan@1 fighters@2"},
		{"hyphen", "counter-terrorism now", "counter@0 terrorism@1 counterterrorism@0+2 now@2"},
		{"non-breaking hyphen", "counter‑terrorism", "counter@0 terrorism@1 counterterrorism@0+2"},
		{"dash", "Islamabad - Kabul", "islamabad@0 kabul@1"},
		{"numbers do not join", "2020-21", "2020@0 21@1"},
		{"apostrophes", "Da'esh Da’esh Daesh", "daesh@0 daesh@1 daesh@2"},
		{"acronym with full stops", "U.S. and U.S", "us@0 and@1 us@2"},
		{"no space after a full stop", "end.Next www.example.org note:this a_b", "end@0 next@1 www@2 example@3 org@4 note@5 this@6 a@7 b@8"},
		{"numbers", "1,500 3.14 26/7", "1500@0 3.14@1 26@2 7@3"},
		{"digits of other scripts", "۱۴۰۴ ٢٠٢٥ २०२५", "1404@0 2025@1 2025@2"},
		{"diacritics", "Türkiye İstanbul Diyarbakır Öcalan", "turkiye@0 istanbul@1 diyarbakir@2 ocalan@3"},
		{"Uzbek apostrophes", "Oʻzbekiston O'zbekiston O‘zbekiston", "ozbekiston@0 ozbekiston@1 ozbekiston@2"},
		{"Russian", "Ёлка ёлка йод Афганистан", "елка@0 елка@1 йод@2 афганистан@3"},
		{"Uzbek and Kazakh Cyrillic keep their letters", "Ўзбекистон Қазақстан", "ўзбекистон@0 қазақстан@1"},
		{"Arabic and Persian letters", "كتاب کتاب على علی", "کتاب@0 کتاب@1 علی@2 علی@3"},
		{"vowel signs, tatweel, hamza", "مُحَمَّد محـمد أفغانستان افغانستان", "محمد@0 محمد@1 افغانستان@2 افغانستان@3"},
		{"zero-width non-joiner", "می\u200cشود", "میشود@0"},
		{"Urdu heh", "جنگ بندی ہے", "جنگ@0 بندی@1 هی@2"},
		{"Chinese", "中国军队", "中国@0 中@0+0 国军@1 国@1+0 军队@2 军@2+0 队@2+0"},
		{"one character", "中", "中@0"},
		{"mixed scripts", "SCO上海", "sco@0 上海@1 上@1+0 海@1+0"},
		{"full width", "ＣＰＥＣ", "cpec@0"},
		{"invalid UTF-8", "a\xffb \xc3", "a@0 b@1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(Tokens(c.in, "")); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

func TestStems(t *testing.T) {
	for _, c := range []struct{ name, lang, in, want string }{
		{"English", "en", "sanctions withdrawing", "en:sanction en:withdraw"},
		{"unknown language", "", "sanctions", "en:sanction"},
		{"English in a Russian text", "ru", "sanctions санкции", "en:sanction ru:санкц"},
		{"Turkish is not English", "tr", "sanctions yaptırımlar", "tr:sanctions tr:yaptir"},
		{"a language without a stemmer", "de", "Sanktionen", "sanktionen"},
		{"Russian", "ru", "учения учений в Пакистане", "ru:учен ru:учен ru:в ru:пакистан"},
		{"Persian", "fa", "کشورهای کشورها", "fa:کشور fa:کشور"},
		{"Arabic", "ar", "المفاوضات والمفاوضات", "ar:مفاوض ar:مفاوض"},
		{"Urdu", "ur", "دہشتگردوں", "ur:دهشتگرد"},
		{"Uzbek in both scripts", "uz", "mamlakatlarning мамлакатларнинг", "uz:mamlakat uz:mamlakat"},
		{"Kazakh", "kk", "елдердің қауіпсіздігі", "kk:елдер kk:қауіпсіздіг"},
		{"Tajik", "tg", "кишварҳои кишварҳо", "tg:кишвар tg:кишвар"},
		{"acronyms", "en", "the ISIS and ISI cells", "en:the isis en:and isi en:cell"},
		{"text in capitals has no acronyms", "en", "ARMS TALKS FAIL", "en:arm en:talk en:fail"},
		{"first word in capitals depends on the next", "en", "ARMS TALKS fail", "en:arm en:talk en:fail"},
		{"countries", "en", "Emirates Maldives Laos", "emirates maldives laos"},
		{"numbers", "en", "1979 F16s", "1979 f16s"},
		{"joined", "en", "counter-terrorisms", "en:counter en:terror en:counterterror"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, tok := range Tokens(c.in, c.lang) {
				got = append(got, tok.Stem)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.in, s, c.want)
			}
		})
	}
}

func TestQueryStemsMatchDocumentStems(t *testing.T) {
	for _, c := range []struct {
		query, text string
		want        bool
	}{
		{"sanction", "sanctions", true},
		{"Sanctions", "SANCTIONS", true},
		{"aids", "AIDS", true},
		{"AIDS", "aids", false},
		{"ISIS", "ISI said", false},
		{"isis", "ISI said", false},
		{"emirates", "Emirates", true},
		{"emir", "Emirates", false},
		{"counterterrorism", "counter-terrorism", true},
		{"Laos", "lao", false},
		{"U.S.", "US", true},
		{"Türkiye", "Turkiye", true},
		{"۲۰۲۵", "2025", true},
	} {
		got := false
		for _, tok := range Tokens(c.text, "en") {
			got = got || slices.Contains(Stems(c.query), tok.Stem)
		}
		if got != c.want {
			t.Errorf("query %q, text %q: got %v, want %v (stems %v, tokens %v)", c.query, c.text, got, c.want, Stems(c.query), Tokens(c.text, "en"))
		}
	}
}

func TestIsStop(t *testing.T) {
	for word, want := range map[string]bool{
		"the": true, "The": true, "of": true, "us": true, "US": false, "IS": false, "drill": false, "и": true, "در": true, "میں": true,
	} {
		if got := IsStop(word); got != want {
			t.Errorf("IsStop(%q) = %v, want %v", word, got, want)
		}
	}
}

func TestIsCJK(t *testing.T) {
	for word, want := range map[string]bool{"中国": true, "かな": true, "drill": false, "афган": false, "": false, "پاکستان": false} {
		if got := IsCJK(word); got != want {
			t.Errorf("IsCJK(%q) = %v, want %v", word, got, want)
		}
	}
}

// FuzzTokens checks the contract: offsets inside the text, positions without a gap, the same tokens again, and no
// matching token left out by AppendMatching.
func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "a-b-c-d-e-f", "U.S.-Pakistan’s 中国a中", "\xff\xfe-\x00'", "ISIS-K ISI AIDS ARMS", "می\u200cشود۱۲", "e\u0301\u0301-x", "1,2;3:4.5_6"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokens(text, "en")
		position := 0
		for i, tok := range tokens {
			if tok.Start < 0 || tok.End > len(text) || tok.Start >= tok.End {
				t.Fatalf("token %d %+v is outside a text of %d bytes", i, tok, len(text))
			}
			if tok.Term == "" || tok.Stem == "" {
				t.Fatalf("token %d %+v has no term", i, tok)
			}
			if !utf8.ValidString(tok.Term) {
				t.Fatalf("term %q is not valid", tok.Term)
			}
			if tok.PositionLength == 1 {
				if tok.Position != position {
					t.Fatalf("token %d at position %d, want %d: %v", i, tok.Position, position, tokens)
				}
				position++
			}
		}
		if !slices.Equal(tokens, Tokens(text, "en")) {
			t.Fatal("the second call returned other tokens")
		}
		if len(tokens) > 0 {
			checkMatching(t, text, tokens)
		}
	})
}

func checkMatching(t *testing.T, text string, tokens []Token) {
	t.Helper()
	want := tokens[len(tokens)/2]
	pick := func(tokens []Token) []Token {
		return slices.DeleteFunc(slices.Clone(tokens), func(x Token) bool { return x.Term != want.Term && x.Stem != want.Stem })
	}
	got := pick(AppendMatching(nil, text, "en", NewTermSet(want.Term, want.Stem)))
	if !slices.Equal(got, pick(tokens)) {
		t.Fatalf("term set of %q\n got %v\nwant %v", want.Term, got, pick(tokens))
	}
}
