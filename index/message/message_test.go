package message

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestArgsSurviveJSON(t *testing.T) {
	want := New("problem.limit_pages", 12, "report.pdf", "12", -1)
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got Message
	if err := json.Unmarshal(data, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %#v, want %#v, error %v", data, got, want, err)
	}
}

func TestArgsRejectOtherJSON(t *testing.T) {
	for _, in := range []string{`[1.5]`, `[{}]`, `[true]`, `[[1]]`, `{"1":2}`, `"text"`} {
		var got Args
		if err := json.Unmarshal([]byte(in), &got); err == nil {
			t.Errorf("%s: no error, got %#v", in, got)
		}
	}
}
