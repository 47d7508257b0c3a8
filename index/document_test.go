package index

import "testing"

func TestDocumentIDDependsOnPathAlone(t *testing.T) {
	a, b := DocumentID("a.txt"), DocumentID("b.txt")
	if a == b || a != DocumentID("a.txt") || len(a) != 16 {
		t.Errorf("ids %q and %q", a, b)
	}
}
