package extract

import (
	"errors"
	"io"
	"net/url"
	"strings"

	"daftar/index"
	"daftar/index/date"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An article stands out if it has at least articleShare of the words of its page, or is long by itself: pages with many
// links and comments around a long article are the rule.
const (
	articleShare = 0.2
	articleWords = 120
)

// maxElements is more than the longest report in one page has; above it finding the article takes too long.
const maxElements = 200_000

// readPage reads the article of a page, and the whole page where no article stands out.
func readPage(r io.Reader) (*Extracted, []index.Problem) {
	w, err := readText(r, MaxPageBytes, declaredInPage)
	if err != nil {
		return nil, []index.Problem{{Reason: err.Error()}}
	}
	source := w.text
	reading := &Extracted{Format: HTML.Name}
	reading.noteGuess(w.guess)
	if w.cut {
		reading.Limits = append(reading.Limits, limit("only the first %d MB of the page were read", MaxPageBytes>>20))
	}
	var problems []index.Problem
	if err := safely(func() error { problems = reading.readTree(source); return nil }); err != nil {
		reading.Text, reading.Breaks = strings.Join(strings.Fields(stripTags(source)), " "), nil
		reading.Limits = append(reading.Limits, limit("page read without its structure: %v", err))
	}
	return reading.Finish(problems)
}

// readTree parses the page; a page nested too deeply is a fault that readPage turns into plain text.
func (r *Extracted) readTree(source string) []index.Problem {
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		panic(err)
	}
	whole := pageText(doc)
	article, err := findArticle(doc)
	r.takeHead(article, doc)
	text := whole
	if err == nil && article.Node != nil {
		if found := pageText(article.Node); standsOut(found, whole) {
			text = found
		}
	}
	text.CopyTo(r)
	r.Heading = text.title()
	return r.takeDate(article, doc)
}

// WriteHTML adds the text of an HTML text, or of a piece of one, to a text: the whole of it, without looking for an
// article. What is nested too deeply is added without its structure.
func (p *TextBuilder) WriteHTML(source string) {
	err := safely(func() error {
		doc, err := html.Parse(strings.NewReader(source))
		if err == nil {
			p.element(doc)
		}
		return err
	})
	if err != nil {
		p.Words(stripTags(source))
	}
}

func findArticle(doc *html.Node) (readability.Article, error) {
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	var article readability.Article
	err := safely(func() (err error) {
		article, err = parser.ParseDocument(doc, &url.URL{})
		return err
	})
	return article, err
}

func standsOut(article, whole *TextBuilder) bool {
	words := len(strings.Fields(article.text.String()))
	return words >= articleWords || float64(words) >= articleShare*float64(len(strings.Fields(whole.text.String())))
}

// takeHead takes what the page says about itself.
func (r *Extracted) takeHead(article readability.Article, doc *html.Node) {
	r.Title = OneLine(article.Title(), MaxTitleBytes)
	r.Author = OneLine(article.Byline(), MaxFieldBytes)
	r.Source = OneLine(article.SiteName(), MaxFieldBytes)
	if r.Title == "" {
		if n := find(doc, atom.Title); n != nil {
			r.Title = OneLine(textOf(n), MaxTitleBytes)
		}
	}
	lang := article.Language()
	if root := find(doc, atom.Html); lang == "" && root != nil {
		lang = attribute(root, "lang")
	}
	r.DeclaredLang, _ = parseLang(lang)
	r.URL = canonical(doc)
}

// takeDate takes the day of publication. One that cannot be read is said: it may be worth a sidecar.
func (r *Extracted) takeDate(article readability.Article, doc *html.Node) []index.Problem {
	var err error
	fault := safely(func() error {
		t, failed := article.PublishedTime()
		if err = failed; failed == nil {
			y, m, d := t.Date()
			r.Published, _ = date.New(y, int(m), d)
		}
		return nil
	})
	if r.Published.IsZero() {
		r.Published = publishedInMeta(doc)
	}
	if r.Published.IsZero() {
		r.Published = publishedInTime(doc)
	}
	if r.Published.IsZero() {
		r.Published = publishedInURL(r.URL)
	}
	if !r.Published.IsZero() || fault == nil && (err == nil || errors.Is(err, readability.ErrTimestampMissing)) {
		return nil
	}
	return []index.Problem{{Reason: "the page's date of publication cannot be read"}}
}

// dateNames are the names under which pages give their date, beside those that go-readability knows.
var dateNames = map[string]bool{
	"date": true, "dc.date": true, "dc.date.issued": true, "dcterms.date": true, "dcterms.created": true, "dcterms.issued": true,
	"citation_publication_date": true, "citation_date": true, "pubdate": true, "publishdate": true, "publish_date": true,
	"article:published_time": true, "datepublished": true,
}

func publishedInMeta(doc *html.Node) date.Date {
	for n := range doc.Descendants() {
		value := ""
		switch {
		case n.DataAtom == atom.Meta && (dateNames[strings.ToLower(attribute(n, "name"))] || dateNames[strings.ToLower(attribute(n, "itemprop"))]):
			value = attribute(n, "content")
		case n.DataAtom == atom.Time && (attribute(n, "pubdate") != "" || strings.EqualFold(attribute(n, "itemprop"), "datePublished")):
			value = attribute(n, "datetime")
		}
		if d, problem := parseDate("date", strings.ReplaceAll(value, "/", "-")); problem == "" && !d.IsZero() {
			return d
		}
	}
	return date.Date{}
}

// publishedInTime returns the day that the page's time elements agree upon: a page that lists other articles has several.
func publishedInTime(doc *html.Node) date.Date {
	var found date.Date
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Time {
			continue
		}
		d, problem := parseDate("date", attribute(n, "datetime"))
		if problem != "" || d.Precision != date.PrecisionDay {
			continue
		}
		if !found.IsZero() && d != found {
			return date.Date{}
		}
		found = d
	}
	return found
}

// firstWebYear is the year of the first pages: an older year in an address is none of publication.
const firstWebYear = 1991

// publishedInURL returns the date in the path of an address, as news sites write it: /2025/07/26/, /2025-07-26/, /2025/07/.
func publishedInURL(address string) date.Date {
	u, err := url.Parse(address)
	if err != nil {
		return date.Date{}
	}
	parts := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' || r == '-' })
	for n := 0; n+1 < len(parts); n++ {
		if len(parts[n]) != 4 || len(parts[n+1]) != 2 {
			continue
		}
		written := parts[n] + "-" + parts[n+1]
		if n+2 < len(parts) && len(parts[n+2]) == 2 {
			if d, err := date.Parse(written + "-" + parts[n+2]); err == nil && webYear(d) {
				return d
			}
		}
		if d, err := date.Parse(written); err == nil && webYear(d) && strings.Contains(u.Path, "/"+parts[n]+"/"+parts[n+1]+"/") {
			return d
		}
	}
	return date.Date{}
}

func webYear(d date.Date) bool {
	year, _, _ := d.From.Civil()
	return year >= firstWebYear
}

func canonical(doc *html.Node) string {
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Link && strings.EqualFold(attribute(n, "rel"), "canonical") {
			if u, err := url.Parse(attribute(n, "href")); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
				return OneLine(u.String(), MaxFieldBytes)
			}
		}
	}
	return ""
}

func find(n *html.Node, a atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.DataAtom == a && d.Namespace == "" {
			return d
		}
	}
	return nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
