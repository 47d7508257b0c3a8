package index

// NoteKind says how an engine treated a word of a query.
type NoteKind string

// The kinds of notes.
const (
	NoteExpanded NoteKind = "expanded" // a prefix or fuzzy word matched terms of the library
	NoteNoMatch  NoteKind = "no_match" // a prefix or fuzzy word matched none
	NoteIgnored  NoteKind = "ignored"  // the word has no letters or digits to search for
)

// Note reports that an engine expanded or ignored a part of a query.
type Note struct {
	Kind  NoteKind
	Text  string   // the part of the query, as typed
	Words []string // of NoteExpanded: the first of the terms
	More  int      // of NoteExpanded: how many more terms there are
}
