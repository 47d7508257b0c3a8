package indextest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/date"
)

// sentences are the text of random documents, by language. They share words, so that random queries match several
// documents.
var sentences = map[string][]string{
	"en": {
		"The joint exercise began near the border.", "Counter-terrorism units of Pakistan took part in the drill.",
		"Counterterrorism is the aim of the exercises, the ministry said.", "A ceasefire was agreed after talks in the capital.",
		"The navy’s ships sailed to the port of Gwadar.", "Pakistan's air force and the U.S. delegation met on 26 July 2025.",
		"Officers trained for 3.5 hours; 12,000 troops were counted.", "Da'esh claimed an attack on the convoy.",
		"The C5+1 format met again in the north.", "Smugglers crossed the river by night, the border guards reported.",
		"No agreement was reached on water.", "The report of the committee is not the law of the land.",
		"US forces left the base to the army.", "Cyber-security and border security were on the agenda.",
	},
	"ru": {
		"Совместные учения начались у границы.", "Самолёт с делегацией приземлился в Душанбе.", "Переговоры о границе прошли в Ташкенте.",
		"Самолет вылетел из Бишкека после учений.", "О перемирии в регионе договорились министры.",
	},
	"fa": {
		"رزمایش مشترک در مرز آغاز شد.", "نشست امنیتی کشورهای منطقه در کابل برگزار شد.", "بمب\u200cگذاری در بازار محکوم شد.",
		"وزیر دفاع پاکستان به تهران سفر کرد.",
	},
	"ur": {"پاکستان کی فوجی مشقیں سرحد پر ختم ہوئیں۔", "وزیر دفاع نے امنیتی اجلاس میں شرکت کی۔"},
	"zh": {"上海合作组织举行联合反恐演习。", "联合国讨论边境安全问题。", "2025年反恐演习结束。"},
	"tr": {"İstanbul'da güvenlik toplantısı yapıldı.", "Sınır güvenliği için ortak tatbikat başladı."},
}

var (
	randomLangs     = []string{"en", "en", "en", "en", "ru", "fa", "ur", "zh", "tr", ""}
	randomCountries = []string{"PK", "AF", "US", "CN", "RU", "UZ", "TJ", "IR"}
	randomThemes    = []string{"exercises/joint", "exercises/talks", "technology/cyber", "borders/border", "borders/smuggling"}
)

// randomDocuments returns n documents with random sentences, tags and dates, the same for the same seed.
func randomDocuments(n int, seed uint64) []*index.Document {
	r := rand.New(rand.NewPCG(seed, 2))
	var docs []*index.Document
	for i := range n {
		docs = append(docs, randomDocument(fmt.Sprintf("random/%04d-%d.txt", i, seed), r))
	}
	return docs
}

func randomDocument(path string, r *rand.Rand) *index.Document {
	lang := randomLangs[r.IntN(len(randomLangs))]
	draw := func() string {
		from := sentences[lang]
		if len(from) == 0 || r.IntN(8) == 0 {
			from = sentences["en"]
		}
		return from[r.IntN(len(from))]
	}
	d := &index.Document{ID: index.DocumentID(path), Path: path, Lang: lang, Format: []string{"txt", "md", "html"}[r.IntN(3)]}
	d.Source = []string{"", "Radio", "Dawn of Karachi", "Радио"}[r.IntN(4)]
	switch r.IntN(3) {
	case 0:
		d.Title = strings.TrimRight(draw(), ".。۔")
	case 1:
		d.Title, d.TitleDerived = draw(), true
	}
	for range r.IntN(4) {
		start := len(d.Text)
		for range 1 + r.IntN(4) {
			d.Text += draw() + " "
		}
		named := randomSubset(r, randomCountries, 3)
		d.Passages = append(d.Passages, index.Passage{Start: start, End: len(d.Text), Countries: named})
		for _, id := range named {
			addTag(d, index.Tag{Kind: index.KindCountry, ID: id, Role: randomRole(r)})
		}
	}
	for _, theme := range randomSubset(r, randomThemes, 2) {
		group, id, _ := strings.Cut(theme, "/")
		addTag(d, index.Tag{Kind: index.KindTheme, ID: id, Group: group, Role: randomRole(r)})
	}
	d.Published, d.Event = randomDate(r), randomDate(r)
	d.Added, _ = date.DayOf(2026, 1+r.IntN(3), 1+r.IntN(28))
	return d
}

// randomSubset returns up to limit different elements, sorted.
func randomSubset(r *rand.Rand, from []string, limit int) []string {
	var subset []string
	for range r.IntN(limit + 1) {
		subset = append(subset, from[r.IntN(len(from))])
	}
	slices.Sort(subset)
	return slices.Compact(subset)
}

func randomRole(r *rand.Rand) index.Role {
	return []index.Role{index.RoleMain, index.RoleMentioned}[r.IntN(2)]
}

// addTag adds a tag unless the document has it.
func addTag(d *index.Document, t index.Tag) {
	for _, have := range d.Tags {
		if have.Kind == t.Kind && have.ID == t.ID {
			return
		}
	}
	d.Tags = append(d.Tags, t)
}

// randomDate returns the zero date, a day, a month, a year or a range.
func randomDate(r *rand.Rand) date.Date {
	year, month, day := 2019+r.IntN(8), 1+r.IntN(12), 1+r.IntN(28)
	var d date.Date
	switch r.IntN(6) {
	case 0:
		d, _ = date.New(year, 0, 0)
	case 1:
		d, _ = date.New(year, month, 0)
	case 2, 3:
		d, _ = date.New(year, month, day)
	case 4:
		d, _ = date.New(year, month, day)
		d.To += date.Day(1 + r.IntN(500))
		d.Precision = date.PrecisionRange
	}
	return d
}

// testRandomQueries compares an index made in three reindexes, with documents kept, replaced, deleted and added, with
// the naive scan of the documents it should hold.
func testRandomQueries(t *testing.T, open Open) {
	e := open(t)
	docs := randomDocuments(160, 1)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })
	docs = reindexRandomly(t, e, docs, 5)
	docs = reindexRandomly(t, e, docs, 6)
	CheckAgainstScan(t, e.Searcher(t), NewNaiveScan(docs), RandomQueries(docs, 400, 7))
}

// reindexRandomly deletes a tenth of the documents, replaces a tenth, keeps the others and adds twenty. It returns the
// documents that the index then holds.
func reindexRandomly(t *testing.T, e Engine, docs []*index.Document, seed uint64) []*index.Document {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 3))
	var left []*index.Document
	publish(t, e, func(b index.Build) {
		for _, d := range docs {
			switch r.IntN(10) {
			case 0:
				continue
			case 1:
				added := d.Added
				d = randomDocument(d.Path, r)
				d.Added = added
				put(t, b, d)
			default:
				if err := b.Keep(t.Context(), d.Path); err != nil {
					t.Fatal(err)
				}
			}
			left = append(left, d)
		}
		fresh := randomDocuments(20, seed)
		put(t, b, fresh...)
		left = append(left, fresh...)
	})
	return left
}
