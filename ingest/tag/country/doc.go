// Package country decides which names of countries in a text mean the country.
//
// Rules.Apply reads the country hits of a piece of text and the words beside them (country_context.yaml):
//   - a name that people bear too does not count beside a title, a given name or another capitalised word, nor where a word
//     of the vocabulary excludes it (person.go),
//   - the name of a newspaper does not count; a capital before a verb of saying is its government (metonym.go),
//   - the code of a share names a stock exchange, and so a country (exchange.go),
//   - a capital that is also a day of the week may be the day (weekday.go).
//
// It does not decide what a document is about: package tag sums up the hits.
package country
