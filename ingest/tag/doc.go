// Package tag says what a document is about: countries, themes and dates, each with the words that are evidence for it.
//
// A Tagger is a pure function of a document's title, text, passages, language and published date, and of a vocabulary. Text
// is read once, passage by passage (document_state.go):
//   - match finds the terms of the vocabulary, never inside a word,
//   - country and theme decide which of them count,
//   - eventrole finds what the countries do in an event,
//   - dates finds the dates, and which of them is the event's.
//
// A word of several countries counts for the one that the document names most often otherwise. At the end the hits are
// summed up (aggregate.go): a tag is a main subject if the given title names it, or, where the title names none of its kind,
// the lead (lead.go), or if enough passages do; else it is mentioned only.
//
// Manual overrides are not known here: package ingest applies them.
package tag
