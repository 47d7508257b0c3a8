package index

import (
	"reflect"
	"testing"
)

func TestNewOutcomesGroupsReasonsByCode(t *testing.T) {
	got := NewOutcomes([]File{
		{Path: "a.txt", Format: "txt", Documents: 1, Outcome: OutcomeRead},
		{Path: "b.txt", Format: "txt", Outcome: OutcomeFailed, Problems: []Problem{NewProblem(ProblemBadEncoding, "UTF-8", 3)}},
		{Path: "c.txt", Format: "txt", Outcome: OutcomeFailed, Problems: []Problem{NewProblem(ProblemBadEncoding, "UTF-8", 17)}},
		{Path: "d.txt", Format: "txt", Outcome: OutcomeEmpty, Problems: []Problem{NewProblem(ProblemEmpty)}},
		{Path: "e.png", Format: "png", Outcome: OutcomeUnsupported, Problems: []Problem{NewProblem(ProblemUnsupported, "PNG")}},
		{Path: "f.eml", Format: "eml", Documents: 2, Outcome: OutcomeRead, Lost: 1, Problems: []Problem{
			{Code: ProblemEncrypted, Args: []any{"password"}, Place: Place{Part: "2/x.pdf"}, Lost: true}, NewProblem(ProblemLimitPages, 3),
			NewProblem(ProblemBadDate, "date").At(Place{Part: "1"}),
		}},
		{Path: "g", Documents: 0},
	})
	want := Outcomes{
		Formats: []FormatCount{
			{Format: "eml", Files: 1, Documents: 2, Read: 1, Limited: 1}, {Format: "png", Files: 1, Unsupported: 1},
			{Format: "txt", Files: 4, Documents: 1, Read: 1, Empty: 1, Failed: 2}, {Format: "unknown", Files: 1, Failed: 1},
		},
		Reasons: []ReasonCount{
			{Outcome: OutcomeFailed, Code: ProblemBadEncoding, Args: []any{"UTF-8", 3}, Count: 2, Paths: []string{"b.txt", "c.txt"}},
			{Outcome: OutcomeFailed, Code: ProblemEncrypted, Args: []any{"password"}, Count: 1, Paths: []string{"f.eml"}},
			{Outcome: OutcomeEmpty, Code: ProblemEmpty, Count: 1, Paths: []string{"d.txt"}},
			{Outcome: OutcomeUnsupported, Code: ProblemUnsupported, Args: []any{"PNG"}, Count: 1, Paths: []string{"e.png"}},
		},
		Limited: 1, Failed: 4, Empty: 1, Unsupported: 1,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
