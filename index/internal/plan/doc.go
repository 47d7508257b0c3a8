// Package plan compiles the tree of a query into the plan that engines evaluate.
//
// The tree (package query) holds words as a user typed them. The plan holds the terms to look up: the stems of a word, the
// terms of a phrase at consecutive positions, hyphenated compounds written apart and as one word, and for prefixes and
// fuzzy words the terms of the library that match them, which the engine supplies (Dictionary). Scores follow from the
// structure: And and Or add the scores of their parts that match, DisMax takes the best one, Not and Filter score nothing,
// and Terms and Phrase score by BM25F (package rank).
package plan
