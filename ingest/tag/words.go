package tag

import (
	"strings"

	"daftar/index/analysis/words"
	"daftar/ingest/tag/dates"
)

// The classes of words.
const (
	plain  = words.NoClass
	title  = words.Title
	given  = words.GivenName
	office = words.Office
)

// plainWords are the words with a class, in small letters. Where a word has two uses the rules that read it tell.
func plainWords() map[string]word {
	table := map[string]word{}
	put := func(c class, value int16, list string) {
		for w := range strings.FieldsSeq(list) {
			table[w] = word{class: c, value: value}
		}
	}
	put(title, 1, "mr mrs ms dr prof gen lt col maj sgt capt cpt cmdr adm brig sen rep gov pres amb rev hon st messrs no vs")
	put(title, 0, "senator governor congressman congresswoman professor judge justice lord lady sir miss madam coach")
	put(given, 0, `adam alan albert alex alfred alice andrew ann anna anne anthony arthur barbara ben bill bob brian bruce
		carl carol charles charlie chris christopher dan daniel david deandre diana don donald dorothy douglas edward elizabeth
		emily emma eric frank fred gary george gerald greg hamilton harold harry helen henry howard jack james jane
		jason jean jeff jennifer jessica jim joe john jonathan jose joseph juan karen katherine keith kenneth kevin larry
		laura lee leo linda lisa louis luis margaret maria mario mark martin mary matthew michael michelle mike nancy
		neil nicholas oliver patricia patrick paul pedro peter philip phil ralph ray rebecca richard robert roger ronald
		ruth ryan sam samuel sandra sarah scott sean sharon simon stephen steve steven stuart susan ted thomas tim
		timothy tom tony vernon victor walter wayne william`)
	put(office, 0, `president king queen prince prime foreign defence defense interior minister ministry army navy air
		police government parliament embassy ambassador premier central national border forces force military`)
	for text, w := range dates.Words() {
		if table[text].class == plain {
			table[text] = word{class: w.Class, value: w.Value}
		}
	}
	return table
}
