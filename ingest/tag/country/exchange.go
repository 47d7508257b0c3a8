package country

import "daftar/ingest/tag/match"

// addExchanges adds the countries whose stock exchange the code of a share names, as news agencies print it: <SONY.T>,
// (BASF.DE). The suffixes are those of the Reuters Instrument Codes.
func (r *Rules) addExchanges(s *match.Scanner) {
	for n := 1; n < len(s.Tokens); n++ {
		share, suffix := &s.Tokens[n-1], &s.Tokens[n]
		if suffix.Start != share.End+1 || s.Text[share.End] != '.' || !suffix.AllCaps || share.Cased && !share.AllCaps {
			continue
		}
		if share.Start == 0 || suffix.End == len(s.Text) || !areBrackets(s.Text[share.Start-1], s.Text[suffix.End]) {
			continue
		}
		for _, owner := range r.exchanges[s.Text[suffix.Start:suffix.End]] {
			s.Countries = append(s.Countries, match.Hit{Term: match.Term{Kind: match.CountryExchange, Owner: owner}, From: n - 1, To: n + 1})
		}
	}
}

func areBrackets(before, behind byte) bool {
	return before == '<' && behind == '>' || before == '(' && behind == ')'
}
