package suggest

import (
	"cmp"
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"daftar/index"
	"daftar/index/analysis"
	"daftar/index/internal/packed"
	"daftar/index/internal/plan"
)

// Rules of spelling correction.
const (
	minLetters       = 4 // one letter more or less makes a shorter word another word
	twoEditLetters   = 8 // from here on, words with two mistakes are corrected
	maxLetters       = 32
	correctionRatio  = 10 // a correction must occur in this many times more documents than the word
	secondEditFactor = 10 // a second mistake is this many times rarer than a first
	cutoffFactor     = 20 // corrections this many times less likely than the best one are dropped
)

// Sketches are a cheap pre-filter for edit distance and similar sound: one sketch for each word. They are stored, because
// making one takes about 0.4 µs.
type Sketches struct {
	Letters []uint64 // a bit for each letter
	Sounds  []uint32 // hash of the consonants of analysis.PhoneticKey; 0 for none
	Lengths []uint8  // letters, at most 255
}

func newSketches(words packed.Strings) (s Sketches) {
	for _, word := range words.All() {
		t := newTermSketch(word)
		s.Letters, s.Sounds, s.Lengths = append(s.Letters, t.letters), append(s.Sounds, t.sound), append(s.Lengths, t.length)
	}
	return s
}

// termSketch is the sketch of one word.
type termSketch struct {
	letters uint64
	sound   uint32
	length  uint8
}

func newTermSketch(term string) termSketch {
	s := termSketch{length: uint8(min(utf8.RuneCountInString(term), 255))}
	for _, r := range term {
		s.letters |= 1 << (uint32(r) * 2654435761 >> 26) // Knuth's multiplicative hash
	}
	if sound, ok := analysis.PhoneticKeyOf(term); ok {
		s.sound = hashSound(sound.Consonants())
	}
	return s
}

// hashSound never returns 0, which stands for no sound.
func hashSound(key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return h.Sum32() | 1
}

// Spellings returns words that are spelled like a word, at most n by descending count, followed by words of other scripts
// that sound like it, at most n, the most similar first. Corrections must be much more frequent than the word.
func (x *Index) Spellings(word string, n int, count Counter) ([]index.Suggestion, error) {
	n = min(n, maxSuggestions)
	term, ok := singleTerm(word)
	if !ok || utf8.RuneCountInString(term) > maxLetters || strings.ContainsFunc(term, unicode.IsNumber) {
		return nil, nil
	}
	documents, err := count([]string{term})
	if err != nil {
		return nil, err
	}
	spelled := verifier{count: count}
	spelled.add(index.SuggestSpelling, &x.Words, x.similarSpellings(term, 2*n, max(documents*correctionRatio, 1)), n)
	sounding := verifier{count: count, err: spelled.err}
	for _, i := range x.similarSounds(term, 2*n) { // one by one, to keep the order of similarity
		sounding.add(index.SuggestScript, &x.Words, []int{i}, 1)
	}
	if sounding.err != nil {
		return nil, sounding.err
	}
	return append(spelled.suggestions, sounding.suggestions[:min(len(sounding.suggestions), n)]...), nil
}

// singleTerm returns the term of a word, and false for text that is not one word. A word with hyphens is its joined form.
func singleTerm(word string) (string, bool) {
	words, compounds := plan.SplitCompounds(analysis.Tokens(word, ""))
	if len(words) > 1 && len(compounds) == 1 && compounds[0].PositionLength == len(words) {
		words = compounds
	}
	if len(words) != 1 {
		return "", false
	}
	return words[0].Term, true
}

// candidate is an entry and its score, higher is better.
type candidate struct {
	entry int
	score float64
}

func best(all []candidate, n int) []int {
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.entry, b.entry))
	})
	var entries []int
	for _, c := range all[:min(len(all), n)] {
		entries = append(entries, c.entry)
	}
	return entries
}

// similarSpellings returns the words at edit distance 1, or up to 2 for long words, that occur in at least minDocuments
// documents, most likely first.
func (x *Index) similarSpellings(term string, n, minDocuments int) []int {
	letters := utf8.RuneCountInString(term)
	if letters < minLetters {
		return nil
	}
	maxEdits := 1
	if letters >= twoEditLetters {
		maxEdits = 2
	}
	wanted, typed := newTermSketch(term), []rune(term)
	var found []candidate
	highest := 0.0
	for i, other := range x.Sketches.Letters {
		length := int(x.Sketches.Lengths[i])
		if bits.OnesCount64(other^wanted.letters) > 2*maxEdits || length > letters+maxEdits || length < letters-maxEdits ||
			int(x.Words.Documents[i]) < minDocuments {
			continue
		}
		distance := editDistance(typed, []rune(x.Words.Keys.At(i)), maxEdits)
		if distance == 0 || distance > maxEdits {
			continue
		}
		score := float64(x.Words.Documents[i])
		if distance == 2 {
			score /= secondEditFactor
		}
		found, highest = append(found, candidate{i, score}), max(highest, score)
	}
	found = slices.DeleteFunc(found, func(c candidate) bool { return c.score < highest/cutoffFactor })
	return best(found, n)
}

// editDistance returns the restricted Damerau-Levenshtein distance of two words: insertions, deletions, substitutions and
// transpositions of neighbours, with no letter edited twice (Boytsov, Indexing methods for approximate dictionary
// searching, 2011). If it is larger than limit, the result is limit+1 or more.
func editDistance(a, b []rune, limit int) int {
	var rows [3][maxLetters + 3]int
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, beforeAbove := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		lowest := i
		for j := 1; j <= len(b); j++ {
			substitution := 1
			if a[i-1] == b[j-1] {
				substitution = 0
			}
			row[j] = min(above[j-1]+substitution, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], beforeAbove[j-2]+1)
			}
			lowest = min(lowest, row[j])
		}
		if lowest > limit+1 {
			return limit + 1
		}
	}
	return rows[len(a)%3][len(b)]
}

// similarSounds returns the words of other scripts that sound like a term, most similar first.
func (x *Index) similarSounds(term string, n int) []int {
	sound, ok := analysis.PhoneticKeyOf(term)
	if !ok {
		return nil
	}
	consonants := sound.Consonants()
	wanted := hashSound(consonants)
	var found []candidate
	for i, hash := range x.Sketches.Sounds {
		if hash != wanted {
			continue
		}
		other, ok := analysis.PhoneticKeyOf(x.Words.Keys.At(i))
		if !ok || other.Consonants() != consonants {
			continue
		}
		if distance, ok := sound.Distance(other); ok { // equal sounds by frequency
			found = append(found, candidate{i, 1 - 1/float64(1+x.Words.Documents[i]) - float64(distance)})
		}
	}
	return best(found, n)
}
