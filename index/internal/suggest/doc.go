// Package suggest completes and corrects what users type: words, phrases and titles of the library that begin with a
// prefix, and words that are spelled or sound like another one.
//
// A build extracts the terms of each document (NewDocTerms) and adds them to a Builder, which makes the Index of the
// generation: for each word, phrase and title, the form that most documents use and their number. These numbers only rank
// candidates. The Builder of the next generation continues with them, and so they still include documents that were
// deleted since; a full build and a purge start again from zero. Before a candidate is suggested, the engine counts the
// documents that contain it now (Counter), and it is dropped if there are none.
package suggest
