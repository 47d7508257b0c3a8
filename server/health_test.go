package server

import (
	"encoding/json"
	"strings"
	"testing"

	"daftar/index/message"
)

// TestWarningsOfTheIndexAreShown serves an index that can be searched, but whose newest generation is damaged.
func TestWarningsOfTheIndexAreShown(t *testing.T) {
	f := library(t)
	s := serverOf(t, f)
	const text = "Version gen-000008 of the index is damaged (gen-000008/columns.gob). Version gen-000007 is served instead."
	paths := []string{"/readyz", "/api/v1/status", "/", "/about"}
	for _, path := range paths {
		if body := get(t, s, path).Body.String(); strings.Contains(body, text) {
			t.Errorf("%s: a warning without a reason in %s", path, body)
		}
	}
	f.warnings = []message.Message{message.New("health.fallback", "gen-000007", "gen-000008", "gen-000008/columns.gob")}
	for _, path := range paths {
		w := get(t, s, path)
		if w.Code != 200 || !strings.Contains(w.Body.String(), text) {
			t.Errorf("%s: got %d without the warning: %s", path, w.Code, w.Body)
		}
	}
	var p probePayload
	if err := json.Unmarshal(get(t, s, "/readyz").Body.Bytes(), &p); err != nil || p.Status != "degraded" || p.Generation != "gen-000007" {
		t.Errorf("readyz: got %+v, %v, want degraded", p, err)
	}
}
