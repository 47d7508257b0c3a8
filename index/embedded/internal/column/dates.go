package column

import (
	"daftar/index"
	"daftar/index/date"
)

// Dates are the columns of one of the four dates: its first and last day in each document, 0 if there is none.
type Dates struct {
	From, To []date.Day

	months func() months
}

// months are the months of the first and the last day, as the number of months since year 0. They are computed when they
// are used for the first time.
type months struct{ from, to []int32 }

func monthsOf(days []date.Day) []int32 {
	out := make([]int32, len(days))
	for i, d := range days {
		if d != 0 {
			y, m, _ := d.Civil()
			out[i] = int32(y*12 + m - 1)
		}
	}
	return out
}

// Dates returns the columns of a date field. An unknown field is an *index.InvalidError.
func (t *Table) Dates(f index.DateField) (Dates, error) {
	if f == "" {
		f = index.DateDocument
	}
	if _, ok := t.From[f]; !ok {
		return Dates{}, &index.InvalidError{Name: "date_field", Value: string(f), Allowed: "document, published, event, added"}
	}
	return Dates{t.From[f], t.To[f], t.months[f]}, nil
}

// Match returns a function that reports whether the date of a document fulfils a filter.
func (d Dates) Match(f index.DateFilter) func(doc uint32) bool {
	ranged := f.From != 0 || f.To != 0
	return func(doc uint32) bool {
		day := date.Date{From: d.From[doc], To: d.To[doc]}
		return f.Missing && day.IsZero() || ranged && day.Overlaps(f.From, f.To)
	}
}
