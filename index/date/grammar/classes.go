package grammar

import "daftar/index/analysis/words"

// Classes of the words of dates. Those without a name for other packages matter to the rules here alone.
const (
	monthName       = words.FirstFreeClass + iota // value: number and flags of the month, see monthNumber
	YearPreposition                               // in, during: a number after it may be a year
	yearOrCount                                   // for, into: a number after it is a year unless it counts something
	rangeStart                                    // from, between
	RangeEnd                                      // to, until; value 1: and, 2: through
	Of                                            // of, من, د
	determiner                                    // the, its: a number between it and a noun may be a year
	partOfPeriod                                  // early, mid, late
	ordinal                                       // value: 1 first to 4 fourth
	quarterNoun                                   // quarter
	BeforeAfter                                   // since, until, before: the date is a border of the event, not its day
	functionWord                                  // and, when: a small word that may follow a year and is not counted by it
	twoWordMonth                                  // the first word of a name of two words (كانون الثاني); value: index of twoWordMonths
	Weekday                                       // value: 0 Monday to 6 Sunday
	yearNoun                                      // the noun year next to a number: года, سال, жылғы; value 1: plural
	monthNoun                                     // the noun month next to its name: ماه, oyida
	weekNoun                                      // week
	DayNoun                                       // day
	DayOffset                                     // value: -1 yesterday, 0 today, 1 tomorrow
	yearOffset                                    // value: -1 last year (былтыр), 0 this year
	lastWord                                      // last, past: before or after a unit of time
	thisWord                                      // this, current
	nextWord                                      // next, coming
	agoWord                                       // ago, earlier
	smallNumber                                   // value: 1 one to 12 twelve
	onWord                                        // on, between a month and its day: پر
	era                                           // AD, г., م, هـ after a year; value: the Calendar plus 1
	decadeNoun                                    // decade
	FutureWord                                    // will, scheduled
	everyWord                                     // each, every: no date of its own
	prefixWord                                    // post, pre: a year follows its hyphen
	numberWord                                    // nineteen, ninety: part of a year in words; value: the number
	FirstFreeClass                                // the first class for callers with more words
)
