package pdf

import (
	"os"
	"strings"
	"testing"

	"daftar/ingest/extract"
)

// TestRightToLeft reads a page printed by a browser: Persian with joiners, Urdu, Pashto, Arabic with vowels, numbers
// and Latin words between them, and an English line with an Urdu word.
func TestRightToLeft(t *testing.T) {
	data, err := os.ReadFile("testdata/rightleft.pdf")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"گزارش مرز",
		"نیروهای مرزبانی در سال ۱۴۰۳ در سیستان\u200cوبلوچستان (۱۲ کیلومتری مرز) با 35 نفر روبه\u200cرو شدند. می\u200cگویند که NATO و پاکستان در 12.5 درصد موارد «همکاری» کرده\u200cاند و لازم است گفت\u200cوگو ادامه یابد.",
		"پاکستان اور افغانستان کے درمیان سرحدی تجارت 2025 میں بڑھ گئی ہے۔ وزیرِ خارجہ نے کہا کہ یہ ٹھیک ہے۔",
		"د افغانستان او پاکستان ترمنځ پوله ډېره اوږده ده. ځواکونه په ۲۰۲۴ کال کې هلته وو.",
		"قال المتحدّث باسم الوزارة إنّ الاتفاق يشمل «الحدود المشتركة» لعام 2024 (المادة 5/3)، وكان سائلاً عن السلام.",
		"The word پاکستان stands in an English line.",
	}
	r, problems := openReader(t).Read(data, extract.DefaultLimits())
	if r == nil || len(problems) > 0 {
		t.Fatalf("problems: %s", describeProblems(problems))
	}
	got := strings.Split(r.Text, "\n\n")
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Errorf("paragraph %d:\ngot  %q\nwant %q", i+1, elementAt(got, i), elementAt(want, i))
		}
	}
	if r.Heading != want[0] || r.Title != "سند نمونه" {
		t.Errorf("heading %q, title %q", r.Heading, r.Title)
	}
}

// TestNastaliq reads Urdu in Nastaliq, whose letters overlap.
func TestNastaliq(t *testing.T) {
	data, err := os.ReadFile("testdata/nastaliq.pdf")
	if err != nil {
		t.Fatal(err)
	}
	r, problems := openReader(t).Read(data, extract.DefaultLimits())
	if r == nil {
		t.Fatal(describeProblems(problems))
	}
	if want := "پاکستان اور افغانستان کے درمیان سرحدی تجارت 2025 میں بڑھ گئی ہے۔ وزیرِ خارجہ نے کہا کہ یہ ٹھیک ہے۔"; r.Text != want {
		t.Errorf("got  %q\nwant %q", r.Text, want)
	}
}

func elementAt(all []string, i int) string {
	if i < len(all) {
		return all[i]
	}
	return ""
}

func TestLogicalOrder(t *testing.T) {
	for _, tt := range []struct {
		name, seen string
		base       direction
		want       string
	}{
		{"letters", "לש", rightToLeft, "של"},
		{"a number stays", "2024 כב", rightToLeft, "בכ 2024"},
		{"a number with a point", "12.5 כב", rightToLeft, "בכ 12.5"},
		{"a Latin word", "דה NATO כב", rightToLeft, "בכ NATO הד"},
		{"a Latin word and its number", "COVID-19 כב", rightToLeft, "בכ COVID-19"},
		{"brackets are turned", "(גב) א", rightToLeft, "א (בג)"},
		{"a word from right to left in a Latin line", "see בא here", leftToRight, "see אב here"},
		{"two such words", "see דג בא here", leftToRight, "see אב גד here"},
		{"a percentage", "35% כב", rightToLeft, "בכ 35%"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var cells []bidiCell
			for _, r := range tt.seen {
				cells = append(cells, bidiCell{text: string(r), direction: directionOf(r)})
			}
			var got strings.Builder
			for _, c := range logicalOrder(cells, tt.base) {
				got.WriteString(c.text)
			}
			if got.String() != tt.want {
				t.Errorf("got %q, want %q", got.String(), tt.want)
			}
		})
	}
}
