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

// taggedBytes of English text are tagged: enough for a second or two, little enough to be held in memory.
const taggedBytes = 24 << 20

// Tagging is how fast one core tags English text by a vocabulary. Allocations are of a megabyte of text; what a result
// itself holds is among them, so that they tell of growth with the vocabulary only where two rows have equal tags.
type Tagging struct {
	Vocabulary      string  `json:"vocabulary"`
	VocabularyBytes int     `json:"vocabulary_bytes"`
	Documents       int     `json:"documents"`
	TextBytes       int64   `json:"text_bytes"`
	MBPerSecond     float64 `json:"mb_per_second"`     // by the clock
	MBPerCPUSecond  float64 `json:"mb_per_cpu_second"` // by processor time, which others on the machine do not lengthen; 0 where it is not known
	Allocations     float64 `json:"allocations_per_mb"`
	KBytes          float64 `json:"kb_per_mb"`
}

// tagging tags the same documents by the whole vocabulary and by half of it.
func (b *bench) tagging(d dump) error {
	b.say("tagging, one core")
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

// english returns the first documents in English, and the bytes of their texts.
func english(d dump) (docs []*index.Document, size int64, err error) {
	for doc, err := range readDump(d.path) {
		if err != nil {
			return nil, 0, err
		}
		if doc.Lang == "en" {
			docs, size = append(docs, doc), size+int64(len(doc.Text))
		}
		if size >= taggedBytes {
			break
		}
	}
	return docs, size, nil
}

// tagAll tags the documents once to warm up, a tenth of them, and once on the clock.
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

// halfLanguages are those whose names and terms half a vocabulary is without: they say nothing in English text.
const halfLanguages = "ar|fa|kk|ky|ps|tg|ur|uz"

var wordsOfLanguage = regexp.MustCompile(`(?m)^    (?:` + halfLanguages + `):\n(?:      .*\n)+`)

// halfVocabulary returns a vocabulary without the names and terms of some languages.
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
		return nil, fmt.Errorf("make half a vocabulary: %w", err)
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
