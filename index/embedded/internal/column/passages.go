package column

import (
	"iter"
	"slices"

	"daftar/index/embedded/internal/blockfile"
	"daftar/index/internal/packed"
)

// PassageCountries are the countries of the passages that name at least two; other passages are not needed to answer which
// countries are named together. The passages of document d are Passages[d]:Passages[d+1], the countries of passage p are
// Codes[Offsets[p]:Offsets[p+1]], as numbers in Names.
type PassageCountries struct {
	Names    []string // sorted
	Passages []uint32
	Offsets  []uint32
	Codes    []uint32
}

func newPassageCountries(rows []Row) PassageCountries {
	names := make(map[string]uint32)
	for d := range rows {
		for _, passage := range rows[d].passages {
			for _, name := range passage {
				names[name] = 0
			}
		}
	}
	t := PassageCountries{Names: sortedNames(names), Passages: make([]uint32, len(rows)+1), Offsets: []uint32{0}}
	for d := range rows {
		for _, passage := range rows[d].passages {
			for _, name := range passage {
				t.Codes = append(t.Codes, names[name])
			}
			t.Offsets = append(t.Offsets, uint32(len(t.Codes)))
		}
		t.Passages[d+1] = uint32(len(t.Offsets) - 1)
	}
	return t
}

func (t *PassageCountries) write(w *blockfile.Writer, name string) {
	w.Strings(name+".names", packed.New(t.Names...))
	blockfile.WriteNumbers(w, name+".passages", t.Passages)
	blockfile.WriteNumbers(w, name+".offsets", t.Offsets)
	blockfile.WriteNumbers(w, name, t.Codes)
}

// loadPassageCountries loads the passages of n documents.
func loadPassageCountries(l *blockfile.Loader, name string, n int) PassageCountries {
	t := PassageCountries{Names: blockfile.LoadStrings(l, name+".names").List(), Codes: blockfile.LoadNumbers[uint32](l, name)}
	offsets := blockfile.LoadNumbers[uint32](l, name+".offsets")
	t.Passages = blockfile.LoadOffsets(l, name+".passages", n, max(len(offsets)-1, 0))
	t.Offsets = blockfile.LoadOffsets(l, name+".offsets", max(len(offsets)-1, 0), len(t.Codes))
	checkNumbers(l, t.Codes, len(t.Names), func(number uint32) uint32 { return number })
	return t
}

// Of returns the countries of each passage of a document.
func (t *PassageCountries) Of(doc uint32) iter.Seq[[]uint32] {
	return func(yield func([]uint32) bool) {
		for p := t.Passages[doc]; p < t.Passages[doc+1]; p++ {
			if !yield(t.Codes[t.Offsets[p]:t.Offsets[p+1]]) {
				return
			}
		}
	}
}

// Numbers returns the numbers of names, each once. It returns false if no passage has one of them.
func (t *PassageCountries) Numbers(names []string) (numbers []uint32, ok bool) {
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		i, known := slices.BinarySearch(t.Names, name)
		if !known {
			return nil, false
		}
		numbers = append(numbers, uint32(i))
	}
	return numbers, true
}

// HasAll returns a function that reports whether one passage of a document names all of the countries.
func (t *PassageCountries) HasAll(names []string) func(doc uint32) bool {
	numbers, ok := t.Numbers(names)
	if !ok {
		return func(uint32) bool { return false }
	}
	return func(doc uint32) bool {
		for p := t.Passages[doc]; p < t.Passages[doc+1]; p++ {
			if ContainsAll(t.Codes[t.Offsets[p]:t.Offsets[p+1]], numbers) {
				return true
			}
		}
		return false
	}
}

// ContainsAll reports whether a list contains all numbers of another one.
func ContainsAll(list, numbers []uint32) bool {
	for _, n := range numbers {
		if !slices.Contains(list, n) {
			return false
		}
	}
	return true
}
