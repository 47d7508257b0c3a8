package api

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"daftar/index"
	"daftar/index/date"
	"daftar/server/handler"
	"daftar/server/highlight"
	"daftar/server/i18n"
	"daftar/server/request"
)

// DocumentPayload is the response of /api/v1/documents/{id}. Offsets are code points of text, or of the title for evidence
// whose field is title.
type DocumentPayload struct {
	ID              string                `json:"id"`
	Path            string                `json:"path"`
	Title           string                `json:"title"`
	TitleDerived    bool                  `json:"title_derived,omitempty"`
	URL             string                `json:"url"`
	Original        string                `json:"original,omitempty"` // where it was published
	Source          string                `json:"source,omitempty"`
	Author          string                `json:"author,omitempty"`
	Lang            string                `json:"lang,omitempty"`
	Format          string                `json:"format,omitempty"`
	Date            *request.DocumentDate `json:"date,omitempty"`
	Published       *date.Date            `json:"published,omitempty"`
	Event           *date.Date            `json:"event,omitempty"`
	Added           date.Day              `json:"added,omitzero"`
	Countries       []tagPayload          `json:"countries,omitempty"`
	Themes          []tagPayload          `json:"themes,omitempty"`
	Dates           []datePayload         `json:"dates,omitempty"`
	Parent          *index.Link           `json:"parent,omitempty"` // the message or archive that contains it
	Attachments     []index.Link          `json:"attachments,omitempty"`
	MoreAttachments int                   `json:"more_attachments,omitempty"`
	File            *filePayload          `json:"file,omitempty"`
	Overrides       index.Overrides       `json:"overrides,omitzero"` // all manual decisions, also removed tags
	Text            string                `json:"text"`
	Passages        []passagePayload      `json:"passages"`
	Reliability     string                `json:"reliability,omitempty"`
	Credibility     string                `json:"credibility,omitempty"`
	Handling        string                `json:"handling,omitempty"`
	Meta            map[string]string     `json:"meta,omitempty"`
	Limits          []string              `json:"limits,omitempty"`
	Hash            string                `json:"hash,omitempty"`

	NearDuplicates     []request.NearDuplicate `json:"near_duplicates,omitempty"`
	MoreNearDuplicates int                     `json:"more_near_duplicates,omitempty"`
	Similar            []similarPayload        `json:"similar,omitempty"`
}

// tagPayload is a country or theme with its evidence.
type tagPayload struct {
	ID       string            `json:"id"`
	Label    string            `json:"label"`
	Group    string            `json:"group,omitempty"`
	Role     index.Role        `json:"role"`
	Manual   bool              `json:"manual,omitempty"` // set by an editor
	Evidence []evidencePayload `json:"evidence,omitempty"`

	EventRole         index.EventRole   `json:"event_role,omitempty"` // host or participant
	EventRoleEvidence []evidencePayload `json:"event_role_evidence,omitempty"`
}

// datePayload is a date found in the text with its evidence.
type datePayload struct {
	date.Date
	Kind     string            `json:"kind"` // always event
	Main     bool              `json:"main,omitempty"`
	Manual   bool              `json:"manual,omitempty"` // set by an editor
	Evidence []evidencePayload `json:"evidence,omitempty"`
}

// filePayload is the file that a document was read from, with a URL if the server serves it.
type filePayload struct {
	index.Origin
	URL string `json:"url,omitempty"`
}

// evidencePayload is words on which a tag or date rests. The URL is that of the page with the words highlighted.
type evidencePayload struct {
	Rule     string `json:"rule"`
	RuleText string `json:"rule_text"`
	Field    string `json:"field,omitempty"` // title, else absent for the text
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Text     string `json:"text"`
	Passage  int    `json:"passage,omitempty"` // from 1; absent for the title
	Page     int    `json:"page,omitempty"`
	URL      string `json:"url"`
}

// passagePayload is a passage of the document; its text is text[start:end].
type passagePayload struct {
	Number     int      `json:"passage"` // from 1
	Start      int      `json:"start"`
	End        int      `json:"end"`
	Page       int      `json:"page,omitempty"`
	Heading    string   `json:"heading,omitempty"`
	Countries  []string `json:"countries,omitempty"`
	Highlights [][2]int `json:"highlights,omitempty"` // spans of code points of the passage that match q
}

// Document handles /api/v1/documents/{id}. Parameters: q and match highlight the words of a search; similar is the number of
// similar documents, 5 by default.
func (a *API) Document(c echo.Context) error {
	params, err := request.ParseParamsStrict(c.QueryParams(), a.searcher.Vocabulary, "q", "match", "similar")
	if err != nil {
		return err
	}
	n, err := parseSimilar(c.QueryParam("similar"))
	if err != nil {
		return err
	}
	d, highlights, err := a.searcher.Document(c.Request().Context(), c.Param("id"), params)
	if err != nil {
		return err
	}
	handler.RecordSearch(c, params, 1)
	similar, err := a.searcher.Engine.Similar(c.Request().Context(), d.ID, n)
	if err != nil {
		return fmt.Errorf("similar documents: %w", err)
	}
	payload := newDocumentPayload(a.searcher.English, d, highlights)
	if a.originals && d.Path != "" {
		payload.File = &filePayload{Origin: d.Origin, URL: payload.URL + "/original"}
	}
	payload.NearDuplicates, payload.MoreNearDuplicates = request.NearDuplicates(similar.NearDuplicates), similar.MoreNearDuplicates
	payload.Similar = similarPayloads(a.searcher.English, similar.Documents)
	return handler.WriteJSON(c, http.StatusOK, handler.JSON, payload)
}

func newDocumentPayload(l *i18n.Localizer, d *index.Document, highlights map[int][]index.Span) DocumentPayload {
	payload := DocumentPayload{
		ID: d.ID, Path: d.Path, Title: d.Title, TitleDerived: d.TitleDerived, URL: request.PathDocuments + url.PathEscape(d.ID),
		Original: d.URL, Source: d.Source, Author: d.Author, Lang: d.Lang, Format: d.Format,
		Date: request.DateOf(d), Published: dateOrNil(d.Published), Event: dateOrNil(d.Event), Added: d.Added,
		Overrides: d.Overrides, Text: d.Text, Passages: []passagePayload{}, Reliability: d.Reliability, Credibility: d.Credibility,
		Handling: d.Handling, Meta: d.Meta, Limits: request.Problems(l, d.Limits), Hash: d.Hash, Attachments: d.Attachments, MoreAttachments: d.MoreAttachments,
	}
	if d.Parent.Path != "" {
		payload.Parent = &d.Parent
	}
	if d.Origin.SHA256 != "" {
		payload.File = &filePayload{Origin: d.Origin}
	}
	w := evidenceWriter{l, d, highlight.NewOffsets(d.Title), highlight.NewOffsets(d.Text)}
	for _, t := range d.Tags {
		tag := tagPayload{
			t.ID, l.Label(index.Field(t.Kind), t.ID), t.Group, t.Role, t.Manual, w.payloads(request.TagName(t), t.Evidence),
			t.EventRole, w.payloads(request.EventRoleName(t), t.EventRoleEvidence),
		}
		if t.Kind == index.KindCountry {
			payload.Countries = append(payload.Countries, tag)
		} else {
			payload.Themes = append(payload.Themes, tag)
		}
	}
	for _, m := range d.DateMentions {
		payload.Dates = append(payload.Dates, datePayload{m.Date, string(index.DateEvent), m.Main, m.Manual, w.payloads(request.DateName(m), m.Evidence)})
	}
	for n, p := range d.Passages {
		passage := passagePayload{Number: n + 1, Start: w.text.At(p.Start), End: w.text.At(p.End), Page: p.Page, Heading: p.Heading, Countries: p.Countries}
		if p.Start >= 0 && p.Start <= p.End && p.End <= len(d.Text) {
			passage.Highlights = highlight.CodePoints(d.Text[p.Start:p.End], highlights[n])
		}
		payload.Passages = append(payload.Passages, passage)
	}
	return payload
}

// evidenceWriter converts the evidence of one document.
type evidenceWriter struct {
	localizer   *i18n.Localizer
	document    *index.Document
	title, text highlight.Offsets
}

// payloads converts the evidence of the tag or date that the parameter tag of the page calls by a name.
func (w evidenceWriter) payloads(name string, evidence []index.Evidence) (payloads []evidencePayload) {
	for _, e := range evidence {
		payload := evidencePayload{
			Rule: e.Rule, RuleText: w.localizer.Rule(e.Rule), Text: e.Words(w.document),
			URL: request.EvidenceURL(w.document, e, request.Pair{Name: "tag", Value: name}),
		}
		if e.Title {
			payload.Field, payload.Start, payload.End = "title", w.title.At(e.Start), w.title.At(e.End)
		} else {
			n := w.document.PassageAt(e.Start)
			payload.Start, payload.End, payload.Passage = w.text.At(e.Start), w.text.At(e.End), n+1
			if n >= 0 {
				payload.Page = w.document.Passages[n].Page
			}
		}
		payloads = append(payloads, payload)
	}
	return payloads
}

func dateOrNil(d date.Date) *date.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}
