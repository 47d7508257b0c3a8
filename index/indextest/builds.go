package indextest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"daftar/index"
	"daftar/index/query"
)

// testEmpty checks an index without a generation, and one whose generation has no documents.
func testEmpty(t *testing.T, open Open) {
	e := open(t)
	s := e.Searcher(t)
	ctx := t.Context()
	_, err := s.Search(ctx, index.Query{})
	_, docErr := s.Document(ctx, "none")
	_, markErr := s.Highlight(ctx, "none", query.Word{Text: "a"})
	_, statusErr := s.Status(ctx)
	_, similarErr := s.Similar(ctx, "none", 5)
	_, suggestErr := s.Suggest(ctx, "a", 1)
	_, spellingsErr := s.Spellings(ctx, "a", 1)
	for name, err := range map[string]error{
		"Search": err, "Document": docErr, "Highlight": markErr, "Status": statusErr, "Similar": similarErr,
		"Suggest": suggestErr, "Spellings": spellingsErr,
	} {
		if !errors.Is(err, index.ErrUnavailable) {
			t.Errorf("%s without a generation: got %v, want ErrUnavailable", name, err)
		}
	}

	g := publish(t, e, func(b index.Build) {
		for d, err := range b.Stored(t.Context()) {
			t.Errorf("Stored without a generation: got %v, %v, want nothing", d, err)
		}
	})
	if g.Name == "" || g.Documents != 0 {
		t.Errorf("generation: got %+v, want a name and no documents", g)
	}
	r := search(t, e.Searcher(t), index.Query{Tree: query.Word{Text: "drill"}, Limit: 10, Facets: allFacets()})
	if r.Total != 0 || len(r.Hits) != 0 {
		t.Errorf("got %d documents, %d hits, want none", r.Total, len(r.Hits))
	}
	for _, f := range r.Facets {
		if len(f.Buckets) != 0 || f.Missing != 0 || f.DistinctValues != 0 {
			t.Errorf("facet %s: got %s, want nothing", f.Field, FormatFacet(f))
		}
	}
}

// allFacets requests every facet without a limit.
func allFacets() []index.Facet {
	var all []index.Facet
	for _, f := range append(slices.Clone(index.ValueFields), index.FieldDate) {
		all = append(all, index.Facet{Field: f})
	}
	return all
}

// buildFixtures are the documents of the first generation of testBuilds, buildFiles its files.
var (
	buildFixtures = []fixture{
		{path: "a.txt", text: "alpha one", format: "txt"},
		{path: "b.txt", text: "beta one", format: "txt"},
		{path: "notes.jsonl#1", text: "gamma one", format: "jsonl"},
		{path: "notes.jsonl#2", text: "gamma two", format: "jsonl"},
	}
	buildFiles = []index.File{
		{Path: "a.txt", Documents: 1, Fingerprint: "fa"}, {Path: "b.txt", Documents: 1, Fingerprint: "fb"},
		{Path: "notes.jsonl", Documents: 2, Fingerprint: "fn"}, {Path: "empty.txt", Fingerprint: "fe"},
	}
)

const buildPaths = "a.txt b.txt notes.jsonl#1 notes.jsonl#2"

// buildTest is an engine with one generation, and the steps of tests of later ones.
type buildTest struct {
	Engine
	docs  []*index.Document
	first index.Generation
}

// putFirstGeneration puts all documents of the first generation and records its files.
func (s *buildTest) putFirstGeneration(t *testing.T, b index.Build) {
	t.Helper()
	put(t, b, s.docs...)
	b.Record(buildFiles...)
}

func (s *buildTest) keep(t *testing.T, b index.Build, paths ...string) {
	t.Helper()
	if err := b.Keep(t.Context(), paths...); err != nil {
		t.Errorf("keep %q: %v", paths, err)
	}
}

// checkContents checks which documents the index holds, and how many of them have each word.
func (s *buildTest) checkContents(t *testing.T, want string, words map[string]int) {
	t.Helper()
	searcher := s.Searcher(t)
	r := search(t, searcher, index.Query{Limit: index.MaxLimit})
	if got := sorted(paths(r)); got != want || r.Total != len(r.Hits) {
		t.Errorf("index: got %d documents, %s, want %s", r.Total, got, want)
	}
	for word, n := range words {
		if r := search(t, searcher, index.Query{Tree: query.Word{Text: word}}); r.Total != n {
			t.Errorf("%s: got %d documents, want %d", word, r.Total, n)
		}
	}
}

// testBuilds publishes the same first generation and then reindexes in different ways.
func testBuilds(t *testing.T, open Open) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, *buildTest)
	}{
		{"first generation", testFirstGeneration},
		{"known fingerprints and files", testKnown},
		{"stored documents are put again", testStored},
		{"replace, keep and delete", testReplace},
		{"keep of a file keeps its documents", testKeepFile},
		{"file that is a document and contains others", testContainerFile},
		{"put replaces a kept document", testPutKept},
		{"documents kept through three generations", testThreeGenerations},
		{"no change publishes no generation", testNoChange},
		{"abort keeps the generation", testAbort},
		{"abort after publish has no effect", testAbortAfterPublish},
		{"added date survives a replacement", testAddedDate},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &buildTest{Engine: open(t), docs: documents(t, buildFixtures)}
			s.first = publish(t, s, func(b index.Build) { s.putFirstGeneration(t, b) })
			test.run(t, s)
		})
	}
}

func testFirstGeneration(t *testing.T, s *buildTest) {
	if s.first.Documents != 4 || s.first.Passages != 4 {
		t.Errorf("generation: got %d documents, %d passages, want 4 and 4", s.first.Documents, s.first.Passages)
	}
	s.checkContents(t, buildPaths, map[string]int{"one": 3, "two": 1})
	if r := search(t, s.Searcher(t), index.Query{}); r.Generation != s.first.Name {
		t.Errorf("generation of the result: got %q, want %q", r.Generation, s.first.Name)
	}
}

func testKnown(t *testing.T, s *buildTest) {
	b := s.Begin(t)
	for path, want := range map[string]index.Fingerprint{
		"notes.jsonl#2": s.docs[3].Fingerprint, "notes.jsonl": "fn", "empty.txt": "fe", "nowhere": "",
	} {
		if got, ok := b.Known(path); got != want || ok != (want != "") {
			t.Errorf("Known(%q): got %q, %t, want %q", path, got, ok, want)
		}
	}
	if got := b.Files()["notes.jsonl"]; !reflect.DeepEqual(got, buildFiles[2]) {
		t.Errorf("Files: got %+v, want %+v", got, buildFiles[2])
	}
	if got := strings.Join(slices.Collect(b.Paths()), " "); got != buildPaths {
		t.Errorf("Paths: got %s, want %s", got, buildPaths)
	}
	if err := b.Abort(); err != nil {
		t.Error(err)
	}
}

// testStored reads the documents from a build, changes their tags, and puts them into the next generation.
func testStored(t *testing.T, s *buildTest) {
	next := publish(t, s, func(b index.Build) {
		b.Record(buildFiles...)
		stored := map[string]*index.Document{}
		for d, err := range b.Stored(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			stored[d.Path] = d
			changed := *d
			changed.Tags = []index.Tag{{Kind: index.KindCountry, ID: "PK", Role: index.RoleMain}}
			if err := b.Put(t.Context(), &changed); err != nil {
				t.Fatal(err)
			}
		}
		for _, want := range s.docs {
			if got := stored[want.Path]; !reflect.DeepEqual(got, want) {
				t.Errorf("stored: got %+v\nwant %+v", got, want)
			}
		}
		if len(stored) != len(s.docs) {
			t.Errorf("stored: got %d documents, want %d", len(stored), len(s.docs))
		}
	})
	if next.Name == s.first.Name || next.Documents != len(s.docs) {
		t.Errorf("generation: got %s with %d documents, want a new name, not %s, with %d", next.Name, next.Documents, s.first.Name, len(s.docs))
	}
	s.checkContents(t, buildPaths, map[string]int{"one": 3, "two": 1})
	tagged := index.Query{Filters: []index.Filter{{Field: index.FieldCountry, Any: []string{"PK"}}}}
	if r := search(t, s.Searcher(t), tagged); r.Total != len(s.docs) {
		t.Errorf("new tags: got %d documents, want %d", r.Total, len(s.docs))
	}
	testStoredStopsEarly(t, s)
}

// testStoredStopsEarly stops the iteration by a break and by a cancelled context.
func testStoredStopsEarly(t *testing.T, s *buildTest) {
	b := s.Begin(t)
	for range b.Stored(t.Context()) {
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var last error
	for d, err := range b.Stored(ctx) {
		if d != nil {
			t.Errorf("cancelled: got %s", d.Path)
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("cancelled: got %v, want context.Canceled", last)
	}
	if err := b.Abort(); err != nil {
		t.Error(err)
	}
	s.checkContents(t, buildPaths, nil)
}

func testReplace(t *testing.T, s *buildTest) {
	next := publish(t, s, func(b index.Build) {
		s.keep(t, b, "a.txt")
		put(t, b, fixture{path: "b.txt", text: "beta changed", format: "txt"}.document(t))
	})
	if next.Name == s.first.Name || next.Documents != 2 {
		t.Errorf("generation: got %s with %d documents, want a new name, not %s, with 2", next.Name, next.Documents, s.first.Name)
	}
	s.checkContents(t, "a.txt b.txt", map[string]int{"alpha": 1, "one": 1, "beta": 1, "changed": 1, "gamma": 0})
}

func testKeepFile(t *testing.T, s *buildTest) {
	publish(t, s, func(b index.Build) {
		s.keep(t, b, "notes.jsonl")
		b.Record(buildFiles[2])
	})
	s.checkContents(t, "notes.jsonl#1 notes.jsonl#2", map[string]int{"gamma": 2, "alpha": 0})
	publish(t, s, func(b index.Build) { s.keep(t, b, "notes.jsonl#2") })
	s.checkContents(t, "notes.jsonl#2", map[string]int{"gamma": 1, "two": 1})
}

// testContainerFile indexes a mail with attachments: a document whose file contains other documents.
func testContainerFile(t *testing.T, s *buildTest) {
	fixtures := []fixture{{path: "a.eml", text: "letter one"}, {path: "a.eml#1/x.pdf", text: "annex one"}, {path: "a.eml#2/y.pdf", text: "annex two"}}
	docs := documents(t, fixtures)
	link := func(d *index.Document) index.Link { return index.Link{ID: d.ID, Path: d.Path, Title: d.Title} }
	docs[0].Attachments, docs[0].MoreAttachments = []index.Link{link(docs[1]), link(docs[2])}, 3
	docs[1].Parent, docs[2].Parent = link(docs[0]), link(docs[0])
	docs[0].Origin = index.Origin{Size: 7, SHA256: "sum"}
	locked := index.NewProblem(index.ProblemPartEncrypted, 1, 3).At(index.Place{Part: "3/z.pdf"})
	locked.Lost = true
	file := index.File{Path: "a.eml", Documents: 3, Fingerprint: docs[0].Fingerprint, Outcome: index.OutcomeRead, Lost: 2, Problems: []index.Problem{locked}}
	const all = "a.eml a.eml#1/x.pdf a.eml#2/y.pdf"
	publish(t, s, func(b index.Build) {
		put(t, b, docs...)
		b.Record(file)
	})
	s.checkContents(t, all, map[string]int{"annex": 2, "letter": 1})
	for _, want := range docs {
		d, err := s.Searcher(t).Document(t.Context(), want.ID)
		if err != nil || !reflect.DeepEqual([]any{d.Parent, d.Attachments, d.MoreAttachments, d.Origin}, []any{want.Parent, want.Attachments, want.MoreAttachments, want.Origin}) {
			t.Errorf("%s: got %v, %v, %d, %v, error %v", want.Path, d.Parent, d.Attachments, d.MoreAttachments, d.Origin, err)
		}
	}
	same := publish(t, s, func(b index.Build) {
		if got := b.Files()["a.eml"]; !reflect.DeepEqual(got, file) {
			t.Errorf("Files: got %+v, want %+v", got, file)
		}
		s.keep(t, b, "a.eml")
		b.Record(file)
	})
	s.checkContents(t, all, map[string]int{"annex": 2, "letter": 1})
	less := publish(t, s, func(b index.Build) {
		put(t, b, fixture{path: "a.eml", text: "letter changed"}.document(t))
		s.keep(t, b, "a.eml#2/y.pdf")
	})
	if same.Name == less.Name {
		t.Errorf("changed mail: generation is still %s", less.Name)
	}
	s.checkContents(t, "a.eml a.eml#2/y.pdf", map[string]int{"one": 0, "changed": 1, "two": 1})
	publish(t, s, func(b index.Build) { s.keep(t, b, "a.eml#2/y.pdf") })
	s.checkContents(t, "a.eml#2/y.pdf", map[string]int{"letter": 0})
}

func testPutKept(t *testing.T, s *buildTest) {
	publish(t, s, func(b index.Build) {
		s.keep(t, b, "a.txt", "b.txt")
		put(t, b, fixture{path: "b.txt", text: "beta changed"}.document(t))
	})
	s.checkContents(t, "a.txt b.txt", map[string]int{"changed": 1, "one": 1})
}

func testThreeGenerations(t *testing.T, s *buildTest) {
	publish(t, s, func(b index.Build) {
		s.keep(t, b, "a.txt", "notes.jsonl#1")
		put(t, b, fixture{path: "c.txt", text: "delta one"}.document(t))
	})
	publish(t, s, func(b index.Build) {
		s.keep(t, b, "c.txt", "notes.jsonl#1")
		put(t, b, fixture{path: "a.txt", text: "alpha two"}.document(t))
	})
	s.checkContents(t, "a.txt c.txt notes.jsonl#1", map[string]int{"one": 2, "two": 1, "beta": 0})
}

func testNoChange(t *testing.T, s *buildTest) {
	again := publish(t, s, func(b index.Build) {
		s.keep(t, b, "a.txt", "b.txt", "notes.jsonl")
		record(b, s.docs...)
		b.Record(buildFiles...)
	})
	if again.Name != s.first.Name {
		t.Errorf("got %s, want the last one, %s", again.Name, s.first.Name)
	}
	s.checkContents(t, buildPaths, nil)
}

func testAbort(t *testing.T, s *buildTest) {
	b := s.Begin(t)
	put(t, b, fixture{path: "c.txt", text: "delta"}.document(t))
	if err := b.Abort(); err != nil {
		t.Errorf("abort: %v", err)
	}
	s.checkContents(t, buildPaths, map[string]int{"delta": 0})
	next := publish(t, s, func(b index.Build) { s.keep(t, b, "a.txt") })
	if next.Name == s.first.Name {
		t.Errorf("got %s again", next.Name)
	}
	s.checkContents(t, "a.txt", nil)
}

func testAbortAfterPublish(t *testing.T, s *buildTest) {
	b := s.Begin(t)
	put(t, b, s.docs[:2]...)
	if _, err := b.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := b.Abort(); err != nil {
		t.Errorf("abort: %v", err)
	}
	s.checkContents(t, "a.txt b.txt", nil)
}

func testAddedDate(t *testing.T, s *buildTest) {
	later := fixture{path: "a.txt", text: "alpha later", added: "2026-05-05"}.document(t)
	fresh := fixture{path: "d.txt", text: "fresh", added: "2026-06-06"}.document(t)
	publish(t, s, func(b index.Build) { put(t, b, later, fresh) })
	for path, want := range map[string]string{"a.txt": defaultAdded, "d.txt": "2026-06-06"} {
		d, err := s.Searcher(t).Document(t.Context(), index.DocumentID(path))
		if err != nil {
			t.Fatal(err)
		}
		if d.Added.String() != want {
			t.Errorf("%s was added %s, want %s", path, d.Added, want)
		}
	}
}

// testRefusals checks which errors a Build and a Searcher return for invalid calls.
func testRefusals(t *testing.T, open Open) {
	docs := documents(t, []fixture{{path: "a.txt", text: "alpha", event: "1948-01-01"}, {path: "b.txt", text: "beta", event: "2025"}})
	e := open(t)
	publish(t, e, func(b index.Build) { put(t, b, docs...) })

	b := e.Begin(t)
	if err := b.Keep(t.Context(), "nowhere.txt"); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("Keep of an unknown path: got %v, want ErrNotFound", err)
	}
	put(t, b, docs[0])
	var invalid *index.InvalidError
	if err := b.Put(t.Context(), docs[0]); !errors.As(err, &invalid) {
		t.Errorf("Put of an id twice: got %v, want an InvalidError", err)
	}
	if err := b.Abort(); err != nil {
		t.Errorf("abort: %v", err)
	}

	s := e.Searcher(t)
	if _, err := s.Document(t.Context(), "nowhere"); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("Document: got %v, want ErrNotFound", err)
	}
	if _, err := s.Highlight(t.Context(), "nowhere", query.Word{Text: "alpha"}); !errors.Is(err, index.ErrNotFound) {
		t.Errorf("Highlight: got %v, want ErrNotFound", err)
	}
	for name, q := range map[string]index.Query{
		"facet":      {Facets: []index.Facet{{Field: "colour"}}},
		"filter":     {Filters: []index.Filter{{Field: "colour", Any: []string{"red"}}}},
		"word":       {Tree: query.Filter{Name: "colour", Value: "red"}},
		"sort":       {Sort: "alphabet"},
		"mentions":   {Mentions: "some"},
		"date field": {Dates: index.DateFilter{Field: "birthday", From: 1}},
		"interval":   {Facets: []index.Facet{{Field: index.FieldDate, Interval: "week"}}},
		"limit":      {Limit: index.MaxLimit + 1},
		"offset":     {Limit: 1, Offset: -1},
	} {
		if _, err := s.Search(t.Context(), q); !errors.As(err, &invalid) {
			t.Errorf("unknown %s: got %v, want an InvalidError", name, err)
		}
	}
	var limit *index.LimitError
	days := index.Query{Facets: []index.Facet{{Field: index.FieldDate, Interval: index.IntervalDay}}}
	if _, err := s.Search(t.Context(), days); !errors.As(err, &limit) {
		t.Errorf("day bins over 78 years: got %v, want a LimitError", err)
	}
}
