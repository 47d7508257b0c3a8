package query

// SyntaxExample is one form of the query language with an example.
type SyntaxExample struct {
	Name  string // of the form, by which the help page explains it
	Query string // the example
	Tree  Node   // of the example, without a vocabulary
}

// Syntax returns the forms of the query language, each operator and each filter that Parse reads, from simple to special.
// The filters are those of the parser's own table.
func Syntax() []SyntaxExample {
	word := func(text string) Node { return Word{Text: text} }
	examples := []SyntaxExample{
		{"words", `border security`, And{word("border"), word("security")}},
		{"phrase", `"joint exercise"`, Phrase{Text: "joint exercise"}},
		{"near", `"troops withdraw"~5`, Phrase{Text: "troops withdraw", Near: 5}},
		{"or", `drone OR UAV`, Or{word("drone"), word("UAV")}},
		{"not", `ceasefire -Syria`, And{word("ceasefire"), Not{word("Syria")}}},
		{"not-word", `ceasefire NOT Syria`, And{word("ceasefire"), Not{word("Syria")}}},
		{"parentheses", `(drone OR UAV) AND border`, And{Or{word("drone"), word("UAV")}, word("border")}},
		{"prefix", `secur*`, Prefix{Text: "secur"}},
		{"fuzzy", `Peshawer~`, Fuzzy{Text: "Peshawer", Distance: 2}},
	}
	for _, f := range filters {
		example := SyntaxExample{Name: f.syntax, Query: filterExample(f.name), Tree: Filter{Name: f.name, Value: f.value}}
		if f.name == fieldTitle {
			example.Tree = Word{Field: fieldTitle, Text: f.value}
		}
		examples = append(examples, example)
	}
	return examples
}
