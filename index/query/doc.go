// Package query parses the text that a user types into a tree, and turns the tree back into text.
//
// # Grammar
//
//	query       = sequence
//	sequence    = { alternation }                   all of them must match
//	alternation = conjunction { "OR" conjunction }  at least one must match
//	conjunction = negation { "AND" negation }       all of them must match
//	negation    = { "NOT" | "-" } primary           documents that match primary are left out
//	primary     = word | prefix | fuzzy | phrase | filter | [ "title:" ] "(" sequence ")"
//
//	word   = drill, counter-terrorism, title:drill
//	prefix = secur*                words that start with secur
//	fuzzy  = Peshawer~             words at an edit distance of 1 or 2; Peshawer~1 sets the distance
//	phrase = "joint exercise"      adjacent words in this order, unstemmed; «…», “…” and 「…」 are quotes too
//	         "troops withdraw"~5   the words in any order with at most 5 others between
//	filter = country:PK, theme:…, theme_group:…, source:…, lang:…, format:…, after:2024, before:2025-06
//
// AND binds closest, then OR, then the sequence: in "drill country:PK naval OR air" drill and country:PK must match, and
// one of naval and air. Operators are upper case. A minus negates only at the start of a word. Chinese and Japanese text
// without spaces is one CJKRun. With Options.MatchAny the words of the query are alternatives, as in a ranked search;
// filters and negations stay required. Syntax lists every form with an example.
//
// # No text is an error
//
// A part that cannot be parsed is searched as plain words, and Parsed.Notes reports it. Stop words are ignored beside
// other words, and words of a query all in upper case are read as lower case unless they are known acronyms. The
// vocabulary adds synonyms: spellings of an acronym, the names of a country in every language (Synonyms, Expansion).
//
// The tree is normalised: no empty or nested groups of one kind, no double negation. Node.String gives query text that
// parses to the same tree.
//
// # Limits
//
// A query has at most MaxTextLength characters, MaxWords words and filters, and MaxDepth nested parentheses. Text beyond
// them is ignored or read as plain words, which Notes reports.
//
// # Text for people
//
// Notes and the description of a query are messages: a key and arguments, which server/i18n renders in a language. The
// package does not use an engine: plans, scores and spelling corrections are made elsewhere.
package query
