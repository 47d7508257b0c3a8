// Package grammar reads dates as people write them, in the languages and calendars of the region.
//
// Find returns the dates of a text: 26 July 2025, ۵ مرداد ۱۴۰۴, 2025 жылғы 26 шілде, 二〇二五年七月二十六日. It knows the
// Gregorian, the Solar Hijri and the Hijri calendar; days, months, quarters, years, decades and ranges of them; the digits of
// each script; and dates that another date must complete: without a year (26 July) or relative (last month, yesterday).
// Those are returned as a PartialDate, and PartialDate.InYear and PartialDate.Resolve complete them.
//
// One set of rules serves all languages (month_dates.go, years.go, relative.go; chinese.go for text without spaces;
// arabic_script.go for rules of languages in Arabic letters). A rule takes the index of a token and returns what it read
// and the index of the token after it; 0 means that no date starts there. What differs between languages is the table of
// words (date_words.go) and the order of day, month and year, each of which has a rule. A number that
// is only perhaps a year needs a word next to it that makes it one.
//
// A Reader works on tokens (analysis/words) whose classes a table has set: Words for the grammar alone; a caller that has
// more classes adds them to that table, numbered from FirstFreeClass, so that each word is looked up once.
//
// The grammar does not decide which date a text is about, and completes no date by itself: see ingest/tag/dates.
package grammar
