package tag

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index"
	"daftar/ingest/tag/dates"
)

// inTitle is the number of the piece that is the title; passages are numbered from 0.
const inTitle = -1

// sheet is the working memory of one document.
type sheet struct {
	scanner   scanner
	lead      span
	passages  int // pieces that are passages
	countries tallies
	themes    tallies
	shared    []shared
	named     []naming
	dates     *dates.Finder
}

type span struct{ start, end int }

// shared is a word of several countries, for which the document decides when it is read as a whole.
type shared struct {
	owners   []int32
	kind     kind
	unsure   bool // it counts only where the document names one of them otherwise
	piece    int
	evidence span
}

// naming says that a passage names a country.
type naming struct {
	country int32
	piece   int
	byName  bool // not only by an adjective, its people or its capital
}

// Bounds of the work on hostile texts. Passages are shorter than maxPiece; a title, or a text that nobody cut, is read in
// pieces of it, because some rules hold each hit of a piece against each other. When maxShared words of several
// countries wait for the end of the document they are settled by what is known so far.
const (
	maxPiece  = 8 << 10
	maxShared = 10_000
)

// begin clears the sheet for a document.
func (s *sheet) begin(d *index.Document) {
	s.scanner.speaks(d.Lang, d.Text)
	s.lead = s.scanner.leadOf(d)
	s.passages = max(len(d.Passages), 1)
	s.countries.clear()
	s.themes.clear()
	s.shared, s.named = s.shared[:0], s.named[:0]
	s.dates.Begin(d, index.Span{Start: s.lead.start, End: s.lead.end})
}

// piece tags text[start:end]: a passage, or the title.
func (s *sheet) piece(n int, text string, start, end int) {
	for start < end {
		stop := min(end, start+maxPiece)
		if stop < end {
			if space := strings.LastIndexByte(text[start:stop], ' '); space > 0 {
				stop = start + space
			}
		}
		s.part(n, text, start, stop)
		start = stop
	}
}

// part tags a piece that is short enough to be read at once.
func (s *sheet) part(n int, text string, start, end int) {
	sc := &s.scanner
	sc.find(text, start, end)
	sc.dropPeople()
	sc.speakers()
	sc.listings()
	for from := 0; from < len(sc.countries); {
		to := from + 1
		for to < len(sc.countries) && sc.countries[to].from == sc.countries[from].from {
			to++
		}
		s.country(n, sc.countries[from:to])
		from = to
	}
	s.parts(n)
	for _, h := range sc.themeHits() {
		s.themes.add(h.owner, h.kind, n, sc.place(h), s.lead)
	}
	s.dates.Read(sc.text, sc.tokens, n)
}

// place returns the bytes of a hit.
func (s *scanner) place(h hit) span { return span{s.tokens[h.from].Start, s.tokens[h.to-1].End} }

// country takes the hits of one term: of one country, in perhaps several kinds of which the best counts, or of several.
func (s *sheet) country(piece int, hits []hit) {
	best := hits[0]
	var others []int32
	for _, h := range hits[1:] {
		switch {
		case h.owner != best.owner && !slices.Contains(others, h.owner):
			others = append(others, h.owner)
		case h.owner == best.owner && h.kind < best.kind:
			best = h
		}
	}
	place := s.scanner.place(best)
	unsure := s.scanner.maybeWeekday(best)
	if unsure && s.scanner.isWeekday(best.from) {
		return
	}
	if others != nil || unsure {
		s.shared = append(s.shared, shared{append(others, best.owner), best.kind, unsure, piece, place})
		if len(s.shared) >= maxShared {
			s.settle()
		}
		return
	}
	s.name(best.owner, best.kind, piece, place)
}

func (s *sheet) name(country int32, k kind, piece int, place span) {
	s.countries.add(country, k, piece, place, s.lead)
	n := naming{country, piece, k == name}
	one := &s.countries.all[country]
	if piece == inTitle || one.listed && one.seen.piece == piece && (one.seen.byName || !n.byName) {
		return
	}
	one.listed, one.seen = true, n
	s.named = append(s.named, n)
}

// settle gives each shared word to the country that the document names most often otherwise; if it names none, or two
// as often, to the first of the vocabulary, in which living countries come before historical ones.
func (s *sheet) settle() {
	counts := make([]int, 0, 8)
	for _, w := range s.shared {
		slices.Sort(w.owners)
		counts = counts[:0]
		for _, owner := range w.owners {
			counts = append(counts, s.countries.all[owner].own)
		}
		owner := w.owners[slices.Index(counts, slices.Max(counts))]
		if (w.unsure || w.kind == region || w.kind == city) && slices.Max(counts) == 0 {
			continue // Punjab, and no word of India or Pakistan
		}
		s.name(owner, w.kind, w.piece, w.evidence)
		s.countries.all[owner].own--
	}
	s.shared = s.shared[:0]
}

// count counts for each country the passages that name it by its name. Shared words are settled last, so that the
// passages come in no order before.
func (s *sheet) count() {
	slices.SortFunc(s.named, func(a, b naming) int {
		return cmp.Or(cmp.Compare(a.country, b.country), cmp.Compare(a.piece, b.piece))
	})
	last := naming{country: -1}
	for _, n := range s.named {
		if n.byName && n != last {
			s.countries.all[n.country].passages++
			last = n
		}
	}
}

// passageCountries returns the ids of the countries named in each passage, sorted.
func (s *sheet) passageCountries(ids []string, passages int) [][]string {
	all := make([][]string, passages)
	for _, n := range s.named {
		if n.piece < passages {
			all[n.piece] = append(all[n.piece], ids[n.country])
		}
	}
	for n := range all {
		slices.Sort(all[n])
		all[n] = slices.Clip(slices.Compact(all[n]))
	}
	return all
}
