package plan

import "daftar/index/analysis"

// SplitCompounds separates the words among tokens from the joined forms of hyphenated compounds, and drops the single
// characters of CJK runs.
func SplitCompounds(tokens []analysis.Token) (words, compounds []analysis.Token) {
	for _, t := range tokens {
		switch {
		case t.PositionLength == 1:
			words = append(words, t)
		case t.PositionLength > 1:
			compounds = append(compounds, t)
		}
	}
	return words, compounds
}

// TermsOf returns the terms of tokens.
func TermsOf(tokens []analysis.Token) []string {
	terms := make([]string, len(tokens))
	for i, t := range tokens {
		terms[i] = t.Term
	}
	return terms
}
