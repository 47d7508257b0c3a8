package request

import "testing"

func TestPrintable(t *testing.T) {
	if got := printable("a\x1b[2Jb\u202ec\nd\xff"); got != "a [2Jbc d\uFFFD" {
		t.Errorf("got %q", got)
	}
}
