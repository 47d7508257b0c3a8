package words

import (
	"fmt"
	"strings"
	"testing"
)

func TestScanCutsWords(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"spaces and marks", "Talks, at last.", "Talks at last"},
		{"possessive", "Iran's and the states' armies", "Iran and the states armies"},
		{"apostrophe inside", "Da'esh o’clock", "Da'esh o’clock"},
		{"acronym", "the U.S.A. and U.S. Army", "the U.S.A. and U.S. Army"},
		{"full stop without space", "end.Next", "end Next"},
		{"hyphen parts", "mid-1990s", "mid 1990s"},
		{"Chinese characters", "中国 ok", "中 国 ok"},
		{"Arabic with vowel signs", "مُحَمَّد قال", "مُحَمَّد قال"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var s Scanner
			var got []string
			for _, token := range s.Scan(tt.text, 0, len(tt.text), 100) {
				got = append(got, tt.text[token.Start:token.End])
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestScanFindsSentences(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"full stop", "One two. Three", "One Three"},
		{"question in Urdu", "کیا ہوا؟ کچھ نہیں", "کیا کچھ"},
		{"initial", "J. Smith came", "J"},
		{"title", "Mr. Smith came", "Mr"},
		{"acronym in a line", "The U.S. Army", "The"},
		{"acronym before a mark", "in the U.S.? Army", "in"},
		{"acronym before a mark and a line end", "in the U.S.?\nArmy", "in Army"},
		{"blank line", "a title\n\na text", "a a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Scanner{Lookup: func(t *Token, key []byte, _ bool) {
				if string(key) == "mr" {
					t.Class = Title
				}
			}}
			var got []string
			for _, token := range s.Scan(tt.text, 0, len(tt.text), 100) {
				if token.SentenceStart {
					got = append(got, tt.text[token.Start:token.End])
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTokenDescribesLettersAndGaps(t *testing.T) {
	const text = "NATO, Pakistan (1947)\n\n2025x"
	var s Scanner
	var got []string
	for _, token := range s.Scan(text, 0, len(text), 100) {
		got = append(got, fmt.Sprint(token.Capitalized, token.AllCaps, token.Gap, token.Number))
	}
	want := []string{"true true 3 -1", "true false 1 -1", "false false 2 1947", "false false 3 -1"}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestLookupGetsTheKey(t *testing.T) {
	tests := []struct{ word, key string }{
		{"U.S.A.", "usa"}, {"Da'esh", "daesh"}, {"Ёлка", "елка"}, {"كابل", "کابل"}, {"Straße", "straße"}, {strings.Repeat("a", 100), strings.Repeat("a", MaxKey)},
	}
	for _, tt := range tests {
		var got string
		s := Scanner{Lookup: func(_ *Token, key []byte, ascii bool) {
			got = string(key)
			if ascii != IsASCII(key) {
				t.Errorf("%q: ascii = %t", tt.word, ascii)
			}
		}}
		s.Scan(tt.word, 0, len(tt.word), 1)
		if got != tt.key {
			t.Errorf("key of %q = %q, want %q", tt.word, got, tt.key)
		}
		if key := Key(tt.word); len(key) <= MaxKey && key != got {
			t.Errorf("Key(%q) = %q, and %q in a text", tt.word, key, got)
		}
	}
}

func TestScanDoesNotAllocatePerWord(t *testing.T) {
	text := strings.Repeat("Mr. Smith of the U.S. Army met Путин in Da'esh territory on 3 May. ", 50)
	s := Scanner{Lookup: func(t *Token, _ []byte, _ bool) { t.Class = Office }}
	allocs := testing.AllocsPerRun(10, func() { s.Scan(text, 0, len(text), len(text)) })
	if allocs > 0 {
		t.Errorf("a scan of %d bytes allocates %v times, want 0 once the scanner has grown", len(text), allocs)
	}
}
