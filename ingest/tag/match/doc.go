// Package match finds the terms of a vocabulary in a text: names of countries and terms of themes, in the forms in which
// texts inflect them, never inside a word.
//
// Compile makes a Lexicon of a vocabulary: a trie over words, in which each word is a symbol and each edge also names the
// gap before the word (a space, a comma). A Scanner cuts a text into tokens (analysis/words), looks up the symbols of each
// word once, and walks the trie from every token. A word has several symbols if several entries match it:
//   - the word itself, folded; an acronym has a symbol of its own that only capitals match (lexicon.go),
//   - patterns with "?" and "*" (pattern.go), found by their first two letters,
//   - inflected names (inflect.go), found by the first three letters of their stem,
//   - words without the conjunction, preposition and article written together with them in Arabic and Pashto (prefix.go).
//
// Languages of one script exclude one another (languages.go): in a Tajik text no Kazakh names are looked for.
//
// The package knows which terms are in a text, not whether they count: that is decided by ingest/tag/country and
// ingest/tag/theme.
package match
