package server

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/embedded"
	"daftar/index/message"
	"daftar/index/query"
	"daftar/index/vocabulary"
)

// testLibrary is a Searcher over a real index of a few documents, with faults and answers that a test injects. The index is
// built when it is first used and again after a change of docs; equal documents share one index.
type testLibrary struct {
	docs []*index.Document

	err     error         // returned by every method
	panics  bool          // Search panics
	wait    chan struct{} // Search waits until it is closed, if not nil
	notes   []index.Note  // replace those of the engine, if not nil
	sampled bool          // a search with a CountLimit reports a lower bound

	warnings []message.Message // of Status

	suggestions, spellings map[string][]index.Suggestion // replace those of the engine, if not nil

	mu       sync.Mutex
	requests []index.Query // of Search
}

// Search implements index.Searcher. Generation and time are fixed, for golden files.
func (l *testLibrary) Search(ctx context.Context, q index.Query) (*index.Result, error) {
	if l.panics {
		panic("the engine broke")
	}
	if l.wait != nil {
		select {
		case <-l.wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if l.err != nil {
		return nil, l.err
	}
	l.mu.Lock()
	l.requests = append(l.requests, q)
	l.mu.Unlock()
	r, err := l.engine().Search(ctx, q)
	if err != nil {
		return nil, err
	}
	r.Generation, r.Took = "gen-000007", 1800*time.Microsecond
	r.TotalIsLowerBound = r.TotalIsLowerBound || l.sampled && q.CountLimit > 0
	if l.notes != nil {
		r.Notes = l.notes
	}
	return r, nil
}

// Document implements index.Searcher.
func (l *testLibrary) Document(ctx context.Context, id string) (*index.Document, error) {
	if l.err != nil {
		return nil, l.err
	}
	return l.engine().Document(ctx, id)
}

// Highlight implements index.Searcher.
func (l *testLibrary) Highlight(ctx context.Context, id string, tree query.Node) (map[int][]index.Span, error) {
	if l.err != nil {
		return nil, l.err
	}
	return l.engine().Highlight(ctx, id, tree)
}

// Similar implements index.Searcher.
func (l *testLibrary) Similar(ctx context.Context, id string, n int) (*index.Similar, error) {
	if l.err != nil {
		return nil, l.err
	}
	return l.engine().Similar(ctx, id, n)
}

// Suggest implements index.Searcher.
func (l *testLibrary) Suggest(ctx context.Context, prefix string, n int) ([]index.Suggestion, error) {
	if l.err != nil || l.suggestions != nil {
		return l.suggestions[prefix], l.err
	}
	return l.engine().Suggest(ctx, prefix, n)
}

// Spellings implements index.Searcher.
func (l *testLibrary) Spellings(ctx context.Context, word string, n int) ([]index.Suggestion, error) {
	if l.err != nil || l.spellings != nil {
		return l.spellings[word], l.err
	}
	return l.engine().Spellings(ctx, word, n)
}

// Status implements index.Searcher. Name, time and size of the generation are fixed, for golden files.
func (l *testLibrary) Status(ctx context.Context) (*index.Status, error) {
	if l.err != nil {
		return nil, l.err
	}
	status, err := l.engine().Status(ctx)
	if err != nil {
		return nil, err
	}
	status.Generation = index.Generation{
		Name: "gen-000007", Documents: status.Generation.Documents, Passages: status.Generation.Passages, Sources: []string{"/secret/folder"},
	}
	status.Bytes, status.Warnings = 123456, l.warnings
	return status, nil
}

// testFiles are the files that the index records, with problems of each outcome.
var testFiles = []index.File{
	{Path: "a.md", Format: "md", Documents: 2, Outcome: index.OutcomeRead, Problems: []index.Problem{index.NewProblem(index.ProblemLimitText, 64)}},
	{Path: "notes/broken.md", Problems: []index.Problem{index.NewProblem(index.ProblemBadEncoding, "UTF-8", 7).At(index.Place{Line: 7})}},
	{Path: "scan.pdf", Format: "pdf", Outcome: index.OutcomeEmpty, Problems: []index.Problem{index.NewProblem(index.ProblemEmpty)}},
	{Path: "<b>.pdf", Format: "pdf", Outcome: index.OutcomeFailed, Problems: []index.Problem{index.NewProblem(index.ProblemDamaged, "PDF", "<script>")}},
}

// indexes are the indexes built so far, by the checksum of their documents; TestMain removes them.
var indexes struct {
	mu   sync.Mutex
	dir  string
	open map[[sha256.Size]byte]*embedded.Searcher
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "daftar-server-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	indexes.dir, indexes.open = dir, make(map[[sha256.Size]byte]*embedded.Searcher)
	code := m.Run()
	for _, s := range indexes.open {
		s.Close()
	}
	os.RemoveAll(dir)
	os.Exit(code)
}

// engine returns the engine over the present documents.
func (l *testLibrary) engine() *embedded.Searcher {
	h := sha256.New()
	enc := gob.NewEncoder(h)
	for _, d := range l.docs {
		if err := enc.Encode(d); err != nil {
			panic(err)
		}
	}
	sum := [sha256.Size]byte(h.Sum(nil))
	indexes.mu.Lock()
	defer indexes.mu.Unlock()
	if indexes.open[sum] == nil {
		s, err := buildIndex(filepath.Join(indexes.dir, hex.EncodeToString(sum[:8])), l.docs)
		if err != nil {
			panic(fmt.Sprintf("build the test index: %v", err))
		}
		indexes.open[sum] = s
	}
	return indexes.open[sum]
}

func buildIndex(dir string, docs []*index.Document) (*embedded.Searcher, error) {
	ctx := context.Background()
	b, err := embedded.Begin(ctx, dir, embedded.BuildOptions{})
	if err != nil {
		return nil, err
	}
	defer b.Abort()
	if err := b.Put(ctx, docs...); err != nil {
		return nil, err
	}
	if len(docs) > 0 {
		b.Record(testFiles...)
	}
	if _, err := b.Publish(ctx); err != nil {
		return nil, err
	}
	return embedded.Open(ctx, dir, embedded.OpenOptions{})
}

func words(t testing.TB) *vocabulary.Vocabulary {
	t.Helper()
	v, err := vocabulary.BuiltIn()
	if err != nil {
		t.Fatalf("vocabulary: %v", err)
	}
	return v
}

// document makes a document of paragraphs, one passage each.
func document(t testing.TB, id, title string, d index.Document, paragraphs ...string) *index.Document {
	t.Helper()
	d.ID, d.Path, d.Title = id, "notes/"+id+".md", title
	d.Format = cmp.Or(d.Format, "md")
	if d.Added == 0 {
		d.Added, _ = date.DayOf(2026, 1, 2) // the engine would take today, which golden files cannot hold
	}
	for n, text := range paragraphs {
		start := len(d.Text)
		d.Text += text + "\n\n"
		d.Passages = append(d.Passages, index.Passage{Start: start, End: len(d.Text), Page: n + 1, Heading: "Part"})
	}
	return &d
}

func about(t testing.TB, d *index.Document, kind index.Kind, role index.Role, id, group, word string) {
	t.Helper()
	tag := index.Tag{Kind: kind, ID: id, Group: group, Role: role}
	for at := 0; word != ""; {
		next := strings.Index(d.Text[at:], word)
		if next < 0 {
			break
		}
		tag.Evidence = append(tag.Evidence, index.Evidence{Rule: string(kind) + ":" + id + ":name", Start: at + next, End: at + next + len(word)})
		if n := d.PassageAt(at + next); kind == index.KindCountry {
			d.Passages[n].Countries = append(d.Passages[n].Countries, id)
		}
		at += next + len(word)
	}
	if tag.Evidence == nil {
		t.Fatalf("document %s: %q is not in its text", d.ID, word)
	}
	d.Tags = append(d.Tags, tag)
}

func parseDate(t testing.TB, text string) date.Date {
	t.Helper()
	d, err := date.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// library is the library of the tests: one document is hostile, one in Persian, one without date and tags.
func library(t testing.TB) *testLibrary {
	t.Helper()
	drill := document(t, "drill", "Joint drill in Islamabad", index.Document{Source: "Daftar test note", Lang: "en", Hash: "abc"},
		"Pakistan hosted a joint drill with the United States in July 2025. The drill was the first.",
		"Kazakhstan sent observers. China was mentioned by Pakistan once, in passing, after the drill.")
	drill.Event = parseDate(t, "2025-07-26")
	about(t, drill, index.KindCountry, index.RoleMain, "PK", "", "Pakistan")
	about(t, drill, index.KindCountry, index.RoleMain, "US", "", "United States")
	about(t, drill, index.KindCountry, index.RoleMentioned, "KZ", "", "Kazakhstan")
	about(t, drill, index.KindTheme, index.RoleMain, "joint-exercises", "defence-military", "joint drill")
	at := strings.Index(drill.Text, "July 2025")
	drill.DateMentions = []index.DateMention{{Date: parseDate(t, "2025-07"), Main: true, Evidence: []index.Evidence{{Rule: "date:month", Start: at, End: at + len("July 2025")}}}}

	border := document(t, "border", "Border talks", index.Document{Source: "Daftar test note", Lang: "en", Published: parseDate(t, "2024-03-01")},
		"Pakistan and Afghanistan spoke about the border. Drones were seen.", "The second part names Tajikistan.")
	about(t, border, index.KindCountry, index.RoleMain, "PK", "", "Pakistan")
	about(t, border, index.KindCountry, index.RoleMain, "AF", "", "Afghanistan")
	about(t, border, index.KindCountry, index.RoleMain, "TJ", "", "Tajikistan")
	about(t, border, index.KindTheme, index.RoleMain, "counterterrorism", "terrorism-extremism", "Drones")

	steppe := document(t, "steppe", "Steppe exercise", index.Document{Source: "Another source", Lang: "ru", Published: parseDate(t, "2021")},
		"Учения в Казахстане прошли весной. Kazakhstan drill.")
	about(t, steppe, index.KindCountry, index.RoleMain, "KZ", "", "Казахстане")

	persian := document(t, "persian", "رزمایش مشترک در مرز", index.Document{Source: "یادداشت", Lang: "fa", Event: parseDate(t, "2023-11")},
		"ایران و پاکستان در مرز مشترک رزمایش برگزار کردند. این نخستین رزمایش بود.")
	about(t, persian, index.KindCountry, index.RoleMain, "IR", "", "ایران")
	about(t, persian, index.KindCountry, index.RoleMain, "PK", "", "پاکستان")

	hostile := document(t, "hostile", hostileText, index.Document{Source: hostileText, Lang: "en", Author: hostileText,
		URL: "javascript:alert(1)", Meta: map[string]string{hostileText: hostileText, "link": "javascript:alert(2)"}, Limits: []index.Problem{index.NewProblem(index.ProblemDamaged, hostileText, hostileText)}, Handling: hostileText},
		"drill "+hostileText+" drill")
	bare := document(t, "bare", "Without anything", index.Document{}, "Only these words stand here.")
	docs := []*index.Document{drill, border, steppe, persian, hostile, bare}
	for n := range 14 {
		d := document(t, fmt.Sprintf("many%02d", n), fmt.Sprintf("Note %d on India", n), index.Document{Source: "Series", Lang: "en", Published: parseDate(t, fmt.Sprintf("2022-%02d", n%12+1))},
			"India signed a series agreement.")
		about(t, d, index.KindCountry, index.RoleMain, "IN", "", "India")
		docs = append(docs, d)
	}
	return &testLibrary{docs: docs}
}

// hostileText is markup, scripts and control characters.
const hostileText = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><a href="javascript:alert(3)">{{.}}` + "\u202e</mark>\x00"
