package embedded

import (
	"encoding/json"
	"errors"
	"fmt"

	segment "github.com/blevesearch/scorch_segment_api/v2"

	"daftar/index"
)

// storedField is one stored field of a document.
type storedField struct {
	name  string
	value []byte
}

// evidence is what only a whole document shows.
type evidence struct {
	Tags     []index.Tag         `json:"tags"`
	Mentions []index.DateMention `json:"mentions"`
}

// encode makes the stored fields of a document: the head without evidence, which every hit needs, apart from the rest.
func encode(d *index.Document) ([]storedField, error) {
	head := *d
	head.Tags = bare(d.Tags)
	h, err := json.Marshal(&head)
	if err != nil {
		return nil, err
	}
	e, err := json.Marshal(evidence{d.Tags, d.DateMentions})
	if err != nil {
		return nil, err
	}
	p, err := json.Marshal(d.Passages)
	if err != nil {
		return nil, err
	}
	return []storedField{{storedHead, h}, {storedPassages, p}, {storedText, []byte(d.Text)}, {storedEvidence, e}}, nil
}

// bare returns the tags without their evidence.
func bare(tags []index.Tag) []index.Tag {
	out := make([]index.Tag, len(tags))
	for i, t := range tags {
		t.Evidence, t.EventRoleEvidence = nil, nil
		out[i] = t
	}
	return out
}

// load reads a document's stored fields: with whole its text, passages and evidence as well, and with text only the
// first two.
func load(seg segment.Segment, num uint64, what depth) (*index.Document, error) {
	d := &index.Document{}
	var ev evidence
	var failed error
	read := func(value []byte, into any) {
		if err := json.Unmarshal(value, into); err != nil && failed == nil {
			failed = err
		}
	}
	// The visitor always returns true and copies what it keeps: zapx hands out a pooled buffer.
	err := seg.VisitStoredFields(num, func(name string, _ byte, value []byte, _ []uint64) bool {
		switch {
		case name == storedHead:
			read(value, d)
		case name == storedPassages && what > headOnly:
			read(value, &d.Passages)
		case name == storedText && what > headOnly:
			d.Text = string(value)
		case name == storedEvidence && what == whole:
			read(value, &ev)
		}
		return true
	})
	if err == nil {
		err = failed
	}
	if err != nil {
		return nil, fmt.Errorf("read document %d: %w", num, err)
	}
	if what == whole {
		d.Tags, d.DateMentions = ev.Tags, ev.Mentions
	}
	return d, nil
}

// markings returns the terms that mark a document.
func (s *snapshot) markings(doc uint32) ([]marking, error) {
	p, num := s.locate(doc)
	var out []marking
	var failed error
	err := p.seg.VisitStoredFields(num, func(name string, _ byte, value []byte, _ []uint64) bool {
		if name == storedMarkings {
			failed = json.Unmarshal(value, &out)
		}
		return true
	})
	if err = errors.Join(err, failed); err != nil {
		return nil, fmt.Errorf("read document %d: %w", doc, err)
	}
	return out, nil
}

type depth int

const (
	headOnly depth = iota
	withText
	whole
)
