package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	"github.com/blevesearch/bleve/v2/mapping"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"daftar/index"
)

// Fields of bleve documents. Keyword fields have the names of Daftar.
const (
	titleField   = "title" // stored only: textField holds its words
	textField    = "text"
	exactField   = "exact"
	dateField    = "date"
	dateEndField = "date_end"
)

// shownFields are the fields of a hit, as in Daftar.
var shownFields = []string{
	titleField, dateField, string(index.FieldCountry), string(index.FieldTheme), string(index.FieldSource),
	string(index.FieldLang), string(index.FieldFormat),
}

// exactAnalyzer tokenises like en, without stemming and stop words.
const exactAnalyzer = "exact"

// newMapping returns the mapping that a bleve user would choose for the same pages: English text with positions, stored for
// highlighting; keyword fields with doc values for facets; nothing unused. With exact the text is also indexed unstemmed.
func newMapping(exact bool) (*mapping.IndexMappingImpl, error) {
	m := bleve.NewIndexMapping()
	m.DefaultAnalyzer = en.AnalyzerName
	m.ScoringModel = bleveindex.BM25Scoring
	err := m.AddCustomAnalyzer(exactAnalyzer, map[string]any{
		"type": custom.Name, "tokenizer": unicode.Name, "token_filters": []string{lowercase.Name},
	})
	if err != nil {
		return nil, err
	}
	doc := bleve.NewDocumentStaticMapping()
	m.DefaultMapping = doc
	doc.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	title := bleve.NewTextFieldMapping()
	title.Index, title.IncludeInAll, title.DocValues = false, false, false
	doc.AddFieldMappingsAt(titleField, title)
	fields := []*mapping.FieldMapping{textMapping(textField, en.AnalyzerName)}
	if exact {
		fields = append(fields, textMapping(exactField, exactAnalyzer))
	}
	doc.AddFieldMappingsAt(textField, fields...)
	for _, f := range facetFields {
		keyword := bleve.NewKeywordFieldMapping()
		keyword.IncludeInAll, keyword.IncludeTermVectors = false, false
		doc.AddFieldMappingsAt(string(f), keyword)
	}
	for _, f := range []string{dateField, dateEndField} {
		date := bleve.NewDateTimeFieldMapping()
		date.IncludeInAll = false
		doc.AddFieldMappingsAt(f, date)
	}
	return m, m.Validate()
}

func textMapping(name, analyzer string) *mapping.FieldMapping {
	text := bleve.NewTextFieldMapping()
	text.Name, text.Analyzer = name, analyzer
	text.IncludeInAll, text.DocValues = false, false
	return text
}

// searchable returns a function that reports whether bleve keeps one term of a word: its stop words differ from ours.
func searchable() (func(word string) bool, error) {
	m, err := newMapping(false)
	if err != nil {
		return nil, err
	}
	a := m.AnalyzerNamed(en.AnalyzerName)
	return func(word string) bool { return len(a.Analyze([]byte(word))) == 1 }, nil
}

// bleveDocument has the fields that Daftar indexes: main tags, title and text, first and last day.
func bleveDocument(d *index.Document) map[string]any {
	doc := map[string]any{titleField: d.Title, textField: d.Text}
	if !d.TitleDerived {
		doc[textField] = d.Title + "\n\n" + d.Text
	}
	for field, value := range map[index.Field]string{
		index.FieldSource: d.Source, index.FieldLang: d.Lang, index.FieldFormat: d.Format,
	} {
		if value != "" {
			doc[string(field)] = value
		}
	}
	tags := make(map[index.Kind][]string)
	for _, t := range d.Tags {
		if t.Role == index.RoleMain {
			tags[t.Kind] = append(tags[t.Kind], t.ID)
		}
	}
	for kind, field := range map[index.Kind]index.Field{
		index.KindCountry: index.FieldCountry, index.KindTheme: index.FieldTheme,
	} {
		if len(tags[kind]) > 0 {
			doc[string(field)] = tags[kind]
		}
	}
	if date, _ := d.Date(); !date.IsZero() {
		doc[dateField], doc[dateEndField] = instant(date.From), instant(date.To)
	}
	return doc
}

// fillBleve indexes a dump in batches and merges it to one segment, where bleve is fastest.
func fillBleve(ctx context.Context, from, to string, exact bool) (Build, error) {
	var b Build
	m, err := newMapping(exact)
	if err != nil {
		return b, err
	}
	var clock stopwatch
	clock.start()
	in, err := bleve.NewUsing(to, m, scorch.Name, bleve.Config.DefaultKVStore, nil)
	if err != nil {
		return b, fmt.Errorf("make bleve index %q: %w", to, err)
	}
	documents, err := indexAll(ctx, in, from, &clock)
	if err == nil {
		_, b.DiskBytes, err = segments(in)
	}
	err = errors.Join(err, in.Close())
	clock.stop()
	return b.withClock(documents, clock), err
}

// indexAll indexes and merges. The clock, which runs on entry and return, is stopped while the dump is read.
func indexAll(ctx context.Context, in bleve.Index, from string, clock *stopwatch) (documents int, err error) {
	clock.stop()
	defer clock.start()
	for chunk, err := range chunks(from) {
		if err != nil {
			return documents, err
		}
		clock.start()
		err = indexBatch(in, chunk)
		clock.stop()
		if err = errors.Join(err, ctx.Err()); err != nil {
			return documents, err
		}
		documents += len(chunk)
	}
	clock.start()
	defer clock.stop()
	return documents, mergeAll(ctx, in)
}

func indexBatch(in bleve.Index, docs []*index.Document) error {
	batch := in.NewBatch()
	for _, d := range docs {
		if err := batch.Index(d.ID, bleveDocument(d)); err != nil {
			return fmt.Errorf("index %q: %w", d.Path, err)
		}
	}
	return in.Batch(batch)
}

// mergeRounds bounds mergeAll: a round may leave two segments.
const mergeRounds = 4

// mergeAll merges until one segment is left.
func mergeAll(ctx context.Context, in bleve.Index) error {
	advanced, err := in.Advanced()
	if err != nil {
		return err
	}
	merger, ok := advanced.(interface {
		ForceMerge(context.Context, *mergeplan.MergePlanOptions) error
	})
	if !ok {
		return fmt.Errorf("%T cannot be merged", advanced)
	}
	for range mergeRounds {
		n, _, err := segments(in)
		if err != nil || n <= 1 {
			return err
		}
		if err := merger.ForceMerge(ctx, nil); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// segments returns the number of segments of an index and the size of their files. The size of the folder would vary, since
// bleve removes old files later.
func segments(in bleve.Index) (n int, bytes int64, err error) {
	advanced, err := in.Advanced()
	if err != nil {
		return 0, 0, err
	}
	r, err := advanced.Reader()
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return 0, 0, fmt.Errorf("%T has no segments", r)
	}
	for _, s := range snapshot.Segments() {
		n++
		file, ok := s.Segment().(interface{ Path() string })
		if !ok {
			continue // not written yet
		}
		info, err := os.Stat(file.Path())
		if err != nil {
			return n, bytes, err
		}
		bytes += info.Size()
	}
	return n, bytes, nil
}
