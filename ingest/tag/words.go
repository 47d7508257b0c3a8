package tag

import (
	"strings"

	"daftar/index/analysis/words"
)

// The classes of words.
const (
	plain  = words.NoClass
	title  = words.Title
	given  = words.GivenName
	office = words.Office
)

// The classes of words of dates.
const (
	month     = words.FirstFreeClass + iota // value: 1 to 12; always capitalised in a text
	yearLead                                // in, since: a number behind it may be a year
	yearMay                                 // for, into: a number behind it may be a year unless it counts something
	rangeLead                               // from, between
	rangeTo                                 // to, until; value 1: and, 2: through
	ofWord
	theWord // the, its: a number behind it and before a noun may be a year
	around  // early, mid, late
	ordinal // value: first 1 to fourth 4
	quarter
	happening   // a verb by which things happen: held, attacked
	writing     // published, dated: its date is of a text, not of an event
	beforeAfter // since, until, before: the date is a border of the event, not its day
	follower    // a small word that may follow a year: and, when
	twoMonth    // the first word of a month of two (كانون الثاني); value: of monthTwo
	weekday     // value: 0 Monday to 6 Sunday
	yearWord    // the noun year beside a number: года, سال, жылғы; value 1: plural
	monthWord   // the noun month beside its name: ماه, oyida
	weekWord    // the noun week
	dayWord     // the noun day
	dayShift    // yesterday: value -1; today 0; tomorrow 1
	yearShift   // a word for last year and the like
	modLast     // last, past: before or behind a unit of time
	modThis     // this, current
	modNext     // next, coming
	agoWord     // ago, earlier
	countWord   // two: value 2
	onWord      // on, between the month and its day: پر
	era         // AD, г., م, هـ behind a year; value: the calendar, +1
	decadeWord  // the noun decade
	willWord    // a word of the future
	everyWord   // each, every: no date of its own
	postWord    // post, pre: a year behind its hyphen
	sayVerb     // said, reported
	spelled     // nineteen, ninety: part of a year in words
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
	put(yearLead, 0, "in during circa mid-year spring summer autumn fall winter year fiscal fy elections election")
	put(beforeAfter, 0, "since until till by before after")
	put(rangeLead, 0, "from between")
	put(rangeTo, 0, "to")
	put(rangeTo, 1, "and")
	put(rangeTo, 2, "through thru")
	put(ofWord, 0, "of")
	put(theWord, 0, "the its their his her our my this that last next a an")
	put(around, 0, "early mid late")
	put(happening, 0, `held hosted met meets meet gathered convened attended visited arrived signed agreed launched began
		begun started opened closed ended took occurred happened exploded attacked attack killed died injured wounded
		struck hit fired bombed shot seized captured invaded crashed collapsed erupted withdrew departed elected voted
		adopted approved announced declared inaugurated appointed resigned arrested detained kidnapped abducted
		released deployed conducted carried staged detonated clashed fought landed entered left returned ratified
		established founded came fell won lost overthrew ousted assassinated murdered sentenced convicted`)
	put(writing, 0, "published dated accessed retrieved updated revised written posted copyright edition issued ref")
	put(yearMay, 0, "for into throughout both")
	put(follower, 0, `when with as at on but or was were is are had has have he she it they we who which there
		if while where than because following compared according`)
	addDateWords(table)
	return table
}
