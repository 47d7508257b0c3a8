package main

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing/fstest"

	"daftar/index"
	"daftar/index/vocabulary"
	"daftar/ingest/tag"
)

// tagSampleBytes is the amount of English text that is tagged: one or two seconds of work that fits into memory.
const tagSampleBytes = 24 << 20

// Tagging measures tagging of English text on one core with a vocabulary. Allocations are per MB of text and include the
// results, so two vocabularies compare only if they produce the same tags.
type Tagging struct {
	Vocabulary      string  `json:"vocabulary"`
	VocabularyBytes int     `json:"vocabulary_bytes"`
	Documents       int     `json:"documents"`
	TextBytes       int64   `json:"text_bytes"`
	MBPerSecond     float64 `json:"mb_per_second"`     // wall time
	MBPerCPUSecond  float64 `json:"mb_per_cpu_second"` // processor time; 0 if unknown
	Allocations     float64 `json:"allocations_per_mb"`
	KBytes          float64 `json:"kb_per_mb"`
}

// tagging tags the same documents with the whole vocabulary and with half of it.
func (b *bench) tagging(d dump) error {
	b.progress("tagging, one core")
	docs, size, err := english(d)
	if err != nil || len(docs) == 0 {
		return err
	}
	whole, err := vocabulary.BuiltIn()
	if err != nil {
		return err
	}
	half, err := halfVocabulary(whole)
	if err != nil {
		return err
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for _, v := range []struct {
		name string
		*vocabulary.Vocabulary
	}{{"whole", whole}, {"half", half}} {
		t := tagAll(tag.New(v.Vocabulary), docs, size)
		t.Vocabulary = v.name
		for _, data := range v.Files() {
			t.VocabularyBytes += len(data)
		}
		b.report.Tagging = append(b.report.Tagging, t)
	}
	return nil
}

// english returns the first English documents and the size of their texts in bytes.
func english(d dump) (docs []*index.Document, size int64, err error) {
	for doc, err := range readDump(d.path) {
		if err != nil {
			return nil, 0, err
		}
		if doc.Lang == "en" {
			docs, size = append(docs, doc), size+int64(len(doc.Text))
		}
		if size >= tagSampleBytes {
			break
		}
	}
	return docs, size, nil
}

// tagAll tags a tenth of the documents to warm up, then measures all.
func tagAll(t *tag.Tagger, docs []*index.Document, size int64) Tagging {
	for _, doc := range docs[:len(docs)/10] {
		t.Tag(doc)
	}
	runtime.GC()
	var before, after runtime.MemStats
	var clock stopwatch
	runtime.ReadMemStats(&before)
	clock.start()
	for _, doc := range docs {
		t.Tag(doc)
	}
	clock.stop()
	runtime.ReadMemStats(&after)
	mb := float64(size) / 1e6
	r := Tagging{Documents: len(docs), TextBytes: size, MBPerSecond: mb / clock.total.Seconds(),
		Allocations: float64(after.Mallocs-before.Mallocs) / mb, KBytes: float64(after.TotalAlloc-before.TotalAlloc) / 1024 / mb}
	if clock.cpu > 0 {
		r.MBPerCPUSecond = mb / clock.cpu.Seconds()
	}
	return r
}

// halfLanguages are removed from half a vocabulary. Their names and terms never match English text.
const halfLanguages = "ar|fa|kk|ky|ps|tg|ur|uz"

var wordsOfLanguage = regexp.MustCompile(`(?m)^    (?:` + halfLanguages + `):\n(?:      .*\n)+`)

// halfVocabulary returns the vocabulary without halfLanguages.
func halfVocabulary(whole *vocabulary.Vocabulary) (*vocabulary.Vocabulary, error) {
	files := fstest.MapFS{}
	for name, data := range whole.Files() {
		if lang, found := strings.CutPrefix(name, "themes."); found && strings.Contains("|"+halfLanguages+"|", "|"+strings.TrimSuffix(lang, ".yaml")+"|") {
			continue
		}
		if name == "countries.yaml" {
			data = wordsOfLanguage.ReplaceAll(data, nil)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	v, err := vocabulary.Load(files)
	if err != nil {
		return nil, fmt.Errorf("load half the vocabulary: %w", err)
	}
	return v, nil
}

func (r Report) tagging(b *strings.Builder) {
	if len(r.Tagging) == 0 {
		return
	}
	b.WriteString("\n")
	tableRow(b, "TAGGING ENGLISH, ONE CORE", "MB/s", "by cpu", "allocs", "KB", "of MB", "KB words")
	for _, t := range r.Tagging {
		tableRow(b, t.Vocabulary+" vocabulary", fmt.Sprintf("%.1f", t.MBPerSecond), fmt.Sprintf("%.1f", t.MBPerCPUSecond), fmt.Sprintf("%.0f", t.Allocations),
			fmt.Sprintf("%.0f", t.KBytes), fmt.Sprint(t.TextBytes/1e6), fmt.Sprint(t.VocabularyBytes/1024))
	}
}
