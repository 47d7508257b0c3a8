package index

import (
	"reflect"
	"testing"
)

func TestNewOutcomes(t *testing.T) {
	got := NewOutcomes([]File{
		{Path: "a.txt", Format: "txt", Documents: 1, Outcome: OutcomeRead},
		{Path: "b.txt", Format: "txt", Outcome: OutcomeFailed, Problems: []Problem{{Reason: "not valid UTF-8 at byte 3 (0xff)"}}},
		{Path: "c.txt", Format: "txt", Outcome: OutcomeFailed, Problems: []Problem{{Reason: "not valid UTF-8 at byte 17 (0xc0)"}}},
		{Path: "d.txt", Format: "txt", Outcome: OutcomeEmpty, Problems: []Problem{{Reason: "empty file"}}},
		{Path: "e.png", Format: "png", Outcome: OutcomeUnsupported, Problems: []Problem{{Reason: "PNG is not read yet"}}},
		{Path: "f.eml", Format: "eml", Documents: 2, Outcome: OutcomeRead, Lost: 1, Problems: []Problem{
			{Where: "2/x.pdf", Reason: "needs a password", Lost: true}, {Reason: "only the first 3 pages were read", Limit: true},
			{Where: "1", Reason: "the date cannot be read"},
		}},
		{Path: "g", Documents: 0},
	})
	want := Outcomes{
		Formats: []FormatCount{
			{Format: "eml", Files: 1, Documents: 2, Read: 1, Limited: 1}, {Format: "png", Files: 1, Unsupported: 1},
			{Format: "txt", Files: 4, Documents: 1, Read: 1, Empty: 1, Failed: 2}, {Format: "unknown", Files: 1, Failed: 1},
		},
		Reasons: []Reason{
			{OutcomeFailed, "not valid UTF-8 at byte … (…)", 2, []string{"b.txt", "c.txt"}},
			{OutcomeFailed, "needs a password", 1, []string{"f.eml"}},
			{OutcomeEmpty, "empty file", 1, []string{"d.txt"}},
			{OutcomeUnsupported, "PNG is not read yet", 1, []string{"e.png"}},
		},
		Limited: 1, Failed: 4, Empty: 1, Unsupported: 1,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
