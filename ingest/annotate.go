package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/ingest/chunk"
	"daftar/ingest/extract"
	"daftar/ingest/language"
	"daftar/ingest/tag"
)

// Annotator makes a document of a text: title, language, passages, tags. It may be used by many goroutines at once.
type Annotator struct {
	vocabulary *vocabulary.Vocabulary
	tagger     *tag.Tagger
}

// NewAnnotator returns a Maker that tags by the vocabulary.
func NewAnnotator(v *vocabulary.Vocabulary) *Annotator { return &Annotator{v, tag.New(v)} }

// Annotate completes a document that has a title, a text, a date and a language, or not: it derives the title, detects the
// language, cuts passages and finds tags and dates. The text is not changed.
func (m *Annotator) Annotate(d *index.Document) { m.annotate(d, nil) }

func (m *Annotator) annotate(d *index.Document, breaks []extract.Break) {
	if d.Title == "" {
		d.Title, d.TitleDerived = deriveTitle(d.Text), true
	}
	if d.Lang == "" {
		d.Lang = detect(d)
	}
	cuts := make([]chunk.Break, len(breaks))
	for i, b := range breaks {
		cuts[i] = chunk.Break(b)
	}
	d.Passages = chunk.Split(d.Text, cuts)
	m.tag(d)
}

// tag tags a document that is complete but for its tags and dates, or has those of another tagger.
func (m *Annotator) tag(d *index.Document) {
	found := m.tagger.Tag(d)
	d.Tags, d.DateMentions, d.Event = found.Tags, found.DateMentions, found.EventDate
	applyDateline(d, found)
	for n := range min(len(d.Passages), len(found.PassageCountries)) {
		d.Passages[n].Countries = found.PassageCountries[n]
	}
}

// datelineKey is the key of the metadata that says that nobody gave the published date: the text's own head did.
const datelineKey = "published by dateline"

// applyDateline takes the published date from a dateline where the metadata has none. The map of metadata may be shared
// with other documents and is not written into.
func applyDateline(d *index.Document, found tag.Result) {
	if !d.Published.IsZero() || found.Published.IsZero() {
		return
	}
	d.Published = found.Published
	meta := maps.Clone(d.Meta)
	if meta == nil {
		meta = map[string]string{}
	}
	meta[datelineKey] = found.DatelineEvidence.Words(d)
	d.Meta = meta
}

// shortTextBytes is a text so short that its title helps to tell the language.
const shortTextBytes = 200

func detect(d *index.Document) string {
	text := d.Text
	if len(text) < shortTextBytes && !d.TitleDerived {
		text = d.Title + "\n" + text
	}
	lang, _ := language.Detect(text)
	return lang
}

// newDocument makes the document of a reading. If a part of ours fails on it there is no document, and a problem says so: one
// text must not end the reindex of all others.
func (m *Annotator) newDocument(r *extract.Extracted, path string, print index.Fingerprint) (doc *index.Document, problems []index.Problem) {
	defer func() {
		if fault := recover(); fault != nil {
			doc, problems = nil, []index.Problem{{Reason: fmt.Sprintf("not read: a fault in daftar, please report it: %v", fault)}}
		}
	}()
	doc = r.Document()
	doc.ID, doc.Path, doc.Fingerprint = index.DocumentID(path), path, print
	if doc.Lang == "" {
		doc.Lang = m.detectLanguage(doc, r.DeclaredLang)
	}
	m.annotate(doc, r.Breaks)
	problems = m.applyDecisions(doc, r.Overrides)
	doc.Hash = hashOf(doc)
	return doc, problems
}

// detectLanguage is the one detected, else what the page claims: templates of web pages often claim the wrong one.
func (m *Annotator) detectLanguage(doc *index.Document, hint string) string {
	if lang := detect(doc); lang != "" {
		return lang
	}
	return hint
}

// hashOf sums the title, an empty line and the text.
func hashOf(d *index.Document) string {
	h := sha256.New()
	io.WriteString(h, d.Title)
	io.WriteString(h, "\n\n")
	io.WriteString(h, d.Text)
	return hex.EncodeToString(h.Sum(nil))
}
