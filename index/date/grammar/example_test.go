package grammar_test

import (
	"fmt"

	"daftar/index/date"
	"daftar/index/date/grammar"
)

func ExampleFind() {
	const text = "They met from 3 to 5 May 2024, again on 8 July, and last month."
	published, _ := date.Parse("2025-07-28")
	for _, m := range grammar.Find(text, "en") {
		d := m.Date
		switch {
		case !d.IsZero():
		case m.Partial.Unit > 0: // relative
			d, _ = m.Partial.Resolve(published)
		default: // without its year
			d, _ = m.Partial.InYear(2024)
		}
		fmt.Println(text[m.Start:m.End], "=", d)
	}
	// Output:
	// 3 to 5 May 2024 = 2024-05-03/2024-05-05
	// 8 July = 2024-07-08
	// last month = 2025-06
}
