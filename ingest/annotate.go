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

// Annotator completes documents: title, language, passages, tags and dates. Many goroutines may use it.
type Annotator struct {
	vocabulary *vocabulary.Vocabulary
	tagger     *tag.Tagger
}

// NewAnnotator returns an Annotator that tags by the vocabulary.
func NewAnnotator(v *vocabulary.Vocabulary) *Annotator { return &Annotator{v, tag.New(v)} }

// Annotate fills in a missing title and language, then passages, tags and dates. It does not change the text.
func (a *Annotator) Annotate(d *index.Document) { a.annotate(d, nil) }

func (a *Annotator) annotate(d *index.Document, breaks []extract.Break) {
	if d.Title == "" {
		d.Title, d.TitleDerived = deriveTitle(d.Text), true
	}
	if d.Lang == "" {
		d.Lang = detectLanguage(d)
	}
	cuts := make([]chunk.Break, len(breaks))
	for i, b := range breaks {
		cuts[i] = chunk.Break(b)
	}
	d.Passages = chunk.Split(d.Text, cuts)
	a.tag(d)
}

// tag replaces the tags and dates of a document that is complete otherwise.
func (a *Annotator) tag(d *index.Document) {
	found := a.tagger.Tag(d)
	d.Tags, d.DateMentions, d.Event = found.Tags, found.DateMentions, found.EventDate
	applyDateline(d, found)
	for n := range min(len(d.Passages), len(found.PassageCountries)) {
		d.Passages[n].Countries = found.PassageCountries[n]
	}
}

// datelineKey is the metadata key that marks a date of publication found in the head of the text.
const datelineKey = "published by dateline"

// applyDateline takes the date of publication from a dateline if the metadata has none. Documents may share a map of
// metadata, so it is copied.
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

// shortTextBytes is the length of a text below which its title helps to detect the language.
const shortTextBytes = 200

func detectLanguage(d *index.Document) string {
	text := d.Text
	if len(text) < shortTextBytes && !d.TitleDerived {
		text = d.Title + "\n" + text
	}
	lang, _ := language.Detect(text)
	return lang
}

// newDocument makes the document of a text. A panic becomes a problem: one text must not end the run.
func (a *Annotator) newDocument(e *extract.Extracted, path string, fingerprint index.Fingerprint) (doc *index.Document, problems []index.Problem) {
	defer func() {
		if fault := recover(); fault != nil {
			doc, problems = nil, []index.Problem{tagFailed(fault)}
		}
	}()
	doc = e.Document()
	doc.ID, doc.Path, doc.Fingerprint = index.DocumentID(path), path, fingerprint
	if doc.Lang == "" {
		// Templates of web pages often declare a wrong language, so the declared one is the last resort.
		if doc.Lang = detectLanguage(doc); doc.Lang == "" {
			doc.Lang = e.DeclaredLang
		}
	}
	a.annotate(doc, e.Breaks)
	problems = a.applyOverrides(doc, e.Overrides)
	doc.Hash = hashOf(doc)
	return doc, problems
}

func tagFailed(fault any) index.Problem {
	return index.NewProblem(index.ProblemTagFailed, fmt.Sprint(fault))
}

// hashOf sums the title, an empty line and the text.
func hashOf(d *index.Document) string {
	h := sha256.New()
	io.WriteString(h, d.Title)
	io.WriteString(h, "\n\n")
	io.WriteString(h, d.Text)
	return hex.EncodeToString(h.Sum(nil))
}
