package query

// SyntaxExample is one thing that can be typed, with an example that parses to its tree.
type SyntaxExample struct {
	Name  string // by which help explains it
	Query string
	Tree  Node // of the example, without a vocabulary and with every word required
}

// Syntax returns the query language: each operator and each filter that Parse reads, in the order in which one learns
// them. Filters come from the parser's own table.
func Syntax() []SyntaxExample {
	word := func(text string) Node { return Word{Text: text} }
	forms := []SyntaxExample{
		{"words", `border security`, And{word("border"), word("security")}},
		{"phrase", `"joint exercise"`, Phrase{Text: "joint exercise"}},
		{"near", `"troops withdraw"~5`, Phrase{Text: "troops withdraw", Near: 5}},
		{"or", `drone OR UAV`, Or{word("drone"), word("UAV")}},
		{"not", `ceasefire -Syria`, And{word("ceasefire"), Not{word("Syria")}}},
		{"not-word", `ceasefire NOT Syria`, And{word("ceasefire"), Not{word("Syria")}}},
		{"brackets", `(drone OR UAV) AND border`, And{Or{word("drone"), word("UAV")}, word("border")}},
		{"prefix", `secur*`, Prefix{Text: "secur"}},
		{"fuzzy", `Peshawer~`, Fuzzy{Text: "Peshawer", Distance: 2}},
	}
	for _, f := range fields {
		form := SyntaxExample{Name: f.help, Query: example(f.name), Tree: Filter{Name: f.name, Value: f.value}}
		if f.name == fieldTitle {
			form.Tree = Word{Field: fieldTitle, Text: f.value}
		}
		forms = append(forms, form)
	}
	return forms
}
