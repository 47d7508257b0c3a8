package index

// Suggestion is text from the library that completes or corrects what a user typed.
type Suggestion struct {
	Text  string // in the form that most documents use
	Kind  SuggestionKind
	Count int // documents that contain all of its words, stop words aside; at least 1
}

// SuggestionKind is the kind of a suggestion.
type SuggestionKind string

// The kinds. Words, phrases of two or three words, and titles complete a prefix. A spelling differs from a word by one or
// two letters; a script suggestion sounds like it and is written in another script.
const (
	SuggestWord     SuggestionKind = "word"
	SuggestPhrase   SuggestionKind = "phrase"
	SuggestTitle    SuggestionKind = "title"
	SuggestSpelling SuggestionKind = "spelling"
	SuggestScript   SuggestionKind = "script"
)
