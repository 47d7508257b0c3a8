package column

import (
	"iter"
	"slices"

	"daftar/index"
	"daftar/index/embedded/internal/blockfile"
	"daftar/index/internal/packed"
)

// Values are the values of one field. The codes of document d are Codes[Offsets[d]:Offsets[d+1]].
type Values struct {
	Names   []string // sorted
	Offsets []uint32
	Codes   []Code
}

// Code is the number of a value in Names times 2, plus 1 if the value is main.
type Code uint32

// Value returns the number of the value.
func (c Code) Value() uint32 { return uint32(c >> 1) }

// IsMain reports whether the value is main.
func (c Code) IsMain() bool { return c&1 == 1 }

// Counts reports whether the role of the value is among those that mentions selects.
func (c Code) Counts(m index.Mentions) bool { return m == index.MentionsAny || c.IsMain() }

func newValues(rows []Row, f index.Field) *Values {
	names := make(map[string]uint32)
	for d := range rows {
		for _, v := range rows[d].values[f] {
			names[v.name] = 0
		}
	}
	out := &Values{Names: sortedNames(names), Offsets: make([]uint32, len(rows)+1)}
	for d := range rows {
		for _, v := range rows[d].values[f] {
			code := Code(names[v.name] << 1)
			if v.main {
				code |= 1
			}
			out.Codes = append(out.Codes, code)
		}
		out.Offsets[d+1] = uint32(len(out.Codes))
	}
	return out
}

func (v *Values) write(w *blockfile.Writer, name string) {
	w.Strings(name+".names", packed.New(v.Names...))
	blockfile.WriteNumbers(w, name+".offsets", v.Offsets)
	blockfile.WriteNumbers(w, name, v.Codes)
}

// loadValues loads the values of n documents.
func loadValues(l *blockfile.Loader, name string, n int) *Values {
	v := &Values{Names: blockfile.LoadStrings(l, name+".names").List(), Codes: blockfile.LoadNumbers[Code](l, name)}
	v.Offsets = blockfile.LoadOffsets(l, name+".offsets", n, len(v.Codes))
	checkNumbers(l, v.Codes, len(v.Names), Code.Value)
	return v
}

// Of returns the codes of a document.
func (v *Values) Of(d uint32) []Code { return v.Codes[v.Offsets[d]:v.Offsets[d+1]] }

// Number returns the number of a name, and false if no document has it.
func (v *Values) Number(name string) (uint32, bool) {
	i, ok := slices.BinarySearch(v.Names, name)
	return uint32(i), ok
}

// HasAny returns a function that reports whether a document has one of the names in a role that counts, or, for
// index.Missing, no value in such a role.
func (v *Values) HasAny(names []string, m index.Mentions) func(doc uint32) bool {
	wanted := make([]bool, len(v.Names))
	for _, name := range names {
		if n, ok := v.Number(name); ok {
			wanted[n] = true
		}
	}
	missing := slices.Contains(names, index.Missing)
	return func(doc uint32) bool {
		none := true
		for _, code := range v.Of(doc) {
			if !code.Counts(m) {
				continue
			}
			if wanted[code.Value()] {
				return true
			}
			none = false
		}
		return missing && none
	}
}

// Count returns the number of the given documents that have each value, whatever its role.
func (v *Values) Count(docs iter.Seq[uint32]) map[string]int {
	counts := make(map[string]int)
	for d := range docs {
		for _, code := range v.Of(d) {
			counts[v.Names[code.Value()]]++
		}
	}
	return counts
}
