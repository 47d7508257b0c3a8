package help

import (
	"regexp"
	"strings"
	"testing"
)

func TestGuidesHaveTitlesAndRender(t *testing.T) {
	if len(Guides()) < 8 {
		t.Fatalf("got %d guides, want at least 8", len(Guides()))
	}
	for _, g := range Guides() {
		html, err := g.HTML()
		if err != nil || !strings.HasPrefix(g.Markdown, "# "+g.Title+"\n") || g.Title == "" || !strings.Contains(string(html), "<h1") {
			t.Errorf("%s: title %q, error %v, HTML %.80q", g.Topic, g.Title, err, html)
		}
		if found, ok := Find(g.Topic); !ok || found != g {
			t.Errorf("Find(%q) got %v, %v", g.Topic, found.Topic, ok)
		}
	}
	if _, ok := Find("no-such-topic"); ok {
		t.Error("found a guide on a topic without a file")
	}
}

func TestHTMLDropsRawHTML(t *testing.T) {
	html, err := Guide{Topic: "x", Markdown: "# T\n\n<script>alert(1)</script> [a](javascript:alert(1))\n"}.HTML()
	if err != nil || strings.Contains(string(html), "<script") || strings.Contains(string(html), "javascript:") {
		t.Errorf("got %q, error %v", html, err)
	}
}

// TestLinksBetweenGuidesLeadSomewhere follows links such as [tags](tags).
func TestLinksBetweenGuidesLeadSomewhere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([a-z-]+)\)`)
	for _, g := range Guides() {
		for _, m := range link.FindAllStringSubmatch(g.Markdown, -1) {
			if _, ok := Find(m[1]); !ok {
				t.Errorf("%s.md links to %q, which is no guide", g.Topic, m[1])
			}
		}
	}
}
