package extract

import (
	"strings"
	"testing"
)

const page = `<!DOCTYPE html><html lang="en-GB"><head><title>Talks resume in Dushanbe | The Daily Post</title>
<meta property="og:title" content="Talks resume in Dushanbe">
<meta property="og:site_name" content="The Daily Post"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2025-03-04T23:30:00-05:00">
<link rel="canonical" href="https://example.org/talks"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<script>var secret = "never shown";</script>
<article><h1>Talks resume in Dushanbe</h1>
<p>BODY</p><h2>What comes next</h2><p>BODY</p><p hidden>nor this</p></article>
<footer>Copyright 2025. All rights reserved.</footer></body></html>`

const sentence = "Delegations from both states met again on Tuesday, said a spokesman, to speak about the border and the water that crosses it. "

func TestReadHTMLArticle(t *testing.T) {
	r, problems := Read(HTML, strings.NewReader(strings.ReplaceAll(page, "BODY", strings.Repeat(sentence, 8))))
	if r == nil || len(problems) > 0 {
		t.Fatalf("problems: %s", reasons(problems))
	}
	for _, unwanted := range []string{"secret", "nor this", "Copyright", "World"} {
		if strings.Contains(r.Text, unwanted) {
			t.Errorf("text holds %q", unwanted)
		}
	}
	got := []string{r.Title, r.Author, r.Source, r.DeclaredLang, r.URL, r.Published.String()}
	want := []string{"Talks resume in Dushanbe", "Jane Doe", "The Daily Post", "en", "https://example.org/talks", "2025-03-04"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("field %d = %q, want %q", i, got[i], want[i])
		}
	}
	found := false
	for _, b := range r.Breaks {
		found = found || b.Heading == "What comes next" && strings.HasPrefix(r.Text[b.Offset:], b.Heading)
	}
	if !found {
		t.Errorf("heading not found in %+v", r.Breaks)
	}
}

func TestReadHTMLWithoutArticle(t *testing.T) {
	r, problems := Read(HTML, strings.NewReader(`<html><title>Offices</title><ul><li>Kabul<li>Herat</ul><table><tr><td>a<td>b</table><pre>x  y
z</pre>`))
	if r == nil {
		t.Fatal(reasons(problems))
	}
	if want := "Kabul\nHerat\n\na | b\n\nx  y\nz"; r.Text != want {
		t.Errorf("text = %q, want %q", r.Text, want)
	}
	if r.Title != "Offices" {
		t.Errorf("title = %q", r.Title)
	}
}

func TestDeeplyNestedHTMLIsPlainText(t *testing.T) {
	r, problems := Read(HTML, strings.NewReader("<html><script>no</script>"+strings.Repeat("<div>", 10_000)+"deep words"))
	if r == nil || r.Text != "deep words" {
		t.Fatalf("reading = %+v, problems %s", r, reasons(problems))
	}
	if len(problems) != 1 || problems[0].String() != "plain_text(HTML)" {
		t.Errorf("problems = %+v", problems)
	}
}

func TestReadHTMLWithoutTextIsEmpty(t *testing.T) {
	r, problems := Read(HTML, strings.NewReader("<html><body><script>x</script></body></html>"))
	if r != nil || reasons(problems) != "empty" {
		t.Errorf("Read = %v, %q", r, reasons(problems))
	}
}

func FuzzReadHTML(f *testing.F) {
	f.Add([]byte(page))
	f.Add([]byte("<table><td><table><svg><p></svg>"))
	f.Add([]byte("<body><h1>a<p>b<h2>c"))
	f.Fuzz(func(t *testing.T, in []byte) { checkReading(t, HTML, in) })
}
