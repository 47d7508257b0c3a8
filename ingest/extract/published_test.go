package extract

import (
	"strings"
	"testing"
)

func TestReadHTMLFindsPublicationDate(t *testing.T) {
	body := strings.Repeat("<p>The two armies met at the pass and agreed on a line between them.</p>", 20)
	tests := []struct{ name, head, body, want string }{
		{"meta", `<meta name="date" content="2024-05-03">`, "", "2024-05-03"},
		{"meta with slashes", `<meta name="citation_publication_date" content="2024/05/03">`, "", "2024-05-03"},
		{"JSON-LD", `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Talks","datePublished":"2024-05-03T10:00:00Z"}</script>`, "", "2024-05-03"},
		{"time", "", `<time datetime="2024-05-03T08:00:00+05:00">3 May</time>`, "2024-05-03"},
		{"times that differ", "", `<time datetime="2024-05-03">3 May</time><time datetime="2024-05-04">4 May</time>`, ""},
		{"address of a day", `<link rel="canonical" href="https://example.org/news/2024/05/03/talks">`, "", "2024-05-03"},
		{"address of a month", `<link rel="canonical" href="https://example.org/2024/05/talks">`, "", "2024-05"},
		{"address with a number", `<link rel="canonical" href="https://example.org/1234/56/talks-2024-05">`, "", ""},
		{"meta before address", `<meta name="date" content="2024-05-03"><link rel="canonical" href="https://example.org/2023/01/02/talks">`, "", "2024-05-03"},
		{"nothing", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "<!DOCTYPE html><html><head><title>Talks</title>" + tt.head + "</head><body><article>" + tt.body + body + "</article></body></html>"
			r, _ := readPage(strings.NewReader(page))
			if r == nil {
				t.Fatal("nothing read")
			}
			if got := r.Published.String(); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
