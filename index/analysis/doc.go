// Package analysis turns text into the terms that an index holds and queries look up, for every language of the library.
// Engines, snippets, queries and suggestions use this one analysis, so a query word and a document word meet whenever
// they have a term or a stem in common.
//
// The pipeline:
//
//  1. Words are found by the default rules of Unicode Standard Annex 29 (UAX 29). A word of several parts joined by full
//     stops, colons or underscores is cut at them ("end.Next"), unless it is an acronym or a number (U.S., 3.14). A
//     hyphenated word gives its parts and, at the position of the first, the joined form: counter, terrorism,
//     counterterrorism.
//  2. Runs of Chinese and Japanese characters, which have no spaces, give overlapping pairs at consecutive positions.
//     Each single character stands beside its pair and has position length 0.
//  3. The term of a word is its form in package fold: NFKC, case folded, without diacritics, vowel signs and
//     apostrophes. An English possessive 's is dropped first.
//  4. The stem carries the language it was made for ("en:sanction"), so that no stemmer touches the words of another
//     language. English and Russian use the Snowball stemmers; the other languages use light stemmers, which remove
//     affixes by a list (Arabic: light10 of Larkey, Ballesteros and Connell, 2007). A script decides which languages are
//     possible. Numbers, acronyms in capitals and names of countries (protected.txt) have no stem: theirs is the term.
//
// Stop words get tokens like any other word; IsStop lets a query skip them. PhoneticKey compares names across scripts,
// and Signature finds near-duplicate documents from their tokens.
//
// The package does not interpret queries and knows no engine.
package analysis

// Version changes whenever the same text would give other tokens or another signature. An index built with another
// version must be rebuilt.
const Version = "1"
