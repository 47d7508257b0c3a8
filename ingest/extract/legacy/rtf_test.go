package legacy

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"daftar/index"
	"daftar/ingest/extract"
)

// describeProblems prints problems as "code args", separated by semicolons.
func describeProblems(problems []index.Problem) string {
	var all []string
	for _, p := range problems {
		s := strings.TrimSuffix(fmt.Sprintln(append([]any{p.Code}, p.Args...)...), "\n")
		if !p.Valid() {
			s += " (invalid)"
		}
		all = append(all, s)
	}
	return strings.Join(all, "; ")
}

// rtfHead declares fonts of several scripts and heading styles.
const rtfHead = `{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}{\f2\fcharset178 Arabic;}{\f3\fnil\fcharset2 Symbol;}{\f4\fcharset128 Mincho;}{\f5\fcharset162 Tur;}}
{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}{\s2\sbasedon1\outlinelevel1 heading 2;}{\*\cs3 char;}}
`

func TestRTF(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", `One \b two\b0 .\par Three\line four\par`, "One two.\n\nThree\nfour"},
		{"Russian by font", `{\f1 \'cf\'f0\'e8\'e2\'e5\'f2} \'e9t\'e9`, "Привет été"},
		{"Arabic by font", `{\rtlch\f2 \'c7\'e1\'cd\'cf\'e6\'cf}`, "الحدود"},
		{"Turkish by font", `{\f5 s\'fdn\'fdr}`, "sınır"},
		{"Japanese, two bytes a character", `{\f4 \'8d\'91\'8b\'ab}`, "国境"},
		{"Japanese by the font slot of a run", `{\loch\af0\hich\af0\dbch\af4\f0 \loch a \dbch \'8d\'91\'8b\'ab}`, "a 国境"},
		{"Unicode with fallback", `\u1055?\u1088?\u1080?\uc2 \u1074\'3f\'3f\uc0\u1077\u1090`, "Привет"},
		{"Unicode surrogates and negative numbers", `\u-10179?\u-8704? \u-20000 ?`, "😀 \ub1e0"},
		{"special characters", `\ldblquote a\rdblquote\emdash b\~c d\_e f\-g \bullet`, "“a”—b c d-e fg •"},
		{"escapes", `a\{b\}c\\d`, `a{b}c\d`},
		{"discarded groups", `a{\*\unknown no}{\pict no}{\object{\*\objdata no}{\result yes}}{\v no}{\comment no}b`, "ayesb"},
		{"hidden and deleted", `a{\v no}{\deleted no}\v no\v0 b`, "ab"},
		{"fields", `see {\field{\*\fldinst HYPERLINK "no"}{\fldrslt there}} now`, "see there now"},
		{"binary", `a{\pict\bin5 }}}}}}b`, "ab"},
		{"binary with wrong length", `a\bin999999 b`, "ab"},
		{"notes", `word{\footnote \chftn a note} goes on\par next`, "word goes on\n\n[1] a note\n\nnext"},
		{"headers once", `{\header Secret}{\headerf Secret}{\footer 12}text`, "text\n\nSecret"},
		{"comments", `{\header Secret}a{\*\atnid x}{\*\annotation{\*\atnref 1}look here}b`, "ab\n\nComment: look here\n\nSecret"},
		{"tables", `\trowd\intbl a\cell b\cell\row\trowd\intbl c\par d\cell e\cell\row\pard after`, "a | b\nc d | e\n\nafter"},
		{"text boxes once", `a{\shp{\*\shpinst{\sp no}{\shptxt box\par}}{\shprslt no}}b`, "abox\n\nb"},
		{"lists", `{\listtext\f3 \'b7\tab}point\par{\listtext 2.\tab}two`, "• point\n\n2. two"},
		{"alternative in Unicode", `{\upr{no}{\*\ud{\u1076?}}}`, "д"},
		{"unclosed groups", `{\b words {\i more`, "words more"},
		{"too many closing braces", `words}}} no`, "words"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, problems := ReadRTF([]byte(rtfHead+tt.in+"}"), extract.DefaultLimits())
			if r == nil {
				t.Fatal(describeProblems(problems))
			}
			if r.Text != tt.want {
				t.Errorf("got %q, want %q", r.Text, tt.want)
			}
		})
	}
}

func TestRTFHeadingsAndInfo(t *testing.T) {
	const in = rtfHead + `{\info{\title \'cf\'f0\'e8}{\title The border}{\author Ann Lee}{\subject no}}` +
		`\pard\s1 First\par\pard text\par\pard\s2 Second\par\pard\outlinelevel0 Third\par\pard\outlinelevel9 body\par}`
	r, _ := ReadRTF([]byte(in), extract.DefaultLimits())
	var got []string
	for _, b := range r.Breaks {
		got = append(got, b.Heading)
		if !strings.HasPrefix(r.Text[b.Offset:], b.Heading) {
			t.Errorf("%q not at offset %d", b.Heading, b.Offset)
		}
	}
	if strings.Join(got, " ") != "First Second Third" || r.Heading != "First" || r.Title != "The border" || r.Author != "Ann Lee" {
		t.Errorf("headings %q, title %q, author %q", got, r.Title, r.Author)
	}
}

func TestRTFHostile(t *testing.T) {
	tests := []struct{ name, in string }{
		{"groups", strings.Repeat("{", 3_000_000)},
		{"groups with text", strings.Repeat("{a", 500_000)},
		{"closing braces", strings.Repeat("}", 1_000_000)},
		{"fonts", `{\fonttbl` + strings.Repeat(`{\f9\fcharset204 x;}`, 100_000) + "}"},
		{"Unicode characters", strings.Repeat(`\u-1 ?`, 200_000)},
		{"skips", `\uc2000000000 \u1 ` + strings.Repeat("a", 1000)},
		{"numbers", `\u99999999999999999999 \bin-5 \uc-5 \f-99999999999 x\fs99999999999999999999999999`},
		{"notes", strings.Repeat(`{\footnote a}`, 50_000)},
		{"headers", strings.Repeat(`{\header a}`, 50_000)},
		{"cells", strings.Repeat(`a\cell`, 300_000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			begin := time.Now()
			r, problems := ReadRTF([]byte(rtfHead+"words "+tt.in), extract.DefaultLimits())
			if r == nil || !strings.Contains(r.Text, "words") {
				t.Errorf("no text: %s", describeProblems(problems))
			}
			if spent := time.Since(begin); spent > 20*time.Second {
				t.Errorf("took %v", spent)
			}
		})
	}
	if r, problems := ReadRTF([]byte("words"), extract.DefaultLimits()); r != nil || describeProblems(problems) != "not_format RTF" {
		t.Errorf("%v %s", r, describeProblems(problems))
	}
}

func FuzzRTF(f *testing.F) {
	f.Add([]byte(rtfHead + `{\f1 \'cf\u1055?\uc2\bin3 {\footnote x}\trowd a\cell\row{\info{\title t}}`))
	f.Add([]byte(`{\rtf1{\*\shpinst{\shptxt a\par}}{\upr{a}{\*\ud b}}{\header x}\dbch\af3\loch`))
	f.Fuzz(func(t *testing.T, data []byte) {
		check(t, fmt.Sprintf("%q", data), func() (*extract.Extracted, []index.Problem) { return ReadRTF(data, extract.DefaultLimits()) })
	})
}

// check verifies the invariants of every result.
func check(t *testing.T, input string, read func() (*extract.Extracted, []index.Problem)) {
	t.Helper()
	r, problems := read()
	if r == nil {
		if len(problems) == 0 {
			t.Fatalf("%s: neither text nor a problem", input)
		}
		return
	}
	for _, s := range []string{r.Text, r.Title, r.Author} {
		if strings.ToValidUTF8(s, "") != s {
			t.Fatalf("%s: not UTF-8: %q", input, s)
		}
	}
	last := -1
	for _, b := range r.Breaks {
		if b.Offset < last || b.Offset > len(r.Text) {
			t.Fatalf("%s: break %+v out of order", input, b)
		}
		last = b.Offset
	}
}
