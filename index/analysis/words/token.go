package words

// Token is a word of a text: letters, marks and digits, with apostrophes inside it (Da'esh) and the dots of an acronym
// (U.S.), without the 's of a possessive. A Chinese character is a token.
type Token struct {
	Start, End    int      // bytes of the text
	Gap           Gap      // between this word and the one before
	SentenceStart bool     // it begins a sentence
	Capitalized   bool     // it begins with a capital
	AllCaps       bool     // it has letters with case, and none is small
	Dotted        bool     // it is written with dots: U.S.
	Apostrophe    int16    // bytes of the lookup key before the last apostrophe inside the word, 0 if there is none
	Cased         bool     // it has letters that have case
	Class         Class    // set by Lookup
	Value         int16    // of its class, set by Lookup
	Number        int32    // its value if it is one to four ASCII digits, else -1
	Symbols       [2]int32 // free for Lookup: from, to in a table of the caller
}

// Gap is what lies between two words, as far as it matters to terms of several words.
type Gap uint8

// The gaps, from the closest to the widest.
const (
	Joined      Gap = iota // spaces, one line end, hyphens
	Comma                  // a comma, of any script
	Punctuation            // any other mark
	Paragraph              // a blank line: no term goes across
)

// Class is what a word means to the rules that read tokens.
type Class uint8

// The classes that this package and the rules for names of people know. Packages that define more, such as the date
// grammar, number them from FirstFreeClass.
const (
	NoClass   Class = iota
	Title           // Mr, Senator; Value 1 if it is an abbreviation, whose dot ends no sentence
	GivenName       // a given name that a country's name follows as a family name
	Office          // President, Army: a capitalised word that may follow a country's name
	FirstFreeClass
)

// Word is the entry of a word in a table of classes.
type Word struct {
	Class Class
	Value int16
}
