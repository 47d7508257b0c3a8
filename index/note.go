package index

// NoteKind says what an engine did that a question did not say.
type NoteKind string

// The kinds of notes.
const (
	NoteExpanded NoteKind = "forms" // a beginning or a word with mistakes stood for words of the library
	NoteNoMatch  NoteKind = "none"  // it stood for none
	NoteIgnored  NoteKind = "blank" // it was left out: nothing in it can be searched
)

// Note is what an engine did with a part of a question; who asked says it in words.
type Note struct {
	Kind  NoteKind
	Text  string   // the part, as typed
	Words []string // of NoteForms: the first of the words
	More  int      // of NoteForms: how many there are besides
}
