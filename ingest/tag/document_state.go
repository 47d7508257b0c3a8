package tag

import (
	"cmp"
	"slices"
	"strings"

	"daftar/index"
	"daftar/index/analysis/words"
	"daftar/ingest/tag/country"
	"daftar/ingest/tag/dates"
	"daftar/ingest/tag/eventrole"
	"daftar/ingest/tag/match"
	"daftar/ingest/tag/theme"
)

// inTitle is the number of the title where passages are numbered from 0.
const inTitle = dates.InTitle

// documentState is the working memory of one document. It is used again for the next one.
type documentState struct {
	tagger    *Tagger
	lang      string
	scanner   *match.Scanner
	themesOf  theme.Filter
	lead      index.Span
	passages  int // at least 1
	countries tallies
	themes    tallies
	shared    []sharedHit
	named     []naming
	dates     *dates.Finder
}

// sharedHit is a word of several countries. The document decides whose it is when it has been read as a whole.
type sharedHit struct {
	owners  []int32
	kind    match.Kind
	unsure  bool // it counts only where the document names one of them otherwise
	passage int
	place   index.Span
}

// naming says that a passage names a country.
type naming struct {
	country int32
	passage int
	byName  bool // not only by an adjective, its people or its capital
}

// Bounds of the work on hostile texts. A title, or a text without passages, is read in pieces of maxPiece bytes, because
// some rules compare each hit of a piece with the others; passages are shorter. When maxShared words of several countries
// wait for the end of the document, they are assigned by what is known so far.
const (
	maxPiece  = 8 << 10
	maxShared = 10_000
)

func newDocumentState(t *Tagger) *documentState {
	s := &documentState{tagger: t, scanner: match.NewScanner(t.lexicon), countries: newTallies(len(t.countries)), themes: newTallies(len(t.themes))}
	s.dates = dates.NewFinder(func(text string) []words.Token { return s.scanner.Tokenize(text, 0, len(text), len(text)) })
	return s
}

// begin clears the state for a document.
func (s *documentState) begin(d *index.Document) {
	s.lang = d.Lang
	s.scanner.SetLanguage(d.Lang, d.Text)
	s.lead = leadOf(s.scanner, d)
	s.passages = max(len(d.Passages), 1)
	s.countries.clear()
	s.themes.clear()
	s.shared, s.named = s.shared[:0], s.named[:0]
	s.dates.Begin(d, s.lead)
}

// read tags text[start:end]: a passage, or the title.
func (s *documentState) read(passage int, text string, start, end int) {
	for start < end {
		stop := min(end, start+maxPiece)
		if stop < end {
			if space := strings.LastIndexByte(text[start:stop], ' '); space > 0 {
				stop = start + space
			}
		}
		s.readPiece(passage, text, start, stop)
		start = stop
	}
}

func (s *documentState) readPiece(passage int, text string, start, end int) {
	sc := s.scanner
	sc.Find(text, start, end)
	s.tagger.countryRules.Apply(sc)
	for from := 0; from < len(sc.Countries); {
		to := from + 1
		for to < len(sc.Countries) && sc.Countries[to].From == sc.Countries[from].From {
			to++
		}
		s.addCountries(passage, sc.Countries[from:to])
		from = to
	}
	s.addRoles(passage)
	for _, h := range s.themesOf.Hits(sc) {
		s.themes.add(h.Owner, hit{h.Kind, passage, s.spanOf(h.From, h.To)}, s.lead)
	}
	s.dates.Read(sc.Text, sc.Tokens, passage)
}

// spanOf returns the bytes of tokens.
func (s *documentState) spanOf(from, to int) index.Span {
	return index.Span{Start: s.scanner.Tokens[from].Start, End: s.scanner.Tokens[to-1].End}
}

// addRoles adds what the countries of the piece just read do in an event.
func (s *documentState) addRoles(passage int) {
	counts := func(country int32) bool { return s.countries.all[country].evidence != nil }
	s.tagger.roleRules.Find(s.scanner, s.lang, counts, func(r eventrole.Role) {
		place := s.spanOf(r.Start, r.End)
		s.countries.all[r.Country].addRole(r.Role, index.Evidence{Title: passage == inTitle, Start: place.Start, End: place.End})
	})
}

// addCountries adds the hits of one term: of one country, perhaps of several kinds of which the best counts, or of several
// countries.
func (s *documentState) addCountries(passage int, hits []match.Hit) {
	best := hits[0]
	var others []int32
	for _, h := range hits[1:] {
		switch {
		case h.Owner != best.Owner && !slices.Contains(others, h.Owner):
			others = append(others, h.Owner)
		case h.Owner == best.Owner && h.Kind < best.Kind:
			best = h
		}
	}
	unsure := country.MayBeWeekday(s.scanner, best)
	if unsure && s.tagger.countryRules.IsWeekday(s.scanner, best.From) {
		return
	}
	place := s.spanOf(best.From, best.To)
	if others == nil && !unsure {
		s.addCountry(best.Owner, hit{best.Kind, passage, place})
		return
	}
	s.shared = append(s.shared, sharedHit{append(others, best.Owner), best.Kind, unsure, passage, place})
	if len(s.shared) >= maxShared {
		s.assignShared()
	}
}

func (s *documentState) addCountry(country int32, h hit) {
	s.countries.add(country, h, s.lead)
	n := naming{country, h.passage, h.kind == match.CountryName}
	tally := &s.countries.all[country]
	if h.passage == inTitle || tally.listed && tally.last.passage == h.passage && (tally.last.byName || !n.byName) {
		return
	}
	tally.listed, tally.last = true, n
	s.named = append(s.named, n)
}

// assignShared gives each shared word to the country that the document names most often otherwise; if it names none, or two
// equally often, to the first of the vocabulary, in which living countries come before historical ones.
func (s *documentState) assignShared() {
	counts := make([]int, 0, 8)
	for _, w := range s.shared {
		slices.Sort(w.owners)
		counts = counts[:0]
		for _, owner := range w.owners {
			counts = append(counts, s.countries.all[owner].own)
		}
		most := slices.Max(counts)
		if (w.unsure || w.kind.IsPlace()) && most == 0 {
			continue // Punjab, and no word of India or Pakistan
		}
		owner := w.owners[slices.Index(counts, most)]
		s.addCountry(owner, hit{w.kind, w.passage, w.place})
		s.countries.all[owner].own--
	}
	s.shared = s.shared[:0]
}

// countPassages counts for each country the passages that name it by its name. It sorts them first, because shared words are
// assigned last.
func (s *documentState) countPassages() {
	slices.SortFunc(s.named, func(a, b naming) int {
		return cmp.Or(cmp.Compare(a.country, b.country), cmp.Compare(a.passage, b.passage))
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
func (s *documentState) passageCountries(ids []string, passages int) [][]string {
	all := make([][]string, passages)
	for _, n := range s.named {
		if n.passage < passages {
			all[n.passage] = append(all[n.passage], ids[n.country])
		}
	}
	for n := range all {
		slices.Sort(all[n])
		all[n] = slices.Clip(slices.Compact(all[n]))
	}
	return all
}
