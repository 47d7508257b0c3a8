// Package i18n turns message keys, numbers, dates and labels into text for people.
//
// The texts are in messages/LANG.yaml, one file a language: English, Russian, Persian and Urdu. Every file has the same
// keys and the same placeholders; loading fails if one differs. Packages below the server (query, engines, ingest) return a
// message.Message, pages and the API render it with the Localizer of their reader, and the command line with English.
//
// A text is plain, without markup. {1} to {9} stand for the arguments. A text about a number is a mapping from the
// plural categories of CLDR to texts; the first int argument selects one (plural.go). Numbers follow CLDR (numbers.go),
// the names of months are messages (dates.go), labels of countries and themes come from the vocabulary (labels.go).
//
// The package imports neither net/http nor echo, so that the command line can use it.
package i18n
