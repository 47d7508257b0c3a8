package match

import (
	"testing"

	"daftar/index/analysis/words"
)

func TestClassOfWordDoesNotDependOnMapOrder(t *testing.T) {
	classes := map[string]words.Word{"مهٔ": {Class: words.Office, Value: 5}, "مه": {Class: words.Office, Value: 37}, "مةٔ": {Class: words.Office, Value: 6}}
	for range 20 {
		l := &Lexicon{ascii: wordTable{}, other: wordTable{}}
		l.addClasses(classes)
		if got := l.other["مه"].class.Value; got != 37 {
			t.Fatalf("value %d, want that of the spelling that is the key itself", got)
		}
	}
}
