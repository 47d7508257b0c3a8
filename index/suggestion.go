package index

// Suggestion is text that the library knows and that somebody may have meant.
type Suggestion struct {
	Text  string // as the library writes it most often
	Kind  SuggestionKind
	Count int // documents that hold each of its words as written, stop words aside; at least 1
}

// SuggestionKind says what a suggestion is.
type SuggestionKind string

// The kinds: a word, a phrase of two or three words, and a title begin with what was typed; a spelling differs from it
// by a letter or two, and a script writes what sounds alike in another script.
const (
	SuggestWord     SuggestionKind = "word"
	SuggestPhrase   SuggestionKind = "phrase"
	SuggestTitle    SuggestionKind = "title"
	SuggestSpelling SuggestionKind = "spelling"
	SuggestScript   SuggestionKind = "script"
)
