// Package dates finds the dates of a document and the date of its event.
//
// A Finder reads the title and the passages of a document, one after the other. The date grammar (index/date/grammar) reads
// the dates in them; this package completes those that lack something and chooses the date of the event:
//
//   - anchors.go completes a date without its year: by a date before it in its passage, by the heading of its passage, by
//     the only year that the document names, or, in news, by the published date;
//   - relative dates (yesterday, last month) are resolved against the published date, never against the clock;
//   - dateline.go finds the date of a dateline, "ISLAMABAD, July 26 (Reuters) -", which is the published date of a text that
//     has no other;
//   - tense.go reads from the words near a date whether it is past or to come;
//   - score.go scores how likely a date is that of the event, by its place, its precision and the words near it. The
//     words are in event_verbs.go.
//
// A date that cannot be completed is left out. Every date keeps the places that state it and the rule that completed it.
package dates
