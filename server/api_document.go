package server

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/query"
)

// documentPayload is the answer of /api/v1/documents/{id}. Offsets are code points of text, or of title where evidence
// says in: title.
type documentPayload struct {
	ID           string            `json:"id"`
	Path         string            `json:"path"`
	Title        string            `json:"title"`
	TitleDerived bool              `json:"title_derived,omitempty"`
	URL          string            `json:"url"`
	Original     string            `json:"original,omitempty"` // where it was published
	Source       string            `json:"source,omitempty"`
	Author       string            `json:"author,omitempty"`
	Lang         string            `json:"lang,omitempty"`
	Format       string            `json:"format,omitempty"`
	Date         *DatePayload      `json:"date,omitempty"`
	Published    *date.Date        `json:"published,omitempty"`
	Event        *date.Date        `json:"event,omitempty"`
	Added        date.Day          `json:"added,omitzero"`
	Countries    []whyTag          `json:"countries,omitempty"`
	Themes       []whyTag          `json:"themes,omitempty"`
	Dates        []whyDate         `json:"dates,omitempty"`
	Parent       *index.Link       `json:"parent,omitempty"` // what it is attached to, or lies in
	Holds        []index.Link      `json:"holds,omitempty"`  // what is attached to it
	MoreHeld     int               `json:"more_held,omitempty"`
	File         *filePayload      `json:"file,omitempty"`   // that it was read from
	Decided      index.Overrides   `json:"decided,omitzero"` // all that a person decided, also what is taken away
	Text         string            `json:"text"`
	Passages     []whole           `json:"passages"`
	Reliability  string            `json:"reliability,omitempty"`
	Credibility  string            `json:"credibility,omitempty"`
	Handling     string            `json:"handling,omitempty"`
	Meta         map[string]string `json:"meta,omitempty"`
	Limits       []string          `json:"limits,omitempty"`
	Hash         string            `json:"hash,omitempty"`
	Duplicates   []CopyPayload     `json:"duplicates,omitempty"` // near copies
	More         int               `json:"more_duplicates,omitempty"`
	Similar      []similarPayload  `json:"similar,omitempty"`
}

type whyTag struct {
	ID       string       `json:"id"`
	Label    string       `json:"label"`
	Group    string       `json:"group,omitempty"`
	Role     index.Role   `json:"role"`
	Decided  bool         `json:"decided,omitempty"`
	Evidence []whyPayload `json:"evidence,omitempty"`

	Part         index.EventRole `json:"part,omitempty"` // host or participant
	PartEvidence []whyPayload    `json:"part_evidence,omitempty"`
}

// filePayload is the file that a document was read from; URL where the server hands it out.
type filePayload struct {
	index.Origin
	URL string `json:"url,omitempty"`
}

type whyDate struct {
	date.Date
	Kind     string       `json:"kind"` // event: found in the text
	Main     bool         `json:"main,omitempty"`
	Decided  bool         `json:"decided,omitempty"`
	Evidence []whyPayload `json:"evidence,omitempty"`
}

// whyPayload is the words that a tag or date rests on. Passage and page are absent for words of the title; the address is
// that of the page where the words are marked.
type whyPayload struct {
	Rule    string `json:"rule"`
	Means   string `json:"means"` // the rule in words
	In      string `json:"in,omitempty"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Text    string `json:"text"`
	Passage *int   `json:"passage,omitempty"`
	Page    int    `json:"page,omitempty"`
	URL     string `json:"url"`
}

// whole is a passage of the document; its text is text[start:end].
type whole struct {
	N         int      `json:"n"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
	Page      int      `json:"page,omitempty"`
	Heading   string   `json:"heading,omitempty"`
	Countries []string `json:"countries,omitempty"`
	Marks     [][2]int `json:"marks,omitempty"` // code points of the passage's own text, with q
}

// apiDocument answers with the whole document. Parameters: q and match as in a search mark its words; similar is the
// number of documents like it, 5 if not given.
func (s *Server) apiDocument(c echo.Context) error {
	params, err := ReadStrict(c.QueryParams(), s.Vocabulary, "q", "match", "similar")
	if err != nil {
		return err
	}
	n, err := readSimilar(c.QueryParam("similar"))
	if err != nil {
		return err
	}
	d, marks, err := s.marked(c.Request().Context(), c.Param("id"), params)
	if err != nil {
		return err
	}
	note(c, params, 1)
	similar, err := s.Searcher.Similar(c.Request().Context(), d.ID, n)
	if err != nil {
		return fmt.Errorf("documents like it: %w", err)
	}
	out := s.documentPayload(d, marks)
	if s.files != nil && d.Path != "" {
		out.File = &filePayload{Origin: d.Origin}
		out.File.URL = out.URL + "/original"
	}
	out.Duplicates, out.More, out.Similar = copyPayloads(similar.NearDuplicates), similar.MoreNearDuplicates, s.similarPayloads(similar.Documents)
	return writeJSON(c, http.StatusOK, mimeJSON, out)
}

// marked returns a document with the words that the text of a question marks in it, by passage.
func (l Library) marked(ctx context.Context, id string, p Params) (*index.Document, map[int][]index.Span, error) {
	d, err := l.Searcher.Document(ctx, id)
	if err != nil {
		return nil, nil, fmt.Errorf("document: %w", err)
	}
	if p.Text == "" {
		return d, nil, nil
	}
	parsed := query.Parse(p.Text, query.Options{MatchAny: p.Any, Vocabulary: l.Vocabulary})
	if !hasWords(parsed.Tree) {
		return d, nil, nil
	}
	marks, err := l.Searcher.Highlight(ctx, id, parsed.Tree)
	if err != nil {
		return nil, nil, fmt.Errorf("mark the words of a question: %w", err)
	}
	return d, marks, nil
}

func (l Library) documentPayload(d *index.Document, marks map[int][]index.Span) documentPayload {
	title, text, english := newPoints(d.Title), newPoints(d.Text), l.english()
	out := documentPayload{
		ID: d.ID, Path: d.Path, Title: d.Title, TitleDerived: d.TitleDerived, URL: pathDocuments + url.PathEscape(d.ID),
		Original: d.URL, Source: d.Source, Author: d.Author, Lang: d.Lang, Format: d.Format,
		Date: datePayload(d), Published: known(d.Published), Event: known(d.Event), Added: d.Added,
		Decided: d.Overrides, Text: d.Text, Passages: []whole{}, Reliability: d.Reliability, Credibility: d.Credibility, Handling: d.Handling,
		Meta: d.Meta, Limits: english.problems(d.Limits), Hash: d.Hash, Holds: d.Attachments, MoreHeld: d.MoreAttachments,
	}
	if d.Parent.Path != "" {
		out.Parent = &d.Parent
	}
	if d.Origin.SHA256 != "" {
		out.File = &filePayload{Origin: d.Origin}
	}
	for _, t := range d.Tags {
		tag := whyTag{
			t.ID, l.label(index.Field(t.Kind), t.ID), t.Group, t.Role, t.Manual, why(english, d, tagName(t), t.Evidence, title, text),
			t.EventRole, why(english, d, partName(t), t.EventRoleEvidence, title, text),
		}
		if t.Kind == index.KindCountry {
			out.Countries = append(out.Countries, tag)
		} else {
			out.Themes = append(out.Themes, tag)
		}
	}
	for _, m := range d.DateMentions {
		evidence := why(english, d, mentionName(m), m.Evidence, title, text)
		out.Dates = append(out.Dates, whyDate{m.Date, string(index.DateEvent), m.Main, m.Manual, evidence})
	}
	for n, p := range d.Passages {
		w := whole{N: n, Start: text.at(p.Start), End: text.at(p.End), Page: p.Page, Heading: p.Heading, Countries: p.Countries}
		if p.Start >= 0 && p.Start <= p.End && p.End <= len(d.Text) {
			w.Marks = codePoints(d.Text[p.Start:p.End], marks[n])
		}
		out.Passages = append(out.Passages, w)
	}
	return out
}

// why writes the evidence of the tag or date that the page knows by a name.
func why(english speaker, d *index.Document, name string, evidence []index.Evidence, title, text points) (all []whyPayload) {
	for _, e := range evidence {
		w := whyPayload{Rule: e.Rule, Means: english.ruleWords(e.Rule), Text: e.Words(d), URL: evidenceURL(d, e, pair{"tag", name})}
		if e.Title {
			w.In, w.Start, w.End = "title", title.at(e.Start), title.at(e.End)
		} else {
			n := d.PassageAt(e.Start)
			w.Start, w.End, w.Passage = text.at(e.Start), text.at(e.End), &n
			if n >= 0 {
				w.Page = d.Passages[n].Page
			}
		}
		all = append(all, w)
	}
	return all
}

func known(d date.Date) *date.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}
