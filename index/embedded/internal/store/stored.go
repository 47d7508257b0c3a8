package store

import (
	"encoding/json"
	"errors"
	"fmt"

	"daftar/index"
	"daftar/index/internal/rank"
)

// storedField is a stored field of a document.
type storedField struct {
	name  string
	value []byte
}

// evidence is the part of a document that only a document page shows.
type evidence struct {
	Tags         []index.Tag         `json:"tags"`
	DateMentions []index.DateMention `json:"date_mentions"`
}

// encode returns the stored fields. What every hit needs is a field of its own, so that a page of hits decodes no more.
func encode(a Analyzed) ([]storedField, error) {
	head := *a.Document
	head.Tags = withoutEvidence(a.Tags)
	fields := []storedField{{name: storedText, value: []byte(a.Text)}}
	for _, f := range []struct {
		name  string
		value any
	}{
		{storedHead, &head},
		{storedPassages, a.Passages},
		{storedEvidence, evidence{a.Tags, a.DateMentions}},
		{storedKeyTerms, a.KeyTerms},
	} {
		value, err := json.Marshal(f.value)
		if err != nil {
			return nil, err
		}
		fields = append(fields, storedField{f.name, value})
	}
	return fields, nil
}

func withoutEvidence(tags []index.Tag) []index.Tag {
	out := make([]index.Tag, len(tags))
	for i, t := range tags {
		t.Evidence, t.EventRoleEvidence = nil, nil
		out[i] = t
	}
	return out
}

// Depth is how much of a document to read.
type Depth int

// The depths: a hit; a hit with its text and passages; everything.
const (
	Head Depth = iota
	WithText
	Whole
)

// Document reads a document.
func (r *Reader) Document(doc uint32, depth Depth) (*index.Document, error) {
	d := &index.Document{}
	e := evidence{}
	err := r.visitStored(doc, func(name string, value []byte) error {
		switch {
		case name == storedHead:
			return json.Unmarshal(value, d)
		case name == storedPassages && depth > Head:
			return json.Unmarshal(value, &d.Passages)
		case name == storedText && depth > Head:
			d.Text = string(value)
		case name == storedEvidence && depth == Whole:
			return json.Unmarshal(value, &e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if depth == Whole {
		d.Tags, d.DateMentions = e.Tags, e.DateMentions
	}
	return d, nil
}

// KeyTerms reads the key terms of a document.
func (r *Reader) KeyTerms(doc uint32) (terms []rank.KeyTerm, err error) {
	err = r.visitStored(doc, func(name string, value []byte) error {
		if name == storedKeyTerms {
			return json.Unmarshal(value, &terms)
		}
		return nil
	})
	return terms, err
}

// visitStored calls visit with the stored fields of a document. The value is only valid during the call: zapx reuses its
// buffer, and returns it twice if a visitor stops early, so this one never does.
func (r *Reader) visitStored(doc uint32, visit func(name string, value []byte) error) error {
	s, number, ok := r.locate(doc)
	if !ok {
		return fmt.Errorf("%w: there is no document %d", index.ErrDamaged, doc)
	}
	var failed error
	err := s.segment.VisitStoredFields(number, func(name string, _ byte, value []byte, _ []uint64) bool {
		failed = errors.Join(failed, visit(name, value))
		return true
	})
	if err = errors.Join(err, failed); err != nil {
		return fmt.Errorf("read document %d: %w", doc, err)
	}
	return nil
}

// locate returns the segment of a document and its number in it.
func (r *Reader) locate(doc uint32) (s segmentRef, number uint64, ok bool) {
	for _, s := range r.segments {
		if doc < s.base+s.count {
			return s, uint64(doc - s.base), true
		}
	}
	return segmentRef{}, 0, false
}

// Find returns the number of a document that is not deleted by its ID.
func (r *Reader) Find(id string) (uint32, bool) {
	for _, s := range r.segments {
		found, err := s.segment.DocNumbers([]string{id})
		if err != nil || found == nil {
			continue
		}
		for _, number := range found.ToArray() {
			if doc := s.base + number; r.live.Contains(doc) {
				return doc, true
			}
		}
	}
	return 0, false
}
