package tag

import (
	"testing"

	"daftar/index/date/grammar"
)

func TestClassOfWordDoesNotDependOnMapOrder(t *testing.T) {
	table := map[string]word{"مهٔ": {class: grammar.Weekday, value: 5}, "مه": {class: grammar.Weekday, value: 5 | 1<<5}, "مةٔ": {class: grammar.Weekday, value: 6}}
	for range 20 {
		l := &lexicon{words: map[string]word{}, distant: map[string]word{}}
		l.enterClasses(table)
		if got := l.distant["مه"].value; got != 5|1<<5 {
			t.Fatalf("value %d, want that of the spelling that is the key itself", got)
		}
	}
}
