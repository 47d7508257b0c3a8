package tag

import "testing"

func TestClassOfWordDoesNotDependOnMapOrder(t *testing.T) {
	table := map[string]word{"مهٔ": {class: month, value: 5}, "مه": {class: month, value: 5 | monthWeak}, "مةٔ": {class: month, value: 6}}
	for range 20 {
		l := &lexicon{words: map[string]word{}, distant: map[string]word{}}
		l.enterClasses(table)
		if got := l.distant["مه"].value; got != 5|monthWeak {
			t.Fatalf("value %d, want that of the spelling that is the key itself", got)
		}
	}
}
