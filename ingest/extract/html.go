package extract

import (
	"errors"
	"io"
	"net/url"
	"strings"
	"time"

	"daftar/index"
	"daftar/index/date"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An article is read instead of the whole page if it has at least minArticleShare of its words, or minArticleWords: many
// pages surround a long article with more links and comments.
const (
	minArticleShare = 0.2
	minArticleWords = 120
)

// maxElements is more than the longest report in one page has. Finding the article of a larger page takes too long.
const maxElements = 200_000

// readPage reads the article of a page, or the whole page if it has none.
func readPage(r io.Reader) (*Extracted, []index.Problem) {
	source, err := readDecoded(r, MaxPageBytes, declaredInPage)
	if err != nil {
		return nil, []index.Problem{ProblemOf(err)}
	}
	e := &Extracted{Format: HTML.Name}
	e.noteGuess(source.guessed)
	if source.truncated {
		e.Limits = append(e.Limits, index.NewProblem(index.ProblemLimitSize, MaxPageBytes>>20))
	}
	var problems []index.Problem
	err = recoverError(func() (err error) { problems, err = e.readTree(source.text); return err })
	if err != nil {
		e.Text, e.Breaks = strings.Join(strings.Fields(stripTags(source.text)), " "), nil
		e.Limits = append(e.Limits, index.NewProblem(index.ProblemPlainText, HTML.Label))
	}
	return e.Finish(problems)
}

// readTree parses the page. It fails if elements are nested too deeply.
func (r *Extracted) readTree(source string) ([]index.Problem, error) {
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil, err
	}
	page := pageText(doc)
	article, err := findArticle(doc)
	r.readHead(article, doc)
	text := page
	if err == nil && article.Node != nil {
		if found := pageText(article.Node); isArticle(found, page) {
			text = found
		}
	}
	text.CopyTo(r)
	r.Heading = text.firstHeading()
	return r.readPublished(article, doc), nil
}

// WriteHTML adds the text of a page, or of a fragment of one, without looking for an article. Elements nested too deeply are
// added without their structure.
func (b *TextBuilder) WriteHTML(source string) {
	err := recoverError(func() error {
		doc, err := html.Parse(strings.NewReader(source))
		if err == nil {
			b.element(doc)
		}
		return err
	})
	if err != nil {
		b.Words(stripTags(source))
	}
}

func findArticle(doc *html.Node) (readability.Article, error) {
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	var article readability.Article
	err := recoverError(func() (err error) {
		article, err = parser.ParseDocument(doc, &url.URL{})
		return err
	})
	return article, err
}

func isArticle(article, page *TextBuilder) bool {
	words := len(strings.Fields(article.text.String()))
	return words >= minArticleWords || float64(words) >= minArticleShare*float64(len(strings.Fields(page.text.String())))
}

// readHead reads what the page states about itself.
func (r *Extracted) readHead(article readability.Article, doc *html.Node) {
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
	r.DeclaredLang, _ = parseLang("lang", lang)
	r.URL = canonicalURL(doc)
}

// readPublished reads the day of publication. One that cannot be parsed is reported: it may be worth a sidecar.
func (r *Extracted) readPublished(article readability.Article, doc *html.Node) []index.Problem {
	var published time.Time
	err := recoverError(func() (err error) { published, err = article.PublishedTime(); return err })
	if err == nil {
		y, m, d := published.Date()
		r.Published, _ = date.New(y, int(m), d)
	}
	for _, find := range []func() date.Date{
		func() date.Date { return publishedInMeta(doc) },
		func() date.Date { return publishedInTime(doc) },
		func() date.Date { return publishedInURL(r.URL) },
	} {
		if r.Published.IsZero() {
			r.Published = find()
		}
	}
	if r.Published.IsZero() && err != nil && !errors.Is(err, readability.ErrTimestampMissing) {
		return []index.Problem{index.NewProblem(index.ProblemBadDate, "date")}
	}
	return nil
}

// dateNames are names under which pages state their date, beside those that go-readability knows.
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
		if d, problem := parseDate("date", strings.ReplaceAll(value, "/", "-")); problem == nil && !d.IsZero() {
			return d
		}
	}
	return date.Date{}
}

// publishedInTime returns the day of the time elements of a page if they agree: a page that lists other articles has several.
func publishedInTime(doc *html.Node) date.Date {
	var found date.Date
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Time {
			continue
		}
		d, problem := parseDate("date", attribute(n, "datetime"))
		if problem != nil || d.Precision != date.PrecisionDay {
			continue
		}
		if !found.IsZero() && d != found {
			return date.Date{}
		}
		found = d
	}
	return found
}

// firstWebYear is the year of the first pages: older years in an address are not years of publication.
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
			if d, err := date.Parse(written + "-" + parts[n+2]); err == nil && isWebYear(d) {
				return d
			}
		}
		if d, err := date.Parse(written); err == nil && isWebYear(d) && strings.Contains(u.Path, "/"+parts[n]+"/"+parts[n+1]+"/") {
			return d
		}
	}
	return date.Date{}
}

func isWebYear(d date.Date) bool {
	year, _, _ := d.From.Civil()
	return year >= firstWebYear
}

func canonicalURL(doc *html.Node) string {
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
