package stored

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"daftar/index"
	"daftar/index/internal/rank"
)

// mentions are the part of an evidence record that is JSON.
type mentions struct {
	Rules    []string            `json:"rules,omitempty"`
	Dates    []index.DateMention `json:"dates,omitempty"`
	KeyTerms []rank.KeyTerm      `json:"key_terms,omitempty"`
}

// encodeHead returns the head record of a document.
func encodeHead(d *index.Document) ([]byte, error) {
	head := *d
	head.Tags = withoutEvidence(d.Tags)
	record, err := appendJSON(nil, &head)
	if err != nil {
		return nil, err
	}
	return appendJSON(record, d.Passages)
}

func withoutEvidence(tags []index.Tag) []index.Tag {
	out := slices.Clone(tags)
	for i := range out {
		out[i].Evidence, out[i].EventRoleEvidence = nil, nil
	}
	return out
}

// appendJSON appends the length of a value as JSON, and the JSON.
func appendJSON(dst []byte, v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return append(binary.AppendUvarint(dst, uint64(len(b))), b...), nil
}

// encodeEvidence returns the evidence record of a document.
func encodeEvidence(d *index.Document, keyTerms []rank.KeyTerm) ([]byte, error) {
	m := mentions{KeyTerms: keyTerms, Dates: slices.Clone(d.DateMentions)}
	numbers := make(map[string]int)
	for _, list := range evidenceOf(d) {
		for _, e := range *list {
			if _, known := numbers[e.Rule]; !known {
				numbers[e.Rule] = len(m.Rules)
				m.Rules = append(m.Rules, e.Rule)
			}
		}
	}
	for i := range m.Dates {
		m.Dates[i].Evidence = nil
	}
	record, err := appendJSON(nil, m)
	if err != nil {
		return nil, err
	}
	end := 0
	for _, list := range evidenceOf(d) {
		record = binary.AppendUvarint(record, uint64(len(*list)))
		for _, e := range *list {
			rule := uint64(numbers[e.Rule]) << 1
			if e.Title {
				rule |= 1
			}
			record = binary.AppendUvarint(record, rule)
			record = binary.AppendVarint(record, int64(e.Start-end))
			record = binary.AppendVarint(record, int64(e.End-e.Start))
			end = e.End
		}
	}
	return record, nil
}

// evidenceOf returns all lists of evidence of a document, in the order of the format.
func evidenceOf(d *index.Document) []*[]index.Evidence {
	lists := make([]*[]index.Evidence, 0, 2*len(d.Tags)+len(d.DateMentions))
	for i := range d.Tags {
		lists = append(lists, &d.Tags[i].Evidence, &d.Tags[i].EventRoleEvidence)
	}
	for i := range d.DateMentions {
		lists = append(lists, &d.DateMentions[i].Evidence)
	}
	return lists
}

// Depth is how much of a document to read.
type Depth int

// The depths: a hit; a hit with its text and passages; everything.
const (
	Head Depth = iota
	WithText
	Whole
)

// decodeHead sets the fields of a document from its head record.
func decodeHead(record []byte, depth Depth, d *index.Document) error {
	rest, err := readJSON(record, d)
	if err != nil || depth == Head {
		return err
	}
	_, err = readJSON(rest, &d.Passages)
	return err
}

var errRecord = errors.New("record ends too early")

// readJSON reads a value that appendJSON has written and returns the rest.
func readJSON(b []byte, v any) ([]byte, error) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, errRecord
	}
	b = b[size:]
	return b[n:], json.Unmarshal(b[:n], v)
}

// decodeEvidence sets the evidence of a document, whose tags are set, from its evidence record.
func decodeEvidence(record []byte, d *index.Document) error {
	m := mentions{}
	rest, err := readJSON(record, &m)
	if err != nil {
		return err
	}
	d.DateMentions = m.Dates
	r := evidenceReader{rules: m.Rules, rest: rest}
	for _, list := range evidenceOf(d) {
		*list = r.list()
	}
	if r.err == nil && len(r.rest) > 0 {
		return fmt.Errorf("record has %d bytes more than its evidence", len(r.rest))
	}
	return r.err
}

// evidenceReader reads lists of evidence. After an error it returns empty lists.
type evidenceReader struct {
	rules []string
	rest  []byte
	end   int // of the last span
	err   error
}

func (r *evidenceReader) list() []index.Evidence {
	n := r.uvarint()
	if n > uint64(len(r.rest)) { // a span takes at least three bytes
		r.err = errRecord
	}
	if n == 0 || r.err != nil {
		return nil
	}
	list := make([]index.Evidence, n)
	for i := range list {
		rule, start, length := r.uvarint(), int(r.varint()), int(r.varint())
		if r.err == nil && rule>>1 >= uint64(len(r.rules)) {
			r.err = fmt.Errorf("record has no rule %d", rule>>1)
		}
		if r.err != nil {
			return nil
		}
		start += r.end
		r.end = start + length
		list[i] = index.Evidence{Rule: r.rules[rule>>1], Title: rule&1 == 1, Start: start, End: r.end}
	}
	return list
}

func (r *evidenceReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	return v * uint64(r.skip(n))
}

func (r *evidenceReader) varint() int64 {
	v, n := binary.Varint(r.rest)
	return v * int64(r.skip(n))
}

// skip skips a number of n bytes and returns 1, or sets the error and returns 0.
func (r *evidenceReader) skip(n int) int {
	if n <= 0 || r.err != nil {
		r.err = errors.Join(r.err, errRecord)
		return 0
	}
	r.rest = r.rest[n:]
	return 1
}

// decodeKeyTerms returns the key terms of an evidence record.
func decodeKeyTerms(record []byte) ([]rank.KeyTerm, error) {
	m := mentions{}
	_, err := readJSON(record, &m)
	return m.KeyTerms, err
}
