package stored

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"daftar/index"
	"daftar/index/date"
	"daftar/index/internal/rank"
)

// document returns a document with all fields that a record contains.
func document(n int) *index.Document {
	span := func(rule string, start, end int) index.Evidence {
		return index.Evidence{Rule: rule, Start: start, End: end}
	}
	text := strings.Repeat(fmt.Sprintf("The embassy in Kabul reports item %d.\n", n), 1+n%40)
	return &index.Document{
		ID: fmt.Sprint("id", n), Path: fmt.Sprintf("notes/%d.txt", n), Title: "گزارش", Text: text, Lang: "en",
		Published: date.Date{From: 730_000, To: 730_030}, Meta: map[string]string{"volume": "7"},
		Tags: []index.Tag{
			{Kind: index.KindCountry, ID: "AF", Role: index.RoleMain, EventRole: index.EventRoleHost,
				Evidence:          []index.Evidence{{Rule: "country:AF:name", Title: true, Start: 3, End: 5}, span("country:AF:name", 15, 20)},
				EventRoleEvidence: []index.Evidence{span("role:host", 12, 20)}},
			{Kind: index.KindTheme, ID: "diplomacy", Group: "politics", Role: index.RoleMentioned, Evidence: []index.Evidence{span("theme:diplomacy:strong", 4, 11)}},
			{Kind: index.KindCountry, ID: "PK", Role: index.RoleMain, Manual: true},
		},
		DateMentions: []index.DateMention{
			{Date: date.Date{From: 730_000, To: 730_000}, Main: true, Evidence: []index.Evidence{span("date:absolute", 0, 3), {Rule: "x", Start: -1, End: -9}}},
			{Date: date.Date{From: 730_001, To: 730_001}, Manual: true},
		},
		Passages: []index.Passage{{Start: 0, End: 10, Heading: "One"}, {Start: 10, End: len(text), Countries: []string{"AF"}}},
	}
}

func terms(n int) []rank.KeyTerm {
	return []rank.KeyTerm{{Term: "embassy", Count: n}, {Term: "kabul", Count: 1}}
}

// write writes the files of a build with n documents.
func write(t *testing.T, dir string, build uint32, n int, d Dictionaries) []Ref {
	t.Helper()
	w, err := Create(dir, build, d)
	if err != nil {
		t.Fatal(err)
	}
	var refs []Ref
	for i := range n {
		ref, err := w.Put(document(i), terms(i))
		if err != nil {
			t.Fatal(err)
		}
		refs = append(refs, ref)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Put(document(0), nil); err == nil {
		t.Error("Put after Close: got no error")
	}
	return refs
}

func open(t *testing.T, dir string, builds ...uint32) *Reader {
	t.Helper()
	r, err := Open(dir, builds)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func check(t *testing.T, r *Reader, ref Ref, n int) {
	t.Helper()
	want := document(n)
	if got, err := r.Document(ref, Whole); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("document %d:\ngot  %+v, %v\nwant %+v", n, got, err, want)
	}
	if got, err := r.KeyTerms(ref); err != nil || !reflect.DeepEqual(got, terms(n)) {
		t.Errorf("document %d: got key terms %v, %v", n, got, err)
	}
}

func TestDocumentsReadAsWritten(t *testing.T) {
	for _, n := range []int{0, 1, 70, 1500} {
		dir := t.TempDir()
		refs := write(t, dir, 1, n, Dictionaries{})
		r := open(t, dir, 1)
		if r.Records(1) != n || r.Records(2) != 0 {
			t.Errorf("%d documents: got %d records", n, r.Records(1))
		}
		if d := r.Dictionaries(); (len(d[textKind]) > 0) != (n == 1500) {
			t.Errorf("%d documents: got a dictionary of %d bytes", n, len(d[textKind]))
		}
		for i, ref := range refs {
			check(t, r, ref, i)
		}
	}
}

func TestDepthOfDocument(t *testing.T) {
	dir := t.TempDir()
	ref := write(t, dir, 1, 1, Dictionaries{})[0]
	r := open(t, dir, 1)
	want := document(0)
	want.DateMentions, want.Tags = nil, withoutEvidence(want.Tags)
	if got, err := r.Document(ref, WithText); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("with text: got %+v, %v, want %+v", got, err, want)
	}
	want.Text, want.Passages = "", nil
	if got, err := r.Document(ref, Head); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("head: got %+v, %v, want %+v", got, err, want)
	}
}

func TestLaterBuildLinksAndCopiesDocuments(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	old := write(t, first, 1, 1500, Dictionaries{})
	last := open(t, first, 1)
	w, err := Create(second, 2, last.Dictionaries())
	if err != nil {
		t.Fatal(err)
	}
	added, err := w.Put(document(7), terms(7))
	if err != nil {
		t.Fatal(err)
	}
	copied, err := w.Copy(last, old[9])
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Close(), last.Link(1, second), os.RemoveAll(first)); err != nil {
		t.Fatal(err)
	}
	r := open(t, second, 1, 2)
	check(t, r, added, 7)
	check(t, r, copied, 9)
	check(t, r, old[9], 9)
	if copied.Build != 2 || len(r.Dictionaries()[textKind]) == 0 {
		t.Errorf("copied to %+v with a dictionary of %d bytes", copied, len(r.Dictionaries()[textKind]))
	}
}

func TestPutIsSafeForConcurrentUse(t *testing.T) {
	dir := t.TempDir()
	w, err := Create(dir, 1, Dictionaries{})
	if err != nil {
		t.Fatal(err)
	}
	refs := make([]Ref, 200)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := worker; i < len(refs); i += 4 {
				var err error
				if refs[i], err = w.Put(document(i), terms(i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := open(t, dir, 1)
	for i, ref := range refs {
		check(t, r, ref, i)
	}
}

func TestMissingDocumentsAreDamaged(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, 1, 3, Dictionaries{})
	r := open(t, dir, 1)
	for _, ref := range []Ref{{Build: 1, Record: 3}, {Build: 2}} {
		if d, err := r.Document(ref, Head); !errors.Is(err, index.ErrDamaged) {
			t.Errorf("%+v: got %v, %v, want ErrDamaged", ref, d, err)
		}
		if k, err := r.KeyTerms(ref); !errors.Is(err, index.ErrDamaged) {
			t.Errorf("key terms of %+v: got %v, %v, want ErrDamaged", ref, k, err)
		}
	}
	if _, err := Open(dir, []uint32{1, 2}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("missing build: got %v, want ErrDamaged", err)
	}
	if err := os.Truncate(filepath.Join(dir, "evidence-000001"), 100); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, []uint32{1}); !errors.Is(err, index.ErrDamaged) {
		t.Errorf("truncated evidence: got %v, want ErrDamaged", err)
	}
}

// FuzzRecords decodes changed records, and any that decodes must encode to one that decodes to the same.
func FuzzRecords(f *testing.F) {
	head, err := encodeHead(document(3))
	if err != nil {
		f.Fatal(err)
	}
	evidence, err := encodeEvidence(document(3), terms(3))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(head, evidence)
	f.Add([]byte{2, '{', '}', 2, '[', ']'}, []byte{2, '{', '}'})
	f.Fuzz(func(t *testing.T, head, evidence []byte) {
		d := &index.Document{}
		if decodeHead(head, Whole, d) != nil || decodeEvidence(evidence, d) != nil {
			return
		}
		again, err := encodeEvidence(d, nil)
		if err != nil {
			t.Skip(err) // dates that have no text form
		}
		decoded := *d
		decoded.Tags = withoutEvidence(d.Tags)
		if err := decodeEvidence(again, &decoded); err != nil {
			t.Fatalf("encoded again: %v", err)
		}
		if !reflect.DeepEqual(decoded.Tags, d.Tags) {
			t.Errorf("encoded again: got %+v, want %+v", decoded.Tags, d.Tags)
		}
	})
}
