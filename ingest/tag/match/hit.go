package match

// Kind is what a term is evidence for. The better evidence for a country comes first.
type Kind uint8

// The kinds of terms, from the fields of the vocabulary files.
const (
	CountryName Kind = iota
	CountryAdjective
	CountryPeople
	CountryCapital
	CountryMetonym
	CountryExchange // a stock exchange in the code of a share: <SONY.T>
	CountryRegion
	CountryCity
	CountryNotIfPhrase // a phrase with a word of the country that does not mean it
	CountryNotIfNear   // a word that excludes the personal names of the country
	ThemeStrong
	ThemeWeak
	ThemeNear       // the first word of a near rule
	ThemeNearOther  // the others
	ThemeAvoid      // the first word of an unless-near rule
	ThemeAvoidOther // the others
	ThemeNotIfPhrase
)

// IsPlace reports whether the term is a region or a city of a country.
func (k Kind) IsPlace() bool { return k == CountryRegion || k == CountryCity }

// IsDerived reports whether the term is an adjective or the people of a country.
func (k Kind) IsDerived() bool { return k == CountryAdjective || k == CountryPeople }

// Term is one meaning of a term of the vocabulary.
type Term struct {
	Owner    int32 // position of the country or theme in the vocabulary
	Number   int32 // of the term; the words of a near rule share one
	Within   int32 // of a near rule: at most so many words between its words
	Kind     Kind
	Personal bool // people bear the name too

	accents   accents
	acronym   bool        // it is written in capitals
	latin     bool        // it is only read in texts with Latin names
	capitals  uint32      // bit n: word n must begin with a capital
	languages languageSet // it is only read in texts of its language; empty for English
}

// Hit is a term in a text.
type Hit struct {
	Term
	From, To int // tokens; To is past the last
}

// accents tells an English term from other words by its letters beyond ASCII.
type accents uint8

const (
	anyAccents     accents = iota
	withAccents            // only with such letters: Malé, not Male
	withoutAccents         // only without: Lao, not Lào
)
